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

void ColumnarEvaluator::by_day(Context& context,
                               const std::function<void(Context&, std::span<const std::uint32_t>)>& each) {
  std::vector<std::uint32_t> lanes(context.n);
  std::iota(lanes.begin(), lanes.end(), 0U);
  if (context.one_day) {
    each(context, lanes);
    return;
  }
  std::stable_sort(lanes.begin(), lanes.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return context.day_of(a) < context.day_of(b); });
  for (std::size_t begin = 0; begin < lanes.size();) {
    const Date day = context.day_of(lanes[begin]);
    std::size_t end = begin;
    while (end < lanes.size() && context.day_of(lanes[end]) == day) ++end;
    const std::span<const std::uint32_t> of_day(lanes.data() + begin, end - begin);
    Context part = part_of(context, of_day);
    part.one_day = true;
    part.days = nullptr;
    part.day = part.first = part.last = day;
    each(part, of_day);
    begin = end;
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

namespace {

// What a fold gathers for one lane, its rows coming in order.
struct Gathered {
  std::int64_t count = 0;
  Int128 sum = 0;
  Rational exact;
  LaneState fault = LaneState::value;
  // Of the last row of which it is not known whether the event means it: whatever the rows give.
  LaneState unknown = LaneState::value;
  bool overflow = false;
};

}  // namespace

const ColumnarEvaluator::FoldRows& ColumnarEvaluator::fold_rows(const Step& step, FigureId figure) {
  const auto known = fold_rows_.find(&step);
  if (known != fold_rows_.end()) return known->second;
  const EventId event = graph_.nodes[step.node].rows.index;
  const EventRows& rows = rows_of_event(event);
  const std::size_t n = rows.rows.size();
  fold_rows_[&step].busy = true;
  FoldRows made;
  made.states.assign(n, LaneState::empty);
  std::vector<std::uint32_t> meant;
  for (std::uint32_t i = 0; i < n; ++i) {
    const LaneState state = rows.meets.state(i);
    if (is_fault(state)) {
      made.unknown.resize(n, LaneState::value);
      made.unknown[i] = state;
    }
    if (state == LaneState::value && rows.meets.truths()[i] != 0) meant.push_back(i);
  }
  if (!meant.empty()) {
    Context context = part_of(context_of(event, rows), meant);
    context.figure = figure;
    Lanes where;
    if (step.blocks[1] != no_block) where = run_block(step.blocks[1], context).value;
    Lanes value;
    if (step.blocks[0] != no_block) {
      value = run_block(step.blocks[0], context).value;
      made.value = take(value.shape(), n);
      scatter(value, meant, made.value, n);
    }
    for (std::size_t i = 0; i < meant.size(); ++i) {
      LaneState state = where ? where.state(i) : LaneState::value;
      if (is_fault(state)) {
        made.states[meant[i]] = state;
        continue;
      }
      if (state == LaneState::empty || (where && where.truths()[i] == 0)) continue;
      state = value ? value.state(i) : LaneState::value;
      // An amount that no rule gives is left out; an empty one too.
      if (state == LaneState::no_rule || state == LaneState::no_rule_below) state = LaneState::empty;
      made.states[meant[i]] = state;
    }
  }
  return fold_rows_[&step] = std::move(made);
}

// What most folds are: a total or a number of rows, computed ahead, in the tick of the whole batch.
bool ColumnarEvaluator::total_ahead(const Step& step, const RegisterPlan& plan, const Context& context, Lanes& out) {
  const Node& node = graph_.nodes[step.node];
  const bool counts = node.op == Op::count;
  const bool simple = step.ahead && !fold_rows_busy(step) && context.one_day && !context.members &&
                      node.rows.window == RowWindow::tick && (counts || node.op == Op::total);
  if (!simple || plan.shape.lane != (counts ? Lane::i32 : Lane::i64)) return false;
  const EventRows& rows = rows_of_event(node.rows.index);
  const std::size_t n = context.n;
  out = take(plan.shape, n);
  if (counts) {
    kernels_.i32.fill(out.data<std::int32_t>(), 0, n);
  } else {
    kernels_.i64.fill(out.data<std::int64_t>(), 0, n);
  }
  auto at = std::lower_bound(rows.by_day.begin(), rows.by_day.end(), context.first,
                             [&](std::uint32_t row, Date day) { return rows.days[row] < day; });
  if (at == rows.by_day.end() || context.last < rows.days[*at]) return true;
  const FoldRows& given = fold_rows(step, context.figure);
  if (!given.unknown.empty()) return false;
  if (!counts && given.value && given.value.lane() != Lane::i32 && given.value.lane() != Lane::i64) return false;
  const bool narrow = !counts && given.value && given.value.lane() == Lane::i32;
  for (; at != rows.by_day.end() && rows.days[*at] <= context.last; ++at) {
    const std::uint32_t lane = rows.members[*at];
    const LaneState state = given.states[*at];
    if (state == LaneState::empty) continue;
    if (is_fault(state)) {
      LaneState& known = out.make_states(n)[lane];
      if (known == LaneState::value) known = state;
    } else if (counts) {
      ++out.data<std::int32_t>()[lane];
    } else {
      const std::int64_t value = narrow ? given.value.data<std::int32_t>()[*at] : given.value.data<std::int64_t>()[*at];
      std::int64_t& sum = out.data<std::int64_t>()[lane];
      if (__builtin_add_overflow(sum, value, &sum)) out.make_states(n)[lane] = LaneState::deferred;
    }
  }
  return true;
}

Lanes ColumnarEvaluator::fold(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const RegisterPlan& plan = block.registers[step.out];
  Lanes total;
  if (total_ahead(step, plan, context, total)) return total;
  std::vector<Gathered> gathered(n);
  const BlockId value_block = step.blocks[0];
  const BlockId where_block = step.blocks[1];
  const Shape each =
      value_block == no_block ? Shape{} : plan_.blocks[value_block].registers[plan_.blocks[value_block].result].shape;
  const bool adds = node.op == Op::total || node.op == Op::average;

  // One more value, which is counted already.
  const auto add_value = [&](Gathered& into, const Lanes& value, std::size_t i) {
    if (each.lane == Lane::exact) {
      const Rational& number = value.data<Rational>()[i];
      if (adds) {
        into.exact += number;
      } else if (into.count == 1 || node.op == Op::latest ||
                 (node.op == Op::highest ? into.exact < number : number < into.exact)) {
        into.exact = number;
      }
      return;
    }
    const Int128 number = each.lane == Lane::truth ? value.truths()[i]
                          : each.lane == Lane::i32 ? value.data<std::int32_t>()[i]
                          : each.lane == Lane::i64 ? value.data<std::int64_t>()[i]
                                                   : value.data<Int128>()[i];
    if (adds) {
      into.overflow = into.overflow || __builtin_add_overflow(into.sum, number, &into.sum);
    } else if (into.count == 1 || node.op == Op::latest ||
               (node.op == Op::highest ? into.sum < number : number < into.sum)) {
      into.sum = number;
    }
  };

  // Takes what stands in the lanes of `there` into the lanes that `of` names.
  const auto take_in = [&](Context& there, std::span<const std::uint32_t> of) {
    if (there.n == 0) return;
    Lanes where;
    if (where_block != no_block) where = run_block(where_block, there).value;
    Lanes value;
    if (value_block != no_block) value = run_block(value_block, there).value;
    for (std::size_t i = 0; i < there.n; ++i) {
      Gathered& into = gathered[of[i]];
      if (into.fault != LaneState::value) continue;
      if (where) {
        if (is_fault(where.state(i))) {
          into.fault = where.state(i);
          continue;
        }
        if (where.state(i) == LaneState::empty || where.truths()[i] == 0) continue;
      }
      if (node.op == Op::count) {
        ++into.count;
        continue;
      }
      const LaneState state = value.state(i);
      // An amount that no rule gives is left out; an empty one too.
      if (state == LaneState::no_rule || state == LaneState::no_rule_below || state == LaneState::empty) continue;
      if (is_fault(state)) {
        into.fault = state;
        continue;
      }
      ++into.count;
      add_value(into, value, i);
    }
  };

  const auto over_days = [&](Context& part, std::span<const std::uint32_t> lanes) {
    // The window, which may differ by lane where a date says which tick is meant.
    std::vector<std::pair<Date, Date>> windows(part.n, {part.first, part.last});
    if (node.rows.window == RowWindow::history) {
      for (auto& window : windows) window = {first_date, part.last};
    } else if (node.rows.window != RowWindow::tick) {
      const Clock& clock = reference_.clock_of(node.rows.clock);
      for (std::size_t i = 0; i < part.n; ++i) {
        windows[i] = {part.last + 1, part.last};
        Date inside = part.day;
        if (node.rows.window == RowWindow::including) {
          const Lanes& base = frame[step.in[0]];
          const LaneState state = base.state(lanes[i]);
          if (is_fault(state)) gathered[lanes[i]].fault = state;
          if (state != LaneState::value) continue;
          inside = Date{base.words()[lanes[i]]};
        }
        auto tick = tick_around(clock, inside);
        if (tick && node.rows.window == RowWindow::previous) tick = previous_tick(clock, *tick);
        if (!tick) continue;
        windows[i] = {tick->first,
                      node.rows.window == RowWindow::so_far ? std::min(tick->last, part.last) : tick->last};
      }
    }
    if (step.ahead && !fold_rows_busy(step)) {
      const EventRows& rows = rows_of_event(node.rows.index);
      if (rows.rows.empty()) return;
      const FoldRows& given = fold_rows(step, part.figure);
      const auto take_row = [&](std::uint32_t lane, std::uint32_t row) {
        Gathered& into = gathered[lane];
        if (!given.unknown.empty() && given.unknown[row] != LaneState::value) into.unknown = given.unknown[row];
        const LaneState state = given.states[row];
        if (state == LaneState::empty || into.fault != LaneState::value) return;
        if (is_fault(state)) {
          into.fault = state;
          return;
        }
        ++into.count;
        if (node.op != Op::count) add_value(into, given.value, row);
      };
      const bool alike =
          std::all_of(windows.begin(), windows.end(), [&](const auto& window) { return window == windows[0]; });
      if (!part.members && alike && part.n == batch_.size()) {
        auto at = std::lower_bound(rows.by_day.begin(), rows.by_day.end(), windows[0].first,
                                   [&](std::uint32_t row, Date day) { return rows.days[row] < day; });
        for (; at != rows.by_day.end() && rows.days[*at] <= windows[0].second; ++at) take_row(rows.members[*at], *at);
        return;
      }
      for (std::size_t i = 0; i < part.n; ++i) {
        const std::uint32_t member = part.member(i);
        const auto begin = rows.days.begin() + rows.first[member];
        const auto end = rows.days.begin() + rows.first[member + 1];
        for (auto at = std::lower_bound(begin, end, windows[i].first); at != end && *at <= windows[i].second; ++at) {
          take_row(lanes[i], static_cast<std::uint32_t>(at - rows.days.begin()));
        }
      }
      return;
    }
    if (node.rows.kind == RowsKind::event) {
      const Event& event = graph_.events[node.rows.index];
      const TableFacts& table = facts_.tables[event.table];
      auto members = std::make_shared<std::vector<std::uint32_t>>();
      auto rows = std::make_shared<std::vector<std::uint32_t>>();
      auto days = std::make_shared<std::vector<Date>>();
      std::vector<std::uint32_t> of;
      std::vector<std::uint32_t> inner;
      for (std::uint32_t i = 0; i < part.n; ++i) {
        const RowRange range = rows_on(event, part.member(i), windows[i].first, windows[i].second);
        for (std::uint32_t row = range.begin; row < range.end; ++row) {
          members->push_back(part.member(i));
          rows->push_back(row);
          days->push_back(table.days[row]);
          of.push_back(lanes[i]);
          inner.push_back(i);
        }
      }
      if (of.empty()) return;
      Context there;
      there.n = of.size();
      there.members = members;
      there.one_day = false;
      there.days = days;
      there.event = node.rows.index;
      there.rows = rows;
      for (const Lanes& slot : part.slots) there.slots.push_back(select_lanes(slot, inner));
      there.figure = part.figure;
      there.bank = part.bank;
      const BlockId meets_block = plan_.events[node.rows.index];
      if (meets_block == no_block) {
        take_in(there, of);
        return;
      }
      // Rows that the event does not mean; where that is not known, neither is the result.
      const Lanes meets = run_block(meets_block, there).value;
      std::vector<std::uint32_t> meant;
      std::vector<std::uint32_t> meant_of;
      std::vector<std::pair<std::uint32_t, LaneState>> unknown;
      for (std::uint32_t i = 0; i < there.n; ++i) {
        if (is_fault(meets.state(i))) unknown.emplace_back(of[i], meets.state(i));
        if (meets.state(i) != LaneState::value || meets.truths()[i] == 0) continue;
        meant.push_back(i);
        meant_of.push_back(of[i]);
      }
      if (meant.size() == there.n) {
        take_in(there, of);
      } else if (!meant.empty()) {
        Context only = part_of(there, meant);
        take_in(only, meant_of);
      }
      for (const auto& [lane, state] : unknown) gathered[lane].unknown = state;
      return;
    }
    // Ticks, each for the lanes whose window it ends in.
    const Clock& clock = reference_.clock_of(node.rows.index);
    Date earliest = last_date;
    Date latest = first_date;
    for (std::size_t i = 0; i < part.n; ++i) {
      if (node.rows.window == RowWindow::history) windows[i].first = books_open()[part.member(i)];
      if (windows[i].second < windows[i].first) continue;
      earliest = std::min(earliest, windows[i].first);
      latest = std::max(latest, windows[i].second);
    }
    if (latest < earliest) return;
    for (const Tick& tick : ticks_ending_in(clock, earliest, latest)) {
      std::vector<std::uint32_t> meant;
      std::vector<std::uint32_t> meant_of;
      for (std::uint32_t i = 0; i < part.n; ++i) {
        if (windows[i].first <= tick.last && tick.last <= windows[i].second) {
          meant.push_back(i);
          meant_of.push_back(lanes[i]);
        }
      }
      if (meant.empty()) continue;
      Context there = meant.size() == part.n ? part : part_of(part, meant);
      there.known.clear();
      there.one_day = true;
      there.days = nullptr;
      there.clock = node.rows.index;
      there.first = tick.first;
      there.last = there.day = tick.last;
      take_in(there, meant_of);
    }
  };

  if (node.rows.kind == RowsKind::key) {
    std::vector<std::uint32_t> all(n);
    std::iota(all.begin(), all.end(), 0U);
    for (std::size_t i = fold_candidates; i < node.children.size(); ++i) {
      Context there = context;
      there.known.clear();
      if (there.slots.size() <= node.slot) there.slots.resize(node.slot + 1);
      const Value& candidate = graph_.nodes[node.children[i]].value;
      there.slots[node.slot] =
          filled(candidate,
                 candidate.is_number() && !candidate.number.is_whole() ? Shape{Lane::exact, 1} : Shape{Lane::i32, 1}, n,
                 no_id);
      take_in(there, all);
    }
  } else {
    by_day(context, over_days);
  }

  Lanes out = take(plan.shape, n);
  for (std::size_t i = 0; i < n; ++i) {
    const Gathered& of = gathered[i];
    LaneState state = of.overflow ? LaneState::deferred : of.unknown != LaneState::value ? of.unknown : of.fault;
    Rational result;
    bool whole = false;
    if (state == LaneState::value) {
      if (node.op == Op::count) {
        result = Rational(of.count);
      } else if (node.op == Op::average) {
        if (of.count == 0) {
          state = LaneState::no_rule;
        } else {
          const Rational sum = each.lane == Lane::exact ? of.exact : Rational();
          result = each.lane == Lane::exact ? sum / Rational(of.count) : Rational();
          if (each.lane != Lane::exact) {
            const auto low = static_cast<std::int64_t>(of.sum);
            if (low == of.sum) {
              result = Rational::ratio(low, each.denominator) / Rational(of.count);
            } else {
              state = LaneState::deferred;
            }
          }
        }
      } else if (!adds && of.count == 0) {
        state = LaneState::empty;
      } else if (each.lane == Lane::exact) {
        result = of.exact;
      } else {
        whole = true;
      }
    }
    if (whole && plan.shape.lane != Lane::exact && plan.shape.denominator == each.denominator) {
      // The same whole number over the same denominator.
      const auto narrow = static_cast<std::int64_t>(of.sum);
      if (narrow != of.sum && plan.shape.lane != Lane::i128) {
        state = LaneState::deferred;
      } else if (plan.shape.lane == Lane::truth) {
        out.truths()[i] = narrow != 0 ? 1 : 0;
      } else if (plan.shape.lane == Lane::i32) {
        out.data<std::int32_t>()[i] = static_cast<std::int32_t>(narrow);
      } else if (plan.shape.lane == Lane::i64) {
        out.data<std::int64_t>()[i] = narrow;
      } else {
        out.data<Int128>()[i] = of.sum;
      }
    } else if (plan.shape.lane == Lane::truth) {
      out.truths()[i] = 0;
    } else {
      put_number(result, out, i, n);
    }
    if (state != LaneState::value) out.make_states(n)[i] = state;
  }
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
    there.known.clear();
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

const ColumnarEvaluator::EventRows& ColumnarEvaluator::rows_of_event(EventId id) {
  if (event_rows_[id]) return *event_rows_[id];
  const Event& event = graph_.events[id];
  const TableFacts& table = facts_.tables[event.table];
  EventRows rows;
  rows.first.push_back(0);
  for (std::uint32_t m = 0; m < batch_.size(); ++m) {
    // Each row of the city once for each employee.
    const RowRange range = event.of_the_city ? city_rows(table) : mou::rows_of(table, batch_[m]);
    for (std::uint32_t row = range.begin; row < range.end; ++row) {
      rows.members.push_back(m);
      rows.rows.push_back(row);
      rows.days.push_back(table.days[row]);
    }
    rows.first.push_back(static_cast<std::uint32_t>(rows.rows.size()));
  }
  rows.by_day.resize(rows.rows.size());
  std::iota(rows.by_day.begin(), rows.by_day.end(), 0U);
  std::stable_sort(rows.by_day.begin(), rows.by_day.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return rows.days[a] < rows.days[b]; });
  const std::size_t n = rows.rows.size();
  const BlockId meets = plan_.events[id];
  if (n > 0 && meets != no_block) {
    Context context = context_of(id, rows);
    rows.meets = run_block(meets, context).value;
  } else {
    rows.meets = filled(Value::truth(true), {Lane::truth, 1}, n, no_id);
  }
  event_rows_[id] = std::move(rows);
  return *event_rows_[id];
}

ColumnarEvaluator::Context ColumnarEvaluator::context_of(EventId event, const EventRows& rows) const {
  Context context;
  context.n = rows.rows.size();
  context.members = std::make_shared<std::vector<std::uint32_t>>(rows.members);
  context.rows = std::make_shared<std::vector<std::uint32_t>>(rows.rows);
  context.days = std::make_shared<std::vector<Date>>(rows.days);
  context.one_day = false;
  context.event = event;
  return context;
}

// Where a row of the batch stands among the rows of its event.
std::uint32_t ColumnarEvaluator::row_lane(EventId id, std::uint32_t member, std::uint32_t row) const {
  const Event& event = graph_.events[id];
  const TableFacts& table = facts_.tables[event.table];
  const std::uint32_t begin = event.of_the_city ? 0 : table.first[batch_[member]];
  return event_rows_[id]->first[member] + (row - begin);
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
  if (rows.rows.empty()) return row_outcomes_[id];
  ColumnOutcome outcome;
  if (plan_.figures[id].rows_in_order) {
    rows_in_order(id, rows, outcome);
  } else {
    // Only the rows that the event means.
    std::vector<std::uint32_t> meant;
    for (std::uint32_t i = 0; i < rows.rows.size(); ++i) {
      if (rows.meets.state(i) == LaneState::value && rows.meets.truths()[i] != 0) meant.push_back(i);
    }
    Context context = context_of(event, rows);
    if (meant.size() == rows.rows.size()) {
      outcome = compute(id, context);
    } else {
      const std::size_t n = rows.rows.size();
      const Block& block = plan_.blocks[plan_.figures[id].block];
      outcome.value = deferred(block.registers[block.result], n);
      outcome.arms = filled(Value::of(Rational(0)), {Lane::i32, 1}, n, no_id);
      if (!meant.empty()) {
        Context part = part_of(context, meant);
        const ColumnOutcome made = compute(id, part);
        std::fill_n(outcome.value.states(), n, LaneState::value);
        std::vector<char> is_meant(n, 0);
        for (const std::uint32_t lane : meant) is_meant[lane] = 1;
        scatter(made.value, meant, outcome.value, n);
        for (std::size_t i = 0; i < n; ++i) {
          if (is_meant[i] == 0) outcome.value.states()[i] = LaneState::deferred;
        }
        for (std::size_t i = 0; i < meant.size(); ++i) {
          outcome.arms.words()[meant[i]] = static_cast<std::int32_t>(made.arm_of(i));
        }
      }
    }
  }
  row_outcomes_[id] = std::move(outcome);
  return row_outcomes_[id];
}

// The first row of everybody, then the second: each row finds those before it.
void ColumnarEvaluator::rows_in_order(FigureId id, const EventRows& rows, ColumnOutcome& outcome) {
  const EventId event = graph_.figures[id].event;
  const std::size_t n = rows.rows.size();
  const Block& block = plan_.blocks[plan_.figures[id].block];
  ColumnOutcome& so_far = row_outcomes_[id];
  so_far.value = deferred(block.registers[block.result], n);
  so_far.arms = take({Lane::i32, 1}, n);
  std::vector<std::vector<std::uint32_t>> rounds;
  std::vector<std::size_t> seen(batch_.size(), 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (rows.meets.state(i) != LaneState::value || rows.meets.truths()[i] == 0) continue;
    const std::size_t round = seen[rows.members[i]]++;
    if (round >= rounds.size()) rounds.resize(round + 1);
    rounds[round].push_back(i);
  }
  const Context all = context_of(event, rows);
  for (const std::vector<std::uint32_t>& lanes : rounds) {
    Context part = part_of(all, lanes);
    const ColumnOutcome made = compute(id, part);
    scatter(made.value, lanes, so_far.value, n);
    LaneState* states = so_far.value.make_states(n);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      states[lanes[i]] = made.value.state(i);
      so_far.arms.words()[lanes[i]] = static_cast<std::int32_t>(made.arm_of(i));
    }
  }
  outcome = so_far;
}

