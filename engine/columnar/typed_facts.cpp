#include "engine/columnar/typed_facts.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace mou {

namespace {

// False where the shape cannot hold the number; the lane is 0 then.
bool write_number(const Rational& number, const Shape& shape, std::byte* lanes, std::size_t lane) {
  const auto whole = (shape.denominator == 1 ? number : number * Rational(shape.denominator)).to_int64();
  const bool fits = whole && (shape.lane != Lane::i32 || (*whole <= std::numeric_limits<std::int32_t>::max() &&
                                                          *whole >= std::numeric_limits<std::int32_t>::min()));
  const std::int64_t value = fits ? *whole : 0;
  if (shape.lane == Lane::i32) {
    reinterpret_cast<std::int32_t*>(lanes)[lane] = static_cast<std::int32_t>(value);
  } else if (shape.lane == Lane::i64) {
    reinterpret_cast<std::int64_t*>(lanes)[lane] = value;
  } else if (shape.lane == Lane::i128) {
    reinterpret_cast<Int128*>(lanes)[lane] = value;
  } else {
    reinterpret_cast<std::uint8_t*>(lanes)[lane] = value != 0 ? 1 : 0;
  }
  return fits;
}

// What stands in the lane afterwards. `numbers` holds exact lanes.
LaneState write_value(const Value& value, const Shape& shape, std::byte* lanes, Rational* numbers, std::size_t lane) {
  if (shape.lane == Lane::exact) {
    numbers[lane] = value.is_number() ? value.number : Rational();
    return value.is_number() ? LaneState::value : value.is_empty() ? LaneState::empty : LaneState::fault;
  }
  switch (value.kind) {
    case ValueKind::number:
      return write_number(value.number, shape, lanes, lane) ? LaneState::value : LaneState::deferred;
    case ValueKind::date:
    case ValueKind::time:
    case ValueKind::text:
      reinterpret_cast<std::int32_t*>(lanes)[lane] = value.payload;
      return LaneState::value;
    case ValueKind::truth:
      reinterpret_cast<std::uint8_t*>(lanes)[lane] = value.payload != 0 ? 1 : 0;
      return LaneState::value;
    case ValueKind::empty:
    case ValueKind::fault:
      break;
  }
  write_number(Rational(), shape, lanes, lane);
  return value.is_empty() ? LaneState::empty : LaneState::fault;
}

}  // namespace

void put_number(const Rational& number, const Lanes& to, std::size_t lane, std::size_t n) {
  put_value(Value::of(number), to, lane, n);
}

void put_value(const Value& value, const Lanes& to, std::size_t lane, std::size_t n) {
  Rational* numbers = to.lane() == Lane::exact ? to.data<Rational>() : nullptr;
  std::byte* lanes = to.lane() == Lane::exact ? nullptr : to.data<std::byte>();
  const LaneState state = write_value(value, to.shape(), lanes, numbers, lane);
  if (state != LaneState::value) to.make_states(n)[lane] = state;
}

void TypedColumn::begin(std::size_t n) {
  if (shape.lane == Lane::exact) {
    numbers.resize(n);
  } else if (room < n) {
    room = n;
    lanes = std::make_unique<std::byte[]>(n * lane_size(shape.lane));
  }
  states.clear();
  below = 0;
  made = true;
}

void TypedColumn::put(const Value& value, std::size_t row, std::size_t n) {
  const LaneState state = write_value(value, shape, lanes.get(), numbers.data(), row);
  if (state == LaneState::value) return;
  if (states.empty()) states.assign(n, LaneState::value);
  states[row] = state;
}

void TypedColumn::finish(std::size_t n) {
  if (shape.lane != Lane::i32 || n == 0) return;
  const auto* words = reinterpret_cast<const std::int32_t*>(lanes.get());
  std::int32_t least = words[0];
  std::int32_t most = words[0];
  for (std::size_t i = 1; i < n; ++i) {
    least = std::min(least, words[i]);
    most = std::max(most, words[i]);
  }
  if (least >= 0 && most < std::numeric_limits<std::int32_t>::max()) below = most + 1;
}

TypedFacts::TypedFacts(const Facts& facts) : facts_(facts) {
  facts_changed();
}

void TypedFacts::facts_changed() {
  for (auto& [place, column] : columns_) column.made = false;
  rows_changed();
}

void TypedFacts::rows_changed() {
  single_ = false;
  if (facts_.tables.empty()) return;
  const TableFacts& roster = facts_.roster();
  single_ = roster.rows() == facts_.employees.size();
  single_from_ = first_date;
  for (std::size_t e = 0; e < facts_.employees.size() && single_; ++e) {
    single_ = roster.first[e] == e && roster.first[e + 1] == e + 1;
    if (single_) single_from_ = std::max(single_from_, roster.days[e]);
  }
}

const TypedColumn& TypedFacts::column(std::uint32_t table_index, std::uint32_t column, Shape shape) {
  const std::scoped_lock lock(mutex_);
  TypedColumn& typed = columns_[{table_index, column, shape.lane, shape.denominator}];
  if (typed.made) return typed;
  const TableFacts& table = facts_.tables[table_index];
  const std::size_t n = table.rows();
  assert(table.cells.size() == n * table.width);
  typed.shape = shape;
  typed.begin(n);
  for (std::uint32_t row = 0; row < n; ++row) typed.put(table.cell(row, column), row, n);
  typed.finish(n);
  return typed;
}

TypedColumn& TypedFacts::column_to_fill(std::uint32_t column, Shape shape) {
  TypedColumn& typed = columns_[{0, column, shape.lane, shape.denominator}];
  typed.shape = shape;
  return typed;
}

}  // namespace mou
