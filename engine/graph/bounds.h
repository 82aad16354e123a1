// What can be said of every number before any fact is seen: the fractions it may have and the interval it lies in.
#pragma once

#include "engine/graph/graph.h"

namespace mou {

// Fills denominator, low and high_bound of every node that gives a number and that figures, banks, events or rankings
// reach. Needs Graph::order. Rests on the declared bounds and steps of facts (readers refuse facts outside them),
// the contents of tables, and the values a key can take.
//
// A value that depends on itself by way of `previous`, a bank or another date is found as a fixpoint; what still
// grows after a few rounds is unknown.
void compute_bounds(Graph& graph);

}  // namespace mou
