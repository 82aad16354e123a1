// When two rules are provably live at once, provably not, and when nothing can be proved.
#include <gtest/gtest.h>

#include <string>

#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

const std::string frame =
    "contract example\n  term 2019-01-01 to 2019-12-31\n"
    "fact hired is a date\nfact separated is a date default nothing\nfact bilingual is yes or no\nfact notary is yes "
    "or no\n"
    "fact step is a whole number from 1 to 7\nfact fte is a number from 0.01 to 1\n"
    "fact coverage is one of opt_out, single or family\nfact title is text\n"
    "reading rate \"which?\" is plain or raised, used plain\n"
    "figure judged is yes or no = yes when notary = no otherwise\n"
    "figure other \"other\" is yes or no = yes when step is 7 and rate is plain = no otherwise\n";

// Whether two rules of one figure, in two clauses, are said to be live at once.
bool clash(const std::string& first, const std::string& second) {
  const CheckedText text = check_text(frame + "clause 1 \"One\"\n  figure amount \"Amount\" in dollars = $1 " + first +
                                      "\nclause 2 \"Two\"\n  figure amount = $2 " + second + "\n");
  EXPECT_TRUE(!text.diagnostics.has_errors() || text.codes() == std::vector<std::string>{"M0506"} || text.has("M0506"))
      << text.rendered();
  return text.has("M0506");
}

TEST(RulesAtOnce, WithoutConditions) {
  EXPECT_TRUE(clash("", ""));
  EXPECT_TRUE(clash("", "when bilingual"));
  EXPECT_FALSE(clash("", "instead of 1"));
  EXPECT_FALSE(clash("until 2019-06-30", "from 2019-07-01"));
  EXPECT_TRUE(clash("until 2019-07-01", "from 2019-07-01"));
}

TEST(RulesAtOnce, Truths) {
  EXPECT_FALSE(clash("when bilingual", "unless bilingual"));
  EXPECT_FALSE(clash("when bilingual", "when not bilingual and notary"));
  EXPECT_FALSE(clash("when bilingual is yes", "when bilingual is no"));
  EXPECT_TRUE(clash("when bilingual", "when notary"));
}

TEST(RulesAtOnce, Choices) {
  EXPECT_FALSE(clash("when coverage is single", "when coverage is family"));
  EXPECT_FALSE(clash("when coverage is one of single or family", "when coverage is opt_out"));
  EXPECT_FALSE(clash("when coverage is not opt_out", "when coverage is opt_out"));
  EXPECT_FALSE(clash("when coverage is not opt_out and coverage is not single", "when coverage is not family"));
  EXPECT_TRUE(clash("when coverage is not opt_out", "when coverage is family"));
  EXPECT_FALSE(clash("when title is \"Clerk\"", "when title is \"Inspector\""));
  EXPECT_TRUE(clash("when title is \"Clerk\"", "when title is one of \"Inspector\" or \"Clerk\""));
  EXPECT_FALSE(clash("when rate is plain", "when rate is raised"));
}

TEST(RulesAtOnce, Bounds) {
  EXPECT_FALSE(clash("when hired on or before 2019-02-06", "when hired after 2019-02-06"));
  EXPECT_TRUE(clash("when hired on or before 2019-02-06", "when hired on or after 2019-02-06"));
  EXPECT_FALSE(clash("when step is at most 3", "when step is more than 3"));
  EXPECT_FALSE(clash("when step is more than 3 and step is less than 5", "when step is at least 5"));
  EXPECT_FALSE(clash("when step is more than 3 and step is less than 4", ""));
  EXPECT_TRUE(clash("when fte is more than 0.3 and fte is less than 0.4", "when fte is at most 0.35"));
  EXPECT_FALSE(clash("when step is more than 7", ""));
}

TEST(RulesAtOnce, Presence) {
  EXPECT_FALSE(clash("when separated is recorded", "when separated is empty"));
  EXPECT_FALSE(clash("when separated after 2019-01-01", "when separated is empty"));
  EXPECT_TRUE(clash("when not (separated after 2019-01-01)", "when separated is empty"));
}

TEST(RulesAtOnce, NothingIsSaidOfWhatCannotBeProved) {
  EXPECT_FALSE(clash("when judged", "when not notary"));
  EXPECT_FALSE(clash("when hired before separated", "when hired after separated"));
  EXPECT_TRUE(clash("when judged", "when judged"));
  EXPECT_FALSE(clash("when judged", "unless judged"));
}

TEST(RulesAtOnce, YesAndNoFiguresAreSeenThrough) {
  EXPECT_TRUE(clash("when judged", "when other"));
  EXPECT_FALSE(clash("when judged", "when not notary"));
  EXPECT_FALSE(clash("when judged", "when other and not notary"));
  EXPECT_FALSE(clash("when other", "when step is less than 7"));
  EXPECT_TRUE(clash("when not other", "when step is 7"));
}

TEST(RulesAtOnce, TheCalendarOfADayIsKnown) {
  EXPECT_TRUE(clash("when hired on or before the end of the month", "when notary"));
  EXPECT_FALSE(clash("when hired on or before the end of the month", "when hired after the end of the month"));
  EXPECT_TRUE(clash("when day on or after 2019-01-15 and bilingual", "when notary"));
}

TEST(RulesAtOnce, OtherwiseIsLiveWhenNoneOfItsStatementIs) {
  EXPECT_FALSE(clash("when bilingual\n    = $3 otherwise", "when notary and not notary"));
  EXPECT_TRUE(clash("when bilingual\n    = $3 otherwise", "when not bilingual"));
  EXPECT_TRUE(clash("when bilingual\n    = $3 otherwise", "when bilingual"));
}

TEST(RulesAtOnce, TheWitnessSatisfiesBoth) {
  const CheckedText text = check_text(
      frame +
      "clause 1 \"One\"\n  figure amount \"Amount\" in dollars = $1 when step is at least 3 and coverage is not "
      "opt_out\n"
      "clause 2 \"Two\"\n  figure amount = $2 when step is at most 3 and coverage is one of opt_out or family\n");
  EXPECT_NE(text.rendered().find("`step` 3"), std::string::npos) << text.rendered();
  EXPECT_NE(text.rendered().find("`coverage` family"), std::string::npos) << text.rendered();
}

}  // namespace
}  // namespace mou::testing
