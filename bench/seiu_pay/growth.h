// Contracts of any size, of the same kind as the workload: to see what a figure costs when there are many.
#pragma once

#include <string>
#include <vector>

#include "bench/seiu_pay/contract.h"

namespace mou::bench {

// What `growth_contract` writes at a time.
inline constexpr std::size_t growth_block = 10;

// The header and the facts of the workload's contract, whose text is given, and then `figures` figures (a multiple of
// growth_block) over them: tables, products and percentages rounded to the cent, sums, limits, conditions. Each ten
// read one another, and the last of them the last of the ten before.
std::string growth_contract(const std::string& workload, std::size_t figures);

// All of them, in the order of the text; all are whole cents.
std::vector<AskedFigure> growth_figures(const Graph& graph);

}  // namespace mou::bench
