// The facts of a batch of employees as columns: for every table the rows of each, and every column that a rule reads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/columnar/lanes.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"

namespace mou {

// Rows of one table: those of the first employee of the batch, then those of the second, each in order of days.
struct TableBatch {
  // Row of TableFacts.
  std::vector<std::uint32_t> rows;
  // Index within the batch; of a table of the city all 0.
  std::vector<std::uint32_t> members;
  std::vector<Date> days;
  // Rows of member m are [first[m], first[m + 1]).
  std::vector<std::uint32_t> first;
  // By column; made when first read. Empty cells that rest on no default are `empty`.
  std::vector<Lanes> columns;
};

class FactBatches {
 public:
  FactBatches(const Graph& graph, const Facts& facts, LanePool& pool) : graph_(graph), facts_(facts), pool_(pool) {}

  void take_up(const std::vector<EmployeeId>& employees);
  const TableBatch& table(std::uint32_t index);
  // The column over all rows of the batch, in this shape; numbers that it cannot hold are `deferred`.
  const Lanes& column(std::uint32_t table, std::uint32_t column, Shape shape);
  // Of each member the row of the roster in force on the day; no_id before the first. The rows are counted within the
  // batch.
  const std::vector<std::uint32_t>& roster_rows(Date day);
  // Whether each member has one row of the roster, in force on the day: then row m is that of member m.
  bool one_row_each(Date day);
  // Rows of a member that are dated in first..last.
  RowRange rows_of(const TableBatch& table, std::size_t member, Date first, Date last) const;

 private:
  TableBatch make(std::uint32_t index) const;

  const Graph& graph_;
  const Facts& facts_;
  LanePool& pool_;
  std::vector<EmployeeId> employees_;
  std::vector<std::optional<TableBatch>> tables_;
  // Of which day `roster_rows_` are.
  std::optional<Date> roster_day_;
  std::vector<std::uint32_t> roster_rows_;
  // The latest day from which a row of the roster holds, where each member has one row.
  std::optional<Date> single_from_;
};

// Puts a value of a fact into a lane; numbers that the shape cannot hold are deferred.
void put_value(const Value& value, const Lanes& to, std::size_t lane, std::size_t n);
void put_number(const Rational& number, const Lanes& to, std::size_t lane, std::size_t n);

}  // namespace mou
