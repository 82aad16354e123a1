#include "dsl/check/passages.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace mou {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// Longer than a printed line.
constexpr std::size_t long_line = 400;

// Whether "7. OVERTIME", "7.1 Overtime" or "7.1. Overtime" stands there.
bool section_may_begin(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (digit(text[at]) || text[at] == '.')) ++at;
  const std::string_view number = text.substr(0, at);
  const bool dotted = number.find('.') != std::string_view::npos;
  if (at == 0 || !digit(text[0]) || !dotted) return false;
  while (at < text.size() && text[at] == ' ') ++at;
  return at < text.size() && capital(text[at]);
}

// "EXHIBIT A" and the like, in capitals.
constexpr std::pair<std::string_view, std::string_view> annexes[] = {
    {"APPENDIX ", "App."}, {"EXHIBIT ", "Ex."}, {"SCHEDULE", ""}, {"ATTACHMENT ", ""}};

void part(std::string_view line, std::uint32_t begin, std::vector<DocumentLine>& lines) {
  std::size_t from = 0;
  for (std::size_t at = 1; line.size() > long_line && at < line.size(); ++at) {
    if (line[at - 1] != ' ') continue;
    const std::string_view rest = line.substr(at);
    const bool annex = std::any_of(std::begin(annexes), std::end(annexes),
                                   [&](const auto& each) { return rest.starts_with(each.first); });
    if (!annex && !section_may_begin(rest)) continue;
    lines.push_back({begin + static_cast<std::uint32_t>(from), line.substr(from, at - from)});
    from = at;
  }
  lines.push_back({begin + static_cast<std::uint32_t>(from), line.substr(from)});
}

// The line without blanks before it; nothing for a line of the contents, which ends in a page number after dots.
std::string_view heading_in(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line.find("....") != std::string_view::npos ? std::string_view()
                                                                                        : line.substr(first);
}

bool heads_annex(std::string_view line, const std::string& number) {
  return std::any_of(std::begin(annexes), std::end(annexes), [&](const auto& each) {
    if (each.second.empty() || !number.starts_with(each.second) || !line.starts_with(each.first)) return false;
    const std::string_view letter = std::string_view(number).substr(each.second.size());
    const std::string_view rest = line.substr(each.first.size());
    return rest.starts_with(letter) && (rest.size() == letter.size() || !capital(rest[letter.size()]));
  });
}

bool ends_articles(std::string_view line) {
  const std::string_view heading = heading_in(line);
  return std::any_of(std::begin(annexes), std::end(annexes),
                     [&](const auto& each) { return heading.starts_with(each.first); });
}

bool heads(std::string_view line, const std::string& number) {
  std::string_view rest = heading_in(line);
  if (rest.empty()) return false;
  if (!digit(number[0])) return heads_annex(rest, number);
  constexpr std::string_view article = "article";
  const bool named = rest.size() > article.size() &&
                     std::equal(article.begin(), article.end(), rest.begin(),
                                [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  if (named) rest.remove_prefix(article.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (!rest.starts_with(number)) return false;
  rest.remove_prefix(number.size());
  const bool dotted = number.find('.') != std::string::npos;
  if (rest.empty()) return named;
  // "7.1" does not head "7.10", nor does "7" head a line of a table.
  if (rest[0] == '.' && rest.size() > 1 && digit(rest[1])) return false;
  const std::size_t word = rest.find_first_not_of(" .,):");
  const bool apart = std::string_view(" .,):").find(rest[0]) != std::string_view::npos;
  return apart && word != std::string_view::npos && capital(rest[word]) && (named || dotted || rest[0] == '.');
}

}  // namespace

std::vector<DocumentLine> lines_of_document(std::string_view text) {
  std::vector<DocumentLine> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    part(text.substr(at, end - at), static_cast<std::uint32_t>(at), lines);
    at = end + 1;
  }
  return lines;
}

std::vector<Passage> passages_of(const std::vector<DocumentLine>& lines, const std::vector<std::string>& numbers) {
  std::vector<Passage> passages;
  std::size_t line = 0;
  for (const std::string& number : numbers) {
    std::size_t at = line;
    while (at < lines.size() && !heads(lines[at].text, number)) ++at;
    if (at == lines.size()) continue;
    if (!passages.empty()) passages.back().last = at;
    passages.push_back({number, at, lines.size()});
    line = at + 1;
  }
  for (Passage& passage : passages) {
    for (std::size_t at = passage.first + 1; at < passage.last; ++at) {
      if (ends_articles(lines[at].text)) passage.last = at;
    }
  }
  return passages;
}

}  // namespace mou
