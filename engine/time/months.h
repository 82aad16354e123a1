// Months and days by the calendar, in plain arithmetic that a loop over many days does side by side.
#pragma once

#include <cstdint>

#include "engine/time/date.h"

namespace mou {

// A day in years that begin in March, so that the last day of February is the last of a year: months since the
// beginning of one, and the day of the month from 0.
struct MonthAndDay {
  std::int32_t month;
  std::int32_t day;
};

inline MonthAndDay month_and_day(Date date) {
  // Days since March 1 of a year that 400 divides, before all dates; those of its four centuries, and of its year.
  const auto days = static_cast<std::uint32_t>(date.days + 719'468);
  const std::uint32_t cycle = days / 146'097;
  const std::uint32_t inside = days - cycle * 146'097;
  const std::uint32_t year = (inside - inside / 1'460 + inside / 36'524 - inside / 146'096) / 365;
  const std::uint32_t of_year = inside - (365 * year + year / 4 - year / 100);
  const std::uint32_t month = (5 * of_year + 2) / 153;
  return {static_cast<std::int32_t>((400 * cycle + year) * 12 + month),
          static_cast<std::int32_t>(of_year - (153 * month + 2) / 5)};
}

// Whole months from one day to another that is not before it.
inline std::int32_t months_between(MonthAndDay since, MonthAndDay on) {
  return on.month - since.month - (on.day < since.day ? 1 : 0);
}

}  // namespace mou
