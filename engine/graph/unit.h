// Which nodes speak of all employees, and which of those can be computed together.
#pragma once

#include <vector>

#include "engine/graph/graph.h"
#include "engine/graph/reach.h"

namespace mou {

// The folds over employees that can be gathered in one turn through the employees with this one, which is among them:
// those that hold as many others below them, so that none of them reads another.
std::vector<NodeId> folds_beside(const Graph& graph, NodeId fold);

// Whether it is of all employees: a fold over them, a bank of the unit, or the employee's place among them.
bool is_of_everybody(const Graph& graph, NodeId id);
// Whether something reached is.
bool reads_everybody(const Graph& graph, const Reach& reach);

// The folds over employees at or below a node that are grouped.
std::vector<NodeId> grouped_folds_below(const Graph& graph, NodeId root);

}  // namespace mou
