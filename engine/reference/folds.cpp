// Totals, counts, averages and searches: what they run over and in which window.
#include <fmt/format.h>

#include <algorithm>

#include "engine/reference/evaluator.h"

namespace mou {

std::pair<Date, Date> Evaluator::window_of(const Rows& rows, const Node& node, const Scope& scope) {
  if (rows.window == RowWindow::tick) {
    return {scope.first, scope.last};
  }
  if (rows.window == RowWindow::history) {
    return {first_date, scope.last};
  }
  Date inside = scope.day;
  if (rows.window == RowWindow::including) {
    const Value base = evaluate(node.children[2], scope);
    if (base.kind != ValueKind::date) {
      return {scope.last + 1, scope.last};
    }
    inside = base.date();
  }
  const Clock& clock = clock_of(rows.clock);
  auto tick = tick_around(clock, inside);
  if (tick && rows.window == RowWindow::previous) {
    tick = previous_tick(clock, *tick);
  }
  if (!tick) {
    return {scope.last + 1, scope.last};
  }
  return {tick->first, rows.window == RowWindow::so_far ? std::min(tick->last, scope.last) : tick->last};
}

std::vector<std::uint32_t> Evaluator::rows_in(EventId event, const Scope& scope, Date first, Date last) {
  const Event& kind = graph_.events[event];
  const TableFacts& table = facts_.tables[kind.table];
  RowRange range;
  if (kind.of_the_city) {
    range = city_rows(table, first, last);
  } else if (scope.employee != no_employee) {
    range = rows_of(table, scope.employee, first, last);
  }
  std::vector<std::uint32_t> rows;
  std::optional<Value> fault;
  for (std::uint32_t row = range.begin; row < range.end; ++row) {
    Scope there = scope;
    there.event = event;
    there.row = row;
    there.day = there.first = there.last = table.days[row];
    const Value meets = kind.where == no_node ? Value::truth(true) : evaluate(kind.where, there);
    if (meets.yes()) {
      rows.push_back(row);
    } else if (meets.is_fault()) {
      fault = meets;
    }
  }
  rows_fault_ = std::move(fault);
  return rows;
}

std::vector<Scope> Evaluator::fold_scopes(const Node& node, const Scope& scope,
                                          std::vector<std::vector<Value>>& slots) {
  std::vector<Scope> scopes;
  const auto [first, last] = window_of(node.rows, node, scope);
  if (node.rows.kind == RowsKind::event) {
    const TableFacts& table = facts_.tables[graph_.events[node.rows.index].table];
    for (const std::uint32_t row : rows_in(node.rows.index, scope, first, last)) {
      Scope there = scope;
      there.event = node.rows.index;
      there.row = row;
      there.clock = no_id;
      there.day = there.first = there.last = table.days[row];
      scopes.push_back(there);
    }
  } else if (node.rows.kind == RowsKind::clock) {
    const Clock& clock = clock_of(node.rows.index);
    const Date begin = node.rows.window == RowWindow::history ? books_open(scope.employee) : first;
    for (const Tick& tick : ticks_ending_in(clock, begin, last)) {
      Scope there = scope;
      there.clock = node.rows.index;
      there.first = tick.first;
      there.last = there.day = tick.last;
      scopes.push_back(there);
    }
  } else {
    const auto add = [&](Value candidate) {
      slots.emplace_back(scope.slots.begin(), scope.slots.end());
      slots.back().resize(std::max<std::size_t>(slots.back().size(), node.slot + 1));
      slots.back()[node.slot] = std::move(candidate);
    };
    for (std::size_t i = fold_candidates; i < node.children.size(); ++i) {
      add(graph_.nodes[node.children[i]].value);
    }
    for (const auto& candidates : slots) {
      Scope there = scope;
      there.slots = candidates;
      scopes.push_back(there);
    }
  }
  return scopes;
}

Value Evaluator::fold(const Node& node, const Scope& scope) {
  std::vector<std::vector<Value>> slots;
  const NodeId where = node.children[1];
  Value result;
  Rational sum;
  std::int64_t count = 0;
  if (node.rows.kind != RowsKind::key && node.rows.window == RowWindow::including) {
    const Value base = evaluate(node.children[2], scope);
    if (base.is_fault()) {
      return base;
    }
  }
  if (node.rows.kind == RowsKind::event && node.op == Op::count && where == no_node) {
    const auto [first, last] = window_of(node.rows, node, scope);
    const std::size_t rows = rows_in(node.rows.index, scope, first, last).size();
    return rows_fault_ ? *rows_fault_ : Value::of(Rational(static_cast<std::int64_t>(rows)));
  }
  const std::vector<Scope> scopes = fold_scopes(node, scope, slots);
  if (node.rows.kind == RowsKind::event && rows_fault_) {
    return *rows_fault_;
  }
  for (const Scope& there : scopes) {
    if (where != no_node) {
      const Value meets = evaluate(where, there);
      if (meets.is_fault()) {
        return meets;
      }
      if (!meets.yes()) {
        continue;
      }
    }
    if (node.op == Op::count) {
      ++count;
      continue;
    }
    const Value value = evaluate(node.children[0], there);
    if (value.is_fault()) {
      if (faults_.at(value.fault_id()).kind == FaultKind::no_rule) {
        continue;
      }
      return value;
    }
    if (value.is_empty()) {
      continue;
    }
    ++count;
    if (node.op == Op::total || node.op == Op::average) {
      sum += value.number;
      continue;
    }
    const auto below = [](const Value& a, const Value& b) {
      return a.is_number() ? a.number < b.number : a.payload < b.payload;
    };
    const bool better =
        count == 1 || node.op == Op::latest || (node.op == Op::highest ? below(result, value) : below(value, result));
    if (better) {
      result = value;
    }
  }
  if (node.op == Op::count) {
    return Value::of(Rational(count));
  }
  if (node.op == Op::total) {
    return Value::of(sum);
  }
  if (node.op == Op::average) {
    if (count == 0) {
      return fail(FaultKind::no_rule, scope, fmt::format("averages over no rows{}", asked_by(scope)));
    }
    return Value::of(sum / Rational(count));
  }
  return result;
}

Value Evaluator::search(const Node& node, const Scope& scope) {
  const bool upward = node.op == Op::lowest;
  std::vector<Value> slots(scope.slots.begin(), scope.slots.end());
  slots.resize(std::max<std::size_t>(slots.size(), node.slot + 1));
  Scope there = scope;
  for (std::int32_t i = node.number; i <= node.high; ++i) {
    const std::int32_t candidate = upward ? i : node.high - (i - node.number);
    slots[node.slot] = Value::of(Rational(candidate));
    there.slots = slots;
    const Value meets = evaluate(node.children[0], there);
    if (meets.is_fault()) {
      return meets;
    }
    if (meets.yes()) {
      return slots[node.slot];
    }
  }
  if (node.children.size() > 1 && node.children[1] != no_node) {
    return evaluate(node.children[1], scope);
  }
  return fail(FaultKind::no_row, scope,
              fmt::format("no candidate meets the condition of the search{}", asked_by(scope)));
}

}  // namespace mou
