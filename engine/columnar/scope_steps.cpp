// Steps that run blocks in other scopes: on other days, over rows, ticks and candidates.
#include <algorithm>
#include <map>
#include <numeric>

#include "engine/columnar/evaluator.h"

namespace mou {

ColumnarEvaluator::Context ColumnarEvaluator::part_of(const Context& context,
                                                      std::span<const std::uint32_t> lanes) const {
  Context part;
  part.n = lanes.size();
  auto members = std::make_shared<std::vector<std::uint32_t>>(lanes.size());
  for (std::size_t i = 0; i < lanes.size(); ++i) (*members)[i] = context.member(lanes[i]);
  part.members = std::move(members);
  part.one_day = context.one_day;
  part.day = context.day;
  part.first = context.first;
  part.last = context.last;
  part.clock = context.clock;
  if (!context.one_day) {
    auto days = std::make_shared<std::vector<Date>>(lanes.size());
    for (std::size_t i = 0; i < lanes.size(); ++i) (*days)[i] = context.day_of(lanes[i]);
    part.days = std::move(days);
  }
  part.event = context.event;
  if (context.rows) {
    auto rows = std::make_shared<std::vector<std::uint32_t>>(lanes.size());
    for (std::size_t i = 0; i < lanes.size(); ++i) (*rows)[i] = (*context.rows)[lanes[i]];
    part.rows = std::move(rows);
  }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): taking lanes of a column changes none.
  auto& self = const_cast<ColumnarEvaluator&>(*this);
  for (const Lanes& slot : context.slots) part.slots.push_back(self.select_lanes(slot, lanes));
  part.figure = context.figure;
  part.bank = context.bank;
  return part;
}

namespace {

// Calls `put` with the place of each of n rows in order of their days, those of one day as they stand.
template <typename DayOf, typename Put>
ColumnarEvaluator::RowDays in_order_of_days(std::size_t n, const DayOf& day_of, const Put& put) {
  ColumnarEvaluator::RowDays made;
  Date earliest = last_date;
  Date latest = first_date;
  for (std::size_t i = 0; i < n; ++i) {
    earliest = std::min(earliest, day_of(i));
    latest = std::max(latest, day_of(i));
  }
  const std::size_t range = n == 0 ? 0 : static_cast<std::size_t>(latest - earliest) + 1;
  const auto spread = [&](std::size_t days, const auto& place_of, const auto& day_at) {
    // Where the next row of each day stands.
    std::vector<std::uint32_t> next(days + 1, 0);
    for (std::size_t i = 0; i < n; ++i) ++next[place_of(i) + 1];
    for (std::size_t d = 0; d < days; ++d) {
      if (next[d + 1] > 0) {
        made.days.push_back(day_at(d));
        made.first.push_back(next[d]);
      }
      next[d + 1] += next[d];
    }
    for (std::size_t i = 0; i < n; ++i) put(next[place_of(i)]++, static_cast<std::uint32_t>(i));
    made.first.push_back(static_cast<std::uint32_t>(n));
  };
  if (range > 16 * n + 4096) {
    // A few that lie far apart.
    std::vector<Date> days;
    for (std::size_t i = 0; i < n; ++i) days.push_back(day_of(i));
    std::sort(days.begin(), days.end());
    const auto place_of = [&](std::size_t i) {
      return static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), day_of(i)) - days.begin());
    };
    spread(n, place_of, [&](std::size_t d) { return days[d]; });
  } else {
    const auto place_of = [&](std::size_t i) { return static_cast<std::size_t>(day_of(i) - earliest); };
    spread(range, place_of, [&](std::size_t d) { return earliest + static_cast<std::int32_t>(d); });
  }
  return made;
}

}  // namespace

