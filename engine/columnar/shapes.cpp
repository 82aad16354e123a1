#include "engine/columnar/shapes.h"

#include <bit>
#include <limits>
#include <numeric>

namespace mou {

namespace {

const Rational most_i32(std::int64_t{0x7fffffff});
const Rational most_i64(std::int64_t{1} << 62);
const Rational most_i128 = Rational(std::int64_t{1} << 62) * Rational(std::int64_t{1} << 62);

Rational magnitude(const Rational& low, const Rational& high) {
  return greatest(high, -low);
}

Fit fit_of(const Rational& most) {
  if (most <= most_i32) return {Lane::i32, false};
  if (most <= most_i64) return {Lane::i64, false};
  if (most <= most_i128) return {Lane::i128, false};
  return {Lane::exact, false};
}

// Finds magic and shift with (y * magic) >> shift == y / divisor for every y in 0..most. With e = magic * divisor -
// 2^shift, 0 <= e < divisor, the product is y / divisor + y * e / (divisor * 2^shift) after the shift, which stays
// below the next whole number whenever most * e < 2^shift (Granlund and Montgomery, Division by invariant integers
// using multiplication, PLDI 1994).
void find_magic(RoundingPlan& plan, Int128 most, bool narrow) {
  const Int128 divisor = plan.divisor;
  if (divisor == 1) {
    plan.magic = 1;
    plan.shift = 0;
    return;
  }
  for (int shift = 0; shift < (narrow ? 63 : 124); ++shift) {
    const Int128 power = Int128{1} << shift;
    const Int128 magic = (power + divisor - 1) / divisor;
    // The product must fit: of two narrow numbers in 64 bits, of wide ones in 128.
    const Int128 largest_magic = narrow ? (Int128{1} << 32) - 1 : Int128{1} << 63;
    if (magic > largest_magic) return;
    const Int128 error = magic * divisor - power;
    if (error == 0 || most < power / error) {
      plan.magic = static_cast<std::uint64_t>(magic);
      plan.shift = shift;
      return;
    }
  }
}

}  // namespace

Fit fit(const std::optional<Rational>& low, const std::optional<Rational>& high, std::int64_t denominator) {
  if (!low || !high) return {Lane::i64, true};
  return fit_of(magnitude(*low, *high) * Rational(denominator));
}

Fit wider(const Fit& a, const Fit& b) {
  if (a.lane == Lane::exact || b.lane == Lane::exact) return {Lane::exact, false};
  if (a.checked || b.checked) return {Lane::i64, true};
  return a.lane < b.lane ? b : a;
}

std::optional<std::int64_t> common_denominator(std::int64_t a, std::int64_t b) {
  return denominator_product(a, b / std::gcd(a, b));
}

std::optional<std::int64_t> denominator_product(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product) || product > largest_denominator) return std::nullopt;
  return product;
}

std::optional<std::int64_t> as_denominator(const Rational& number) {
  const auto whole = number.to_int64();
  if (!whole || *whole <= 0 || *whole > largest_denominator) return std::nullopt;
  return whole;
}

std::optional<RoundingFit> rounding_fit(const std::optional<Rational>& low, const std::optional<Rational>& high,
                                        std::int64_t denominator, const Rational& unit, Rounding mode) {
  // x / (denominator * unit) = x * factor / divisor
  const Rational ratio = Rational(1) / (Rational(denominator) * unit);
  const auto factor = ratio.numerator().to_int64();
  const auto divisor = ratio.denominator().to_int64();
  const auto step = unit.numerator().to_int64();
  if (!factor || !divisor || !step) return std::nullopt;
  RoundingFit result;
  RoundingPlan& plan = result.plan;
  plan.mode = mode;
  plan.unit = unit;
  plan.factor = *factor;
  plan.divisor = *divisor;
  plan.step = *step;
  switch (mode) {
    case Rounding::half_up:
      plan.bias = plan.divisor / 2;
      break;
    case Rounding::half_down:
      plan.bias = plan.divisor - 1 - plan.divisor / 2;
      break;
    case Rounding::up:
      plan.bias = plan.divisor - 1;
      break;
    case Rounding::down:
      plan.bias = 0;
      break;
  }
  if (!low || !high) {
    result.fit = {Lane::i64, true};
    return result;
  }
  const Rational scale = Rational(denominator) * Rational(*factor);
  // What lifts the least dividend to 0 or above, in whole divisors.
  const Rational least_dividend = *low * scale;
  Rational lift(0);
  if (least_dividend.sign() < 0) lift = -(least_dividend / Rational(*divisor)).floor();
  const Rational most = *high * scale + Rational(*divisor) * (lift + Rational(1));
  const Rational multiples = greatest((*high / unit).floor() + Rational(1), lift + Rational(1)) + lift;
  const Rational largest = greatest(greatest(most, -least_dividend), multiples * Rational(*step));
  result.fit = fit_of(largest);
  const auto lifted = lift.to_int64();
  if (result.fit.lane == Lane::exact || !lifted) return RoundingFit{plan, {Lane::exact, false}};
  plan.bias += static_cast<Int128>(*lifted) * plan.divisor;
  plan.lift = static_cast<Int128>(*lifted) * plan.step;
  const auto bound = most.floor().to_int64();
  if (bound && *bound >= 0 && result.fit.lane != Lane::i128) find_magic(plan, *bound, result.fit.lane == Lane::i32);
  return result;
}

}  // namespace mou
