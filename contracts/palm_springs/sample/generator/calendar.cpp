#include "contracts/palm_springs/sample/generator/calendar.h"

#include <algorithm>

namespace mou::sample {

bool Calendar::is_holiday(Date day) const {
  return std::find(not_kept.begin(), not_kept.end(), day) == not_kept.end() &&
         std::any_of(holidays.begin(), holidays.end(), [&](const auto& holiday) { return holiday.first == day; });
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
