#include "contracts/palm_springs/sample/generator/year.h"

#include <algorithm>

#include "contracts/palm_springs/sample/generator/calendar.h"

namespace mou::sample {

namespace {

TimeRow time_row(Date day, const std::string& kind, int hours) {
  TimeRow row;
  row.day = day;
  row.kind = kind;
  row.hours = hours;
  return row;
}

// The line of the scheduled work of a day.
std::vector<TimeRow>::iterator scheduled_work(Person& person, Date day) {
  return std::find_if(person.time.begin(), person.time.end(),
                      [&](const TimeRow& row) { return row.day == day && row.kind == "worked" && row.pay_as.empty(); });
}

}  // namespace

int hours_of_day(const Person& person, Date day) {
  const RosterRow& row = person.row_on(day);
  if (row.work_schedule == "shifts") {
    const int turn = (day - on("2014-07-20")) % 3;
    return row.shift == std::string(1, static_cast<char>('a' + turn)) ? 2400 : 0;
  }
  if (row.work_schedule == "five_eight") {
    return is_workday(day) || weekday(day) == Weekday::Friday ? 8 * row.fte : 0;
  }
  if (!is_workday(day)) return 0;
  return (row.work_schedule == "four_nine" ? 9 : 10) * row.fte;
}

bool works_on_schedule(const Person& person, Date day) {
  const bool free = person.calendar->is_holiday(day) && person.row_on(day).work_schedule != "shifts";
  return !free && person.employed_on(day) && hours_of_day(person, day) > 0;
}

void work_the_year(Person& person) {
  for (Date day = person.calendar->first_day; day <= person.calendar->last_day; day = day + 1) {
    if (!works_on_schedule(person, day)) continue;
    TimeRow row = time_row(day, "worked", hours_of_day(person, day));
    row.shift_start = person.shift_start;
    person.time.push_back(row);
  }
}

void open_banks(Person& person, const std::vector<std::pair<const char*, int>>& hours) {
  const Date first_day = person.calendar->first_day;
  const Date hired = person.first().hired.value_or(first_day);
  const bool was_there = hired < first_day;
  person.balances.clear();
  for (const auto& [bank, held] : hours) {
    person.balances.push_back({was_there ? first_day : hired, bank, was_there ? held : 0});
  }
}

Date anniversary(int year, Date hired) {
  const YearMonthDay parts = civil(hired);
  // February 29 of a common year is March 1.
  return make_date(year, parts.month, parts.day).value_or(make_date(year, 3, 1).value());
}

void evaluate(Person& person, int year, const std::string& rating) {
  const RosterRow& row = person.first();
  const Date day = anniversary(year, row.anniversary.value_or(*row.hired)) - 14;
  if (day >= person.calendar->first_day && person.employed_on(day)) person.evaluations.push_back({day, rating});
}

RosterRow& change_from(Person& person, Date day) {
  RosterRow row = person.rows.back();
  row.from = day;
  return person.rows.emplace_back(row);
}

void take_leave(Person& person, Date day, const std::string& bank, int hours) {
  const auto work = scheduled_work(person, day);
  if (work != person.time.end()) {
    work->hours -= std::min(hours, work->hours);
    if (work->hours == 0) person.time.erase(work);
  }
  person.leave.push_back({day, bank, hours});
}

void take_days(Person& person, Date first, Date last, const std::string& bank) {
  for (Date day = first; day <= last; day = day + 1) {
    if (works_on_schedule(person, day)) take_leave(person, day, bank, hours_of_day(person, day));
  }
}

void stay_away(Person& person, Date day) {
  const auto work = scheduled_work(person, day);
  if (work != person.time.end()) person.time.erase(work);
}

void work_extra(Person& person, Date day, int hours, const std::string& pay_as) {
  TimeRow row = time_row(day, "worked", hours);
  row.pay_as = pay_as;
  person.time.push_back(row);
}

void stand_by(Person& person, Date day) {
  person.time.push_back(time_row(day, "standby", 1400));
}

void call_back(Person& person, Date day, int hours, int travel_hours, bool on_standby) {
  TimeRow row = time_row(day, "callback", hours);
  row.travel_hours = travel_hours;
  row.on_standby = on_standby ? "yes" : "no";
  person.time.push_back(row);
  // Those on standby are paid for the hours as hours worked.
  if (on_standby) work_extra(person, day, hours, "cash");
}

void go_to_court(Person& person, Date day, int hours) {
  person.time.push_back(time_row(day, "court", hours));
}

void train(Person& person, Date day, int hours) {
  person.time.push_back(time_row(day, "training_given", hours));
}

void act_as(Person& person, Date day, const std::string& higher_classification) {
  TimeRow row = time_row(day, "acting", hours_of_day(person, day));
  row.higher_classification = higher_classification;
  person.time.push_back(row);
}

}  // namespace mou::sample
