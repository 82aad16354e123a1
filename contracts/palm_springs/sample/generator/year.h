// What can happen to a person in the year, each with the lines that a time card and its companions have for it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "contracts/palm_springs/sample/generator/person.h"

namespace mou::sample {

// Hours that the schedule has on a day, at the person's share of full time, in hundredths: 1000 on a day of the
// four-ten schedule at full time, 2400 on one's shift, 0 on a free day. Holidays are days of the schedule.
int hours_of_day(const Person& person, Date day);
// A day of the schedule on which the person is employed and works; holidays are worked by those on shift alone.
bool works_on_schedule(const Person& person, Date day);

// A line for each day of the sample on which the person works by the schedule.
void work_the_year(Person& person);
// Balances at the start of the sample, or on the day of hire with nothing in them.
void open_banks(Person& person, const std::vector<std::pair<const char*, int>>& hours);
// The evaluation two weeks before the anniversary in the year.
void evaluate(Person& person, int year, const std::string& rating);
// A second row of the roster from a day on, the same as the one before; the caller changes it.
RosterRow& change_from(Person& person, Date day);
// The day in the year on which a year of service ends.
Date anniversary(int year, Date hired);

// Leave in place of work: the day's line of work loses the hours, or goes.
void take_leave(Person& person, Date day, const std::string& bank, int hours);
// Whole days, on the scheduled days in first..last that are no holidays.
void take_days(Person& person, Date first, Date last, const std::string& bank);
// No line of work, and none of leave.
void stay_away(Person& person, Date day);

// Beyond the scheduled day; `pay_as` is cash or bank.
void work_extra(Person& person, Date day, int hours, const std::string& pay_as);
void stand_by(Person& person, Date day);
void call_back(Person& person, Date day, int hours, int travel_hours, bool on_standby);
void go_to_court(Person& person, Date day, int hours);
void train(Person& person, Date day, int hours);
void act_as(Person& person, Date day, const std::string& higher_classification);

}  // namespace mou::sample
