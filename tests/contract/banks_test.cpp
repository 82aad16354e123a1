// Banks: what goes in, goes out and stays agrees for everybody on every tick; limits hold; what is lost is listed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>

#include "analysis/lines.h"
#include "analysis/run.h"
#include "tests/contract/payroll.h"
#include "tests/contract/property.h"

namespace mou {
namespace {

// Articles 21.4, 7.2 and 22.2.
const std::map<std::string, Rational> limits = {{"general_leave", 440}, {"comp_time", 100}, {"floating_holiday", 50}};

Rational amount(Payroll& payroll, BankId bank, BankMeasure measure, EmployeeId employee, const Tick& tick) {
  const Value value = payroll.evaluator().bank(bank, measure, employee, tick.first, tick.last);
  EXPECT_TRUE(value.is_number()) << payroll.text(value);
  return value.number;
}

// Hours above the limit are either lost, moved to another bank or paid; only of comp_time are they paid.
void expect_conserved(Payroll& payroll, EmployeeId employee, const Tick& tick) {
  for (const BankId bank : payroll.banks()) {
    const std::string& name = payroll.graph().banks[bank].name;
    const auto of = [&](BankMeasure measure) { return amount(payroll, bank, measure, employee, tick); };
    const Rational paid_over = name == "comp_time" ? of(BankMeasure::over) : Rational(0);
    const Rational closing = of(BankMeasure::opening) + of(BankMeasure::earned) + of(BankMeasure::moved_in) -
                             of(BankMeasure::used) - of(BankMeasure::cashed) - of(BankMeasure::moved) +
                             of(BankMeasure::converted) - of(BankMeasure::lost) - paid_over;
    EXPECT_EQ(closing.text(), of(BankMeasure::balance).text())
        << name << " of employee " << payroll.facts().employees[employee] << ", " << date_text(tick.first) << " to "
        << date_text(tick.last);
  }
}

void expect_within_limits(Payroll& payroll, EmployeeId employee, const Tick& tick) {
  for (const BankId bank : payroll.banks()) {
    const std::string& name = payroll.graph().banks[bank].name;
    const Rational balance = amount(payroll, bank, BankMeasure::balance, employee, tick);
    EXPECT_LE(balance, limits.at(name)) << name << " of employee " << payroll.facts().employees[employee];
    EXPECT_GE(balance, Rational(0)) << name << " of employee " << payroll.facts().employees[employee];
  }
}

// The ticks on which the books of an employee are open.
std::vector<Tick> ticks(Payroll& payroll, const Clock& clock, EmployeeId employee, Date from, Date to) {
  std::vector<Tick> all = ticks_ending_in(clock, from, to);
  const auto span = payroll.evaluator().employed(employee, from, to);
  std::erase_if(all, [&](const Tick& tick) { return !span || tick.last < span->first || span->second < tick.first; });
  return all;
}

class Banks : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    payroll_ = std::make_unique<Payroll>(general_unit_program(), sample_unit_facts(), from, to);
  }
  static void TearDownTestSuite() { payroll_.reset(); }

  static inline const Date from = day("2018-12-30");
  static inline const Date to = day("2019-12-31");
  static std::unique_ptr<Payroll> payroll_;
};

std::unique_ptr<Payroll> Banks::payroll_;

