// The workload's rules written by hand, all figures in one loop over columns of 32-bit integers that the compiler turns
// into vector code: as fast as these rules go on one core.
#pragma once

#include <cstddef>
#include <cstdint>

#include "bench/seiu_pay/workload.h"

namespace mou::bench {

// One column for each figure, in hundredths.
using FigureColumns = Columns<std::int32_t>;

// What the processor must have.
enum class Vectors : std::uint8_t { sse2, avx2 };

bool supported(Vectors vectors);
std::string_view vectors_name(Vectors vectors);

// The figures of rows [first, first + count) of the facts go to rows [into, into + count) of the figures. Exact for
// facts within the bounds that the contract declares.
void fused_figures(Vectors vectors, const FactColumns& facts, std::size_t first, std::size_t count,
                   FigureColumns& figures, std::size_t into);

}  // namespace mou::bench
