// The text of a signed document against its file: which numbers are amounts, and where the clauses stand.
#include "dsl/check/document.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dsl/check/marks.h"
#include "dsl/check/numbers_in_words.h"
#include "dsl/check/passages.h"
#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

const std::string header = "contract example\n  term 2019-01-01 to 2019-12-31\n  approved 2018-12-10\n";

std::vector<std::string> numbers(const std::string& text) {
  std::vector<std::string> found;
  for (const NumberInWords& each : numbers_in(text)) found.push_back(each.number.text());
  return found;
}

using Texts = std::vector<std::string>;

TEST(NumbersInText, WordsMakeOneNumber) {
  EXPECT_EQ(numbers("two and fifty one one-hundredths percent"), Texts({"2.51"}));
  EXPECT_EQ(numbers("two and one half"), Texts({"2.5"}));
  EXPECT_EQ(numbers("two hundred and fifty dollars, seventy-\nfive percent"), Texts({"250", "75"}));
  EXPECT_EQ(numbers("Fifty Thousand, fifteen hundred, one hundred ten"), Texts({"50000", "1500", "110"}));
  EXPECT_EQ(numbers("three hundred twenty-five and seventy-one hundredths"), Texts({"325.71"}));
}

TEST(NumbersInText, TwoNumbersStayTwo) {
  EXPECT_EQ(numbers("two and three, four or five"), Texts({"2", "3", "4", "5"}));
  EXPECT_EQ(numbers("five six"), Texts({"5", "6"}));
  EXPECT_EQ(numbers("fifty hundred"), Texts({"5000"}));
}

TEST(NumbersInText, ATiedWordIsNoNumber) {
  EXPECT_EQ(numbers("two-party cover, a four-ten week, one employee"), Texts());
}

TEST(NumbersInText, NumeralsOfDatesListsAndFractionsAreNone) {
  EXPECT_EQ(numbers("21624/26/28, 4/10, 12:01, 5-2, 1st"), Texts());
  EXPECT_EQ(numbers("October 7,2018, $1,500.50, .75 and 2.5%"), Texts({"7", "2018", "1500.5", "0.75", "2.5"}));
}

TEST(Passages, BeginAtTheirNumbersInOrder) {
  const std::string text =
      "ARTICLE 5, STANDBY....... 3\nARTICLE 5, STANDBY\n5.1 Hours\n5 Hours of\n5.10 No\n6. MEALS\nAPPENDIX A\nOn.\n"
      "SCHEDULE\n";
  const std::vector<Passage> found = passages_of(lines_of_document(text), {"5", "5.1", "5.2", "6", "App.A"});
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].first, 1U);
  EXPECT_EQ(found[1].first, 2U);
  EXPECT_EQ(found[1].last, 5U);
  EXPECT_EQ(found[2].number, "6");
  EXPECT_EQ(found[2].last, 6U);
  EXPECT_EQ(found[3].last, 8U);
}

TEST(Passages, AreFoundInOneLongLine) {
  const std::string filler(500, 'x');
  const std::string text = "5. STANDBY Two hours. " + filler + " 5.1 Hours Six days. 6. MEALS After ten hours.";
  const std::vector<DocumentLine> lines = lines_of_document(text);
  const std::vector<Passage> found = passages_of(lines, {"5", "5.1", "6"});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_TRUE(lines[found[1].first].text.starts_with("5.1 Hours"));
  EXPECT_TRUE(lines[found[2].first].text.starts_with("6. MEALS"));
  std::size_t together = 0;
  for (const DocumentLine& line : lines) together += line.text.size();
  EXPECT_EQ(together, text.size());
}

TEST(Marks, PagesOfAPacketAreAsFarApart) {
  const std::string text = "pay. 4 35 The City 12 14 hours 5 36 and 6 37 on";
  EXPECT_EQ(page_marks(text), (std::set<std::size_t>{5, 7, 31, 33, 40, 42}));
  EXPECT_TRUE(page_marks("pay. 4 35 The City 5 36 and on").empty());
}

