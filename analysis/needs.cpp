#include "analysis/needs.h"

#include <algorithm>

#include "engine/graph/reach.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

void note(const Graph& graph, NodeId id, Needs& needs) {
  const Node& node = graph.nodes[id];
  if (node.kind == NodeKind::figure || node.kind == NodeKind::previous) needs.figures.insert(node.index);
  if (node.kind == NodeKind::bank) needs.banks.insert(node.index);
  if (node.kind == NodeKind::reading) needs.readings.insert(node.index);
}

template <typename Thing>
Needs all_needs(const Graph& graph, const Thing& thing) {
  Needs needs;
  for_each_root(graph, thing,
                [&](NodeId root) { for_each_below(graph, root, [&](NodeId id) { note(graph, id, needs); }); });
  return needs;
}

// The figures that what is wanted needs, and every bank and order.
std::vector<bool> reached(const Graph& graph, const std::vector<bool>& wanted, const Circumstances* given) {
  Reach reach(graph, given);
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    if (wanted[id]) reach.figure(id);
  }
  for (BankId id = 0; id < graph.banks.size(); ++id) reach.bank(id);
  for (const Ranking& ranking : graph.rankings) reach.ranking(ranking);
  reach.everywhere();
  return reach.figures();
}

// What stands for itself: pay, deductions, deadlines, requirements, and whatever no other rule reads.
std::vector<bool> wanted_figures(const Graph& graph) {
  std::vector<bool> read(graph.figures.size());
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    for (const FigureId other : needs_of(graph, graph.figures[id]).figures) read[other] = read[other] || other != id;
  }
  for (const Bank& bank : graph.banks) {
    for (const FigureId other : needs_of(graph, bank).figures) read[other] = true;
  }
  std::vector<bool> wanted(graph.figures.size());
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    wanted[id] = !read[id] || graph.figures[id].kind != FigureKind::figure;
  }
  return wanted;
}

}  // namespace

Needs needs_of(const Graph& graph, const Figure& figure) {
  return all_needs(graph, figure);
}

Needs needs_of(const Graph& graph, const Bank& bank) {
  return all_needs(graph, bank);
}

std::vector<bool> left_to_others(const Graph& graph, const Circumstances& given) {
  const std::vector<bool> wanted = wanted_figures(graph);
  const std::vector<bool> ever = reached(graph, wanted, nullptr);
  const std::vector<bool> now = reached(graph, wanted, &given);
  std::vector<bool> left(graph.figures.size());
  for (FigureId id = 0; id < graph.figures.size(); ++id) left[id] = ever[id] && !now[id];
  return left;
}

}  // namespace mou
