// A folder in which the commands of a page are run by the built program.
#pragma once

#include <filesystem>
#include <string>

#include "tests/docs/page.h"

namespace mou {

// It holds the project's contracts; it is gone with the object.
class Desk {
 public:
  Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk();

  // Writes the block to the files that stand behind its fence: "mou first.mou", "csv facts/roster.csv".
  void put(const PageBlock& block) const;
  // What the command prints to either stream.
  std::string output_of(const std::string& line) const;

 private:
  std::filesystem::path top_;
};

// Runs each line `$ mou ...` of a console block and holds what it prints, to either stream, against what follows. A
// command goes on where its line ends in a backslash; a line `...` stands for any lines. With MOU_REWRITE=1 in the
// environment the output of commands without a line `...` is written anew. Returns all that was printed.
std::string expect_prints(const Desk& desk, const PageBlock& block);

}  // namespace mou
