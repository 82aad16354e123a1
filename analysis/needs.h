// Who reads what: the figures, banks and readings that stand in the rules of a figure or bank, and what of it counts
// under the readings chosen.
#pragma once

#include <set>
#include <vector>

#include "engine/graph/circumstances.h"
#include "engine/graph/graph.h"

namespace mou {

struct Needs {
  std::set<FigureId> figures;
  std::set<BankId> banks;
  std::set<ReadingId> readings;
};

// All that the rules name, in whatever year and under whatever reading.
Needs needs_of(const Graph& graph, const Figure& figure);
Needs needs_of(const Graph& graph, const Bank& bank);

// By figure: only rules that ask for another answer to a question of reading, or that are not in force in the days
// asked for, come to it.
std::vector<bool> left_to_others(const Graph& graph, const Circumstances& given);

}  // namespace mou
