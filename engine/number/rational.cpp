#include "engine/number/rational.h"

#include <algorithm>
#include <atomic>
#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>
#include <limits>
#include <numeric>

namespace mou {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

// Wide enough for every product of two in-place parts and for the sum of two such products: 2 * 2^63 * (2^63 - 1).
__extension__ using Wide = __int128;

constexpr std::int64_t least_int64 = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest_int64 = std::numeric_limits<std::int64_t>::max();

bool fits(Wide value) {
  return value >= least_int64 && value <= greatest_int64;
}

std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

// The greatest common divisor of any value and a positive one.
std::int64_t common_divisor(std::int64_t a, std::int64_t positive) {
  return static_cast<std::int64_t>(std::gcd(magnitude(a), static_cast<std::uint64_t>(positive)));
}

// Division in 128 bits is a call of a library; most values fit in 64.
Wide divide_wide(Wide value, std::int64_t by) {
  if (by == 1) return value;
  return fits(value) ? static_cast<std::int64_t>(value) / by : value / by;
}

std::int64_t remainder_wide(Wide value, std::int64_t by) {
  return fits(value) ? static_cast<std::int64_t>(value) % by : static_cast<std::int64_t>(value % by);
}

Wide floor_divide(Wide numerator, Wide denominator) {
  const bool narrow = fits(numerator) && fits(denominator);
  const Wide quotient =
      narrow ? static_cast<std::int64_t>(numerator) / static_cast<std::int64_t>(denominator) : numerator / denominator;
  return quotient * denominator > numerator ? quotient - 1 : quotient;
}

cpp_int power_of_ten(int exponent) {
  return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(exponent));
}

// "-12.034" from the digits of the value times 10^decimals.
std::string place_point(bool negative, std::string digits, int decimals) {
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  if (negative) digits.insert(0, 1, '-');
  return digits;
}

}  // namespace

// A value that does not fit in place, shared by the copies of it.
struct BigRational {
  cpp_rational value;
  std::atomic<std::uint32_t> owners{1};

  static_assert(sizeof(BigRational*) <= sizeof(std::int64_t));

  static const BigRational& of(const Rational& holder) { return *pointer(holder); }

  static BigRational* pointer(const Rational& holder) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): a Rational keeps the address where small values keep the numerator.
    return reinterpret_cast<BigRational*>(static_cast<std::intptr_t>(holder.numerator_));
  }

  static cpp_rational widen(const Rational& a) {
    if (a.is_big()) return of(a).value;
    return cpp_rational(cpp_int(a.numerator_), cpp_int(a.denominator_));
  }

  // The canonical form: in place when both parts fit.
  static Rational make(const cpp_rational& value) {
    const cpp_int numerator = boost::multiprecision::numerator(value);
    const cpp_int denominator = boost::multiprecision::denominator(value);
    if (numerator >= least_int64 && numerator <= greatest_int64 && denominator <= greatest_int64) {
      return {static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
    }
    Rational result;
    result.numerator_ = static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(new BigRational{value}));
    result.denominator_ = 0;
    return result;
  }

  static Rational make(Wide numerator, Wide denominator) {
    if (fits(numerator) && fits(denominator)) {
      return {static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
    }
    return make(cpp_rational(cpp_int(numerator), cpp_int(denominator)));
  }

  // In lowest terms, of a value in place.
  static Rational lowest(const Rational& a) {
    if (a.denominator_ == 1) return a;
    const std::int64_t common = common_divisor(a.numerator_, a.denominator_);
    return {a.numerator_ / common, a.denominator_ / common};
  }

  // a + b for factor 1, a - b for factor -1, both in place.
  static Rational sum(const Rational& a, const Rational& b, int factor) {
    const Wide top =
        static_cast<Wide>(a.numerator_) * b.denominator_ + factor * (static_cast<Wide>(b.numerator_) * a.denominator_);
    const Wide bottom = static_cast<Wide>(a.denominator_) * b.denominator_;
    if (fits(top) && fits(bottom)) return {static_cast<std::int64_t>(top), static_cast<std::int64_t>(bottom)};
    return lowest_sum(lowest(a), lowest(b), factor);
  }

  // The number of whole steps in a value, as the mode counts them; all in place.
  static Wide count_steps(const Rational& value, const Rational& step, Rounding mode) {
    const Wide top = static_cast<Wide>(value.numerator_) * step.denominator_;
    const Wide bottom = static_cast<Wide>(value.denominator_) * step.numerator_;
    const Wide below = floor_divide(top, bottom);
    const Wide rest = top - below * bottom;
    switch (mode) {
      case Rounding::half_up:
        return rest >= bottom - rest ? below + 1 : below;
      case Rounding::half_down:
        return rest > bottom - rest ? below + 1 : below;
      case Rounding::up:
        return rest > 0 ? below + 1 : below;
      case Rounding::down:
        return below;
    }
    __builtin_unreachable();
  }

  static Rational round(const Rational& value, const Rational& step, Rounding mode) {
    if (value.is_big() || step.is_big()) return round_big(value, step, mode);
    return make(count_steps(value, step, mode), 1) * step;
  }

 private:
  // Of values in lowest terms. Knuth, The Art of Computer Programming, 4.5.1: the only factors that can cancel are
  // those the denominators have in common.
  static Rational lowest_sum(const Rational& a, const Rational& b, int factor) {
    const std::int64_t common = std::gcd(a.denominator_, b.denominator_);
    const std::int64_t a_rest = a.denominator_ / common;
    const std::int64_t b_rest = b.denominator_ / common;
    const Wide top = static_cast<Wide>(a.numerator_) * b_rest + factor * (static_cast<Wide>(b.numerator_) * a_rest);
    const std::int64_t shared = std::gcd(remainder_wide(top, common), common);
    return make(divide_wide(top, shared), static_cast<Wide>(a_rest) * (b.denominator_ / shared));
  }

  static Rational round_big(const Rational& value, const Rational& step, Rounding mode) {
    static const Rational half = Rational::ratio(1, 2);
    const Rational steps = value / step;
    switch (mode) {
      case Rounding::half_up:
        return (steps + half).floor() * step;
      case Rounding::half_down:
        return -(half - steps).floor() * step;
      case Rounding::up:
        return -(-steps).floor() * step;
      case Rounding::down:
        return steps.floor() * step;
    }
    __builtin_unreachable();
  }
};

