// The days of a sample: those of its pay periods, which the City works, which it keeps as holidays.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/time/date.h"

namespace mou::sample {

struct Calendar {
  // The pay periods of the sample begin and end on these days.
  Date first_day;
  Date last_day;
  // The City's list, and the days of it that are no holidays of the unit.
  std::vector<std::pair<Date, std::string>> holidays;
  std::vector<Date> not_kept = {};

  // A holiday of the unit.
  bool is_holiday(Date day) const;
};

// Monday to Thursday, holidays included.
bool is_workday(Date day);
// The workdays in first..last.
std::vector<Date> workdays(Date first, Date last);

}  // namespace mou::sample
