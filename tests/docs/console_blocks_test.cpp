// Every console block on the pages is run: each line `$ mou ...` by the built program, and what it prints, to either
// stream, is what follows. A command goes on where its line ends in a backslash; a line `...` stands for any lines. The
// blocks of a page share a folder that has the project's contracts in it, and the blocks of contract text that are
// marked with the name of a file.
// With MOU_REWRITE=1 in the environment the output of commands without a line `...` is written anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/docs/page.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

struct Command {
  // Without the "$ ".
  std::string line;
  std::vector<std::string> output;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<Command> commands_of(const Block& block) {
  std::vector<Command> commands;
  bool goes_on = false;
  for (const std::string& line : lines_of(block.text)) {
    const bool continued = goes_on;
    const bool starts = line.starts_with("$ ");
    goes_on = (starts || continued) && line.ends_with("\\");
    if (starts) {
      commands.push_back({line.substr(2), {}});
    } else if (continued) {
      commands.back().line += "\n" + line;
    } else if (!commands.empty()) {
      commands.back().output.push_back(line);
    }
  }
  return commands;
}

// Whether `actual` is what `expected` says from the given lines on.
bool matches(const std::vector<std::string>& expected, std::size_t at, const std::vector<std::string>& actual,
             std::size_t line) {
  for (; at < expected.size(); ++at, ++line) {
    if (expected[at] == "...") {
      for (std::size_t rest = line; rest <= actual.size(); ++rest) {
        if (matches(expected, at + 1, actual, rest)) return true;
      }
      return false;
    }
    if (line >= actual.size() || actual[line] != expected[at]) return false;
  }
  return line == actual.size();
}

// A folder for the commands of a page; gone when they have run.
class Desk {
 public:
  explicit Desk(const std::string& page) {
    std::string name = (fs::temp_directory_path() / "mou_docs_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    top_ = name;
    fs::create_directories(top_ / "desk");
    fs::create_directories(top_ / "bin");
    fs::create_directory_symlink(fs::path(MOU_SOURCE_DIR) / "contracts", top_ / "desk" / "contracts");
    fs::create_symlink(MOU_PROGRAM, top_ / "bin" / "mou");
    for (const Block& block : blocks("mou")) {
      for (const std::string& word : block.words) {
        if (block.page == page && word.ends_with(".mou")) std::ofstream(top_ / "desk" / word) << block.text;
      }
    }
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk() {
    std::error_code ignored;
    fs::remove_all(top_, ignored);
  }

  std::string output_of(const std::string& line) const {
    const fs::path printed = top_ / "printed";
    const std::string command = "cd '" + (top_ / "desk").string() + "' && export PATH='" + (top_ / "bin").string() +
                                "':\"$PATH\" NO_COLOR=1 TERM=dumb TZ=UTC LC_ALL=C && { " + line + "; } >'" +
                                printed.string() + "' 2>&1 </dev/null";
    if (std::system(command.c_str()) == -1) return "(the command could not be started)\n";
    return page_text(printed);
  }

 private:
  fs::path top_;
};

std::vector<std::string> pages_with_commands() {
  std::vector<std::string> found;
  for (const Block& block : blocks("console")) {
    if (std::find(found.begin(), found.end(), block.page) == found.end()) found.push_back(block.page);
  }
  return found;
}

// Puts the text in place of the block's in its page.
void rewrite(const Block& block, const std::string& text) {
  const fs::path file = fs::path(MOU_SOURCE_DIR) / block.page;
  std::string page = page_text(file);
  page.replace(page.find(block.text), block.text.size(), text);
  std::ofstream(file, std::ios::binary) << page;
}

class ConsoleBlocks : public testing::TestWithParam<std::string> {};

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = fs::path(info.param).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

TEST_P(ConsoleBlocks, PrintWhatThePageSays) {
  const Desk desk(GetParam());
  for (const Block& block : blocks("console")) {
    if (block.page != GetParam()) continue;
    const std::vector<Command> commands = commands_of(block);
    ASSERT_FALSE(commands.empty()) << block.place() << " runs nothing";
    std::string now;
    for (const Command& command : commands) {
      EXPECT_TRUE(command.line.starts_with("mou ")) << block.place() << ": `" << command.line << "` is not run by mou";
      const std::string output = desk.output_of(command.line);
      const bool same = matches(command.output, 0, lines_of(output), 0);
      const bool elided = std::find(command.output.begin(), command.output.end(), "...") != command.output.end();
      now += "$ " + command.line + "\n";
      if (elided || same) {
        for (const std::string& line : command.output) now += line + "\n";
      } else {
        now += output;
      }
      if (std::getenv("MOU_REWRITE") != nullptr && !elided) continue;
      EXPECT_TRUE(same) << block.place() << "\n$ " << command.line << "\nprints now:\n" << output;
    }
    if (std::getenv("MOU_REWRITE") != nullptr && now != block.text) rewrite(block, now);
  }
}

INSTANTIATE_TEST_SUITE_P(Docs, ConsoleBlocks, testing::ValuesIn(pages_with_commands()), name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ConsoleBlocks);

}  // namespace mou
