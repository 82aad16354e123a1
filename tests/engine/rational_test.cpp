// Exact numbers against Boost, whose cpp_rational is the independent arithmetic here.
#include "engine/number/rational.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <vector>

namespace mou {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

// A number in both arithmetics.
struct Pair {
  Rational ours;
  cpp_rational theirs;
};

std::string text_of(const cpp_rational& value) {
  const cpp_int bottom = boost::multiprecision::denominator(value);
  const std::string top = cpp_int(boost::multiprecision::numerator(value)).str();
  return bottom == 1 ? top : top + "/" + bottom.str();
}

std::ostream& operator<<(std::ostream& out, const Pair& pair) {
  return out << text_of(pair.theirs);
}

// "n/d" of ours through the parts, so that it does not rest on how decimals are written.
std::string text_of(const Rational& value) {
  return value.is_whole() ? value.numerator().text() : value.numerator().text() + "/" + value.denominator().text();
}

// Whole numbers of every size, with the edges of 64 bits among them.
rc::Gen<std::int64_t> part() {
  return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-20, 21), rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000),
                        rc::gen::arbitrary<std::int64_t>(),
                        rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                                     [](std::uint64_t bits) { return static_cast<std::int64_t>(bits); }),
                        rc::gen::element(lowest, lowest + 1, highest, highest - 1, std::int64_t{1} << 62,
                                         std::int64_t{1} << 32, std::int64_t{10'000'000}));
}

rc::Gen<Pair> small_pair() {
  return rc::gen::map(rc::gen::pair(part(), rc::gen::suchThat(part(), [](std::int64_t n) { return n != 0; })),
                      [](const auto& parts) {
                        return Pair{Rational::ratio(parts.first, parts.second),
                                    cpp_rational(cpp_int(parts.first)) / cpp_rational(cpp_int(parts.second))};
                      });
}

// Also numbers that do not fit in place.
rc::Gen<Pair> any_pair() {
  const auto product = rc::gen::map(rc::gen::pair(small_pair(), small_pair()), [](const auto& two) {
    return Pair{two.first.ours * two.second.ours, two.first.theirs * two.second.theirs};
  });
  return rc::gen::oneOf(small_pair(), product);
}

void expect_same(const Rational& ours, const cpp_rational& theirs) {
  RC_ASSERT(text_of(ours) == text_of(theirs));
}

cpp_int floor_of(const cpp_rational& value) {
  cpp_int quotient;
  cpp_int remainder;
  const cpp_int bottom = boost::multiprecision::denominator(value);
  boost::multiprecision::divide_qr(cpp_int(boost::multiprecision::numerator(value)), bottom, quotient, remainder);
  return remainder < 0 ? quotient - 1 : quotient;
}

}  // namespace

RC_GTEST_PROP(RationalProperty, ArithmeticIsExact, ()) {
  const Pair a = *any_pair();
  const Pair b = *any_pair();
  expect_same(a.ours + b.ours, a.theirs + b.theirs);
  expect_same(a.ours - b.ours, a.theirs - b.theirs);
  expect_same(a.ours * b.ours, a.theirs * b.theirs);
  expect_same(-a.ours, -a.theirs);
  if (!b.ours.is_zero()) expect_same(a.ours / b.ours, a.theirs / b.theirs);
}

RC_GTEST_PROP(RationalProperty, OrderAndSignAreExact, ()) {
  const Pair a = *any_pair();
  const Pair b = *any_pair();
  RC_ASSERT((a.ours < b.ours) == (a.theirs.compare(b.theirs) < 0));
  RC_ASSERT((a.ours > b.ours) == (a.theirs.compare(b.theirs) > 0));
  RC_ASSERT((a.ours == b.ours) == (a.theirs.compare(b.theirs) == 0));
  RC_ASSERT(a.ours.sign() == a.theirs.sign());
  RC_ASSERT(least(a.ours, b.ours) <= greatest(a.ours, b.ours));
}

RC_GTEST_PROP(RationalProperty, AValueHasOneForm, ()) {
  const Pair a = *any_pair();
  const Pair b = *any_pair();
  const Rational back = a.ours + b.ours - b.ours;
  RC_ASSERT(back == a.ours);
  RC_ASSERT(back.hash() == a.ours.hash());
  RC_ASSERT(back.to_int64() == a.ours.to_int64());
}

