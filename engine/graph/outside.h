// What rests on values that somebody outside supplies.
#pragma once

#include <vector>

#include "engine/graph/graph.h"

namespace mou {

// By figure: whether its values of the days first..last can rest on a value from outside. Rules that are not in force
// on these days do not count; what is read of other days (`previous`, banks, `as of`, the year before, figures of a
// year) counts whole. Give a month before the first day for the ticks that begin there. Never says no of a figure that
// rests on one; Figure::rests_on_outside says the same of all days.
std::vector<bool> resting_on_outside(const Graph& graph, Date first, Date last);

}  // namespace mou
