#include "engine/time/clock.h"

#include <algorithm>
#include <cassert>

namespace mou {

namespace {

constexpr int epoch_year = 1970;

std::int32_t floor_divide(std::int32_t a, std::int32_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// The first day of the month that lies `index` months after January 1970; written out because ticks at the edge reach
// beyond the valid dates.
Date month_start(std::int32_t index) {
  const std::int32_t year = epoch_year + floor_divide(index, 12);
  const auto month = static_cast<unsigned>(index - floor_divide(index, 12) * 12 + 1);
  const std::optional<Date> start = make_date(year, month, 1);
  if (start) return *start;
  return index < 0 ? first_date : last_date + 1;
}

std::int32_t month_index(Date date) {
  const YearMonthDay day = civil(date);
  return (day.year - epoch_year) * 12 + static_cast<std::int32_t>(day.month) - 1;
}

std::int32_t tick_index(const Clock& clock, Date date) {
  switch (clock.kind) {
    case ClockKind::day:
      return date.days;
    case ClockKind::every:
      return floor_divide(date - clock.anchor, clock.days);
    case ClockKind::month:
      return month_index(date);
    case ClockKind::calendar_year:
      return floor_divide(month_index(date), 12);
    case ClockKind::fiscal_year:
      return floor_divide(month_index(date) - 6, 12);
    case ClockKind::chosen_days:
      break;
  }
  __builtin_unreachable();
}

Tick months_tick(std::int32_t index, std::int32_t first_month, std::int32_t months) {
  return Tick{index, month_start(first_month), month_start(first_month + months) - 1};
}

Tick chosen_tick(const Clock& clock, std::int32_t index) {
  const Date day = clock.days_on[static_cast<std::size_t>(index)];
  return Tick{index, day, day};
}

// The tick at a position of the list of chosen days, nothing beyond its ends.
std::optional<Tick> chosen_tick_if(const Clock& clock, std::int32_t index) {
  if (index < 0 || index >= static_cast<std::int32_t>(clock.days_on.size())) return std::nullopt;
  return chosen_tick(clock, index);
}

// How many chosen days lie before the date.
std::int32_t chosen_before(const Clock& clock, Date date) {
  const auto at = std::lower_bound(clock.days_on.begin(), clock.days_on.end(), date);
  return static_cast<std::int32_t>(at - clock.days_on.begin());
}

}  // namespace

std::optional<Tick> tick_around(const Clock& clock, Date date) {
  if (clock.kind != ClockKind::chosen_days) return tick_at(clock, tick_index(clock, date));
  const std::optional<Tick> tick = chosen_tick_if(clock, chosen_before(clock, date));
  if (!tick || tick->first != date) return std::nullopt;
  return tick;
}

Tick tick_at(const Clock& clock, std::int32_t index) {
  switch (clock.kind) {
    case ClockKind::day:
      return Tick{index, Date{index}, Date{index}};
    case ClockKind::every: {
      const Date first = clock.anchor + index * clock.days;
      return Tick{index, first, first + (clock.days - 1)};
    }
    case ClockKind::month:
      return months_tick(index, index, 1);
    case ClockKind::calendar_year:
      return months_tick(index, index * 12, 12);
    case ClockKind::fiscal_year:
      return months_tick(index, index * 12 + 6, 12);
    case ClockKind::chosen_days:
      return chosen_tick(clock, index);
  }
  __builtin_unreachable();
}

std::optional<Tick> next_tick(const Clock& clock, const Tick& tick) {
  if (clock.kind == ClockKind::chosen_days) return chosen_tick_if(clock, tick.index + 1);
  return tick_at(clock, tick.index + 1);
}

std::optional<Tick> previous_tick(const Clock& clock, const Tick& tick) {
  if (clock.kind == ClockKind::chosen_days) return chosen_tick_if(clock, tick.index - 1);
  return tick_at(clock, tick.index - 1);
}

std::vector<Tick> ticks_ending_in(const Clock& clock, Date first, Date last) {
  std::optional<Tick> tick = clock.kind == ClockKind::chosen_days ? chosen_tick_if(clock, chosen_before(clock, first))
                                                                  : tick_around(clock, first);
  std::vector<Tick> ticks;
  for (; tick && tick->last <= last; tick = next_tick(clock, *tick)) ticks.push_back(*tick);
  return ticks;
}

bool starts_tick(const Clock& clock, Date date) {
  const std::optional<Tick> tick = tick_around(clock, date);
  return tick && tick->first == date;
}

std::vector<Date> pay_days_in(const Clock& clock, Date first, Date last) {
  assert(clock.pay_delay);
  std::vector<Date> days;
  for (const Tick& tick : ticks_ending_in(clock, first - *clock.pay_delay, last - *clock.pay_delay)) {
    days.push_back(tick.last + *clock.pay_delay);
  }
  return days;
}

Date add_pay_days(const Clock& clock, Date date, std::int32_t count) {
  assert(clock.pay_delay && clock.kind == ClockKind::every);
  if (count == 0) return date;
  // The period that is paid next after `date`, or last before it.
  const Tick around = *tick_around(clock, date - *clock.pay_delay);
  const bool paid_today = around.last + *clock.pay_delay == date;
  const std::int32_t nearest = count > 0 ? (paid_today ? 1 : 0) : -1;
  const Tick paid = tick_at(clock, around.index + nearest + (count > 0 ? count - 1 : count + 1));
  return paid.last + *clock.pay_delay;
}

std::optional<Date> add_chosen_days(const Clock& clock, Date date, std::int64_t count) {
  if (count == 0) return date;
  const std::int64_t at = count > 0 ? chosen_before(clock, date + 1) + (count - 1) : chosen_before(clock, date) + count;
  if (at < 0 || at >= static_cast<std::int64_t>(clock.days_on.size())) return std::nullopt;
  return clock.days_on[static_cast<std::size_t>(at)];
}

}  // namespace mou
