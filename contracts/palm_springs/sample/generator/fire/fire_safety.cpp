// The Fire Safety Unit in 2015 and 2016.
#include "contracts/palm_springs/sample/generator/fire/awkward.h"
#include "contracts/palm_springs/sample/generator/fire/fire.h"
#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample {

namespace {

const std::vector<ClassEntry>& classes() {
  static const std::vector<ClassEntry> entries{{"Fire Fighter", 3, "", true, true},
                                               {"Fire Engineer", 2, "", true, true}};
  return entries;
}

void open(Person& person) {
  open_banks(person, {{"annual_leave", 20000}, {"sick_leave", 30000}, {"comp_time", 4800}});
}

Person ordinary(int number, const ClassEntry& entry) {
  Random random(0x46697265U + static_cast<std::uint64_t>(number) * 1000003U);
  Person person = fire::drawn_member(number, entry, random);
  put(person.first().more, "engineer_exam_passed", random.one_in(2) ? "yes" : "no");
  open_banks(person, {{"annual_leave", 100 * random.between(100, 300)},
                      {"sick_leave", 100 * random.between(50, 600)},
                      {"comp_time", 100 * random.between(0, 100)}});
  fire::live_two_years(person, number, random);
  return person;
}

std::string outside() {
  std::string file =
      "name,key1,key2,from,value\n"
      "unit_plan,medical,,,fire\n"
      "unit_plan,dental,,,plain\n"
      "unit_plan,vision,,,plain\n"
      "savings_cost,,,,2.00\n"
      "safety_normal_cost,,,,0.2300\n"
      "safety_normal_cost,,,2015-06-21,0.2350\n"
      "overtime_available,,,,24\n"
      "exam_closes,,,,2015-03-31\n"
      "management_off,a,,,1\n"
      "management_off,b,,,1\n"
      "management_off,c,,,1\n"
      "management_off,staff,,,0\n"
      "other_station_staff,,,,4\n"
      "tuition_budget,,,,20000.00\n"
      "dmv_requires_physicals,,,,yes\n"
      "mileage_rate,,,,0.56\n";
  int salary = 400000;
  for (const ClassEntry& entry : classes()) {
    for (int step = 1; step <= 7; ++step) {
      file +=
          table_line({"salary_before_2014", entry.title, std::to_string(step), "", cents(salary + (step - 1) * 25000)});
    }
    salary += 60000;
  }
  return file;
}

std::map<std::string, std::string> given() {
  return {{"plan_rates.csv", fire::plan_rates()},
          {"holiday.csv", holiday_table(calendar_2015_2016())},
          {"union_requests.csv", "asked\n2015-03-02\n2016-03-01\n"},
          {"outside.csv", outside()}};
}

std::vector<const char*> columns() {
  std::vector<const char*> all = fire::roster_columns();
  all.insert(all.end(), {"second_certificate",
                         "engineer_exam_passed",
                         "retired",
                         "retired_as",
                         "retiree_premium",
                         "offered",
                         "domestic_partner",
                         "partner_documents",
                         "aerial_certified",
                         "pumper_certified",
                         "arff_certified",
                         "apparatus_certified",
                         "engineer_probation_ends",
                         "probation_ends",
                         "scba_technician",
                         "scba_certified_until",
                         "scba_term_began",
                         "dress_uniform_cost",
                         "dress_uniform_paid",
                         "in_class_since",
                         "in_unit_since",
                         "eligibility_rank",
                         "bumped",
                         "step_scale",
                         "medicare_eligible",
                         "paramedic_assigned"});
  return all;
}

constexpr const char* introduction =
    "# The sample of the Fire Safety Unit\n\n"
    "60 made-up employees of the Fire Safety Unit, and what happened to them in the pay periods that touch 2015 and\n"
    "2016. Nobody here is a real person, and no amount that the contract does not print is real.\n\n"
    "The program `mou_sample fire_safety FOLDER` writes these files, this page included, the same to the byte each\n"
    "time.\n\n";

}  // namespace

const Unit fire_safety{"fire_safety",
                       "fire_safety/sample_2015_2016",
                       60,
                       classes,
                       fire::fire_safety_awkward,
                       fire::on_shift,
                       open,
                       ordinary,
                       columns(),
                       {{"time",
                         {"day", "kind", "hours", "travel_hours", "pay_as", "higher_classification", "held_over",
                          "contract_detail", "chosen_on", "chosen_at"}},
                        {"leave", {"day", "bank", "hours", "requested", "single_day"}},
                        {"cash_out", {"day", "bank", "hours", "told"}},
                        {"balances", {"day", "bank", "hours"}},
                        {"receipts", {"bought", "submitted", "kind", "amount"}},
                        {"trips", {"day", "miles"}},
                        {"union_time", {"day", "kind", "hours"}},
                        {"cap_notices", {"day", "cause"}},
                        {"payroll_changes", {"worked", "hours", "entered", "entered_at"}}},
                       given,
                       introduction};

}  // namespace mou::sample
