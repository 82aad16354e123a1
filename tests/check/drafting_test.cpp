// The checks of the drafting: what each finds, and what it lets be.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dsl/check/numbers_in_words.h"
#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

const std::string header = "contract example\n  term 2019-01-01 to 2019-12-31\n  approved 2018-12-10\n";

// The codes of what is said of a contract, with the facts that the tests use.
std::vector<std::string> codes(const std::string& text) {
  const std::string facts =
      "fact hired is a date\nfact started is a time\nfact fte is a number from 0.01 to 1\n"
      "fact years is a whole number from 0 to 40\nfact member is yes or no\n";
  std::vector<std::string> found;
  for (const std::string& code : check_text(header + facts + text).codes()) {
    // Not every text reads every fact.
    if (code != "M0513") found.push_back(code);
  }
  return found;
}

std::string text_of_first(const std::string& text) {
  const auto all = said_twice(text);
  if (all.empty()) return "nothing";
  return all[0].words.text() + " " + all[0].numeral.text();
}

using Codes = std::vector<std::string>;

TEST(WordsAndNumerals, AreReadAsPeopleSayThem) {
  EXPECT_EQ(text_of_first("one percent (2.0%)"), "1 2");
  EXPECT_EQ(text_of_first("a two and one half percent (2.5%) increase"), "2.5 2.5");
  EXPECT_EQ(text_of_first("two and fifty one one-hundredths\npercent (2.51%)"), "2.51 2.51");
  EXPECT_EQ(text_of_first("one and one-half(1 1/2)times"), "1.5 1.5");
  EXPECT_EQ(text_of_first("two hundred and fifty dollars ($250)"), "250 250");
  EXPECT_EQ(text_of_first("one thousand five hundred dollars ($1,500.00)"), "1500 1500");
  EXPECT_EQ(text_of_first("forty-five (45) days"), "45 45");
  EXPECT_EQ(text_of_first("between two and three (3) days"), "3 3");
  EXPECT_EQ(text_of_first("90 (ninety) days"), "90 90");
}

TEST(WordsAndNumerals, LetOtherParenthesesBe) {
  for (const char* text : {"this MOU (2018-21)", "three ways: (1) by mail", "the Union (SEIU)", "the following (a)",
                           "one year (as of 2019)", "no number (7)", "two (or more)"}) {
    EXPECT_EQ(text_of_first(text), "nothing") << text;
  }
}

TEST(WordsAndNumerals, AreComparedInProseAndTitles) {
  EXPECT_EQ(codes("clause 1 \"Two (3) days\"\n  prose \"Ten (10) hours.\"\n"), Codes{"M0701"});
}

TEST(TwoFigures, OneReadingDecidesBetweenThem) {
  const std::string reading = "reading which \"?\" is low or high, used low\n";
  EXPECT_EQ(codes("clause 1 \"Pay\"\n" + reading +
                  "figure pay_raise \"Raise\" is a number = 1% when which is low = 2% when which is high\n"),
            Codes{"M0702"});
  // Another condition tells them apart as well.
  EXPECT_EQ(codes("clause 1 \"Pay\"\n" + reading +
                  "figure pay_raise \"Raise\" is a number = 1% when member and which is low\n"
                  "  = 2% when not member and which is high = 0% otherwise\n"),
            Codes{});
  // Another rule, not another number.
  EXPECT_EQ(codes("clause 1 \"Pay\"\n" + reading +
                  "figure pay_raise \"Raise\" is a number = 1% when which is low = 2% * fte when which is high\n"),
            Codes{});
}

TEST(TwoFigures, OneRowDepartsFromTheRatioOfTheOthers) {
  const std::string office =
      "clause 1 \"Leave\"\n  figure office \"Office\" in hours by years =\n    | 0 to 5 | 10 hours |\n"
      "    | 6 to 10 | 13 hours |\n    | 11 or more | 16 hours |\n";
  const auto shift = [](const std::string& last) {
    return "  figure shift \"Shift\" in hours by years =\n    | 0 to 5 | 14 hours |\n    | 6 to 10 | 18.2 hours |\n"
           "    | 11 or more | " +
           last + " hours |\n";
  };
  EXPECT_EQ(codes(office + shift("22.5")), Codes{"M0702"});
  EXPECT_EQ(codes(office + shift("22.4")), Codes{});
  EXPECT_EQ(codes(office + shift("30")), Codes{});
}

TEST(BoundaryDay, BelongsToNobody) {
  const std::string before = "clause 1 \"Formula\"\n  figure formula is text = \"A\" when hired before 2012-12-24 ";
  EXPECT_EQ(codes(before + "= \"B\" when hired after 2012-12-24\n"), Codes{"M0703"});
  EXPECT_EQ(codes(before + "= \"B\" when hired on or after 2012-12-24\n"), Codes{});
  EXPECT_EQ(codes(before + "= \"B\" otherwise\n"), Codes{});
  EXPECT_EQ(codes(before + "= \"B\" when hired after 2012-12-24 = \"C\" when hired is on 2012-12-24\n"), Codes{});
  EXPECT_EQ(codes("clause 1 \"Counted\"\n  figure counted is text = \"A\" when hired on or before 2012-12-31 "
                  "= \"B\" when hired after 2013-01-01\n"),
            Codes{"M0703"});
}

