#include <algorithm>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/large_pages.h"
#include "cli/output_file.h"

int main(int count, char** words) {
  mou::prefer_large_pages();
  mou::remove_unfinished_files_on_signals();
  mou::Console console;
  const std::vector<std::string> arguments(words + 1, words + std::max(count, 1));
  return console.finish(mou::run_command_line(arguments, console));
}
