// Figures: computed, remembered, read where lanes stand on days of their own, and the ticks before.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/columnar/evaluator.h"

namespace mou {

namespace {

// Parts of a batch below this share are computed apart from the rest.
constexpr std::size_t small_part = 4;
// Figures that read figures that read figures, as in the reference evaluator.
constexpr int deepest = 400;

// Values of which nobody asks for the rules.
ColumnOutcome only(Lanes lanes) {
  ColumnOutcome outcome;
  outcome.value = std::move(lanes);
  return outcome;
}

}  // namespace

ColumnOutcome ColumnarEvaluator::compute(FigureId id, Context& context) {
  const FigurePlan& plan = plan_.figures[id];
  if (depth_ > deepest) {
    const Block& block = plan_.blocks[plan.block];
    return only(deferred(block.registers[block.result].shape, context.n));
  }
  ++depth_;
  context.figure = id;
  std::vector<LaneState> bad;
  if (context.slots.empty()) {
    for (const BlockId key : plan.keys) {
      Lanes lanes = key == no_block ? Lanes() : run_block(key, context).value;
      if (!lanes) lanes = deferred({Lane::i32, 1}, context.n);
      if (lanes.states() != nullptr) {
        bad.resize(context.n, LaneState::value);
        for (std::size_t i = 0; i < context.n; ++i) {
          if (bad[i] == LaneState::value && is_fault(lanes.state(i))) bad[i] = lanes.state(i);
        }
      }
      context.slots.push_back(std::move(lanes));
    }
  }
  ColumnOutcome outcome = run_block(plan.block, context);
  --depth_;
  const LaneState* given = outcome.value.states();
  const bool below =
      given != nullptr && std::find(given, given + context.n, LaneState::no_rule_below) != given + context.n;
  if (!below && bad.empty()) return outcome;
  // The column may be remembered elsewhere too.
  outcome.value = copied(outcome.value, context.n);
  LaneState* states = outcome.value.make_states(context.n);
  for (std::size_t i = 0; i < context.n; ++i) {
    // The fault of what was read is no reason to leave an amount out.
    states[i] = states[i] == LaneState::no_rule_below ? LaneState::fault : states[i];
  }
  for (std::size_t i = 0; i < bad.size(); ++i) {
    if (bad[i] == LaneState::value) continue;
    states[i] = bad[i] == LaneState::no_rule ? LaneState::no_rule_below : bad[i];
  }
  return outcome;
}

const ColumnOutcome& ColumnarEvaluator::remembered(FigureId id, std::int32_t index, const Tick& tick, ClockId clock) {
  const bool whole_rows = plan_.figures[id].steady;
  if (whole_rows && in_a_row_ && typed_facts_.one_row_each(tick.last) && depth_ < deepest) {
    // One column for all ticks; none while it is being computed.
    if (const ColumnOutcome& all = steady(id, tick.last); all.value) return all;
    return unknown(id);
  }
  Memory& memory = memories_[id];
  if (memory.states.empty()) memory.base = index;
  if (index < memory.base) {
    const auto more = static_cast<std::size_t>(memory.base - index);
    memory.states.insert(memory.states.begin(), more, 0);
    memory.outcomes.insert(memory.outcomes.begin(), more, {});
    memory.base = index;
  }
  const auto slot = [&] { return static_cast<std::size_t>(index - memories_[id].base); };
  if (slot() >= memory.states.size()) {
    memory.states.resize(slot() + 1, 0);
    memory.outcomes.resize(slot() + 1);
  }
  constexpr char in_progress = 1;
  constexpr char done = 2;
  if (memory.states[slot()] == done) return memory.outcomes[slot()];
  if (memory.states[slot()] == in_progress || depth_ > deepest) {
    // It needs itself: the reference evaluator finds out for whom.
    return unknown(id);
  }
  memory.states[slot()] = in_progress;
  Context context;
  context.n = batch_.size();
  context.day = tick.last;
  context.first = tick.first;
  context.last = tick.last;
  context.clock = clock;
  ColumnOutcome outcome = whole_rows ? steady_on(id, context) : compute(id, context);
  memories_[id].outcomes[slot()] = std::move(outcome);
  memories_[id].states[slot()] = done;
  return memories_[id].outcomes[slot()];
}

// For whoever reads the figure where nobody can say what it is.
const ColumnOutcome& ColumnarEvaluator::unknown(FigureId id) {
  const Block& block = plan_.blocks[plan_.figures[id].block];
  unknown_ = only(deferred(block.registers[block.result].shape, batch_.size()));
  return unknown_;
}

const ColumnOutcome& ColumnarEvaluator::steady(FigureId id, Date day) {
  const std::vector<Date>& changes = changes_[id];
  const auto after = std::upper_bound(changes.begin(), changes.end(), day);
  TimeOfRules& time = times_of_rules_[id][static_cast<std::size_t>(after - changes.begin())];
  if (std::exchange(time.begun, true)) return time.outcome;
  // Each row on a day on which it and these rules are in force. Where there is none nobody asks for its lane.
  const Date begin = after == changes.begin() ? first_date : *(after - 1);
  if (in_a_row_ && typed_facts_.one_row_each(begin)) {
    Context together;
    together.n = batch_.size();
    together.day = together.first = together.last = begin;
    time.outcome = compute(id, together);
    return time.outcome;
  }
  const TableFacts& roster = facts_.roster();
  auto members = std::make_shared<std::vector<std::uint32_t>>();
  auto days = std::make_shared<std::vector<Date>>();
  for (std::uint32_t m = 0; m < batch_.size(); ++m) {
    const RowRange range = mou::rows_of(roster, batch_[m]);
    for (std::uint32_t row = range.begin; row < range.end; ++row) {
      members->push_back(m);
      days->push_back(std::max(begin, roster.days[row]));
    }
  }
  Context context;
  context.n = members->size();
  context.members = std::move(members);
  context.one_day = false;
  context.days = std::move(days);
  if (context.n > 0) time.outcome = compute(id, context);
  return time.outcome;
}

// A steady figure of the whole batch on a day.
const ColumnOutcome& ColumnarEvaluator::steady_on(FigureId id, Context& context) {
  const Date roster = roster_since(context.day);
  const Date rules = time_of_rules(id, context.day).first;
  const SteadyDay& known = steady_days_[id];
  if (known.outcome.value && known.roster == roster && known.rules == rules) return known.outcome;
  SteadyDay made{roster, rules, steady_in(id, context, true)};
  steady_days_[id] = std::move(made);
  return steady_days_[id].outcome;
}

Date ColumnarEvaluator::roster_since(Date day) {
  if (roster_days_.empty()) {
    // Ticks around the first days begin before them.
    roster_days_.push_back(first_date - 1'000'000);
    for (const EmployeeId employee : batch_) {
      const RowRange rows = mou::rows_of(facts_.roster(), employee);
      for (std::uint32_t row = rows.begin; row < rows.end; ++row) roster_days_.push_back(facts_.roster().days[row]);
    }
    std::sort(roster_days_.begin(), roster_days_.end());
    roster_days_.erase(std::unique(roster_days_.begin(), roster_days_.end()), roster_days_.end());
  }
  return *(std::upper_bound(roster_days_.begin() + 1, roster_days_.end(), day) - 1);
}

const ColumnarEvaluator::RosterRows& ColumnarEvaluator::roster_rows(Date asked) {
  const Date day = roster_since(asked);
  const auto [found, fresh] = roster_rows_.try_emplace(day.days);
  if (!fresh) return found->second;
  // Most rows are those of the time before.
  const TableFacts& roster = facts_.roster();
  const auto before = roster_rows_.find(roster_since(day - 1).days);
  RosterRows& made = found->second;
  made.rows.resize(batch_.size());
  for (std::size_t m = 0; m < batch_.size(); ++m) {
    const std::uint32_t known = before == roster_rows_.end() || before == found ? no_id : before->second.rows[m];
    const std::uint32_t end = roster.first[batch_[m] + 1];
    if (known != no_id && (known + 1 == end || day < roster.days[known + 1])) {
      made.rows[m] = known;
    } else {
      made.rows[m] = roster_row_on(facts_, batch_[m], day).value_or(no_id);
      made.changed.push_back(static_cast<std::uint32_t>(m));
      made.some_none = made.some_none || made.rows[m] == no_id;
    }
  }
  return made;
}

const std::vector<std::uint32_t>& ColumnarEvaluator::roster_lanes(Context& context) {
  const bool whole = context.one_day && !context.members;
  std::vector<std::uint32_t>& lanes = whole ? roster_lanes_[roster_since(context.day).days] : context.findings().roster;
  if (lanes.size() == context.n) return lanes;
  if (roster_first_.empty()) {
    roster_first_.push_back(0);
    for (const EmployeeId employee : batch_) {
      roster_first_.push_back(roster_first_.back() + mou::rows_of(facts_.roster(), employee).size());
    }
  }
  lanes.resize(context.n);
  const TableFacts& roster = facts_.roster();
  if (whole) {
    const std::vector<std::uint32_t>& rows = roster_rows(context.day).rows;
    for (std::size_t m = 0; m < context.n; ++m) {
      lanes[m] = rows[m] == no_id ? no_id : rows[m] - roster.first[batch_[m]] + roster_first_[m];
    }
    return lanes;
  }
  for (std::size_t i = 0; i < context.n; ++i) {
    const std::uint32_t member = context.member(i);
    const std::uint32_t first = roster_first_[member];
    const std::uint32_t count = roster_first_[member + 1] - first;
    const std::uint32_t begin = roster.first[batch_[member]];
    std::uint32_t lane = no_id;
    const Date day = context.day_of(i);
    for (std::uint32_t k = 0; k < count && !(day < roster.days[begin + k]); ++k) lane = first + k;
    lanes[i] = lane;
  }
  return lanes;
}

// The first and the last day of the lanes.
std::pair<Date, Date> ColumnarEvaluator::days_of(const Context& context) {
  if (context.one_day) return {context.day, context.day};
  std::int32_t first = last_date.days;
  std::int32_t last = first_date.days;
  for (const Date day : *context.days) {
    first = std::min(first, day.days);
    last = std::max(last, day.days);
  }
  return {Date{first}, Date{last}};
}

// One column for each time in which other rules of a steady figure may be in force, and in which of them each lane is,
// where there are several; false where there are too many.
bool ColumnarEvaluator::steady_times(FigureId id, const Context& context, const std::vector<std::uint32_t>& rows,
                                     std::vector<const ColumnOutcome*>& wholes, std::vector<std::uint8_t>& which) {
  constexpr std::size_t most_times = 256;
  const auto [earliest, latest] = days_of(context);
  if (latest <= time_of_rules(id, earliest).second) {
    wholes.push_back(&steady(id, earliest));
    return true;
  }
  which.assign(context.n, 0);
  std::vector<std::pair<Date, Date>> times;
  std::size_t last = 0;
  for (std::size_t i = 0; i < context.n; ++i) {
    if (rows[i] == no_id) continue;
    const Date day = context.day_of(i);
    const auto holds = [&](const auto& time) { return time.first <= day && day <= time.second; };
    if (times.empty() || !holds(times[last])) {
      last = static_cast<std::size_t>(std::find_if(times.begin(), times.end(), holds) - times.begin());
      // So often do no rules change that matter.
      if (last == most_times) return false;
      if (last == times.size()) {
        times.push_back(time_of_rules(id, day));
        wholes.push_back(&steady(id, day));
      }
    }
    which[i] = static_cast<std::uint8_t>(last);
  }
  return true;
}

// The figure on the day of each lane; the rules that gave it only where these are asked for.
ColumnOutcome ColumnarEvaluator::steady_in(FigureId id, Context& context, bool with_rules) {
  const std::size_t n = context.n;
  const Block& block = plan_.blocks[plan_.figures[id].block];
  const std::vector<std::uint32_t>& rows = roster_lanes(context);
  std::vector<std::uint32_t> nowhere;
  if (std::find(rows.begin(), rows.end(), no_id) != rows.end()) {
    for (std::uint32_t i = 0; i < n; ++i) {
      if (rows[i] == no_id) nowhere.push_back(i);
    }
  }
  std::vector<const ColumnOutcome*> wholes;
  std::vector<std::uint8_t> which;
  const bool found = nowhere.size() == n || steady_times(id, context, rows, wholes, which);
  if (!found) return only(deferred(block.registers[block.result].shape, n));
  ColumnOutcome outcome;
  if (wholes.size() == 1 && nowhere.empty()) {
    const ColumnOutcome& whole = *wholes[0];
    outcome.value = select_lanes(whole.value, rows);
    if (!with_rules) return outcome;
    outcome.arm = whole.arm;
    if (whole.arms) outcome.arms = select_lanes(whole.arms, rows);
    for (const auto& [mask, arm] : whole.some) outcome.some.push_back({select_lanes(mask, rows), arm});
    return outcome;
  }
  std::vector<std::uint32_t> from(rows.begin(), rows.end());
  for (const std::uint32_t lane : nowhere) from[lane] = 0;
  which.resize(n, 0);
  const Shape& shape = block.registers[block.result].shape;
  std::vector<Lanes> values;
  for (const ColumnOutcome* whole : wholes) values.push_back(convert(whole->value, shape, roster_first_.back()));
  std::vector<const Lanes*> columns;
  for (const Lanes& value : values) columns.push_back(&value);
  if (columns.empty()) outcome.value = take(shape, n);
  if (columns.size() == 1) outcome.value = select_lanes(*columns[0], from);
  if (columns.size() > 1) outcome.value = pick(columns, which, from);
  if (with_rules) outcome.arms = take({Lane::i32, 1}, n);
  for (std::size_t i = 0; i < n && with_rules && !wholes.empty(); ++i) {
    outcome.arms.words()[i] = static_cast<std::int32_t>(wholes[which[i]]->arm_of(from[i]));
  }
  if (!nowhere.empty()) {
    // Before the first row of the roster.
    Context earlier = part_of(context, nowhere);
    earlier.clock = no_id;
    earlier.event = no_id;
    earlier.rows = nullptr;
    earlier.slots.clear();
    earlier.bank = no_id;
    earlier.first = earlier.last = earlier.day;
    const ColumnOutcome made = compute(id, earlier);
    scatter(made.value, nowhere, outcome.value, n);
    for (std::size_t i = 0; i < nowhere.size() && with_rules; ++i) {
      outcome.arms.words()[nowhere[i]] = static_cast<std::int32_t>(made.arm_of(i));
    }
  }
  return outcome;
}

// The days around a day on which the same rules of a steady figure are in force.
std::pair<Date, Date> ColumnarEvaluator::time_of_rules(FigureId id, Date day) const {
  const std::vector<Date>& changes = changes_[id];
  const auto after = std::upper_bound(changes.begin(), changes.end(), day);
  return {after == changes.begin() ? first_date : *(after - 1), after == changes.end() ? last_date : *after - 1};
}

// The tick of a clock around a day: mostly the one that was asked for last.
std::optional<Tick> ColumnarEvaluator::tick_on(ClockId clock, Date day) {
  if (ticks_.empty()) ticks_.resize(graph_.clocks.size());
  std::optional<Tick>& tick = ticks_[clock];
  if (!tick || !tick->contains(day)) tick = tick_around(reference_.clock_of(clock), day);
  return tick;
}

const ColumnOutcome& ColumnarEvaluator::figure(FigureId id, Date day) {
  const ClockId clock = graph_.figures[id].clock;
  if (clock == no_id) return remembered(id, day.days, {day.days, day, day}, no_id);
  const auto tick = tick_on(clock, day);
  if (!tick) return unknown(id);
  return remembered(id, tick->index, *tick, clock);
}

// For whoever reads the figure there next; not where a lane was left because the figure is being computed.
void ColumnarEvaluator::keep(FigureId id, const ColumnOutcome& outcome, Context& context) {
  const LaneState* states = outcome.value.states();
  if (states != nullptr && std::find(states, states + context.n, LaneState::deferred) != states + context.n) return;
  context.findings().figures.emplace(id, outcome);
}

// The figure as the lanes of a context see it, on the day of each.
ColumnOutcome ColumnarEvaluator::figure_in(FigureId id, const std::vector<Lanes>* keys, Context& context) {
  const Figure& figure = graph_.figures[id];
  const std::size_t n = context.n;
  if (figure.event != no_id && !plan_.figures[id].reads_banks) {
    const ColumnOutcome& whole = figure_of_rows(id);
    if (!whole.value) {
      const Block& block = plan_.blocks[plan_.figures[id].block];
      return only(deferred(block.registers[block.result].shape, n));
    }
    if (context.rows == rows_of_event(figure.event).rows) return only(whole.value);
    std::vector<std::uint32_t> lanes(n);
    std::vector<std::uint32_t> apart;
    for (std::uint32_t i = 0; i < n; ++i) {
      lanes[i] = row_lane(figure.event, context.member(i), (*context.rows)[i]);
      if (lanes[i] == no_id) apart.push_back(i);
      if (lanes[i] == no_id) lanes[i] = 0;
    }
    return only(leave(select_lanes(whole.value, lanes), apart, n));
  }
  if (figure.event != no_id) {
    if (const ColumnOutcome* known = context.known(id)) return only(known->value);
    Context inside = context;
    inside.found = nullptr;
    inside.slots.clear();
    inside.bank = no_id;
    inside.clock = no_id;
    ColumnOutcome outcome = compute(id, inside);
    keep(id, outcome, context);
    return outcome;
  }
  if (plan_.figures[id].steady && keys == nullptr && !(context.one_day && !context.members)) {
    if (const ColumnOutcome* known = context.known(id)) return only(known->value);
    ColumnOutcome outcome = steady_in(id, context, false);
    keep(id, outcome, context);
    return outcome;
  }
  const bool daily = figure.clock == no_id || reference_.clock_of(figure.clock).kind == ClockKind::day;
  const auto apart = [&](Context& from) {
    Context inside;
    inside.n = from.n;
    inside.members = from.members;
    inside.one_day = from.one_day;
    inside.day = inside.first = inside.last = from.day;
    inside.days = from.days;
    inside.clock = figure.clock;
    if (from.one_day && figure.clock != no_id) {
      const auto tick = tick_on(figure.clock, from.day);
      inside.first = tick->first;
      inside.last = inside.day = tick->last;
    }
    if (keys != nullptr) inside.slots = *keys;
    return compute(id, inside);
  };
  const auto ticks = [&](Date day) { return figure.clock == no_id || tick_on(figure.clock, day).has_value(); };
  if (context.one_day) {
    if (!ticks(context.day)) {
      const Block& block = plan_.blocks[plan_.figures[id].block];
      return only(deferred(block.registers[block.result].shape, n));
    }
    if (keys != nullptr) return apart(context);
    if (!context.members) return only(this->figure(id, context.day).value);
    if (daily && n * small_part < batch_.size()) {
      if (const ColumnOutcome* known = context.known(id)) return only(known->value);
      ColumnOutcome outcome = apart(context);
      keep(id, outcome, context);
      return outcome;
    }
    const ColumnOutcome& whole = this->figure(id, context.day);
    ColumnOutcome part;
    part.value = select_lanes(whole.value, *context.members);
    return part;
  }
  if (daily) {
    if (keys != nullptr) return apart(context);
    if (const ColumnOutcome* known = context.known(id)) return only(known->value);
    ColumnOutcome outcome = apart(context);
    keep(id, outcome, context);
    return outcome;
  }
  const Block& block = plan_.blocks[plan_.figures[id].block];
  if (keys != nullptr) return only(deferred(block.registers[block.result].shape, n));
  // Each tick once.
  if (const ColumnOutcome* known = context.known(id)) return only(known->value);
  Lanes out = take(block.registers[block.result].shape, n);
  std::map<std::int32_t, std::vector<std::uint32_t>> by_tick;
  std::vector<std::uint32_t> nowhere;
  // Days come in runs within a tick.
  std::optional<Tick> tick;
  std::vector<std::uint32_t>* of_tick = &nowhere;
  for (std::size_t i = 0; i < n; ++i) {
    const Date day = context.day_of(i);
    if (!tick || !tick->contains(day)) {
      tick = tick_on(figure.clock, day);
      of_tick = tick ? &by_tick[tick->index] : &nowhere;
    }
    of_tick->push_back(static_cast<std::uint32_t>(i));
  }
  for (const auto& [index, lanes] : by_tick) {
    const ColumnOutcome& whole = this->figure(id, context.day_of(lanes[0]));
    std::vector<std::uint32_t> members(lanes.size());
    for (std::size_t i = 0; i < lanes.size(); ++i) members[i] = context.member(lanes[i]);
    scatter(select_lanes(whole.value, members), lanes, out, n);
  }
  if (!nowhere.empty()) scatter(deferred(block.registers[block.result].shape, nowhere.size()), nowhere, out, n);
  ColumnOutcome outcome = only(out);
  keep(id, outcome, context);
  return outcome;
}

std::vector<std::uint32_t> ColumnarEvaluator::other_keys(FigureId id, const std::vector<Lanes>& keys,
                                                         const Context& context) {
  const Figure& figure = graph_.figures[id];
  if (figure.clock == no_id) return {};
  const Clock& clock = reference_.clock_of(figure.clock);
  Context there;
  there.n = context.n;
  there.members = context.members;
  there.one_day = context.one_day;
  there.clock = figure.clock;
  if (context.one_day) {
    const auto tick = tick_around(clock, context.day);
    if (!tick) return {};
    there.first = tick->first;
    there.last = there.day = tick->last;
  } else {
    auto days = std::make_shared<std::vector<Date>>(context.n);
    for (std::size_t i = 0; i < context.n; ++i) {
      const auto tick = tick_around(clock, context.day_of(i));
      (*days)[i] = tick ? tick->last : context.day_of(i);
    }
    there.days = std::move(days);
  }
  std::vector<std::uint32_t> others;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const Lanes own = run_block(plan_.figures[id].keys[k], there).value;
    const TypeKind kind = figure.keys[k].type.kind;
    for (std::uint32_t i = 0; i < context.n; ++i) {
      const bool same = own.state(i) == keys[k].state(i) && value_of(own, i, kind) == value_of(keys[k], i, kind);
      if (!same) others.push_back(i);
    }
  }
  return others;
}

