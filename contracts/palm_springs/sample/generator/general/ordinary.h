// People of the General Unit drawn at random, and their year.
#pragma once

#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::general {

// The same number and class give the same person.
Person ordinary_person(int number, const ClassEntry& entry);

}  // namespace mou::sample::general
