#include "tests/docs/desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/program.h"
#include "tests/text_of.h"

namespace mou {

namespace fs = std::filesystem;

namespace {

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

std::vector<Command> commands_of(const PageBlock& block) {
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

// Puts the text in place of the block's in its page.
void rewrite(const PageBlock& block, const std::string& text) {
  std::string page = project_text(block.page);
  page.replace(page.find("\n" + block.text + "```") + 1, block.text.size(), text);
  std::ofstream(fs::path(MOU_SOURCE_DIR) / block.page, std::ios::binary) << page;
}

}  // namespace

Desk::Desk() {
  std::string name = (fs::temp_directory_path() / "mou_docs_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  top_ = name;
  fs::create_directories(top_ / "desk");
  fs::create_directories(top_ / "bin");
  fs::create_directory_symlink(fs::path(MOU_SOURCE_DIR) / "contracts", top_ / "desk" / "contracts");
  fs::create_symlink(program_path(), top_ / "bin" / "mou");
}

Desk::~Desk() {
  std::error_code ignored;
  fs::remove_all(top_, ignored);
}

void Desk::put(const PageBlock& block) const {
  for (const std::string& word : block.words) {
    if (word.find('.') == std::string::npos) continue;
    const fs::path file = top_ / "desk" / word;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << block.text;
  }
}

std::string Desk::output_of(const std::string& line) const {
  const fs::path printed = top_ / "printed";
  const std::string command = "cd '" + (top_ / "desk").string() + "' && export PATH='" + (top_ / "bin").string() +
                              "':\"$PATH\" NO_COLOR=1 TERM=dumb TZ=UTC LC_ALL=C && { " + line + "; } >'" +
                              printed.string() + "' 2>&1 </dev/null";
  if (std::system(command.c_str()) == -1) return "(the command could not be started)\n";
  return text_of(printed).value_or("");
}

std::string expect_prints(const Desk& desk, const PageBlock& block) {
  const std::vector<Command> commands = commands_of(block);
  EXPECT_FALSE(commands.empty()) << block.place() << " runs nothing";
  std::string now;
  std::string printed;
  for (const Command& command : commands) {
    EXPECT_TRUE(command.line.starts_with("mou ")) << block.place() << ": `" << command.line << "` is not run by mou";
    const std::string output = desk.output_of(command.line);
    printed += output;
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
  return printed;
}

}  // namespace mou
