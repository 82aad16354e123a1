// Over the nodes that a rule consists of.
#pragma once

#include <vector>

#include "engine/graph/graph.h"

namespace mou {

// Calls `see(id, node)` with every node below `root` that is not yet `seen`: through arms and tables, not into other
// figures.
template <typename See>
void each_node_below(const Graph& graph, NodeId root, std::vector<bool>& seen, const See& see) {
  if (root == no_node || seen[root]) return;
  seen[root] = true;
  const Node& node = graph.nodes[root];
  see(root, node);
  for (const NodeId child : node.children) each_node_below(graph, child, seen, see);
  if (node.kind == NodeKind::choose) {
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(node.number); ++i) {
      each_node_below(graph, graph.arms[node.index + i].guard, seen, see);
      each_node_below(graph, graph.arms[node.index + i].value, seen, see);
    }
  }
  if (node.kind == NodeKind::gather) {
    for (const Array::Cell& cell : graph.arrays[node.index].cells) each_node_below(graph, cell.value, seen, see);
  }
}

}  // namespace mou
