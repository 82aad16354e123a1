// Which rules may apply, whatever the facts are: those that are in force on some of the days asked for and do not ask
// for another answer to a question of reading.
#pragma once

#include <vector>

#include "engine/graph/graph.h"

namespace mou {

struct Circumstances {
  // As RunSettings::readings; empty: the answers that the file uses.
  std::vector<TextId> readings;
  Date first = first_date;
  Date last = last_date;
};

// The circumstances of ticks of the days first..last: a pay period or month around a day begins up to a month before
// it, a year ends up to a year after it.
Circumstances circumstances_around(std::vector<TextId> readings, Date first, Date last);

// Never says so of a rule (an arm of `choose`) that applies to somebody.
bool cannot_apply(const Graph& graph, const Node& choose, const Arm& arm, const Circumstances& given);

// The same of a rule that stands alone: a line or limit of a bank.
bool cannot_apply(const Graph& graph, const Arm& arm, const Circumstances& given);

}  // namespace mou
