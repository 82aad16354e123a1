// The days of the sample: which the City works, which it keeps as holidays.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/time/date.h"

namespace mou::sample {

// The pay periods that touch 2019 begin and end on these days.
inline constexpr Date first_day{17895};
inline constexpr Date last_day{18272};

// Lincoln's Birthday is kept for the last time: article 22 takes it away from 2019-03-01.
const std::vector<std::pair<Date, std::string>>& holidays();
bool is_holiday(Date day);
// Monday to Thursday, holidays included.
bool is_workday(Date day);
// The workdays in first..last.
std::vector<Date> workdays(Date first, Date last);

}  // namespace mou::sample
