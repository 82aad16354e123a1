// A report of several files, and how far each has come.
#pragma once

#include <string>
#include <vector>

#include "cli/output_file.h"

namespace mou {

struct Part {
  const char* name;
  std::string path;
  OutputFile* file;
};

// The first is the report itself: it is opened first, and takes its place when the others have taken theirs. Both empty
// when that went well, else what did not.
std::string open_parts(const std::vector<Part>& parts);
std::string commit_parts(const std::vector<Part>& parts);

// How to go on with all of them; nothing where one cannot be gone on with.
std::optional<std::string> marks_text(const std::vector<Part>& parts);
// Instead of opening them; empty when all can be gone on with.
std::string take_up_parts(const std::vector<Part>& parts, const std::string& marks);

}  // namespace mou
