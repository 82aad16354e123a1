#include "contracts/palm_springs/sample/generator/fire/fire.h"

#include <algorithm>
#include <array>

#include "contracts/palm_springs/sample/generator/plans.h"
#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample::fire {

namespace {

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all{{"medical", "fire", {72026, 77428, 85158, 88000, 95000}, {10, 10, 10, 10, 10}},
                                     {"dental", "plain", {3200, 3350, 3430, 3510, 3480}, {10, 10, 10, 10, 10}},
                                     {"vision", "plain", {1317, 1317, 1317, 1400, 1400}, {10, 10, 10, 10, 10}}};
  return all;
}

}  // namespace

std::vector<const char*> roster_columns() {
  return {"from",
          "unit",
          "classification",
          "step",
          "hired",
          "first_employed",
          "separated",
          "fte",
          "schedule_hours",
          "work_schedule",
          "shift",
          "holiday_schedule",
          "pepra_member",
          "coverage",
          "plan_premium",
          "other_coverage_proof",
          "masters_degree",
          "bachelors_degree",
          "associates_degree",
          "certification",
          "notary_selected",
          "bilingual_selected"};
}

Person on_shift(int number, const ClassEntry& entry) {
  RosterRow row;
  row.classification = entry.title;
  row.hired = on("2005-05-02");
  row.step = 7;
  row.schedule_hours = 5600;
  row.work_schedule = "shifts";
  row.shift = std::string(1, static_cast<char>('a' + number % 3));
  row.holiday_schedule = "calendar";
  row.plan_premium = premium_2015("single");
  Person person(calendar_2015_2016());
  person.rows.push_back(row);
  if (!entry.shifts) in_office(person);
  return person;
}

void in_office(Person& person) {
  person.first().schedule_hours = 4000;
  person.first().work_schedule = "four_ten";
  person.first().shift = "staff";
}

Person drawn_member(int number, const ClassEntry& entry, Random& random) {
  constexpr std::array<const char*, 5> tiers{"opt_out", "single", "two_party", "family", "family"};
  Person person = on_shift(number, entry);
  RosterRow& row = person.first();
  const int years = random.below(24);
  row.hired = on("2013-12-16") - (years * 365 + random.below(365));
  row.step = std::clamp(3 + completed_years(*row.hired, on("2014-12-21")), 3, 7);
  row.pepra_member = *row.hired >= on("2013-01-01") ? "yes" : "no";
  row.coverage = tiers[static_cast<std::size_t>(random.below(5))];
  row.plan_premium = premium_2015(row.coverage);
  row.associates_degree = "yes";
  row.bachelors_degree = random.one_in(3) ? "yes" : "no";
  row.masters_degree = random.one_in(12) ? "yes" : "no";
  return person;
}

void live_two_years(Person& person, int number, Random& random) {
  work_the_year(person);
  for (const char* new_year : {"2015-01-05", "2016-01-05"}) {
    go_on_vacation(person, on(new_year) + number / 3 * 16 % 340, 4, "annual_leave");
  }
  live(person, {{{"sick_leave", 35}, {"comp_time", 60}}, 40}, random);
}

std::string plan_rates() {
  return plan_table(2012, plans(), 1);
}

int premium_2015(const std::string& coverage) {
  int total = 0;
  for (const Plan& plan : plans()) total += premium_of_tier(plan.single[3], coverage);
  return total;
}

}  // namespace mou::sample::fire
