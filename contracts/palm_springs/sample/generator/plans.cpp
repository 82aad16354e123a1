#include "contracts/palm_springs/sample/generator/plans.h"

#include <array>

#include "contracts/palm_springs/sample/generator/cells.h"

namespace mou::sample {

namespace {

struct Tier {
  const char* name;
  // Of the premium for one person, in tenths.
  int tenths;
  // Of a hundred employees.
  int share;
};

constexpr std::array<Tier, 3> tiers{{{"single", 10, 35}, {"two_party", 20, 25}, {"family", 26, 40}}};

}  // namespace

int premium_of_tier(int single, const std::string& tier) {
  for (const Tier& entry : tiers) {
    if (tier == entry.name) return single * entry.tenths / 10;
  }
  return 0;
}

std::string plan_table(int first_year, const std::vector<Plan>& plans, int people) {
  std::string file = "year,benefit,plan,tier,monthly,enrolled\n";
  const std::size_t years = plans.front().single.size();
  for (std::size_t year = 0; year < years; ++year) {
    for (const Plan& plan : plans) {
      if (plan.single[year] == 0) continue;
      for (const Tier& tier : tiers) {
        file += table_line({std::to_string(first_year + static_cast<int>(year)), plan.benefit, plan.name, tier.name,
                            cents(premium_of_tier(plan.single[year], tier.name)),
                            std::to_string(plan.enrolled[year] * tier.share * people / 100)});
      }
    }
  }
  return file;
}

}  // namespace mou::sample
