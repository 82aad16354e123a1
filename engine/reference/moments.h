// Dates from dates: what the nodes of the graph that name a moment give for a date at hand.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/graph/graph.h"
#include "engine/time/clock.h"

namespace mou {

// The date that an offset node gives `count` units after (before where it is below zero) the date; nothing when that
// has no single answer. The clock is that of the node, null where it has none. The date may lie outside the calendar,
// by one day at most.
std::optional<Date> moved_by(const Node& offset, const Clock* clock, Date date, std::int32_t count);
// The first day of the tick that a period_start node means, seen from the date; nothing when there is none.
std::optional<Date> start_of_period(const Node& period_start, const Clock& clock, Date date);
// The last day of the tick of the clock around the date.
std::optional<Date> end_of_period(const Clock& clock, Date start);
// The day that an nth node means among those of `counted` in the tick of `of` around the date: nothing when there is no
// such period, an empty date when the period has too few.
std::optional<std::optional<Date>> nth_in_period(const Node& nth, const Clock& of, const Clock& counted, Date start);
// The minutes from one time of day to another, which may be that of the next day; of four times, those of them within
// the daily window from the third to the fourth.
std::int64_t minutes_of_stretch(std::span<const std::int64_t> at);
// The day of the year that a month_day node means, in the year of the date; nothing when that year lacks it.
std::optional<Date> day_of_the_year(const Node& month_day, Date date);

}  // namespace mou
