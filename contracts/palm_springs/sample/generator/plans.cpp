#include "contracts/palm_springs/sample/generator/plans.h"

#include <array>

namespace mou::sample {

namespace {

struct Plan {
  const char* benefit;
  const char* name;
  // Cents a month for one person in 2018, 2019, 2020; 0 where the plan is not offered.
  std::array<int, 3> single;
  // Share of the enrolled, in each year.
  std::array<int, 3> enrolled;
};

// The medical plans of 2019 by premium come first.
constexpr std::array<Plan, 9> plans{{{"medical", "green", {59000, 58115, 60440}, {30, 34, 33}},
                                     {"medical", "copper", {0, 60500, 62315}, {0, 8, 12}},
                                     {"medical", "blue", {64250, 67140, 71170}, {40, 38, 37}},
                                     {"medical", "gold", {70110, 75020, 78020}, {20, 20, 18}},
                                     {"medical", "silver", {61000, 0, 0}, {10, 0, 0}},
                                     {"medical", "amber", {80000, 88000, 85000}, {0, 0, 0}},
                                     {"dental", "full", {3400, 3502, 3572}, {70, 70, 68}},
                                     {"dental", "basic", {2100, 2142, 2142}, {30, 30, 32}},
                                     {"vision", "clear", {1300, 1300, 1274}, {100, 100, 100}}}};

struct Tier {
  const char* name;
  // Of the premium for one person, in tenths.
  int tenths;
  // Of a hundred employees.
  int share;
};

constexpr std::array<Tier, 3> tiers{{{"single", 10, 35}, {"two_party", 20, 25}, {"family", 26, 40}}};

int for_tier(int single, const std::string& tier) {
  for (const Tier& entry : tiers) {
    if (tier == entry.name) return single * entry.tenths / 10;
  }
  return 0;
}

}  // namespace

std::vector<PlanRateRow> plan_rates() {
  std::vector<PlanRateRow> rows;
  for (std::size_t year = 0; year < 3; ++year) {
    for (const Plan& plan : plans) {
      if (plan.single[year] == 0) continue;
      for (const Tier& tier : tiers) {
        rows.push_back({2018 + static_cast<int>(year), plan.benefit, plan.name, tier.name,
                        for_tier(plan.single[year], tier.name), plan.enrolled[year] * tier.share * 3 / 100});
      }
    }
  }
  return rows;
}

int premium_2019(int medical, bool full_dental, const std::string& coverage) {
  const Plan& health = plans[static_cast<std::size_t>(medical)];
  const Plan& dental = plans[full_dental ? 6 : 7];
  return for_tier(health.single[1], coverage) + for_tier(dental.single[1], coverage) +
         for_tier(plans[8].single[1], coverage);
}

}  // namespace mou::sample
