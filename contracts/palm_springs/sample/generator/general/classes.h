// The classifications of the General Unit.
#pragma once

#include <vector>

#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::general {

const std::vector<ClassEntry>& classes();

}  // namespace mou::sample::general
