// What a program declares, as text for people: every name with its title, type, clock and keys.
#pragma once

#include <string>

#include "dsl/program.h"

namespace mou {

// The program must have been checked without errors.
std::string declared_text(const Program& program);

}  // namespace mou
