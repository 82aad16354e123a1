// Exact rational numbers: every quantity in the program is one. No rounding happens except in `round_to`.
//
// A value whose lowest terms fit in two 64-bit integers is held in place, any other in a shared Boost cpp_rational
// behind rational.cpp, the only file that includes Boost. A value that fits is never held big. In place it is not
// brought to lowest terms until it would not fit without: most values are rounded, or compared, long before.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mou {

struct BigRational;

class Rational {
 public:
  Rational() = default;
  Rational(std::int64_t whole) : numerator_(whole) {}  // NOLINT(google-explicit-constructor)
  // numerator / denominator; the denominator must not be 0.
  static Rational ratio(std::int64_t numerator, std::int64_t denominator) {
    return denominator > 0 ? Rational(numerator, denominator) : Rational(numerator) / Rational(denominator);
  }
  // Decimal text: optional sign, digits, optional fraction ("-0.05", "1440", "010" is ten). Nothing else is accepted;
  // at most 200 digits.
  static std::optional<Rational> parse(std::string_view text);

  Rational(const Rational& other) : numerator_(other.numerator_), denominator_(other.denominator_) {
    if (is_big()) share();
  }
  Rational(Rational&& other) noexcept : numerator_(other.numerator_), denominator_(other.denominator_) {
    other.numerator_ = 0;
    other.denominator_ = 1;
  }
  Rational& operator=(const Rational& other) {
    if (other.is_big()) other.share();
    if (is_big()) release();
    numerator_ = other.numerator_;
    denominator_ = other.denominator_;
    return *this;
  }
  Rational& operator=(Rational&& other) noexcept {
    std::swap(numerator_, other.numerator_);
    std::swap(denominator_, other.denominator_);
    return *this;
  }
  ~Rational() {
    if (is_big()) release();
  }

  friend Rational operator+(const Rational& a, const Rational& b) {
    std::int64_t sum = 0;
    const bool added = alike_in_place(a, b) && !__builtin_add_overflow(a.numerator_, b.numerator_, &sum);
    return added ? Rational(sum, a.denominator_) : add(a, b);
  }
  friend Rational operator-(const Rational& a, const Rational& b) {
    std::int64_t difference = 0;
    const bool taken = alike_in_place(a, b) && !__builtin_sub_overflow(a.numerator_, b.numerator_, &difference);
    return taken ? Rational(difference, a.denominator_) : subtract(a, b);
  }
  friend Rational operator*(const Rational& a, const Rational& b) {
    std::int64_t top = 0;
    std::int64_t bottom = 0;
    const bool fits = !__builtin_mul_overflow(a.numerator_, b.numerator_, &top) &&
                      !__builtin_mul_overflow(a.denominator_, b.denominator_, &bottom);
    return fits && bottom != 0 ? Rational(top, bottom) : multiply(a, b);
  }
  // The divisor must not be 0: callers turn that into a fault first.
  friend Rational operator/(const Rational& a, const Rational& b) {
    std::int64_t top = 0;
    std::int64_t bottom = 0;
    const bool fits = !__builtin_mul_overflow(a.numerator_, b.denominator_, &top) &&
                      !__builtin_mul_overflow(a.denominator_, b.numerator_, &bottom);
    return fits && bottom > 0 && !b.is_big() ? Rational(top, bottom) : divide(a, b);
  }
  Rational operator-() const;
  Rational& operator+=(const Rational& other) { return *this = *this + other; }

  friend bool operator==(const Rational& a, const Rational& b) {
    return alike_in_place(a, b) ? a.numerator_ == b.numerator_ : compare(a, b) == 0;
  }
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    return alike_in_place(a, b) ? a.numerator_ <=> b.numerator_ : compare(a, b) <=> 0;
  }

  int sign() const { return is_big() ? big_sign() : (numerator_ > 0) - (numerator_ < 0); }
  bool is_zero() const { return numerator_ == 0; }
  bool is_whole() const { return denominator_ == 1 || (is_big() ? big_is_whole() : numerator_ % denominator_ == 0); }
  // Largest whole number not above this.
  Rational floor() const;
  // The value when it is whole and fits.
  std::optional<std::int64_t> to_int64() const;

  // In lowest terms; the denominator is always positive.
  Rational numerator() const;
  Rational denominator() const;
  // Decimal text when the fraction ends ("20.67", "-3"), else "n/d" ("22/7"). Exact, reads back with parse() or as a
  // ratio.
  std::string text() const;
  // Decimal text with exactly `decimals` digits, rounded half up for display only.
  std::string fixed(int decimals) const;
  // Digits after the point that are needed to write the value exactly; -1 when the fraction does not end.
  int decimals() const;
  std::size_t hash() const;
  // Binary digits of the longer of numerator and denominator; 64 for every value held in place.
  std::size_t bits() const { return is_big() ? big_bits() : 64; }

 private:
  friend struct BigRational;

  Rational(std::int64_t top, std::int64_t bottom) : numerator_(top), denominator_(bottom) {}
  bool is_big() const { return denominator_ == 0; }
  // Whether both are held in place over the same denominator.
  static bool alike_in_place(const Rational& a, const Rational& b) {
    return a.denominator_ == b.denominator_ && !a.is_big();
  }
  static Rational add(const Rational& a, const Rational& b);
  static Rational subtract(const Rational& a, const Rational& b);
  static Rational multiply(const Rational& a, const Rational& b);
  static Rational divide(const Rational& a, const Rational& b);
  // Negative, 0 or positive.
  static int compare(const Rational& a, const Rational& b);
  void share() const;
  void release();
  int big_sign() const;
  bool big_is_whole() const;
  std::size_t big_bits() const;

  // The numerator; for a big value the address of its BigRational, which is never 0.
  std::int64_t numerator_ = 0;
  // Always positive; it may have factors in common with the numerator. 0 marks a big value.
  std::int64_t denominator_ = 1;
};

Rational least(const Rational& a, const Rational& b);
Rational greatest(const Rational& a, const Rational& b);

// `half_up`: to the nearest multiple, a tie goes up (towards plus infinity), as floor(x / step + 1/2) * step;
// `half_down`: a tie goes down; `up`: to the next multiple not below; `down`: to the next multiple not above.
enum class Rounding { half_up, half_down, up, down };

// The multiple of `step` (> 0) that the mode names.
Rational round_to(const Rational& value, const Rational& step, Rounding mode);

// "half up", "half down", "up", "down".
std::string_view rounding_text(Rounding mode);

}  // namespace mou

template <>
struct std::hash<mou::Rational> {
  std::size_t operator()(const mou::Rational& value) const noexcept { return value.hash(); }
};
