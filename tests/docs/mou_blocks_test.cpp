// Every block of contract text on the pages is a program that can be run: checked here as if it lay beside the contract
// of the General Unit. A block that starts with a header is a whole file; any other is read at the end of the block
// marked `frame`. A block marked with the code of a diagnostic must give that one, and no other;
// the examples of every other block must hold.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "analysis/examples.h"
#include "dsl/program.h"
#include "engine/text/diagnostic.h"
#include "tests/docs/page.h"
#include "tests/text_of.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

const fs::path home = fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs" / "general_unit";

// The code that the block must give, or empty.
std::string expected_code(const PageBlock& block) {
  for (const std::string& word : block.words) {
    if (word.size() == 5 && word.starts_with("M0")) return word;
  }
  return "";
}

std::string name_of(const testing::TestParamInfo<PageBlock>& info) {
  std::string name = fs::path(info.param.page).stem().string() + "_line_" + std::to_string(info.param.line);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void expect_examples_hold(const Program& program, const PageBlock& block) {
  for (const ExampleResult& example : run_examples(program)) {
    for (const Note& problem : example.problems) ADD_FAILURE() << block.place() << " " << problem.text;
    for (const ExampleCheck& check : example.checks) {
      EXPECT_TRUE(check.holds) << block.place() << " " << check.what << " is " << check.actual << ", not "
                               << check.expected << "\n"
                               << check.trace;
    }
  }
}

class MouBlock : public testing::TestWithParam<PageBlock> {};

}  // namespace

TEST_P(MouBlock, IsAProgram) {
  const PageBlock& block = GetParam();
  const std::string file = (home / "page.mou").string();
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (path == file) return whole_file(block);
    if (fs::path(path) == home / "sample.mou") return frame();
    return text_of(path);
  };
  const Program program = compile(file, std::nullopt, read);
  const std::string expected = expected_code(block);
  std::set<std::string> codes;
  std::string said;
  // The frame declares what the blocks need together, each less than all of it; an excerpt has holes in its numbers,
  // and a reading shows what a contract leaves open.
  for (const Diagnostic& diagnostic : program.diagnostics.all()) {
    const bool spare = diagnostic.code == Code::unread_name || diagnostic.code == Code::figure_without_rule;
    const bool drafting = code_text(diagnostic.code).starts_with("M07");
    if ((spare || drafting) && code_text(diagnostic.code) != expected) continue;
    codes.insert(std::string(code_text(diagnostic.code)));
    said += render(diagnostic, program.sources, false);
  }
  if (expected.empty()) {
    EXPECT_TRUE(codes.empty()) << block.place() << "\n" << said;
    if (program.graph) expect_examples_hold(program, block);
  } else {
    EXPECT_EQ(codes, std::set<std::string>{expected}) << block.place() << "\n" << said;
  }
}

INSTANTIATE_TEST_SUITE_P(Docs, MouBlock, testing::ValuesIn(blocks("mou")), name_of);

}  // namespace mou
