// Steps of dates and times.
#include <array>

#include "engine/columnar/evaluator.h"
#include "engine/reference/moments.h"
#include "engine/time/months.h"

namespace mou {

Lanes ColumnarEvaluator::days_on(const Step& step, Frame& frame, std::size_t n) {
  const Lanes& a = frame[step.in[0]];
  const Lanes& b = frame[step.in[1]];
  Lanes out = take({Lane::i32, 1}, n);
  for (std::size_t i = 0; i < n; ++i) {
    out.words()[i] = 0;
    if (a.state(i) != LaneState::value || b.state(i) != LaneState::value) continue;
    const auto days = b.whole_number(i);
    const std::int64_t from = a.words()[i];
    const std::int64_t to = step.op == Op::subtract ? from - days.value_or(0) : from + days.value_or(0);
    const bool far = !days || *days > last_date.days || *days < -last_date.days;
    if (far || to < first_date.days || last_date.days < to) {
      out.make_states(n)[i] = LaneState::fault;
    } else {
      out.words()[i] = static_cast<std::int32_t>(to);
    }
  }
  if (a.states() == nullptr && b.states() == nullptr) return out;
  LaneState* states = out.make_states(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (a.state(i) == LaneState::value && b.state(i) == LaneState::value) continue;
    states[i] = is_fault(a.state(i)) ? a.state(i) : is_fault(b.state(i)) ? b.state(i) : LaneState::fault;
  }
  return out;
}

Lanes ColumnarEvaluator::completed(const Step& step, Frame& frame, Context& context) {
  const Lanes& since = frame[step.in[0]];
  const std::size_t n = context.n;
  const bool months = graph_.nodes[step.node].op == Op::months;
  Lanes out = take({Lane::i32, 1}, n);
  const LaneState* states = states_or_none(since, n);
  const std::int32_t* days = since.words();
  std::int32_t* to = out.words();
  const auto complete = [&](std::size_t i, Date day, MonthAndDay on) {
    const bool begun = states[i] == LaneState::value && days[i] <= day.days;
    const MonthAndDay from = month_and_day(begun ? Date{days[i]} : day);
    const std::int32_t count = months_between(from, on);
    to[i] = months ? count : count / 12;
  };
  if (context.one_day) {
    const MonthAndDay on = month_and_day(context.day);
    for (std::size_t i = 0; i < n; ++i) complete(i, context.day, on);
  } else {
    for (std::size_t i = 0; i < n; ++i) complete(i, (*context.days)[i], month_and_day((*context.days)[i]));
  }
  if (since.states() != nullptr) std::copy_n(states, n, out.make_states(n));
  return out;
}

Lanes ColumnarEvaluator::hours(const Step& step, Frame& frame, std::size_t n) {
  Lanes out = take({Lane::i32, 60}, n);
  std::array<std::int64_t, 4> at{};
  for (std::size_t i = 0; i < n; ++i) {
    LaneState state = LaneState::value;
    for (std::size_t k = 0; k < step.in.size() && state == LaneState::value; ++k) {
      const Lanes& time = frame[step.in[k]];
      state = time.state(i);
      // A time that is not recorded is no time to count from.
      if (state == LaneState::empty) state = LaneState::fault;
      at[k] = time.words()[i];
    }
    const bool known = state == LaneState::value;
    out.words()[i] = known ? static_cast<std::int32_t>(minutes_of_stretch(std::span(at).first(step.in.size()))) : 0;
    if (!known) out.make_states(n)[i] = state;
  }
  return out;
}

// The same number of calendar days before or after a day, the most usual of dates; false for any other.
bool ColumnarEvaluator::days_later(const Step& step, const Frame& frame, const Context& context, const Lanes& out) {
  const Node& node = graph_.nodes[step.node];
  if (node.kind != NodeKind::offset || node.calendar != CalendarUnit::day || step.in.size() != 2) return false;
  const Node& count = graph_.nodes[node.children[0]];
  const auto whole =
      count.kind == NodeKind::constant && count.value.is_number() ? count.value.number.to_int64() : std::nullopt;
  constexpr std::int64_t far = 4000;
  if (!whole || *whole < -far || far < *whole) return false;
  const auto by = static_cast<std::int32_t>(node.op == Op::subtract ? -*whole : *whole);
  const Lanes& base = frame[step.in[1]];
  const std::size_t n = context.n;
  const LaneState* states = states_or_none(base, n);
  const std::int32_t* from = base.words();
  std::int32_t* to = out.words();
  std::uint8_t beyond = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t day = states[i] == LaneState::value ? from[i] + by : 0;
    to[i] = day;
    beyond = static_cast<std::uint8_t>(beyond | (day < first_date.days ? 1 : 0) | (day > last_date.days ? 1 : 0));
  }
  if (beyond != 0) return false;
  if (base.states() != nullptr) std::copy_n(states, n, out.make_states(n));
  return true;
}

