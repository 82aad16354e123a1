// Exact rational numbers: every quantity in the program is one. No rounding happens except in `round_to`.
//
// Small values (64-bit numerator and denominator) are held in place; larger ones in a shared Boost cpp_rational behind
// rational.cpp, the only file that includes Boost.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mou {

struct BigRational;

class Rational {
 public:
  Rational() = default;
  Rational(std::int64_t whole) : numerator_(whole) {}  // NOLINT(google-explicit-constructor)
  // numerator / denominator in lowest terms; the denominator must not be 0.
  static Rational ratio(std::int64_t numerator, std::int64_t denominator);
  // Decimal text: optional sign, digits, optional fraction ("-0.05", "1440", "010" is ten). Nothing else is accepted;
  // at most 200 digits.
  static std::optional<Rational> parse(std::string_view text);

  Rational(const Rational& other);
  Rational(Rational&& other) noexcept;
  Rational& operator=(const Rational& other);
  Rational& operator=(Rational&& other) noexcept;
  ~Rational();

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  // The divisor must not be 0: callers turn that into a fault first.
  friend Rational operator/(const Rational& a, const Rational& b);
  Rational operator-() const;
  Rational& operator+=(const Rational& other) { return *this = *this + other; }
  friend bool operator==(const Rational& a, const Rational& b);
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

  int sign() const;
  bool is_zero() const { return sign() == 0; }
  bool is_whole() const;
  // Largest whole number not above this.
  Rational floor() const;
  // The value when it is whole and fits.
  std::optional<std::int64_t> to_int64() const;

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

 private:
  friend struct BigRational;
  std::int64_t numerator_ = 0;
  // Always positive. 0 marks a big value: numerator_ then holds nothing and big_ is set.
  std::int64_t denominator_ = 1;
  BigRational* big_ = nullptr;
};

Rational least(const Rational& a, const Rational& b);
Rational greatest(const Rational& a, const Rational& b);

// `half_up`: to the nearest multiple, a tie goes up (towards plus infinity), as floor(x / step + 1/2) * step;
// `half_down`: a tie goes down; `up`: to the next multiple not below; `down`: to the next multiple not above.
enum class Rounding { half_up, half_down, up, down };

// The multiple of `step` (> 0) that the mode names.
Rational round_to(const Rational& value, const Rational& step, Rounding mode);

std::string_view rounding_text(Rounding mode);

}  // namespace mou
