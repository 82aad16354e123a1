// docs/diagnostics/README.md lists every code with its title, and links the pages that are there. With MOU_REWRITE=1 in
// the environment the lists are written anew; what stands before the first is kept.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "engine/text/diagnostic.h"
#include "tests/text_of.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(MOU_SOURCE_DIR) / "docs" / "diagnostics";

// The stage that finds it, by the first digits of the code.
const std::map<std::string, std::string, std::less<>> stages = {
    {"M01", "Reading the text"}, {"M02", "Names and clauses"}, {"M03", "Types and units"},
    {"M04", "Dates and clocks"}, {"M05", "Rules and tables"},  {"M06", "Facts"},
    {"M07", "Drafting"},         {"M08", "Examples"},          {"M09", "Files of a program"},
};

std::string row(Code code) {
  const std::string text(code_text(code));
  const std::string shown = fs::exists(folder / (text + ".md")) ? "[" + text + "](" + text + ".md)" : text;
  const std::string kind = code_severity(code) == Severity::error ? "error" : "warning";
  return "| " + shown + " | " + kind + " | " + std::string(code_title(code)) + " |\n";
}

std::string lists() {
  std::map<std::string, std::map<std::string, std::string>> rows;
  for (const Code code : all_codes()) {
    const std::string text(code_text(code));
    rows[text.substr(0, 3)][text] = row(code);
  }
  std::string text;
  for (const auto& [stage, of_stage] : rows) {
    const auto name = stages.find(stage);
    text += "## " + (name == stages.end() ? "(no name in this test)" : name->second) +
            "\n\n| code | | says |\n| --- | --- | --- |\n";
    for (const auto& [code, line] : of_stage) text += line;
    text += "\n";
  }
  text.pop_back();
  return text;
}

}  // namespace

TEST(DiagnosticsIndex, ListsEveryCode) {
  const fs::path file = folder / "README.md";
  const std::string actual = text_of(file).value_or("");
  const std::string expected = actual.substr(0, std::min(actual.find("## "), actual.size())) + lists();
  EXPECT_EQ(expected.find("(no name in this test)"), std::string::npos);
  if (actual != expected && std::getenv("MOU_REWRITE") != nullptr) {
    std::ofstream(file, std::ios::binary) << expected;
    return;
  }
  EXPECT_EQ(actual, expected) << "MOU_REWRITE=1 writes the lists anew.";
}

}  // namespace mou
