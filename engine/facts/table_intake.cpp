#include "engine/facts/table_intake.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <numeric>
#include <utility>

#include "engine/facts/cell.h"

namespace mou {

namespace {

bool has_employees(const Table& table) {
  return table.subject != TableSubject::city_event;
}
bool is_roster(const Table& table) {
  return table.subject == TableSubject::employee_roster;
}

std::string_view without_zeros(std::string_view identifier) {
  const auto first = identifier.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view{} : identifier.substr(first);
}

const Column& from_column() {
  static const Column column = [] {
    Column from;
    from.name = "from";
    from.type = ColumnType::date;
    return from;
  }();
  return column;
}

// Puts the rows into the order of `places`.
TableFacts reordered(TableFacts rows, const std::vector<std::uint32_t>& places) {
  TableFacts sorted;
  sorted.source = std::move(rows.source);
  sorted.width = rows.width;
  sorted.cells.reserve(rows.cells.size());
  sorted.by_default.reserve(rows.by_default.size());
  for (const std::uint32_t place : places) {
    const std::size_t begin = static_cast<std::size_t>(place) * rows.width;
    for (std::size_t i = begin; i < begin + rows.width && !rows.cells.empty(); ++i) {
      sorted.cells.push_back(std::move(rows.cells[i]));
      sorted.by_default.push_back(rows.by_default[i]);
    }
    sorted.days.push_back(rows.days[place]);
    sorted.row_numbers.push_back(rows.row_numbers[place]);
    sorted.employees.push_back(rows.employees[place]);
  }
  return sorted;
}

}  // namespace

Defaults read_defaults(const Table& table, const Texts& texts, Findings& findings) {
  Defaults defaults(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    CellProblem problem;
    if (!column.default_text || read_cell(column, *column.default_text, texts, defaults[i], problem)) continue;
    findings.add(problem.code, 0, column.name, "the declared default is not allowed: " + problem.message, problem.help);
  }
  return defaults;
}

TableIntake::TableIntake(const Table& table, Findings& findings, Facts& facts, const Texts& texts, Demand demand,
                         KeepRows keep, std::shared_ptr<const Defaults> defaults)
    : table_(table),
      findings_(findings),
      facts_(facts),
      texts_(texts),
      demand_(demand),
      keep_(keep),
      defaults_(std::move(defaults)) {
  if (defaults_ == nullptr) defaults_ = std::make_shared<const Defaults>(read_defaults(table, texts, findings));
  taken_.source = findings.source();
  taken_.width = static_cast<std::uint32_t>(table.columns.size());
  if (!table.day_column.empty()) {
    day_column_ = column_index(table, table.day_column);
    assert(day_column_ != no_column);
  }
}

std::uint32_t TableIntake::field_named(std::string_view name) const {
  if (has_employees(table_) && name == "employee") return employee_field;
  if (is_roster(table_) && name == "from") return from_field;
  return column_index(table_, name);
}

void TableIntake::unknown_column(std::string_view name, std::size_t position) {
  if (name.empty()) {
    findings_.add(Code::facts_unknown_column, 1, std::to_string(position + 1), "the column has no heading",
                  "name it, or take it away");
    return;
  }
  std::vector<std::string_view> known;
  for (const Column& column : table_.columns) known.push_back(column.name);
  if (has_employees(table_)) known.emplace_back("employee");
  if (is_roster(table_)) known.emplace_back("from");
  const std::string_view near = nearest(name, known);
  findings_.add(
      Code::facts_unknown_column, 1, std::string(name.substr(0, 40)),
      quoted(name) + " is no fact of the contract; nothing reads it",
      near.empty() ? "take the column away, or declare the fact" : "did you mean `" + std::string(near) + "`?");
}

bool TableIntake::required_columns_there(const std::vector<std::string_view>& names) {
  std::vector<std::string_view> required;
  if (has_employees(table_)) required.emplace_back("employee");
  if (day_column_ != no_column) required.push_back(table_.day_column);
  for (const Column& column : table_.columns) {
    if (is_required(column) && column.name != table_.day_column) required.push_back(column.name);
  }
  const bool other_separator = names.size() == 1 && names[0].find_first_of(";\t") != std::string_view::npos;
  bool there = true;
  for (const std::string_view required_name : required) {
    if (std::find(names.begin(), names.end(), required_name) != names.end()) continue;
    there = false;
    const std::string name = "`" + std::string(required_name) + "`";
    findings_.add(Code::facts_missing_column, 1, "", "there is no column " + name,
                  other_separator ? "separate the columns by commas" : "add the column " + name);
    if (other_separator) break;
  }
  return there;
}

bool TableIntake::heading(const std::vector<std::string_view>& names) {
  names_.assign(names.begin(), names.end());
  targets_.clear();
  bool sound = required_columns_there(names);
  if (!sound && names.size() == 1) return false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::uint32_t target = field_named(names[i]);
    if (target == no_column) unknown_column(names[i], i);
    if (target != no_column && std::find(targets_.begin(), targets_.end(), target) != targets_.end()) {
      findings_.add(Code::facts_twice, 1, names_[i], "the column `" + names_[i] + "` is there twice",
                    "keep one of them");
      sound = false;
    }
    targets_.push_back(target);
    if (findings_.full()) return false;
  }
  return sound;
}

