#include "engine/facts/facts.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace mou {

namespace {

// The rows among `all`, which are in order of days, that are dated in first..last.
RowRange dated_in(const TableFacts& table, RowRange all, Date first, Date last) {
  const auto begin = table.days.begin() + all.begin;
  const auto end = table.days.begin() + all.end;
  const auto low = std::lower_bound(begin, end, first);
  const auto high = std::upper_bound(low, end, last);
  return {static_cast<std::uint32_t>(low - table.days.begin()), static_cast<std::uint32_t>(high - table.days.begin())};
}

}  // namespace

EmployeeId Facts::find_employee(std::string_view identifier) const {
  const auto found = employee_ids.find(std::string(identifier));
  return found == employee_ids.end() ? no_employee : found->second;
}

std::string Facts::employee_words(EmployeeId employee) const {
  const std::string& identifier = employees[employee];
  return identifier == employee_of_the_example ? identifier : "employee " + identifier;
}

std::optional<std::uint32_t> roster_row_on(const Facts& facts, EmployeeId employee, Date day) {
  const TableFacts& roster = facts.roster();
  const RowRange until_day = dated_in(roster, rows_of(roster, employee), first_date, day);
  if (until_day.empty()) return std::nullopt;
  return until_day.end - 1;
}

RowRange rows_of(const TableFacts& table, EmployeeId employee) {
  return {table.first[employee], table.first[employee + 1]};
}

RowRange rows_of(const TableFacts& table, EmployeeId employee, Date first, Date last) {
  return dated_in(table, rows_of(table, employee), first, last);
}

RowRange city_rows(const TableFacts& table) {
  return {0, table.rows()};
}

RowRange city_rows(const TableFacts& table, Date first, Date last) {
  return dated_in(table, city_rows(table), first, last);
}

const OutsideValue* outside_on(const Facts& facts, std::uint32_t name, std::string_view key1, std::string_view key2,
                               Date day) {
  const OutsideValue* newest = nullptr;
  for (const OutsideValue& row : facts.outside) {
    if (row.name != name || row.key1 != key1 || row.key2 != key2 || day < row.from) continue;
    if (newest == nullptr || newest->from <= row.from) newest = &row;
  }
  return newest;
}

TableFacts rows_of_some(const TableFacts& table, EmployeeId first, std::uint32_t count) {
  const std::uint32_t begin = table.first[first];
  const std::uint32_t end = table.first[first + count];
  const auto cut = [](const auto& all, std::size_t from, std::size_t to) {
    return std::decay_t<decltype(all)>(all.begin() + static_cast<std::ptrdiff_t>(from),
                                       all.begin() + static_cast<std::ptrdiff_t>(to));
  };
  const std::size_t width = table.width;
  TableFacts some;
  some.source = table.source;
  some.width = table.width;
  some.cells = cut(table.cells, begin * width, end * width);
  some.by_default = cut(table.by_default, begin * width, end * width);
  some.days = cut(table.days, begin, end);
  some.row_numbers = cut(table.row_numbers, begin, end);
  some.employees = cut(table.employees, begin, end);
  for (EmployeeId& employee : some.employees) employee -= first;
  some.first = cut(table.first, first, std::size_t{first} + count + 1);
  for (std::uint32_t& row : some.first) row -= begin;
  return some;
}

std::string row_place(const TableFacts& table, std::uint32_t row) {
  return table.source + ", row " + std::to_string(table.row_numbers[row]);
}

}  // namespace mou
