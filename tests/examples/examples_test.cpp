// Examples in a contract's text, run as the commands run them.
#include "analysis/examples.h"

#include <gtest/gtest.h>

namespace mou {

namespace {

const char* const contract = R"(contract small "Small contract"
  term     2019-01-01 to 2019-12-31
  approved 2019-01-01
  rounding half up

clock pay period every 14 days from 2018-10-07 paid on 5 days after the end of the pay period
fact hired "Hired" is a date
fact step "Step" is a whole number from 1 to 7
event worked "Day worked"
fact worked.day "Day" is a date
fact worked.hours "Hours" in hours from 0 hours to 24 hours in steps of 0.25 hours

clause 1 "Rates", page 1
  figure rate "Rate" in dollars per hour, by step =
    | 1 to 3    | $10 per hour |
    | 4 or more | $20 per hour |
  pay wages "Wages" = (total of hours over worked) * rate, rounded to the cent
  bank leave "Leave" in hours
  bank leave earns 8 hours each month
)";

std::vector<ExampleResult> examples(const std::string& text, Diagnostics* reported = nullptr) {
  const std::string whole = contract + text;
  const Program program = compile("small.mou", std::nullopt, [&](const std::string& path) {
    return path == "small.mou" ? std::optional(whole) : std::nullopt;
  });
  for (const Diagnostic& diagnostic : program.diagnostics.all()) {
    ADD_FAILURE() << render(diagnostic, program.sources, false);
  }
  if (!program.graph) return {};
  std::vector<ExampleResult> results = run_examples(program);
  if (reported != nullptr) report(results, *reported);
  return results;
}

}  // namespace

TEST(Examples, HoldExactly) {
  const auto results = examples(R"(
  example "two days"
    given step = 3, step = 4 from 2019-03-01
    given worked on 2019-01-14 with hours = 8 hours
    given worked on 2019-01-15 with hours = 7.25 hours
    given worked on 2019-03-12 with hours = 1 hour
    gives wages = $152.50 on 2019-01-20
    gives wages = $20 on 2019-03-12
    gives rate(2) = $10 per hour on 2019-01-20
    gives leave.earned = 8 hours on 2019-01-31
)");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_TRUE(results[0].passed());
  EXPECT_EQ(results[0].checks.size(), 4U);
  EXPECT_EQ(results[0].clause, "1");
}

TEST(Examples, AFigureMayBeGiven) {
  const auto results = examples(R"(
  example "another rate"
    given step = 3, rate(3) = $15 per hour
    given worked on 2019-01-14 with hours = 2 hours
    gives wages = $30 on 2019-01-20
)");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_TRUE(results[0].passed());
}

TEST(Examples, SayWhatCameOutAndWhy) {
  Diagnostics reported;
  const auto results = examples(R"(
  example "one day"
    given step = 3
    given worked on 2019-01-14 with hours = 8 hours
    gives wages = $80.01 on 2019-01-20
)",
                                &reported);
  ASSERT_EQ(results.size(), 1U);
  EXPECT_FALSE(results[0].passed());
  EXPECT_EQ(results[0].checks[0].expected, "$80.01");
  EXPECT_EQ(results[0].checks[0].actual, "$80");
  EXPECT_NE(results[0].checks[0].trace.find("2019-01-14: 8 hours"), std::string::npos) << results[0].checks[0].trace;
  ASSERT_EQ(reported.all().size(), 1U);
  EXPECT_EQ(reported.all()[0].message, "`wages on 2019-01-20` is $80, and the example says $80.01");
}

TEST(Examples, NameTheFactThatIsNotGiven) {
  const auto results = examples(R"(
  example "no step"
    given worked on 2019-01-14 with hours = 8 hours
    gives wages = $80 on 2019-01-20
)");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_FALSE(results[0].passed());
  EXPECT_NE(results[0].checks[0].actual.find("needs the fact `step`"), std::string::npos)
      << results[0].checks[0].actual;
}

TEST(Examples, RefuseWhatTheFactsMayNotBe) {
  Diagnostics reported;
  const auto results = examples(R"(
  example "a step too far"
    given step = 9
    gives rate = $20 per hour on 2019-01-20
)",
                                &reported);
  ASSERT_EQ(results.size(), 1U);
  EXPECT_FALSE(results[0].passed());
  ASSERT_EQ(reported.all().size(), 1U);
  EXPECT_EQ(code_text(reported.all()[0].code), "M0802");
}

TEST(Examples, ADefaultIsAnotherColumnOfTheEvent) {
  const auto results = examples(R"(
  fact worked.payable "Hours paid" in hours from 0 hours to 24 hours in steps of 0.25 hours default worked.hours
  pay paid_wages "Paid" = (total of payable over worked) * rate, rounded to the cent
  example "one line left empty, one filled"
    given step = 1
    given worked on 2019-01-14 with hours = 8 hours
    given worked on 2019-01-15 with hours = 8 hours, payable = 2 hours
    gives paid_wages = $100 on 2019-01-20
)");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_TRUE(results[0].passed());
}

TEST(Examples, YearsAfterALeapDayAreYearsInTheFault) {
  const auto results = examples(R"(
  fact born "Born" is a date
  figure pension_day "Pension from" is a date = 62 years after born
  example "born on a leap day"
    given born = 1956-02-29
    gives pension_day = 2018-03-01 on 2019-01-20
)");
  ASSERT_EQ(results.size(), 1U);
  ASSERT_EQ(results[0].checks.size(), 1U);
  EXPECT_NE(results[0].checks[0].actual.find("62 years after 1956-02-29 has no single answer"), std::string::npos)
      << results[0].checks[0].actual;
}

// The days of City Hall are chosen anew for an example that closes it on one of them.
TEST(Examples, DaysThatAClockChoosesAreThoseOfTheExample) {
  const auto results = examples(R"(
  event closing "Closing" of the city
  fact closing.day "Day" is a date
  fact closing.why "Why" is text default nothing
  clock openday "Day on which City Hall is open" each day
    when weekday is one of Monday, Tuesday, Wednesday or Thursday and (number of closing where closing.why is recorded) is 0
  figure due "Due" is a date = 2 opendays after hired
  example "as usual"
    given hired = 2019-01-14
    gives due = 2019-01-16 on 2019-01-14
  example "closed on the Tuesday"
    given hired = 2019-01-14
    given closing on 2019-01-15 with why = "flood"
    gives due = 2019-01-17 on 2019-01-14
  example "as usual again"
    given hired = 2019-01-14
    gives due = 2019-01-16 on 2019-01-14
)");
  ASSERT_EQ(results.size(), 3U);
  for (const ExampleResult& result : results) EXPECT_TRUE(result.passed()) << result.title;
}

}  // namespace mou
