// What is wanted where a rule must match: every rule under need<> or refuse<> has an entry, else parse.cpp does not
// compile. The parser says "`X` stands where WHAT is wanted".
#pragma once

#include <string_view>

#include "grammar/rules.h"

namespace mou::grammar {

struct Wanted {
  std::string_view what;
  // What to write, where the form of the statement does not say it.
  std::string_view help;
};

template <typename Rule>
inline constexpr Wanted wanted{};

// Words and signs say themselves; the parser puts them into back quotes.
template <Text T>
inline constexpr Wanted wanted<word<T>>{word<T>::text, ""};
template <Text T>
inline constexpr Wanted wanted<sign<T>>{sign<T>::text, ""};
template <typename Rule>
inline constexpr bool says_itself = false;
template <Text T>
inline constexpr bool says_itself<word<T>> = true;
template <Text T>
inline constexpr bool says_itself<sign<T>> = true;

#define MOU_WANTED(rule, what, help)     \
  template <>                            \
  inline constexpr Wanted wanted<rule> { \
    what, help                           \
  }

MOU_WANTED(id, "the number of a clause", "write it as printed: `5-2`, `16.1.D`, `App.A.3`");
MOU_WANTED(name, "a name",
           "names are small letters, digits and `_`: `base_pay`; a column named like a word of the "
           "language is written with its table: `leave.bank`");
MOU_WANTED(title, "a title in quotes", "");
MOU_WANTED(string, "a text in quotes", "");
MOU_WANTED(quote, "the closing quote",
           "close the quote with `\"`; a text may run over lines, but not over an empty line "
           "or one that starts a statement");
MOU_WANTED(pages, "a page or pages such as `14-15`", "");
MOU_WANTED(unit, "a unit", "units are words such as `dollars`, `hours`, `days`, or `%`");
MOU_WANTED(clock, "a clock",
           "clocks are `day`, `workweek`, `pay period`, `month`, `calendar year` and those that a "
           "`clock` statement or an event declares");
MOU_WANTED(number, "a number", "");
MOU_WANTED(date, "a date such as 2019-07-01", "dates are written YYYY-MM-DD");
MOU_WANTED(quantity, "a number with its unit", "such as `14 days`");

MOU_WANTED(term, "a value", "");
MOU_WANTED(factor, "a value", "a member of a list is a single thing: put what has an operator in parentheses");
MOU_WANTED(primary, "a value or a date", "");
MOU_WANTED(expr, "a value", "");
MOU_WANTED(ref, "a name", "");
MOU_WANTED(inner, "a value or a condition", "");
MOU_WANTED(value, "a value", "a value is a calculation, a table of `|` rows or `from file \"...\"`");
MOU_WANTED(members, "`and` with the last of the list",
           "write `the lesser of A, B and C`; what has an operator, and a total `over` rows, stands in parentheses: "
           "`(total of hours over worked)`");
MOU_WANTED(lone_count::rule_t, "a single value", "a count stands alone or in parentheses: `(number of standby)`");
MOU_WANTED(rows, "what is counted: an event, a clock or `employee`", "write `over worked`, `over each workweek`");
MOU_WANTED(search_where, "`where` and a condition", "write `the lowest step where CONDITION else VALUE`");
MOU_WANTED(nth_of, "a period or a month", "write `the last pay day of July`, `the first 2 pay days of each month`");
MOU_WANTED(period, "a period", "write `the month including DATE`, `the calendar year`, `each month`");
MOU_WANTED(step, "what to round to", "write `rounded to the cent` or `rounded to 0.25 hours`");

MOU_WANTED(cond, "a condition", "");
MOU_WANTED(test, "a condition", "");
MOU_WANTED(is_what, "what it is compared with", "");
MOU_WANTED(not_what, "what it is compared with", "");
MOU_WANTED(or_list, "a list such as `a, b or c`", "");
MOU_WANTED(limit_word, "`least` or `most`", "");
MOU_WANTED(direction, "`before` or `after`", "");
MOU_WANTED(mixed_or::rule_t, "the rest of a condition of `and`",
           "`and` and `or` are not mixed, because readers differ on which comes first: put one of them in parentheses");
MOU_WANTED(mixed_and::rule_t, "the rest of a condition of `or`",
           "`and` and `or` are not mixed, because readers differ on which comes first: put one of them in parentheses");

MOU_WANTED(bar, "`|` at the end of the cell", "");
MOU_WANTED(row_end, "the end of the row", "");
MOU_WANTED(cell, "a value for the row", "");
MOU_WANTED(key_cell, "a key such as `Rangemaster`, `0 to 3`, `18 or more`, `under 1` or `any other`", "");
MOU_WANTED(key_number, "a number", "");

MOU_WANTED(type_form, "a type",
           "types are `is a date`, `is a time`, `is a number`, `is a whole number`, `is text`, `is yes or no`, "
           "`is one of a, b or c` and `in UNIT`");
MOU_WANTED(fate, "what becomes of the rest", "write `the rest is lost`, `is paid as FIGURE` or `moves to BANK`");
MOU_WANTED(which, "`greatest` or `first`", "");
MOU_WANTED(sort_key, "what to sort by", "write `by hired, earliest first, then list_rank, lowest first`");
MOU_WANTED(used_choice, "`used` and the choice in use", "");
MOU_WANTED(given_what, "`=` with a value, or `with` and columns", "");
MOU_WANTED(equals, "`=` and a value", "");
MOU_WANTED(cited, "the number of a clause or a text in quotes", "");
MOU_WANTED(clock_form, "`every 14 days from DATE` or `each day when CONDITION`", "");
MOU_WANTED(half, "`up` or `down`", "");

#undef MOU_WANTED

}  // namespace mou::grammar
