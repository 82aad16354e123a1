// What the two fire units have in common.
#pragma once

#include <map>
#include <string>

#include "contracts/palm_springs/sample/generator/random.h"
#include "contracts/palm_springs/sample/generator/unit.h"

namespace mou::sample::fire {

// On shift, 56 hours a week, at the top step since 2005, covered alone. Every third number is on the same shift.
Person on_shift(int number, const ClassEntry& entry);
// Four days of ten hours a week from the beginning.
void in_office(Person& person);
// On shift, a class's person with what the unit's people differ in: the hire, the shift, the step, cover, degrees.
Person drawn_member(int number, const ClassEntry& entry, Random& random);
// Two years: each member of a shift has the days of a vacation for himself.
void live_two_years(Person& person, int number, Random& random);

// The plans of both units from 2012 on; the medical premiums for one are those printed, as far as they are.
std::string plan_rates();
// Cents a month in 2015 of all three benefits together.
int premium_2015(const std::string& coverage);

// Columns of the roster that both units fill.
std::vector<const char*> roster_columns();

}  // namespace mou::sample::fire
