// Places where the grammar could be read in two ways, and how it is read.
#include <gtest/gtest.h>

#include <string>

#include "dsl/syntax/dump.h"
#include "tests/syntax/reading.h"

namespace mou {
namespace {

// The dump of a file with these statements, or what was told.
std::string dumped(const std::string& statements) {
  const Read read("contract c\n" + statements);
  return read.told().empty() ? dump(read.tree).substr(11) : read.told();
}

// The first value of `figure f = ...`.
std::string value_of(const std::string& value) {
  const Read read("contract c\nfigure f = " + value);
  if (!read.told().empty()) return read.told();
  return dump_expression(read.tree, read.tree.statements.front().rules.front().value);
}

std::string condition_of(const std::string& condition) {
  const Read read("contract c\nfigure f = 1 when " + condition);
  if (!read.told().empty()) return read.told();
  return dump_expression(read.tree, read.tree.statements.front().rules.front().mods.when.front());
}

TEST(Probes, AStatementEndsAtTheNextStatementWord) {
  EXPECT_EQ(
      dumped("fact a is text fact b is a date\nclause 1-1 \"C\" prose \"p\" cites 2 article 3 \"T\""),
      "fact a\n  type text\nfact b\n  type a date\nclause 1-1 \"C\"\n  prose\n    text \"p\"\n  cites\n    ids 2\n"
      "article 3 \"T\"\n");
}

TEST(Probes, StatementWordsAreNamesWhereNothingFollowsThem) {
  EXPECT_EQ(condition_of("pay_as is bank"), "(compare is pay_as bank)");
  EXPECT_EQ(condition_of("bank is one of order or reading"), "(one_of is one of bank order reading)");
  EXPECT_EQ(dumped("pay x = 1 when kind is bank\nclause 2 \"C\""),
            "pay x\n  = [1]\n    when (compare is kind bank)\nclause 2 \"C\"\n");
  EXPECT_EQ(dumped("pay x = 1 when kind is bank\nbank b in hours"),
            "pay x\n  = [1]\n    when (compare is kind bank)\nbank b\n  type in hours\n");
  EXPECT_EQ(value_of("elections.paid + leave.from"), "(add elections.paid leave.from)");
}

TEST(Probes, PayTheStatementAndPayPeriodTheClock) {
  EXPECT_EQ(dumped("figure x in hours, each pay period = 2 pay periods\npay y = 1"),
            "figure x\n  type in hours\n  each pay period\n  = [2 pay periods]\npay y\n  = [1]\n");
  EXPECT_EQ(value_of("15 working days after the first pay day of July"),
            "(offset after [15 working days] (nth first pay day 1 (month_name July -)))");
}

TEST(Probes, AUnitIsNeverTheNextStatement) {
  EXPECT_EQ(dumped("figure x = 5\nfigure y = 6\nclause 7 \"C\""),
            "figure x\n  = [5]\nfigure y\n  = [6]\nclause 7 \"C\"\n");
  EXPECT_EQ(dumped("figure x = 5 hours\n  per day fact z is text"),
            "figure x\n  = [5 hours per day]\nfact z\n  type text\n");
}

TEST(Probes, TotalsStandAloneOrInParentheses) {
  EXPECT_EQ(value_of("total of h over leave where x is at least 1"),
            "(total total h (rows leave (compare at least x [1]) -))");
  EXPECT_EQ(condition_of("(number of leave where x) is at least 1"),
            "(compare at least (parentheses (count (rows leave x -))) [1])");
  EXPECT_EQ(value_of("2 * the total of h over leave"),
            "2: M0101 `over` stands where `and` with the last of the list is wanted\n");
  EXPECT_EQ(value_of("2 * number of leave"), "2: M0101 `number` stands where a single value is wanted\n");
}

TEST(Probes, CompletedYearsSince) {
  EXPECT_EQ(value_of("completed years since hired"), "(completed years hired)");
  EXPECT_EQ(dumped("figure x = years from hired"), "figure x\n  = years\n    from hired\n");
}

TEST(Probes, UnitsAreNeverOperatorWords) {
  EXPECT_EQ(
      dumped("figure x by k = | 0 to 5 | 1 |\n | 6 or more | 2 |\n | under 1 year | 3 |"),
      "figure x\n  keys k\n  = (table)\n    | 0 to 5 => [1] |\n    | 6 to  => [2] |\n    |  under 1 year => [3] |\n");
  EXPECT_EQ(dumped("figure x = 5 until 2019-01-01"), "figure x\n  = [5]\n    until 2019-01-01\n");
}

TEST(Probes, LiteralsComeFirstAndMinusNeedsABlank) {
  EXPECT_EQ(value_of("2019-07-01"), "2019-07-01");
  EXPECT_EQ(value_of("6 - 5"), "(subtract [6] [5])");
  EXPECT_EQ(value_of("6-5"),
            "2: M0101 `6-5` has no blanks around its `-`, so it is no subtraction: `5-2` is the number of a clause\n");
  EXPECT_EQ(dumped("clause 5-2 \"C\", page 14-15"), "clause 5-2 \"C\", page 14-15\n");
}

TEST(Probes, CommasInNumbersAndLists) {
  EXPECT_EQ(value_of("$1,474"), "[1474 $]");
  EXPECT_EQ(value_of("f(1, 474)"), "(name f [1] [474])");
  EXPECT_EQ(value_of("f(1,474)"), "(name f [1474])");
  EXPECT_EQ(value_of("f(75,3)"), "2: M0103 `75,3` is no number\n");
  EXPECT_EQ(value_of("$1,47"), "2: M0103 `$1,47` is no number\n");
}

TEST(Probes, ARowEndsWithItsLine) {
  EXPECT_EQ(dumped("figure x by k = | a | 1\n | b | 2 |"), "2: M0101 the row does not end with `|`\n");
  EXPECT_EQ(dumped("figure x by k = | a |\n 1 |"),
            "2: M0101 a row of one cell: it needs a key and a value\n"
            "3: M0101 `1` does not fit here after `|`\n");
}

TEST(Probes, MarksInQuotes) {
  EXPECT_EQ(dumped("prose \"# no comment | no cell\" # a comment"), "prose\n  text \"# no comment | no cell\"\n");
  EXPECT_EQ(dumped("figure x by k = | \"a, b\", c | \"#\" | # d"),
            "figure x\n  keys k\n  = (table)\n    | \"a, b\", \"c\" => \"#\" |\n");
}

TEST(Probes, OnIsAModifierAndIsOnAComparison) {
  EXPECT_EQ(dumped("pay x = 1 when hired on or before approval on the first pay day of December"),
            "pay x\n  = [1]\n    when (compare on or before hired approval)\n"
            "    on (nth first pay day 1 (month_name December -))\n");
  EXPECT_EQ(dumped("pay x = 1 when retired on separated"), "pay x\n  = [1]\n    when retired\n    on separated\n");
  EXPECT_EQ(condition_of("hired is on separated"), "(compare on hired separated)");
}

TEST(Probes, OneRuleForIds) {
  for (const char* id : {"4.2(bis)", "26(first)", "9-ex1", "10-T1a", "16.1-E", "App.A.3", "Res"}) {
    EXPECT_EQ(dumped("clause " + std::string(id) + " \"C\""), "clause " + std::string(id) + " \"C\"\n");
  }
}

TEST(Probes, KeywordsEndWhereTheyEnd) {
  EXPECT_EQ(value_of("only + whenever + onward"), "(add (add only whenever) onward)");
  EXPECT_EQ(value_of("the lesser of total and number"), "(among each lesser total number)");
}

TEST(Probes, ListsOfSingleThings) {
  EXPECT_EQ(value_of("the greater of hours and 2 hours + the lesser of travel and 1 hour"),
            "(add (among each greater hours [2 hours]) (among each lesser travel [1 hour]))");
  EXPECT_EQ(value_of("5% of x * 2"), "(multiply (percent_of [5 % percent] x) [2])");
  EXPECT_EQ(value_of("(the highest of a, b and c + 1)"), "(parentheses (add (among each highest a b c) [1]))");
  EXPECT_EQ(condition_of("(the total of a and b is 5 and c)"),
            "(parentheses (all_of (compare is (among each total a b) [5]) c))");
}

TEST(Probes, AndAndOrAreNotMixed) {
  EXPECT_EQ(condition_of("a and b and c"), "(all_of a b c)");
  EXPECT_EQ(condition_of("a or b"), "(any_of a b)");
  EXPECT_EQ(condition_of("(a or b) and c"), "(all_of (parentheses (any_of a b)) c)");
  EXPECT_EQ(condition_of("a and b or c"), "2: M0101 `or` stands where the rest of a condition of `and` is wanted\n");
  EXPECT_EQ(condition_of("a or b and c"), "2: M0101 `and` stands where the rest of a condition of `or` is wanted\n");
}

TEST(Probes, ParenthesesHoldWhatTheirPlaceWants) {
  EXPECT_EQ(value_of("(a is b) + 1"), "2: M0101 a condition stands where a value is wanted\n");
  EXPECT_EQ(condition_of("a + 1"), "2: M0101 a value stands where a condition is wanted\n");
  EXPECT_EQ(condition_of("(a) and not (b or c)"), "(all_of (parentheses a) (negation (parentheses (any_of b c))))");
}

TEST(Probes, DeclarationsOfTypes) {
  EXPECT_EQ(dumped("key benefit \"B\" is one of medical, dental or vision"),
            "key benefit \"B\"\n  type one of medical, dental, vision\n");
  EXPECT_EQ(dumped("fact a.b is a time default 08:00"), "fact a.b\n  type a time\n  default 08:00\n");
  EXPECT_EQ(dumped("fact f in hours from 0 hours to 24 hours in steps of 0.25 hours"),
            "fact f\n  type in hours\n    from [0 hours]\n    to [24 hours]\n    in steps of [0.25 hours]\n");
  EXPECT_EQ(dumped("figure a is text, each day, by b and c, starting at 1 = 2"),
            "figure a\n  type text\n  each day\n  keys b, c\n  starting at [1]\n  = [2]\n");
  EXPECT_EQ(dumped("figure a each day each month = 2"), "2: M0101 `each` is said a second time here\n");
}

TEST(Probes, BanksClocksAndEvents) {
  EXPECT_EQ(dumped("bank b moves x - 720 hours, at least 0 hours to c on 2007-04-01"),
            "bank b\n  flow moves\n  target c\n  = (at_least (subtract x [720 hours]) [0 hours])\n    on 2007-04-01\n");
  EXPECT_EQ(dumped("bank b holds at most 5 hours, the rest moves to c"),
            "bank b\n  flow holds\n  rest moves to\n  target c\n  = [5 hours]\n");
  EXPECT_EQ(
      dumped("clock pay period \"P\" every 14 days from 2018-10-07 paid on 5 days after the end of the pay period"),
      "clock pay period \"P\"\n  each pay period\n  condition [14 days]\n  start 2018-10-07\n"
      "  paid on (offset after [5 days] (boundary end (period the pay period -)))\n");
  EXPECT_EQ(dumped("clock working day each day when weekday is Monday unless holiday is recorded"),
            "clock working day\n  each working day\n  target day\n  when (compare is weekday Monday)\n"
            "  unless (presence recorded holiday)\n");
  EXPECT_EQ(dumped("event receipt \"R\", dated bought from receipts where amount is more than 0"),
            "event receipt \"R\"\n  target receipts\n  dated bought\n  condition (compare more than amount [0])\n");
}

}  // namespace
}  // namespace mou
