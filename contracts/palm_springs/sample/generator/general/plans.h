// The health plans of the General Unit: three years, among the plans one that is dropped, one that is new, one that
// nobody is enrolled in, one that rises by more than the City's five percent and one that falls.
#pragma once

#include <string>
#include <vector>

#include "contracts/palm_springs/sample/generator/plans.h"

namespace mou::sample::general {

// Of 2018, 2019 and 2020; the medical plans of 2019 by premium come first.
const std::vector<Plan>& plans();

// Cents a month in 2019 of a medical plan (0 is the cheapest, medical_plans - 1 the dearest) with dental and vision.
inline constexpr int medical_plans = 4;
int premium_2019(int medical, bool full_dental, const std::string& coverage);

}  // namespace mou::sample::general
