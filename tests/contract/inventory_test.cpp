// Every clause of the five contracts and of the side letter has its place: its number stands in the file, on its page,
// and what a rule can decide is decided by rules on which the values of some example rest. inventories/NAME.csv lists
// the numbers of the documents, in their order: the page where the document has numbered pages, and whether the clause
// can be computed, wholly or in part. The amount of what is computed is a matter of the examples and of the tests
// beside this one.
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "analysis/coverage.h"
#include "tests/contract/payroll.h"

namespace mou {
namespace {

const std::filesystem::path city = std::filesystem::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs";

struct Listed {
  std::string id;
  std::string page;
  std::string computable;
};

std::vector<Listed> inventory(const std::string& name) {
  const auto text = text_of(std::filesystem::path(MOU_SOURCE_DIR) / "tests/contract/inventories" / (name + ".csv"));
  std::istringstream lines(text.value());
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "id,page,computable");
  std::vector<Listed> rows;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    Listed row;
    std::getline(cells, row.id, ',');
    std::getline(cells, row.page, ',');
    std::getline(cells, row.computable, ',');
    rows.push_back(row);
  }
  return rows;
}

struct Document {
  const char* path;
  std::size_t clauses;
};

class Inventory : public testing::TestWithParam<Document> {};

std::string name_of(const testing::TestParamInfo<Document>& info) {
  return std::filesystem::path(info.param.path).stem();
}

TEST_P(Inventory, EveryClauseIsInTheFile) {
  const std::filesystem::path path = city / GetParam().path;
  const Program program = compile(path, {}, [](const std::string& file) { return text_of(file); });
  ASSERT_TRUE(program.graph.has_value()) << diagnostics_of(program);
  std::map<std::string, ClauseCoverage> clauses;
  std::vector<ClauseCoverage> covered = coverage(program, false);
  work(program, covered);
  for (const ClauseCoverage& clause : covered) clauses.emplace(clause.id, clause);
  const std::vector<Listed> listed = inventory(path.stem());
  EXPECT_EQ(listed.size(), GetParam().clauses);
  for (const Listed& row : listed) {
    const auto clause = clauses.find(row.id);
    if (clause == clauses.end()) {
      ADD_FAILURE() << "clause " << row.id << " is missing";
      continue;
    }
    EXPECT_NE(clause->second.state, ClauseState::untouched) << "clause " << row.id;
    if (!row.page.empty()) {
      EXPECT_EQ(clause->second.pages, row.page) << "clause " << row.id;
    }
    const bool decided = clause->second.state == ClauseState::computed ||
                         clause->second.state == ClauseState::heading || clause->second.state == ClauseState::example;
    if (row.computable == "yes") {
      EXPECT_TRUE(decided) << "clause " << row.id << " can be computed and is not";
      const bool worked = clause->second.state != ClauseState::computed || clause->second.worked > 0;
      EXPECT_TRUE(worked) << "no example rests on a rule of clause " << row.id;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Documents, Inventory,
                         testing::Values(Document{"fire_management/psfma_2014.mou", 118},
                                         Document{"fire_management/psfma_side_letter.mou", 6},
                                         Document{"fire_safety/psfsa_2014.mou", 136},
                                         Document{"management/maps_2014.mou", 112},
                                         Document{"general_unit/seiu_2014.mou", 131},
                                         Document{"general_unit/seiu_2018.mou", 186}),
                         name_of);

}  // namespace
}  // namespace mou
