// People drawn at random, and their year.
#pragma once

#include "contracts/palm_springs/sample/generator/classes.h"
#include "contracts/palm_springs/sample/generator/person.h"

namespace mou::sample {

// The same number and class give the same person.
Person ordinary_person(int number, const ClassEntry& entry);
// A class, by the shares of the classes.
const ClassEntry& drawn_class(int number);

}  // namespace mou::sample
