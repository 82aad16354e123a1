// Steps that read: constants, facts, figures, tables, other days.
#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <string>

#include "engine/columnar/evaluator.h"
#include "engine/graph/walk.h"
#include "engine/reference/moments.h"

namespace mou {

namespace {

// Keys of a small range are places in a dense table up to this size.
constexpr std::int64_t largest_table = 1 << 16;
// A key whose whole column lies in a range of this size has a place for all of it.
constexpr std::int32_t small_range = 4096;
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

ColumnarEvaluator::ColumnarEvaluator(const Plan& plan, TypedFacts& facts, Evaluator& reference,
                                     Instructions instructions)
    : plan_(plan),
      reference_(reference),
      graph_(reference.graph()),
      facts_(reference.facts()),
      kernels_(kernels(instructions)),
      typed_facts_(facts),
      memories_(graph_.figures.size()),
      ledgers_(graph_.banks.size()),
      event_rows_(graph_.events.size()),
      event_contexts_(graph_.events.size()),
      changes_(graph_.figures.size()),
      steady_outcomes_(graph_.figures.size()),
      memos_(plan.steps) {
  for (FigureId id = 0; id < changes_.size(); ++id) {
    const FigurePlan& figure = plan.figures[id];
    std::vector<Date>& days = changes_[id];
    days = figure.changes;
    for (const OutsideId outside : figure.outsides) {
      for (const Outside::Assumed& assumed : graph_.outsides[outside].assumed) days.push_back(assumed.from);
      for (const OutsideValue& supplied : facts_.outside) {
        if (supplied.name == outside) days.push_back(supplied.from);
      }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
  }
}

void ColumnarEvaluator::take_up(std::vector<EmployeeId> employees) {
  batch_ = std::move(employees);
  for (Memory& memory : memories_) {
    memory.outcomes.clear();
    memory.states.clear();
  }
  for (Ledger& book : ledgers_) book = {};
  for (auto& rows : event_rows_) rows.reset();
  for (Context& context : event_contexts_) context = {};
  table_rows_.clear();
  row_outcomes_.clear();
  fold_rows_.clear();
  for (auto& outcomes : steady_outcomes_) outcomes.clear();
  roster_rows_.clear();
  roster_lanes_.clear();
  roster_first_.clear();
  in_a_row_ = true;
  for (std::size_t m = 1; m < batch_.size(); ++m) in_a_row_ = in_a_row_ && batch_[m] == batch_[0] + m;
  books_open_.clear();
}

void ColumnarEvaluator::employees_changed() {
  take_up({});
  for (Memo& memo : memos_) memo.column = nullptr;
}

const std::vector<Date>& ColumnarEvaluator::books_open() {
  if (books_open_.size() == batch_.size()) return books_open_;
  first_books_open_ = last_date;
  last_books_open_ = first_date;
  for (const EmployeeId employee : batch_) {
    books_open_.push_back(reference_.books_open(employee));
    first_books_open_ = std::min(first_books_open_, books_open_.back());
    last_books_open_ = std::max(last_books_open_, books_open_.back());
  }
  return books_open_;
}

Date ColumnarEvaluator::first_books_open() {
  books_open();
  return first_books_open_;
}

// — what is the same for all

// Of a value that is the same for all; its buffer serves every context that it has room for.
Lanes ColumnarEvaluator::same_for_all(const Step& step, const Value& value, Shape shape, FigureId figure,
                                      std::size_t n) {
  Same& known = memos_[step.number].same;
  if (known.lanes && known.lanes.capacity() >= n && known.figure == figure && known.value == value) return known.lanes;
  const std::size_t room = std::bit_ceil(std::max({n, batch_.size(), std::size_t{64}}));
  known = {value, figure, {}};
  if (!value.is_number() || shape.lane == Lane::exact) {
    known.lanes = filled(value, shape, room, figure);
    return known.lanes;
  }
  // Steps that hold the same number share its column.
  Lanes& lanes = numbers_[{shape.lane, shape.denominator, value.number}];
  if (!lanes || lanes.capacity() < n) lanes = filled(value, shape, room, figure);
  known.lanes = lanes;
  return known.lanes;
}

Lanes ColumnarEvaluator::constant(const Step& step, const Block& block, std::size_t n) {
  return same_for_all(step, graph_.nodes[step.node].value, block.registers[step.out].shape, no_id, n);
}

Value ColumnarEvaluator::shared_value(NodeId id, bool raw, const Context& context, Date day) {
  auto& known = shared_[raw ? 1 : 0][{id, context.clock}];
  const auto found = known.find(day.days);
  if (found != known.end()) return found->second;
  Scope scope;
  scope.day = scope.first = scope.last = day;
  scope.figure = context.figure;
  if (context.one_day) {
    scope.clock = context.clock;
    scope.first = context.first;
    scope.last = context.last;
  }
  const Value value = raw ? reference_.raw(id, scope) : reference_.evaluate(id, scope);
  if (!value.is_fault()) known.emplace(day.days, value);
  return value;
}

Lanes ColumnarEvaluator::shared(const Step& step, const Block& block, Context& context) {
  const Shape& shape = block.registers[step.out].shape;
  if (context.one_day) {
    const Value value = shared_value(step.node, step.raw, context, context.day);
    return same_for_all(step, value, shape, context.figure, context.n);
  }
  // Each day once, then every lane from its day.
  std::vector<Date> days;
  std::vector<std::uint32_t> places(context.n);
  std::unordered_map<std::int32_t, std::uint32_t> known;
  for (std::size_t i = 0; i < context.n; ++i) {
    const Date day = context.day_of(i);
    if (i > 0 && day == context.day_of(i - 1)) {
      places[i] = places[i - 1];
      continue;
    }
    const auto [found, fresh] = known.try_emplace(day.days, static_cast<std::uint32_t>(days.size()));
    if (fresh) days.push_back(day);
    places[i] = found->second;
  }
  Lanes values = take(shape, days.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    put(shared_value(step.node, step.raw, context, days[i]), values, i, days.size(), context.figure);
  }
  return select_lanes(values, places);
}

ColumnarEvaluator::Lookup& ColumnarEvaluator::lookup_table(bool dense, const Step& step, std::int32_t index,
                                                           Shape shape) {
  Memo& memo = memos_[step.number];
  Lookup& table = (dense ? memo.dense_lookups : memo.lookups)[index];
  if (!table.values || table.values.shape() != shape) {
    table = {};
    constexpr std::size_t room = 64;
    table.values = take(shape, room);
    table.filled.assign(room, 0);
    table.arms.assign(room, no_id);
  }
  return table;
}

// Keys that are small numbers, or texts: places in a table.
bool ColumnarEvaluator::lookup_densely(const Step& step, const Block& block, Frame& frame, Context& context,
                                       ColumnOutcome& outcome, Lanes& out) {
  if (!context.one_day || step.in.empty() || context.n == 0) return false;
  const std::size_t n = context.n;
  const Figure& figure = graph_.figures[step.figure];
  // Lanes without a key look up any place, and are none afterwards.
  std::vector<Lanes> keys;
  bool some_without = false;
  for (const Register id : step.in) {
    Lanes key = frame[id];
    if (key.lane() != Lane::i32 && key.lane() != Lane::i64) return false;
    if (key.lane() == Lane::i64) {
      const std::int64_t* wide = key.data<std::int64_t>();
      bool small = true;
      for (std::size_t i = 0; i < n; ++i) small = small & (wide[i] >= 0) & (wide[i] < largest_table);
      if (!small) return false;
      const Lanes narrow = take({Lane::i32, key.shape().denominator}, n);
      kernels_.narrow(narrow.words(), wide, n);
      if (const LaneState* states = key.states()) std::copy_n(states, n, narrow.make_states(n));
      key = narrow;
    }
    if (const LaneState* states = key.states()) {
      const std::int32_t* from = key.words();
      const Lanes known = take(key.shape(), n);
      std::int32_t* to = known.words();
      // Any of those that are there, lest the table be larger for it.
      const auto* one = std::find(states, states + n, LaneState::value);
      const std::int32_t other = one == states + n ? 0 : from[one - states];
      for (std::size_t i = 0; i < n; ++i) to[i] = states[i] == LaneState::value ? from[i] : other;
      key = known;
      some_without = true;
    }
    keys.push_back(std::move(key));
  }
  std::int32_t index = context.day.days;
  if (figure.clock != no_id) {
    const auto tick = tick_around(reference_.clock_of(figure.clock), context.day);
    if (!tick) return false;
    index = tick->index;
  }
  const RegisterPlan& plan = block.registers[step.out];
  Lookup& table = lookup_table(true, step, index, plan.shape);
  // Keys that are known to lie in the table need no look.
  const auto within = [&](std::size_t k) {
    const Lanes& key = keys[k];
    return (key.below() > 0 && key.below() <= table.sizes[k]) || kernels_.all_below(key.words(), table.sizes[k], n);
  };
  bool holds = !table.sizes.empty();
  for (std::size_t k = 0; k < step.in.size() && holds; ++k) holds = within(k);
  if (!holds) {
    // Begun again for larger keys; what was known is asked again when it is met.
    std::vector<std::int32_t> sizes;
    std::int64_t size = 1;
    for (std::size_t k = 0; k < step.in.size(); ++k) {
      const Lanes& key = keys[k];
      const auto [low, high] = std::minmax_element(key.words(), key.words() + n);
      if (*low < 0 || *high >= largest_table) return false;
      // As large as the whole column needs, where it is that small.
      const std::int32_t most = key.below() > 0 && key.below() <= small_range ? key.below() - 1 : *high;
      sizes.push_back(std::max(most + 1, table.sizes.empty() ? 0 : table.sizes[k]));
      size *= sizes.back();
      if (size > largest_table) return false;
    }
    const auto room = static_cast<std::size_t>(size);
    table.sizes = sizes;
    table.values = filled(Value::empty(), plan.shape, room, no_id);
    std::fill_n(table.values.states(), room, LaneState::value);
    table.filled.assign(room, 0);
    table.arms.assign(room, no_id);
    table.open = room;
    // Places that no key can name are not waited for.
    for (std::size_t place = 0; place < room; ++place) {
      std::size_t rest = place;
      bool named = true;
      for (std::size_t k = step.in.size(); k-- > 0;) {
        const auto size_of = static_cast<std::size_t>(sizes[k]);
        const auto& low = block.registers[step.in[k]].low;
        named = named && !(low && Rational::ratio(static_cast<std::int64_t>(rest % size_of),
                                                  keys[k].shape().denominator) < *low);
        rest /= size_of;
      }
      if (named) continue;
      table.filled[place] = 1;
      --table.open;
    }
    table.faults = table.several_arms = false;
    table.sole_arm.reset();
  }
  const std::size_t room = table.filled.size();
  Lanes places = keys[0];
  for (std::size_t k = 1; k < keys.size(); ++k) {
    const Lanes next = take({Lane::i32, 1}, n);
    kernels_.i32.sum(next.words(), places.words(), table.sizes[k], keys[k].words(), 1, n);
    places = next;
  }
  const std::int32_t* at = places.words();
  if (table.open > 0 && !kernels_.all_set(table.filled.data(), at, n)) {
    for (std::size_t i = 0; i < n; ++i) {
      const auto place = static_cast<std::size_t>(at[i]);
      if (table.filled[place] != 0) continue;
      std::vector<Value> values;
      for (std::size_t k = 0; k < keys.size(); ++k) {
        values.push_back(value_of(keys[k], i, block.registers[step.in[k]].kind));
      }
      const Outcome found = reference_.figure(step.figure, no_employee, context.day, values);
      put(found.value, table.values, place, room, step.figure);
      table.arms[place] = found.arm;
      table.filled[place] = 1;
      --table.open;
      table.faults = table.faults || table.values.state(place) != LaneState::value;
      table.several_arms = table.several_arms || (table.sole_arm && *table.sole_arm != found.arm);
      table.sole_arm = found.arm;
    }
  }
  out = take(plan.shape, n);
  switch (plan.shape.lane) {
    case Lane::truth:
      for (std::size_t i = 0; i < n; ++i) out.truths()[i] = table.values.truths()[at[i]];
      break;
    case Lane::i32:
      kernels_.i32.gather(out.data<std::int32_t>(), table.values.data<std::int32_t>(), at, n);
      break;
    case Lane::i64:
      kernels_.i64.gather(out.data<std::int64_t>(), table.values.data<std::int64_t>(), at, n);
      break;
    case Lane::i128:
      kernels_.i128.gather(out.data<Int128>(), table.values.data<Int128>(), at, n);
      break;
    case Lane::exact:
      for (std::size_t i = 0; i < n; ++i) out.data<Rational>()[i] = table.values.data<Rational>()[at[i]];
      break;
  }
  if (table.faults) {
    const LaneState* of_table = table.values.states();
    LaneState* to = out.make_states(n);
    for (std::size_t i = 0; i < n; ++i) to[i] = of_table[at[i]];
  }
  if (some_without) {
    LaneState* states = out.make_states(n);
    for (const Register id : step.in) {
      const LaneState* of_key = frame[id].states();
      for (std::size_t i = 0; i < n && of_key != nullptr; ++i) {
        if (of_key[i] != LaneState::value) states[i] = LaneState::deferred;
      }
    }
  }
  if (step.node != no_node) {
    seen_from_outside(out, n, step.raw, figure.internal);
    fault_of_keys(step, frame, figure.internal, out, n);
    return true;
  }
  // The figure itself is asked for.
  if (!table.several_arms) {
    outcome.arm = *table.sole_arm;
    return true;
  }
  outcome.arms = take({Lane::i32, 1}, n);
  const auto* arms = reinterpret_cast<const std::int32_t*>(table.arms.data());
  kernels_.i32.gather(outcome.arms.words(), arms, at, n);
  return true;
}

Lanes ColumnarEvaluator::lookup(const Step& step, const Block& block, Frame& frame, Context& context,
                                ColumnOutcome& outcome) {
  Lanes out;
  if (lookup_densely(step, block, frame, context, outcome, out)) return out;
  const Figure& figure = graph_.figures[step.figure];
  const std::size_t n = context.n;
  const RegisterPlan& plan = block.registers[step.out];
  out = take(plan.shape, n);
  std::vector<std::uint32_t> arms(n, no_id);
  std::string text;
  for (std::size_t i = 0; i < n; ++i) {
    LaneState state = LaneState::value;
    text.clear();
    for (const Register id : step.in) {
      const Lanes& key = frame[id];
      if (state == LaneState::value && key.state(i) != LaneState::value) {
        state = is_fault(key.state(i)) ? key.state(i) : LaneState::deferred;
      }
      if (key.lane() == Lane::exact) {
        text += key.data<Rational>()[i].text() + ";";
      } else {
        const std::size_t bytes = lane_size(key.lane());
        text.append(reinterpret_cast<const char*>(key.data<std::uint8_t>() + i * bytes), bytes);
      }
    }
    const Date day = context.day_of(i);
    std::int32_t index = day.days;
    if (figure.clock != no_id) {
      const auto tick = tick_around(reference_.clock_of(figure.clock), day);
      if (!tick && state == LaneState::value) state = LaneState::deferred;
      index = tick ? tick->index : 0;
    }
    if (state != LaneState::value) {
      put_value(Value::empty(), out, i, n);
      out.make_states(n)[i] = state;
      continue;
    }
    Lookup& table = lookup_table(false, step, index, plan.shape);
    const auto [found, fresh] = table.places.try_emplace(text, table.used);
    if (fresh) ++table.used;
    const std::size_t place = found->second;
    if (place >= table.filled.size()) {
      const std::size_t room = table.filled.size();
      std::vector<std::uint32_t> all(room);
      std::iota(all.begin(), all.end(), 0U);
      Lanes larger = take(plan.shape, room * 2);
      scatter(table.values, all, larger, room * 2);
      table.values = std::move(larger);
      table.filled.resize(room * 2, 0);
      table.arms.resize(room * 2, no_id);
    }
    if (table.filled[place] == 0) {
      std::vector<Value> keys;
      for (const Register id : step.in) keys.push_back(value_of(frame[id], i, block.registers[id].kind));
      const Outcome given = reference_.figure(step.figure, no_employee, day, keys);
      put(given.value, table.values, place, table.filled.size(), step.figure);
      table.arms[place] = given.arm;
      table.filled[place] = 1;
    }
    arms[i] = table.arms[place];
    const std::uint32_t from[] = {static_cast<std::uint32_t>(place)};
    const std::uint32_t to[] = {static_cast<std::uint32_t>(i)};
    scatter(select_lanes(table.values, from), to, out, n);
  }
  if (step.node != no_node) {
    seen_from_outside(out, n, step.raw, figure.internal);
    fault_of_keys(step, frame, figure.internal, out, n);
  } else {
    outcome.arms = take({Lane::i32, 1}, n);
    for (std::size_t i = 0; i < n; ++i) outcome.arms.words()[i] = static_cast<std::int32_t>(arms[i]);
  }
  return out;
}

// — facts

Lanes ColumnarEvaluator::fact(const Step& step, const Block& block, Context& context) {
  const RegisterPlan& plan = block.registers[step.out];
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const TableFacts& roster = facts_.roster();
  const bool direct = context.one_day && !context.members && in_a_row_ && typed_facts_.one_row_each(context.day);
  // The row in force in each lane; where there is none yet, any.
  std::vector<std::uint32_t> own;
  std::vector<std::uint8_t> before;
  std::span<const std::uint32_t> rows;
  if (direct) {
    rows = batch_;
  } else if (context.one_day && !context.members) {
    rows = roster_rows(context.day);
  } else {
    own.resize(n);
    const std::vector<std::uint32_t>* of_day = context.one_day ? &roster_rows(context.day) : nullptr;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t member = context.member(i);
      own[i] = of_day != nullptr ? (*of_day)[member]
                                 : roster_row_on(facts_, batch_[member], context.day_of(i)).value_or(no_id);
    }
    rows = own;
  }
  if (!direct && std::find(rows.begin(), rows.end(), no_id) != rows.end()) {
    own.assign(rows.begin(), rows.end());
    rows = own;
    before.resize(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      if (own[i] != no_id) continue;
      before[i] = 1;
      own[i] = 0;
    }
  }
  if (step.kind == StepKind::since) {
    Lanes out = take(plan.shape, n);
    for (std::size_t i = 0; i < n; ++i) {
      const bool none = !before.empty() && before[i] != 0;
      out.words()[i] = none ? 0 : roster.days[rows[i]].days;
      if (none) out.make_states(n)[i] = LaneState::empty;
    }
    return out;
  }
  const TypedColumn*& known = memos_[step.number].column;
  if (known == nullptr) known = &typed_facts_.column(0, node.index, plan.shape);
  const TypedColumn& column = *known;
  const Column& declared = graph_.schema.tables[0].columns[node.index];
  const bool is_number = node.type.kind == TypeKind::number;
  if (direct && column.states.empty() && plan.shape.lane != Lane::exact) {
    return pool_.borrow(plan.shape, column.lanes.get() + batch_[0] * lane_size(plan.shape.lane), n, column.below);
  }
  Lanes out = rows_of_column(column, rows);
  if (out.states() == nullptr && before.empty()) return out;
  LaneState* states = out.make_states(n);
  if (!step.raw) {
    // A cell that stands for `nothing` is 0 where a number is asked for.
    const LaneState of_empty = !declared.default_text ? LaneState::missing_fact
                               : is_number            ? LaneState::value
                                                      : LaneState::empty;
    for (std::size_t i = 0; i < n; ++i) states[i] = states[i] == LaneState::empty ? of_empty : states[i];
  }
  const LaneState of_none = step.raw ? LaneState::empty : LaneState::missing_fact;
  for (std::size_t i = 0; i < before.size(); ++i) states[i] = before[i] != 0 ? of_none : states[i];
  settle(out, n);
  return out;
}

Lanes ColumnarEvaluator::cell(const Step& step, const Block& block, Context& context) {
  const RegisterPlan& plan = block.registers[step.out];
  const Node& node = graph_.nodes[step.node];
  const std::uint32_t table = graph_.events[context.event].table;
  const TypedColumn& column = typed_facts_.column(table, node.index, plan.shape);
  Lanes out;
  const std::vector<std::uint32_t>& rows = *context.rows;
  // Rows of members in a row are those of the table from one to another, where all are meant.
  const bool in_a_row = in_a_row_ && !graph_.events[context.event].of_the_city && !rows.empty() &&
                        event_rows_[context.event] && context.rows == event_rows_[context.event]->rows &&
                        rows.back() - rows.front() + 1 == rows.size();
  if (in_a_row && plan.shape.lane != Lane::exact) {
    out = pool_.borrow(plan.shape, column.lanes.get() + rows[0] * lane_size(plan.shape.lane), rows.size(), 0);
    if (!column.states.empty()) std::copy_n(column.states.begin() + rows[0], rows.size(), out.make_states(rows.size()));
  } else {
    out = rows_of_column(column, rows);
  }
  if (out.states() == nullptr || step.raw) return out;
  const bool stands = graph_.schema.tables[table].columns[node.index].default_text.has_value();
  LaneState* states = out.states();
  for (std::size_t i = 0; i < context.n; ++i) {
    if (states[i] != LaneState::empty) continue;
    states[i] = !stands                              ? LaneState::missing_fact
                : node.type.kind == TypeKind::number ? LaneState::value
                                                     : LaneState::empty;
  }
  return out;
}

// — figures

ColumnOutcome ColumnarEvaluator::compute(FigureId id, Context& context) {
  const FigurePlan& plan = plan_.figures[id];
  if (depth_ > deepest) {
    const Block& block = plan_.blocks[plan.block];
    return only(deferred(block.registers[block.result], context.n));
  }
  ++depth_;
  context.figure = id;
  std::vector<LaneState> bad;
  if (context.slots.empty()) {
    for (const BlockId key : plan.keys) {
      Lanes lanes = key == no_block ? Lanes() : run_block(key, context).value;
      if (!lanes) lanes = deferred({{Lane::i32, 1}, TypeKind::number, {}, {}}, context.n);
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
  const bool touched = outcome.value.states() != nullptr || !bad.empty();
  if (!touched) return outcome;
  // The column may be remembered elsewhere too.
  outcome.value = copied(outcome.value, context.n);
  LaneState* states = outcome.value.make_states(context.n);
  for (std::size_t i = 0; i < context.n; ++i) {
    if (!bad.empty() && bad[i] != LaneState::value) {
      states[i] = bad[i] == LaneState::no_rule ? LaneState::no_rule_below : bad[i];
    } else if (states[i] == LaneState::no_rule_below) {
      // The fault of what was read is no reason to leave an amount out.
      states[i] = LaneState::fault;
    }
  }
  return outcome;
}

const ColumnOutcome& ColumnarEvaluator::remembered(FigureId id, std::int32_t index, const Tick& tick, ClockId clock) {
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
  const Block& block = plan_.blocks[plan_.figures[id].block];
  if (memory.states[slot()] == in_progress || depth_ > deepest) {
    // It needs itself: the reference evaluator finds out for whom.
    unknown_ = only(deferred(block.registers[block.result], batch_.size()));
    return unknown_;
  }
  memory.states[slot()] = in_progress;
  Context context;
  context.n = batch_.size();
  context.day = tick.last;
  context.first = tick.first;
  context.last = tick.last;
  context.clock = clock;
  ColumnOutcome outcome;
  const bool whole_rows = plan_.figures[id].steady;
  if (whole_rows && in_a_row_ && typed_facts_.one_row_each(tick.last) && depth_ < deepest) {
    outcome = steady(id, tick.last);
  } else if (whole_rows) {
    outcome = steady_in(id, context, true);
  } else {
    outcome = compute(id, context);
  }
  memories_[id].outcomes[slot()] = std::move(outcome);
  memories_[id].states[slot()] = done;
  return memories_[id].outcomes[slot()];
}

const ColumnOutcome& ColumnarEvaluator::steady(FigureId id, Date day) {
  const std::vector<Date>& changes = changes_[id];
  const auto after = std::upper_bound(changes.begin(), changes.end(), day);
  const auto [found, fresh] = steady_outcomes_[id].try_emplace(after - changes.begin());
  if (!fresh) return found->second;
  // Each row on a day on which it and these rules are in force. Where there is none nobody asks for its lane.
  const Date begin = after == changes.begin() ? first_date : *(after - 1);
  if (in_a_row_ && typed_facts_.one_row_each(begin)) {
    Context together;
    together.n = batch_.size();
    together.day = together.first = together.last = begin;
    ColumnOutcome outcome = compute(id, together);
    return steady_outcomes_[id][after - changes.begin()] = std::move(outcome);
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
  if (context.n > 0) {
    ColumnOutcome outcome = compute(id, context);
    steady_outcomes_[id][after - changes.begin()] = std::move(outcome);
  }
  return steady_outcomes_[id][after - changes.begin()];
}

const std::vector<std::uint32_t>& ColumnarEvaluator::roster_rows(Date day) {
  const auto [found, fresh] = roster_rows_.try_emplace(day.days);
  if (!fresh) return found->second;
  // Most rows are those of the day before.
  const TableFacts& roster = facts_.roster();
  const auto before = roster_rows_.find(day.days - 1);
  std::vector<std::uint32_t>& rows = found->second;
  rows.resize(batch_.size());
  for (std::size_t m = 0; m < batch_.size(); ++m) {
    const std::uint32_t known = before == roster_rows_.end() ? no_id : before->second[m];
    const std::uint32_t end = roster.first[batch_[m] + 1];
    if (known != no_id && (known + 1 == end || day < roster.days[known + 1])) {
      rows[m] = known;
    } else {
      rows[m] = roster_row_on(facts_, batch_[m], day).value_or(no_id);
    }
  }
  return rows;
}

const std::vector<std::uint32_t>& ColumnarEvaluator::roster_lanes(Context& context) {
  const bool whole = context.one_day && !context.members;
  std::vector<std::uint32_t>& lanes = whole ? roster_lanes_[context.day.days] : context.findings().roster;
  if (lanes.size() == context.n) return lanes;
  if (roster_first_.empty()) {
    roster_first_.push_back(0);
    for (const EmployeeId employee : batch_) {
      roster_first_.push_back(roster_first_.back() + mou::rows_of(facts_.roster(), employee).size());
    }
  }
  lanes.resize(context.n);
  for (std::size_t i = 0; i < context.n; ++i) {
    const std::uint32_t member = context.member(i);
    const std::uint32_t first = roster_first_[member];
    const std::uint32_t count = roster_first_[member + 1] - first;
    const TableFacts& roster = facts_.roster();
    const std::uint32_t begin = roster.first[batch_[member]];
    std::uint32_t lane = no_id;
    const Date day = context.day_of(i);
    for (std::uint32_t k = 0; k < count && !(day < roster.days[begin + k]); ++k) lane = first + k;
    lanes[i] = lane;
  }
  return lanes;
}

// The figure on the day of each lane; the rules that gave it only where these are asked for.
ColumnOutcome ColumnarEvaluator::steady_in(FigureId id, Context& context, bool with_rules) {
  constexpr std::size_t most_times = 256;
  const std::size_t n = context.n;
  const Block& block = plan_.blocks[plan_.figures[id].block];
  const std::vector<std::uint32_t>& rows = roster_lanes(context);
  // One column for each time that other rules may be in force, and in which of them each lane is.
  std::vector<const ColumnOutcome*> wholes;
  std::vector<std::pair<Date, Date>> times;
  std::vector<std::uint8_t> which(n, 0);
  std::vector<std::uint32_t> from(rows.begin(), rows.end());
  std::vector<std::uint32_t> nowhere;
  std::size_t last = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (rows[i] == no_id) {
      nowhere.push_back(i);
      from[i] = 0;
      continue;
    }
    const Date day = context.day_of(i);
    const auto holds = [&](const auto& time) { return time.first <= day && day <= time.second; };
    if (times.empty() || !holds(times[last])) {
      last = static_cast<std::size_t>(std::find_if(times.begin(), times.end(), holds) - times.begin());
      // So often do no rules change that matter.
      if (last == most_times) return only(deferred(block.registers[block.result], n));
      if (last == times.size()) {
        times.push_back(time_of_rules(id, day));
        wholes.push_back(&steady(id, day));
      }
    }
    which[i] = static_cast<std::uint8_t>(last);
  }
  ColumnOutcome outcome;
  if (wholes.size() == 1 && nowhere.empty()) {
    const ColumnOutcome& whole = *wholes[0];
    outcome.value = select_lanes(whole.value, rows);
    if (!with_rules) return outcome;
    outcome.arm = whole.arm;
    outcome.other_arm = whole.other_arm;
    if (whole.arms) outcome.arms = select_lanes(whole.arms, rows);
    if (whole.mask) outcome.mask = select_lanes(whole.mask, rows);
    return outcome;
  }
  std::vector<const Lanes*> columns;
  for (const ColumnOutcome* whole : wholes) columns.push_back(&whole->value);
  outcome.value = wholes.empty() ? take(block.registers[block.result].shape, n) : pick(columns, which, from);
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
    if (LaneState* states = outcome.value.states()) {
      for (const std::uint32_t lane : nowhere) states[lane] = LaneState::value;
    }
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

const ColumnOutcome& ColumnarEvaluator::figure(FigureId id, Date day) {
  const ClockId clock = graph_.figures[id].clock;
  if (clock == no_id) return remembered(id, day.days, {day.days, day, day}, no_id);
  const auto tick = tick_around(reference_.clock_of(clock), day);
  if (!tick) {
    const Block& block = plan_.blocks[plan_.figures[id].block];
    unknown_ = only(deferred(block.registers[block.result], batch_.size()));
    return unknown_;
  }
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
      return only(deferred(block.registers[block.result], n));
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
    if (const ColumnOutcome* known = context.known(id)) return *known;
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
    if (const ColumnOutcome* known = context.known(id)) return *known;
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
      const auto tick = tick_around(reference_.clock_of(figure.clock), from.day);
      inside.first = tick->first;
      inside.last = inside.day = tick->last;
    }
    if (keys != nullptr) inside.slots = *keys;
    return compute(id, inside);
  };
  const auto ticks = [&](Date day) {
    return figure.clock == no_id || tick_around(reference_.clock_of(figure.clock), day).has_value();
  };
  if (context.one_day) {
    if (!ticks(context.day)) {
      const Block& block = plan_.blocks[plan_.figures[id].block];
      return only(deferred(block.registers[block.result], n));
    }
    if (keys != nullptr) return apart(context);
    if (!context.members) return this->figure(id, context.day);
    if (daily && n * small_part < batch_.size()) {
      if (const ColumnOutcome* known = context.known(id)) return *known;
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
    if (const ColumnOutcome* known = context.known(id)) return *known;
    ColumnOutcome outcome = apart(context);
    keep(id, outcome, context);
    return outcome;
  }
  const Block& block = plan_.blocks[plan_.figures[id].block];
  if (keys != nullptr) return only(deferred(block.registers[block.result], n));
  // Each tick once.
  if (const ColumnOutcome* known = context.known(id)) return *known;
  Lanes out = take(block.registers[block.result].shape, n);
  std::map<std::int32_t, std::vector<std::uint32_t>> by_tick;
  std::vector<std::uint32_t> nowhere;
  for (std::size_t i = 0; i < n; ++i) {
    const auto tick = tick_around(reference_.clock_of(figure.clock), context.day_of(i));
    (tick ? by_tick[tick->index] : nowhere).push_back(static_cast<std::uint32_t>(i));
  }
  for (const auto& [index, lanes] : by_tick) {
    const ColumnOutcome& whole = this->figure(id, context.day_of(lanes[0]));
    std::vector<std::uint32_t> members(lanes.size());
    for (std::size_t i = 0; i < lanes.size(); ++i) members[i] = context.member(lanes[i]);
    scatter(select_lanes(whole.value, members), lanes, out, n);
  }
  if (!nowhere.empty()) scatter(deferred(block.registers[block.result], nowhere.size()), nowhere, out, n);
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
  Lanes out = convert(outcome.value, block.registers[step.out].shape, n);
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
  const auto current = tick_around(clock, part.day);
  const auto tick = current ? previous_tick(clock, *current) : std::nullopt;
  books_open();
  // The lanes for which there was no tick before.
  std::vector<std::uint32_t> first;
  if (!tick || tick->last < last_books_open_) {
    for (std::uint32_t i = 0; i < part.n; ++i) {
      if (!tick || tick->last < books_open_[part.member(i)]) first.push_back(i);
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
    opening = deferred(plan, first.size());
    std::fill_n(opening.states(), first.size(), LaneState::fault);
  } else {
    Context opened = part_of(part, first);
    opening = run_block(step.blocks[0], opened).value;
  }
  if (LaneState* states = out.states()) {
    for (const std::uint32_t lane : first) states[lane] = LaneState::value;
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
  const auto tick = tick_around(reference_.clock_of(node.clock), context.day);
  if (!own || !tick) return deferred({value.shape(), TypeKind::number, {}, {}}, n);
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

// — tables of the contract

Lanes ColumnarEvaluator::gather(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const Array& array = graph_.arrays[node.index];
  const std::size_t n = context.n;
  const std::size_t keys = node.children.size();
  const RegisterPlan& plan = block.registers[step.out];
  // Which cell each lane takes, found once for equal keys.
  std::unordered_map<std::string, std::int32_t> places;
  std::vector<std::int32_t> cells(n, -1);
  std::vector<LaneState> bad(n, LaneState::value);
  std::string text;
  for (std::size_t i = 0; i < n; ++i) {
    text.clear();
    for (std::size_t k = 0; k < keys; ++k) {
      const Lanes& key = frame[step.in[k]];
      if (is_fault(key.state(i)) && bad[i] == LaneState::value) bad[i] = key.state(i);
      text += static_cast<char>(key.state(i));
      if (key.lane() == Lane::exact) {
        text += key.data<Rational>()[i].text() + ";";
      } else {
        const std::size_t bytes = lane_size(key.lane());
        text.append(reinterpret_cast<const char*>(key.data<std::uint8_t>() + i * bytes), bytes);
      }
    }
    if (bad[i] != LaneState::value) continue;
    const auto [found, fresh] = places.try_emplace(text, -1);
    if (fresh) {
      std::vector<Value> values;
      for (std::size_t k = 0; k < keys; ++k) {
        values.push_back(value_of(frame[step.in[k]], i, block.registers[step.in[k]].kind));
      }
      if (const Array::Cell* cell = reference_.cell_of(node, values)) {
        found->second = static_cast<std::int32_t>(cell - array.cells.data());
      }
    }
    cells[i] = found->second;
    if (cells[i] < 0) bad[i] = LaneState::fault;
  }
  // Where the value of each cell stands: among the steps, or computed here.
  Lanes out = take(plan.shape, n);
  std::vector<Lanes> values(array.cells.size());
  std::size_t next = keys;
  for (std::size_t c = 0; c < array.cells.size(); ++c) {
    const Node& cell = graph_.nodes[array.cells[c].value];
    if (cell.subject > Subject::contract) values[c] = frame[step.in[next++]];
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (bad[i] != LaneState::value) {
      put_value(Value::empty(), out, i, n);
      out.make_states(n)[i] = bad[i];
      continue;
    }
    const auto c = static_cast<std::size_t>(cells[i]);
    const NodeId id = array.cells[c].value;
    if (values[c]) {
      put_value(value_of(values[c], i, plan.kind), out, i, n);
      if (values[c].state(i) != LaneState::value) out.make_states(n)[i] = values[c].state(i);
    } else if (graph_.nodes[id].kind == NodeKind::constant) {
      put(graph_.nodes[id].value, out, i, n, no_id);
    } else {
      put(shared_value(id, false, context, context.day_of(i)), out, i, n, context.figure);
    }
  }
  return out;
}

// — dates

Lanes ColumnarEvaluator::completed(const Step& step, Frame& frame, Context& context) {
  const Lanes& since = frame[step.in[0]];
  const std::size_t n = context.n;
  const bool months = graph_.nodes[step.node].op == Op::months;
  Lanes out = take({Lane::i32, 1}, n);
  for (std::size_t i = 0; i < n; ++i) {
    if (since.state(i) != LaneState::value) {
      out.words()[i] = 0;
      out.make_states(n)[i] = since.state(i);
      continue;
    }
    const Date from{since.words()[i]};
    out.words()[i] = months ? completed_months(from, context.day_of(i)) : completed_years(from, context.day_of(i));
  }
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
            counts.state(i) == LaneState::empty ? std::optional<std::int64_t>(0) : counts.number(i).to_int64();
        if (!whole || *whole > most || *whole < -most) state = LaneState::fault;
        count = node.op == Op::subtract ? -whole.value_or(0) : whole.value_or(0);
      }
    }
    out.words()[i] = 0;
    if (state == LaneState::value) {
      const Date day = base == nullptr ? context.day_of(i) : Date{base->words()[i]};
      std::optional<Date> result;
      switch (node.kind) {
        case NodeKind::offset:
          result = moved_by(node, node.clock == no_id ? nullptr : &reference_.clock_of(node.clock), day,
                            static_cast<std::int32_t>(count));
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
          if (found && !*found) state = LaneState::empty;
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
        out.words()[i] = result->days;
      } else if (state == LaneState::value) {
        state = LaneState::fault;
      }
    }
    if (state != LaneState::value) out.make_states(n)[i] = state;
  }
  return out;
}

}  // namespace mou
