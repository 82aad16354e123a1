#include "dsl/syntax/lexis.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace mou {
namespace {

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Whether no blank but single spaces between words stands in it.
bool is_one_line(std::string_view text) {
  bool gap = true;
  for (const char c : text) {
    if (blank(c) && (gap || c != ' ')) return false;
    gap = c == ' ';
  }
  return text.empty() || !gap;
}

bool clings(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether all are printed ASCII, as nearly all of a contract is.
bool printed(std::uint64_t eight_bytes) {
  constexpr std::uint64_t each = 0x0101010101010101U;
  // A byte below 0x20 borrows from its highest bit, 0x7F carries into it, and all others that are not printed have it;
  // what goes over into the next byte can only be taken for one that is not printed.
  const std::uint64_t odd = (eight_bytes - each * 0x20) | (eight_bytes + each) | eight_bytes;
  return (odd & (each * 0x80)) == 0;
}

// The length of the UTF-8 sequence at the start of `text`, 0 when it is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!follows(1) || !follows(2)) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

// Where the next quote or comment begins, `npos` when there is none.
static std::size_t quote_or_comment(std::string_view text, std::size_t from) {
  const auto found = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                                  [](char c) { return c == '"' || c == '#'; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

std::vector<ast::Comment> comments_of(std::string_view text) {
  std::vector<ast::Comment> comments;
  std::size_t at = quote_or_comment(text, 0);
  while (at != std::string_view::npos) {
    if (text[at] == '"') {
      at = text.find('"', at + 1);
      if (at == std::string_view::npos) break;
      ++at;
    } else {
      const std::size_t eol = std::min(text.find('\n', at), text.size());
      std::size_t end = eol;
      while (end > at && blank(text[end - 1])) --end;
      comments.push_back({static_cast<std::uint32_t>(at), std::string(text.substr(at, end - at))});
      at = eol;
    }
    at = quote_or_comment(text, at);
  }
  return comments;
}

std::uint32_t end_without_blanks(std::string_view text, const std::vector<ast::Comment>& comments, std::uint32_t begin,
                                 std::uint32_t end) {
  const bool may_end_in_comment = text.substr(begin, end - begin).find('#') != std::string_view::npos;
  while (true) {
    while (end > begin && blank(text[end - 1])) --end;
    if (!may_end_in_comment) return end;
    const auto after = std::lower_bound(comments.begin(), comments.end(), end,
                                        [](const ast::Comment& c, std::uint32_t offset) { return c.offset < offset; });
    if (after == comments.begin()) return end;
    const ast::Comment& last = *std::prev(after);
    if (last.offset < begin || last.offset + last.text.size() < end) return end;
    end = last.offset;
  }
}

std::string_view token_at(std::string_view text, std::uint32_t offset) {
  if (offset >= text.size()) return {};
  std::size_t end = offset + 1;
  if (text[offset] == '"') {
    end = std::min({text.find('"', end), text.find('\n', end), text.size() - 1}) + 1;
  } else if (text[offset] == '$' || clings(text[offset])) {
    const auto joins = [&](std::size_t i) {
      return (text[i] == '.' || text[i] == ',' || text[i] == '-' || text[i] == ':') && i + 1 < text.size() &&
             clings(text[i + 1]);
    };
    while (end < text.size() && (clings(text[end]) || joins(end) || text[end] == '%')) ++end;
  }
  return text.substr(offset, end - offset);
}

bool is_one_word(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return blank(c) || c == '#'; });
}

std::string one_line_of(std::string_view text) {
  if (is_one_line(text)) return std::string(text);
  std::string line;
  line.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    if (blank(c)) {
      gap = !line.empty();
    } else {
      if (gap) line += ' ';
      gap = false;
      line += c;
    }
  }
  return line;
}

std::string words_of(std::string_view text) {
  std::string bare;
  bool in_comment = false;
  for (const char c : text) {
    if (c == '#') in_comment = true;
    if (c == '\n') in_comment = false;
    if (!in_comment) bare += c;
  }
  return one_line_of(bare);
}

std::vector<ForeignByte> foreign_bytes(std::string_view text) {
  std::vector<ForeignByte> found;
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t next = 0;
    if (text.size() - i >= sizeof next) {
      std::memcpy(&next, text.data() + i, sizeof next);
      if (printed(next)) {
        i += sizeof next;
        continue;
      }
    }
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++i;
      continue;
    }
    const bool control = (byte < 0x20 && !blank(text[i])) || byte == 0x7F;
    const std::size_t length = control ? 0 : utf8_length(text.substr(i, 4));
    if (length == 0) found.push_back({static_cast<std::uint32_t>(i), control});
    i += std::max<std::size_t>(length, 1);
  }
  return found;
}

}  // namespace mou
