#include "tests/docs/page.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "tests/text_of.h"

namespace mou {

namespace fs = std::filesystem;

namespace {

bool has_header(const std::string& text) {
  constexpr std::array<std::string_view, 5> kinds = {"contract ", "city ", "amendment ", "proposal ", "assumptions "};
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return text.starts_with(kind); });
}

const PageBlock& frame_block() {
  static const std::vector<PageBlock> all = blocks("mou");
  static const auto found = std::find_if(all.begin(), all.end(), [](const PageBlock& block) {
    return std::find(block.words.begin(), block.words.end(), "frame") != block.words.end();
  });
  return *found;
}

}  // namespace

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

std::vector<PageBlock> blocks_of(const std::string& page) {
  std::vector<PageBlock> found;
  std::istringstream lines(project_text(page));
  PageBlock open;
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
    found.push_back(open);
    open = {};
  }
  return found;
}

std::vector<PageBlock> blocks(const std::string& language) {
  std::vector<PageBlock> found;
  for (const std::string& page : pages()) {
    for (PageBlock& block : blocks_of(page)) {
      if (block.language() == language) found.push_back(std::move(block));
    }
  }
  return found;
}

std::string frame() {
  return frame_block().text;
}

std::string whole_file(const PageBlock& block) {
  if (has_header(block.text)) return block.text;
  const bool in_clause = block.text.starts_with("clause ") || block.text.starts_with("article ");
  return frame_block().text + (in_clause ? "" : "clause 1 \"Example\"\n") + block.text;
}

}  // namespace mou
