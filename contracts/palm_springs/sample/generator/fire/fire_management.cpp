// The Fire Management Unit in 2015 and 2016.
#include "contracts/palm_springs/sample/generator/fire/awkward.h"
#include "contracts/palm_springs/sample/generator/fire/fire.h"
#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample {

namespace {

const std::vector<ClassEntry>& classes() {
  static const std::vector<ClassEntry> entries{{"Fire Captain", 6, "", true, true},
                                               {"Battalion Chief", 3, "", true, true},
                                               {"Fire Prevention Captain", 1},
                                               {"Deputy Fire Chief", 1}};
  return entries;
}

void open(Person& person) {
  open_banks(person, {{"annual_leave", 20000},
                      {"sick_leave", 30000},
                      {"comp_time", 4800},
                      {"excess_annual_leave", 0},
                      {"excess_sick_leave", 0}});
}

Person ordinary(int number, const ClassEntry& entry) {
  Random random(0x46697265U + static_cast<std::uint64_t>(number) * 1000003U);
  Person person = fire::drawn_member(number, entry, random);
  person.first().certification = "State Fire Officer";
  open_banks(person, {{"annual_leave", 100 * random.between(100, 300)},
                      {"sick_leave", 100 * random.between(50, 600)},
                      {"comp_time", 100 * random.between(0, 100)},
                      {"excess_annual_leave", 0},
                      {"excess_sick_leave", 0}});
  fire::live_two_years(person, number, random);
  return person;
}

std::string outside() {
  std::string file =
      "name,key1,key2,from,value\n"
      "association_plan,medical,,,fire\n"
      "association_plan,dental,,,plain\n"
      "association_plan,vision,,,plain\n"
      "association_dues,,,,40.00\n"
      "savings_administration,,,,4.00\n"
      "safety_normal_cost,,,,0.2300\n"
      "safety_normal_cost,,,2015-06-21,0.2350\n"
      "fire_safety_vacations,a,,,1\n"
      "fire_safety_vacations,b,,,1\n"
      "fire_safety_vacations,c,,,1\n"
      "fire_safety_vacations,staff,,,0\n"
      "plan_fee,,,,2.50\n"
      "tuition_budget,,,,5000.00\n"
      "mileage_rate,,,,0.56\n"
      "first_range,Fire Captain,,,60\n"
      "first_range,Fire Prevention Captain,,,60\n"
      "first_range,Battalion Chief,,,66\n"
      "first_range,Deputy Fire Chief,,,75\n";
  for (int range = 57; range <= 81; ++range) {
    for (int step = 1; step <= 7; ++step) {
      file += table_line({"schedule_before", std::to_string(range), std::to_string(step), "",
                          cents(600000 + (range - 57) * 20000 + (step - 1) * 30000)});
    }
  }
  return file;
}

std::map<std::string, std::string> given() {
  return {{"plan_rates.csv", fire::plan_rates()},
          {"holiday.csv", holiday_table(calendar_2015_2016())},
          {"union_requests.csv", "asked\n2015-03-02\n2015-09-01\n2016-03-01\n"},
          {"outside.csv", outside()}};
}

std::vector<const char*> columns() {
  std::vector<const char*> all = fire::roster_columns();
  all.insert(all.end(), {"paramedic_certificate", "assignment", "acting_in", "acting_since", "dues_authorised",
                         "retired", "retiree_premium", "medicare_eligible", "domestic_partner", "partner_papers",
                         "tobacco_user", "sida_badge", "plan_subscribed"});
  return all;
}

constexpr const char* introduction =
    "# The sample of the Fire Management Unit\n\n"
    "24 made-up employees of the Fire Management Unit, and what happened to them in the pay periods that touch 2015 "
    "and\n"
    "2016. Nobody here is a real person, and no amount that the contract does not print is real.\n\n"
    "The program `mou_sample fire_management FOLDER` writes these files, this page included, the same to the byte "
    "each\n"
    "time.\n\n";

}  // namespace

const Unit fire_management{"fire_management",
                           "fire_management/sample_2015_2016",
                           24,
                           classes,
                           fire::fire_management_awkward,
                           fire::on_shift,
                           open,
                           ordinary,
                           columns(),
                           {{"time", {"day", "kind", "hours", "pay_as", "higher_classification", "mutual_aid"}},
                            {"leave", {"day", "bank", "hours"}},
                            {"cash_out", {"day", "bank", "hours"}},
                            {"balances", {"day", "bank", "hours"}},
                            {"receipts", {"bought", "submitted", "kind", "amount", "approved", "program"}},
                            {"trips", {"day", "miles"}},
                            {"union_time", {"day", "kind", "hours"}},
                            {"jury_duty", {"day", "hours", "received", "over_two_weeks"}}},
                           given,
                           introduction};

}  // namespace mou::sample
