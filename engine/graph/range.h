// The numbers a node may give, described by a grid and an interval: every number is a whole multiple of `step` and lies
// in low..high. Arithmetic on such descriptions holds for every number described.
#pragma once

#include <optional>

#include "engine/number/rational.h"

namespace mou {

struct Range {
  // No number at all: the start of every fixpoint.
  bool none = true;
  // Nothing: unknown. 0: the only number is 0.
  std::optional<Rational> step;
  std::optional<Rational> low;
  std::optional<Rational> high;

  static Range anything();
  static Range exactly(const Rational& number);
  static Range between(std::optional<Rational> low, std::optional<Rational> high, std::optional<Rational> step);

  bool is_constant() const { return !none && low && high && *low == *high; }
  friend bool operator==(const Range&, const Range&) = default;
};

// The largest number of which both are whole multiples; 0 when both are.
Rational common_step(const Rational& a, const Rational& b);

// Every number of either.
Range join(const Range& a, const Range& b);
// `now`, where what is not as it was in `before` is unknown: ends a fixpoint that still grows.
Range widen(const Range& before, const Range& now);

Range add(const Range& a, const Range& b);
Range negate(const Range& a);
Range multiply(const Range& a, const Range& b);
// Of the quotients that exist: a divisor of 0 is a fault.
Range divide(const Range& a, const Range& b);
Range round(const Range& value, const Range& step, Rounding mode);
Range lesser(const Range& a, const Range& b);
Range greater(const Range& a, const Range& b);
// Sums of none up to `most` numbers; of any count when nothing.
Range total(const Range& each, const std::optional<Rational>& most);

}  // namespace mou