void ColumnarEvaluator::by_day(Context& context,
                               const std::function<void(Context&, std::span<const std::uint32_t>)>& each) {
  if (context.one_day) {
    const Members all = all_lanes(context.n);
    each(context, std::span(*all).first(context.n));
    return;
  }
  std::vector<std::uint32_t> lanes(context.n);
  const Date* days = context.days->data();
  const RowDays of = in_order_of_days(
      context.n, [days](std::size_t i) { return days[i]; },
      [&](std::uint32_t place, std::uint32_t lane) { lanes[place] = lane; });
  for (std::size_t d = 0; d < of.days.size(); ++d) {
    const std::span<const std::uint32_t> of_day(lanes.data() + of.first[d], of.first[d + 1] - of.first[d]);
    Context part = part_of(context, of_day);
    part.one_day = true;
    part.days = nullptr;
    part.day = part.first = part.last = of.days[d];
    each(part, of_day);
  }
}

Lanes ColumnarEvaluator::at(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Lanes& dates = frame[step.in[0]];
  const std::size_t n = context.n;
  const RegisterPlan& plan = block.registers[step.out];
  std::vector<std::uint32_t> good;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (dates.state(i) == LaneState::value) good.push_back(i);
  }
  Lanes out = take(plan.shape, n);
  if (good.size() < n) {
    for (std::size_t i = 0; i < n; ++i) {
      if (dates.state(i) == LaneState::value) continue;
      put_value(Value::empty(), out, i, n);
      out.make_states(n)[i] = is_fault(dates.state(i)) ? dates.state(i) : LaneState::fault;
    }
  }
  if (good.empty()) return out;
  Context there = part_of(context, good);
  if (good.size() == n) there.members = context.members;
  auto days = std::make_shared<std::vector<Date>>(good.size());
  bool same = true;
  for (std::size_t i = 0; i < good.size(); ++i) {
    (*days)[i] = Date{dates.words()[good[i]]};
    same = same && (*days)[i] == (*days)[0];
  }
  there.one_day = same;
  there.day = there.first = there.last = (*days)[0];
  if (!same) there.days = days;
  there.clock = no_id;
  there.event = no_id;
  there.rows = nullptr;
  scatter(run_block(step.blocks[0], there).value, good, out, n);
  return out;
}

Lanes ColumnarEvaluator::search(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const RegisterPlan& plan = block.registers[step.out];
  Lanes out = take(plan.shape, n);
  std::vector<LaneState> states(n, LaneState::value);
  std::vector<char> decided(n, 0);
  std::size_t left = n;
  for (std::int32_t i = node.number; i <= node.high && left > 0; ++i) {
    const std::int32_t candidate = node.op == Op::lowest ? i : node.high - (i - node.number);
    Context there = context;
    there.found = nullptr;
    if (there.slots.size() <= node.slot) there.slots.resize(node.slot + 1);
    there.slots[node.slot] = filled(Value::of(Rational(candidate)), {Lane::i32, 1}, n, no_id);
    const Lanes meets = run_block(step.blocks[0], there).value;
    for (std::size_t lane = 0; lane < n; ++lane) {
      if (decided[lane] != 0) continue;
      const LaneState state = meets.state(lane);
      if (is_fault(state) || (state == LaneState::value && meets.truths()[lane] != 0)) {
        decided[lane] = 1;
        --left;
        states[lane] = is_fault(state) ? state : LaneState::value;
        put_number(is_fault(state) ? Rational() : Rational(candidate), out, lane, n);
      }
    }
  }
  for (std::size_t lane = 0; lane < n; ++lane) {
    if (decided[lane] == 0) {
      const bool otherwise = !step.in.empty();
      states[lane] = otherwise ? frame[step.in[0]].state(lane) : LaneState::fault;
      put_number(otherwise && states[lane] == LaneState::value ? frame[step.in[0]].number(lane) : Rational(), out, lane,
                 n);
    }
    if (states[lane] != LaneState::value) out.make_states(n)[lane] = states[lane];
  }
  return out;
}

// — rows of the batch

