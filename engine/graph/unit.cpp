#include "engine/graph/unit.h"

#include <algorithm>
#include <cstdint>

#include "engine/graph/walk.h"

namespace mou {

namespace {

bool over_employees(const Node& node) {
  return node.kind == NodeKind::fold && node.rows.kind == RowsKind::employee;
}

// How many folds over employees and banks of the unit are held in one another at a node, by everything that it reads.
class Levels {
 public:
  explicit Levels(const Graph& graph)
      : graph_(graph), nodes_(graph.nodes.size()), figures_(graph.figures.size()), banks_(graph.banks.size()) {}

  std::uint32_t of(NodeId id) {
    if (nodes_[id].known) return nodes_[id].level;
    // What needs itself is a mistake of the contract; it ends here.
    nodes_[id].known = true;
    const Node& node = graph_.nodes[id];
    std::uint32_t level = 0;
    for_each_part(graph_, node, [&](NodeId part) { level = std::max(level, of(part)); });
    if (node.kind == NodeKind::figure || node.kind == NodeKind::previous) {
      level = std::max(level, of_owner(figures_[node.index], graph_.figures[node.index]));
    }
    if (node.kind == NodeKind::bank) level = std::max(level, of_bank(node.index));
    if (over_employees(node)) ++level;
    nodes_[id].level = level;
    return level;
  }

 private:
  struct Known {
    bool known = false;
    std::uint32_t level = 0;
  };

  template <typename Owner>
  std::uint32_t of_owner(Known& known, const Owner& owner) {
    if (known.known) return known.level;
    known.known = true;
    std::uint32_t level = 0;
    for_each_root(graph_, owner, [&](NodeId root) { level = std::max(level, of(root)); });
    known.level = level;
    return level;
  }

  std::uint32_t of_bank(BankId id) {
    return of_owner(banks_[id], graph_.banks[id]) + (graph_.banks[id].of_the_unit ? 1 : 0);
  }

  const Graph& graph_;
  std::vector<Known> nodes_;
  std::vector<Known> figures_;
  std::vector<Known> banks_;
};

}  // namespace

std::vector<NodeId> folds_beside(const Graph& graph, NodeId fold) {
  Levels levels(graph);
  const std::uint32_t level = levels.of(fold);
  std::vector<NodeId> folds;
  for (NodeId id = 0; id < graph.nodes.size(); ++id) {
    if (over_employees(graph.nodes[id]) && levels.of(id) == level) folds.push_back(id);
  }
  return folds;
}

bool is_of_everybody(const Graph& graph, NodeId id) {
  const Node& node = graph.nodes[id];
  const bool of_unit_bank = node.kind == NodeKind::bank && graph.banks[node.index].of_the_unit;
  return over_employees(node) || of_unit_bank || node.kind == NodeKind::employee;
}

bool reads_everybody(const Graph& graph, const Reach& reach) {
  for (NodeId id = 0; id < graph.nodes.size(); ++id) {
    if (reach.nodes()[id] && is_of_everybody(graph, id)) return true;
  }
  return false;
}

std::vector<NodeId> grouped_folds_below(const Graph& graph, NodeId root) {
  std::vector<NodeId> folds;
  for_each_below(graph, root, [&](NodeId id) {
    const Node& node = graph.nodes[id];
    if (over_employees(node) && node.children[2] != no_node) folds.push_back(id);
  });
  return folds;
}

}  // namespace mou
