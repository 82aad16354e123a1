// What each node gives in a scope.
#include <fmt/format.h>

#include <algorithm>

#include "engine/reference/evaluator.h"

namespace mou {

namespace {

// The order of two values of one kind; texts and truths are only equal or not.
int order(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) {
    return a.number < b.number ? -1 : (b.number < a.number ? 1 : 0);
  }
  return a.payload < b.payload ? -1 : (a.payload > b.payload ? 1 : 0);
}

bool matches(const Array::Cell::Match& match, const Value& key) {
  using Kind = Array::Cell::Match::Kind;
  switch (match.kind) {
    case Kind::any_other:
      return true;
    case Kind::range:
      return key.is_number() && (!match.low || *match.low <= key.number) &&
             (!match.high || (match.below_high ? key.number < *match.high : key.number <= *match.high));
    case Kind::texts:
      return key.kind == ValueKind::text &&
             std::find(match.texts.begin(), match.texts.end(), key.text_id()) != match.texts.end();
  }
  return false;
}

// A cell that stands for `nothing`: 0 when a number is asked for, empty when it is asked whether there is one.
Value or_nothing(const Value& value, const Node& node, bool missing_is_empty) {
  const bool zero = value.is_empty() && !missing_is_empty && node.type.kind == TypeKind::number;
  return zero ? Value::of(Rational(0)) : value;
}

}  // namespace

Value Evaluator::evaluate(NodeId id, const Scope& scope) {
  const Node& node = graph_.nodes[id];
  switch (node.kind) {
    case NodeKind::constant:
      return node.value;
    case NodeKind::today:
      return Value::of(scope.day);
    case NodeKind::weekday:
      return weekday_of(node, scope);
    case NodeKind::reading:
    case NodeKind::pay_day:
    case NodeKind::employee:
    case NodeKind::argument:
      return constant_like(node, scope);
    case NodeKind::roster:
      return roster(node, scope, false);
    case NodeKind::roster_since:
      return roster_since(scope);
    case NodeKind::column:
      return column(node, scope, false);
    case NodeKind::arith:
      return arith(node, scope);
    case NodeKind::round:
      return round(node, scope);
    case NodeKind::limit:
      return limit(node, scope);
    case NodeKind::running_limit:
      return running_limit(node, scope);
    case NodeKind::among:
      return among(node, scope);
    case NodeKind::compare:
      return compare(node, scope);
    case NodeKind::logic:
      return logic(node, scope);
    case NodeKind::presence: {
      const Value value = raw(node.children[0], scope);
      if (value.is_fault()) {
        return value;
      }
      return Value::truth(value.is_empty() == (node.op == Op::empty));
    }
    case NodeKind::choose:
      return choose(node, scope).value;
    case NodeKind::gather:
      return gather(node, scope);
    case NodeKind::figure:
      return read_figure(node, scope);
    case NodeKind::previous:
      return previous(node, scope);
    case NodeKind::bank:
      return read_bank(node, scope);
    case NodeKind::at:
      return at(node, scope);
    case NodeKind::fold:
      return node.rows.kind == RowsKind::employee ? fold_employees(id, scope) : fold(node, scope);
    case NodeKind::search:
      return search(node, scope);
    case NodeKind::completed:
      return completed(node, scope);
    case NodeKind::hours_between:
      return hours_between(node, scope);
    case NodeKind::offset:
      return offset(node, scope);
    case NodeKind::period_start:
      return period_start(node, scope);
    case NodeKind::period_end:
      return period_end(node, scope);
    case NodeKind::nth:
      return nth(node, scope);
    case NodeKind::month_day:
      return month_day(node, scope);
    case NodeKind::outside:
      return outside(node, scope);
  }
  return Value::empty();
}

Value Evaluator::constant_like(const Node& node, const Scope& scope) {
  if (node.kind == NodeKind::reading) {
    return Value::text(settings_.readings.empty() ? graph_.readings[node.index].used : settings_.readings[node.index]);
  }
  if (node.kind == NodeKind::argument) {
    return scope.slots[node.slot];
  }
  if (node.kind == NodeKind::pay_day) {
    const Clock& clock = clock_of(node.index);
    const auto tick = tick_around(clock, scope.day);
    if (!tick) {
      return no_tick(clock, scope.day, scope);
    }
    return Value::of(tick->last + clock.pay_delay.value_or(0));
  }
  return scope.employee == no_employee ? Value::empty()
                                       : Value::of(Rational(static_cast<std::int64_t>(scope.employee)));
}

