#include "contracts/palm_springs/sample/generator/sample_unit.h"

#include <algorithm>
#include <vector>

#include "contracts/palm_springs/sample/generator/awkward.h"
#include "contracts/palm_springs/sample/generator/calendar.h"
#include "contracts/palm_springs/sample/generator/ordinary.h"
#include "contracts/palm_springs/sample/generator/plans.h"

namespace mou::sample {

namespace {

constexpr int people_count = 320;

std::string identifier(int number) {
  std::string digits = std::to_string(number);
  return std::string(4 - digits.size(), '0') + digits;
}

// Hundredths as a decimal without needless zeros: 975 is 9.75, 1000 is 10.
std::string hundredths(int value) {
  std::string text = std::to_string(value / 100);
  const int rest = value % 100;
  if (rest == 0) return text;
  text += "." + std::to_string(rest / 10);
  if (rest % 10 != 0) text += std::to_string(rest % 10);
  return text;
}

std::string cents(int value) {
  const int rest = value % 100;
  return std::to_string(value / 100) + "." + std::to_string(rest / 10) + std::to_string(rest % 10);
}

std::string optional_date(const std::optional<Date>& date) {
  return date ? date_text(*date) : std::string();
}

std::string field(const std::string& text) {
  return text.find(',') == std::string::npos ? text : "\"" + text + "\"";
}

void add_line(std::string& file, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) file += ',';
    file += field(fields[i]);
  }
  file += '\n';
}

template <typename Row>
std::vector<Row> by_day(std::vector<Row> rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.day < b.day; });
  return rows;
}

std::vector<Person> everybody() {
  std::vector<Person> people;
  for (const Awkward& awkward : awkward_people()) people.push_back(awkward_person(awkward));
  // Then one of each class, then by the shares of the classes.
  int number = static_cast<int>(people.size());
  for (const ClassEntry& entry : classes()) {
    if (entry.weight > 0) people.push_back(ordinary_person(++number, entry));
  }
  while (number < people_count) {
    ++number;
    people.push_back(ordinary_person(number, drawn_class(number)));
  }
  for (std::size_t i = 0; i < people.size(); ++i) people[i].id = identifier(static_cast<int>(i) + 1);
  return people;
}

void add_roster_row(std::string& file, const std::string& id, const RosterRow& row) {
  add_line(file, {id,
                  optional_date(row.from),
                  "general",
                  row.classification,
                  row.step ? std::to_string(*row.step) : "",
                  optional_date(row.hired),
                  optional_date(row.first_employed),
                  optional_date(row.separated),
                  optional_date(row.anniversary),
                  hundredths(row.fte),
                  "40",
                  row.holiday_schedule,
                  row.holiday_choice,
                  row.pepra_member,
                  row.coverage,
                  row.plan_premium ? cents(*row.plan_premium) : "",
                  row.other_coverage_proof,
                  row.masters_degree,
                  row.bachelors_degree,
                  row.associates_degree,
                  row.certification,
                  row.notary_selected,
                  row.bilingual_selected,
                  row.division});
}

std::string roster(const std::vector<Person>& people) {
  std::string file =
      "employee,from,unit,classification,step,hired,first_employed,separated,anniversary,fte,schedule_hours,"
      "holiday_schedule,holiday_choice,pepra_member,coverage,plan_premium,other_coverage_proof,masters_degree,"
      "bachelors_degree,associates_degree,certification,notary_selected,bilingual_selected,division\n";
  for (const Person& person : people) {
    for (const RosterRow& row : person.rows) add_roster_row(file, person.id, row);
  }
  return file;
}

std::string time_cards(const std::vector<Person>& people) {
  std::string file = "employee,day,kind,hours,travel_hours,shift_start,pay_as,on_standby,higher_classification\n";
  for (const Person& person : people) {
    for (const TimeRow& row : by_day(person.time)) {
      add_line(file, {person.id, date_text(row.day), row.kind, hundredths(row.hours),
                      row.travel_hours ? hundredths(*row.travel_hours) : "", row.shift_start, row.pay_as,
                      row.on_standby, row.higher_classification});
    }
  }
  return file;
}

std::string leave(const std::vector<Person>& people) {
  std::string file = "employee,day,bank,hours\n";
  for (const Person& person : people) {
    for (const LeaveRow& row : by_day(person.leave)) {
      add_line(file, {person.id, date_text(row.day), row.bank, hundredths(row.hours)});
    }
  }
  return file;
}

std::string bank_rows(const std::vector<Person>& people, std::vector<BalanceRow> Person::*rows) {
  std::string file = "employee,day,bank,hours\n";
  for (const Person& person : people) {
    for (const BalanceRow& row : by_day(person.*rows)) {
      add_line(file, {person.id, date_text(row.day), row.bank, hundredths(row.hours)});
    }
  }
  return file;
}

