#include "contracts/palm_springs/sample/generator/general/plans.h"

namespace mou::sample::general {

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all{{"medical", "green", {59000, 58115, 60440}, {30, 34, 33}},
                                     {"medical", "copper", {0, 60500, 62315}, {0, 8, 12}},
                                     {"medical", "blue", {64250, 67140, 71170}, {40, 38, 37}},
                                     {"medical", "gold", {70110, 75020, 78020}, {20, 20, 18}},
                                     {"medical", "silver", {61000, 0, 0}, {10, 0, 0}},
                                     {"medical", "amber", {80000, 88000, 85000}, {0, 0, 0}},
                                     {"dental", "full", {3400, 3502, 3572}, {70, 70, 68}},
                                     {"dental", "basic", {2100, 2142, 2142}, {30, 30, 32}},
                                     {"vision", "clear", {1300, 1300, 1274}, {100, 100, 100}}};
  return all;
}

int premium_2019(int medical, bool full_dental, const std::string& coverage) {
  const Plan& health = plans()[static_cast<std::size_t>(medical)];
  const Plan& dental = plans()[full_dental ? 6 : 7];
  return premium_of_tier(health.single[1], coverage) + premium_of_tier(dental.single[1], coverage) +
         premium_of_tier(plans()[8].single[1], coverage);
}

}  // namespace mou::sample::general
