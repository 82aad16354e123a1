#include "analysis/needs.h"

#include <algorithm>
#include <optional>

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

// Under which answers and in which days a rule may apply.
struct Circumstances {
  const std::vector<TextId>& readings;
  Date first;
  Date last;
};

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
      if (given_ != nullptr && cannot_apply(here, arm)) continue;
      node(arm.guard);
      node(arm.value);
    }
  }

  // Whatever the facts are.
  bool cannot_apply(const Node& choose, const Arm& arm) const {
    const bool over = arm.until && *arm.until < given_->first;
    const bool to_come = arm.from && given_->last < *arm.from;
    if (over || to_come) return true;
    if (arm.guard != no_node && says(arm.guard) == false) return true;
    if (!arm.otherwise) return false;
    for (std::uint32_t i = arms_begin(choose); i < arms_end(choose); ++i) {
      const Arm& other = graph_.arms[i];
      const bool always = !other.from && !other.until && other.guard != no_node && says(other.guard) == true;
      if (&other != &arm && other.group == arm.group && always) return true;
    }
    return false;
  }

  // What the readings alone make of a condition; nothing where it rests on facts.
  std::optional<bool> says(NodeId id) const {
    const Node& here = graph_.nodes[id];
    if (here.kind == NodeKind::compare) return says_comparison(here);
    if (here.kind != NodeKind::logic) return std::nullopt;
    if (here.op == Op::negate) {
      const auto inner = says(here.children[0]);
      return inner ? std::optional<bool>(!*inner) : std::nullopt;
    }
    // One `no` decides an `and`, one `yes` an `or`.
    const bool decides = here.op != Op::all;
    bool open = false;
    for (const NodeId child : here.children) {
      const auto part = says(child);
      if (part && *part == decides) return decides;
      open = open || !part;
    }
    return open ? std::nullopt : std::optional<bool>(!decides);
  }

  std::optional<bool> says_comparison(const Node& here) const {
    if (here.op != Op::equal && here.op != Op::not_equal) return std::nullopt;
    const Node* reading = &graph_.nodes[here.children[0]];
    const Node* choice = &graph_.nodes[here.children[1]];
    if (reading->kind != NodeKind::reading) std::swap(reading, choice);
    if (reading->kind != NodeKind::reading || choice->kind != NodeKind::constant) return std::nullopt;
    const TextId chosen =
        given_->readings.empty() ? graph_.readings[reading->index].used : given_->readings[reading->index];
    return (chosen == choice->value.text_id()) == (here.op == Op::equal);
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

std::vector<bool> left_to_others(const Graph& graph, const std::vector<TextId>& readings, Date first, Date last) {
  const std::vector<bool> wanted = wanted_figures(graph);
  const Circumstances given{readings, first, last};
  const std::vector<bool> ever = Reach(graph, nullptr).from(wanted);
  const std::vector<bool> now = Reach(graph, &given).from(wanted);
  std::vector<bool> left(graph.figures.size());
  for (FigureId id = 0; id < graph.figures.size(); ++id) left[id] = ever[id] && !now[id];
  return left;
}

}  // namespace mou