RC_GTEST_PROP(RationalProperty, FloorIsTheLargestWholeNotAbove, ()) {
  const Pair a = *any_pair();
  expect_same(a.ours.floor(), cpp_rational(floor_of(a.theirs)));
}

RC_GTEST_PROP(RationalProperty, EveryModeRoundsAsItsDefinition, ()) {
  const Pair value = *rc::gen::oneOf(
      any_pair(), rc::gen::map(rc::gen::inRange(-100000, 100000), [](int eighths) {
        return Pair{Rational::ratio(eighths, 8), cpp_rational(cpp_int(eighths)) / cpp_rational(cpp_int(8))};
      }));
  const auto [n, d] = *rc::gen::element(std::pair(1, 1), std::pair(1, 100), std::pair(1, 4), std::pair(5, 1),
                                        std::pair(3, 7), std::pair(1, 10));
  const Rational step = Rational::ratio(n, d);
  const cpp_rational their_step = cpp_rational(cpp_int(n)) / cpp_rational(cpp_int(d));
  const cpp_rational steps = value.theirs / their_step;
  const cpp_rational half = cpp_rational(cpp_int(1)) / cpp_rational(cpp_int(2));
  const auto whole = [&](const cpp_int& count) { return cpp_rational(count) * their_step; };
  expect_same(round_to(value.ours, step, Rounding::down), whole(floor_of(steps)));
  expect_same(round_to(value.ours, step, Rounding::up), whole(-floor_of(-steps)));
  expect_same(round_to(value.ours, step, Rounding::half_up), whole(floor_of(steps + half)));
  expect_same(round_to(value.ours, step, Rounding::half_down), whole(-floor_of(half - steps)));
}

RC_GTEST_PROP(RationalProperty, TextReadsBack, ()) {
  const Pair a = *any_pair();
  const std::string text = a.ours.text();
  const std::size_t slash = text.find('/');
  RC_ASSERT((slash == std::string::npos) == (a.ours.decimals() >= 0));
  // parse() takes at most 200 digits.
  RC_PRE(text.size() <= 200U);
  const auto top = Rational::parse(text.substr(0, slash));
  RC_ASSERT(top.has_value());
  if (slash == std::string::npos) {
    RC_ASSERT(*top == a.ours);
  } else {
    RC_ASSERT(*top / *Rational::parse(text.substr(slash + 1)) == a.ours);
  }
}

RC_GTEST_PROP(RationalProperty, FixedIsWithinHalfAUnitOfTheLastPlace, ()) {
  const Pair a = *small_pair();
  const int decimals = *rc::gen::inRange(0, 7);
  const std::string text = a.ours.fixed(decimals);
  const auto shown = Rational::parse(text);
  RC_ASSERT(shown.has_value());
  Rational unit = 1;
  for (int i = 0; i < decimals; ++i) unit = unit / 10;
  const Rational off = *shown - a.ours;
  RC_ASSERT(off <= unit / 2);
  RC_ASSERT(-off < unit / 2);
  const std::size_t point = text.find('.');
  RC_ASSERT((point == std::string::npos ? 0 : text.size() - point - 1) == static_cast<std::size_t>(decimals));
}

RC_GTEST_PROP(RationalProperty, CopiesAndMovesKeepTheValue, ()) {
  std::vector<Pair> values = *rc::gen::container<std::vector<Pair>>(3, any_pair());
  std::vector<Rational> copies;
  for (const Pair& pair : values) copies.push_back(pair.ours);
  copies[0] = copies[1];
  Rational moved = std::move(copies[1]);
  copies[1] = copies[2];
  const Rational& self = copies[2];
  copies[2] = self;
  expect_same(copies[0], values[1].theirs);
  expect_same(moved, values[1].theirs);
  expect_same(copies[1], values[2].theirs);
  expect_same(copies[2], values[2].theirs);
  moved += copies[0];
  expect_same(moved, values[1].theirs + values[1].theirs);
}