bool TableIntake::row(std::uint64_t number, const std::vector<Field>& fields) {
  const bool blank = std::all_of(fields.begin(), fields.end(), [](const Field& field) { return field.text.empty(); });
  if (blank) return useless_row(number);
  ++rows_;
  if (fields.size() != targets_.size()) {
    wrong_fields(number, fields);
    return !findings_.full();
  }
  cells_.assign(table_.columns.size(), Value::empty());
  by_default_.assign(table_.columns.size(), false);
  employee_ = no_employee;
  day_ = first_date;
  bool sound = true;
  for (std::size_t i = 0; i < fields.size(); ++i) sound = take_cell(number, targets_[i], fields[i]) && sound;
  sound = sound && date_row(number) && requirements_met(number);
  if (!sound) return useless_row(number) && !findings_.full();
  if (keep_ == KeepRows::none && !is_roster(table_)) return true;
  fill_defaults();
  if (keep_ == KeepRows::all) {
    taken_.cells.insert(taken_.cells.end(), std::make_move_iterator(cells_.begin()),
                        std::make_move_iterator(cells_.end()));
    taken_.by_default.insert(taken_.by_default.end(), by_default_.begin(), by_default_.end());
  }
  taken_.days.push_back(day_);
  taken_.row_numbers.push_back(static_cast<std::uint32_t>(number));
  taken_.employees.push_back(employee_);
  return true;
}

void TableIntake::wrong_fields(std::uint64_t number, const std::vector<Field>& fields) {
  const std::size_t wanted = targets_.size();
  const auto empty = [](const Field& field) { return field.text.empty(); };
  std::string help = "a comma inside a text needs quotes around the text";
  if (fields.size() < wanted) {
    const bool other_separator = fields.size() == 1 && fields[0].text.find_first_of(";\t") != std::string_view::npos;
    help = other_separator ? "separate the columns by commas" : "a cell that is empty keeps its comma";
  } else if (std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(wanted), fields.end(), empty)) {
    help = "take the commas at the end of the row away";
  }
  findings_.add(Code::facts_wrong_fields, number, "",
                "the row has " + std::to_string(fields.size()) + (fields.size() == 1 ? " field" : " fields") +
                    ", the heading " + std::to_string(wanted),
                std::move(help));
}

// False when there are so many that reading should stop.
bool TableIntake::useless_row(std::uint64_t number) {
  if (++useless_rows_ < most_useless_rows) return true;
  findings_.add(Code::facts_unreadable, number, "", std::to_string(useless_rows_) + " rows are empty or of no use",
                "take the empty rows away");
  return false;
}

bool TableIntake::take_cell(std::uint64_t number, std::uint32_t target, const Field& field) {
  if (target == ignored_field) return true;
  if (target == employee_field) {
    if (field.kind == FieldKind::text) return take_employee(number, field.text);
    findings_.add(Code::facts_bad_value, number, "employee", "an identifier is text, not a number",
                  "keep it as TEXT, with its leading zeros");
    return false;
  }
  if (target == from_field) {
    Value from;
    if (!take_value(number, from_column(), field, from)) return false;
    if (!from.is_empty()) day_ = from.date();
    return true;
  }
  return take_value(number, table_.columns[target], field, cells_[target]);
}

bool TableIntake::take_value(std::uint64_t number, const Column& column, const Field& field, Value& value) {
  if (field.kind == FieldKind::binary) {
    findings_.add(Code::facts_bad_value, number, column.name,
                  quoted(field.text) + " is a binary floating-point number, which is not exact",
                  "keep the column as TEXT, as in '1500.00'");
    return false;
  }
  CellProblem problem;
  if (read_cell(column, field.text, texts_, value, problem)) return true;
  findings_.add(problem.code, number, column.name, std::move(problem.message), std::move(problem.help));
  return false;
}

bool TableIntake::take_employee(std::uint64_t number, std::string_view identifier) {
  if (identifier.empty()) {
    findings_.add(Code::facts_empty_cell, number, "employee", "the row says of nobody",
                  "write the employee's identifier");
    return false;
  }
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  if (blank(identifier.front()) || blank(identifier.back())) {
    findings_.add(Code::facts_bad_value, number, "employee", quoted(identifier) + " has blanks around it",
                  "take the blanks away");
    return false;
  }
  employee_ = facts_.find_employee(identifier);
  if (employee_ != no_employee) return true;
  if (!is_roster(table_)) {
    unknown_employee(number, identifier);
    return false;
  }
  employee_ = static_cast<EmployeeId>(facts_.employees.size());
  facts_.employees.emplace_back(identifier);
  facts_.employee_ids.emplace(std::string(identifier), employee_);
  return true;
}

