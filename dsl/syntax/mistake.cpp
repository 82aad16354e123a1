#include "dsl/syntax/mistake.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "dsl/syntax/ast.h"
#include "dsl/syntax/lexis.h"
#include "dsl/syntax/slips.h"
#include "grammar/sentences.h"

namespace mou {
namespace {

std::string backquoted(std::string_view words) {
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
    // Two at once: the `-` inside a date belongs to it, and begins none.
    const auto reaches = [&](std::uint32_t from) { return from < begin && token_at(part, from).size() >= end - from; };
    while (begin > 0 && end > 0) {
      if (reaches(begin - 1)) {
        --begin;
      } else if (begin > 1 && reaches(begin - 2)) {
        begin -= 2;
      } else {
        break;
      }
    }
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
    if (sentence.word == first) return "write " + backquoted(sentence.form);
  }
  return {};
}

// The words that start a header.
bool header_word(std::string_view word) {
  return word == "contract" || word == "amendment" || word == "proposal" || word == "city" || word == "assumptions";
}

struct Hint {
  Code code = Code::syntax;
  Span at;
  std::string message;
  std::string help;
  // What to put in the place of `at`; empty when that is not known.
  std::string edit;
};

// 40 · 1,474 · 20.67, with or without $ and %.
bool is_number(std::string_view lump) {
  if (lump.starts_with('$')) lump.remove_prefix(1);
  if (lump.ends_with('%')) lump.remove_suffix(1);
  const std::size_t point = std::min(lump.find('.'), lump.size());
  std::string_view whole = lump.substr(0, point);
  const std::string_view rest = lump.substr(point);
  if (rest.size() == 1 || !std::all_of(rest.begin() + (rest.empty() ? 0 : 1), rest.end(), is_digit)) return false;
  std::size_t comma = whole.find(',');
  if (comma == 0 || comma > 3) comma = std::string_view::npos;
  while (comma != std::string_view::npos) {
    if (!std::all_of(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(comma), is_digit)) return false;
    whole.remove_prefix(comma + 1);
    comma = whole.size() == 3 ? std::string_view::npos : 3;
    if (whole.size() < 3 || (whole.size() > 3 && whole[3] != ',')) return false;
  }
  return !whole.empty() && std::all_of(whole.begin(), whole.end(), is_digit);
}

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
  while (end > stop.at && stop.text[end - 1] == ',') --end;
  const std::string_view lump = stop.text.substr(begin, end - begin);
  if (lump.empty()) return false;
  hint.at = {stop.source, begin, end};
  if (lump.starts_with('-') && lump.size() > 1 && is_digit(lump[1])) {
    hint.message = "a `-` without a blank after it is no subtraction";
    hint.help = "write " + backquoted("- " + std::string(lump.substr(1))) + ", with a blank on both sides";
    return true;
  }
  if (is_number(lump)) return false;
  const std::size_t start = lump[0] == '$' ? 1 : 0;
  const auto all = [&](auto accepts) {
    return std::all_of(lump.begin() + static_cast<std::ptrdiff_t>(start), lump.end(), accepts);
  };
  const auto dashes = std::count(lump.begin(), lump.end(), '-');
  if (dashes == 2 && lump.size() >= 6 && is_digit(lump[0]) && all([](char c) { return is_digit(c) || c == '-'; })) {
    hint.code = Code::bad_literal;
    hint.message = backquoted(lump) + " looks like a date, but is none";
    hint.help = "dates are written YYYY-MM-DD: `2019-07-01`";
    return true;
  }
  if (dashes > 0 && stop.at < stop.text.size() && (stop.text[stop.at] == '-' || begin < stop.at)) {
    const std::size_t dash = lump.find('-');
    if (dash == 0 || dash + 1 >= lump.size()) return false;
    hint.message =
        backquoted(lump) + " has no blanks around its `-`, so it is no subtraction: `5-2` is the number of a clause";
    hint.help = "to subtract, write " +
                backquoted(std::string(lump.substr(0, dash)) + " - " + std::string(lump.substr(dash + 1)));
    return true;
  }
  if (start < lump.size() && is_digit(lump[start]) &&
      all([](char c) { return is_digit(c) || c == ',' || c == '.' || c == '%'; })) {
    hint.code = Code::bad_literal;
    hint.message = backquoted(lump) + " is no number";
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
    hint.message = backquoted(lump) + " runs a number and a word together";
    hint.help = "put a blank between: " +
                backquoted(std::string(lump.substr(0, digits)) + " " + std::string(lump.substr(digits)));
    return true;
  }
  return false;
}

Diagnostic& add(const Hint& hint, Diagnostics& diagnostics) {
  Diagnostic& told = diagnostics.add(hint.code, hint.at, hint.message);
  told.help = hint.help;
  if (!hint.edit.empty()) told.edits.push_back({hint.at, hint.edit});
  return told;
}

