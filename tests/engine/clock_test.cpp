#include "engine/time/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace mou {

namespace {

Date day(std::string_view text) {
  const std::optional<Date> date = parse_date(text);
  EXPECT_TRUE(date.has_value()) << text;
  return date.value_or(Date{});
}

Clock clock_of(ClockKind kind) {
  Clock clock;
  clock.kind = kind;
  return clock;
}

// The city's pay periods: 14 days from 2018-10-07, paid on the Thursday after.
Clock pay_periods() {
  Clock clock = clock_of(ClockKind::every);
  clock.days = 14;
  clock.anchor = day("2018-10-07");
  clock.pay_delay = 5;
  return clock;
}

rc::Gen<Date> any_date() {
  return rc::gen::map(rc::gen::inRange(first_date.days + 800, last_date.days - 800),
                      [](std::int32_t days) { return Date{days}; });
}

rc::Gen<Clock> any_endless_clock() {
  const auto stretches = rc::gen::map(rc::gen::pair(rc::gen::inRange(1, 400), any_date()), [](const auto& parts) {
    Clock clock = clock_of(ClockKind::every);
    clock.days = parts.first;
    clock.anchor = parts.second;
    return clock;
  });
  const auto others = rc::gen::map(
      rc::gen::element(ClockKind::day, ClockKind::month, ClockKind::calendar_year, ClockKind::fiscal_year), clock_of);
  return rc::gen::oneOf(stretches, others);
}

// Days chosen at random from about half a year.
std::set<Date> any_days() {
  const auto offsets = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 180));
  std::set<Date> days;
  for (const int offset : offsets) days.insert(Date{18000 + offset});
  return days;
}

Clock clock_choosing(const std::set<Date>& days) {
  Clock clock = clock_of(ClockKind::chosen_days);
  clock.chosen =
      std::make_shared<ChosenDays>(Date{17950}, Date{18250}, [days](Date day) { return days.contains(day); });
  return clock;
}

std::vector<std::string> texts(const std::vector<Date>& dates) {
  std::vector<std::string> result;
  for (const Date date : dates) result.push_back(date_text(date));
  return result;
}

}  // namespace

RC_GTEST_PROP(ClockProperty, TicksPartitionTime, ()) {
  const Clock clock = *any_endless_clock();
  const Date date = *any_date();
  const std::optional<Tick> tick = tick_around(clock, date);
  RC_ASSERT(tick.has_value());
  RC_ASSERT(tick->contains(date));
  RC_ASSERT(tick_at(clock, tick->index) == *tick);
  const std::optional<Tick> next = next_tick(clock, *tick);
  RC_ASSERT(next.has_value());
  RC_ASSERT(next->first == tick->last + 1);
  RC_ASSERT(next->index == tick->index + 1);
  RC_ASSERT(previous_tick(clock, *next) == tick);
  RC_ASSERT(tick_around(clock, tick->first) == tick);
  RC_ASSERT(tick_around(clock, tick->last) == tick);
  RC_ASSERT(starts_tick(clock, date) == (date == tick->first));
}

RC_GTEST_PROP(ClockProperty, TicksEndingInAreThoseWhoseLastDayLiesThere, ()) {
  const Clock clock = *any_endless_clock();
  const Date first = *any_date();
  const Date last = first + *rc::gen::inRange(-5, 700);
  const std::vector<Tick> ticks = ticks_ending_in(clock, first, last);
  std::vector<Date> ends;
  for (Date date = first; date <= last; date = date + 1) {
    if (tick_around(clock, date)->last == date) ends.push_back(date);
  }
  RC_ASSERT(ticks.size() == ends.size());
  for (std::size_t i = 0; i < ends.size(); ++i) RC_ASSERT(ticks[i].last == ends[i]);
}

RC_GTEST_PROP(ClockProperty, EveryMonthAndYearStartsOnItsDay, ()) {
  const Date date = *any_date();
  const YearMonthDay ymd = civil(date);
  RC_ASSERT(tick_around(clock_of(ClockKind::month), date)->first == make_date(ymd.year, ymd.month, 1));
  RC_ASSERT(tick_around(clock_of(ClockKind::calendar_year), date)->last == make_date(ymd.year, 12, 31));
  const int fiscal_start = ymd.month >= 7 ? ymd.year : ymd.year - 1;
  RC_ASSERT(tick_around(clock_of(ClockKind::fiscal_year), date)->first == make_date(fiscal_start, 7, 1));
  RC_ASSERT(tick_around(clock_of(ClockKind::fiscal_year), date)->last == make_date(fiscal_start + 1, 6, 30));
}

RC_GTEST_PROP(ClockProperty, EveryTickIsPaidOnce, ()) {
  Clock clock = *any_endless_clock();
  clock.pay_delay = *rc::gen::inRange(0, 40);
  const Date first = *any_date();
  const Date last = first + *rc::gen::inRange(0, 700);
  std::vector<Date> expected;
  for (Date date = first; date <= last; date = date + 1) {
    if (tick_around(clock, date - *clock.pay_delay)->last == date - *clock.pay_delay) expected.push_back(date);
  }
  RC_ASSERT(pay_days_in(clock, first, last) == expected);
}

