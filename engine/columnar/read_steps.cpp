// A batch is taken up; steps that read what is the same for all, and facts.
#include <algorithm>
#include <bit>
#include <numeric>

#include "engine/columnar/evaluator.h"

namespace mou {

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
      times_of_rules_(graph_.figures.size()),
      steady_days_(graph_.figures.size()),
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
    if (figure.steady) times_of_rules_[id].resize(days.size() + 1);
  }
}

void ColumnarEvaluator::take_up(std::vector<EmployeeId> employees) {
  batch_ = std::move(employees);
  const auto parts = [](EmployeeId a, EmployeeId b) { return b != a + 1; };
  in_a_row_ = std::adjacent_find(batch_.begin(), batch_.end(), parts) == batch_.end();
  forget();
}

void ColumnarEvaluator::take_up(EmployeeId first, std::size_t count) {
  batch_.resize(count);
  std::iota(batch_.begin(), batch_.end(), first);
  in_a_row_ = true;
  forget();
}

void ColumnarEvaluator::forget() {
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
  fold_runs_.clear();
  for (std::vector<TimeOfRules>& times : times_of_rules_) {
    for (TimeOfRules& time : times) {
      if (time.begun) time = {};
    }
  }
  for (SteadyDay& day : steady_days_) day = {};
  for (auto& [key, fact] : known_facts_) fact = {};
  roster_days_.clear();
  roster_rows_.clear();
  roster_lanes_.clear();
  roster_first_.clear();
  books_open_.clear();
}

void ColumnarEvaluator::employees_changed() {
  take_up(0, 0);
  for (Memo& memo : memos_) memo.column = nullptr;
}

const std::vector<Date>& ColumnarEvaluator::books_open() {
  if (books_open_.size() == batch_.size()) return books_open_;
  for (const EmployeeId employee : batch_) books_open_.push_back(reference_.books_open(employee));
  last_to_open_.resize(batch_.size());
  std::iota(last_to_open_.begin(), last_to_open_.end(), 0U);
  std::stable_sort(last_to_open_.begin(), last_to_open_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return books_open_[b] < books_open_[a]; });
  first_books_open_ = batch_.empty() ? last_date : books_open_[last_to_open_.back()];
  return books_open_;
}

std::span<const std::uint32_t> ColumnarEvaluator::open_after(Date day) {
  books_open();
  const auto end = std::partition_point(last_to_open_.begin(), last_to_open_.end(),
                                        [&](std::uint32_t member) { return day < books_open_[member]; });
  return {last_to_open_.begin(), end};
}

Date ColumnarEvaluator::first_books_open() {
  books_open();
  return first_books_open_;
}

// — what is the same for all

// Lanes that nobody writes to, with room for whatever part of the batch may ask.
Lanes ColumnarEvaluator::filled_alike(const Value& value, Shape shape, std::size_t n, FigureId figure) {
  Lanes lanes = filled(value, shape, std::bit_ceil(std::max({n, batch_.size(), std::size_t{64}})), figure);
  lanes.mark_same();
  return lanes;
}

// Of a value that is the same for all; its buffer serves every context that it has room for.
Lanes ColumnarEvaluator::same_for_all(const Step& step, const Value& value, Shape shape, FigureId figure,
                                      std::size_t n) {
  Same& known = memos_[step.number].same;
  if (known.lanes && known.lanes.capacity() >= n && known.figure == figure && known.value == value) return known.lanes;
  known = {value, figure, {}};
  shape = whole_shape(value, shape);
  if (!value.is_number() || shape.lane == Lane::exact) {
    known.lanes = filled_alike(value, shape, n, figure);
    return known.lanes;
  }
  // Steps that hold the same number share its column.
  known.lanes = same_number(value.number, shape, n);
  return known.lanes;
}

