// Clocks: ways to cut time into ticks. A figure ticks on one clock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/time/date.h"

namespace mou {

enum class ClockKind {
  // Every calendar day.
  day,
  // Stretches of `days` days that start on `anchor` and before and after it without end.
  every,
  month,
  calendar_year,
  // From July 1 to June 30.
  fiscal_year,
  // Each a single day: the days that a condition of the contract chooses (`working day`). Which days these are is
  // known once facts are, see `Clock::chosen`.
  chosen_days,
};

// One tick: the days first..last, both included. `index` counts ticks of a clock (negative before 1970 or the anchor);
// of chosen days it counts all days, chosen or not.
struct Tick {
  std::int32_t index = 0;
  Date first;
  Date last;

  bool contains(Date date) const { return first <= date && date <= last; }
  friend bool operator==(const Tick&, const Tick&) = default;
};

// The days that a clock chooses, each decided when somebody first asks.
class ChosenDays {
 public:
  using Decide = std::function<bool(Date)>;

  // No day before `first` or after `last` is chosen. Who decides may ask in turn: then no day is chosen.
  ChosenDays(Date first, Date last, Decide decide);

  bool on(Date day);
  // The chosen day on the day or next after it; on it or last before it.
  std::optional<Date> from(Date day);
  std::optional<Date> until(Date day);

 private:
  enum class State : std::uint8_t { undecided, out, chosen };

  Date first_;
  Date last_;
  Decide decide_;
  bool deciding_ = false;
  // From `first_` on.
  std::vector<State> states_;
};

struct Clock {
  // As written: "pay period".
  std::string name;
  std::string title;
  ClockKind kind = ClockKind::day;
  std::int32_t days = 1;
  Date anchor;
  // For clocks that pay: the pay day is `pay_delay` days after the tick's last day.
  std::optional<std::int32_t> pay_delay;
  // chosen_days only: set for a run over facts; without it no day is chosen.
  std::shared_ptr<ChosenDays> chosen;
};

// The tick that holds the date. For chosen_days: the tick of that very day, or nothing when it is not chosen.
std::optional<Tick> tick_around(const Clock& clock, Date date);
// The tick of a number that a tick of the clock has.
Tick tick_at(const Clock& clock, std::int32_t index);
// The next and previous tick; nothing where no further day is chosen.
std::optional<Tick> next_tick(const Clock& clock, const Tick& tick);
std::optional<Tick> previous_tick(const Clock& clock, const Tick& tick);
// Ticks of `clock` whose last day lies in first..last, ascending: a tick belongs to the slower tick that holds its
// last day.
std::vector<Tick> ticks_ending_in(const Clock& clock, Date first, Date last);
// Whether `date` is the first day of a tick.
bool starts_tick(const Clock& clock, Date date);
// Pay days of a paying clock that fall in first..last, ascending.
std::vector<Date> pay_days_in(const Clock& clock, Date first, Date last);

// The day `count` pay days after (before when negative) `date`, not counting `date` itself; `date` when count is 0.
Date add_pay_days(const Clock& clock, Date date, std::int32_t count);

// The day `count` chosen days after (before when negative) `date`, not counting `date` itself; nothing when there are
// fewer.
std::optional<Date> add_chosen_days(const Clock& clock, Date date, std::int64_t count);

}  // namespace mou