// One message for each identifier; none when there is no roster to look into, which has been said.
void TableIntake::unknown_employee(std::uint64_t number, std::string_view identifier) {
  if (facts_.employees.empty()) return;
  if (!unknown_.emplace(identifier).second) return;
  std::string help = "add the employee to the roster, or take the rows away";
  for (const std::string& known : facts_.employees) {
    if (without_zeros(known) == without_zeros(identifier)) {
      help = "the roster has `" + known + "`: were leading zeros lost?";
      break;
    }
  }
  findings_.add(Code::facts_unknown_employee, number, "employee", "the roster has no employee " + quoted(identifier),
                std::move(help));
}

// The day of an event, from its day column.
bool TableIntake::date_row(std::uint64_t number) {
  if (day_column_ == no_column) return true;
  const Value& value = cells_[day_column_];
  if (value.is_empty()) {
    findings_.add(Code::facts_empty_cell, number, table_.day_column, "the row has no `" + table_.day_column + "`",
                  "fill it: a row of " + table_.name + " needs its day");
    return false;
  }
  if (value.kind == ValueKind::date) {
    day_ = value.date();
    return true;
  }
  const std::optional<std::int64_t> year = value.number.to_int64();
  const std::optional<Date> first =
      year && *year >= 1600 && *year <= 2999 ? make_date(static_cast<int>(*year), 1, 1) : std::optional<Date>();
  if (!first) {
    findings_.add(Code::facts_bad_value, number, table_.day_column, "`" + value.number.text() + "` is no calendar year",
                  "write a year from 1600 to 2999");
    return false;
  }
  day_ = *first;
  return true;
}

bool TableIntake::requirements_met(std::uint64_t number) {
  bool met = true;
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    if (!is_required(table_.columns[i]) || !cells_[i].is_empty()) continue;
    findings_.add(Code::facts_empty_cell, number, table_.columns[i].name,
                  "the row has no `" + table_.columns[i].name + "`",
                  "fill it with " + column_type_text(table_.columns[i]));
    met = false;
  }
  return met;
}

// A default may be another column that rests on a default itself.
void TableIntake::fill_defaults() {
  const auto left_empty = [&](std::uint32_t column) { return cells_[column].is_empty() || by_default_[column]; };
  for (std::uint32_t column = 0; column < cells_.size(); ++column) {
    std::uint32_t at = column;
    for (std::size_t steps = 0; steps < cells_.size() && left_empty(at); ++steps) {
      const Column& declared = table_.columns[at];
      if (declared.default_text) {
        cells_[column] = (*defaults_)[at];
        by_default_[column] = true;
        break;
      }
      at = declared.default_column.empty() ? no_column : column_index(table_, declared.default_column);
      if (at == no_column) break;
      if (!left_empty(at)) {
        cells_[column] = cells_[at];
        by_default_[column] = true;
      }
    }
  }
}

void TableIntake::find_duplicates(const TableFacts& rows) {
  for (std::uint32_t i = 1; i < rows.rows(); ++i) {
    if (rows.employees[i] != rows.employees[i - 1] || rows.days[i] != rows.days[i - 1]) continue;
    const std::string who = "employee `" + facts_.employees[rows.employees[i]] + "`";
    const std::string since = rows.days[i] == first_date ? " without a `from`" : " from " + date_text(rows.days[i]);
    findings_.add(Code::facts_twice, rows.row_numbers[i], "",
                  who + " has two rows" + since + "; the other is row " + std::to_string(rows.row_numbers[i - 1]),
                  "keep one, or give the later one the `from` date from which it holds");
  }
}

TableFacts TableIntake::finish() {
  std::vector<std::uint32_t> places(taken_.rows());
  std::iota(places.begin(), places.end(), 0U);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (taken_.employees[a] != taken_.employees[b]) return taken_.employees[a] < taken_.employees[b];
    return taken_.days[a] < taken_.days[b];
  };
  const bool in_order = std::is_sorted(places.begin(), places.end(), before);
  if (!in_order) std::stable_sort(places.begin(), places.end(), before);
  TableFacts rows = in_order ? std::move(taken_) : reordered(std::move(taken_), places);
  taken_ = TableFacts{};
  taken_.source = rows.source;
  taken_.width = rows.width;
  if (is_roster(table_)) find_duplicates(rows);
  const std::size_t groups = has_employees(table_) ? facts_.employees.size() : 1;
  rows.first.assign(groups + 1, 0);
  for (const EmployeeId employee : rows.employees) ++rows.first[(employee == no_employee ? 0 : employee) + 1];
  std::partial_sum(rows.first.begin(), rows.first.end(), rows.first.begin());
  return rows;
}

}  // namespace mou
