// Whether facts can be read as a stream: the roster in groups of one employee, and the rows of every table of
// employees in the order of the roster. One look at the identifiers, before any cell is read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/fact_source.h"
#include "engine/facts/schema.h"

namespace mou {

// A walk over the rows of a table by whose they are.
class EmployeeWalk {
 public:
  EmployeeWalk() = default;
  // False, with a finding, when the table cannot be read or its heading names nobody.
  bool open(FactSource& source, const std::string& name, Findings& findings);
  // The next row; false at the end.
  bool advance(Findings& findings);
  bool at_row() const { return at_row_; }
  // Whose row it is; empty where the row does not say it as a row must.
  std::string_view employee() const { return employee_; }
  TableRows& rows() { return *rows_; }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::unique_ptr<TableRows> rows_;
  std::vector<std::string> names_;
  std::size_t field_ = 0;
  bool at_row_ = false;
  std::string_view employee_;
};

// Why a table is not read as a stream.
struct OutOfOrder {
  // Index into Schema::tables.
  std::uint32_t table = 0;
  // The first row that is not where a stream needs it, and whose it is.
  std::uint64_t row = 0;
  std::string employee;
};

struct FactOrder {
  std::uint64_t employees = 0;
  // Tables of employees only; the others are whole anyway.
  std::vector<OutOfOrder> out_of_order;

  const OutOfOrder* of(std::uint32_t table) const;
};

// `names` as FactSource::choose gave them, by table; what is not there is empty. Nothing when something cannot be read:
// whoever reads the cells will say what.
std::optional<FactOrder> find_order(FactSource& source, const Schema& schema, const std::vector<std::string>& names);

}  // namespace mou