std::string elections(const std::vector<Person>& people) {
  std::string file = "employee,made,for_year,hours,paid\n";
  for (const Person& person : people) {
    for (const ElectionRow& row : person.elections) {
      add_line(file, {person.id, date_text(row.made), std::to_string(row.for_year), hundredths(row.hours), row.paid});
    }
  }
  return file;
}

std::string evaluations(const std::vector<Person>& people) {
  std::string file = "employee,day,rating\n";
  for (const Person& person : people) {
    for (const EvaluationRow& row : by_day(person.evaluations)) {
      add_line(file, {person.id, date_text(row.day), row.rating});
    }
  }
  return file;
}

std::string receipts(const std::vector<Person>& people) {
  std::string file = "employee,bought,submitted,kind,amount\n";
  for (const Person& person : people) {
    std::vector<ReceiptRow> rows = person.receipts;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.bought < b.bought; });
    for (const ReceiptRow& row : rows) {
      add_line(file, {person.id, date_text(row.bought), date_text(row.submitted), row.kind, cents(row.amount)});
    }
  }
  return file;
}

std::string benefits(const std::vector<Person>& people) {
  std::string file = "employee,day,kind,amount\n";
  for (const Person& person : people) {
    for (const BenefitRow& row : by_day(person.benefits)) {
      add_line(file, {person.id, date_text(row.day), row.kind, cents(row.amount)});
    }
  }
  return file;
}

std::string rates() {
  std::string file = "year,benefit,plan,tier,monthly,enrolled\n";
  for (const PlanRateRow& row : plan_rates()) {
    add_line(file, {std::to_string(row.year), row.benefit, row.plan, row.tier, cents(row.monthly),
                    std::to_string(row.enrolled)});
  }
  return file;
}

std::string holiday_table() {
  std::string file = "day,name\n";
  for (const auto& [day, name] : holidays()) add_line(file, {date_text(day), name});
  return file;
}

// What has no place in the year of a person: a row or two of each, so that every table has some.
std::string trips_table() {
  return "employee,day,miles\n"
         "0031,2019-05-08,42\n";
}

std::string advances_table() {
  return "employee,day,amount\n"
         "0096,2019-03-14,100.00\n";
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

std::string page() {
  std::string text =
      "# The sample unit\n\n"
      "320 made-up employees of the General Unit over all its classifications, and what happened to them in the pay\n"
      "periods that touch 2019. Nobody here is a real person, and no amount that the contract does not print is real:\n"
      "plans and their premiums, the division of the City's contribution of 2018 among the benefits, the normal cost "
      "of\n"
      "retirement, the sales tax. The holidays are those the City is assumed to keep; Lincoln's Birthday is among "
      "them\n"
      "for the last time, for article 22 takes it away from 2019-03-01.\n\n"
      "The program `mou_sample FOLDER` writes these files, this page included, the same to the byte each time.\n\n"
      "Numbers 0001 to 0100 are awkward, each in one way and otherwise plain: full time since 2008-05-05 at the top "
      "step,\n"
      "covered alone, ten hours from Monday to Thursday. Then comes one employee of each classification within the "
      "salary\n"
      "schedule, then others drawn at random.\n\n"
      "| number | classification | what is awkward |\n"
      "| --- | --- | --- |\n";
  for (const Awkward& awkward : awkward_people()) {
    text += "| " + identifier(awkward.number) + " | " + awkward.classification + " | " + awkward.what + " |\n";
  }
  return text;
}

}  // namespace

std::map<std::string, std::string> sample_unit() {
  const std::vector<Person> people = everybody();
  return {{"README.md", page()},
          {"roster.csv", roster(people)},
          {"time.csv", time_cards(people)},
          {"leave.csv", leave(people)},
          {"cash_out.csv", bank_rows(people, &Person::cash_out)},
          {"balances.csv", bank_rows(people, &Person::balances)},
          {"elections.csv", elections(people)},
          {"evaluations.csv", evaluations(people)},
          {"receipts.csv", receipts(people)},
          {"benefits_received.csv", benefits(people)},
          {"plan_rates.csv", rates()},
          {"holiday.csv", holiday_table()},
          {"trips.csv", trips_table()},
          {"advances.csv", advances_table()},
          {"bereavements.csv", bereavements_table()},
          {"grievances.csv", grievances_table()},
          {"disciplines.csv", disciplines_table()},
          {"union_time.csv", union_time_table()},
          {"union_requests.csv", union_requests_table()},
          {"screenings.csv", screenings_table()},
          {"airport_shifts.csv", airport_shifts_table()},
          {"outside.csv", outside()}};
}

}  // namespace mou::sample
