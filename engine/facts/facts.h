// The facts of one run, read once and never changed: who is employed, the roster rows of each, the rows of every table
// of events. What is missing is an empty value; the rule that asks for it gets the fault.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/time/date.h"

namespace mou {

// Index into Facts::employees.
using EmployeeId = std::uint32_t;
inline constexpr EmployeeId no_employee = 0xffffffffU;

// The identifier of the one employee of an example.
inline constexpr std::string_view employee_of_the_example = "the employee of the example";

// Rows [begin, end) of a TableFacts.
struct RowRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
};

// The rows of one table, parallel to a Table of the schema.
struct TableFacts {
  // For traces: "roster.csv", "facts.sqlite, table roster".
  std::string source;
  // Row by row, as many as the table has columns. A value that rests on a default of the schema is filled in; an empty
  // value that does not rest on one is a missing fact.
  std::vector<Value> cells;
  std::vector<bool> by_default;
  // Of each row: its day (of a roster row: its `from`; first_date where none is given or the table is not dated) and
  // its number in the file, the heading being row 1.
  std::vector<Date> days;
  std::vector<std::uint32_t> row_numbers;
  std::vector<EmployeeId> employees;
  // Rows are sorted by employee, day, order in the file; those of employee e are [first[e], first[e + 1]). A table of
  // the city has one group only.
  std::vector<std::uint32_t> first;
  std::uint32_t width = 0;

  std::uint32_t rows() const { return static_cast<std::uint32_t>(days.size()); }
  const Value& cell(std::uint32_t row, std::uint32_t column) const {
    return cells[static_cast<std::size_t>(row) * width + column];
  }
  bool is_default(std::uint32_t row, std::uint32_t column) const {
    return by_default[static_cast<std::size_t>(row) * width + column];
  }
};

// A row of outside.csv.
struct OutsideValue {
  // Index into Schema::outside.
  std::uint32_t name = 0;
  // As written; empty where not used.
  std::string key1;
  std::string key2;
  // first_date where none is given.
  Date from = first_date;
  Value value;
  std::uint32_t row_number = 0;
};

// What a run was made from, for the manifest.
struct FactsFile {
  // As the user wrote it, with the name of the file.
  std::string path;
  // SHA-256 of its bytes, 64 hexadecimal digits.
  std::string sha256;
  // Without the heading. Of a database: the rows of all tables read.
  std::uint64_t rows = 0;

  friend bool operator==(const FactsFile&, const FactsFile&) = default;
};

struct Facts {
  // In the order of the roster.
  std::vector<std::string> employees;
  std::unordered_map<std::string, EmployeeId> employee_ids;
  // Parallel to Schema::tables.
  std::vector<TableFacts> tables;
  std::vector<OutsideValue> outside;
  std::string outside_source;
  std::vector<FactsFile> files;

  EmployeeId find_employee(std::string_view identifier) const;
  // How a sentence names somebody: "employee 0003"; who was made up for an example has no number.
  std::string employee_words(EmployeeId employee) const;
  const TableFacts& roster() const { return tables.front(); }
};

// The roster row in force for the employee on a day: the one with the latest `from` on or before it. Nothing before
// the first.
std::optional<std::uint32_t> roster_row_on(const Facts& facts, EmployeeId employee, Date day);
// Rows of a table of employees' events.
RowRange rows_of(const TableFacts& table, EmployeeId employee);
// Those of them that are dated in first..last.
RowRange rows_of(const TableFacts& table, EmployeeId employee, Date first, Date last);
// Rows of a table of the city.
RowRange city_rows(const TableFacts& table);
RowRange city_rows(const TableFacts& table, Date first, Date last);
// The value of an outside name in force on a day: the newest row for these keys. Null when there is none.
const OutsideValue* outside_on(const Facts& facts, std::uint32_t name, std::string_view key1, std::string_view key2,
                               Date day);
// The rows of `count` employees from `first` on, who are numbered from 0 then.
TableFacts rows_of_some(const TableFacts& table, EmployeeId first, std::uint32_t count);
// "roster.csv, row 17".
std::string row_place(const TableFacts& table, std::uint32_t row);

}  // namespace mou