TEST_F(Banks, AreConservedForEverybodyOnEveryTick) {
  Clock every_day;
  const auto& clocks = payroll_->graph().clocks;
  std::size_t checked = 0;
  for (EmployeeId employee = 0; employee < payroll_->facts().employees.size(); ++employee) {
    std::vector<Tick> all;
    for (const Clock& clock : clocks) {
      if (clock.kind == ClockKind::chosen_days) continue;
      const auto some = ticks(*payroll_, clock, employee, from, to);
      all.insert(all.end(), some.begin(), some.end());
    }
    for (const Tick& tick : all) {
      expect_conserved(*payroll_, employee, tick);
      expect_within_limits(*payroll_, employee, tick);
      ++checked;
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(checked, 320U * 26U);
}

// What the facts say was taken from each bank in the run, summed without the program. A day of leave that is a holiday
// of the unit takes nothing from general leave (22.1, 22.2).
TEST_F(Banks, GiveWhatTheFactsTake) {
  const auto rows = [](const std::string& file) {
    std::istringstream lines(text_of(sample_unit_facts() / file).value());
    std::vector<std::vector<std::string>> all;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      std::vector<std::string> fields;
      std::istringstream cells(line);
      for (std::string field; std::getline(cells, field, ',');) fields.push_back(field);
      all.push_back(fields);
    }
    return all;
  };
  std::set<std::string> holidays;
  for (const auto& row : rows("holiday.csv")) {
    if (row[1] != "Lincoln's Birthday") holidays.insert(row[0]);
  }
  // By bank, employee and day.
  std::map<std::string, std::map<std::string, Rational>> taken;
  for (const auto& row : rows("leave.csv")) {
    const bool of_a_bank = limits.contains(row[2]) && date_text(from) <= row[1] && row[1] <= date_text(to);
    const bool on_a_holiday = row[2] == "general_leave" && holidays.contains(row[1]);
    if (of_a_bank && !on_a_holiday) taken[row[2]][row[0]] += Rational::parse(row[3]).value();
  }
  for (const BankId bank : payroll_->banks()) {
    const std::string& name = payroll_->graph().banks[bank].name;
    EXPECT_FALSE(taken[name].empty()) << name;
    for (EmployeeId employee = 0; employee < payroll_->facts().employees.size(); ++employee) {
      // Leave that the bank did not hold is asked and not taken; so is cash.
      Rational asked = amount(*payroll_, bank, BankMeasure::used, employee, {0, from, to});
      for (const Posting& posting : payroll_->evaluator().postings(bank, employee, to)) {
        const std::string& clause = payroll_->graph().clauses[posting.clause].id;
        const bool cash = clause.starts_with("21.7") || clause == "21.8";
        if (posting.measure == BankMeasure::asked_short && !cash) asked += posting.amount;
      }
      EXPECT_EQ(asked.text(), taken[name][payroll_->facts().employees[employee]].text())
          << name << " of employee " << payroll_->facts().employees[employee];
    }
  }
}

class LostHoursOnly : public RunSink {
 public:
  bool cell(const Cell&) override { return true; }
  bool finding(const Finding&) override { return true; }
  bool ranked(const Ranked&) override { return true; }
  bool lost(const LostHours& lost) override {
    all.push_back(lost);
    return true;
  }
  std::vector<LostHours> all;
};

TEST_F(Banks, ListEveryHourLost) {
  const auto lines = std::get<std::vector<ReportLine>>(
      lines_named(payroll_->graph(), {"general_leave.lost", "comp_time.lost", "floating_holiday.lost"}));
  LostHoursOnly sink;
  RunRequest request;
  request.from = from;
  request.to = to;
  request.lines = lines;
  run(payroll_->graph(), payroll_->facts(), request, sink, {});
  ASSERT_FALSE(sink.all.empty());
  std::map<std::pair<BankId, std::string>, Rational> listed;
  for (const LostHours& lost : sink.all) {
    const std::string& name = payroll_->graph().banks[lost.bank].name;
    const std::string& clause = payroll_->graph().clauses[lost.clause].id;
    // Until 2019-03-01 the limit of the floating holidays is that of the contract before.
    const std::string expected =
        name == "general_leave" ? "21.4-1" : (lost.day < day("2019-03-01") ? "6.1.3-4" : "22.2-3");
    EXPECT_EQ(clause, expected) << name << ", " << date_text(lost.day);
    listed[{lost.bank, lost.employee}] += Rational::parse(lost.amount).value();
  }
  for (const BankId bank : payroll_->banks()) {
    for (EmployeeId employee = 0; employee < payroll_->facts().employees.size(); ++employee) {
      const Rational lost = amount(*payroll_, bank, BankMeasure::lost, employee, {0, from, to});
      EXPECT_EQ(lost.text(), (listed[{bank, payroll_->facts().employees[employee]}].text()))
          << payroll_->graph().banks[bank].name << " of employee " << payroll_->facts().employees[employee];
    }
  }
}

// The awkward people at the limits, by hand.
TEST_F(Banks, StopAtTheLimits) {
  const auto of = [&](const char* bank, BankMeasure measure, const char* who, const char* first, const char* last) {
    return amount(*payroll_, payroll_->bank_named(bank), measure, payroll_->employee(who), {0, day(first), day(last)})
        .text();
  };
  // 440 hours at the start, ten years of service: the sixteen hours of each month are lost while no leave is taken.
  EXPECT_EQ(of("general_leave", BankMeasure::earned, "0025", "2018-12-30", "2018-12-31"), "16");
  EXPECT_EQ(of("general_leave", BankMeasure::lost, "0025", "2018-12-30", "2018-12-31"), "16");
  EXPECT_EQ(of("general_leave", BankMeasure::balance, "0025", "2018-12-30", "2018-12-31"), "440");
  // 435 hours: five of the sixteen fit.
  EXPECT_EQ(of("general_leave", BankMeasure::lost, "0026", "2018-12-30", "2018-12-31"), "11");
  EXPECT_EQ(of("general_leave", BankMeasure::balance, "0026", "2018-12-30", "2018-12-31"), "440");
  // Fifty floating hours, and forty-five: the ten of January 1, and ten of the Friday after Thanksgiving.
  EXPECT_EQ(of("floating_holiday", BankMeasure::lost, "0029", "2019-01-01", "2019-01-01"), "10");
  EXPECT_EQ(of("floating_holiday", BankMeasure::lost, "0029", "2019-11-29", "2019-11-29"), "10");
  EXPECT_EQ(of("floating_holiday", BankMeasure::lost, "0030", "2019-01-01", "2019-01-01"), "5");
  EXPECT_EQ(of("floating_holiday", BankMeasure::balance, "0030", "2019-01-01", "2019-01-01"), "50");
  // A hundred hours of compensatory time: four hours of overtime to be banked are paid, 4 * 1.5 * 30.36.
  EXPECT_EQ(of("comp_time", BankMeasure::over, "0027", "2019-05-05", "2019-05-18"), "6");
  EXPECT_EQ(of("comp_time", BankMeasure::balance, "0027", "2019-05-05", "2019-05-18"), "100");
  EXPECT_EQ(payroll_->text("overtime_pay", "0027", day("2019-05-18")), "182.16");
  // Ninety-seven: three of the six hours fit, the other three are two hours of overtime, 2 * 1.5 * 30.36.
  EXPECT_EQ(of("comp_time", BankMeasure::over, "0028", "2019-05-05", "2019-05-18"), "3");
  EXPECT_EQ(of("comp_time", BankMeasure::balance, "0028", "2019-05-05", "2019-05-18"), "100");
  EXPECT_EQ(payroll_->text("overtime_pay", "0028", day("2019-05-18")), "91.08");
}

// The other units, until the summer of 2015: the raise, the first cash-out, changes between the schedules. Of the
// larger ones those at the limits, who have low numbers.
class BanksOfUnit : public ::testing::TestWithParam<const char*> {};

TEST_P(BanksOfUnit, AreConservedForEverybody) {
  const std::filesystem::path city = general_unit().parent_path();
  const std::filesystem::path contract = city / GetParam();
  const Date to = day("2015-08-01");
  Payroll payroll(compile(contract.string(), {}, [](const std::string& path) { return text_of(path); }),
                  contract.parent_path() / "sample_2015_2016", day("2014-12-21"), to);
  std::size_t checked = 0;
  for (EmployeeId employee = 0; employee < std::min<std::size_t>(33, payroll.facts().employees.size()); ++employee) {
    const auto span = payroll.evaluator().employed(employee, day("2014-12-21"), to);
    // Whose hours of the week are missing has no books.
    const Value left =
        span ? payroll.evaluator().bank(payroll.banks()[0], BankMeasure::balance, employee, to, to) : Value();
    if (!span || left.kind == ValueKind::fault) continue;
    for (const Tick& tick : payroll.pay_periods()) {
      if (tick.last < span->first || span->second < tick.first) continue;
      expect_conserved(payroll, employee, tick);
      ++checked;
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(checked, 20U * 15U);
}

INSTANTIATE_TEST_SUITE_P(Units, BanksOfUnit,
                         ::testing::Values("fire_management/psfma_side_letter.mou", "fire_safety/psfsa_2014.mou",
                                           "management/maps_2014.mou"),
                         [](const auto& unit) { return std::filesystem::path(unit.param).stem().string(); });

// Hours that somebody writes down, good or bad, never make the books disagree.
TEST(BanksOfAnybody, AreConservedWhateverIsWrittenDown) {
  const Program program = general_unit_program();
  const Date from = day("2019-03-03");
  const Date to = day("2019-07-27");
  expect_property(20, [&] {
    AlteredFacts facts(program.graph.value().schema);
    facts.add("roster", {{"employee", "7"},
                         {"unit", "general"},
                         {"classification", "Secretary"},
                         {"step", "5"},
                         {"hired", "2008-05-05"},
                         {"fte", *rc::gen::element<std::string>("1", "0.75", "0.9")},
                         {"holiday_schedule", "observed"},
                         {"pepra_member", "no"}});
    facts.add("holiday", {{"day", "2019-05-24"}, {"name", "A Friday"}});
    for (const auto& [bank, limit] : limits) {
      const int opening = *rc::gen::inRange(0, static_cast<int>(*limit.to_int64()) + 1);
      facts.add("balances",
                {{"employee", "7"}, {"day", date_text(from)}, {"bank", bank}, {"hours", std::to_string(opening)}});
    }
    const auto day_of_run = [&] { return from + *rc::gen::inRange(0, to - from + 1); };
    const auto hours = [] { return (Rational(*rc::gen::inRange(0, 97)) / Rational(4)).text(); };
    std::map<std::string, Rational> asked;
    for (int left = *rc::gen::inRange(0, 30); left > 0; --left) {
      const std::string bank =
          *rc::gen::element<std::string>("general_leave", "comp_time", "floating_holiday", "unpaid");
      const Date on = day_of_run();
      const std::string taken = hours();
      facts.add("leave", {{"employee", "7"}, {"day", date_text(on)}, {"bank", bank}, {"hours", taken}});
      // Articles 21.3 and 22.1: general leave is not used up by days off, Friday to Sunday, of which the holiday is
      // one.
      const Weekday name = weekday(on);
      const bool day_off = name == Weekday::Friday || name == Weekday::Saturday || name == Weekday::Sunday;
      if (bank != "general_leave" || !day_off) asked[bank] += Rational::parse(taken).value();
    }
    for (int left = *rc::gen::inRange(0, 60); left > 0; --left) {
      facts.add("time", {{"employee", "7"},
                         {"day", date_text(day_of_run())},
                         {"kind", "worked"},
                         {"hours", hours()},
                         {"pay_as", *rc::gen::element<std::string>("cash", "bank")}});
    }
    Payroll payroll(Program(program), facts.path(), from, to);
    const EmployeeId employee = payroll.employee("7");
    for (const Tick& tick : ticks_ending_in(Clock{}, from, to)) {
      expect_conserved(payroll, employee, tick);
      expect_within_limits(payroll, employee, tick);
      RC_ASSERT(!::testing::Test::HasFailure());
    }
    for (const auto& limited : limits) {
      const auto& bank = limited.first;
      const auto of = [&](BankMeasure measure) {
        return amount(payroll, payroll.bank_named(bank), measure, employee, {0, from, to});
      };
      RC_ASSERT((of(BankMeasure::used) + of(BankMeasure::asked_short)).text() == asked[bank].text());
    }
  });
}

}  // namespace
}  // namespace mou
