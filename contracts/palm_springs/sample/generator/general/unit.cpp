// The General Unit in 2019.
#include "contracts/palm_springs/sample/generator/unit.h"

#include "contracts/palm_springs/sample/generator/general/awkward.h"
#include "contracts/palm_springs/sample/generator/general/calendar.h"
#include "contracts/palm_springs/sample/generator/general/classes.h"
#include "contracts/palm_springs/sample/generator/general/ordinary.h"
#include "contracts/palm_springs/sample/generator/general/plans.h"
#include "contracts/palm_springs/sample/generator/year.h"

namespace mou::sample {

namespace {

// What has no place in the year of a person: a row or two of each, so that every table has some.
std::string trips_table() {
  return "employee,day,miles\n"
         "0031,2019-05-08,42\n";
}

std::string advances_table() {
  return "employee,day,amount\n"
         "0096,2019-03-14,100.00\n";
}

// Before the contract of 2018 was approved, that of 2014 kept a list.
std::string list_turns_table() {
  return "employee,day,run\n"
         "0091,2019-01-12,41\n"
         "0092,2019-01-19,41\n";
}

std::string bereavements_table() {
  return "employee,day,relation,same_household\n"
         "0076,2019-04-06,grandparent,no\n";
}

std::string grievances_table() {
  return "employee,grievance,occurred,known,about,filed,supervisor_answered,to_department_head\n"
         "0061,2019-1,2019-05-14,2019-06-06,agreement,2019-06-20,2019-07-03,2019-07-11\n"
         "0085,2019-2,2019-08-12,,reprimand,2019-09-05,,\n";
}

std::string disciplines_table() {
  return "employee,noticed,kind,appealed,hearing,reported,decided\n"
         "0085,2019-08-12,suspension,2019-08-20,2019-10-21,2019-11-12,2019-12-04\n";
}

std::string union_time_table() {
  return "employee,day,kind,hours,begins,ends\n"
         "0043,2019-05-14,meeting,2,11:30,13:30\n"
         "0043,2019-06-11,executive_board,4,,\n"
         "0045,2019-05-08,steward,2,,\n"
         "0045,2019-05-14,meeting,2,11:30,13:30\n";
}

std::string union_requests_table() {
  return "asked\n"
         "2019-07-01\n";
}

std::string screenings_table() {
  return "employee,day,waited,represented\n"
         "0027,2019-09-10,25,yes\n";
}

std::string airport_shifts_table() {
  return "day,begins,on_duty\n"
         "2019-07-04,05:00,3\n"
         "2019-07-04,13:00,2\n"
         "2019-07-04,21:00,2\n";
}

// Made-up values; those of 2018 add up to the City's printed most of $747, $1,474 and $1,985.
std::string outside() {
  return "name,key1,key2,from,value\n"
         "split_2018,medical,single,,700.00\n"
         "split_2018,medical,two_party,,1390.00\n"
         "split_2018,medical,family,,1870.00\n"
         "split_2018,dental,single,,34.00\n"
         "split_2018,dental,two_party,,65.00\n"
         "split_2018,dental,family,,90.00\n"
         "split_2018,vision,single,,13.00\n"
         "split_2018,vision,two_party,,19.00\n"
         "split_2018,vision,family,,25.00\n"
         "total_normal_cost,,,,0.1275\n"
         "total_normal_cost,,,2019-06-30,0.1325\n"
         "sales_tax,,,,0.0925\n"
         "mileage_rate,,,,0.58\n";
}

std::map<std::string, std::string> given() {
  return {{"plan_rates.csv", plan_table(2018, general::plans(), 3)},
          {"holiday.csv", holiday_table(general::calendar())},
          {"trips.csv", trips_table()},
          {"advances.csv", advances_table()},
          {"list_turns.csv", list_turns_table()},
          {"bereavements.csv", bereavements_table()},
          {"grievances.csv", grievances_table()},
          {"disciplines.csv", disciplines_table()},
          {"union_time.csv", union_time_table()},
          {"union_requests.csv", union_requests_table()},
          {"screenings.csv", screenings_table()},
          {"airport_shifts.csv", airport_shifts_table()},
          {"outside.csv", outside()}};
}

constexpr const char* introduction =
    "# The sample unit\n\n"
    "320 made-up employees of the General Unit over all its classifications, and what happened to them in the pay\n"
    "periods that touch 2019. Nobody here is a real person, and no amount that the contract does not print is real:\n"
    "plans and their premiums, the division of the City's contribution of 2018 among the benefits, the normal cost "
    "of\n"
    "retirement, the sales tax. The holidays are those the City is assumed to keep; Lincoln's Birthday is among "
    "them,\n"
    "but 22.2 takes it from the unit, as the contract before did: 2019-02-12 is a day of work like any other.\n\n"
    "The program `mou_sample general FOLDER` writes these files, this page included, the same to the byte each "
    "time.\n\n"
    "Numbers 0001 to 0100 are awkward, each in one way and otherwise plain: full time since 2008-05-05 at the top "
    "step,\n"
    "covered alone, ten hours from Monday to Thursday. Then comes one employee of each classification within the "
    "salary\n"
    "schedule, then others drawn at random.\n\n";

}  // namespace

const Unit general_unit{
    "general",
    "general_unit/sample_2019",
    320,
    general::classes,
    general::awkward_people,
    general::plain_person,
    [](Person& person) { general::open_banks(person, 12000, 0, 1000); },
    general::ordinary_person,
    {"from",
     "unit",
     "classification",
     "step",
     "hired",
     "first_employed",
     "separated",
     "anniversary",
     "fte",
     "schedule_hours",
     "holiday_schedule",
     "holiday_choice",
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
     "division"},
    {{"time", {"day", "kind", "hours", "travel_hours", "shift_start", "pay_as", "on_standby", "higher_classification"}},
     {"leave", {"day", "bank", "hours"}},
     {"cash_out", {"day", "bank", "hours"}},
     {"balances", {"day", "bank", "hours"}},
     {"elections", {"made", "for_year", "hours", "paid"}},
     {"evaluations", {"day", "rating"}},
     {"receipts", {"bought", "submitted", "kind", "amount"}},
     {"benefits_received", {"day", "kind", "amount"}}},
    given,
    introduction};

}  // namespace mou::sample
