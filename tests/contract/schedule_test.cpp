// The salary schedule: article 5 and the printed table at the end of the contract.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <sstream>

#include "tests/contract/payroll.h"

namespace mou {
namespace {

// Cents, but for `monthly` and `annual`, which are whole dollars.
struct Position {
  std::int64_t hourly = 0;
  std::int64_t biweekly = 0;
  std::int64_t monthly = 0;
  std::int64_t annual = 0;
};

using Schedule = std::map<std::pair<int, int>, Position>;

std::int64_t cents(const std::string& text) {
  const std::size_t point = text.find('.');
  return std::stoll(text.substr(0, point)) * 100 + std::stoll(text.substr(point + 1));
}

// The table that the contract prints, range by step, typed from it and not made by the program.
Schedule printed_schedule() {
  const auto text =
      text_of(std::filesystem::path(MOU_SOURCE_DIR) / "tests/contract/data/salary_schedule_2018_10_07.csv");
  std::istringstream lines(text.value());
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "range,step,hourly,biweekly,monthly,annual");
  Schedule schedule;
  while (std::getline(lines, line)) {
    std::array<std::string, 6> fields;
    std::istringstream cells(line);
    for (std::string& field : fields) std::getline(cells, field, ',');
    schedule[{std::stoi(fields[0]), std::stoi(fields[1])}] = {cents(fields[2]), cents(fields[3]), std::stoll(fields[4]),
                                                              std::stoll(fields[5])};
  }
  return schedule;
}

// a / b rounded half up.
std::int64_t rounded(std::int64_t a, std::int64_t b) {
  return (2 * a + b) / (2 * b);
}

// Everything follows from the dollars of a month.
Position of_month(std::int64_t monthly) {
  const std::int64_t annual = monthly * 12;
  return {rounded(annual * 100, 2080), rounded(annual * 100, 26), monthly, annual};
}

Schedule raised(const Schedule& schedule) {
  Schedule after;
  for (const auto& [position, amounts] : schedule) after[position] = of_month(rounded(amounts.monthly * 1025, 1000));
  return after;
}

// The schedule is the same whoever is employed.
Payroll anybody() {
  Program program = general_unit_program();
  AlteredFacts facts(program.graph.value().schema);
  facts.add("roster", {{"employee", "1"}});
  return {std::move(program), facts.path(), day("2018-10-07"), day("2020-12-31")};
}

void expect_schedule(Payroll& payroll, const Schedule& schedule, const std::string& on) {
  for (const auto& [position, amounts] : schedule) {
    const std::vector<Value> keys = {Value::of(Rational(position.first)), Value::of(Rational(position.second))};
    const std::map<std::string, Rational> figures = {{"schedule_hourly", Rational::ratio(amounts.hourly, 100)},
                                                     {"schedule_biweekly", Rational::ratio(amounts.biweekly, 100)},
                                                     {"salary_schedule", amounts.monthly},
                                                     {"schedule_annual", amounts.annual}};
    for (const auto& [figure, amount] : figures) {
      const Outcome outcome = payroll.outcome(figure, no_employee, day(on), keys);
      EXPECT_EQ(payroll.text(outcome.value), amount.text())
          << figure << ", range " << position.first << ", step " << position.second << ", " << on;
    }
  }
}

TEST(Schedule, IsThePrintedOne) {
  const Schedule schedule = printed_schedule();
  ASSERT_EQ(schedule.size(), 315U);
  Payroll payroll = anybody();
  expect_schedule(payroll, schedule, "2018-10-07");
  expect_schedule(payroll, schedule, "2019-06-29");
}

// The pay periods that hold July 1 begin on these days.
TEST(Schedule, RisesByTwoAndAHalfPercentOfTheMonthlyDollars) {
  const Schedule in_2019 = raised(printed_schedule());
  const Schedule in_2020 = raised(in_2019);
  Payroll payroll = anybody();
  expect_schedule(payroll, in_2019, "2019-06-30");
  expect_schedule(payroll, in_2019, "2020-06-27");
  expect_schedule(payroll, in_2020, "2020-06-28");
}

// 4883 * 1.025 = 5005.075; 5005 * 1.025 = 5130.125; 1820 * 1.025 = 1865.50 up.
TEST(Schedule, RaisesOfTheTestAreThoseWorkedByHand) {
  EXPECT_EQ(rounded(4883 * 1025, 1000), 5005);
  EXPECT_EQ(rounded(5005 * 1025, 1000), 5130);
  EXPECT_EQ(rounded(1820 * 1025, 1000), 1866);
  const Position position = of_month(4883);
  EXPECT_EQ(position.annual, 58596);
  EXPECT_EQ(position.biweekly, 225369);
  EXPECT_EQ(position.hourly, 2817);
}

std::map<std::string, int> ranges() {
  std::istringstream lines(text_of(general_unit() / "classifications_2018.csv").value());
  std::string line;
  std::getline(lines, line);
  std::map<std::string, int> ranges;
  while (std::getline(lines, line)) {
    const std::size_t comma = line.rfind(',');
    const bool quoted = line.starts_with('"');
    const std::string title = quoted ? line.substr(1, comma - 2) : line.substr(0, comma);
    ranges[title] = std::stoi(line.substr(comma + 1));
  }
  return ranges;
}

// An employee of each classification on each step.
TEST(Schedule, HoldsForEveryClassification) {
  const Schedule schedule = printed_schedule();
  Program program = general_unit_program();
  AlteredFacts facts(program.graph.value().schema);
  const auto identifier = [](int range, const std::string& title, int step) {
    return std::to_string(range) + title + std::to_string(step);
  };
  const auto classes = ranges();
  ASSERT_EQ(classes.size(), 70U);
  for (const auto& [title, range] : classes) {
    for (int step = 1; step <= 7; ++step) {
      facts.add("roster", {{"employee", identifier(range, title, step)},
                           {"unit", "general"},
                           {"classification", title},
                           {"step", std::to_string(step)},
                           {"hired", "2010-05-03"},
                           {"fte", "1"}});
    }
  }
  Payroll payroll(std::move(program), facts.path(), day("2018-10-07"), day("2018-12-31"));
  int beyond = 0;
  for (const auto& [title, range] : classes) {
    for (int step = 1; step <= 7; ++step) {
      const std::string employee = identifier(range, title, step);
      const auto text = [&](const char* figure) { return payroll.text(figure, employee, day("2018-10-07")); };
      const auto printed = schedule.find({range, step});
      if (printed == schedule.end()) {
        ++beyond;
        for (const char* figure : {"monthly_rate", "annual_rate", "biweekly_rate", "hourly_rate", "base_pay"}) {
          EXPECT_NE(text(figure).find("the table of `Salary schedule` in clause Sch.3 has no row for " +
                                      std::to_string(range) + ", " + std::to_string(step) +
                                      ": the contract prints no figure for it"),
                    std::string::npos)
              << title << ": " << text(figure);
        }
        continue;
      }
      const Position& amounts = printed->second;
      EXPECT_EQ(text("monthly_rate"), Rational(amounts.monthly).text()) << title;
      EXPECT_EQ(text("annual_rate"), Rational(amounts.annual).text()) << title;
      EXPECT_EQ(text("biweekly_rate"), Rational::ratio(amounts.biweekly, 100).text()) << title;
      EXPECT_EQ(text("hourly_rate"), Rational::ratio(amounts.hourly, 100).text()) << title;
    }
  }
  // Cogeneration Technician Senior and Plans Examiner II: their ranges lie beyond the printed ones.
  EXPECT_EQ(beyond, 2 * 7);
}

}  // namespace
}  // namespace mou
