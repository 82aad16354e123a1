// How the columnar evaluator holds the values of many employees: one lane a value. Numbers are whole numbers over a
// denominator that belongs to the column; dates are days, times minutes, texts their ids.
#pragma once

#include <cstdint>
#include <string_view>

namespace mou {

__extension__ using Int128 = __int128;

enum class Lane : std::uint8_t {
  // Yes and no, a byte each.
  truth,
  i32,
  i64,
  i128,
  // Rational: what fits no whole number of a known denominator.
  exact,
};

// "truth", "32", "64", "128", "exact".
std::string_view lane_text(Lane lane);
// Bytes of one lane.
std::size_t lane_size(Lane lane);

// What stands in a lane. A column in which every lane has a value keeps no states.
enum class LaneState : std::uint8_t {
  value,
  empty,
  // No rule of the figure being computed applies.
  no_rule,
  // No rule of a figure that was read applies.
  no_rule_below,
  // A fact that nobody supplied.
  missing_fact,
  // Any other fault.
  fault,
  // Not computed here: the reference evaluator is asked. Passed on like a fault.
  deferred,
};

constexpr bool is_fault(LaneState state) {
  return state >= LaneState::no_rule;
}

}  // namespace mou
