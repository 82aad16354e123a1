// Dates computed from dates: anniversaries, deadlines, periods, pay days.
#include "engine/reference/moments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/reference/evaluator.h"

namespace mou {

namespace {

constexpr std::int64_t a_day = 24 * 60;

// From one time of day to the next time that the clock shows the other.
std::int64_t minutes_until(std::int64_t from, std::int64_t to) {
  return from < to ? to - from : to + a_day - from;
}

}  // namespace

std::optional<Date> moved_by(const Node& offset, const Clock* clock, Date date, std::int32_t count) {
  // Far enough to leave the calendar, near enough not to overflow.
  const auto days_on = [&](std::int32_t days) {
    const std::int64_t sum = date.days + static_cast<std::int64_t>(count) * days;
    return Date{static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, first_date.days - 1, last_date.days + 1))};
  };
  switch (offset.calendar) {
    case CalendarUnit::day:
      return days_on(1);
    case CalendarUnit::week:
      return days_on(7);
    case CalendarUnit::month:
      return add_months(date, count);
    case CalendarUnit::year:
      return add_months(date, count * 12);
    case CalendarUnit::pay_day:
      return add_pay_days(*clock, date, count);
    case CalendarUnit::none:
      return clock->kind == ClockKind::chosen_days ? add_chosen_days(*clock, date, count)
                                                   : std::optional(days_on(clock->days));
  }
  return std::nullopt;
}

std::optional<Date> start_of_period(const Node& period_start, const Clock& clock, Date date) {
  auto tick = tick_around(clock, date);
  if (tick && period_start.op == Op::previous) {
    tick = previous_tick(clock, *tick);
  } else if (tick && (period_start.op == Op::next || period_start.op == Op::following)) {
    tick = next_tick(clock, *tick);
  }
  return tick ? std::optional(tick->first) : std::nullopt;
}

std::optional<Date> end_of_period(const Clock& clock, Date start) {
  const auto tick = tick_around(clock, start);
  return tick ? std::optional(tick->last) : std::nullopt;
}

std::optional<std::optional<Date>> nth_in_period(const Node& nth, const Clock& of, const Clock& counted, Date start) {
  const auto period = tick_around(of, start);
  if (!period) return std::nullopt;
  std::vector<Date> days;
  if (nth.op == Op::count) {
    days = pay_days_in(counted, period->first, period->last);
  } else {
    for (const Tick& tick : ticks_ending_in(counted, period->first, period->last)) {
      days.push_back(tick.first);
    }
  }
  const auto count = static_cast<std::int32_t>(days.size());
  const std::int32_t at = nth.number < 0 ? count + nth.number : nth.number - 1;
  if (at < 0 || at >= count) return std::optional<Date>();
  return std::optional(days[static_cast<std::size_t>(at)]);
}

std::int64_t minutes_of_stretch(std::span<const std::int64_t> at) {
  const std::int64_t length = minutes_until(at[0], at[1]);
  if (at.size() < 4) return length;
  // The stretch begins today and may reach into tomorrow; a window that began yesterday may still be open.
  const std::int64_t window = minutes_until(at[2], at[3]);
  std::int64_t inside = 0;
  for (std::int64_t opens = at[2] - a_day; opens < at[0] + length; opens += a_day) {
    const std::int64_t both = std::min(at[0] + length, opens + window) - std::max(at[0], opens);
    inside += std::max<std::int64_t>(both, 0);
  }
  return inside;
}

std::optional<Date> day_of_the_year(const Node& month_day, Date date) {
  return make_date(civil(date).year, month_day.month, static_cast<unsigned>(month_day.number));
}

Value Evaluator::completed(const Node& node, const Scope& scope) {
  const Value since = evaluate(node.children[0], scope);
  if (since.kind != ValueKind::date) {
    return since;
  }
  const int count =
      node.op == Op::months ? completed_months(since.date(), scope.day) : completed_years(since.date(), scope.day);
  return Value::of(Rational(count));
}

// The clock goes round: an hour after 23:30 is 00:30.
Value Evaluator::shifted_time(const Node& node, const Value& time, const Value& hours, const Scope& scope) {
  const auto minutes = (hours.number * Rational(60)).to_int64();
  constexpr std::int64_t most = 1'000'000'000;
  if (!minutes || *minutes > most || *minutes < -most) {
    return fail(FaultKind::arithmetic, scope,
                fmt::format("{} hours are no whole number of minutes to add to a time{}", hours.number.text(),
                            asked_by(scope)));
  }
  const std::int64_t sum = time.payload + (node.op == Op::subtract ? -*minutes : *minutes);
  return Value::time(static_cast<std::int32_t>(((sum % a_day) + a_day) % a_day));
}

