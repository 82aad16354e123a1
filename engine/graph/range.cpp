#include "engine/graph/range.h"

#include <array>
#include <functional>
#include <utility>

namespace mou {

namespace {

// Steps with more digits than this say nothing useful.
constexpr int longest_step = 60;

std::optional<Rational> kept(const Rational& step) {
  // Sixty-four binary digits are twenty at most, and nearly all that there is.
  if (step.bits() <= 64) return step;
  const bool long_text = static_cast<int>(step.denominator().text().size()) > longest_step ||
                         static_cast<int>(step.numerator().text().size()) > longest_step;
  return long_text ? std::nullopt : std::optional(step);
}

std::optional<Rational> common_step(const std::optional<Rational>& a, const std::optional<Rational>& b) {
  return a && b ? kept(common_step(*a, *b)) : std::nullopt;
}

// An end of an interval: a number, or beyond all numbers on one side.
struct End {
  int infinite = 0;
  Rational number;
};

End low_end(const Range& range) {
  return range.low ? End{0, *range.low} : End{-1, 0};
}

End high_end(const Range& range) {
  return range.high ? End{0, *range.high} : End{1, 0};
}

int sign(const End& end) {
  return end.infinite != 0 ? end.infinite : end.number.sign();
}

// Zero times infinity is zero: the interval is that of products of numbers, none of which is infinite.
End multiply(const End& a, const End& b) {
  if (sign(a) == 0 || sign(b) == 0) return {};
  if (a.infinite != 0 || b.infinite != 0) return {sign(a) * sign(b), 0};
  return {0, a.number * b.number};
}

bool below(const End& a, const End& b) {
  if (a.infinite != b.infinite) return a.infinite < b.infinite;
  return a.infinite == 0 && a.number < b.number;
}

std::optional<Rational> number_of(const End& end) {
  return end.infinite == 0 ? std::optional(end.number) : std::nullopt;
}

// Of two ends that may be missing: the combination when both are there.
template <typename Combine>
std::optional<Rational> both(const std::optional<Rational>& a, const std::optional<Rational>& b, Combine combine) {
  return a && b ? std::optional<Rational>(combine(*a, *b)) : std::nullopt;
}

// Of two ends that may be missing: the combination, or the one that is there.
template <typename Combine>
std::optional<Rational> either(const std::optional<Rational>& a, const std::optional<Rational>& b, Combine combine) {
  return a && b ? std::optional<Rational>(combine(*a, *b)) : (a ? a : b);
}

Rational size_of(const Rational& number) {
  return number.sign() < 0 ? -number : number;
}

// 1 / b for numbers other than 0; nothing when both signs occur.
std::optional<std::pair<End, End>> inverse(const Range& b) {
  const bool positive = b.low && b.low->sign() >= 0;
  const bool negative = b.high && b.high->sign() <= 0;
  if (positive == negative) return std::nullopt;
  // The end nearest to zero: a number, or the first step away from it.
  std::optional<Rational> near = positive ? b.low : b.high;
  if (near->is_zero()) {
    near = b.step && !b.step->is_zero() ? std::optional(positive ? *b.step : -*b.step) : std::nullopt;
  }
  const End steep = near ? End{0, Rational(1) / *near} : End{positive ? 1 : -1, 0};
  const std::optional<Rational>& far = positive ? b.high : b.low;
  const End flat = far && !far->is_zero() ? End{0, Rational(1) / *far} : End{};
  return positive ? std::pair(flat, steep) : std::pair(steep, flat);
}

Range product(const Range& a, const End& low, const End& high, std::optional<Rational> step) {
  const std::array<End, 4> corners = {multiply(low_end(a), low), multiply(low_end(a), high), multiply(high_end(a), low),
                                      multiply(high_end(a), high)};
  End least = corners[0];
  End most = corners[0];
  for (const End& corner : corners) {
    if (below(corner, least)) least = corner;
    if (below(most, corner)) most = corner;
  }
  return Range::between(number_of(least), number_of(most), std::move(step));
}

}  // namespace

Range Range::anything() {
  return between(std::nullopt, std::nullopt, std::nullopt);
}

Range Range::exactly(const Rational& number) {
  return between(number, number, size_of(number));
}

Range Range::between(std::optional<Rational> low, std::optional<Rational> high, std::optional<Rational> step) {
  Range range;
  range.none = false;
  range.low = std::move(low);
  range.high = std::move(high);
  range.step = std::move(step);
  return range;
}

Rational common_step(const Rational& a, const Rational& b) {
  if (a == b) return a;
  Rational x = a;
  Rational y = b;
  while (!y.is_zero()) {
    Rational rest = x - (x / y).floor() * y;
    x = std::exchange(y, std::move(rest));
  }
  return x;
}

Range join(const Range& a, const Range& b) {
  if (a.none) return b;
  if (b.none) return a;
  return Range::between(both(a.low, b.low, least), both(a.high, b.high, greatest), common_step(a.step, b.step));
}

Range widen(const Range& before, const Range& now) {
  if (before.none || now.none) return now;
  Range result = now;
  if (before.step != now.step) result.step.reset();
  if (before.low != now.low) result.low.reset();
  if (before.high != now.high) result.high.reset();
  return result;
}

Range add(const Range& a, const Range& b) {
  if (a.none || b.none) return {};
  return Range::between(both(a.low, b.low, std::plus<>()), both(a.high, b.high, std::plus<>()),
                        common_step(a.step, b.step));
}

Range negate(const Range& a) {
  if (a.none) return {};
  const auto minus = [](const std::optional<Rational>& end) { return end ? std::optional(-*end) : std::nullopt; };
  return Range::between(minus(a.high), minus(a.low), a.step);
}

Range multiply(const Range& a, const Range& b) {
  if (a.none || b.none) return {};
  std::optional<Rational> step = both(a.step, b.step, std::multiplies<>());
  return product(a, low_end(b), high_end(b), step ? kept(*step) : step);
}

Range divide(const Range& a, const Range& b) {
  if (a.none || b.none) return {};
  const auto inverted = inverse(b);
  std::optional<Rational> step;
  if (b.is_constant() && !b.low->is_zero() && a.step) step = kept(*a.step / size_of(*b.low));
  if (!inverted) return Range::between(std::nullopt, std::nullopt, step);
  return product(a, inverted->first, inverted->second, step);
}

Range round(const Range& value, const Range& step, Rounding mode) {
  if (value.none || step.none) return {};
  if (!step.is_constant() || step.low->sign() <= 0) return Range::anything();
  const Rational& to = *step.low;
  const auto rounded = [&](const std::optional<Rational>& end) {
    return end ? std::optional(round_to(*end, to, mode)) : std::nullopt;
  };
  const bool exact = value.step && (*value.step / to).is_whole();
  return Range::between(rounded(value.low), rounded(value.high), exact ? *value.step : to);
}

Range lesser(const Range& a, const Range& b) {
  if (a.none || b.none) return {};
  return Range::between(both(a.low, b.low, least), either(a.high, b.high, least), common_step(a.step, b.step));
}

Range greater(const Range& a, const Range& b) {
  if (a.none || b.none) return {};
  return Range::between(either(a.low, b.low, greatest), both(a.high, b.high, greatest), common_step(a.step, b.step));
}

Range total(const Range& each, const std::optional<Rational>& most) {
  if (each.none) return Range::exactly(0);
  const auto end = [&](const std::optional<Rational>& one, int harmless) -> std::optional<Rational> {
    if (one && one->sign() * harmless >= 0) return Rational(0);
    return one && most ? std::optional(*one * *most) : std::nullopt;
  };
  return Range::between(end(each.low, 1), end(each.high, -1), each.step);
}

}  // namespace mou