ColumnarEvaluator::DatedRows ColumnarEvaluator::dated(std::span<const std::uint32_t> some, const EventRows& of) {
  DatedRows made;
  made.rows.resize(some.size());
  const std::vector<Date>& days = *of.days;
  const std::vector<std::uint32_t>& members = *of.members;
  made.of = in_order_of_days(
      some.size(), [&](std::size_t i) { return days[some[i]]; },
      [&](std::uint32_t place, std::uint32_t i) {
        made.rows[place] = {some[i], members[some[i]]};
      });
  return made;
}

// The rows of the batch that an event has, in order of members and days.
void ColumnarEvaluator::put_rows(EventId id, EventRows rows) {
  Context context;
  context.n = rows.size();
  context.members = rows.members;
  context.rows = rows.rows;
  context.days = rows.days;
  context.one_day = false;
  context.event = id;
  event_contexts_[id] = std::move(context);
  event_rows_[id] = std::move(rows);
}

const ColumnarEvaluator::DatedRows& ColumnarEvaluator::rows_by_day(EventRows& rows) {
  if (!rows.by_day) {
    std::vector<std::uint32_t> all(rows.size());
    std::iota(all.begin(), all.end(), 0U);
    rows.by_day = dated(all, rows);
  }
  return *rows.by_day;
}

const ColumnarEvaluator::EventRows& ColumnarEvaluator::rows_of_table(std::uint32_t index, bool of_the_city) {
  const auto [found, fresh] = table_rows_.try_emplace({index, of_the_city});
  EventRows& made = found->second;
  if (!fresh) return made;
  const TableFacts& table = facts_.tables[index];
  auto members = std::make_shared<std::vector<std::uint32_t>>();
  auto rows = std::make_shared<std::vector<std::uint32_t>>();
  auto days = std::make_shared<std::vector<Date>>();
  // Each row of the city once for each employee.
  const auto range_of = [&](std::uint32_t m) {
    return of_the_city ? city_rows(table) : mou::rows_of(table, batch_[m]);
  };
  made.first.push_back(0);
  for (std::uint32_t m = 0; m < batch_.size(); ++m) made.first.push_back(made.first.back() + range_of(m).size());
  members->resize(made.first.back());
  rows->resize(made.first.back());
  days->resize(made.first.back());
  for (std::uint32_t m = 0; m < batch_.size(); ++m) {
    const RowRange range = range_of(m);
    const auto begin = static_cast<std::ptrdiff_t>(made.first[m]);
    std::fill_n(members->begin() + begin, range.size(), m);
    std::iota(rows->begin() + begin, rows->begin() + begin + range.size(), range.begin);
    std::copy(table.days.begin() + range.begin, table.days.begin() + range.end, days->begin() + begin);
  }
  made.members = std::move(members);
  made.rows = std::move(rows);
  made.days = std::move(days);
  return made;
}

ColumnarEvaluator::EventRows& ColumnarEvaluator::dated_rows(EventId id) {
  const Event& event = graph_.events[id];
  if (!event_rows_[id]) put_rows(id, rows_of_table(event.table, event.of_the_city));
  return *event_rows_[id];
}

const ColumnarEvaluator::EventRows& ColumnarEvaluator::rows_of_event(EventId id) {
  if (event_rows_[id] && event_rows_[id]->meets) return *event_rows_[id];
  const std::size_t n = dated_rows(id).size();
  const BlockId condition = plan_.events[id];
  Lanes meets;
  if (n > 0 && condition != no_block) {
    Context context = event_contexts_[id];
    meets = run_block(condition, context).value;
  } else {
    meets = filled(Value::truth(true), {Lane::truth, 1}, n, no_id);
  }
  std::vector<std::uint8_t> stays(n);
  const LaneState* states = states_or_none(meets, n);
  const std::uint8_t* truths = meets.truths();
  for (std::size_t i = 0; i < n; ++i) {
    stays[i] = states[i] == LaneState::value ? truths[i] : static_cast<std::uint8_t>(is_fault(states[i]));
  }
  const std::vector<std::uint32_t> kept = places_of(stays);
  if (kept.size() < n) {
    const EventRows all = std::move(*event_rows_[id]);
    auto members = std::make_shared<std::vector<std::uint32_t>>(kept.size());
    auto rows = std::make_shared<std::vector<std::uint32_t>>(kept.size());
    auto days = std::make_shared<std::vector<Date>>(kept.size());
    EventRows some;
    some.first.assign(all.first.size(), 0);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      (*members)[i] = (*all.members)[kept[i]];
      (*rows)[i] = (*all.rows)[kept[i]];
      (*days)[i] = (*all.days)[kept[i]];
      ++some.first[(*members)[i] + 1];
    }
    std::partial_sum(some.first.begin(), some.first.end(), some.first.begin());
    some.members = std::move(members);
    some.rows = std::move(rows);
    some.days = std::move(days);
    put_rows(id, std::move(some));
    meets = select_lanes(meets, kept);
    settle(meets, kept.size());
  }
  event_rows_[id]->meets = std::move(meets);
  return *event_rows_[id];
}

