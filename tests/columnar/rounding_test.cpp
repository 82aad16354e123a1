// Rounding as whole numbers: what shapes.h promises holds for every remainder at the ends of the bounds, in every mode
// and with every set of instructions, and the division by multiplication is exact up to the last dividend.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "engine/columnar/kernels.h"
#include "engine/columnar/shapes.h"

namespace mou {

namespace {

constexpr Rounding modes[] = {Rounding::half_up, Rounding::half_down, Rounding::up, Rounding::down};

Rational exactly(Int128 value) {
  constexpr Int128 half = Int128{1} << 62;
  return Rational(static_cast<std::int64_t>(value / half)) * Rational(static_cast<std::int64_t>(half)) +
         Rational(static_cast<std::int64_t>(value % half));
}

template <typename T>
Rounder<T> rounder(const RoundingPlan& plan) {
  return {static_cast<T>(plan.factor),
          static_cast<T>(plan.bias),
          static_cast<T>(plan.divisor),
          static_cast<T>(plan.step),
          static_cast<T>(plan.lift),
          static_cast<typename Rounder<T>::Magic>(plan.magic),
          plan.shift};
}

template <typename T>
std::vector<T> rounded(const Kernels& all, const RoundingPlan& plan, const std::vector<Int128>& values) {
  std::vector<T> in(values.begin(), values.end());
  std::vector<T> out(values.size());
  lane_kernels<T>(all).round(out.data(), in.data(), rounder<T>(plan), in.size());
  return out;
}

template <typename T>
void rounds_rightly(const RoundingPlan& plan, const std::vector<Int128>& values, std::int64_t denominator) {
  const Rational parts = plan.unit.denominator();
  for (const Instructions set : {Instructions::sse2, Instructions::avx2, Instructions::avx512}) {
    if (!has(set)) continue;
    const std::vector<T> made = rounded<T>(kernels(set), plan, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Rational value = exactly(values[i]) / Rational(denominator);
      RC_ASSERT(exactly(made[i]) / parts == round_to(value, plan.unit, plan.mode));
    }
  }
}

std::int64_t up_to(int bits) {
  const int of = *rc::gen::resize(100, rc::gen::inRange(0, bits));
  const auto any = *rc::gen::resize(100, rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 60));
  return any >> (60 - of);
}

struct Case {
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t denominator = 1;
  Rational unit;
  Rounding mode = Rounding::half_up;
};

Case any_case() {
  Case made;
  const std::vector<std::int64_t> denominators = {1, 2, 3, 4, 8, 100, 800, 10'000, 2'080, 1'000'000, 999'999'999'989};
  made.denominator = denominators[*rc::gen::inRange<std::size_t>(0, denominators.size())];
  const std::vector<Rational> units = {1,
                                       Rational::ratio(1, 100),
                                       Rational::ratio(1, 4),
                                       Rational::ratio(1, 10),
                                       Rational::ratio(1, 3),
                                       Rational::ratio(5, 2),
                                       Rational::ratio(7, 60),
                                       5,
                                       100,
                                       1'000'003};
  made.unit = units[*rc::gen::inRange<std::size_t>(0, units.size())];
  made.mode = modes[*rc::gen::inRange(0, 4)];
  made.low = up_to(60) * (*rc::gen::inRange(0, 2) == 0 ? 1 : -1);
  made.high = made.low + up_to(60);
  return made;
}

// All remainders from both ends of the bounds, and around 0: as many as there are, or as can be told apart in a test.
std::vector<Int128> values_of(const Case& made, const RoundingPlan& plan) {
  constexpr Int128 most = 300;
  const Int128 period = std::min<Int128>(plan.divisor + 2, most);
  std::vector<Int128> values;
  const auto add = [&](Int128 value) {
    if (made.low <= value && value <= made.high) values.push_back(value);
  };
  for (Int128 i = 0; i < period; ++i) {
    add(made.low + i);
    add(made.high - i);
    add(i - period / 2);
  }
  // Where the quotient changes, near both ends.
  for (const Int128 end : {Int128{made.low}, Int128{made.high}}) {
    const Int128 bias = plan.bias - plan.lift / plan.step * plan.divisor;
    const Int128 quotient = (end * plan.factor + bias) / plan.divisor;
    for (Int128 q = quotient - 1; q <= quotient + 1; ++q) {
      const Int128 edge = (q * plan.divisor - bias) / plan.factor;
      for (Int128 i = -2; i <= 2; ++i) add(edge + i);
    }
  }
  return values;
}

}  // namespace

TEST(ColumnRounding, IsRightForEveryRemainderInTheLaneThatIsChosen) {
  std::map<Lane, int> reached;
  int multiplied = 0;
  int lifted = 0;
  const auto property = [&](const Case& made) {
    const Rational parts(made.denominator);
    const auto how =
        rounding_fit(Rational(made.low) / parts, Rational(made.high) / parts, made.denominator, made.unit, made.mode);
    RC_ASSERT(how.has_value());
    RC_ASSERT(!how->fit.checked);
    ++reached[how->fit.lane];
    if (how->fit.lane == Lane::exact) return;
    multiplied += how->plan.magic != 0 && how->plan.divisor != 1 ? 1 : 0;
    lifted += how->plan.lift != 0 ? 1 : 0;
    const std::vector<Int128> values = values_of(made, how->plan);
    RC_ASSERT(!values.empty());
    if (how->fit.lane == Lane::i32) {
      rounds_rightly<std::int32_t>(how->plan, values, made.denominator);
    } else if (how->fit.lane == Lane::i64) {
      rounds_rightly<std::int64_t>(how->plan, values, made.denominator);
    } else {
      rounds_rightly<Int128>(how->plan, values, made.denominator);
    }
  };
  EXPECT_TRUE(rc::check([&] { property(any_case()); }));
  // Chance may meet no lane of 128 bits: the dividend of this one is just beyond 64.
  Case wide;
  wide.high = (std::int64_t{1} << 62) - 1;
  wide.denominator = 10'000;
  wide.unit = Rational::ratio(1, 100);
  EXPECT_TRUE(rc::check([&] { property(wide); }));
  // The property says nothing of what it never met.
  EXPECT_GT(reached[Lane::i32], 0);
  EXPECT_GT(reached[Lane::i64], 0);
  EXPECT_GT(reached[Lane::i128], 0);
  EXPECT_GT(multiplied, 0);
  EXPECT_GT(lifted, 0);
}

// Negative halves are where modes differ.
TEST(ColumnRounding, TakesEveryResidueOfSmallDivisorsInEveryMode) {
  for (const Rounding mode : modes) {
    for (std::int64_t denominator = 1; denominator <= 24; ++denominator) {
      for (const Rational& unit : {Rational(1), Rational::ratio(1, 2), Rational::ratio(3, 4), Rational(2)}) {
        const Rational parts(denominator);
        const auto how = rounding_fit(Rational(-60) / parts, Rational(60) / parts, denominator, unit, mode);
        ASSERT_TRUE(how.has_value());
        ASSERT_EQ(how->fit.lane, Lane::i32);
        std::vector<Int128> values;
        for (Int128 value = -60; value <= 60; ++value) values.push_back(value);
        const auto made = rounded<std::int32_t>(kernels(Instructions::sse2), how->plan, values);
        for (std::size_t i = 0; i < values.size(); ++i) {
          const Rational value = exactly(values[i]) / parts;
          ASSERT_EQ(Rational(made[i]) / unit.denominator(), round_to(value, unit, mode))
              << value.text() << " to " << unit.text() << ", " << rounding_text(mode);
        }
      }
    }
  }
}

// Without bounds nobody knows the lane: overflow is looked for in 64 bits.
TEST(ColumnRounding, WithoutBoundsIsChecked) {
  const auto how = rounding_fit(std::nullopt, Rational(5), 100, Rational(1), Rounding::half_up);
  ASSERT_TRUE(how.has_value());
  EXPECT_TRUE(how->fit.checked);
  EXPECT_EQ(how->fit.lane, Lane::i64);
  EXPECT_EQ(how->plan.magic, 0U);
}

// The product and the shift divide every dividend up to the bound, the last ones included.
RC_GTEST_PROP(ColumnRounding, DividesByMultiplicationExactlyUpToTheBound, ()) {
  const std::int64_t divisor = up_to(40) + 2;
  const std::int64_t high = up_to(61);
  const auto how = rounding_fit(Rational(0), Rational(high), 1, Rational(divisor), Rounding::down);
  RC_ASSERT(how.has_value());
  RC_PRE(how->plan.magic != 0 && how->plan.step == divisor);
  const Int128 most = Int128{high} + divisor;
  std::vector<Int128> values;
  for (const Int128 quotient : {Int128{1}, most / divisor / 2, most / divisor - 1, most / divisor}) {
    for (Int128 i = -2; i <= 2; ++i) {
      const Int128 dividend = quotient * divisor + i;
      if (0 <= dividend && dividend <= most) values.push_back(dividend);
    }
  }
  values.push_back(most);
  RoundingPlan plan = how->plan;
  plan.factor = plan.step = 1;
  plan.bias = plan.lift = 0;
  for (const Instructions set : {Instructions::sse2, Instructions::avx2, Instructions::avx512}) {
    if (!has(set)) continue;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Int128 quotient = how->fit.lane == Lane::i32 ? Int128{rounded<std::int32_t>(kernels(set), plan, values)[i]}
                                                         : Int128{rounded<std::int64_t>(kernels(set), plan, values)[i]};
      RC_ASSERT(quotient == values[i] / divisor);
    }
  }
}

