// Takes the rows of one table, whatever file they come from, and makes the facts of them: which field is which column,
// what each cell may hold, whose row it is, in which order the rows stand.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/facts/findings.h"
#include "engine/facts/schema.h"
#include "engine/graph/value.h"

namespace mou {

// `binary`: a number that the file holds in binary floating point, with no exact decimal text.
enum class FieldKind { text, binary };

struct Field {
  std::string_view text;
  FieldKind kind = FieldKind::text;
};

// Whether columns that are declared `required` must be there: those who make facts up leave out what does not matter.
enum class Demand { as_declared, none };

// `none`: a row is looked at and forgotten, but for whose roster row it is and from when; `all`: it becomes a fact.
enum class KeepRows { all, none };

// What the columns of a table stand for where they are left empty and their default is a constant; empty for the
// others.
using Defaults = std::vector<Value>;
Defaults read_defaults(const Table& table, const Texts& texts, Findings& findings);

class TableIntake {
 public:
  // Rows that are empty or of somebody unknown: a spreadsheet may leave as many empty ones as it has; more is garbage.
  static constexpr std::uint64_t most_useless_rows = 1'100'000;

  // The roster fills `facts.employees`; the other tables only know who is there. `defaults` have been read; null: they
  // are read here.
  TableIntake(const Table& table, Findings& findings, Facts& facts, const Texts& texts,
              Demand demand = Demand::as_declared, KeepRows keep = KeepRows::all,
              std::shared_ptr<const Defaults> defaults = nullptr);

  // False when the rows below it cannot be understood.
  bool heading(const std::vector<std::string_view>& names);
  // False when reading should stop. `number` is the row's place in the file.
  bool row(std::uint64_t number, const std::vector<Field>& fields);
  // Rows taken, with those that were refused.
  std::uint64_t rows() const { return rows_; }
  // Sorts and groups what was taken; the intake is empty afterwards and takes further rows.
  TableFacts finish();

 private:
  // What a field of a row is: a column of the table or one of these.
  static constexpr std::uint32_t employee_field = 0xfffffffeU;
  static constexpr std::uint32_t from_field = 0xfffffffdU;
  static constexpr std::uint32_t ignored_field = no_column;

  std::uint32_t field_named(std::string_view name) const;
  void unknown_column(std::string_view name, std::size_t position);
  bool is_required(const Column& column) const { return column.required && demand_ == Demand::as_declared; }
  bool required_columns_there(const std::vector<std::string_view>& names);
  bool useless_row(std::uint64_t number);
  bool take_cell(std::uint64_t number, std::uint32_t target, const Field& field);
  bool take_employee(std::uint64_t number, std::string_view identifier);
  bool take_value(std::uint64_t number, const Column& column, const Field& field, Value& value);
  bool date_row(std::uint64_t number);
  bool requirements_met(std::uint64_t number);
  void fill_defaults();
  void unknown_employee(std::uint64_t number, std::string_view identifier);
  void wrong_fields(std::uint64_t number, const std::vector<Field>& fields);
  void find_duplicates(const TableFacts& rows);

  const Table& table_;
  Findings& findings_;
  Facts& facts_;
  const Texts& texts_;
  Demand demand_;
  KeepRows keep_;
  std::vector<std::uint32_t> targets_;
  std::vector<std::string> names_;
  std::shared_ptr<const Defaults> defaults_;
  std::uint32_t day_column_ = no_column;
  // The row being taken.
  std::vector<Value> cells_;
  std::vector<bool> by_default_;
  EmployeeId employee_ = no_employee;
  Date day_ = first_date;
  std::uint64_t rows_ = 0;
  std::uint64_t useless_rows_ = 0;
  // Named once each.
  std::unordered_set<std::string> unknown_;
  TableFacts taken_;
};

}  // namespace mou