const ColumnarEvaluator::Context& ColumnarEvaluator::context_of(EventId event) {
  rows_of_event(event);
  event_contexts_[event].findings();
  return event_contexts_[event];
}

std::uint32_t ColumnarEvaluator::row_lane(EventId id, std::uint32_t member, std::uint32_t row) const {
  const EventRows& of = *event_rows_[id];
  const auto begin = of.rows->begin() + of.first[member];
  const auto end = of.rows->begin() + of.first[member + 1];
  // Mostly all are there.
  const Event& event = graph_.events[id];
  const std::uint32_t first = event.of_the_city ? 0 : facts_.tables[event.table].first[batch_[member]];
  if (row - first < end - begin && *(begin + (row - first)) == row) return of.first[member] + (row - first);
  const auto at = std::lower_bound(begin, end, row);
  return at == end || *at != row ? no_id : static_cast<std::uint32_t>(at - of.rows->begin());
}

RowRange ColumnarEvaluator::rows_on(const Event& event, std::size_t member, Date first, Date last) const {
  const TableFacts& table = facts_.tables[event.table];
  return event.of_the_city ? city_rows(table, first, last) : mou::rows_of(table, batch_[member], first, last);
}

const ColumnOutcome& ColumnarEvaluator::figure_of_rows(FigureId id) {
  const auto known = row_outcomes_.find(id);
  if (known != row_outcomes_.end()) return known->second;
  const EventId event = graph_.figures[id].event;
  const EventRows& rows = rows_of_event(event);
  // Whoever asks again meanwhile finds nothing.
  row_outcomes_[id] = {};
  const std::size_t n = rows.size();
  if (n == 0) return row_outcomes_[id];
  ColumnOutcome outcome;
  if (plan_.figures[id].rows_in_order) {
    rows_in_order(id, rows, outcome);
  } else {
    Context context = context_of(event);
    outcome = compute(id, context);
  }
  if (rows.meets.states() != nullptr) {
    // Of rows that the event may not mean nobody asks but the reference evaluator.
    outcome.value = copied(outcome.value, n);
    LaneState* states = outcome.value.make_states(n);
    for (std::size_t i = 0; i < n; ++i) {
      if (rows.meets.state(i) != LaneState::value) states[i] = LaneState::deferred;
    }
  }
  row_outcomes_[id] = std::move(outcome);
  return row_outcomes_[id];
}

// The first row of everybody, then the second: each row finds those before it.
void ColumnarEvaluator::rows_in_order(FigureId id, const EventRows& rows, ColumnOutcome& outcome) {
  const EventId event = graph_.figures[id].event;
  const std::size_t n = rows.size();
  const Block& block = plan_.blocks[plan_.figures[id].block];
  ColumnOutcome& so_far = row_outcomes_[id];
  so_far.value = deferred(block.registers[block.result].shape, n);
  so_far.arms = take({Lane::i32, 1}, n);
  std::vector<std::vector<std::uint32_t>> rounds;
  std::vector<std::size_t> seen(batch_.size(), 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (rows.meets.state(i) != LaneState::value) continue;
    const std::size_t round = seen[(*rows.members)[i]]++;
    if (round >= rounds.size()) rounds.resize(round + 1);
    rounds[round].push_back(i);
  }
  const Context& all = context_of(event);
  for (const std::vector<std::uint32_t>& lanes : rounds) {
    Context part = part_of(all, lanes);
    const ColumnOutcome made = compute(id, part);
    scatter(made.value, lanes, so_far.value, n);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      so_far.arms.words()[lanes[i]] = static_cast<std::int32_t>(made.arm_of(i));
    }
  }
  outcome = so_far;
  outcome.value = made_whole(outcome.value, n);
}