bool mark(const std::string& text, const std::string& number) {
  for (const NumberInWords& each : numbers_in(text)) {
    if (each.text == number) return only_a_mark(text, each);
  }
  ADD_FAILURE() << number;
  return false;
}

TEST(Marks, ItemsLawsAndFormulas) {
  EXPECT_TRUE(mark("x\n2. The City", "2"));
  EXPECT_TRUE(mark("x 2) In that year", "2"));
  EXPECT_TRUE(mark("x 571(a)(5) and", "5"));
  EXPECT_TRUE(mark("x under Section 12 of", "12"));
  EXPECT_TRUE(mark("x 2.7% @ 55 for", "2.7%"));
  EXPECT_TRUE(mark("x 2.7% @ 55 for", "55"));
  EXPECT_TRUE(mark("x\n17\nand", "17"));
  EXPECT_FALSE(mark("x two (2) hours", "2"));
  EXPECT_FALSE(mark("x within 30 days", "30"));
  EXPECT_FALSE(mark("x\n30 days", "30"));
  EXPECT_FALSE(mark("x (at most 8) hours", "8"));
}

TEST(DocumentAtHand, NumbersOfAComputedClauseAreLookedUp) {
  CheckedText text = check_text(header +
                                "article 5 \"Standby\"\nclause 5.1 \"Hours\"\n  figure standby in hours = 2 hours\n"
                                "  prose \"Within seven days.\"\nclause 5.2 \"Meals\"\n  prose \"Meals.\"\n");
  const std::uint32_t document =
      text.sources.add("document.txt",
                       "ARTICLE 5, STANDBY\n5.1 Hours\nTwo (2) hours, and four hours when called, within 7 days\n"
                       "of 2019-03-01 under Section 12.\n17\n5.2 Meals\nAfter 10 hours, three (4) of them.\n");
  Diagnostics found;
  const DocumentRead read =
      check_document(text.tree, text.sources, text.checked, text.tree.files.back(), document, found);
  EXPECT_EQ(read.clauses, 1U);
  EXPECT_EQ(read.found, 1U);
  ASSERT_EQ(found.all().size(), 2U);
  EXPECT_EQ(found.all()[0].message, "the words say 3 and the numeral says 4");
  EXPECT_EQ(found.all()[1].message, "5.1 prints `four`, and no rule and no words of ours have that number");
}

TEST(DocumentAtHand, AClauseInsideAnotherIsOfItsPassage) {
  CheckedText text = check_text(header +
                                "clause 16.1 \"Retired\"\nclause 16.1.A \"First\"\n  figure a in hours = 25 hours\n"
                                "clause 16.1.B \"Second\"\n  figure b in hours = 20 hours\n");
  const std::uint32_t document =
      text.sources.add("document.txt", "16.1 Retired\nA. First 25\nB. Second 20, or 18 until December 31, 2019\n");
  Diagnostics found;
  const DocumentRead read =
      check_document(text.tree, text.sources, text.checked, text.tree.files.back(), document, found);
  EXPECT_EQ(read.clauses, 2U);
  EXPECT_EQ(read.found, 2U);
  ASSERT_EQ(found.all().size(), 1U);
  EXPECT_EQ(found.all()[0].message, "16.1 prints `18`, and no rule and no words of ours have that number");
}

TEST(DocumentAtHand, ManyUnknownNumbersAreCounted) {
  CheckedText text = check_text(header + "clause 3 \"Rates\"\n  figure a in hours = 25 hours\n");
  std::string table = "ARTICLE 3, RATES\n";
  for (int i = 100; i < 200; ++i) table += "for " + std::to_string(i) + " hours\n";
  const std::uint32_t document = text.sources.add("document.txt", table);
  Diagnostics found;
  check_document(text.tree, text.sources, text.checked, text.tree.files.back(), document, found);
  ASSERT_EQ(found.all().size(), 41U);
  EXPECT_EQ(found.all()[40].message, "3 prints 60 more numbers from `140` on that no rule and no words of ours have");
}

}  // namespace
}  // namespace mou::testing
