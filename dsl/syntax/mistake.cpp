#include "dsl/syntax/mistake.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "dsl/syntax/ast.h"
#include "dsl/syntax/lexis.h"
#include "grammar/sentences.h"

namespace mou {
namespace {

std::string quoted(std::string_view words) {
  return "`" + std::string(words) + "`";
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

// The line that holds `at`, from its first byte to its last without the line end.
Span line_of(const Stop& stop, std::uint32_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : stop.text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(stop.text.find('\n', at), stop.text.size());
  return {stop.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// The last token before the stop, searched from the start of its statement; empty when there is none.
Span token_before(const Stop& stop) {
  const std::string_view part = stop.text.substr(stop.statement, stop.at - stop.statement);
  const std::uint32_t end = end_without_blanks(part, comments_of(part), 0, static_cast<std::uint32_t>(part.size()));
  std::uint32_t begin = end;
  if (end > 0) --begin;
  if (end > 0 && part[begin] == '"') {
    const std::size_t open = begin == 0 ? std::string_view::npos : part.rfind('"', begin - 1);
    if (open != std::string_view::npos && part.substr(open, end - open).find('\n') == std::string_view::npos) {
      begin = static_cast<std::uint32_t>(open);
    }
  } else {
    while (begin > 0 && end > 0 && token_at(part, begin - 1).size() > end - begin) --begin;
  }
  return {stop.source, stop.statement + begin, stop.statement + end};
}

// What the author sees at the stop.
std::string_view seen(const Stop& stop) {
  return token_at(stop.text, stop.at);
}

Span place_of(const Stop& stop) {
  return {stop.source, stop.at, stop.at + static_cast<std::uint32_t>(seen(stop).size())};
}

// Whether a line ends between the last token and the stop: then the mistake is at the end of the line above.
bool stopped_on_later_line(const Stop& stop, Span before) {
  if (before.begin == before.end) return false;
  return stop.text.substr(before.end, stop.at - before.end).find('\n') != std::string_view::npos;
}

// "a raise reads: ..." for the statement that the stop is in.
std::string sentence_help(const Stop& stop) {
  const std::string_view first = token_at(stop.text, stop.statement);
  for (const grammar::Sentence& sentence : grammar::sentences) {
    if (sentence.word == first) return "write " + quoted(sentence.form);
  }
  return {};
}

struct Hint {
  Code code = Code::syntax;
  Span at;
  std::string message;
  std::string help;
};

// 5-2, 2019-2-30, 40hours, $1,47: signs of what was meant in what clings together.
bool literal_hint(const Stop& stop, Hint& hint) {
  // What clings together around the stop.
  std::uint32_t begin = stop.at;
  const auto joins = [&](std::uint32_t i) {
    const char c = stop.text[i];
    return is_digit(c) || is_small(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == ',' || c == '.' ||
           c == ':' || c == '$' || c == '%';
  };
  while (begin > stop.statement && joins(begin - 1)) --begin;
  std::uint32_t end = stop.at;
  while (end < stop.text.size() && joins(end)) ++end;
  while (end > stop.at && (stop.text[end - 1] == ',' || stop.text[end - 1] == '.')) --end;
  const std::string_view lump = stop.text.substr(begin, end - begin);
  if (lump.empty()) return false;
  hint.at = {stop.source, begin, end};
  const std::size_t start = lump[0] == '$' ? 1 : 0;
  const auto all = [&](auto accepts) {
    return std::all_of(lump.begin() + static_cast<std::ptrdiff_t>(start), lump.end(), accepts);
  };
  const auto dashes = std::count(lump.begin(), lump.end(), '-');
  if (dashes == 2 && lump.size() >= 6 && is_digit(lump[0]) && all([](char c) { return is_digit(c) || c == '-'; })) {
    hint.code = Code::bad_literal;
    hint.message = quoted(lump) + " looks like a date, but is none";
    hint.help = "dates are written YYYY-MM-DD: `2019-07-01`";
    return true;
  }
  if (dashes > 0 && stop.at < stop.text.size() && (stop.text[stop.at] == '-' || begin < stop.at)) {
    const std::size_t dash = lump.find('-');
    if (dash == 0 || dash + 1 >= lump.size()) return false;
    hint.message =
        quoted(lump) + " has no blanks around its `-`, so it is no subtraction: `5-2` is the number of a clause";
    hint.help =
        "to subtract, write " + quoted(std::string(lump.substr(0, dash)) + " - " + std::string(lump.substr(dash + 1)));
    return true;
  }
  if (start < lump.size() && is_digit(lump[start]) &&
      all([](char c) { return is_digit(c) || c == ',' || c == '.' || c == '%'; })) {
    hint.code = Code::bad_literal;
    hint.message = quoted(lump) + " is no number";
    hint.help =
        "three digits follow a comma inside a number, as in `1,474`; the comma of a list has a blank after it; the "
        "point has digits on both sides";
    return true;
  }
  if (start < lump.size() && is_digit(lump[start]) && lump.find('-') == std::string_view::npos &&
      std::any_of(lump.begin(), lump.end(), is_small)) {
    std::size_t digits = start;
    while (digits < lump.size() && !is_small(lump[digits])) ++digits;
    hint.code = Code::bad_literal;
    hint.message = quoted(lump) + " runs a number and a word together";
    hint.help =
        "put a blank between: " + quoted(std::string(lump.substr(0, digits)) + " " + std::string(lump.substr(digits)));
    return true;
  }
  return false;
}

void tell(const Hint& hint, Diagnostics& diagnostics) {
  diagnostics.add(hint.code, hint.at, hint.message).help = hint.help;
}

// A row of a table that is wrong is told by what is wrong with its line.
bool row_hint(const Stop& stop, Hint& hint) {
  const Span line = line_of(stop, stop.at == 0 ? 0 : stop.at);
  const std::string_view row = stop.text.substr(line.begin, line.end - line.begin);
  const std::uint32_t end = end_without_blanks(row, comments_of(row), 0, static_cast<std::uint32_t>(row.size()));
  if (end == 0 || row[end - 1] == '|') return false;
  const auto first = static_cast<std::uint32_t>(row.find('|'));
  if (first >= end) return false;
  hint.at = {stop.source, line.begin + first, line.begin + end};
  hint.message = "the row does not end with `|`";
  hint.help = "a row stands on one line and has a `|` before, between and after its cells";
  return true;
}

}  // namespace

void tell_missing(const Stop& stop, const Expectation& wanted, Diagnostics& diagnostics) {
  Hint hint;
  if (wanted.in_row && row_hint(stop, hint)) return tell(hint, diagnostics);
  const std::string what = wanted.is_word ? quoted(wanted.what) : std::string(wanted.what);
  if (wanted.what == "the closing quote") {
    const auto open = static_cast<std::uint32_t>(stop.text.rfind('"', stop.at == 0 ? 0 : stop.at - 1));
    const Span line = line_of(stop, open);
    hint.at = {stop.source, open, line.end};
    hint.message = "this quote is not closed";
    hint.help = wanted.help;
    return tell(hint, diagnostics);
  }
  const Span before = token_before(stop);
  const bool at_end = stop.at >= stop.text.size();
  if (!at_end && !stopped_on_later_line(stop, before) && literal_hint(stop, hint)) return tell(hint, diagnostics);
  if (at_end || stopped_on_later_line(stop, before)) {
    hint.at = before;
    hint.message =
        what + " is missing after " + quoted(one_line_of(stop.text.substr(before.begin, before.end - before.begin)));
  } else {
    hint.at = place_of(stop);
    hint.message = quoted(one_line_of(seen(stop))) + " stands where " + what + " is wanted";
  }
  hint.help = wanted.help.empty() ? sentence_help(stop) : std::string(wanted.help);
  tell(hint, diagnostics);
}

void tell_leftover(const Stop& stop, Diagnostics& diagnostics) {
  Hint hint;
  const std::string_view token = seen(stop);
  if (literal_hint(stop, hint)) return tell(hint, diagnostics);
  hint.at = place_of(stop);
  hint.message = quoted(one_line_of(token)) + " does not fit here";
  hint.help =
      "a statement goes on with `when`, `unless`, `from`, `until` and the like, or the next one starts with its word";
  tell(hint, diagnostics);
}

void tell_too_deep(const Stop& stop, Diagnostics& diagnostics) {
  diagnostics.add(Code::too_deep, place_of(stop), "parentheses and conditions stand in one another too deeply here")
      .help = "give the inner parts names as figures of their own";
}

void tell_no_header(const Stop& stop, Diagnostics& diagnostics) {
  Hint hint;
  const bool empty = stop.at >= stop.text.size();
  hint.at = place_of(stop);
  hint.message =
      empty ? "the file says nothing" : quoted(one_line_of(seen(stop))) + " stands where the header is wanted";
  hint.help =
      "a file starts with what it is: `contract NAME \"title\"`, or `amendment`, `proposal`, `city`, `assumptions`";
  tell(hint, diagnostics);
}

}  // namespace mou