void Rational::share() const {
  BigRational::pointer(*this)->owners.fetch_add(1, std::memory_order_relaxed);
}

void Rational::release() {
  BigRational* big = BigRational::pointer(*this);
  if (big->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete big;
}

int Rational::big_sign() const {
  return BigRational::of(*this).value.sign();
}

bool Rational::big_is_whole() const {
  return boost::multiprecision::denominator(BigRational::of(*this).value) == 1;
}

std::size_t Rational::big_bits() const {
  const cpp_rational& value = BigRational::of(*this).value;
  const cpp_int numerator = abs(boost::multiprecision::numerator(value));
  return std::max<std::size_t>(msb(boost::multiprecision::denominator(value)), numerator == 0 ? 0 : msb(numerator)) + 1;
}

std::optional<Rational> Rational::parse(std::string_view text) {
  constexpr std::size_t most_digits = 200;
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::size_t whole_digits = std::min(point, text.size());
  const std::size_t decimals = point == std::string_view::npos ? 0 : text.size() - point - 1;
  if (whole_digits == 0 || (point != std::string_view::npos && decimals == 0)) return std::nullopt;
  if (whole_digits + decimals > most_digits) return std::nullopt;

  // 18 digits always fit in 64 bits, and so does their power of ten.
  const bool in_place = whole_digits + decimals <= 18;
  std::int64_t small = 0;
  std::int64_t scale = 1;
  cpp_int big;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    if (in_place) {
      small = small * 10 + (text[i] - '0');
      if (i > whole_digits) scale *= 10;
    } else {
      big = big * 10 + (text[i] - '0');
    }
  }
  if (in_place) return ratio(negative ? -small : small, scale);
  if (negative) big = -big;
  return BigRational::make(cpp_rational(big, power_of_ten(static_cast<int>(decimals))));
}

Rational Rational::add(const Rational& a, const Rational& b) {
  if (a.is_big() || b.is_big()) return BigRational::make(BigRational::widen(a) + BigRational::widen(b));
  return BigRational::sum(a, b, 1);
}

Rational Rational::subtract(const Rational& a, const Rational& b) {
  if (a.is_big() || b.is_big()) return BigRational::make(BigRational::widen(a) - BigRational::widen(b));
  return BigRational::sum(a, b, -1);
}

Rational Rational::multiply(const Rational& any_a, const Rational& any_b) {
  if (any_a.is_big() || any_b.is_big()) return BigRational::make(BigRational::widen(any_a) * BigRational::widen(any_b));
  const Rational a = BigRational::lowest(any_a);
  const Rational b = BigRational::lowest(any_b);
  const std::int64_t cross1 = common_divisor(a.numerator_, b.denominator_);
  const std::int64_t cross2 = common_divisor(b.numerator_, a.denominator_);
  return BigRational::make(static_cast<Wide>(a.numerator_ / cross1) * (b.numerator_ / cross2),
                           static_cast<Wide>(a.denominator_ / cross2) * (b.denominator_ / cross1));
}

