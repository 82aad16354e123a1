// Every page of docs/diagnostics: its first block of contract text gives the message that the page is about and prints
// what the page shows; every further one is mended and gives no message. With MOU_REWRITE=1 in the environment what is
// printed is written into the page.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "dsl/program.h"
#include "engine/text/diagnostic.h"

namespace mou {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(MOU_SOURCE_DIR) / "docs" / "diagnostics";

// A fenced block: where its text lies in the page.
struct Fenced {
  std::string language;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Fenced> fenced(const std::string& page) {
  std::vector<Fenced> found;
  std::size_t at = page.find("```");
  while (at != std::string::npos) {
    const std::size_t line_end = page.find('\n', at);
    const std::size_t close = page.find("```", line_end);
    if (line_end == std::string::npos || close == std::string::npos) break;
    found.push_back({page.substr(at + 3, line_end - at - 3), line_end + 1, close});
    at = page.find("```", close + 3);
  }
  return found;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

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

TEST_P(Page, ShowsItsMessage) {
  const fs::path path = folder / (GetParam() + ".md");
  std::string page = text_of(path);
  const std::vector<Fenced> parts = fenced(page);
  ASSERT_GE(parts.size(), 2U);
  ASSERT_EQ(parts[0].language, "mou");
  ASSERT_EQ(parts[1].language, "text");
  const Program program = program_of(page.substr(parts[0].begin, parts[0].end - parts[0].begin));
  std::set<std::string> codes;
  for (const Diagnostic& each : program.diagnostics.all()) codes.insert(std::string(code_text(each.code)));
  EXPECT_EQ(codes, std::set<std::string>{GetParam()}) << printed(program);
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (parts[i].language != "mou") continue;
    const Program mended = program_of(page.substr(parts[i].begin, parts[i].end - parts[i].begin));
    EXPECT_EQ(printed(mended), "");
    EXPECT_TRUE(mended.graph.has_value());
  }
  const std::string shown = page.substr(parts[1].begin, parts[1].end - parts[1].begin);
  if (shown != printed(program) && std::getenv("MOU_REWRITE") != nullptr) {
    page.replace(parts[1].begin, parts[1].end - parts[1].begin, printed(program));
    std::ofstream(path, std::ios::binary) << page;
    return;
  }
  EXPECT_EQ(shown, printed(program)) << "MOU_REWRITE=1 writes it anew.";
}

TEST_P(Page, SaysItsTitle) {
  const std::string page = text_of(folder / (GetParam() + ".md"));
  for (const Code code : all_codes()) {
    if (code_text(code) != GetParam()) continue;
    EXPECT_TRUE(page.starts_with("# " + GetParam() + ": " + std::string(code_title(code)) + "\n"));
  }
}

// The pages whose examples are contract text: all codes of the parser and the checker. How a file is laid out is asked
// by `mou fmt` alone.
std::vector<std::string> codes_of_text() {
  std::vector<std::string> codes;
  for (const Code code : all_codes()) {
    const std::string text(code_text(code));
    if (text < "M0600" && text != "M0104") codes.push_back(text);
  }
  return codes;
}

std::string code_of(const testing::TestParamInfo<std::string>& info) {
  return info.param;
}

INSTANTIATE_TEST_SUITE_P(Diagnostics, Page, testing::ValuesIn(codes_of_text()), code_of);

}  // namespace
}  // namespace mou
