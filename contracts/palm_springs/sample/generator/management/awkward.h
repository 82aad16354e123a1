// The awkward people of the Professional and Management Unit.
#pragma once

#include <vector>

#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::management_unit {

const std::vector<Awkward>& awkward_people();

}  // namespace mou::sample::management_unit
