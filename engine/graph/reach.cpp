#include "engine/graph/reach.h"

#include "engine/graph/walk.h"

namespace mou {

Reach::Reach(const Graph& graph, const Circumstances* given)
    : graph_(graph),
      given_(given),
      nodes_(graph.nodes.size()),
      figures_(graph.figures.size()),
      banks_(graph.banks.size()) {}

void Reach::figure(FigureId id) {
  if (figures_[id]) return;
  figures_[id] = true;
  for_each_root(graph_, graph_.figures[id], [&](NodeId root) { node(root); });
}

void Reach::bank(BankId id) {
  if (banks_[id]) return;
  banks_[id] = true;
  for_each_root(graph_, graph_.banks[id], [&](NodeId root) { node(root); });
}

void Reach::ranking(const Ranking& ranking) {
  node(ranking.where);
  node(ranking.for_each);
  if (ranking.event != no_id) node(graph_.events[ranking.event].where);
  for (const Ranking::By& by : ranking.by) node(by.value);
}

void Reach::everywhere() {
  node(graph_.covers);
  for (const NodeId root : graph_.chosen_when) node(root);
}

void Reach::node(NodeId id) {
  if (id == no_node || nodes_[id]) return;
  nodes_[id] = true;
  const Node& here = graph_.nodes[id];
  if (here.kind == NodeKind::figure || here.kind == NodeKind::previous) figure(here.index);
  if (here.kind == NodeKind::bank) bank(here.index);
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

}  // namespace mou
