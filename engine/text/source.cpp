#include "engine/text/source.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace mou {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

Span cover(Span first, Span last) {
  assert(first.file == last.file);
  return Span{first.file, std::min(first.begin, last.begin), std::max(first.end, last.end)};
}

std::uint32_t Sources::add(std::string path, std::string text) {
  assert(text.size() < std::numeric_limits<std::uint32_t>::max());
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  File file{std::move(path), std::move(text), {0}};
  for (std::size_t at = file.text.find('\n'); at != std::string::npos; at = file.text.find('\n', at + 1)) {
    file.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  files_.push_back(std::move(file));
  return size() - 1;
}

std::string_view Sources::slice(Span span) const {
  if (!span.known()) return {};
  const std::string_view whole = text(span.file);
  const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
  return whole.substr(begin, span.end > begin ? span.end - begin : 0);
}

Position Sources::position(std::uint32_t file, std::uint32_t offset) const {
  const File& source = files_[file];
  offset = std::min(offset, static_cast<std::uint32_t>(source.text.size()));
  const auto after = std::upper_bound(source.line_starts.begin(), source.line_starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - source.line_starts.begin());
  Position result{line, 1};
  for (std::uint32_t at = source.line_starts[line - 1]; at < offset; ++at) {
    if (!continues_character(source.text[at])) ++result.column;
  }
  return result;
}

std::string_view Sources::line(std::uint32_t file, std::uint32_t number) const {
  const File& source = files_[file];
  if (number == 0 || number > source.line_starts.size()) return {};
  const std::uint32_t begin = source.line_starts[number - 1];
  std::string_view rest = std::string_view(source.text).substr(begin);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

}  // namespace mou
