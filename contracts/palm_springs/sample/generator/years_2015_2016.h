// What the samples of 2015 and 2016 have in common.
#pragma once

#include <utility>
#include <vector>

#include "contracts/palm_springs/sample/generator/person.h"
#include "contracts/palm_springs/sample/generator/random.h"

namespace mou::sample {

// The pay periods that touch 2015 and 2016, and the holidays that the City is assumed to keep in them.
const Calendar& calendar_2015_2016();

// How often, for those drawn at random, something happens on a day of the schedule: once in so many days, 0 for never.
struct Habits {
  // Banks that a free day is taken from. No more is taken than was there at the start.
  std::vector<std::pair<const char*, int>> days_off;
  // Hours beyond the schedule: a quarter of a day to half a day.
  int extra = 0;
};

// Leave from a day on, for so many days of the schedule.
void go_on_vacation(Person& person, Date first, int days, const char* bank);
void live(Person& person, const Habits& habits, Random& random);

// Of the first row of the roster.
void hired_on(Person& person, const char* day, int step);
void cover(Person& person, const char* coverage, int premium);
void set(Person& person, const char* column, const char* text);
// What a bank holds at the start.
void hold(Person& person, const char* bank, int hours);
// The first day of the person's schedule that is on the day or after it.
Date working_day(const Person& person, const char* day);
void receive(Person& person, const char* bought, const char* kind, int amount);
// A row of a table that a person has no vector for.
void note(Person& person, const char* table, Cells cells);

}  // namespace mou::sample
