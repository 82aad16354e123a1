#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

#include <algorithm>
#include <map>

#include "contracts/palm_springs/sample/generator/year.h"

namespace mou::sample {

const Calendar& calendar_2015_2016() {
  static const Calendar days{
      on("2014-12-21"),
      on("2016-12-31"),
      {{on("2014-12-24"), "Christmas Eve"},      {on("2014-12-25"), "Christmas Day"},
       {on("2015-01-01"), "New Year's Day"},     {on("2015-01-19"), "Martin Luther King Jr. Day"},
       {on("2015-02-12"), "Lincoln's Birthday"}, {on("2015-02-16"), "President's Day"},
       {on("2015-05-25"), "Memorial Day"},       {on("2015-07-03"), "Independence Day"},
       {on("2015-09-07"), "Labor Day"},          {on("2015-11-11"), "Veterans Day"},
       {on("2015-11-26"), "Thanksgiving Day"},   {on("2015-11-27"), "Day after Thanksgiving"},
       {on("2015-12-24"), "Christmas Eve"},      {on("2015-12-25"), "Christmas Day"},
       {on("2016-01-01"), "New Year's Day"},     {on("2016-01-18"), "Martin Luther King Jr. Day"},
       {on("2016-02-12"), "Lincoln's Birthday"}, {on("2016-02-15"), "President's Day"},
       {on("2016-05-30"), "Memorial Day"},       {on("2016-07-04"), "Independence Day"},
       {on("2016-09-05"), "Labor Day"},          {on("2016-11-11"), "Veterans Day"},
       {on("2016-11-24"), "Thanksgiving Day"},   {on("2016-11-25"), "Day after Thanksgiving"},
       {on("2016-12-23"), "Christmas Eve"},      {on("2016-12-26"), "Christmas Day"}}};
  return days;
}

void go_on_vacation(Person& person, Date first, int days, const char* bank) {
  for (Date day = first; days > 0 && day <= person.calendar->last_day; day = day + 1) {
    if (!works_on_schedule(person, day)) continue;
    take_leave(person, day, bank, hours_of_day(person, day));
    --days;
  }
}

void live(Person& person, const Habits& habits, Random& random) {
  std::map<std::string, int> left;
  for (const BalanceRow& row : person.balances) left[row.bank] = row.hours;
  for (const LeaveRow& row : person.leave) left[row.bank] -= row.hours;
  std::vector<TimeRow> cards = person.time;
  for (const TimeRow& card : cards) {
    for (const auto& [bank, often] : habits.days_off) {
      if (!random.one_in(often) || left[bank] < card.hours) continue;
      take_leave(person, card.day, bank, card.hours);
      left[bank] -= card.hours;
      break;
    }
    if (habits.extra == 0 || !random.one_in(habits.extra)) continue;
    const char* pay_as = random.one_in(4) ? "bank" : "cash";
    work_extra(person, card.day + 1, 100 * random.between(2, 12), pay_as);
  }
}

void hired_on(Person& person, const char* day, int step) {
  person.first().hired = on(day);
  person.first().step = step;
}

void cover(Person& person, const char* coverage, int premium) {
  person.first().coverage = coverage;
  person.first().plan_premium = premium;
}

void set(Person& person, const char* column, const char* text) {
  put(person.first().more, column, text);
}

void hold(Person& person, const char* bank, int hours) {
  for (BalanceRow& row : person.balances) {
    if (row.bank == bank) row.hours = hours;
  }
}

Date working_day(const Person& person, const char* day) {
  Date found = on(day);
  while (!works_on_schedule(person, found)) found = found + 1;
  return found;
}

void receive(Person& person, const char* bought, const char* kind, int amount) {
  person.receipts.push_back({on(bought), on(bought) + 3, kind, amount});
}

void note(Person& person, const char* table, Cells cells) {
  person.other[table].push_back(std::move(cells));
}

}  // namespace mou::sample
