// Facts as columns of lanes: every column of a table that a plan reads, over all its rows, made when it is first read.
// Several evaluators, each in a thread of its own, may share them while the facts stay the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

#include "engine/columnar/lanes.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"

namespace mou {

struct TypedColumn {
  Shape shape;
  // One lane a row of the table. Empty cells that rest on no default are `empty`; numbers that the shape cannot hold
  // are `deferred`.
  std::unique_ptr<std::byte[]> lanes;
  std::vector<Rational> numbers;
  // Empty where every row has a value.
  std::vector<LaneState> states;
  // Of lanes of 32 bits: every one is one of 0 to `below` - 1; 0 where one is not.
  std::int32_t below = 0;
  // How many lanes there is room for, and whether they are those of the facts of now.
  std::size_t room = 0;
  bool made = false;

  // Makes room for the lanes of n rows, which hold anything then and all have a value.
  void begin(std::size_t n);
  // What stands in a row of n.
  void put(const Value& value, std::size_t row, std::size_t n);
  // Once all n rows are there.
  void finish(std::size_t n);
};

class TypedFacts {
 public:
  explicit TypedFacts(const Facts& facts);
  TypedFacts(const TypedFacts&) = delete;
  TypedFacts& operator=(const TypedFacts&) = delete;

  const Facts& facts() const { return facts_; }
  const TypedColumn& column(std::uint32_t table, std::uint32_t column, Shape shape);
  // The facts hold other rows than before. Columns stay where they are and are made anew when they are next read.
  void facts_changed();
  // A column of the roster for whoever reads it straight from text: begun, filled and finished by the caller, between
  // `facts_changed` and `rows_changed`, by which time the facts hold the rows, with cells or without.
  TypedColumn& column_to_fill(std::uint32_t column, Shape shape);
  void rows_changed();
  // Whether every employee has one row of the roster and all of them hold on the day: then the row of an employee is
  // that of its number.
  bool one_row_each(Date day) const { return single_ && single_from_ <= day; }

 private:
  using Place = std::tuple<std::uint32_t, std::uint32_t, Lane, std::int64_t>;

  const Facts& facts_;
  bool single_ = false;
  Date single_from_;
  std::mutex mutex_;
  std::map<Place, TypedColumn> columns_;
};

// Puts a value into a lane of a column of n lanes; a number that the shape cannot hold is deferred.
void put_value(const Value& value, const Lanes& to, std::size_t lane, std::size_t n);
void put_number(const Rational& number, const Lanes& to, std::size_t lane, std::size_t n);

}  // namespace mou
