// Dates computed from dates: anniversaries, deadlines, periods, pay days.
#include <fmt/format.h>

#include <algorithm>

#include "engine/reference/evaluator.h"

namespace mou {

Value Evaluator::completed(const Node& node, const Scope& scope) {
  const Value since = evaluate(node.children[0], scope);
  if (since.kind != ValueKind::date) {
    return since;
  }
  const int count =
      node.op == Op::months ? completed_months(since.date(), scope.day) : completed_years(since.date(), scope.day);
  return Value::of(Rational(count));
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
  // Far enough to leave the calendar, near enough not to overflow.
  const auto days_on = [&](std::int32_t days) {
    const std::int64_t sum = date.days + static_cast<std::int64_t>(n) * days;
    return Date{static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, first_date.days - 1, last_date.days + 1))};
  };
  std::optional<Date> result;
  switch (node.calendar) {
    case CalendarUnit::day:
      result = days_on(1);
      break;
    case CalendarUnit::week:
      result = days_on(7);
      break;
    case CalendarUnit::month:
      result = add_months(date, n);
      break;
    case CalendarUnit::year:
      result = add_months(date, n * 12);
      break;
    case CalendarUnit::pay_day:
      result = add_pay_days(clock_of(node.clock), date, n);
      break;
    case CalendarUnit::none:
      result = clock_of(node.clock).kind == ClockKind::chosen_days ? add_chosen_days(clock_of(node.clock), date, n)
                                                                   : std::optional(days_on(clock_of(node.clock).days));
      break;
  }
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
  const Clock& clock = clock_of(node.clock);
  auto tick = tick_around(clock, base.date());
  if (tick && node.op == Op::previous) {
    tick = previous_tick(clock, *tick);
  } else if (tick && (node.op == Op::next || node.op == Op::following)) {
    tick = next_tick(clock, *tick);
  }
  if (!tick) {
    return no_tick(clock, base.date(), scope);
  }
  return Value::of(tick->first);
}

Value Evaluator::period_end(const Node& node, const Scope& scope) {
  const Value start = evaluate(node.children[0], scope);
  if (start.kind != ValueKind::date) {
    return start;
  }
  const auto tick = tick_around(clock_of(node.clock), start.date());
  return tick ? Value::of(tick->last) : no_tick(clock_of(node.clock), start.date(), scope);
}

Value Evaluator::nth(const Node& node, const Scope& scope) {
  const Value start = evaluate(node.children[0], scope);
  if (start.kind != ValueKind::date) {
    return start;
  }
  const auto period = tick_around(clock_of(node.index), start.date());
  if (!period) {
    return no_tick(clock_of(node.index), start.date(), scope);
  }
  std::vector<Date> days;
  if (node.op == Op::count) {
    days = pay_days_in(clock_of(node.clock), period->first, period->last);
  } else {
    for (const Tick& tick : ticks_ending_in(clock_of(node.clock), period->first, period->last)) {
      days.push_back(tick.first);
    }
  }
  const auto count = static_cast<std::int32_t>(days.size());
  const std::int32_t at = node.number < 0 ? count + node.number : node.number - 1;
  // A third pay day that a month does not have is no date.
  return at >= 0 && at < count ? Value::of(days[static_cast<std::size_t>(at)]) : Value::empty();
}

Value Evaluator::month_day(const Node& node, const Scope& scope) {
  const Value base = evaluate(node.children[0], scope);
  if (base.kind != ValueKind::date) {
    return base;
  }
  const auto date = make_date(civil(base.date()).year, node.month, static_cast<unsigned>(node.number));
  if (!date) {
    return fail(FaultKind::arithmetic, scope,
                fmt::format("{} {} does not exist in {}{}", month_text(node.month), node.number,
                            civil(base.date()).year, asked_by(scope)));
  }
  return Value::of(*date);
}

}  // namespace mou