Value Evaluator::hours_between(const Node& node, const Scope& scope) {
  std::array<std::int64_t, 4> at{};
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const Value time = evaluate(node.children[i], scope);
    if (time.is_fault()) return time;
    if (time.kind != ValueKind::time) {
      return fail(FaultKind::arithmetic, scope,
                  fmt::format("counts hours from or to a time that is not recorded{}", asked_by(scope)));
    }
    at[i] = time.payload;
  }
  return Value::of(Rational::ratio(minutes_of_stretch(std::span(at).first(node.children.size())), 60));
}

// What is counted, for messages: one of them.
std::string Evaluator::unit_of(const Node& offset) const {
  switch (offset.calendar) {
    case CalendarUnit::day:
      return "day";
    case CalendarUnit::week:
      return "week";
    case CalendarUnit::month:
      return "month";
    case CalendarUnit::year:
      return "year";
    case CalendarUnit::pay_day:
      return "pay day";
    case CalendarUnit::none:
      break;
  }
  return graph_.clocks[offset.clock].name;
}

Value Evaluator::offset(const Node& node, const Scope& scope) {
  const Value count = evaluate(node.children[0], scope);
  if (count.is_fault()) {
    return count;
  }
  const Value base = evaluate(node.children[1], scope);
  if (base.is_fault()) {
    return base;
  }
  // A date that is not recorded has no deadline.
  if (base.is_empty()) {
    return base;
  }
  const auto whole = count.number.to_int64();
  constexpr std::int64_t most = 200000;
  if (!whole || *whole > most || *whole < -most) {
    return fail(
        FaultKind::arithmetic, scope,
        fmt::format("{} is no whole count of days, weeks, months or years{}", count.number.text(), asked_by(scope)));
  }
  const auto n = static_cast<std::int32_t>(node.op == Op::subtract ? -*whole : *whole);
  const Date date = base.date();
  const std::optional<Date> result = moved_by(node, node.clock == no_id ? nullptr : &clock_of(node.clock), date, n);
  if (!result) {
    return fail(FaultKind::arithmetic, scope,
                fmt::format("{} {}{} {} {} has no single answer{}", count.number.text(), unit_of(node),
                            *whole == 1 || *whole == -1 ? "" : "s", node.op == Op::subtract ? "before" : "after",
                            date_text(date), asked_by(scope)));
  }
  return in_calendar(*result, scope);
}

Value Evaluator::no_tick(const Clock& clock, Date day, const Scope& scope) {
  return fail(FaultKind::arithmetic, scope,
              fmt::format("no {} around {}{}", clock.name, date_text(day), asked_by(scope)));
}

Value Evaluator::period_start(const Node& node, const Scope& scope) {
  Value base = Value::of(scope.day);
  if (!node.children.empty()) {
    base = evaluate(node.children[0], scope);
    if (base.kind != ValueKind::date) {
      return base;
    }
  }
  const auto start = start_of_period(node, clock_of(node.clock), base.date());
  return start ? Value::of(*start) : no_tick(graph_.clocks[node.clock], base.date(), scope);
}

Value Evaluator::period_end(const Node& node, const Scope& scope) {
  const Value start = evaluate(node.children[0], scope);
  if (start.kind != ValueKind::date) {
    return start;
  }
  const auto end = end_of_period(clock_of(node.clock), start.date());
  return end ? Value::of(*end) : no_tick(graph_.clocks[node.clock], start.date(), scope);
}

Value Evaluator::nth(const Node& node, const Scope& scope) {
  const Value start = evaluate(node.children[0], scope);
  if (start.kind != ValueKind::date) {
    return start;
  }
  const auto day = nth_in_period(node, clock_of(node.index), clock_of(node.clock), start.date());
  if (!day) {
    return no_tick(graph_.clocks[node.index], start.date(), scope);
  }
  // A third pay day that a month does not have is no date.
  return *day ? Value::of(**day) : Value::empty();
}

Value Evaluator::month_day(const Node& node, const Scope& scope) {
  const Value base = evaluate(node.children[0], scope);
  if (base.kind != ValueKind::date) {
    return base;
  }
  const auto date = day_of_the_year(node, base.date());
  if (!date) {
    return fail(FaultKind::arithmetic, scope,
                fmt::format("{} {} does not exist in {}{}", month_text(node.month), node.number,
                            civil(base.date()).year, asked_by(scope)));
  }
  return Value::of(*date);
}

}  // namespace mou
