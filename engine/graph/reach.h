// All that a run reads, however far away from what it is for: through figures, banks and their lines.
#pragma once

#include <vector>

#include "engine/graph/circumstances.h"
#include "engine/graph/graph.h"

namespace mou {

class Reach {
 public:
  // In given circumstances only through rules that may apply in them.
  explicit Reach(const Graph& graph, const Circumstances* given = nullptr);

  // What the run is for. Lines and limits of banks are followed whatever the circumstances.
  void node(NodeId id);
  void figure(FigureId id);
  void bank(BankId id);
  void ranking(const Ranking& ranking);
  // Who is covered, and on which days the clocks tick.
  void everywhere();

  // Whether it is reached.
  const std::vector<bool>& nodes() const { return nodes_; }
  const std::vector<bool>& figures() const { return figures_; }
  const std::vector<bool>& banks() const { return banks_; }

 private:
  const Graph& graph_;
  const Circumstances* given_;
  std::vector<bool> nodes_;
  std::vector<bool> figures_;
  std::vector<bool> banks_;
};

}  // namespace mou
