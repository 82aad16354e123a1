// docs/drafting.md says what a check finds in the shipped contracts: each row of its first table is printed, and every
// point of the lists A1 and A2 is on the page.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>

#include "dsl/program.h"
#include "engine/text/diagnostic.h"
#include "tests/text_of.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

// What is said of a contract; each is read once.
const Program& program_of(const std::string& file) {
  static std::map<std::string, Program> known;
  const auto at = known.find(file);
  if (at != known.end()) return at->second;
  const fs::path path = fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs" / file;
  return known
      .emplace(file, compile(path.string(), std::nullopt, [](const std::string& wanted) { return text_of(wanted); }))
      .first->second;
}

bool said(const Program& program, const std::string& code, const std::string& words) {
  for (const Diagnostic& each : program.diagnostics.all()) {
    if (code_text(each.code) == code && each.message.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST(Drafting, IsFoundWhereThePageSays) {
  const std::string page = project_text("docs/drafting.md");
  static const std::regex row(R"(\| (A[^|]*) \| (M\d{4}) \| ([^|]*) \| ([^|]*) \|)");
  std::size_t rows = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), row); at != std::sregex_iterator(); ++at, ++rows) {
    const Program& program = program_of((*at)[3]);
    ASSERT_FALSE(program.tree.files.empty()) << (*at)[3];
    EXPECT_TRUE(said(program, (*at)[2], (*at)[4])) << at->str();
  }
  EXPECT_GT(rows, 20U);
}

TEST(Drafting, EveryPointIsOnThePage) {
  const std::string page = project_text("docs/drafting.md");
  const auto named = [&](const std::string& point) { return std::regex_search(page, std::regex(point + "(?![0-9])")); };
  for (int point = 1; point <= 43; ++point) EXPECT_TRUE(named("A1\\." + std::to_string(point))) << "A1." << point;
  for (int point = 1; point <= 22; ++point) EXPECT_TRUE(named("A2\\." + std::to_string(point))) << "A2." << point;
}

}  // namespace mou
