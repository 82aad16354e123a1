// The awkward people of the two fire units.
#pragma once

#include <vector>

#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::fire {

const std::vector<Awkward>& fire_safety_awkward();
const std::vector<Awkward>& fire_management_awkward();

}  // namespace mou::sample::fire
