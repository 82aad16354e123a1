// Every code has a page in docs/diagnostics. Its first block of contract text gives the message that the page is about
// and prints what the page shows; every further one is mended and gives no message. A page that shows commands has the
// files that they read, then the command with the message, then mended files and the command without it. With
// MOU_REWRITE=1 in the environment what is printed is written into the page.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "dsl/program.h"
#include "engine/text/diagnostic.h"
#include "tests/docs/desk.h"
#include "tests/text_of.h"

namespace mou {
namespace {

namespace fs = std::filesystem;

Program program_of(const std::string& text) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (path == "example.mou") return text;
    return std::nullopt;
  };
  return compile("example.mou", std::nullopt, read);
}

std::string printed(const Program& program) {
  std::string all;
  for (const Diagnostic& each : program.diagnostics.all()) {
    all += (all.empty() ? "" : "\n") + render(each, program.sources, false);
  }
  return all;
}

class Page : public testing::TestWithParam<std::string> {};

// Contract text: the message is that of the parser or the checker.
void expect_shown(const std::string& code, const std::vector<PageBlock>& parts) {
  ASSERT_GE(parts.size(), 2U);
  ASSERT_EQ(parts[0].language(), "mou");
  ASSERT_EQ(parts[1].language(), "text");
  const Program program = program_of(parts[0].text);
  std::set<std::string> codes;
  for (const Diagnostic& each : program.diagnostics.all()) codes.insert(std::string(code_text(each.code)));
  EXPECT_EQ(codes, std::set<std::string>{code}) << printed(program);
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (parts[i].language() != "mou") continue;
    const Program mended = program_of(parts[i].text);
    EXPECT_EQ(printed(mended), "");
    EXPECT_TRUE(mended.graph.has_value());
  }
  if (parts[1].text != printed(program) && std::getenv("MOU_REWRITE") != nullptr) {
    std::string page = project_text(parts[1].page);
    page.replace(page.find("```text\n" + parts[1].text) + 8, parts[1].text.size(), printed(program));
    std::ofstream(fs::path(MOU_SOURCE_DIR) / parts[1].page, std::ios::binary) << page;
    return;
  }
  EXPECT_EQ(parts[1].text, printed(program)) << "MOU_REWRITE=1 writes it anew.";
}

// Files and commands: the first command gives the message, the last, after files were mended, does not.
void expect_run(const std::string& code, const std::vector<PageBlock>& parts) {
  const Desk desk;
  std::vector<std::string> outputs;
  for (const PageBlock& part : parts) {
    desk.put(part);
    if (part.language() == "console") outputs.push_back(expect_prints(desk, part));
  }
  ASSERT_GE(outputs.size(), 2U) << "the page shows the message, and that it is gone when the files are mended";
  EXPECT_NE(outputs.front().find("[" + code + "]"), std::string::npos) << outputs.front();
  EXPECT_EQ(outputs.back().find("[" + code + "]"), std::string::npos) << outputs.back();
}

TEST_P(Page, ShowsItsMessage) {
  const std::vector<PageBlock> parts = blocks_of("docs/diagnostics/" + GetParam() + ".md");
  const bool runs =
      std::any_of(parts.begin(), parts.end(), [](const PageBlock& part) { return part.language() == "console"; });
  // No file is known that formatting falsifies.
  if (GetParam() == code_text(Code::format_failed)) return;
  runs ? expect_run(GetParam(), parts) : expect_shown(GetParam(), parts);
}

TEST_P(Page, IsInTheProgram) {
  std::string small = GetParam();
  std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return std::tolower(c); });
  EXPECT_EQ(Desk().output_of("mou check --explain " + small), project_text("docs/diagnostics/" + GetParam() + ".md"));
}

TEST_P(Page, SaysItsTitle) {
  const std::string page = project_text("docs/diagnostics/" + GetParam() + ".md");
  for (const Code code : all_codes()) {
    if (code_text(code) != GetParam()) continue;
    EXPECT_TRUE(page.starts_with("# " + GetParam() + ": " + std::string(code_title(code)) + "\n"));
  }
}

std::vector<std::string> codes() {
  std::vector<std::string> codes;
  for (const Code code : all_codes()) codes.emplace_back(code_text(code));
  return codes;
}

std::string code_of(const testing::TestParamInfo<std::string>& info) {
  return info.param;
}

INSTANTIATE_TEST_SUITE_P(Diagnostics, Page, testing::ValuesIn(codes()), code_of);

}  // namespace
}  // namespace mou
