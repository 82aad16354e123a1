// The manual page and the completion of the shell, from the same descriptions as the help.
#pragma once

#include <string>
#include <vector>

namespace mou {

struct DescribedOption {
  // "--format" or "CONTRACT".
  std::string name;
  std::string kind;
  std::string description;
};

struct DescribedCommand {
  std::string name;
  std::string description;
  std::string example;
  std::vector<DescribedOption> options;
};

struct DescribedProgram {
  std::string description;
  std::string version;
  std::vector<DescribedCommand> commands;
};

std::string bash_completion(const DescribedProgram& program);
std::string manual_page(const DescribedProgram& program);

}  // namespace mou
