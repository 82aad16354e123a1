// Contracts with what amends them and what is assumed of their employees, held by examples in the text.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "analysis/examples.h"

namespace mou {

namespace {

using Files = std::map<std::string, std::string>;

const char* const base = R"(contract base "Small contract"
  term     2020-01-01 to 2022-12-31
  approved 2020-03-10
  rounding half up

clock pay period every 14 days from 2020-01-05 paid on 5 days after the end of the pay period
fact hired "Hired" is a date
fact step "Step" is a whole number from 1 to 9
fact title "Title" is text
fact bilingual "Bilingual" is yes or no
outside tax "Set by the state." is a number from 0 to 1 in steps of 0.01

clause 1 "Meals"
  figure meals "Meals" in dollars = $18
clause 2 "Boots"
  figure boots "Boots" in dollars = $100
clause 3 "Rate"
  figure rate "Rate" in dollars per month = $1,000 per month
clause 3-1 "Raise"
  raise rate by 10% from 2020-07-01
clause 4 "Leave"
  bank leave "Leave" in hours
  bank leave earns 8 hours each month
clause 5 "Price"
  figure price "Price" in dollars = $100 * (100% + tax)
clause 6 "Pay for skills"
  pay skill_pay "Skills" = $40 when bilingual
  pay title_pay "Title" = $40 when title is "Chief"
)";

Program program_of(const Files& files, const std::string& top, const std::vector<std::string>& with = {},
                   std::optional<Date> as_known_on = std::nullopt) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  return compile(top, as_known_on, read, with);
}

void expect_examples(const Program& program, std::size_t count) {
  for (const Diagnostic& diagnostic : program.diagnostics.all()) {
    if (code_severity(diagnostic.code) == Severity::error) ADD_FAILURE() << render(diagnostic, program.sources, false);
  }
  ASSERT_TRUE(program.graph);
  EXPECT_EQ(verify(*program.graph), std::vector<std::string>());
  const std::vector<ExampleResult> results = run_examples(program);
  EXPECT_EQ(results.size(), count);
  for (const ExampleResult& example : results) {
    for (const Note& problem : example.problems) ADD_FAILURE() << example.title << ": " << problem.text;
    for (const ExampleCheck& check : example.checks) {
      EXPECT_TRUE(check.holds) << check.what << " is " << check.actual << ", not " << check.expected << "\n"
                               << check.trace;
    }
  }
}

// The base and one letter to it.
void expect_letter(const std::string& letter, std::size_t examples) {
  const Files files = {{"base.mou", base},
                       {"letter.mou", "amendment letter \"Letter\"\n  amends base\n  approved 2020-06-01\n" + letter}};
  expect_examples(program_of(files, "letter.mou"), examples);
}

}  // namespace

TEST(Amendments, AKnownNumberTakesTheClausesPlaceFromItsOwnDay) {
  expect_letter(R"(clause 1 "Meals", from 2020-08-01
  figure meals = $20
  example "before and after"
    gives meals = $18 on 2020-07-31
    gives meals = $20 on 2020-08-01
)",
                1);
}

TEST(Amendments, AReplacedClauseWithAConditionGoesOnForTheOthers) {
  expect_letter(R"(clause 1 "Meals", when title is "Chief"
  figure meals = $20
  example "chiefs"
    given title = "Chief"
    gives meals = $18 on 2020-05-31
    gives meals = $20 on 2020-06-01
  example "others"
    given title = "Clerk"
    gives meals = $18 on 2020-06-01
)",
                2);
}

TEST(Amendments, AClauseThatSaysNothingMoreEndsTheOneOfItsNumber) {
  expect_letter(R"(clause 2 "Boots: none for chiefs", when title is "Chief"
  prose "Ended."
clause 4 "Leave: ended"
  prose "Ended."
  example "chiefs"
    given title = "Chief"
    gives boots = $100 on 2020-05-31
    gives boots = nothing on 2020-06-01
    gives leave.earned = 8 hours on 2020-05-31
    gives leave.earned = 0 hours on 2020-06-30
  example "others"
    given title = "Clerk"
    gives boots = $100 on 2020-06-01
)",
                2);
}

TEST(Amendments, ARaiseWhoseClauseEndsBeforeItsDayNeverComes) {
  expect_letter(R"(clause 3-1 "Raise: not any more"
  prose "Ended."
  example "the rate stays"
    gives rate = $1,000 per month on 2020-07-01
)",
                1);
  expect_letter(R"(clause 3-1 "A smaller raise"
  raise rate by 5% from 2020-07-01
  example "one raise, not two"
    gives rate = $1,000 per month on 2020-06-30
    gives rate = $1,050 per month on 2020-07-01
)",
                1);
}