const Lanes& ColumnarEvaluator::same_number(const Rational& number, Shape shape, std::size_t n) {
  Lanes& lanes = numbers_[{shape.lane, shape.denominator, number}];
  if (!lanes || lanes.capacity() < n) lanes = filled_alike(Value::of(number), shape, n, no_id);
  return lanes;
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

// A condition that is the same for all, which is asked for day after day.
Lanes ColumnarEvaluator::shared_truth(const Step& step, const Context& context) {
  constexpr Shape shape{Lane::truth, 1};
  constexpr std::int32_t more_days = 512;
  constexpr char unknown = 2;
  TruthOfDays& known = memos_[step.number].truths;
  if (known.of_day.empty() || known.clock != context.clock) known = {context.clock, context.day, {}};
  if (context.day < known.first) {
    const std::int32_t more = known.first - context.day + more_days;
    known.of_day.insert(known.of_day.begin(), static_cast<std::size_t>(more), unknown);
    known.first = known.first - more;
  }
  const auto place = static_cast<std::size_t>(context.day - known.first);
  if (known.of_day.size() <= place) known.of_day.resize(place + more_days, unknown);
  if (known.of_day[place] == unknown) {
    const Value value = shared_value(step.node, step.raw, context, context.day);
    if (value.kind != ValueKind::truth) return same_for_all(step, value, shape, context.figure, context.n);
    known.of_day[place] = value.yes() ? 1 : 0;
  }
  const bool yes = known.of_day[place] == 1;
  Lanes& lanes = truths_[yes ? 1 : 0];
  if (!lanes || lanes.capacity() < context.n) lanes = filled_alike(Value::truth(yes), shape, context.n, no_id);
  return lanes;
}

Lanes ColumnarEvaluator::shared(const Step& step, const Block& block, Context& context) {
  const Shape& shape = block.registers[step.out].shape;
  if (context.one_day && shape.lane == Lane::truth) return shared_truth(step, context);
  if (context.one_day) {
    const Value value = shared_value(step.node, step.raw, context, context.day);
    return same_for_all(step, value, shape, context.figure, context.n);
  }
  // Each day once, then every lane from its day.
  const auto [first, last] = days_of(context);
  std::vector<std::uint32_t> place_of_day(static_cast<std::size_t>(std::max(last - first, -1) + 1), no_id);
  std::vector<Date> days;
  std::vector<std::uint32_t> places(context.n);
  for (std::size_t i = 0; i < context.n; ++i) {
    const Date day = (*context.days)[i];
    std::uint32_t& place = place_of_day[static_cast<std::size_t>(day - first)];
    if (place == no_id) {
      place = static_cast<std::uint32_t>(days.size());
      days.push_back(day);
    }
    places[i] = place;
  }
  Lanes values = take(shape, days.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    put(shared_value(step.node, step.raw, context, days[i]), values, i, days.size(), context.figure);
  }
  return select_lanes(values, places);
}

// — facts

// The whole batch reads a fact once for all days on which everybody has one row of the roster.
Lanes ColumnarEvaluator::fact(const Step& step, const Block& block, Context& context) {
  const bool whole = context.one_day && !context.members;
  if (!whole || (in_a_row_ && typed_facts_.one_row_each(context.day))) return fact_in(step, block, context);
  const Date since = roster_since(context.day);
  Fact*& fact = memos_[step.number].fact;
  if (fact == nullptr) {
    const Shape& shape = block.registers[step.out].shape;
    fact = &known_facts_[{step.kind, graph_.nodes[step.node].index, shape.lane, shape.denominator, step.raw}];
  }
  if (fact->lanes && fact->since == since) return fact->lanes;
  const bool next = fact->lanes && since != roster_days_.front() && fact->since == roster_since(since - 1);
  Lanes lanes = next ? fact_after(step, block, fact->lanes, context) : fact_in(step, block, context);
  *fact = {std::move(lanes), since};
  return fact->lanes;
}

Lanes ColumnarEvaluator::fact_after(const Step& step, const Block& block, const Lanes& before, const Context& context) {
  constexpr std::size_t small_share = 8;
  const std::vector<std::uint32_t>& changed = roster_rows(context.day).changed;
  if (changed.size() * small_share > context.n) {
    Context all = context;
    return fact_in(step, block, all);
  }
  Lanes now = copied(before, context.n);
  Context part = part_of(context, changed);
  const Lanes others = fact_in(step, block, part);
  scatter(others, changed, now, context.n);
  return now;
}

Lanes ColumnarEvaluator::fact_in(const Step& step, const Block& block, Context& context) {
  const RegisterPlan& plan = block.registers[step.out];
  const Node& node = graph_.nodes[step.node];
  const std::size_t n = context.n;
  const TableFacts& roster = facts_.roster();
  const bool direct = context.one_day && !context.members && in_a_row_ && typed_facts_.one_row_each(context.day);
  // The row in force in each lane; where there is none yet, any.
  std::vector<std::uint32_t> own;
  std::vector<std::uint8_t> before;
  std::span<const std::uint32_t> rows;
  bool some_none = false;
  if (direct) {
    rows = batch_;
  } else if (context.one_day && !context.members) {
    rows = roster_rows(context.day).rows;
    some_none = roster_rows(context.day).some_none;
  } else {
    own.resize(n);
    if (context.one_day) {
      const std::vector<std::uint32_t>& of_day = roster_rows(context.day).rows;
      for (std::size_t i = 0; i < n; ++i) own[i] = of_day[context.member(i)];
    } else {
      const std::vector<std::uint32_t>& lanes = roster_lanes(context);
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t member = context.member(i);
        own[i] = lanes[i] == no_id ? no_id : lanes[i] - roster_first_[member] + roster.first[batch_[member]];
      }
    }
    rows = own;
    some_none = std::find(rows.begin(), rows.end(), no_id) != rows.end();
  }
  if (some_none) {
    if (own.empty()) own.assign(rows.begin(), rows.end());
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

}  // namespace mou
