// Dates against the date library.
#include "engine/time/date.h"

#include <date/date.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace mou {

namespace {

rc::Gen<Date> any_date() {
  return rc::gen::map(rc::gen::inRange(first_date.days, last_date.days + 1),
                      [](std::int32_t days) { return Date{days}; });
}

date::year_month_day theirs(Date date) {
  return date::sys_days(date::days(date.days));
}

Date day(std::string_view text) {
  const std::optional<Date> date = parse_date(text);
  EXPECT_TRUE(date.has_value()) << text;
  return date.value_or(Date{});
}

}  // namespace

RC_GTEST_PROP(DateProperty, DaysAndCivilAgreeBothWays, ()) {
  const Date date = *any_date();
  const YearMonthDay ymd = civil(date);
  RC_ASSERT(date::year(ymd.year) / date::month(ymd.month) / date::day(ymd.day) == theirs(date));
  RC_ASSERT(make_date(ymd.year, ymd.month, ymd.day) == date);
  RC_ASSERT(parse_date(date_text(date)) == date);
  RC_ASSERT(static_cast<unsigned>(weekday(date)) == date::weekday(date::sys_days(date::days(date.days))).c_encoding());
}

RC_GTEST_PROP(DateProperty, MakeDateTakesExactlyTheDaysThatExist, ()) {
  const int year = *rc::gen::inRange(1590, 3010);
  const auto month = *rc::gen::inRange<unsigned>(0, 300);
  const auto day_of_month = *rc::gen::inRange<unsigned>(0, 300);
  const bool exists = year >= 1600 && year <= 2999 && month >= 1 && month <= 12 && day_of_month >= 1 &&
                      date::day(day_of_month) <= (date::year(year) / date::month(month) / date::last).day() &&
                      day_of_month <= 31;
  RC_ASSERT(make_date(year, month, day_of_month).has_value() == exists);
}

RC_GTEST_PROP(DateProperty, AddingMonthsKeepsTheDayOrHasNoAnswer, ()) {
  const Date date = *any_date();
  const int months = *rc::gen::inRange(-2000, 2000);
  const date::year_month_day moved = theirs(date) + date::months(months);
  const std::optional<Date> result = add_months(date, months);
  const bool answer = moved.ok() && moved.year() >= date::year(1600) && moved.year() <= date::year(2999);
  RC_ASSERT(result.has_value() == answer);
  if (result) RC_ASSERT(theirs(*result) == moved);
}

// The months completed are those whose anniversaries, counted one by one, have come.
RC_GTEST_PROP(DateProperty, CompletedMonthsAreTheAnniversariesThatCame, ()) {
  const Date since = *any_date();
  const Date on = since + *rc::gen::inRange(-100, 5000);
  int anniversaries = 0;
  for (int months = 1;; ++months) {
    const date::year_month_day anniversary = theirs(since) + date::months(months);
    const date::sys_days came =
        anniversary.ok() ? date::sys_days(anniversary)
                         : date::sys_days(anniversary.year() / anniversary.month() / date::last) + date::days(1);
    if (came.time_since_epoch().count() > on.days) break;
    anniversaries = months;
  }
  RC_ASSERT(completed_months(since, on) == anniversaries);
  RC_ASSERT(completed_years(since, on) == anniversaries / 12);
}

RC_GTEST_PROP(DateProperty, TimesReadBack, ()) {
  const int minutes = *rc::gen::inRange(0, 24 * 60);
  RC_ASSERT(parse_time(time_text(minutes)) == minutes);
}

TEST(Date, TheEdges) {
  EXPECT_EQ(date_text(first_date), "1600-01-01");
  EXPECT_EQ(date_text(last_date), "2999-12-31");
  EXPECT_FALSE(make_date(1599, 12, 31).has_value());
  EXPECT_FALSE(make_date(3000, 1, 1).has_value());
  EXPECT_FALSE(make_date(67536 + 2000, 1, 1).has_value());
  EXPECT_FALSE(make_date(2019, 257, 1).has_value());
  EXPECT_FALSE(make_date(2019, 1, 257).has_value());
  EXPECT_FALSE(add_months(first_date, -1).has_value());
  EXPECT_FALSE(add_months(last_date, 2'000'000'000).has_value());
}

TEST(Date, ReadsIsoTextAndNothingElse) {
  EXPECT_EQ(parse_date("2020-02-29"), make_date(2020, 2, 29));
  for (const char* bad :
       {"", "2019-02-29", "2019-2-9", "2019-13-01", "2019-00-10", "2019-01-00", "19-01-01", "2019/01/01", "2019-01-01 ",
        " 2019-01-1", "2019-01-0a", "+019-01-01", "2019-01--1", "01-01-2019"}) {
    EXPECT_FALSE(parse_date(bad).has_value()) << bad;
  }
}

TEST(Date, ReadsTimesOfADay) {
  EXPECT_EQ(parse_time("00:00"), 0);
  EXPECT_EQ(parse_time("23:59"), 1439);
  for (const char* bad : {"", "24:00", "12:60", "7:00", "07:0", "07.00", "07:00 ", "-7:00", "0a:00", "007:0"}) {
    EXPECT_FALSE(parse_time(bad).has_value()) << bad;
  }
}

TEST(Date, MonthsWithoutASingleAnswerHaveNone) {
  EXPECT_FALSE(add_months(day("2019-01-31"), 1).has_value());
  EXPECT_FALSE(add_months(day("2020-02-29"), 12).has_value());
  EXPECT_EQ(add_months(day("2020-02-29"), 48), day("2024-02-29"));
  EXPECT_EQ(add_months(day("2019-01-31"), -1), day("2018-12-31"));
}

TEST(Date, AnniversariesOfTheLeapDay) {
  EXPECT_EQ(completed_years(day("2016-02-29"), day("2019-02-28")), 2);
  EXPECT_EQ(completed_years(day("2016-02-29"), day("2019-03-01")), 3);
  EXPECT_EQ(completed_years(day("2016-02-29"), day("2020-02-28")), 3);
  EXPECT_EQ(completed_years(day("2016-02-29"), day("2020-02-29")), 4);
  EXPECT_EQ(completed_years(day("2016-02-29"), day("2010-01-01")), 0);
  EXPECT_EQ(completed_months(day("2019-01-31"), day("2019-02-28")), 0);
  EXPECT_EQ(completed_months(day("2019-01-31"), day("2019-03-01")), 1);
}

TEST(Date, Names) {
  EXPECT_EQ(weekday_text(weekday(day("2018-10-07"))), "Sunday");
  EXPECT_EQ(weekday_text(weekday(day("2019-02-06"))), "Wednesday");
  EXPECT_EQ(month_text(1), "January");
  EXPECT_EQ(month_text(12), "December");
}

}  // namespace mou