void tell(const Hint& hint, Diagnostics& diagnostics) {
  add(hint, diagnostics);
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

// “Title”, `Raise`, `if` for `when`, `$85 a month`.
bool slip_hint(const Stop& stop, std::string_view token, Hint& hint) {
  hint.at = {stop.source, stop.at, stop.at + static_cast<std::uint32_t>(token.size())};
  if (const std::string_view quote = curly_quote(token); !quote.empty()) {
    hint.at.end = stop.at + static_cast<std::uint32_t>(quote.size());
    hint.message = backquoted(quote) + " is the quote of a word processor";
    hint.help = "texts stand between straight quotes, as in `\"Base pay\"`";
    return true;
  }
  if (token == "a" || token == "an") {
    const std::size_t next = stop.text.find_first_not_of(' ', stop.at + token.size());
    if (next == std::string_view::npos) return false;
    const std::string unit(token_at(stop.text, static_cast<std::uint32_t>(next)));
    constexpr std::array<std::string_view, 8> of_time = {"hour", "day",   "shift", "week",
                                                         "pay",  "month", "year",  "calendar"};
    if (std::find(of_time.begin(), of_time.end(), unit) == of_time.end()) return false;
    hint.message = backquoted(std::string(token) + " " + unit) + " is no unit";
    hint.help = "write " + backquoted("per " + unit);
    hint.edit = "per";
    return true;
  }
  const std::string_view meant = word_meant(token);
  if (meant.empty()) return false;
  hint.message = backquoted(token) + " is no word that can stand here";
  hint.help = "did you mean " + backquoted(meant) + "?";
  if (token.front() >= 'A' && token.front() <= 'Z') hint.help += " words of the language are in small letters";
  hint.edit = meant;
  return true;
}

}  // namespace

namespace {

// Where the parenthesis that is not closed was opened.
void show_opening(const Stop& stop, Diagnostic& told) {
  int closed = 0;
  for (std::uint32_t i = stop.at; i > stop.statement; --i) {
    const char c = stop.text[i - 1];
    if (c == ')') ++closed;
    if (c == '(' && closed-- == 0) {
      told.notes.push_back({{stop.source, i - 1, i}, "opened here"});
      return;
    }
  }
}

}  // namespace

void tell_missing(const Stop& stop, const Expectation& wanted, Diagnostics& diagnostics) {
  Hint hint;
  if (wanted.in_row && row_hint(stop, hint)) return tell(hint, diagnostics);
  const std::string what = wanted.is_word ? backquoted(wanted.what) : std::string(wanted.what);
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
  if (!at_end && !stopped_on_later_line(stop, before) &&
      (slip_hint(stop, seen(stop), hint) || literal_hint(stop, hint))) {
    return tell(hint, diagnostics);
  }
  if (at_end || stopped_on_later_line(stop, before)) {
    hint.at = before;
    hint.message = what + " is missing after " +
                   backquoted(one_line_of(stop.text.substr(before.begin, before.end - before.begin)));
  } else {
    hint.at = place_of(stop);
    hint.message = backquoted(one_line_of(seen(stop))) + " stands where " + what + " is wanted";
  }
  hint.help = wanted.help.empty() ? sentence_help(stop) : std::string(wanted.help);
  Diagnostic& told = add(hint, diagnostics);
  if (wanted.is_word && wanted.what == ")") show_opening(stop, told);
}