TEST(Shapes, LanesHoldWhatLiesWithinTheBounds) {
  const Rational wide(std::int64_t{1} << 62);
  EXPECT_EQ(fit(Rational(-0x7fffffff), Rational(0x7fffffff), 1).lane, Lane::i32);
  EXPECT_EQ(fit(Rational(0), Rational(0x80000000LL), 1).lane, Lane::i64);
  EXPECT_EQ(fit(Rational(0), Rational(0x7fffffff), 2).lane, Lane::i64);
  EXPECT_EQ(fit(-wide, wide, 1).lane, Lane::i64);
  EXPECT_EQ(fit(-wide, wide, 2).lane, Lane::i128);
  EXPECT_EQ(fit(Rational(0), wide * wide, 1).lane, Lane::i128);
  EXPECT_EQ(fit(Rational(0), wide * wide, 2).lane, Lane::exact);
  EXPECT_TRUE(fit(std::nullopt, Rational(0), 1).checked);
  EXPECT_FALSE(common_denominator(largest_denominator, 7).has_value());
  EXPECT_EQ(common_denominator(100, 8), 200);
  EXPECT_FALSE(as_denominator(Rational(0)).has_value());
  EXPECT_FALSE(as_denominator(Rational(largest_denominator) + Rational(1)).has_value());
}

}  // namespace mou
