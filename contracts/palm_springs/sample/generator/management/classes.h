// The classifications of the Professional and Management Unit. Those whom the law does not exempt from overtime work
// it: they are those in the field.
#pragma once

#include <vector>

#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::management_unit {

const std::vector<ClassEntry>& classes();

}  // namespace mou::sample::management_unit