namespace {

// Words that follow a value, and what they need before them.
bool suffix_hint(const Stop& stop, std::string_view token, Hint& hint) {
  if (token != "rounded" && token != "at") return false;
  const std::string_view second =
      token_at(stop.text, static_cast<std::uint32_t>(std::min(
                              stop.text.find_first_not_of(" \t\n\r", stop.at + token.size()), stop.text.size())));
  if (token == "at" && second != "least" && second != "most") return false;
  const std::string words = token == "at" ? "at " + std::string(second) : "rounded to";
  hint.message = "a comma is missing before " + backquoted(words);
  hint.help = "write " + backquoted(", " + words) + ": after the comma it limits the whole value so far";
  return true;
}

// A word that is nearly one of the language's.
bool near_hint(const Stop& stop, std::string_view token, Hint& hint) {
  if (token.empty() || !is_small(token.front())) return false;
  const bool in_header = header_word(token_at(stop.text, stop.statement));
  std::vector<std::string_view> known = {"when",   "unless", "otherwise", "from",  "until", "instead", "paid",
                                         "missed", "after",  "before",    "where", "over",  "rounded"};
  const std::string_view first = token_at(stop.text, stop.statement);
  if (first == "clause" || first == "article") known.insert(known.begin(), "page");
  for (const grammar::Sentence& sentence : grammar::sentences) {
    if (!header_word(sentence.word)) known.push_back(sentence.word);
  }
  if (in_header) {
    known.insert(known.end(),
                 {"parties", "covers", "term", "approved", "succeeds", "amends", "document", "uses", "rounding"});
  }
  const std::string_view near = nearest(token, known);
  if (near.empty() || near == token) return false;
  hint.message = backquoted(token) + " is no word that can stand here";
  hint.help = "did you mean " + backquoted(near) + "?";
  hint.edit = near;
  return true;
}

// `5 wen a`: the slip was taken for the unit of the number before it.
bool taken_hint(const Stop& stop, Hint& hint) {
  const Span before = token_before(stop);
  const std::string_view word = stop.text.substr(before.begin, before.end - before.begin);
  const std::string_view slip = word_meant(word);
  const std::string_view near =
      slip.empty() ? nearest(word, {"when", "unless", "otherwise", "until", "from", "instead", "paid"}) : slip;
  if (near.empty() || near == word) return false;
  hint.at = before;
  hint.message = backquoted(word) + " is no word that can stand here";
  hint.help = "did you mean " + backquoted(near) + "?";
  hint.edit = near;
  return true;
}

// What a single token that fits nowhere most likely is.
void token_hint(const Stop& stop, std::string_view token, Hint& hint) {
  const Span before = token_before(stop);
  const std::string after =
      before.begin == before.end
          ? std::string()
          : " after " + backquoted(one_line_of(stop.text.substr(before.begin, before.end - before.begin)));
  const std::string_view statement = stop.text.substr(stop.statement, stop.at - stop.statement);
  const std::string_view first = token_at(stop.text, stop.statement);
  const bool has_rules = first == "figure" || first == "pay" || first == "deduct" || first == "deadline";
  hint.message = backquoted(one_line_of(token)) + " does not fit here" + after;
  hint.help = sentence_help(stop);
  if (has_rules && statement.find('=') == std::string_view::npos && token != "=" && token != ",") {
    hint.message = "`=` is missing before " + backquoted(one_line_of(token));
    hint.help =
        "a declaration ends at `=`, then the value stands, then its modifiers: " + sentence_help(stop).substr(6);
  } else if (token == "|") {
    hint.message = "a row of a table stands where none is wanted";
    hint.help = "the rows of a table follow `=` directly and have the same number of cells each";
  } else if (token == "=" && !has_rules) {
    hint.message = "`=` stands in a statement that has no values of its own";
    hint.help = "values are given by `figure`, `pay`, `deduct` and `deadline`";
  } else if (token == ")") {
    hint.message = "`)` closes nothing";
    hint.help = "open the parenthesis, or leave this one out";
  } else if (token == "over" || token == "where") {
    hint.message = backquoted(token) + " belongs to no total here";
    hint.help = "a total stands alone or in parentheses: `(total of hours over worked where CONDITION)`";
  } else if (token == "and" || token == "or") {
    hint.message = backquoted(token) + " joins conditions or the end of a list, and none stands before it";
    hint.help = "a list of values is written `the lesser of A, B and C`, one of choices `is one of a, b or c`";
  }
}

}  // namespace

void tell_leftover(const Stop& stop, Diagnostics& diagnostics) {
  Hint hint;
  std::string_view token = seen(stop);
  if (literal_hint(stop, hint)) return tell(hint, diagnostics);
  Stop at = stop;
  if (token == ",") {
    // The mistake is what follows the comma.
    const std::size_t next = stop.text.find_first_not_of(" \t\r", stop.at + 1);
    if (next == std::string_view::npos || stop.text[next] == '\n' || stop.text[next] == '#') {
      hint.at = place_of(stop);
      hint.message = "nothing follows this comma";
      hint.help = "leave it out";
      return tell(hint, diagnostics);
    }
    at.at = static_cast<std::uint32_t>(next);
    token = seen(at);
  }
  hint.at = place_of(at);
  if (token.front() == '"' && token.find('"', 1) == std::string_view::npos) {
    hint.message = "this quote is not closed, or one before it is not";
    hint.help = "texts stand between two quotes";
  } else if (!suffix_hint(at, token, hint) && !slip_hint(at, token, hint) && !near_hint(at, token, hint) &&
             !taken_hint(at, hint)) {
    token_hint(at, token, hint);
  }
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
      empty ? "the file says nothing" : backquoted(one_line_of(seen(stop))) + " stands where the header is wanted";
  hint.help =
      "a file starts with what it is: `contract NAME \"title\"`, or `amendment`, `proposal`, `city`, `assumptions`";
  tell(hint, diagnostics);
}

}  // namespace mou