Value Evaluator::weekday_of(const Node& node, const Scope& scope) {
  Value day = evaluate(node.children[0], scope);
  if (day.kind != ValueKind::date) {
    return day;
  }
  // The texts of the days of the week stand in the graph's pool in order, from `index` (Sunday).
  return Value::text(node.index + static_cast<TextId>(weekday(day.date())));
}

Value Evaluator::raw(NodeId id, const Scope& scope) {
  const Node& node = graph_.nodes[id];
  if (node.kind == NodeKind::roster) {
    return roster(node, scope, true);
  }
  if (node.kind == NodeKind::column) {
    return column(node, scope, true);
  }
  const Value value = evaluate(id, scope);
  // A figure without a value is not recorded.
  if (value.is_fault() && node.kind == NodeKind::figure) {
    const FaultKind kind = faults_.at(value.fault_id()).kind;
    const bool missing = kind == FaultKind::missing_fact && graph_.figures[node.index].internal;
    if (kind == FaultKind::no_rule || missing) {
      return Value::empty();
    }
  }
  return value;
}

Value Evaluator::roster_since(const Scope& scope) const {
  if (scope.employee == no_employee) {
    return Value::empty();
  }
  const auto row = roster_row_on(facts_, scope.employee, scope.day);
  return row ? Value::of(facts_.roster().days[*row]) : Value::empty();
}

Value Evaluator::roster(const Node& node, const Scope& scope, bool missing_is_empty) {
  const Column& column = graph_.schema.tables[0].columns[node.index];
  if (scope.employee == no_employee) {
    return fail(FaultKind::missing_fact, scope,
                fmt::format("`{}` is a fact of an employee and none is at hand{}", column.name, asked_by(scope)));
  }
  const auto row = roster_row_on(facts_, scope.employee, scope.day);
  if (row) {
    const Value& value = facts_.roster().cell(*row, node.index);
    if (!value.is_empty() || missing_is_empty || column.default_text) {
      return or_nothing(value, node, missing_is_empty);
    }
  } else if (missing_is_empty) {
    return Value::empty();
  }
  return fail(FaultKind::missing_fact, scope,
              fmt::format("needs the fact `{}` of {} on {}{}", column.name, facts_.employee_words(scope.employee),
                          date_text(scope.day), asked_by(scope)));
}

Value Evaluator::column(const Node& node, const Scope& scope, bool missing_is_empty) {
  const std::uint32_t table_index = graph_.events[scope.event].table;
  const TableFacts& table = facts_.tables[table_index];
  const Column& column = graph_.schema.tables[table_index].columns[node.index];
  const Value& value = table.cell(scope.row, node.index);
  if (!value.is_empty() || missing_is_empty || column.default_text) {
    return or_nothing(value, node, missing_is_empty);
  }
  return fail(FaultKind::missing_fact, scope,
              fmt::format("needs `{}` in {}{}", column.name, row_place(table, scope.row), asked_by(scope)));
}

std::pair<Value, Value> Evaluator::operands(const Node& node, const Scope& scope) {
  std::pair<Value, Value> both(evaluate(node.children[0], scope), Value::empty());
  both.second = both.first.is_fault() ? both.first : evaluate(node.children[1], scope);
  return both;
}

Value Evaluator::arith(const Node& node, const Scope& scope) {
  const auto [a, b] = operands(node, scope);
  if (b.is_fault()) {
    return b;
  }
  if (a.is_empty() || b.is_empty()) {
    return fail(FaultKind::arithmetic, scope, fmt::format("computes with an empty value{}", asked_by(scope)));
  }
  if (a.kind == ValueKind::date) {
    if (b.kind == ValueKind::date) {
      return Value::of(Rational(a.date() - b.date()));
    }
    const auto days = b.number.to_int64();
    if (!days || *days > last_date.days || *days < -last_date.days) {
      return fail(
          FaultKind::arithmetic, scope,
          fmt::format("{} days are no whole number of days to add to a date{}", b.number.text(), asked_by(scope)));
    }
    const auto count = static_cast<std::int32_t>(*days);
    return in_calendar(node.op == Op::subtract ? a.date() - count : a.date() + count, scope);
  }
  if (a.kind == ValueKind::time) {
    return shifted_time(node, a, b, scope);
  }
  if (node.op == Op::divide && b.number.is_zero()) {
    return fail(FaultKind::arithmetic, scope, fmt::format("divides by zero{}", asked_by(scope)));
  }
  Value result = Value::of(node.op == Op::add        ? a.number + b.number
                           : node.op == Op::subtract ? a.number - b.number
                           : node.op == Op::multiply ? a.number * b.number
                                                     : a.number / b.number);
  // A state that is multiplied at each tick and never rounded grows without end; no amount of a contract comes near.
  constexpr std::size_t longest = 4096;
  if (result.number.bits() > longest) {
    return fail(
        FaultKind::arithmetic, scope,
        fmt::format("gives a number of more than {} binary digits; a state that is multiplied must be rounded{}",
                    longest, asked_by(scope)));
  }
  return result;
}