// The lanes that the reference evaluator is asked for instead.
Lanes ColumnarEvaluator::leave(const Lanes& from, const std::vector<std::uint32_t>& others, std::size_t n) {
  if (others.empty()) return from;
  Lanes out = copied(from, n);
  LaneState* states = out.make_states(n);
  for (const std::uint32_t lane : others) states[lane] = LaneState::deferred;
  return out;
}

Lanes ColumnarEvaluator::read_figure(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  std::vector<Lanes> keys;
  for (const Register id : step.in) keys.push_back(frame[id]);
  ColumnOutcome outcome = figure_in(node.index, keys.empty() ? nullptr : &keys, context);
  Lanes out = in_register(outcome.value, block.registers[step.out].shape, n);
  seen_from_outside(out, n, step.raw, graph_.figures[node.index].internal);
  fault_of_keys(step, frame, graph_.figures[node.index].internal, out, n);
  return out;
}

// The fault of a key is one of whoever asks: it is not seen from outside.
void ColumnarEvaluator::fault_of_keys(const Step& step, const Frame& frame, bool internal, Lanes& out, std::size_t n) {
  const bool any_states =
      std::any_of(step.in.begin(), step.in.end(), [&](Register id) { return frame[id].states() != nullptr; });
  if (!any_states) return;
  out = copied(out, n);
  LaneState* states = out.make_states(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto key =
        std::find_if(step.in.begin(), step.in.end(), [&](Register id) { return is_fault(frame[id].state(i)); });
    if (key == step.in.end()) continue;
    const LaneState state = frame[*key].state(i);
    const bool no_value = state == LaneState::no_rule || state == LaneState::no_rule_below;
    states[i] = step.raw && (no_value || (state == LaneState::missing_fact && internal)) ? LaneState::empty : state;
  }
}