Rational Rational::divide(const Rational& any_a, const Rational& any_b) {
  assert(!any_b.is_zero());
  const bool any_big = any_a.is_big() || any_b.is_big() || any_b.numerator_ == least_int64;
  if (any_big) return BigRational::make(BigRational::widen(any_a) / BigRational::widen(any_b));
  const Rational a = BigRational::lowest(any_a);
  const Rational b = BigRational::lowest(any_b);
  // A divisor below 0 lends its sign to the dividend.
  const std::int64_t divisor = b.numerator_ < 0 ? -b.numerator_ : b.numerator_;
  const std::int64_t tops = common_divisor(a.numerator_, divisor);
  const std::int64_t bottoms = std::gcd(a.denominator_, b.denominator_);
  const Wide top = static_cast<Wide>(a.numerator_ / tops) * (b.denominator_ / bottoms);
  const Wide bottom = static_cast<Wide>(a.denominator_ / bottoms) * (divisor / tops);
  return BigRational::make(b.numerator_ < 0 ? -top : top, bottom);
}

Rational Rational::operator-() const {
  if (is_big()) return BigRational::make(-BigRational::of(*this).value);
  return BigRational::make(-static_cast<Wide>(numerator_), denominator_);
}

int Rational::compare(const Rational& a, const Rational& b) {
  if (a.is_big() || b.is_big()) return BigRational::widen(a).compare(BigRational::widen(b));
  const Wide left = static_cast<Wide>(a.numerator_) * b.denominator_;
  const Wide right = static_cast<Wide>(b.numerator_) * a.denominator_;
  return (left > right) - (left < right);
}

Rational Rational::floor() const {
  if (denominator_ == 1) return *this;
  if (!is_big()) return static_cast<std::int64_t>(floor_divide(numerator_, denominator_));
  const cpp_rational& value = BigRational::of(*this).value;
  const cpp_int top = boost::multiprecision::numerator(value);
  const cpp_int bottom = boost::multiprecision::denominator(value);
  cpp_int quotient = top / bottom;
  if (quotient * bottom > top) --quotient;
  return BigRational::make(cpp_rational(quotient));
}

std::optional<std::int64_t> Rational::to_int64() const {
  if (denominator_ == 1) return numerator_;
  if (is_big() || numerator_ % denominator_ != 0) return std::nullopt;
  return numerator_ / denominator_;
}

Rational Rational::numerator() const {
  if (!is_big()) return BigRational::lowest(*this).numerator_;
  return BigRational::make(cpp_rational(boost::multiprecision::numerator(BigRational::of(*this).value)));
}

Rational Rational::denominator() const {
  if (!is_big()) return BigRational::lowest(*this).denominator_;
  return BigRational::make(cpp_rational(boost::multiprecision::denominator(BigRational::of(*this).value)));
}

int Rational::decimals() const {
  if (denominator_ == 1) return 0;
  cpp_int rest = boost::multiprecision::denominator(BigRational::widen(*this));
  int twos = 0;
  int fives = 0;
  for (; rest % 2 == 0; rest /= 2) ++twos;
  for (; rest % 5 == 0; rest /= 5) ++fives;
  return rest == 1 ? std::max(twos, fives) : -1;
}

std::string Rational::text() const {
  if (denominator_ == 1) return std::to_string(numerator_);
  const int places = decimals();
  const cpp_rational value = BigRational::widen(*this);
  const cpp_int top = boost::multiprecision::numerator(value);
  const cpp_int bottom = boost::multiprecision::denominator(value);
  if (places < 0) return top.str() + "/" + bottom.str();
  const cpp_int digits = boost::multiprecision::abs(top) * power_of_ten(places) / bottom;
  return place_point(top < 0, digits.str(), places);
}

std::string Rational::fixed(int decimals) const {
  assert(decimals >= 0);
  const cpp_rational shown = BigRational::widen(
      round_to(*this * BigRational::make(cpp_rational(power_of_ten(decimals))), Rational(1), Rounding::half_up));
  const cpp_int digits = boost::multiprecision::numerator(shown);
  return place_point(digits < 0, cpp_int(boost::multiprecision::abs(digits)).str(), decimals);
}

std::size_t Rational::hash() const {
  if (is_big()) return std::hash<std::string>()(BigRational::of(*this).value.str());
  const Rational lowest = BigRational::lowest(*this);
  const std::size_t top = std::hash<std::int64_t>()(lowest.numerator_);
  return top ^ (std::hash<std::int64_t>()(lowest.denominator_) + 0x9e3779b97f4a7c15U + (top << 6U) + (top >> 2U));
}

Rational least(const Rational& a, const Rational& b) {
  return b < a ? b : a;
}

Rational greatest(const Rational& a, const Rational& b) {
  return a < b ? b : a;
}

Rational round_to(const Rational& value, const Rational& step, Rounding mode) {
  assert(step.sign() > 0);
  return BigRational::round(value, step, mode);
}

std::string_view rounding_text(Rounding mode) {
  switch (mode) {
    case Rounding::half_up:
      return "half up";
    case Rounding::half_down:
      return "half down";
    case Rounding::up:
      return "up";
    case Rounding::down:
      return "down";
  }
  __builtin_unreachable();
}

}  // namespace mou
