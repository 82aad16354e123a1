// Every console block on the pages is run: each line `$ mou ...` by the built program, and what it prints, to either
// stream, is what follows. A command goes on where its line ends in a backslash; a line `...` stands for any lines. The
// blocks of a page share a folder that has the project's contracts in it, and the blocks of contract text that are
// marked with the name of a file.
// With MOU_REWRITE=1 in the environment the output of commands without a line `...` is written anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/docs/desk.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> pages_with_commands() {
  std::vector<std::string> found;
  for (const PageBlock& block : blocks("console")) {
    if (std::find(found.begin(), found.end(), block.page) == found.end()) found.push_back(block.page);
  }
  return found;
}

class ConsoleBlocks : public testing::TestWithParam<std::string> {};

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = fs::path(info.param).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

TEST_P(ConsoleBlocks, PrintWhatThePageSays) {
  const Desk desk;
  const std::vector<PageBlock> all = blocks_of(GetParam());
  for (const PageBlock& block : all) desk.put(block);
  for (const PageBlock& block : all) {
    if (block.language() == "console") expect_prints(desk, block);
  }
}

INSTANTIATE_TEST_SUITE_P(Docs, ConsoleBlocks, testing::ValuesIn(pages_with_commands()), name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ConsoleBlocks);

}  // namespace mou