void ColumnarEvaluator::fill_up_to(FigureId id, const Tick& last) {
  const Clock& clock = reference_.clock_of(graph_.figures[id].clock);
  const auto known = [&](const Tick& tick) {
    const Memory& memory = memories_[id];
    const auto at = static_cast<std::size_t>(tick.index - memory.base);
    return !memory.states.empty() && tick.index >= memory.base && at < memory.states.size() && memory.states[at] == 2;
  };
  Tick first = last;
  for (auto before = previous_tick(clock, first); before && first_books_open() <= before->last && !known(*before);
       before = previous_tick(clock, *before)) {
    first = *before;
  }
  for (std::optional<Tick> tick = first; tick && tick->index < last.index; tick = next_tick(clock, *tick)) {
    figure(id, tick->last);
  }
}

// Of a part of one day, whose lanes stand in `lanes` of the whole.
Lanes ColumnarEvaluator::previous_on(const Step& step, const RegisterPlan& plan, const Frame& frame, Context& part,
                                     std::span<const std::uint32_t> lanes) {
  const Node& node = graph_.nodes[step.node];
  const Clock& clock = reference_.clock_of(graph_.figures[node.index].clock);
  const auto current = tick_on(graph_.figures[node.index].clock, part.day);
  const auto tick = current ? previous_tick(clock, *current) : std::nullopt;
  // The lanes for which there was no tick before.
  std::vector<std::uint32_t> first;
  const std::span<const std::uint32_t> late = open_after(tick ? tick->last : first_date);
  if (!tick) {
    const Members all = all_lanes(part.n);
    first.assign(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(part.n));
  } else if (!part.members) {
    first.assign(late.begin(), late.end());
  } else if (!late.empty()) {
    for (std::uint32_t i = 0; i < part.n; ++i) {
      if (tick->last < books_open_[part.member(i)]) first.push_back(i);
    }
  }
  Lanes out;
  if (first.size() < part.n) {
    fill_up_to(node.index, *tick);
    const Lanes whole = figure(node.index, tick->last).value;
    out = part.members ? select_lanes(whole, *part.members) : whole;
    if (!step.in.empty()) {
      std::vector<Lanes> keys;
      for (const Register id : step.in) keys.push_back(select_lanes(frame[id], lanes));
      Context then = part;
      then.found = nullptr;
      then.one_day = true;
      then.days = nullptr;
      then.day = tick->last;
      out = leave(out, other_keys(node.index, keys, then), part.n);
    }
    // That the figure itself had no rule a tick earlier is that it has none.
    if (node.index != part.figure) seen_from_outside(out, part.n, false, false);
    out = convert(out, plan.shape, part.n);
    if (!first.empty()) out = copied(out, part.n);
  } else {
    out = take(plan.shape, part.n);
  }
  if (first.empty()) return out;
  Lanes opening;
  if (step.blocks.empty()) {
    opening = deferred(plan.shape, first.size());
    std::fill_n(opening.states(), first.size(), LaneState::fault);
  } else {
    Context opened = part_of(part, first);
    opening = run_block(step.blocks[0], opened).value;
  }
  scatter(opening, first, out, part.n);
  return out;
}