Lanes ColumnarEvaluator::running_limit_of_rows(const Step& step, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const Lanes& value = frame[step.in[0]];
  const Lanes& bound = frame[step.in[1]];
  const EventRows& rows = rows_of_event(context.event);
  const auto so_far = row_outcomes_.find(context.figure);
  if (context.figure == no_id || so_far == row_outcomes_.end() || !so_far->second.value) {
    return deferred(value.shape(), n);
  }
  const Lanes& given = so_far->second.value;
  // What a row gave, over the denominator of the value; nothing where that needs the reference evaluator.
  const std::int64_t factor = value.shape().denominator / given.shape().denominator;
  const bool divides = value.shape().denominator % given.shape().denominator == 0;
  const auto amount = [&](std::uint32_t row) -> std::optional<std::int64_t> {
    if (!divides || (given.lane() != Lane::i32 && given.lane() != Lane::i64)) return std::nullopt;
    std::int64_t scaled = 0;
    const std::int64_t number =
        given.lane() == Lane::i32 ? given.data<std::int32_t>()[row] : given.data<std::int64_t>()[row];
    if (__builtin_mul_overflow(number, factor, &scaled)) return std::nullopt;
    return scaled;
  };
  const bool counts = graph_.figures[context.figure].type.kind == TypeKind::number;
  const std::vector<Date>& days = *rows.days;
  const Clock& clock = reference_.clock_of(node.clock);
  std::vector<std::int64_t> before(n, 0);
  std::vector<LaneState> bad(n, LaneState::value);
  std::optional<Tick> tick;
  for (std::size_t i = 0; i < n; ++i) {
    const Date day = context.day_of(i);
    const std::uint32_t member = context.member(i);
    if (!tick || day < tick->first || tick->last < day) tick = tick_around(clock, day);
    if (!tick) {
      bad[i] = LaneState::deferred;
      continue;
    }
    const std::uint32_t own = row_lane(context.event, member, (*context.rows)[i]);
    if (own == no_id) bad[i] = LaneState::deferred;
    // Of the last row up to the day of which it is not known whether the event means it.
    LaneState unknown = LaneState::value;
    const auto first =
        std::lower_bound(days.begin() + rows.first[member], days.begin() + rows.first[member + 1], tick->first);
    for (auto at = first; at != days.begin() + rows.first[member + 1] && *at <= day; ++at) {
      const auto earlier = static_cast<std::uint32_t>(at - days.begin());
      if (is_fault(rows.meets.state(earlier))) unknown = rows.meets.state(earlier);
      if (rows.meets.state(earlier) != LaneState::value || earlier >= own) continue;
      const LaneState state = given.state(earlier);
      if (state == LaneState::value) {
        const auto number = counts ? amount(earlier) : 0;
        if (!number || __builtin_add_overflow(before[i], *number, &before[i])) bad[i] = LaneState::deferred;
      } else if (is_fault(state) && state != LaneState::no_rule && bad[i] == LaneState::value) {
        bad[i] = state;
      }
    }
    if (unknown != LaneState::value) bad[i] = unknown;
  }
  return held_to(value, bound, before, bad, n);
}

Lanes ColumnarEvaluator::covered(Date day) {
  const std::size_t n = batch_.size();
  if (plan_.covers == no_block) return filled(Value::truth(true), {Lane::truth, 1}, n, no_id);
  Context context;
  context.n = n;
  context.day = context.first = context.last = day;
  return run_block(plan_.covers, context).value;
}

}  // namespace mou
