// The people for whom contracts are hard: at a boundary, at a cap, between two rules, with facts missing. Each is
// otherwise as plain as can be, so that what is awkward shows alone.
#pragma once

#include <vector>

#include "contracts/palm_springs/sample/generator/person.h"

namespace mou::sample {

struct Awkward {
  int number;
  const char* classification;
  // For the page beside the data.
  const char* what;
  // Changes the roster before the year is lived; may be null.
  void (*roster)(Person& person);
  // Adds events afterwards; may be null.
  void (*events)(Person& person);
};

const std::vector<Awkward>& awkward_people();
Person awkward_person(const Awkward& awkward);

}  // namespace mou::sample
