#include "analysis/needs.h"

#include <algorithm>

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

// Walks from what a run is for to all that it needs; in given circumstances only through rules that may apply in them.
class Reach {
 public:
  Reach(const Graph& graph, const Circumstances* given)
      : graph_(graph), given_(given), nodes_(graph.nodes.size()), figures_(graph.figures.size()) {}

  std::vector<bool> from(const std::vector<bool>& wanted) {
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      if (wanted[id]) figure(id);
    }
    for (const Bank& bank : graph_.banks) {
      for_each_root(graph_, bank, [&](NodeId root) { node(root); });
    }
    for (const NodeId root : graph_.chosen_when) node(root);
    node(graph_.covers);
    for (const Ranking& ranking : graph_.rankings) {
      node(ranking.where);
      node(ranking.for_each);
      for (const Ranking::By& by : ranking.by) node(by.value);
    }
    return figures_;
  }

 private:
  void figure(FigureId id) {
    if (figures_[id]) return;
    figures_[id] = true;
    for_each_root(graph_, graph_.figures[id], [&](NodeId root) { node(root); });
  }

  void node(NodeId id) {
    if (id == no_node || nodes_[id]) return;
    nodes_[id] = true;
    const Node& here = graph_.nodes[id];
    if (here.kind == NodeKind::figure || here.kind == NodeKind::previous) figure(here.index);
    if (here.kind != NodeKind::choose) {
      for_each_part(graph_, here, [&](NodeId part) { node(part); });
      return;
    }
    for (const NodeId child : here.children) node(child);
    for (std::uint32_t i = arms_begin(here); i < arms_end(here); ++i) {
      const Arm& arm = graph_.arms[i];
      if (given_ != nullptr && cannot_apply(graph_, here, arm, *given_)) continue;
      node(arm.guard);
      node(arm.value);
    }
  }

  const Graph& graph_;
  const Circumstances* given_;
  std::vector<bool> nodes_;
  std::vector<bool> figures_;
};

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
  const std::vector<bool> ever = Reach(graph, nullptr).from(wanted);
  const std::vector<bool> now = Reach(graph, &given).from(wanted);
  std::vector<bool> left(graph.figures.size());
  for (FigureId id = 0; id < graph.figures.size(); ++id) left[id] = ever[id] && !now[id];
  return left;
}

}  // namespace mou
