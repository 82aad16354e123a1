// Made-up health plans: what each costs, year by year, and who is enrolled.
#pragma once

#include <string>
#include <vector>

namespace mou::sample {

struct Plan {
  const char* benefit;
  const char* name;
  // Cents a month for one person in each year; 0 where the plan is not offered.
  std::vector<int> single;
  // Share of the enrolled, in each year.
  std::vector<int> enrolled;
};

// Cents a month of a plan for a tier of coverage, which costs the same multiple of one person's in all plans.
int premium_of_tier(int single, const std::string& tier);
// The table `plan_rates`: years from the first on, `people` for each share of the enrolled.
std::string plan_table(int first_year, const std::vector<Plan>& plans, int people);

}  // namespace mou::sample
