// The workload's rules written by hand, one employee at a time, in 64-bit integers: what the engine is measured by.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/seiu_pay/workload.h"

namespace mou::bench {

// All facts of one employee, by PayFact, and all figures, by PayFigure, in hundredths.
using FactRow = std::array<std::int32_t, fact_count>;
using FigureRow = std::array<std::int64_t, figure_count>;

// The form in which this code wants its facts: rows [first, first + count).
std::vector<FactRow> rows_of(const FactColumns& facts, std::size_t first, std::size_t count);

// The figures of rows[0 .. count). Exact for facts within the bounds that the contract declares.
void scalar_figures(const FactRow* rows, std::size_t count, FigureRow* figures);

}  // namespace mou::bench