TEST(Rational, TheEdgesOf64Bits) {
  EXPECT_EQ((-Rational(lowest)).text(), "9223372036854775808");
  EXPECT_EQ((Rational(lowest) / -1).text(), "9223372036854775808");
  EXPECT_EQ((-Rational(lowest) - 1).to_int64(), highest);
  EXPECT_EQ((Rational(lowest) - 1 + 1).to_int64(), lowest);
  EXPECT_EQ(Rational(lowest) / lowest, Rational(1));
  EXPECT_EQ(Rational::ratio(lowest, lowest), Rational(1));
  EXPECT_EQ(Rational::ratio(1, lowest).text().substr(0, 12), "-0.000000000");
  EXPECT_EQ((Rational(lowest) * lowest).text(), "85070591730234615865843651857942052864");
  EXPECT_EQ((Rational(highest) * highest / highest).to_int64(), highest);
  EXPECT_FALSE((Rational(highest) + 1).to_int64().has_value());
  EXPECT_TRUE((Rational(highest) + 1).is_whole());
}

TEST(Rational, ReadsDecimalsAndNothingElse) {
  EXPECT_EQ(Rational::parse("-0.05"), Rational::ratio(-1, 20));
  EXPECT_EQ(Rational::parse("1440"), Rational(1440));
  EXPECT_EQ(Rational::parse("010"), Rational(10));
  EXPECT_EQ(Rational::parse("+2.50"), Rational::ratio(5, 2));
  EXPECT_EQ(Rational::parse("00000000000000000000000007.5"), Rational::ratio(15, 2));
  EXPECT_EQ(Rational::parse("9223372036854775808"), -Rational(lowest));
  EXPECT_EQ(Rational::parse("0.000000000000000000001")->text(), "0.000000000000000000001");
  EXPECT_TRUE(Rational::parse(std::string(200, '9')).has_value());
  EXPECT_FALSE(Rational::parse(std::string(201, '9')).has_value());
  for (const char* bad : {"", "-", "+", ".", ".5", "5.", "-.5", "1.2.3", "1e3", "1,000", " 1", "1 ", "--1", "+-1",
                          "0x10", "1/2", "\xD9\xA3", "111111111111111111111111x", "1.-5"}) {
    EXPECT_FALSE(Rational::parse(bad).has_value()) << bad;
  }
}

TEST(Rational, Writes) {
  EXPECT_EQ(Rational::ratio(2067, 100).text(), "20.67");
  EXPECT_EQ(Rational(-3).text(), "-3");
  EXPECT_EQ(Rational::ratio(22, 7).text(), "22/7");
  EXPECT_EQ(Rational::ratio(-22, 7).text(), "-22/7");
  EXPECT_EQ(Rational::ratio(-1, 1024).text(), "-0.0009765625");
  EXPECT_EQ(Rational::ratio(-1, 1024).decimals(), 10);
  EXPECT_EQ(Rational::ratio(1, 3).decimals(), -1);
  EXPECT_EQ(Rational::ratio(1, 3).fixed(2), "0.33");
  EXPECT_EQ(Rational::ratio(5, 1000).fixed(2), "0.01");
  EXPECT_EQ(Rational::ratio(-5, 1000).fixed(2), "0.00");
  EXPECT_EQ(Rational::ratio(-15, 1000).fixed(2), "-0.01");
  EXPECT_EQ(Rational(1092727).fixed(2), "1092727.00");
  EXPECT_EQ(Rational::ratio(-25, 2).fixed(0), "-12");
}

TEST(Rational, TiesGoWhereTheModeSays) {
  const Rational cent = Rational::ratio(1, 100);
  const auto rounded = [&](std::int64_t tenths_of_cents, Rounding mode) {
    return round_to(Rational::ratio(tenths_of_cents, 1000), cent, mode).text();
  };
  EXPECT_EQ(rounded(10005, Rounding::half_up), "10.01");
  EXPECT_EQ(rounded(10005, Rounding::half_down), "10");
  EXPECT_EQ(rounded(-10005, Rounding::half_up), "-10");
  EXPECT_EQ(rounded(-10005, Rounding::half_down), "-10.01");
  EXPECT_EQ(rounded(10001, Rounding::up), "10.01");
  EXPECT_EQ(rounded(-10001, Rounding::up), "-10");
  EXPECT_EQ(rounded(10009, Rounding::down), "10");
  EXPECT_EQ(rounded(-10001, Rounding::down), "-10.01");
  EXPECT_EQ(rounding_text(Rounding::half_up), "half up");
}

// 1,000,000 dollars of payroll raised by 3% three times.
TEST(Rational, ThreeRaisesOfThreePercent) {
  Rational payroll = 1'000'000;
  for (int year = 0; year < 3; ++year) payroll = payroll * *Rational::parse("1.03");
  EXPECT_EQ(payroll, Rational(1'092'727));
}

}  // namespace mou
