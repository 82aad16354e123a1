// The formatter: one text for one meaning.
#include "dsl/format/format.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/syntax/random_contract.h"
#include "tests/syntax/reading.h"

namespace mou {
namespace {

std::string formatted(const std::string& text) {
  Read read(text);
  if (!read.told().empty()) return read.told();
  return format(read.sources, 0, read.tree, read.diagnostics).value_or(read.told());
}

TEST(Format, OneWayToWriteIt) {
  EXPECT_EQ(formatted(R"(# first
contract   c "C"
 uses city term 2019-01-01 to 2020-12-31
clause 1-1 "One" page 2 from 2019-01-01
pay a "A"   = 5% of base , rounded to the cent when not(x is empty) and y, paid on the last pay day of July
figure b by k
= | one |  5 hours|
| two, "three" | 10 hours | # the rest
when a
figure c = 1 when not a is recorded
 = 20 otherwise
clause 1-2 "Two")"),
            R"(# first
contract c "C"
  term  2019-01-01 to 2020-12-31
  uses  city

clause 1-1 "One", page 2, from 2019-01-01
  pay a "A" = 5% of base, rounded to the cent, paid on the last pay day of July when not (x is empty) and y
  figure b by k
    = | one          | 5 hours  |
      | two, "three" | 10 hours |  # the rest
      when a
  figure c
    = 1  when a is not recorded
    = 20 otherwise

clause 1-2 "Two"
)");
}

TEST(Format, CommentsStayAtTheirPlaces) {
  const std::string text = R"(city c

# Above the fact, with a blank line before it.
fact a is text  # beside it
# Above the next.
fact b is a date

clause 1 "One"
  # In the clause.
  figure x
    # Above the first rule.
    = 1 when a   # beside the first rule
    # Above the second.
    = 2 otherwise
  # At the end of the clause.

# Above the next clause.
clause 2 "Two"
# At the end.
)";
  const std::string once = formatted(text);
  EXPECT_NE(once.find("= 1 when a  # beside the first rule\n"), std::string::npos) << once;
  EXPECT_EQ(formatted(once), once);
  for (const char* each :
       {"\n\n# Above the fact", "text  # beside it\n# Above the next.\nfact b", "\n  # In the clause.\n",
        "\n    # Above the first rule.\n    = 1", "\n    # Above the second.\n    = 2",
        "\n  # At the end of the clause.\n\n# Above the next clause.\nclause 2", "\n# At the end.\n"}) {
    EXPECT_NE(once.find(each), std::string::npos) << each << "\nin\n" << once;
  }
}

TEST(Format, ContractsKeepTheirMeaning) {
  std::size_t found = 0;
  for (const auto& each : std::filesystem::recursive_directory_iterator(MOU_SOURCE_DIR "/contracts")) {
    if (each.path().extension() != ".mou") continue;
    ++found;
    std::ifstream file(each.path());
    std::stringstream text;
    text << file.rdbuf();
    // format() itself compares the trees.
    const std::string once = formatted(text.str());
    EXPECT_GT(once.size(), text.str().size() / 2) << each.path() << "\n" << once;
    EXPECT_EQ(formatted(once), once) << each.path();
  }
  EXPECT_GE(found, 3U);
}

TEST(Format, AFileWithMistakesIsLeftAlone) {
  Read read("contract c\nfigure = 5\n");
  EXPECT_EQ(format(read.sources, 0, read.tree, read.diagnostics), std::nullopt);
}

RC_GTEST_PROP(Format, FormattingTwiceIsFormattingOnce, ()) {
  const auto seed = *rc::gen::arbitrary<unsigned>();
  const std::string text = RandomContract(seed).text(6);
  Read read(text);
  if (!read.told().empty()) RC_FAIL("does not parse:\n" + read.told() + text);
  const auto once = format(read.sources, 0, read.tree, read.diagnostics);
  if (!once) RC_FAIL("does not format:\n" + text);
  RC_ASSERT(formatted(*once) == *once);
}

}  // namespace
}  // namespace mou
