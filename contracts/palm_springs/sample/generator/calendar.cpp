#include "contracts/palm_springs/sample/generator/calendar.h"

#include <algorithm>

#include "contracts/palm_springs/sample/generator/person.h"

namespace mou::sample {

const std::vector<std::pair<Date, std::string>>& holidays() {
  static const std::vector<std::pair<Date, std::string>> days{
      {on("2019-01-01"), "New Year's Day"},     {on("2019-01-21"), "Martin Luther King Jr. Day"},
      {on("2019-02-12"), "Lincoln's Birthday"}, {on("2019-02-18"), "President's Day"},
      {on("2019-05-27"), "Memorial Day"},       {on("2019-07-04"), "Independence Day"},
      {on("2019-09-02"), "Labor Day"},          {on("2019-11-11"), "Veterans Day"},
      {on("2019-11-28"), "Thanksgiving Day"},   {on("2019-11-29"), "Day after Thanksgiving"},
      {on("2019-12-24"), "Christmas Eve"},      {on("2019-12-25"), "Christmas Day"},
      {on("2020-01-01"), "New Year's Day"}};
  return days;
}

bool is_holiday(Date day) {
  return std::any_of(holidays().begin(), holidays().end(), [&](const auto& holiday) { return holiday.first == day; });
}

bool is_workday(Date day) {
  const Weekday name = weekday(day);
  return name == Weekday::Monday || name == Weekday::Tuesday || name == Weekday::Wednesday || name == Weekday::Thursday;
}

std::vector<Date> workdays(Date first, Date last) {
  std::vector<Date> days;
  for (Date day = first; day <= last; day = day + 1) {
    if (is_workday(day)) days.push_back(day);
  }
  return days;
}

}  // namespace mou::sample