Lanes ColumnarEvaluator::read_previous(const Step& step, const Block& block, Frame& frame, Context& context) {
  const RegisterPlan& plan = block.registers[step.out];
  if (context.one_day) {
    const Members all = all_lanes(context.n);
    return previous_on(step, plan, frame, context, std::span(*all).first(context.n));
  }
  Lanes out = take(plan.shape, context.n);
  by_day(context, [&](Context& part, std::span<const std::uint32_t> lanes) {
    scatter(previous_on(step, plan, frame, part, lanes), lanes, out, context.n);
  });
  return out;
}

// What a figure of a clock gave on the earlier ticks of a slower one, taken off the bound.
Lanes ColumnarEvaluator::running_limit(const Step& step, Frame& frame, Context& context) {
  if (context.event != no_id) return running_limit_of_rows(step, frame, context);
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const Lanes& value = frame[step.in[0]];
  const Lanes& bound = frame[step.in[1]];
  const FigureId id = context.figure;
  const bool own = id != no_id && graph_.figures[id].clock != no_id && context.one_day && !context.members &&
                   plan_.figures[id].keys.empty() && context.clock == graph_.figures[id].clock;
  const auto tick = tick_on(node.clock, context.day);
  if (!own || !tick) return deferred(value.shape(), n);
  const bool counts = graph_.figures[id].type.kind == TypeKind::number;
  std::vector<std::int64_t> before(n, 0);
  std::vector<LaneState> bad(n, LaneState::value);
  for (const Tick& earlier : ticks_ending_in(reference_.clock_of(context.clock), tick->first, context.first - 1)) {
    if (earlier.last < first_books_open()) continue;
    const Lanes given = convert(figure(id, earlier.last).value, value.shape(), n);
    for (std::size_t i = 0; i < n; ++i) {
      if (earlier.last < books_open()[i]) continue;
      const LaneState state = given.state(i);
      if (state == LaneState::value) {
        const bool over = counts && __builtin_add_overflow(before[i], given.data<std::int64_t>()[i], &before[i]);
        if (over) bad[i] = LaneState::deferred;
      } else if (is_fault(state) && state != LaneState::no_rule && bad[i] == LaneState::value) {
        bad[i] = state;
      }
    }
  }
  return held_to(value, bound, before, bad, n);
}

Lanes ColumnarEvaluator::held_to(const Lanes& value, const Lanes& bound, const std::vector<std::int64_t>& before,
                                 const std::vector<LaneState>& bad, std::size_t n) {
  Lanes out = take(value.shape(), n);
  for (std::size_t i = 0; i < n; ++i) {
    LaneState state = value.state(i);
    if (state == LaneState::value) state = bound.state(i);
    if (state == LaneState::value) state = bad[i];
    std::int64_t left = 0;
    if (state == LaneState::value && __builtin_sub_overflow(bound.data<std::int64_t>()[i], before[i], &left)) {
      state = LaneState::deferred;
    }
    out.data<std::int64_t>()[i] =
        state == LaneState::value ? std::min(value.data<std::int64_t>()[i], std::max<std::int64_t>(left, 0)) : 0;
    if (state != LaneState::value) out.make_states(n)[i] = state;
  }
  return out;
}

}  // namespace mou
