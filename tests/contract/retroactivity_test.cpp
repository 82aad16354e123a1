// What was paid before the contract was approved, and what it turned out to owe.
#include <gtest/gtest.h>

#include "tests/contract/payroll.h"

namespace mou {
namespace {

constexpr const char* base[] = {"monthly_rate", "biweekly_rate", "hourly_rate", "base_pay"};

// A full-time Dispatcher on step 3 with no days without pay, and one at three quarters.
AlteredFacts::Row employee(const std::string& identifier, const std::string& title, const std::string& fte) {
  return {{"employee", identifier}, {"unit", "general"}, {"classification", title}, {"step", "3"},
          {"hired", "2010-05-03"},  {"fte", fte},        {"coverage", "single"},    {"plan_premium", "700"}};
}

class Retroactivity : public ::testing::Test {
 protected:
  std::unique_ptr<Payroll> known_on(std::optional<Date> as_known_on) {
    Program program = general_unit_program(as_known_on);
    AlteredFacts facts(program.graph.value().schema);
    facts.add("roster", employee("dispatcher", "Dispatcher", "1"));
    facts.add("roster", employee("library", "Library Assistant", "0.75"));
    return std::make_unique<Payroll>(std::move(program), facts.path(), day("2018-07-01"), day("2019-03-30"));
  }

  std::unique_ptr<Payroll> before_ = known_on(day("2019-01-15"));
  std::unique_ptr<Payroll> after_ = known_on({});
};

// 4763 a month in 2017 raised by 2.51 % is 4882.55, 4883. 4763 * 12 / 26 = 2198.3076..., * 12 / 2080 = 27.4788...
TEST_F(Retroactivity, TheRaiseIsNotPaidBeforeItIsApproved) {
  const std::string end = "2018-10-20";
  EXPECT_EQ(before_->text("monthly_rate", "dispatcher", day(end)), "4763");
  EXPECT_EQ(before_->text("biweekly_rate", "dispatcher", day(end)), "2198.31");
  EXPECT_EQ(before_->text("hourly_rate", "dispatcher", day(end)), "27.48");
  EXPECT_EQ(before_->text("base_pay", "dispatcher", day(end)), "2198.31");
  EXPECT_EQ(after_->text("monthly_rate", "dispatcher", day(end)), "4883");
  EXPECT_EQ(after_->text("base_pay", "dispatcher", day(end)), "2253.69");
  // The rule of the contract that went on.
  EXPECT_EQ(before_->clause(before_->outcome("base_pay", before_->employee("dispatcher"), day(end))), "3");
  EXPECT_EQ(after_->clause(after_->outcome("base_pay", after_->employee("dispatcher"), day(end))), "5-4");
}

// Nine pay periods from 2018-10-07 to the one of approval, 55.38 each: 2253.69 - 2198.31.
TEST_F(Retroactivity, EachPeriodSinceTheRaiseOwesTheRaise) {
  int owed = 0;
  Rational total;
  for (const Tick& period : after_->pay_periods()) {
    const auto paid = [&](Payroll& payroll, const char* who) {
      return payroll.outcome("base_pay", payroll.employee(who), period.last).value.number;
    };
    const Rational full_time = paid(*after_, "dispatcher") - paid(*before_, "dispatcher");
    const Rational part_time = paid(*after_, "library") - paid(*before_, "library");
    if (period.first < day("2018-10-07")) {
      EXPECT_EQ(full_time.text(), "0") << date_text(period.last);
      EXPECT_EQ(part_time.text(), "0") << date_text(period.last);
      continue;
    }
    EXPECT_EQ(full_time.text(), "55.38") << date_text(period.last);
    // Range 25, step 3: 3373, before 3290. 3373 * 12 / 26 = 1556.7692, 3290 * 12 / 26 = 1518.4615: 1556.77 and
    // 1518.46, of which three quarters are 1167.58 and 1138.85.
    EXPECT_EQ(part_time.text(), "28.73") << date_text(period.last);
    if (period.first <= day("2019-02-06")) {
      ++owed;
      total += full_time;
    }
  }
  EXPECT_EQ(owed, 9);
  EXPECT_EQ(total.text(), "498.42");
}

TEST_F(Retroactivity, NothingDiffersBeforeTheRaise) {
  for (const Tick& period : after_->pay_periods()) {
    if (day("2018-10-07") <= period.first) break;
    for (const char* figure : base) {
      for (const char* who : {"dispatcher", "library"}) {
        EXPECT_EQ(before_->text(figure, who, period.last), after_->text(figure, who, period.last)) << figure;
      }
    }
  }
}

// The day of approval itself is enough to know of it; the day before is not.
TEST_F(Retroactivity, FromApprovalOnItIsWhatItIsToday) {
  const auto on_the_day = known_on(day("2019-02-06"));
  const auto day_before = known_on(day("2019-02-05"));
  const auto years_later = known_on(day("2030-01-01"));
  for (const Tick& period : after_->pay_periods()) {
    for (const FigureId id : after_->graph().order) {
      const Figure& figure = after_->graph().figures[id];
      if (figure.event != no_id || figure.kind == FigureKind::requirement) continue;
      for (const char* who : {"dispatcher", "library"}) {
        const std::string today = after_->text(figure.name, who, period.last);
        EXPECT_EQ(on_the_day->text(figure.name, who, period.last), today) << figure.name;
        EXPECT_EQ(years_later->text(figure.name, who, period.last), today) << figure.name;
      }
    }
    for (const char* figure : base) {
      EXPECT_EQ(day_before->text(figure, "dispatcher", period.last), before_->text(figure, "dispatcher", period.last));
    }
  }
}

}  // namespace
}  // namespace mou
