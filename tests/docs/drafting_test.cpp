// docs/drafting.md says what a check finds in the shipped contracts: each row of its first table is a warning, each
// warning stands in a row, and every point of the lists A1 and A2 is on the page.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "dsl/program.h"
#include "engine/text/diagnostic.h"
#include "tests/text_of.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

const fs::path contracts = fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs";

struct Said {
  std::string code;
  std::string file;
  std::string message;
};

bool operator==(const Said& a, const Said& b) {
  return a.code == b.code && a.file == b.file && a.message == b.message;
}

// What is said of a contract and of those before it, each once, under the file to which it points.
void add_what_is_said(const std::string& contract, std::vector<Said>& all) {
  const Program program =
      compile((contracts / contract).string(), std::nullopt, [](const std::string& wanted) { return text_of(wanted); });
  for (const Diagnostic& each : program.diagnostics.all()) {
    const fs::path file = program.sources.path(each.at.file);
    Said said{std::string(code_text(each.code)), fs::relative(file, contracts).generic_string(), each.message};
    if (std::find(all.begin(), all.end(), said) == all.end()) all.push_back(std::move(said));
  }
}

// The five contracts: the newest of the general unit reads the one before it, and the side letter what it amends.
const std::vector<Said>& what_is_said() {
  static const std::vector<Said> all = [] {
    std::vector<Said> found;
    for (const char* contract : {"fire_management/psfma_side_letter.mou", "fire_safety/psfsa_2014.mou",
                                 "management/maps_2014.mou", "general_unit/seiu_2018.mou"}) {
      add_what_is_said(contract, found);
    }
    return found;
  }();
  return all;
}

struct Row {
  std::string point;
  Said said;
};

std::vector<Row> rows_of_the_page() {
  const std::string page = project_text("docs/drafting.md");
  static const std::regex row(R"(\| ([ACN][^|]*) \| (M\d{4}) \| ([^|]*) \| ([^|]*) \|)");
  std::vector<Row> rows;
  for (std::sregex_iterator at(page.begin(), page.end(), row); at != std::sregex_iterator(); ++at)
    rows.push_back({(*at)[1], {(*at)[2], (*at)[3], (*at)[4]}});
  return rows;
}

// A reading is named in back quotes: `hours_banked` is not `hours_banked_2014`.
bool tells(const Row& row, const Said& said) {
  const bool a_name =
      row.said.message.find(' ') == std::string::npos && row.said.message.find('-') == std::string::npos;
  const std::string words = a_name ? "`" + row.said.message + "`" : row.said.message;
  return row.said.code == said.code && row.said.file == said.file && said.message.find(words) != std::string::npos;
}

}  // namespace

TEST(Drafting, IsFoundWhereThePageSays) {
  const std::vector<Row> rows = rows_of_the_page();
  for (const Row& row : rows) {
    EXPECT_TRUE(
        std::any_of(what_is_said().begin(), what_is_said().end(), [&](const Said& said) { return tells(row, said); }))
        << row.point << " is no longer found in " << row.said.file << ": " << row.said.message;
  }
  EXPECT_GT(rows.size(), 40U);
}

TEST(Drafting, EveryWarningIsOnThePage) {
  const std::vector<Row> rows = rows_of_the_page();
  for (const Said& said : what_is_said()) {
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return tells(row, said); }))
        << said.code << " in " << said.file << ": " << said.message;
  }
}

TEST(Drafting, EveryPointIsOnThePage) {
  const std::string page = project_text("docs/drafting.md");
  const auto named = [&](const std::string& point) { return std::regex_search(page, std::regex(point + "(?![0-9])")); };
  for (int point = 1; point <= 43; ++point) EXPECT_TRUE(named("A1\\." + std::to_string(point))) << "A1." << point;
  for (int point = 1; point <= 22; ++point) EXPECT_TRUE(named("A2\\." + std::to_string(point))) << "A2." << point;
  // A point of our own is told beneath the table.
  for (const Row& row : rows_of_the_page()) {
    if (row.point[0] != 'N') continue;
    EXPECT_TRUE(named("\n" + row.point + ":")) << row.point;
  }
}

}  // namespace mou
