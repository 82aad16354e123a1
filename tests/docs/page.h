// The pages people read, as their tests see them: fenced blocks with what stands behind the fence.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace mou {

struct PageBlock {
  // From the top of the project: "docs/language.md".
  std::string page;
  // The line of the fence, from 1.
  int line = 0;
  // The words behind the fence: "mou", "frame".
  std::vector<std::string> words;
  std::string text;

  const std::string& language() const { return words.front(); }
  std::string place() const { return page + ":" + std::to_string(line); }
};

// How a failing test names it.
inline void PrintTo(const PageBlock& block, std::ostream* out) {
  *out << block.place();
}

// README.md and every page of docs/, sorted.
std::vector<std::string> pages();

// The fenced blocks of a page, in order.
std::vector<PageBlock> blocks_of(const std::string& page);

// The fenced blocks of all pages that are of the language, in order.
std::vector<PageBlock> blocks(const std::string& language);

// The file around the fragments: the block of contract text that is marked `frame`.
std::string frame();

// The file that a block of contract text stands for: itself when it starts with a header, else the frame with the block
// at its end.
std::string whole_file(const PageBlock& block);

}  // namespace mou
