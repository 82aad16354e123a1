// The Professional and Management Unit in 2015 and 2016.
#include "contracts/palm_springs/sample/generator/unit.h"

#include <algorithm>
#include <array>

#include "contracts/palm_springs/sample/generator/management/awkward.h"
#include "contracts/palm_springs/sample/generator/management/classes.h"
#include "contracts/palm_springs/sample/generator/plans.h"
#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample {

namespace {

// Of 2014, 2015 and 2016.
const std::vector<Plan>& plans() {
  static const std::vector<Plan> all{{"medical", "green", {52000, 54080, 55160}, {40, 42, 45}},
                                     {"medical", "blue", {60000, 64800, 69990}, {60, 50, 45}},
                                     {"medical", "copper", {0, 53000, 55650}, {0, 8, 10}},
                                     {"dental", "full", {5000, 5100, 5100}, {100, 100, 100}},
                                     {"vision", "clear", {2000, 2000, 1980}, {100, 100, 100}}};
  return all;
}

// Cents a month in 2015 of a medical plan, by its place in the list, with dental and vision.
int premium_2015(std::size_t medical, const std::string& coverage) {
  return premium_of_tier(plans()[medical].single[1], coverage) + premium_of_tier(plans()[3].single[1], coverage) +
         premium_of_tier(plans()[4].single[1], coverage);
}

// Full time since 2008 at the top step, covered alone.
Person plain(int /*number*/, const ClassEntry& entry) {
  RosterRow row;
  row.classification = entry.title;
  row.hired = on("2008-05-05");
  row.step = 7;
  row.plan_premium = premium_2015(1, "single");
  Person person(calendar_2015_2016());
  person.rows.push_back(row);
  return person;
}

void open(Person& person) {
  open_banks(person, {{"annual_leave", 20000}, {"comp_time", 1000}, {"floating_holiday", 0}});
}

Person ordinary(int number, const ClassEntry& entry) {
  Random random(0x4d616e61U + static_cast<std::uint64_t>(number) * 1000003U);
  constexpr std::array<const char*, 5> tiers{"opt_out", "single", "two_party", "family", "family"};
  Person person = plain(number, entry);
  RosterRow& row = person.first();
  const int years = random.below(25);
  row.hired = on("2014-06-16") - (years * 365 + random.below(365));
  row.step = std::clamp(3 + completed_years(*row.hired, on("2014-12-21")), 3, 7);
  row.pepra_member = *row.hired >= on("2013-01-01") ? "yes" : "no";
  row.coverage = tiers[static_cast<std::size_t>(random.below(5))];
  row.plan_premium =
      row.coverage == "opt_out" ? 0 : premium_2015(static_cast<std::size_t>(random.below(3)), row.coverage);
  row.masters_degree = random.one_in(4) ? "yes" : "no";
  row.bachelors_degree = "yes";
  row.bilingual_selected = random.one_in(10) ? "yes" : "no";
  open_banks(person, {{"annual_leave", 100 * random.between(100, 500)},
                      {"comp_time", 100 * random.between(0, 40)},
                      {"floating_holiday", 0}});
  work_the_year(person);
  for (const char* summer : {"2015-06-01", "2016-06-01"}) {
    const int days = random.between(4, 8);
    go_on_vacation(person, on(summer) + random.below(100), days, "annual_leave");
  }
  live(person, {{{"annual_leave", 30}, {"comp_time", 80}}, entry.field ? 20 : 80}, random);
  return person;
}

std::string outside() {
  std::string file =
      "name,key1,key2,from,value\n"
      "association_dues_rate,,,,20.00\n"
      "total_normal_cost,,,,0.1250\n"
      "total_normal_cost,,,2015-06-21,0.1275\n"
      "calpers_minimum_set,,,2015-01-01,122.00\n"
      "calpers_minimum_set,,,2016-01-01,125.00\n"
      "open_enrollment,,,,2016-01-01\n"
      "disability_premium,,,,12.40\n"
      "mileage_rate,,,,0.56\n";
  int salary = 400000;
  for (const ClassEntry& entry : management_unit::classes()) {
    for (int step = 1; step <= 7; ++step) {
      file += table_line({"schedule_2014", entry.title, std::to_string(step), "", cents(salary + (step - 1) * 25000)});
    }
    salary += 10000;
  }
  return file;
}

std::map<std::string, std::string> given() {
  return {{"plan_rates.csv", plan_table(2014, plans(), 1)},
          {"holiday.csv", holiday_table(calendar_2015_2016())},
          {"outside.csv", outside()}};
}

constexpr const char* introduction =
    "# The sample of the Professional and Management Unit\n\n"
    "110 made-up employees of the Professional and Management Unit, and what happened to them in the pay periods that\n"
    "touch 2015 and 2016. Nobody here is a real person, and no amount that the contract does not print is real.\n\n"
    "The program `mou_sample management FOLDER` writes these files, this page included, the same to the byte each\n"
    "time.\n\n";

}  // namespace

const Unit management{"management",
                      "management/sample_2015_2016",
                      110,
                      management_unit::classes,
                      management_unit::awkward_people,
                      plain,
                      open,
                      ordinary,
                      {"from",
                       "unit",
                       "classification",
                       "step",
                       "hired",
                       "first_employed",
                       "separated",
                       "fte",
                       "schedule_hours",
                       "work_schedule",
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
                       "bilingual_selected",
                       "dues_authorised",
                       "association_member",
                       "in_unit_since",
                       "offered",
                       "born",
                       "retired",
                       "retiree_plan",
                       "retiree_premium",
                       "died",
                       "declined_beside",
                       "certificate_renewed",
                       "certificate_paid_since"},
                      {{"time", {"day", "kind", "hours", "pay_as", "higher_classification"}},
                       {"leave", {"day", "bank", "hours"}},
                       {"cash_out", {"day", "bank", "hours"}},
                       {"balances", {"day", "bank", "hours"}},
                       {"evaluations", {"day", "rating"}},
                       {"receipts", {"bought", "submitted", "kind", "amount"}},
                       {"trips", {"day", "miles"}},
                       {"bereavements", {"day", "relation", "same_household"}},
                       {"union_time", {"day", "kind", "hours", "begins", "ends"}},
                       {"partnerships", {"registered", "same_sex", "born", "partner_born", "received"}},
                       {"promotions", {"day", "new_classification", "former_salary", "from_outside"}},
                       {"layoffs", {"day", "bumping", "medical_premium"}},
                       {"leave_gifts", {"day", "bank", "hours"}}},
                      given,
                      introduction};

}  // namespace mou::sample
