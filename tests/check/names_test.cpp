// What names stand for: the order in which their meanings are tried, and what follows from one mistake.
#include <gtest/gtest.h>

#include <string>

#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

const std::string header = "contract example\n  term 2019-01-01 to 2019-12-31\n  approved 2019-02-06\n";

Resolution meaning_of(const CheckedText& text, const std::string& name, std::size_t which) {
  for (ast::ExprId id = 0; id < text.tree.exprs.size(); ++id) {
    if (text.tree.expr(id).kind != ast::ExprKind::name || text.tree.expr(id).name.text != name) continue;
    if (which-- == 0) return text.checked.resolutions[id];
  }
  return {};
}

TEST(Names, AChoiceOfTheLeftSideGoesBeforeEverythingElse) {
  const CheckedText text =
      check_text(header +
                 "fact single is yes or no\nfact coverage is one of single or family\n"
                 "clause 1 \"One\"\n  figure a \"A\" in dollars = $1 when coverage is single and single\n");
  EXPECT_EQ(text.rendered(), "");
  EXPECT_EQ(meaning_of(text, "single", 0).meaning, Meaning::choice);
  EXPECT_EQ(meaning_of(text, "single", 1).meaning, Meaning::fact);
}

TEST(Names, AKeyOfTheFigureGoesBeforeTheFact) {
  const CheckedText text =
      check_text(header +
                 "fact step is a whole number from 1 to 7\n"
                 "clause 1 \"One\"\n  figure a \"A\" in dollars by step = $1 * step\n  figure b \"B\" = a * step\n");
  EXPECT_EQ(text.rendered(), "");
  EXPECT_EQ(meaning_of(text, "step", 0).meaning, Meaning::key_argument);
  EXPECT_EQ(meaning_of(text, "step", 1).meaning, Meaning::fact);
}

TEST(Names, TheCandidateOfASearchIsMeantOnlyInArguments) {
  const CheckedText text =
      check_text(header +
                 "fact step is a whole number from 1 to 7\n"
                 "clause 1 \"One\"\n  figure a \"A\" in dollars by step = $1 * step\n"
                 "  figure b \"B\" is a number = the lowest step where a(step) is more than $1 * step else 7\n");
  EXPECT_EQ(text.rendered(), "");
  EXPECT_TRUE(meaning_of(text, "step", 1).candidate);
  EXPECT_EQ(meaning_of(text, "step", 2).meaning, Meaning::fact);
}

TEST(Names, AColumnOfTheRowGoesBeforeTheFact) {
  const CheckedText text = check_text(
      header +
      "fact hours in hours from 0 hours to 24 hours\nevent leave\nfact leave.hours in hours from 0 hours to 24 hours\n"
      "clause 1 \"One\"\n  figure a \"A\" in hours, each month = (total of hours over leave) + hours\n");
  EXPECT_EQ(text.rendered(), "");
  EXPECT_EQ(meaning_of(text, "hours", 0).meaning, Meaning::column);
  EXPECT_EQ(meaning_of(text, "hours", 1).meaning, Meaning::fact);
}

TEST(Names, AnEventMayNameItsOwnTable) {
  const CheckedText text = check_text(header +
                                      "event visit \"Visit\" from visit\nfact visit.day is a date\n"
                                      "clause 1 \"One\"\n  figure visits is a number, each month = number of visit\n"
                                      "  require visits is at most 3 each month\n");
  EXPECT_EQ(text.rendered(), "");
  EXPECT_EQ(text.checked.declarations.events.back().day_column, "day");
}

TEST(Names, OneMistakeGivesOneMessage) {
  const CheckedText text = check_text(
      header +
      "clause 1 \"One\"\n  figure a \"A\" = missing * $2\n  figure b \"B\" = a + 3 hours, rounded to the cent\n"
      "  figure c \"C\" in hours, each month = b - 1 day\n");
  EXPECT_EQ(text.codes(), std::vector<std::string>{"M0201"}) << text.rendered();
}

TEST(Names, ManyMistakesGiveManyMessages) {
  std::string body = header + "clause 1 \"One\"\n";
  for (int i = 0; i < 10; ++i) {
    body += "  figure f" + std::to_string(i) + " \"F\" in hours = unknown_" + std::to_string(i) + "\n";
  }
  EXPECT_EQ(check_text(body).codes(), std::vector<std::string>(10, "M0201"));
}

TEST(Names, LongChainsOfUndeclaredFiguresAskForADeclaration) {
  std::string body = header + "clause 1 \"One\"\n  figure f5000 \"F\" = $1\n";
  for (int i = 0; i < 5000; ++i) {
    body += "  figure f" + std::to_string(i) + " \"F\" = f" + std::to_string(i + 1) + "\n";
  }
  EXPECT_TRUE(check_text(body).has("M0303"));
}

TEST(Names, AnotherDayHasNoRow) {
  const std::string rows = header +
                           "event course, dated begun\nfact course.begun is a date\nfact course.born is a date\n"
                           "fact hired is a date\nclause 1 \"One\"\n";
  const CheckedText text =
      check_text(rows +
                 "  figure age \"A\" is a whole number, each course = (completed years since course.born) as of "
                 "course.begun\n");
  EXPECT_EQ(text.codes(), std::vector<std::string>{"M0204"});
  EXPECT_NE(text.rendered().find("`as of` looks at another day, on which no row is"), std::string::npos);
  EXPECT_FALSE(check_text(rows + "  figure years \"Y\" is a whole number, each course = (completed years since hired) "
                                 "as of course.begun\n")
                   .has("M0204"));
}

TEST(Types, UnitsMultiplyAndDivide) {
  const CheckedText text =
      check_text(header +
                 "clause 1 \"One\"\n  figure monthly \"M\" in dollars per month = $5,200 per month\n"
                 "  figure hourly \"H\" in dollars per hour = monthly * 12 months per year / 2080 hours per year\n"
                 "  figure day_pay \"D\" in dollars = 10 hours * hourly\n  figure half \"S\" = 50% of day_pay\n");
  EXPECT_EQ(text.rendered(), "");
  EXPECT_EQ(text.checked.declarations.figures.back().type.type.unit, Unit::of(dollar_measure));
}

TEST(Types, ZeroFitsEveryRateItLeads) {
  EXPECT_EQ(check_text(header + "fact premium in dollars per month from $0 to $100\n"
                                "clause 1 \"One\"\n  figure a \"A\" in dollars per month = premium, at least $0\n")
                .rendered(),
            "");
  EXPECT_TRUE(check_text(header + "fact premium in dollars per month from $0 to $100\n"
                                  "clause 1 \"One\"\n  figure a \"A\" in dollars per month = premium, at least $5\n")
                  .has("M0302"));
}

}  // namespace
}  // namespace mou::testing
