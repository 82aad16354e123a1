// The classifications of the unit, how many made-up people hold each, and where they work.
#pragma once

#include <string>
#include <vector>

namespace mou::sample {

struct ClassEntry {
  const char* title;
  // Its share of the people drawn at random; 0: only among the awkward.
  int weight;
  const char* division;
  // Works in the field: standby, call-backs, safety shoes.
  bool field = false;
  // Shifts around the clock: the calendar schedule of holidays, nights.
  bool shifts = false;
  // The certificate that earns its premium; empty for none.
  const char* certificate = "";
};

const std::vector<ClassEntry>& classes();
const ClassEntry& class_named(const std::string& title);

}  // namespace mou::sample
