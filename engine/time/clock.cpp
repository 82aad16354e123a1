#include "engine/time/clock.h"

#include <algorithm>
#include <cassert>
#include <utility>

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

Tick tick_of_day(Date day) {
  return Tick{day.days, day, day};
}

// The tick of the chosen day on the date or next after it; on it or last before it.
std::optional<Tick> chosen_from(const Clock& clock, Date date) {
  const std::optional<Date> day = clock.chosen ? clock.chosen->from(date) : std::nullopt;
  return day ? std::optional(tick_of_day(*day)) : std::nullopt;
}

std::optional<Tick> chosen_until(const Clock& clock, Date date) {
  const std::optional<Date> day = clock.chosen ? clock.chosen->until(date) : std::nullopt;
  return day ? std::optional(tick_of_day(*day)) : std::nullopt;
}

}  // namespace

ChosenDays::ChosenDays(Date first, Date last, Decide decide)
    : first_(first),
      last_(last),
      decide_(std::move(decide)),
      states_(static_cast<std::size_t>(std::max(last - first + 1, 0)), State::undecided) {}

bool ChosenDays::on(Date day) {
  if (deciding_ || day < first_ || last_ < day) return false;
  State& state = states_[static_cast<std::size_t>(day - first_)];
  if (state == State::undecided) {
    deciding_ = true;
    state = decide_(day) ? State::chosen : State::out;
    deciding_ = false;
  }
  return state == State::chosen;
}

std::optional<Date> ChosenDays::from(Date day) {
  for (day = std::max(day, first_); day <= last_ && !deciding_; day = day + 1) {
    if (on(day)) return day;
  }
  return std::nullopt;
}

std::optional<Date> ChosenDays::until(Date day) {
  for (day = std::min(day, last_); first_ <= day && !deciding_; day = day - 1) {
    if (on(day)) return day;
  }
  return std::nullopt;
}

std::optional<Tick> tick_around(const Clock& clock, Date date) {
  if (clock.kind != ClockKind::chosen_days) return tick_at(clock, tick_index(clock, date));
  if (!clock.chosen || !clock.chosen->on(date)) return std::nullopt;
  return tick_of_day(date);
}

Tick tick_at(const Clock& clock, std::int32_t index) {
  switch (clock.kind) {
    case ClockKind::day:
    case ClockKind::chosen_days:
      return tick_of_day(Date{index});
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
  }
  __builtin_unreachable();
}

std::optional<Tick> next_tick(const Clock& clock, const Tick& tick) {
  if (clock.kind == ClockKind::chosen_days) return chosen_from(clock, tick.first + 1);
  return tick_at(clock, tick.index + 1);
}

std::optional<Tick> previous_tick(const Clock& clock, const Tick& tick) {
  if (clock.kind == ClockKind::chosen_days) return chosen_until(clock, tick.first - 1);
  return tick_at(clock, tick.index - 1);
}

std::vector<Tick> ticks_ending_in(const Clock& clock, Date first, Date last) {
  std::optional<Tick> tick =
      clock.kind == ClockKind::chosen_days ? chosen_from(clock, first) : tick_around(clock, first);
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
  std::optional<Tick> tick = count > 0 ? chosen_from(clock, date + 1) : chosen_until(clock, date - 1);
  for (std::int64_t left = count > 0 ? count - 1 : -(count + 1); left > 0 && tick; --left) {
    tick = count > 0 ? next_tick(clock, *tick) : previous_tick(clock, *tick);
  }
  return tick ? std::optional(tick->first) : std::nullopt;
}

}  // namespace mou