// A date from a day and, where it is so many days or periods off, their count.
ColumnarEvaluator::Dated ColumnarEvaluator::date_from(const Node& node, Date day, std::int32_t count) const {
  Dated made{day.days, count, 0, LaneState::value};
  std::optional<Date> result;
  switch (node.kind) {
    case NodeKind::offset:
      result = moved_by(node, node.clock == no_id ? nullptr : &reference_.clock_of(node.clock), day, count);
      if (result && (*result < first_date || last_date < *result)) result.reset();
      break;
    case NodeKind::period_start:
      result = start_of_period(node, reference_.clock_of(node.clock), day);
      break;
    case NodeKind::period_end:
      result = end_of_period(reference_.clock_of(node.clock), day);
      break;
    case NodeKind::nth: {
      const auto found = nth_in_period(node, reference_.clock_of(node.index), reference_.clock_of(node.clock), day);
      if (found && !*found) made.state = LaneState::empty;
      result = found ? *found : std::nullopt;
      break;
    }
    case NodeKind::month_day:
      result = day_of_the_year(node, day);
      break;
    default:
      // The texts of the days of the week stand in order, from Sunday.
      result = Date{static_cast<std::int32_t>(node.index) + static_cast<std::int32_t>(weekday(day))};
      break;
  }
  if (result) {
    made.date = result->days;
  } else if (made.state == LaneState::value) {
    made.state = LaneState::fault;
  }
  return made;
}

// Employees share days, and ask from tick to tick about the same.
const ColumnarEvaluator::Dated& ColumnarEvaluator::date_known(const Step& step, Date day, std::int32_t count) {
  constexpr std::uint32_t room = 1U << 14U;
  std::vector<Dated>& known = memos_[step.number].dates;
  if (known.empty()) known.resize(room);
  Dated& found = known[(static_cast<std::uint32_t>(day.days) + static_cast<std::uint32_t>(count) * 2467U) % room];
  if (found.day != day.days || found.count != count) found = date_from(graph_.nodes[step.node], day, count);
  return found;
}

Lanes ColumnarEvaluator::date(const Step& step, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  Lanes out = take({Lane::i32, 1}, n);
  const Lanes* base = step.in.empty() ? nullptr : &frame[step.in.back()];
  constexpr std::int64_t most = 200000;
  if (days_later(step, frame, context, out)) return out;
  for (std::size_t i = 0; i < n; ++i) {
    LaneState state = base == nullptr ? LaneState::value : base->state(i);
    std::int64_t count = 0;
    if (node.kind == NodeKind::offset) {
      const Lanes& counts = frame[step.in[0]];
      if (is_fault(counts.state(i))) {
        state = counts.state(i);
      } else if (state == LaneState::value) {
        const auto whole =
            counts.state(i) == LaneState::empty ? std::optional<std::int64_t>(0) : counts.whole_number(i);
        if (!whole || *whole > most || *whole < -most) state = LaneState::fault;
        count = node.op == Op::subtract ? -whole.value_or(0) : whole.value_or(0);
      }
    }
    out.words()[i] = 0;
    if (state == LaneState::value) {
      const Date day = base == nullptr ? context.day_of(i) : Date{base->words()[i]};
      const Dated& found = date_known(step, day, static_cast<std::int32_t>(count));
      out.words()[i] = found.date;
      state = found.state;
    }
    if (state != LaneState::value) out.make_states(n)[i] = state;
  }
  return out;
}

}  // namespace mou
