#include "dsl/check/numbers_in_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mou {

namespace {

// `one` is too common a word to be a number.
constexpr std::array<std::pair<std::string_view, int>, 27> number_words = {
    {{"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},       {"seven", 7},
     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13},
     {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
     {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},    {"seventy", 70},
     {"eighty", 80},   {"ninety", 90},  {"hundred", 100}}};

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<Rational> numeral(std::string text) {
  std::erase(text, ',');
  while (!text.empty() && (text.back() == '.' || text.back() == '%')) text.pop_back();
  return Rational::parse(text);
}

std::optional<int> small_number(std::string_view word) {
  if (word == "one") return 1;
  if (word == "thousand") return 1000;
  for (const auto& [name, value] : number_words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

// A word of a text, in small letters, with its place.
struct Token {
  std::string word;
  std::size_t begin = 0;
};

std::optional<int> denominator(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 10> parts = {{{"half", 2},
                                                                       {"halves", 2},
                                                                       {"quarter", 4},
                                                                       {"quarters", 4},
                                                                       {"tenth", 10},
                                                                       {"tenths", 10},
                                                                       {"hundredth", 100},
                                                                       {"hundredths", 100},
                                                                       {"thousandth", 1000},
                                                                       {"thousandths", 1000}}};
  for (const auto& [name, value] : parts) {
    if (name == word) return value;
  }
  return std::nullopt;
}

// "two hundred fifty"; nothing when it is no number.
std::optional<Rational> whole(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  Rational total(0);
  Rational part(0);
  for (std::size_t i = first; i < last; ++i) {
    const auto value = small_number(tokens[i].word);
    if (!value) return std::nullopt;
    if (*value == 1000) {
      total = total + (part.is_zero() ? Rational(1) : part) * Rational(1000);
      part = Rational(0);
    } else if (*value == 100) {
      part = (part.is_zero() ? Rational(1) : part) * Rational(100);
    } else {
      part = part + Rational(*value);
    }
  }
  return first == last ? std::nullopt : std::optional<Rational>(total + part);
}

// "one half", "fifty one one hundredths".
std::optional<Rational> fraction(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  if (first == last) return std::nullopt;
  const auto under = denominator(tokens[last - 1].word);
  if (!under) return whole(tokens, first, last);
  std::size_t end = last - 1;
  // In "five one hundredths" the word only counts the parts; in "seventy one hundredths" it belongs to the number.
  const auto before = end - first > 1 ? small_number(tokens[end - 2].word) : std::nullopt;
  if (before && tokens[end - 1].word == "one" && (*before < 20 || *before > 90)) --end;
  const bool a_half = end == first || (end - first == 1 && tokens[first].word == "a");
  const auto over = a_half ? std::optional<Rational>(1) : whole(tokens, first, end);
  return over ? std::optional<Rational>(*over / Rational(*under)) : std::nullopt;
}

// "two and one half", "one hundred and fifty". Where `and` joins two numbers the last is meant; `first` says where it
// begins.
std::optional<Rational> spoken(const std::vector<Token>& tokens, std::size_t& first) {
  std::size_t group = first;
  for (std::size_t i = first; i < tokens.size(); ++i) {
    if (tokens[i].word == "and") group = i + 1;
  }
  const auto last = fraction(tokens, group, tokens.size());
  if (!last || group == first) return last;
  const auto before = fraction(tokens, first, group - 1);
  const bool joins = before && (!last->is_whole() || ((*before / Rational(100)).is_whole() && *last < Rational(100)));
  if (joins) return *before + *last;
  first = group;
  return last;
}

bool number_word(std::string_view word) {
  return word == "and" || word == "a" || denominator(word) || small_number(word);
}

// The words of a text without their dashes; none where a sign other than a dash or a dollar stands between them.
std::vector<Token> tokens_of(std::string_view text, std::size_t from) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (!letter(text[at])) {
      const char c = text[at];
      if (c != ' ' && c != '-' && c != '\n' && c != '\r') tokens.clear();
      ++at;
      continue;
    }
    Token token{"", from + at};
    while (at < text.size() && letter(text[at])) {
      const char c = text[at++];
      token.word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

// "2.5%", "$1,500", "1 1/2", with at most two words behind; nothing for anything else.
std::optional<Rational> numeral_alone(std::string_view text) {
  std::string digits;
  std::size_t at = 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '$')) ++at;
  while (at < text.size() && (digit(text[at]) || text[at] == '.' || text[at] == ',' || text[at] == '/' ||
                              (text[at] == ' ' && at + 1 < text.size() && digit(text[at + 1])))) {
    if (text[at] != ',') digits += text[at];
    ++at;
  }
  while (at < text.size() && (text[at] == ' ' || text[at] == '%')) ++at;
  int words = 0;
  for (; at < text.size(); ++at) {
    if (!letter(text[at]) && text[at] != ' ') return std::nullopt;
    if (letter(text[at]) && (at == 0 || !letter(text[at - 1]))) ++words;
  }
  if (digits.empty() || words > 2) return std::nullopt;
  while (!digits.empty() && digits.back() == '.') digits.pop_back();
  const std::size_t slash = digits.find('/');
  if (slash == std::string::npos) return digits.find(' ') == std::string::npos ? Rational::parse(digits) : std::nullopt;
  const std::size_t blank = digits.find(' ');
  const std::size_t start = blank == std::string::npos || blank > slash ? 0 : blank + 1;
  const auto over = Rational::parse(digits.substr(start, slash - start));
  const auto under = Rational::parse(digits.substr(slash + 1));
  const auto before = start == 0 ? std::optional<Rational>(0) : Rational::parse(digits.substr(0, blank));
  if (!over || !under || !before || under->is_zero()) return std::nullopt;
  return *before + *over / *under;
}

// The number whose words end where the text ends, at most two words of another kind behind them ("percent").
std::optional<Rational> words_before(std::string_view text, std::size_t from, std::size_t& begin) {
  std::vector<Token> tokens = tokens_of(text, from);
  for (int skipped = 0; skipped < 2 && !tokens.empty() && !number_word(tokens.back().word); ++skipped)
    tokens.pop_back();
  std::size_t first = tokens.size();
  while (first > 0 && number_word(tokens[first - 1].word)) --first;
  while (first < tokens.size() && (tokens[first].word == "and" || tokens[first].word == "a")) ++first;
  if (first == tokens.size()) return std::nullopt;
  const auto number = spoken(tokens, first);
  if (number) begin = tokens[first].begin;
  return number;
}

// The number that ends where the text ends, at most two words behind it.
std::optional<Rational> numeral_before(std::string_view text, std::size_t& begin) {
  std::size_t end = text.size();
  for (int words = 0; words < 3; ++words) {
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '%')) --end;
    if (end == 0 || !letter(text[end - 1])) break;
    while (end > 0 && letter(text[end - 1])) --end;
  }
  std::size_t at = end;
  while (at > 0 && (digit(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == ',')) --at;
  if (at == end || (at > 0 && (letter(text[at - 1]) || text[at - 1] == '-'))) return std::nullopt;
  begin = at;
  return numeral(std::string(text.substr(at, end - at)));
}

// A word in a row of words that only blanks, line ends and dashes part.
struct Word {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
  // A dash ties it to the next one.
  bool tied = false;
};

// The row that begins at `at`; `at` is then behind it.
std::vector<Word> row_of_words(std::string_view text, std::size_t& at) {
  std::vector<Word> row;
  for (std::size_t next = at; next < text.size() && letter(text[next]);) {
    Word word{"", next, next, false};
    for (; word.end < text.size() && (letter(text[word.end]) || digit(text[word.end])); ++word.end) {
      const char c = text[word.end];
      word.text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    at = word.end;
    word.tied = at < text.size() && text[at] == '-';
    next = at + (word.tied ? 1 : 0);
    while (next < text.size() && (text[next] == ' ' || text[next] == '\n')) ++next;
    row.push_back(std::move(word));
  }
  return row;
}

// The whole number that begins with a word, as far as its words go on: "two hundred", "seventy five", "ten". `next` is
// the word behind it. `one` alone is too common a word to be a number.
std::optional<std::int64_t> whole_from(const std::vector<Word>& row, std::size_t first, std::size_t& next) {
  std::int64_t total = 0;
  std::int64_t part = 0;
  int room = 1000;
  for (next = first; next < row.size(); ++next) {
    const auto value = small_number(row[next].text);
    if (!value || (*value == 1000 && (next == first || part == 0)) || (*value == 100 && part > 99)) break;
    if (*value == 1000) {
      total += part * 1000;
      part = 0;
      room = 1000;
    } else if (*value == 100) {
      part = std::max<std::int64_t>(part, 1) * 100;
      room = 100;
    } else if (*value < room) {
      part += *value;
      room = *value >= 20 ? 10 : 1;
    } else {
      break;
    }
  }
  if (next == first || (next == first + 1 && row[first].text == "one")) return std::nullopt;
  return total + part;
}

// The fraction that begins with a word: "one half", "fifty one one hundredths".
std::optional<Rational> fraction_from(const std::vector<Word>& row, std::size_t first, std::size_t& next) {
  auto over = whole_from(row, first, next);
  if (!over && first < row.size() && row[first].text == "one") {
    over = 1;
    next = first + 1;
  }
  if (!over) return std::nullopt;
  if (next + 1 < row.size() && row[next].text == "one") ++next;
  const auto under = next < row.size() ? denominator(row[next].text) : std::nullopt;
  ++next;
  return under ? std::optional<Rational>(Rational(*over) / Rational(*under)) : std::nullopt;
}

// "two and one half", "two hundred and fifty": what `and` adds to a number.
std::optional<Rational> number_from(const std::vector<Word>& row, std::size_t first, std::size_t& next) {
  const auto number = whole_from(row, first, next);
  if (!number) return std::nullopt;
  if (next + 1 >= row.size() || row[next].text != "and") return Rational(*number);
  std::size_t behind = 0;
  if (const auto fraction = fraction_from(row, next + 1, behind)) {
    next = behind;
    return Rational(*number) + *fraction;
  }
  const auto more = *number % 100 == 0 ? whole_from(row, next + 1, behind) : std::nullopt;
  if (!more || *more > 99) return Rational(*number);
  next = behind;
  return Rational(*number + *more);
}

// The words between two places, in small letters and on one line.
std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '\n' ? ' ' : c;
  return small;
}

// The numbers of a row. A number that is tied to a word of another kind is none: "two-party", "four-ten".
void numbers_of_row(std::string_view text, const std::vector<Word>& row, std::vector<NumberInWords>& found) {
  for (std::size_t i = 0; i < row.size();) {
    std::size_t next = i + 1;
    const auto number = number_from(row, i, next);
    if (!number) {
      ++i;
      continue;
    }
    const bool tied = (i > 0 && row[i - 1].tied) || (row[next - 1].tied && next < row.size());
    if (!tied) {
      const std::size_t begin = row[i].begin;
      found.push_back({*number, in_small_letters(text.substr(begin, row[next - 1].end - begin)),
                       static_cast<std::uint32_t>(begin)});
    }
    i = next;
  }
}

// Whether a comma stands before exactly three digits, as in "1,500".
bool groups(std::string_view text, std::size_t comma) {
  std::size_t end = comma + 1;
  while (end < text.size() && digit(text[end])) ++end;
  return end == comma + 4;
}

// The numeral that begins at `at`; `at` is then behind it. What a dash, a colon, a stroke or a letter goes on is no
// amount: "5-2", "11:30", "4/10", "1st".
void numeral_at(std::string_view text, std::size_t& at, std::vector<NumberInWords>& found) {
  const std::size_t begin = at;
  while (at < text.size() &&
         (digit(text[at]) || letter(text[at]) || std::string_view(".:-/%").find(text[at]) != std::string_view::npos ||
          (text[at] == ',' && groups(text, at))))
    ++at;
  std::string word(text.substr(begin, at - begin));
  while (!word.empty() && !digit(word.back()) && !letter(word.back()) && word.back() != '%') word.pop_back();
  const auto number = numeral(word.starts_with('.') ? "0" + word : word);
  if (number) found.push_back({*number, word, static_cast<std::uint32_t>(begin)});
}

}  // namespace

std::vector<NumberInWords> numbers_in(std::string_view text) {
  std::vector<NumberInWords> found;
  for (std::size_t at = 0; at < text.size();) {
    const bool point = text[at] == '.' && at + 1 < text.size() && digit(text[at + 1]);
    if (digit(text[at]) || point) {
      numeral_at(text, at, found);
    } else if (letter(text[at])) {
      numbers_of_row(text, row_of_words(text, at), found);
    } else {
      ++at;
    }
  }
  return found;
}

std::vector<SaidTwice> said_twice(std::string_view text) {
  // Longer than any number with its unit.
  constexpr std::size_t reach = 80;
  std::vector<SaidTwice> found;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string_view::npos || close - open > reach) continue;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::size_t from = open > reach ? open - reach : 0;
    const std::string_view before = text.substr(from, open - from);
    std::size_t begin = 0;
    std::optional<Rational> words;
    std::optional<Rational> numerals = numeral_alone(inside);
    if (numerals) {
      words = words_before(before, from, begin);
    } else if (numerals = numeral_before(before, begin); numerals) {
      begin += from;
      std::vector<Token> tokens = tokens_of(inside, 0);
      std::size_t first = 0;
      const bool all = std::all_of(tokens.begin(), tokens.end(), [](const Token& t) { return number_word(t.word); });
      if (all && !tokens.empty()) words = spoken(tokens, first);
    }
    if (!words || !numerals) continue;
    found.push_back({*words, *numerals, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(close + 1)});
  }
  return found;
}

}  // namespace mou
