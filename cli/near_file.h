// What to say when the file of a contract cannot be read.
#pragma once

#include <string>

namespace mou {

// The remedy: a file with nearly that name, a file of the folder that was named, the folder that is not there; else
// `otherwise`.
std::string unread_help(const std::string& path, const std::string& otherwise);

}  // namespace mou
