// Runs the built program on the golden files, tests/golden/<folder>/<case>.txt, and holds what it prints against them.
// With MOU_REWRITE=1 in the environment the files are written anew: the difference is the review.
//
// A file holds what goes in and what must come out, in sections:
//
//     Anything before the first section says what the case shows.
//     --- input: a.mou
//     a file for the program to find; the folder `contracts` of the project is there too
//     --- run: check a.mou
//     --- status: 1
//     --- output
//     what it prints; sections that would be empty, and status 0, are left out
//     --- errors
//     what it prints to the error stream
//     --- file: result.csv
//     what a file holds after the run
//
// Any number of runs, one after the other in the same folder; the arguments are as a shell reads them.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/program.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

const fs::path golden_folder = fs::path(MOU_SOURCE_DIR) / "tests" / "golden";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Section {
  // "input", "run", "status", "output", "errors", "file"; empty for the text before the first.
  std::string kind;
  std::string argument;
  std::string body;
};

// The kind and argument of a line such as "--- run: check a.mou", an empty kind for any other line.
Section section_of(const std::string& line) {
  for (const char* kind : {"input", "run", "status", "file"}) {
    const std::string start = std::string("--- ") + kind + ": ";
    if (line.starts_with(start)) return {kind, line.substr(start.size()), ""};
  }
  for (const char* kind : {"output", "errors"}) {
    if (line == std::string("--- ") + kind) return {kind, "", ""};
  }
  return {};
}

std::vector<Section> sections_of(const std::string& text) {
  std::vector<Section> sections(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    Section next = section_of(line);
    if (next.kind.empty()) {
      sections.back().body += line + "\n";
    } else {
      sections.push_back(std::move(next));
    }
    at = end + 1;
  }
  return sections;
}

// A folder that is gone when the case is over.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "mou_golden_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
    fs::create_directory_symlink(fs::path(MOU_SOURCE_DIR) / "contracts", path_ / "contracts");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string shown(std::string text) {
  if (!text.empty() && text.back() != '\n') text += "\n(no end of line)\n";
  return text;
}

std::string optional_section(const std::string& header, const std::string& body) {
  return body.empty() ? "" : header + "\n" + body;
}

// Runs the program and says what happened as the sections of a golden file.
std::string run(const std::string& arguments, const Folder& folder, const Folder& captured) {
  const fs::path output = captured.path() / "output";
  const fs::path errors = captured.path() / "errors";
  const std::string command = "cd '" + folder.path().string() +
                              "' && NO_COLOR=1 TERM=dumb TZ=UTC LC_ALL=C timeout 120 '" + program_path() + "' " +
                              arguments + " >'" + output.string() + "' 2>'" + errors.string() + "' </dev/null";
  const int result = std::system(command.c_str());
  const int status = WIFEXITED(result) ? WEXITSTATUS(result) : -1;
  std::string text = "--- run: " + arguments + "\n";
  if (status != 0) text += "--- status: " + std::to_string(status) + "\n";
  text += optional_section("--- output", shown(read(output)));
  text += optional_section("--- errors", shown(read(errors)));
  return text;
}

// The golden file as it would be if what the program does now were right.
std::string replay(const std::vector<Section>& sections) {
  const Folder folder;
  const Folder captured;
  std::string text;
  for (const Section& section : sections) {
    if (section.kind.empty()) {
      text += section.body;
    } else if (section.kind == "input") {
      write(folder.path() / section.argument, section.body);
      text += "--- input: " + section.argument + "\n" + section.body;
    } else if (section.kind == "run") {
      text += run(section.argument, folder, captured);
    } else if (section.kind == "file") {
      const fs::path path = folder.path() / section.argument;
      text += "--- file: " + section.argument + "\n" + (fs::exists(path) ? shown(read(path)) : "(no such file)\n");
    }
  }
  return text;
}

std::vector<std::string> golden_files() {
  std::vector<std::string> files;
  if (!fs::exists(golden_folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(golden_folder)) {
    if (entry.path().extension() == ".txt") files.push_back(fs::relative(entry.path(), golden_folder).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// "check/unknown_name.txt" as a name that GoogleTest accepts: "check_unknown_name".
std::string case_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(0, info.param.size() - 4);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

class Golden : public testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(Golden, PrintsWhatTheFileSays) {
  const fs::path path = golden_folder / GetParam();
  const std::string expected = read(path);
  const std::vector<Section> sections = sections_of(expected);
  const auto is_run = [](const Section& section) { return section.kind == "run"; };
  ASSERT_TRUE(std::any_of(sections.begin(), sections.end(), is_run)) << path << " runs nothing";
  const std::string actual = replay(sections);
  if (actual == expected) return;
  if (std::getenv("MOU_REWRITE") != nullptr) {
    write(path, actual);
    return;
  }
  EXPECT_EQ(expected, actual) << path << "\nMOU_REWRITE=1 writes the file anew.";
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(golden_files()), case_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Golden);

}  // namespace mou
