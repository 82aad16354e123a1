// What a rule reads: facts, other figures, answers to questions of reading, values from outside.
#include <fmt/format.h>

#include <array>
#include <iterator>

#include "engine/trace/explainer.h"

namespace mou {

TraceNode Explainer::read_figure(const Node& node, const Scope& scope) {
  const Figure& read = graph_.figures[node.index];
  if (read.event != no_id) {
    Scope there = evaluator_.scope_of_row(node.index, scope.employee, scope.row);
    const std::vector<Value> keys = evaluator_.own_keys(node.index, there);
    there.slots = keys;
    return figure(node.index, there, evaluator_.figure_of_row(node.index, scope.employee, scope.row), false);
  }
  std::vector<Value> keys;
  for (const NodeId child : node.children) keys.push_back(evaluator_.evaluate(child, scope));
  std::vector<TraceNode> key_parts;
  for (const NodeId child : node.children) parts(child, scope, key_parts);
  if (keys.empty() && !read.keys.empty()) {
    if (const auto there = evaluator_.scope_of(node.index, scope.employee, scope.day, {})) {
      keys = evaluator_.own_keys(node.index, *there);
      for (const Key& key : read.keys) {
        if (key.own != no_node) parts(key.own, *there, key_parts);
      }
    }
  }
  const Outcome outcome = evaluator_.figure(node.index, scope.employee, scope.day, keys);
  const auto there = evaluator_.scope_of(node.index, scope.employee, scope.day, keys);
  TraceNode made = there ? figure(node.index, *there, outcome, false)
                         : with_value(TraceKind::figure, figure_title(node.index), read.type, outcome.value);
  // What its keys are comes first.
  made.children.insert(made.children.begin(), std::make_move_iterator(key_parts.begin()),
                       std::make_move_iterator(key_parts.end()));
  return made;
}

TraceNode Explainer::previous(const Node& node, NodeId id, const Scope& scope) {
  const Figure& read = graph_.figures[node.index];
  std::vector<Value> keys;
  for (const NodeId child : node.children) keys.push_back(evaluator_.evaluate(child, scope));
  const std::string what = fmt::format("{}, one {} earlier,", figure_title(node.index), graph_.clocks[read.clock].name);
  TraceNode made = with_value(TraceKind::previous, what, read.type, evaluator_.evaluate(id, scope));
  const Clock& clock = evaluator_.clock_of(read.clock);
  const auto now = tick_around(clock, scope.day);
  const auto before = now ? previous_tick(clock, *now) : std::nullopt;
  if (!before) return made;
  const Outcome outcome = evaluator_.figure(node.index, scope.employee, before->last, keys);
  const bool opened = !(outcome.value == evaluator_.evaluate(id, scope));
  if (opened) {
    made.children.push_back(sentence(TraceKind::note, "This is where it starts"));
  } else if (outcome.arm != no_id) {
    cite(made, graph_.arms[outcome.arm].clause);
    made.children.push_back(
        sentence(TraceKind::note, fmt::format("Ask for it on {} to see why", date_text(before->last))));
  }
  return made;
}

TraceNode Explainer::reading(const Node& node) {
  const Reading& reading = graph_.readings[node.index];
  const auto& choices = evaluator_.settings().readings;
  const TextId used = choices.empty() ? reading.used : choices[node.index];
  TraceNode made =
      sentence(TraceKind::reading, fmt::format("Read as {}: {}", spoken(graph_.texts.text(used)), reading.question));
  made.value = graph_.texts.text(used);
  if (used != reading.used) {
    made.text += fmt::format(" (chosen for this run; the file uses {})", spoken(graph_.texts.text(reading.used)));
  } else if (!reading.reason.empty()) {
    made.text += fmt::format(" ({})", reading.reason);
  }
  cite(made, reading.clause);
  return made;
}

TraceNode Explainer::cell(const std::string& what, const Node& node, const TableFacts& table,
                          std::optional<std::uint32_t> row, const Value& value) {
  TraceNode made = with_value(TraceKind::fact, what, node.type, value);
  if (!row) return made;
  made.place = row_place(table, *row);
  made.by_default = table.is_default(*row, node.index);
  return made;
}

TraceNode Explainer::roster(const Node& node, const Scope& scope) {
  const Column& column = graph_.schema.tables[0].columns[node.index];
  std::optional<std::uint32_t> row;
  if (scope.employee != no_employee) row = roster_row_on(facts_, scope.employee, scope.day);
  return cell(spoken_title(column.title, column.name), node, facts_.roster(), row,
              evaluator_.raw(node_id(node), scope));
}

TraceNode Explainer::column(const Node& node, const Scope& scope) {
  const std::uint32_t table = graph_.events[scope.event].table;
  const Column& column = graph_.schema.tables[table].columns[node.index];
  return cell(spoken_title(column.title, column.name), node, facts_.tables[table], scope.row,
              evaluator_.raw(node_id(node), scope));
}

NodeId Explainer::node_id(const Node& node) const {
  return static_cast<NodeId>(&node - graph_.nodes.data());
}

TraceNode Explainer::outside(const Node& node, NodeId id, const Scope& scope) {
  const Outside& name = graph_.outsides[node.index];
  TraceNode made = with_value(TraceKind::outside, fmt::format("{}, supplied from outside,", capital(spoken(name.name))),
                              node.type, evaluator_.evaluate(id, scope));
  made.outside = true;
  std::array<std::string, 2> keys;
  for (std::size_t i = 0; i < node.children.size() && i < keys.size(); ++i) {
    const Value key = evaluator_.evaluate(node.children[i], scope);
    keys[i] = key.is_number() ? key.number.text() : text_of(graph_.nodes[node.children[i]].type, key);
  }
  if (const OutsideValue* row = outside_on(facts_, node.index, keys[0], keys[1], scope.day)) {
    made.place = fmt::format("{}, row {}", facts_.outside_source, row->row_number);
  }
  cite(made, name.clause);
  return made;
}

}  // namespace mou
