// The program that tests run as people do.
#pragma once

#include <cstdlib>
#include <string>

namespace mou {

// The one of the tests' own build, or the one whose path the environment gives as MOU_PROGRAM.
inline std::string program_path() {
  const char* other = std::getenv("MOU_PROGRAM");
  return other != nullptr ? other : MOU_PROGRAM;
}

}  // namespace mou