TEST(BoundaryDay, IsDecidedByAReadingAlone) {
  const std::string reading = "reading on_the_day \"?\" is early or late, used early\n";
  EXPECT_EQ(codes("clause 1 \"Later hires\"\n" + reading +
                  "  figure later is yes or no = yes when hired after 2019-02-06 or (hired is on 2019-02-06 and "
                  "on_the_day is late) = no otherwise\n"),
            Codes{"M0703"});
}

TEST(BoundaryDay, IsAlsoAnHourOrANumber) {
  EXPECT_EQ(codes("clause 1 \"Night\"\n  figure night in dollars = $1 when started after 20:00 "
                  "= $0 when started before 20:00\n"),
            Codes{"M0703"});
  EXPECT_EQ(codes("clause 1 \"Share\"\n  figure share in dollars = $1 when fte is more than 0.5 "
                  "= $0 when fte is less than 0.5\n"),
            Codes{"M0703"});
}

TEST(Numbering, HasNoHoles) {
  const auto clauses = [](const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += "clause " + id + " \"Some\"\n  prose \"Words.\"\n";
    return codes(text);
  };
  EXPECT_EQ(clauses({"1", "2", "3"}), Codes{});
  EXPECT_EQ(clauses({"1", "3"}), Codes{"M0704"});
  EXPECT_EQ(clauses({"2", "3"}), Codes{"M0704"});
  EXPECT_EQ(clauses({"1.A", "1.B", "1.D"}), Codes{"M0704"});
  EXPECT_EQ(clauses({"1.1-1", "1.1-3", "1.2"}), Codes{});
  // An excerpt.
  EXPECT_EQ(clauses({"7", "12"}), Codes{});
  EXPECT_EQ(clauses({"App.A.0", "App.A.1"}), Codes{});
}

TEST(Numbering, GivesANumberOnce) {
  EXPECT_EQ(codes("clause 1(first) \"A\"\n  prose \"A.\"\nclause 1(second) \"B\"\n  prose \"B.\"\n"), Codes{"M0705"});
}

TEST(Term, HoldsTheDatesOfItsRules) {
  EXPECT_EQ(codes("clause 1 \"A\"\n  figure a in dollars = $1 from 2018-01-01 until 2018-12-31\n"), Codes{"M0707"});
  EXPECT_EQ(codes("clause 1 \"A\"\n  figure a in dollars = $1 from 2020-01-01\n"), Codes{"M0707"});
  EXPECT_EQ(codes("clause 1 \"A\"\n  figure a in dollars = $1 from 2018-01-01\n"), Codes{});
  EXPECT_EQ(codes("clause 1 \"A\"\n  figure a is yes or no = yes when day on or after 2018-06-16 and day on or before "
                  "2018-06-30 = no otherwise\n"),
            Codes{"M0707"});
}

TEST(Tenfold, IsSaidOfRowsAndOfWhatHeldBefore) {
  const auto rows = [](const std::string& middle) {
    return codes("clause 1 \"Leave\"\n  figure leave in hours by years =\n    | 0 to 3 | 12 hours |\n    | 4 to 7 | " +
                 middle + " hours |\n    | 8 or more | 16 hours |\n");
  };
  EXPECT_EQ(rows("140"), Codes{"M0708"});
  EXPECT_EQ(rows("1.4"), Codes{"M0708"});
  EXPECT_EQ(rows("14"), Codes{});
  EXPECT_EQ(rows("40"), Codes{});
  EXPECT_EQ(codes("clause 1 \"A\"\n  figure a in dollars = $750 until 2019-06-30 = $7,500 from 2019-07-01\n"),
            Codes{"M0708"});
  EXPECT_EQ(codes("clause 1 \"A\"\n  figure a in dollars = $750 until 2019-06-30 = $1,500 from 2019-07-01\n"), Codes{});
}

TEST(SideLetter, EndsSomewhere) {
  const auto letter = [](const std::string& term, const std::string& until) {
    const CheckedText text = check_texts(
        {{"example.mou", header + "clause 1 \"A\"\n  figure a in dollars = $1\n"},
         {"letter.mou", "amendment letter\n  amends example\n" + term +
                            "  approved 2019-02-01\nclause SL-1 \"B\"\n  figure b in dollars = $2 " + until + "\n"}});
    return text.has("M0709");
  };
  EXPECT_TRUE(letter("", ""));
  EXPECT_FALSE(letter("", "until 2019-12-31"));
  EXPECT_FALSE(letter("  term 2019-02-01 to 2019-12-31\n", ""));
}

}  // namespace
}  // namespace mou::testing