Lanes ColumnarEvaluator::running_limit_of_rows(const Step& step, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const Lanes& value = frame[step.in[0]];
  const Lanes& bound = frame[step.in[1]];
  const EventRows& rows = rows_of_event(context.event);
  const auto so_far = row_outcomes_.find(context.figure);
  if (context.figure == no_id || so_far == row_outcomes_.end() || !so_far->second.value) {
    return deferred({value.shape(), TypeKind::number, {}, {}}, n);
  }
  const Lanes given = convert(so_far->second.value, value.shape(), rows.rows.size());
  const bool counts = graph_.figures[context.figure].type.kind == TypeKind::number;
  std::vector<std::int64_t> before(n, 0);
  std::vector<LaneState> bad(n, LaneState::value);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t member = context.member(i);
    const auto tick = tick_around(reference_.clock_of(node.clock), context.day_of(i));
    if (!tick) {
      bad[i] = LaneState::deferred;
      continue;
    }
    const std::uint32_t own = row_lane(context.event, member, (*context.rows)[i]);
    // Of the last row up to the day of which it is not known whether the event means it.
    LaneState unknown = LaneState::value;
    for (std::uint32_t earlier = rows.first[member]; earlier < rows.first[member + 1]; ++earlier) {
      if (rows.days[earlier] < tick->first) continue;
      if (context.day_of(i) < rows.days[earlier]) break;
      if (is_fault(rows.meets.state(earlier))) unknown = rows.meets.state(earlier);
      const bool meant = rows.meets.state(earlier) == LaneState::value && rows.meets.truths()[earlier] != 0;
      if (!meant || earlier >= own) continue;
      const LaneState state = given.state(earlier);
      if (state == LaneState::value) {
        const bool over = counts && __builtin_add_overflow(before[i], given.data<std::int64_t>()[earlier], &before[i]);
        if (over) bad[i] = LaneState::deferred;
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
