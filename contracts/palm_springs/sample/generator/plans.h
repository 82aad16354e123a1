// Health plans of the sample: made-up premiums of three years, among them one that is dropped, one that is new, one
// that nobody is enrolled in, one that rises by more than the City's five percent and one that falls.
#pragma once

#include <string>
#include <vector>

namespace mou::sample {

struct PlanRateRow {
  int year = 0;
  const char* benefit = "";
  const char* plan = "";
  const char* tier = "";
  // Cents.
  int monthly = 0;
  int enrolled = 0;
};

std::vector<PlanRateRow> plan_rates();

// Cents a month in 2019 of a medical plan (0 is the cheapest, medical_plans - 1 the dearest) with dental and vision.
inline constexpr int medical_plans = 4;
int premium_2019(int medical, bool full_dental, const std::string& coverage);

}  // namespace mou::sample
