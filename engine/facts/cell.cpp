#include "engine/facts/cell.h"

#include <algorithm>
#include <vector>

namespace mou {

namespace {

constexpr std::size_t longest_excerpt = 40;

bool refuse(CellProblem& problem, Code code, std::string message, std::string help) {
  problem = {code, std::move(message), std::move(help)};
  return false;
}

bool has_outer_blanks(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  return !text.empty() && (blank(text.front()) || blank(text.back()));
}

std::string digits_only(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || c == '.' || (c == '-' && digits.empty())) digits += c;
  }
  return digits;
}

// What to write instead of a text that is not a number: the number without `$`, commas and blanks when that is one.
std::string number_help(const Column& column, std::string_view text) {
  std::string plain = text.find_first_not_of("0123456789.,-$ \t") == std::string_view::npos ? digits_only(text) : "";
  if (Rational::parse(plain)) return "write it as `" + plain + "`";
  if (text.ends_with('%')) {
    if (const auto percent = Rational::parse(text.substr(0, text.size() - 1))) {
      return "write it as `" + (*percent / Rational(100)).text() + "`";
    }
  }
  return "write " + column_type_text(column) + ", with digits and a decimal point only";
}

bool read_number(const Column& column, std::string_view text, Value& value, CellProblem& problem) {
  const std::optional<Rational> number = Rational::parse(text);
  if (!number) {
    return refuse(problem, Code::facts_bad_value, quoted(text) + " is not a number", number_help(column, text));
  }
  const bool fits = (!column.low || *number >= *column.low) && (!column.high || *number <= *column.high);
  if (!fits) {
    const bool below = column.low && *number < *column.low;
    return refuse(problem, Code::facts_out_of_bounds,
                  quoted(text) + (below ? " is below the lowest value allowed, " + column.low->text()
                                        : " is above the highest value allowed, " + column.high->text()),
                  "`" + column.name + "` is " + column_type_text(column));
  }
  if (column.type == ColumnType::whole_number && !number->is_whole()) {
    return refuse(problem, Code::facts_out_of_bounds, quoted(text) + " is not a whole number",
                  "`" + column.name + "` is " + column_type_text(column));
  }
  if (column.step && !(*number / *column.step).is_whole()) {
    return refuse(problem, Code::facts_out_of_bounds, quoted(text) + " is not a multiple of " + column.step->text(),
                  "`" + column.name + "` is " + column_type_text(column));
  }
  value = Value::of(*number);
  return true;
}

bool looks_like_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

bool read_date(std::string_view text, Value& value, CellProblem& problem) {
  const std::optional<Date> date = parse_date(text);
  if (date) {
    value = Value::of(*date);
    return true;
  }
  if (looks_like_date(text)) {
    return refuse(problem, Code::facts_bad_value, quoted(text) + " is a date that does not exist",
                  "dates run from 1600-01-01 to 2999-12-31; look at the day and the month");
  }
  return refuse(problem, Code::facts_bad_value, quoted(text) + " is not a date",
                "write year, month and day as in 2019-07-01");
}

bool read_time(std::string_view text, Value& value, CellProblem& problem) {
  const std::optional<int> minutes = parse_time(text);
  if (!minutes) {
    return refuse(problem, Code::facts_bad_value, quoted(text) + " is not a time of day",
                  "write hours and minutes as in 20:30, from 00:00 to 23:59");
  }
  value = Value::time(*minutes);
  return true;
}

bool read_truth(std::string_view text, Value& value, CellProblem& problem) {
  if (text != "yes" && text != "no") {
    return refuse(problem, Code::facts_bad_value, quoted(text) + " is neither `yes` nor `no`",
                  "write `yes`, `no`, or leave the cell empty when it is not known");
  }
  value = Value::truth(text == "yes");
  return true;
}

bool read_choice(const Column& column, std::string_view text, const Texts& texts, Value& value, CellProblem& problem) {
  if (std::find(column.choices.begin(), column.choices.end(), text) != column.choices.end()) {
    value = Value::text(texts.intern(text));
    return true;
  }
  const std::string_view near = nearest(text, {column.choices.begin(), column.choices.end()});
  std::string help = "write " + column_type_text(column);
  if (!near.empty()) help = "did you mean `" + std::string(near) + "`? " + help;
  return refuse(problem, Code::facts_bad_value, quoted(text) + " is none of the choices of `" + column.name + "`",
                std::move(help));
}

}  // namespace

std::string quoted(std::string_view text) {
  if (text.size() <= longest_excerpt) return "`" + std::string(text) + "`";
  std::size_t end = longest_excerpt;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return "`" + std::string(text.substr(0, end)) + "...`";
}

bool read_cell(const Column& column, std::string_view text, const Texts& texts, Value& value, CellProblem& problem) {
  value = Value::empty();
  if (text.empty()) return true;
  if (has_outer_blanks(text)) {
    return refuse(problem, Code::facts_bad_value, quoted(text) + " has blanks around it", "take the blanks away");
  }
  switch (column.type) {
    case ColumnType::date:
      return read_date(text, value, problem);
    case ColumnType::time:
      return read_time(text, value, problem);
    case ColumnType::number:
    case ColumnType::whole_number:
      return read_number(column, text, value, problem);
    case ColumnType::text:
      value = Value::text(texts.intern(text));
      return true;
    case ColumnType::truth:
      return read_truth(text, value, problem);
    case ColumnType::choice:
      return read_choice(column, text, texts, value, problem);
  }
  return false;
}

}  // namespace mou
