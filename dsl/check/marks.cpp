#include "dsl/check/marks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>

namespace mou {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool cited(std::string_view before) {
  constexpr std::array<std::string_view, 13> words = {"section ", "sections ", "rule ",     "article ", "resolution ",
                                                      "code ",    "title ",    "no. ",      "local ",   "seiu ",
                                                      "step ",    "tier ",     "paragraph "};
  std::string small;
  for (const char c : before) small += c == '\n' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return small.ends_with(word); });
}

bool of_formula(std::string_view before, std::string_view rest) {
  const std::size_t next = rest.find_first_not_of(' ');
  const std::size_t last = before.find_last_not_of(' ');
  return (next != std::string_view::npos && rest[next] == '@') ||
         (last != std::string_view::npos && before[last] == '@');
}

// A whole number of one to three digits with blanks around it.
bool bare(std::string_view text, std::size_t at, std::size_t& end) {
  if (!digit(text[at]) || (at > 0 && text[at - 1] != ' ')) return false;
  end = at;
  while (end < text.size() && digit(text[end])) ++end;
  return end - at <= 3 && (end == text.size() || text[end] == ' ');
}

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::set<std::size_t> page_marks(std::string_view text) {
  std::map<int, std::set<std::size_t>> pairs;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t end = 0;
    std::size_t second_end = 0;
    if (!bare(text, at, end) || end + 1 >= text.size() || !bare(text, end + 1, second_end)) continue;
    const int apart = value_of(text.substr(end + 1, second_end - end - 1)) - value_of(text.substr(at, end - at));
    pairs[apart].insert({at, end + 1});
  }
  std::set<std::size_t> marks;
  constexpr std::size_t three_pairs = 6;
  const auto most = std::max_element(pairs.begin(), pairs.end(),
                                     [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (most != pairs.end() && most->first > 0 && most->second.size() >= three_pairs) marks = most->second;
  return marks;
}

bool only_a_mark(std::string_view passage, const NumberInWords& number) {
  // No mark is longer, and a passage may be a whole book.
  constexpr std::size_t reach = 120;
  const std::size_t end = number.begin + number.text.size();
  const std::size_t from = number.begin - std::min<std::size_t>(number.begin, reach);
  const std::string_view before = passage.substr(from, number.begin - from);
  const std::string_view rest = passage.substr(end, reach);
  if (cited(before) || of_formula(before, rest)) return true;
  const bool in_parentheses = before.ends_with('(') && rest.starts_with(')');
  if (in_parentheses && before.size() > 1 && before[before.size() - 2] == ')') return true;
  if (!in_parentheses && digit(number.text[0]) && rest.starts_with(") ")) {
    return before.find('(', before.rfind(')') + 1) == std::string_view::npos;
  }
  const std::size_t line = before.rfind('\n') + 1;
  if (before.find_first_not_of(" \t", line) != std::string_view::npos) return false;
  const bool alone = rest.substr(0, rest.find('\n')).find_first_not_of(" \r") == std::string_view::npos;
  return number.begin == 0 || alone || rest.starts_with(". ");
}

}  // namespace mou
