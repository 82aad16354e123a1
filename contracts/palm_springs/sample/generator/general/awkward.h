// The awkward people of the General Unit.
#pragma once

#include <vector>

#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::general {

const std::vector<Awkward>& awkward_people();
Person plain_person(int number, const ClassEntry& entry);
// Balances at the start of the sample, or on the day of hire with nothing in them.
void open_banks(Person& person, int general_leave, int comp_time, int floating_holiday);

}  // namespace mou::sample::general
