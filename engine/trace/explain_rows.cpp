// Totals and searches, row by row.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/trace/explainer.h"

namespace mou {

void Explainer::table_row(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  std::string keys;
  std::vector<Value> values;
  for (const NodeId child : node.children) {
    values.push_back(evaluator_.evaluate(child, scope));
    keys += (keys.empty() ? "" : ", ") + text_of(graph_.nodes[child].type, values.back());
  }
  const Value value = evaluator_.evaluate(id, scope);
  if (value.is_fault()) return;
  TraceNode made =
      sentence(TraceKind::table_row, fmt::format("The table gives {} for {}", text_of(node.type, value), keys));
  made.value = exact(node.type, value);
  cite(made, node.clause);
  if (const Array::Cell* chosen = evaluator_.cell_of(node, values)) parts(chosen->value, scope, made.children);
  out.push_back(std::move(made));
}

std::string Explainer::row_text(const Node& node, const Scope& there) const {
  switch (node.rows.kind) {
    case RowsKind::event:
      return date_text(there.day);
    case RowsKind::clock:
      return there.first == there.last ? date_text(there.day)
                                       : fmt::format("{} to {}", date_text(there.first), date_text(there.last));
    case RowsKind::key: {
      const Node& candidate = graph_.nodes[node.children[fold_candidates]];
      return text_of(candidate.type, there.slots[node.slot]);
    }
    case RowsKind::employee:
      break;
  }
  return {};
}

TraceNode Explainer::fold(const Node& node, NodeId id, const Scope& scope) {
  const Value value = evaluator_.evaluate(id, scope);
  TraceNode made = with_value(TraceKind::total, capital(expression(id, scope)), node.type, value);
  if (node.rows.kind == RowsKind::employee) return made;
  std::vector<std::vector<Value>> slots;
  std::size_t left_out = 0;
  std::map<std::string, std::string> first_with;
  for (const Scope& there : evaluator_.fold_scopes(node, scope, slots)) {
    if (node.children[1] != no_node && !evaluator_.evaluate(node.children[1], there).yes()) {
      ++left_out;
      continue;
    }
    made.children.push_back(row(node, there, first_with));
  }
  if (made.children.empty() && !value.is_fault()) {
    made.children.push_back(sentence(TraceKind::note, "There is nothing to add up"));
  }
  if (left_out != 0) {
    made.children.push_back(
        sentence(TraceKind::note, fmt::format("{} not counted, as {} not meet the condition",
                                              left_out == 1 ? "1 row is" : fmt::format("{} rows are", left_out),
                                              left_out == 1 ? "it does" : "they do")));
  }
  return made;
}

TraceNode Explainer::row(const Node& node, const Scope& there, std::map<std::string, std::string>& first_with) {
  const std::string what = row_text(node, there);
  TraceNode made = sentence(TraceKind::row, what);
  if (node.rows.kind == RowsKind::event) {
    made.place = row_place(facts_.tables[graph_.events[node.rows.index].table], there.row);
  }
  if (node.op == Op::count) return made;
  const Node& value_node = graph_.nodes[node.children[0]];
  const Value value = evaluator_.evaluate(node.children[0], there);
  made.text += ": " + text_of(value_node.type, value);
  made.value = exact(value_node.type, value);
  // A row that gives its own cell needs no line below it.
  if (value_node.kind == NodeKind::column || value_node.kind == NodeKind::constant) return made;
  const auto [same, fresh] = first_with.emplace(text_of(value_node.type, value), what);
  if (!fresh) {
    made.text += fmt::format(", as {}{}", there.first == there.last ? "on " : "in ", same->second);
    return made;
  }
  const Scope* outer = std::exchange(around_, &there);
  parts(node.children[0], there, made.children);
  around_ = outer;
  return made;
}

TraceNode Explainer::search(const Node& node, NodeId id, const Scope& scope) {
  const Value value = evaluator_.evaluate(id, scope);
  TraceNode made = with_value(TraceKind::choice, capital(expression(id, scope)), node.type, value);
  std::vector<Value> slots(scope.slots.begin(), scope.slots.end());
  slots.resize(std::max<std::size_t>(slots.size(), node.slot + 1));
  const bool upward = node.op == Op::lowest;
  for (std::int32_t i = node.number; i <= node.high; ++i) {
    const std::int32_t candidate = upward ? i : node.high - (i - node.number);
    slots[node.slot] = Value::of(Rational(candidate));
    Scope there = scope;
    there.slots = slots;
    const Value meets = evaluator_.evaluate(node.children[0], there);
    TraceNode tried =
        sentence(TraceKind::row, fmt::format("{}: {}", candidate, condition_text(node.children[0], there)));
    made.children.push_back(std::move(tried));
    if (meets.is_fault() || meets.yes()) break;
  }
  return made;
}

}  // namespace mou