TEST(Amendments, ARaiseInsteadOfAnotherUndoesIt) {
  expect_letter(R"(clause L-1 "Another raise", when title is "Chief"
  raise rate by 20% from 2020-09-01 instead of 3-1
  example "chiefs"
    given title = "Chief"
    gives rate = $1,100 per month on 2020-08-31
    gives rate = $1,200 per month on 2020-09-01
  example "others"
    given title = "Clerk"
    gives rate = $1,100 per month on 2020-09-01
)",
                2);
}

TEST(Amendments, AreLeftOutBeforeTheyAreKnown) {
  const Files files = {{"base.mou", base},
                       {"letter.mou",
                        "amendment letter \"Letter\"\n  amends base\n  approved 2020-06-01\nclause 1 \"Meals\"\n"
                        "  figure meals = $20\n"}};
  const Program before = program_of(files, "letter.mou", {}, make_date(2020, 5, 31));
  ASSERT_TRUE(before.graph);
  EXPECT_EQ(before.graph->contract, "base");
  const Program after = program_of(files, "letter.mou", {}, make_date(2020, 6, 1));
  ASSERT_TRUE(after.graph);
  EXPECT_EQ(after.graph->title, "Small contract, amended by Letter");
  const Program with = program_of(files, "./base.mou", {"letter.mou"});
  ASSERT_TRUE(with.graph);
  EXPECT_EQ(with.graph->title, "Small contract, amended by Letter");
  EXPECT_EQ(with.tree.files.size(), 2U);
}

TEST(Amendments, NeverExpireUnlessASuccessorSpeaksOfTheFigure) {
  const Files files = {{"base.mou", base},
                       {"letter.mou",
                        "amendment letter \"Letter\"\n  amends base\n  approved 2020-06-01\nclause 1 \"Meals\"\n"
                        "  figure meals = $20\nclause L-2 \"Boots\"\n  figure boots = $150 instead of 2\n"},
                       {"next.mou", R"(contract next "Next"
  term 2023-01-01 to 2024-12-31
  approved 2022-12-01
  succeeds letter
clause 7 "Meals"
  figure meals = $30
  example "meals are spoken of, boots are not"
    gives meals = $20 on 2022-12-31
    gives meals = $30 on 2023-01-01
    gives boots = $150 on 2023-01-01
)"}};
  expect_examples(program_of(files, "next.mou"), 1);
}

TEST(Assumptions, FillInUndatedAndTakeThePlaceOfWhatIsOlder) {
  const Files files = {{"base.mou", base + std::string(R"(
  example "assumed"
    given hired = 2019-01-01, step = 2, step = 5 from 2021-02-01
    gives skill_pay = $40 on 2020-02-01
    gives step = 2 on 2020-12-31
    gives step = 3 on 2021-01-01
    gives step = 5 on 2021-02-01
    gives price = $120 on 2020-06-01
    gives price = $130 on 2021-01-01
  example "recorded"
    given bilingual = no, tax = 0.05
    gives skill_pay = $0 on 2020-02-01
    gives price = $105 on 2020-06-01
    gives price = $130 on 2021-01-01
)")},
                       {"guess.mou", R"(assumptions guess "Guess"
  assume bilingual = yes
  assume step = 3 from 2021-01-01 when hired before 2020-01-01
  assume tax = 0.2
  assume tax = 0.3 from 2021-01-01
)"}};
  expect_examples(program_of(files, "base.mou", {"guess.mou"}), 2);
}

TEST(OnlyOne, OfEqualOnesTheFirstNamedStays) {
  const Files files = {{"base.mou", base + std::string(R"(
  figure seen "Seen" in dollars, each pay period = title_pay
  only one of skill_pay and title_pay, the greatest from 2020-06-07
  example "equal"
    given bilingual = yes, title = "Chief"
    gives title_pay = $40 on 2020-06-06
    gives skill_pay = $40 on 2020-06-20
    gives title_pay = $0 on 2020-06-20
    gives seen = $0 on 2020-06-20
    gives gross_pay = $40 on 2020-06-20
  example "the other alone"
    given bilingual = no, title = "Chief"
    gives title_pay = $40 on 2020-06-20
)")}};
  expect_examples(program_of(files, "base.mou"), 2);
}

TEST(OnlyOne, TheFirstThatIsNotZero) {
  const Files files = {{"base.mou", base + std::string(R"(
  figure big "Big" in dollars, each pay period = $90 when step is at least 5
  figure small "Small" in dollars, each pay period = $10
  only one of small and big, the first
  example "both"
    given step = 6
    gives small = $10 on 2020-06-20
    gives big = $0 on 2020-06-20
  example "what has no value is not 0"
    given step = 1
    gives small = $10 on 2020-06-20
    gives big = nothing on 2020-06-20
)")}};
  expect_examples(program_of(files, "base.mou"), 2);
}

}  // namespace mou
