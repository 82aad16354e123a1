// What a node reads directly: one place that knows which fields of which kinds hold nodes.
#pragma once

#include <cstdint>

#include "engine/graph/graph.h"

namespace mou {

// The arms of a choose node as a range [begin, end) of Graph::arms.
inline std::uint32_t arms_begin(const Node& choose) {
  return choose.index;
}
inline std::uint32_t arms_end(const Node& choose) {
  return choose.index + static_cast<std::uint32_t>(choose.number);
}

// Calls `visit` with each node that `node` needs to be computed: children, guards and values of its arms, cells of its
// table, the condition of its event. Figures and banks are read by index and are not followed.
template <typename Visit>
void for_each_part(const Graph& graph, const Node& node, const Visit& visit) {
  for (const NodeId child : node.children) {
    if (child != no_node) visit(child);
  }
  if (node.kind == NodeKind::choose) {
    for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
      if (graph.arms[i].guard != no_node) visit(graph.arms[i].guard);
      if (graph.arms[i].value != no_node) visit(graph.arms[i].value);
    }
  }
  if (node.kind == NodeKind::gather) {
    for (const Array::Cell& cell : graph.arrays[node.index].cells) {
      if (cell.value != no_node) visit(cell.value);
    }
  }
  const bool over_event = node.kind == NodeKind::fold && node.rows.kind == RowsKind::event;
  if (over_event && graph.events[node.rows.index].where != no_node) visit(graph.events[node.rows.index].where);
}

// The node and everything below it, each as often as it is met; parents before what they read.
template <typename Visit>
void for_each_below(const Graph& graph, NodeId id, const Visit& visit) {
  visit(id);
  for_each_part(graph, graph.nodes[id], [&](NodeId part) { for_each_below(graph, part, visit); });
}

// The nodes that hold what a bank's line or limit says.
template <typename Visit>
void for_each_root(const Graph& graph, const Bank& bank, const Visit& visit) {
  const auto rule = [&](const Arm& arm) {
    if (arm.guard != no_node) visit(arm.guard);
    if (arm.value != no_node) visit(arm.value);
  };
  for (const BankLine& line : bank.lines) {
    rule(line.rule);
    if (line.moment != no_node) visit(line.moment);
    if (line.event != no_id && graph.events[line.event].where != no_node) visit(graph.events[line.event].where);
  }
  for (const BankCap& cap : bank.caps) rule(cap.rule);
}

// The nodes that hold what a figure is: its rules, its opening, the employee's own keys, its event's condition.
template <typename Visit>
void for_each_root(const Graph& graph, const Figure& figure, const Visit& visit) {
  if (figure.root != no_node) visit(figure.root);
  if (figure.starting != no_node) visit(figure.starting);
  for (const Key& key : figure.keys) {
    if (key.own != no_node) visit(key.own);
  }
  if (figure.event != no_id && graph.events[figure.event].where != no_node) visit(graph.events[figure.event].where);
}

}  // namespace mou
