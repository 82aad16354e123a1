#include "contracts/palm_springs/sample/generator/sample_unit.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "dsl/program.h"
#include "engine/facts/read_facts.h"

namespace mou::sample {
namespace {

namespace fs = std::filesystem;

const fs::path unit_folder = fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs" / "general_unit";
const fs::path sample_folder = unit_folder / "sample_2019";

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The files as the generator makes them: `mou_sample contracts/palm_springs/general_unit/sample_2019` writes them anew.
TEST(SampleUnit, IsWhatTheGeneratorMakes) {
  std::set<std::string> there;
  for (const auto& entry : fs::directory_iterator(sample_folder)) there.insert(entry.path().filename().string());
  std::set<std::string> made;
  for (const auto& [name, text] : sample_unit()) {
    made.insert(name);
    EXPECT_TRUE(content(sample_folder / name) == text) << name << " differs";
  }
  EXPECT_EQ(there, made);
}

TEST(SampleUnit, HasEveryClassification) {
  const std::string roster = content(sample_folder / "roster.csv");
  std::istringstream titles(content(unit_folder / "classifications_2018.csv"));
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

TEST(SampleUnit, Has320Employees) {
  std::istringstream roster(content(sample_folder / "roster.csv"));
  std::set<std::string> employees;
  std::string line;
  std::getline(roster, line);
  while (std::getline(roster, line)) employees.insert(line.substr(0, line.find(',')));
  EXPECT_EQ(employees.size(), 320U);
  EXPECT_EQ(*employees.begin(), "0001");
  EXPECT_EQ(*employees.rbegin(), "0320");
}

// Every table and column of the contract's facts, every value within its bounds, and nothing that the contract does not
// know.
TEST(SampleUnit, IsWhatTheContractAsksFor) {
  Program program = compile((unit_folder / "seiu_2018.mou").string(), std::nullopt,
                            [](const std::string& path) -> std::optional<std::string> {
                              if (!fs::exists(path)) return std::nullopt;
                              return content(path);
                            });
  ASSERT_TRUE(program.graph.has_value());
  Diagnostics diagnostics;
  const Facts facts = read_facts(sample_folder.string(), program.graph->schema, program.graph->texts, diagnostics);
  for (const Diagnostic& found : diagnostics.all()) ADD_FAILURE() << found.where << ": " << found.message;
  EXPECT_EQ(facts.employees.size(), 320U);
  for (const TableFacts& table : facts.tables) EXPECT_GT(table.rows(), 0U) << table.source;
  EXPECT_EQ(facts.outside.size(), 13U);
}

}  // namespace
}  // namespace mou::sample
