#include "tests/docs/page.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace mou {

namespace fs = std::filesystem;

std::vector<std::string> pages() {
  const fs::path top = MOU_SOURCE_DIR;
  std::vector<std::string> found;
  if (fs::exists(top / "README.md")) found.emplace_back("README.md");
  for (const auto& entry : fs::directory_iterator(top / "docs")) {
    if (entry.path().extension() == ".md") found.push_back(fs::relative(entry.path(), top).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<Block> blocks(const std::string& language) {
  std::vector<Block> found;
  for (const std::string& page : pages()) {
    std::istringstream lines(text_of(fs::path(MOU_SOURCE_DIR) / page));
    Block open;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (!line.starts_with("```")) {
        if (open.line != 0) open.text += line + "\n";
        continue;
      }
      if (open.line == 0) {
        std::istringstream words(line.substr(3));
        open = {page, number, {std::istream_iterator<std::string>(words), {}}, ""};
        if (open.words.empty()) open.words.emplace_back("text");
        continue;
      }
      if (open.language() == language) found.push_back(open);
      open = {};
    }
  }
  return found;
}

}  // namespace mou