Value Evaluator::in_calendar(Date date, const Scope& scope) {
  if (date < first_date || last_date < date) {
    return fail(FaultKind::arithmetic, scope,
                fmt::format("gives a date outside the years 1600 to 2999{}", asked_by(scope)));
  }
  return Value::of(date);
}

Value Evaluator::round(const Node& node, const Scope& scope) {
  const Value value = evaluate(node.children[0], scope);
  if (!value.is_number()) {
    return value;
  }
  const Value step = evaluate(node.children[1], scope);
  return step.is_number() ? Value::of(round_to(value.number, step.number, node.rounding)) : step;
}

Value Evaluator::limit(const Node& node, const Scope& scope) {
  const auto [value, bound] = operands(node, scope);
  if (bound.is_fault()) {
    return bound;
  }
  const int compared = order(value, bound);
  return (node.op == Op::at_least ? compared < 0 : compared > 0) ? bound : value;
}

Value Evaluator::running_before(const Node& node, const Scope& scope) {
  const auto tick = tick_around(clock_of(node.clock), scope.day);
  Rational sum;
  const auto add = [&](const Value& value) -> bool {
    if (value.is_number()) {
      sum += value.number;
    }
    return !value.is_fault() || faults_.at(value.fault_id()).kind == FaultKind::no_rule;
  };
  if (scope.event != no_id) {
    const std::vector<std::uint32_t> rows = rows_in(scope.event, scope, tick->first, scope.day);
    if (rows_fault_) {
      return *rows_fault_;
    }
    for (const std::uint32_t row : rows) {
      if (row >= scope.row) {
        break;
      }
      const Value value = figure_of_row(scope.figure, scope.employee, row).value;
      if (!add(value)) {
        return value;
      }
    }
    return Value::of(sum);
  }
  const std::vector<Value> slots(scope.slots.begin(), scope.slots.end());
  const Date begin = std::max(tick->first, books_open(scope.employee));
  for (const Tick& earlier : ticks_ending_in(clock_of(scope.clock), begin, scope.first - 1)) {
    const Value value = figure(scope.figure, scope.employee, earlier.last, slots).value;
    if (!add(value)) {
      return value;
    }
  }
  return Value::of(sum);
}

Value Evaluator::running_limit(const Node& node, const Scope& scope) {
  const Value value = evaluate(node.children[0], scope);
  if (!value.is_number()) {
    return value;
  }
  const Value bound = evaluate(node.children[1], scope);
  if (!bound.is_number()) {
    return bound;
  }
  const Value before = running_before(node, scope);
  if (!before.is_number()) {
    return before;
  }
  const Rational left = greatest(bound.number - before.number, Rational(0));
  return Value::of(least(value.number, left));
}

Value Evaluator::among(const Node& node, const Scope& scope) {
  Value result;
  std::int64_t members = 0;
  for (const NodeId child : node.children) {
    const Value value = evaluate(child, scope);
    if (value.is_fault()) {
      return value;
    }
    // A date that is not recorded is neither the later nor the earlier one.
    if (value.is_empty()) {
      continue;
    }
    ++members;
    if (members == 1) {
      result = value;
    } else if (node.op == Op::total || node.op == Op::average) {
      result.number += value.number;
    } else if (node.op == Op::greater ? order(value, result) > 0 : order(value, result) < 0) {
      result = value;
    }
  }
  if (node.op == Op::average && result.is_number()) {
    result.number = result.number / Rational(members);
  }
  return result;
}

