// What is said of raises, `only one of` and assumptions that mean nothing.
#include <gtest/gtest.h>

#include <string>

#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

const std::string header =
    "contract example\n  term 2019-01-01 to 2019-12-31\n  approved 2019-01-01\n"
    "clock pay period every 14 days from 2018-12-30 paid on 5 days after the end of the pay period\n"
    "fact step \"Step\" is a whole number from 1 to 7\nfact title \"Title\" is text\nkey benefit \"Benefit\" is one of "
    "medical or dental\n"
    "clause 1 \"One\"\n  pay a \"A\" = $1 when step is 1\n  pay b \"B\" = $2 when title is \"Chief\"\n"
    "  figure c \"C\" in dollars, each month = $3\n  figure d \"D\" in hours, each pay period = 1 hour\n"
    "  figure e \"E\" in dollars by benefit = | medical | $1 | \n | dental | $2 | \n";

std::vector<std::string> codes(const std::string& more) {
  return check_text(header + more).codes();
}

using Codes = std::vector<std::string>;

TEST(OnlyOne, IsOfFiguresThatAreAlike) {
  EXPECT_EQ(codes("only one of a and b, the greatest"), Codes{});
  EXPECT_EQ(codes("only one of a and c, the greatest"), Codes{"M0301"});
  EXPECT_EQ(codes("only one of a and d, the greatest"), Codes{"M0301"});
  EXPECT_EQ(codes("only one of a and nobody, the greatest"), Codes{"M0201"});
  EXPECT_EQ(codes("only one of a and step, the greatest"), Codes{"M0204"});
}

TEST(Raises, OfFactsNeedANumber) {
  EXPECT_EQ(codes("raise step by 2 from 2019-02-01"), Codes{});
  EXPECT_EQ(codes("change title to \"Head\" from 2019-02-01 when title is \"Chief\""), Codes{});
  EXPECT_EQ(codes("raise title by 2 from 2019-02-01"), Codes{"M0301"});
  EXPECT_EQ(codes("change step to \"Head\" from 2019-02-01"), Codes{"M0301"});
  EXPECT_EQ(codes("raise benefit by 2 from 2019-02-01"), Codes{"M0204"});
}

TEST(Assumptions, StandInAFileOfTheirOwn) {
  EXPECT_EQ(codes("assume step = 2"), Codes{"M0204"});
  const std::pair<std::string, std::string> contract{"example.mou", header};
  const auto assumed = [&](const std::string& text) {
    return check_texts({contract, {"guess.mou", "assumptions guess\n" + text}}).codes();
  };
  EXPECT_EQ(assumed("assume step = 2 from 2019-02-01"), Codes{});
  EXPECT_EQ(assumed("assume step = \"two\""), Codes{"M0301"});
  EXPECT_EQ(assumed("assume a = $2"), Codes{"M0204"});
}

TEST(Requirements, ForEachKeyMeanThatKey) {
  EXPECT_EQ(codes("require e(benefit) is at most $2 each month for each benefit \"two\""), Codes{});
  EXPECT_EQ(codes("require e is at most $2 each month for each benefit \"two\""), Codes{});
  EXPECT_EQ(codes("require e(benefit) is at most $2 each month for each nothing_known \"two\""),
            (Codes{"M0204", "M0201"}));
}

}  // namespace
}  // namespace mou::testing