RC_GTEST_PROP(ClockProperty, ChosenDaysAreTicksOfTheirOwn, ()) {
  const std::set<Date> days = any_days();
  const Clock clock = clock_choosing(days);
  const Date date{*rc::gen::inRange(17990, 18190)};
  const bool chosen = days.contains(date);
  const std::optional<Tick> tick = tick_around(clock, date);
  RC_ASSERT(tick.has_value() == chosen);
  RC_ASSERT(starts_tick(clock, date) == chosen);
  if (!tick) return;
  RC_ASSERT(tick->first == date);
  RC_ASSERT(tick->last == date);
  const std::optional<Tick> next = next_tick(clock, *tick);
  RC_ASSERT(next.has_value() == (date != *days.rbegin()));
  if (next) RC_ASSERT(previous_tick(clock, *next) == tick);
}

RC_GTEST_PROP(ClockProperty, ChosenDaysEndingInAreThoseWithin, ()) {
  const std::set<Date> days = any_days();
  const Clock clock = clock_choosing(days);
  const Date first{*rc::gen::inRange(17990, 18190)};
  const Date last = first + *rc::gen::inRange(0, 100);
  const std::vector<Tick> ticks = ticks_ending_in(clock, first, last);
  const auto within = [&](Date date) { return first <= date && date <= last; };
  RC_ASSERT(static_cast<std::ptrdiff_t>(ticks.size()) == std::count_if(days.begin(), days.end(), within));
  for (const Tick& tick : ticks) RC_ASSERT(within(tick.last));
}

// Counted day by day, as a person counts on a calendar.
RC_GTEST_PROP(ClockProperty, ChosenDaysAreCountedFromTheDayAfter, ()) {
  const std::set<Date> days = any_days();
  const Clock clock = clock_choosing(days);
  const Date date{*rc::gen::inRange(17990, 18190)};
  const int count = *rc::gen::inRange(-20, 21);
  std::optional<Date> expected = date;
  int left = std::abs(count);
  for (Date at = date; left > 0;) {
    at = count > 0 ? at + 1 : at - 1;
    if (at.days < 17900 || at.days > 18300) {
      expected.reset();
      break;
    }
    if (days.contains(at) && --left == 0) expected = at;
  }
  RC_ASSERT(add_chosen_days(clock, date, count) == expected);
}

RC_GTEST_PROP(ClockProperty, PayDaysAreCountedFromTheDayAfter, ()) {
  Clock clock = pay_periods();
  clock.pay_delay = *rc::gen::inRange(0, 40);
  const Date date{*rc::gen::inRange(17000, 19000)};
  const int count = *rc::gen::inRange(-20, 21);
  const auto days = count > 0 ? pay_days_in(clock, date + 1, date + 14 * count)
                              : pay_days_in(clock, date - 14 * std::abs(count), date - 1);
  const Date expected = count == 0 ? date : count > 0 ? days.back() : days.front();
  RC_ASSERT(add_pay_days(clock, date, count) == expected);
}

TEST(Clock, PayPeriodsOfTheCity) {
  const Clock clock = pay_periods();
  const std::optional<Tick> first = tick_around(clock, day("2018-10-07"));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(*first, (Tick{0, day("2018-10-07"), day("2018-10-20")}));
  EXPECT_EQ(tick_around(clock, day("2018-10-06"))->index, -1);
  EXPECT_TRUE(starts_tick(clock, day("2019-06-30")));
  EXPECT_TRUE(starts_tick(clock, day("2014-07-20")));
  EXPECT_EQ(texts(pay_days_in(clock, day("2019-08-01"), day("2019-08-31"))),
            (std::vector<std::string>{"2019-08-01", "2019-08-15", "2019-08-29"}));
  EXPECT_EQ(ticks_ending_in(clock, day("2019-01-01"), day("2019-12-31")).size(), 26U);
}

TEST(Clock, TheEdgesOfValidTimeAreTicksToo) {
  for (const ClockKind kind : {ClockKind::month, ClockKind::calendar_year, ClockKind::fiscal_year}) {
    EXPECT_TRUE(tick_around(clock_of(kind), first_date)->contains(first_date));
    EXPECT_TRUE(tick_around(clock_of(kind), last_date)->contains(last_date));
  }
}

TEST(Clock, ADayIsDecidedOnceAndWhenItIsAskedFor) {
  Clock clock = clock_of(ClockKind::chosen_days);
  std::vector<Date> decided;
  clock.chosen = std::make_shared<ChosenDays>(Date{0}, Date{9}, [&](Date date) {
    decided.push_back(date);
    // Whoever decides sees no chosen day.
    EXPECT_FALSE(tick_around(clock, date).has_value());
    EXPECT_FALSE(add_chosen_days(clock, date, -1).has_value());
    return date.days % 3 == 0;
  });
  EXPECT_TRUE(decided.empty());
  EXPECT_EQ(add_chosen_days(clock, Date{1}, 1), Date{3});
  EXPECT_EQ(add_chosen_days(clock, Date{1}, 1), Date{3});
  EXPECT_EQ(decided, (std::vector<Date>{Date{2}, Date{3}}));
  EXPECT_FALSE(add_chosen_days(clock, Date{5}, 3).has_value());
  EXPECT_EQ(ticks_ending_in(clock, Date{-5}, Date{20}).size(), 4U);
  EXPECT_EQ(decided.size(), 10U);
}

TEST(Clock, WithoutAChoiceNoDayIsChosen) {
  const Clock clock = clock_of(ClockKind::chosen_days);
  EXPECT_FALSE(tick_around(clock, Date{0}).has_value());
  EXPECT_TRUE(ticks_ending_in(clock, first_date, last_date).empty());
  EXPECT_FALSE(add_chosen_days(clock, Date{0}, 1).has_value());
}

}  // namespace mou
