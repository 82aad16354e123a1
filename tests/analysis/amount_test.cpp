#include "analysis/amount.h"

#include <gtest/gtest.h>

namespace mou {

namespace {

Type in(const Unit& unit) {
  Type type;
  type.unit = unit;
  return type;
}

const Type dollars = in(Unit::of(dollar_measure));
const Type hours = in(Unit::of(hour_measure));

std::string exact(const Rational& number, const Type& type) {
  return exact_text(Value::of(number), type, Texts());
}

}  // namespace

TEST(Amount, DollarsHaveTheirCentsAndNeverLessThanTheyAre) {
  EXPECT_EQ(exact(85, dollars), "85.00");
  EXPECT_EQ(exact(Rational::ratio(25694, 10), dollars), "2569.40");
  EXPECT_EQ(exact(Rational::ratio(1, 8), dollars), "0.125");
  EXPECT_EQ(exact(Rational::ratio(-5, 4), dollars), "-1.25");
  EXPECT_EQ(exact(20, in(Unit::of(dollar_measure) / Unit::of(hour_measure))), "20.00");
}

TEST(Amount, HoursHaveWhatTheyNeed) {
  EXPECT_EQ(exact(12, hours), "12");
  EXPECT_EQ(exact(Rational::ratio(2067, 100), hours), "20.67");
}

TEST(Amount, AFractionThatDoesNotEndIsWrittenAsOne) {
  EXPECT_EQ(exact(Rational::ratio(22, 7), dollars), "22/7");
  EXPECT_EQ(people_number(Rational::ratio(22000, 7), dollars.unit), "3,142.857143...");
}

TEST(Amount, OtherValuesAreWrittenAsInFactsAndAFaultAsNothing) {
  Texts texts;
  const TextId word = texts.intern("cash");
  EXPECT_EQ(exact_text(Value::text(word), {TypeKind::text, {}}, texts), "cash");
  EXPECT_EQ(exact_text(Value::of(*parse_date("2019-06-30")), {TypeKind::date, {}}, texts), "2019-06-30");
  EXPECT_EQ(exact_text(Value::time(20 * 60), {TypeKind::time, {}}, texts), "20:00");
  EXPECT_EQ(exact_text(Value::truth(false), {TypeKind::truth, {}}, texts), "no");
  EXPECT_EQ(exact_text(Value::fault(0), dollars, texts), "");
}

TEST(Amount, PeopleReadSeparatorsInTheWholePartOnly) {
  EXPECT_EQ(separated("1234567.8901"), "1,234,567.8901");
  EXPECT_EQ(separated("-1000"), "-1,000");
  EXPECT_EQ(separated("-100"), "-100");
  EXPECT_EQ(separated("999"), "999");
  EXPECT_EQ(grouped(41600), "41,600");
}

TEST(Amount, ANameWithoutTitleIsReadAsWords) {
  EXPECT_EQ(title_or_name("", "gross_pay"), "Gross pay");
  EXPECT_EQ(title_or_name("gross_pay", "gross_pay"), "Gross pay");
  EXPECT_EQ(title_or_name("Gross", "gross_pay"), "Gross");
}

}  // namespace mou
