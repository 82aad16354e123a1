// Which examples count for a clause: those whose values rest on its rules, wherever they stand.
#include "analysis/coverage.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program.h"

namespace mou {
namespace {

std::map<std::string, std::size_t> worked(const std::string& clauses) {
  const std::string text = "contract small\n  term 2019-01-01 to 2019-12-31\n  approved 2018-12-10\n" + clauses;
  const Program program =
      compile("small.mou", std::nullopt, [&](const std::string&) { return std::optional<std::string>(text); });
  std::vector<ClauseCoverage> covered = coverage(program, false);
  work(program, covered);
  std::map<std::string, std::size_t> counts;
  for (const ClauseCoverage& clause : covered) counts[clause.id] = clause.worked;
  return counts;
}

using Counts = std::map<std::string, std::size_t>;

TEST(WorkedClauses, AreThoseThatAValueRestsOn) {
  EXPECT_EQ(worked("clause 1 \"Hours\"\n  figure hours_a in hours = 8 hours\n"
                   "clause 2 \"Pay\"\n  figure pay_a in hours = 2 * hours_a\n"
                   "  example \"twice eight\"\n    gives pay_a = 16 hours on 2019-06-30\n"
                   "clause 3 \"Rest\"\n  figure rest_a in hours = 3 hours\n"
                   "  example \"of another clause\"\n    gives hours_a = 8 hours on 2019-06-30\n"),
            (Counts{{"1", 2}, {"2", 1}, {"3", 0}}));
}

TEST(WorkedClauses, AreNotThoseWhoseFigureIsGiven) {
  EXPECT_EQ(worked("clause 1 \"Hours\"\n  figure hours_a in hours = 8 hours\n"
                   "clause 2 \"Pay\"\n  figure pay_a in hours = 2 * hours_a\n"
                   "  example \"of hours that are given\"\n    given hours_a = 4 hours\n"
                   "    gives pay_a = 8 hours on 2019-06-30\n"),
            (Counts{{"1", 0}, {"2", 1}}));
}

TEST(WorkedClauses, AreNotThoseWhoseRuleDidNotApply) {
  EXPECT_EQ(worked("fact late is yes or no\n"
                   "clause 1 \"Hours\"\n  figure hours_a in hours = 8 hours when not late\n"
                   "clause 2 \"Late hours\"\n  figure hours_a = 6 hours when late\n"
                   "  example \"in time\"\n    given late = no\n    gives hours_a = 8 hours on 2019-06-30\n"),
            (Counts{{"1", 1}, {"2", 0}}));
}

TEST(WorkedClauses, AreNotThoseOfAnExampleThatFails) {
  EXPECT_EQ(worked("clause 1 \"Hours\"\n  figure hours_a in hours = 8 hours\n"
                   "  example \"wrong\"\n    gives hours_a = 9 hours on 2019-06-30\n"),
            (Counts{{"1", 0}}));
}

}  // namespace
}  // namespace mou
