#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "contracts/palm_springs/sample/generator/unit.h"
#include "dsl/program.h"
#include "engine/facts/read_facts.h"

namespace mou::sample {
namespace {

namespace fs = std::filesystem;

const fs::path city = fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs";

struct Sample {
  const char* unit;
  const char* contract;
  std::size_t employees;
};

std::string name_of(const testing::TestParamInfo<Sample>& info) {
  return info.param.unit;
}

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class SampleUnit : public testing::TestWithParam<Sample> {
 protected:
  static const Unit& unit() { return *unit_named(GetParam().unit); }
  static fs::path folder() { return city / unit().folder; }
};

// The files as the generator makes them: `mou_sample general contracts/palm_springs/general_unit/sample_2019` writes
// those of the General Unit anew.
TEST_P(SampleUnit, IsWhatTheGeneratorMakes) {
  std::set<std::string> there;
  for (const auto& entry : fs::directory_iterator(folder())) there.insert(entry.path().filename().string());
  std::set<std::string> made;
  for (const auto& [name, text] : sample_unit(unit())) {
    made.insert(name);
    EXPECT_TRUE(content(folder() / name) == text) << name << " differs";
  }
  EXPECT_EQ(there, made);
}

TEST_P(SampleUnit, WritesWhateverItsPeopleHave) {
  EXPECT_EQ(columns_left_out(unit()), std::set<std::string>{});
}

TEST_P(SampleUnit, NumbersItsEmployees) {
  std::istringstream roster(content(folder() / "roster.csv"));
  std::set<std::string> employees;
  std::string line;
  std::getline(roster, line);
  while (std::getline(roster, line)) employees.insert(line.substr(0, line.find(',')));
  EXPECT_EQ(employees.size(), GetParam().employees);
  EXPECT_EQ(*employees.begin(), "0001");
  EXPECT_EQ(std::stoul(*employees.rbegin()), GetParam().employees);
}

// Those whom the page lists stand in the roster under their numbers.
TEST_P(SampleUnit, NumbersTheAwkwardOneByOne) {
  int number = 0;
  for (const Awkward& awkward : unit().awkward()) EXPECT_EQ(awkward.number, ++number) << awkward.what;
  EXPECT_LE(number, unit().people);
}

// Every table and column of the contract's facts, every value within its bounds, and nothing that the contract does not
// know.
TEST_P(SampleUnit, IsWhatTheContractAsksFor) {
  Program program = compile((city / GetParam().contract).string(), std::nullopt,
                            [](const std::string& path) -> std::optional<std::string> {
                              if (!fs::exists(path)) return std::nullopt;
                              return content(path);
                            });
  ASSERT_TRUE(program.graph.has_value());
  Diagnostics diagnostics;
  const Facts facts = read_facts(folder().string(), program.graph->schema, program.graph->texts, diagnostics);
  for (const Diagnostic& found : diagnostics.all()) ADD_FAILURE() << found.where << ": " << found.message;
  EXPECT_EQ(facts.employees.size(), GetParam().employees);
  // No table of the sample is empty.
  for (const TableFacts& table : facts.tables) {
    if (fs::is_regular_file(folder() / table.source)) {
      EXPECT_GT(table.rows(), 0U) << table.source;
    }
  }
  EXPECT_FALSE(facts.outside.empty());
}

INSTANTIATE_TEST_SUITE_P(Units, SampleUnit,
                         testing::Values(Sample{"general", "general_unit/seiu_2018.mou", 320},
                                         Sample{"fire_management", "fire_management/psfma_side_letter.mou", 24},
                                         Sample{"fire_safety", "fire_safety/psfsa_2014.mou", 60},
                                         Sample{"management", "management/maps_2014.mou", 110}),
                         name_of);

TEST(SampleOfTheGeneralUnit, HasEveryClassification) {
  const std::string roster = content(city / general_unit.folder / "roster.csv");
  std::istringstream titles(content(city / "general_unit/classifications_2018.csv"));
  std::string line;
  std::getline(titles, line);
  int count = 0;
  while (std::getline(titles, line)) {
    const std::string title = line.substr(0, line.rfind(','));
    EXPECT_NE(roster.find(",general," + title + ","), std::string::npos) << title;
    ++count;
  }
  EXPECT_EQ(count, 70);
}

}  // namespace
}  // namespace mou::sample
