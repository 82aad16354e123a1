// Which lanes hold a number: what its denominator and its bounds ask for.
#pragma once

#include <optional>

#include "engine/columnar/plan.h"

namespace mou {

// Denominators beyond this, and fractions whose size nobody knows, are computed with exact numbers.
inline constexpr std::int64_t largest_denominator = 1'000'000'000'000;
// What a fact is counted in when the contract does not say in which steps it comes: a finer one is left to the
// reference evaluator.
inline constexpr std::int64_t usual_denominator = 10'000;

// The narrowest lane that holds every number within the bounds over the denominator; 64 bits, in which overflow must be
// looked for, where there are no bounds.
struct Fit {
  Lane lane = Lane::exact;
  bool checked = false;
};
Fit fit(const std::optional<Rational>& low, const std::optional<Rational>& high, std::int64_t denominator);

// The wider of two lanes for numbers.
Fit wider(const Fit& a, const Fit& b);

// The least common multiple; nothing when it is too large.
std::optional<std::int64_t> common_denominator(std::int64_t a, std::int64_t b);
// The product; nothing when it is too large.
std::optional<std::int64_t> denominator_product(std::int64_t a, std::int64_t b);
// As a denominator; nothing when it is unknown or too large.
std::optional<std::int64_t> as_denominator(const Rational& number);

// How to round whole numbers over `denominator`, all of them within low..high where these are known, to multiples of
// `unit` (> 0), and the lane that holds every step of it. The result is over the denominator of `unit`.
struct RoundingFit {
  RoundingPlan plan;
  Fit fit;
};
std::optional<RoundingFit> rounding_fit(const std::optional<Rational>& low, const std::optional<Rational>& high,
                                        std::int64_t denominator, const Rational& unit, Rounding mode);

}  // namespace mou
