// What rests on values that somebody outside supplies.
#pragma once

#include <vector>

#include "engine/graph/circumstances.h"
#include "engine/graph/graph.h"

namespace mou {

// By figure: whether its values in these circumstances can rest on a value from outside. Rules that cannot apply in
// them do not count; of what is read of other days (`previous`, banks, `as of`, the year before, figures of a year) the
// rules of all days count. Never says no of a figure that rests on one; Figure::rests_on_outside says the same of all
// days and answers.
std::vector<bool> resting_on_outside(const Graph& graph, const Circumstances& given);

}  // namespace mou