Value Evaluator::compare(const Node& node, const Scope& scope) {
  const Value a = evaluate(node.children[0], scope);
  if (a.is_fault()) {
    return a;
  }
  const Value b = evaluate(node.children[1], scope);
  if (b.is_fault()) {
    return b;
  }
  if (a.is_empty() || b.is_empty()) {
    const bool same = a.is_empty() && b.is_empty();
    return Value::truth(node.op == Op::equal ? same : node.op == Op::not_equal && !same);
  }
  const int compared = order(a, b);
  switch (node.op) {
    case Op::equal:
      return Value::truth(compared == 0);
    case Op::not_equal:
      return Value::truth(compared != 0);
    case Op::less:
      return Value::truth(compared < 0);
    case Op::less_equal:
      return Value::truth(compared <= 0);
    case Op::more:
      return Value::truth(compared > 0);
    default:
      return Value::truth(compared >= 0);
  }
}

Value Evaluator::logic(const Node& node, const Scope& scope) {
  if (node.op == Op::negate) {
    const Value value = evaluate(node.children[0], scope);
    return value.is_fault() ? value : Value::truth(!value.yes());
  }
  // A no settles `all`, a yes settles `any`, whatever the others are, so the order of conditions does not matter.
  const bool settles = node.op == Op::any;
  Value fault;
  for (const NodeId child : node.children) {
    const Value value = evaluate(child, scope);
    if (value.is_fault()) {
      fault = fault.is_fault() ? fault : value;
    } else if (value.yes() == settles) {
      return Value::truth(settles);
    }
  }
  return fault.is_fault() ? fault : Value::truth(!settles);
}

const Array::Cell* Evaluator::cell_of(const Node& gather, const std::vector<Value>& keys) const {
  for (const Array::Cell& cell : graph_.arrays[gather.index].cells) {
    bool all = true;
    for (std::size_t i = 0; i < keys.size() && all; ++i) {
      all = matches(cell.keys[i], keys[i]);
    }
    if (all) {
      return &cell;
    }
  }
  return nullptr;
}

Value Evaluator::gather(const Node& node, const Scope& scope) {
  std::vector<Value> keys;
  for (const NodeId child : node.children) {
    keys.push_back(evaluate(child, scope));
    if (keys.back().is_fault()) {
      return keys.back();
    }
  }
  if (const Array::Cell* cell = cell_of(node, keys)) {
    return evaluate(cell->value, scope);
  }
  std::string shown;
  for (const Value& key : keys) {
    shown += shown.empty() ? "" : ", ";
    shown += key.is_number()               ? key.number.text()
             : key.kind == ValueKind::text ? graph_.texts.text(key.text_id())
                                           : "empty";
  }
  std::string whose_table = "the table";
  if (scope.figure != no_id) {
    const Figure& figure = graph_.figures[scope.figure];
    whose_table = fmt::format("the table of `{}`", figure.title.empty() ? figure.name : figure.title);
  }
  return fail(FaultKind::no_row, scope,
              fmt::format("{} in clause {} has no row for {}: the contract prints no figure for it", whose_table,
                          clause_id(node.clause), shown));
}

Value Evaluator::read_figure(const Node& node, const Scope& scope) {
  const Figure& figure = graph_.figures[node.index];
  if (figure.event != no_id) {
    return figure_of_row(node.index, scope.employee, scope.row).value;
  }
  std::vector<Value> keys;
  keys.reserve(node.children.size());
  for (const NodeId child : node.children) {
    keys.push_back(evaluate(child, scope));
    if (keys.back().is_fault()) {
      return keys.back();
    }
  }
  return this->figure(node.index, scope.employee, scope.day, keys).value;
}

// Ticks are computed from the last one that is known onwards, lest each asks for the one before it down to the first.
void Evaluator::fill_up_to(FigureId id, const Scope& scope, const Tick& last) {
  const Clock& clock = clock_of(graph_.figures[id].clock);
  const Date open = books_open(scope.employee);
  const Memory& memory = memory_of(id);
  const Instance* instance = &memory.plain;
  if (!scope.slots.empty()) {
    const auto keyed = memory.keyed.find(scope.slots);
    instance = keyed == memory.keyed.end() ? nullptr : &keyed->second;
  }
  const auto known = [&](const Tick& tick) { return instance != nullptr && instance->knows(tick.index); };
  Tick first = last;
  for (auto before = previous_tick(clock, first); before && open <= before->last && !known(*before);
       before = previous_tick(clock, *before)) {
    first = *before;
  }
  for (std::optional<Tick> tick = first; tick && tick->index < last.index; tick = next_tick(clock, *tick)) {
    figure(id, scope.employee, tick->last, scope.slots);
  }
}

Value Evaluator::previous(const Node& node, const Scope& scope) {
  const Figure& read = graph_.figures[node.index];
  const auto current = tick_around(clock_of(read.clock), scope.day);
  const auto tick = current ? previous_tick(clock_of(read.clock), *current) : std::nullopt;
  std::vector<Value> keys;
  for (const NodeId child : node.children) {
    keys.push_back(evaluate(child, scope));
    if (keys.back().is_fault()) {
      return keys.back();
    }
  }
  // The opening of a figure with keys may name them.
  Scope reader = scope;
  reader.slots = keys;
  const bool own = read.subject >= Subject::employee;
  if (!tick || (own && tick->last < books_open(scope.employee))) {
    if (read.starting != no_node) {
      return evaluate(read.starting, reader);
    }
    return fail(FaultKind::no_opening, scope,
                fmt::format("`{}` has no opening: no {} before {} is known{}", read.name,
                            graph_.clocks[read.clock].name, date_text(scope.first), asked_by(scope)));
  }
  if (own) {
    fill_up_to(node.index, reader, *tick);
  }
  const Value value = figure(node.index, scope.employee, tick->last, keys).value;
  const bool unopened =
      value.is_fault() && !own && read.starting != no_node && faults_.at(value.fault_id()).kind == FaultKind::no_rule;
  return unopened ? evaluate(read.starting, reader) : value;
}

Value Evaluator::read_bank(const Node& node, const Scope& scope) {
  if (scope.bank == node.index) {
    // Inside a line of the bank itself: the ledger as it stands at the start of the day.
    const Ledger& ledger = ledgers_[node.index];
    if (node.measure == BankMeasure::balance || node.measure == BankMeasure::opening) {
      return Value::of(ledger.balance);
    }
    Rational sum;
    for (const Posting& posting : ledger.postings) {
      if (posting.measure == node.measure && scope.first <= posting.day && posting.day <= scope.last) {
        sum += posting.amount;
      }
    }
    return Value::of(sum);
  }
  return bank(node.index, node.measure, scope.employee, scope.first, scope.last);
}

Value Evaluator::at(const Node& node, const Scope& scope) {
  const Value day = evaluate(node.children[1], scope);
  if (day.is_fault()) {
    return day;
  }
  if (day.kind != ValueKind::date) {
    return fail(FaultKind::arithmetic, scope, fmt::format("`as of` a date that is not recorded{}", asked_by(scope)));
  }
  Scope there = scope;
  there.day = there.first = there.last = day.date();
  there.clock = no_id;
  there.event = no_id;
  return evaluate(node.children[0], there);
}

const Outside::Assumed* Evaluator::assumed_on(const Node& node, const Scope& scope) {
  const Outside::Assumed* newest = nullptr;
  for (const Outside::Assumed& assumed : graph_.outsides[node.index].assumed) {
    bool meant = assumed.from <= scope.day;
    for (std::size_t i = 0; i < assumed.keys.size() && i < node.children.size(); ++i) {
      meant = meant && evaluate(node.children[i], scope) == assumed.keys[i];
    }
    if (meant && (newest == nullptr || newest->from <= assumed.from)) newest = &assumed;
  }
  return newest;
}

Value Evaluator::outside(const Node& node, const Scope& scope) {
  const Outside& name = graph_.outsides[node.index];
  std::array<std::string, 2> keys;
  for (std::size_t i = 0; i < node.children.size() && i < keys.size(); ++i) {
    const Value key = evaluate(node.children[i], scope);
    if (key.is_fault()) {
      return key;
    }
    keys[i] = key.is_number() ? key.number.text() : key.kind == ValueKind::text ? graph_.texts.text(key.text_id()) : "";
  }
  const OutsideValue* value = outside_on(facts_, node.index, keys[0], keys[1], scope.day);
  const Outside::Assumed* assumed = assumed_on(node, scope);
  // What is supplied on the day of an assumption, or later, counts.
  if (assumed != nullptr && (value == nullptr || value->from < assumed->from)) {
    return assumed->value;
  }
  if (value != nullptr) {
    return value->value;
  }
  return fail(FaultKind::missing_outside, scope,
              fmt::format("needs `{}`{}{}{}, which the contract does not hold (clause {}): {}; write it in outside.csv",
                          name.name, keys[0].empty() ? "" : fmt::format(" for {}", keys[0]),
                          keys[1].empty() ? "" : fmt::format(", {}", keys[1]),
                          fmt::format(" on {}", date_text(scope.day)), clause_id(name.clause), name.why));
}

}  // namespace mou
