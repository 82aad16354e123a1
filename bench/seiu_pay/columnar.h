// The columnar evaluator as a contender.
#pragma once

#include <memory>
#include <vector>

#include "bench/seiu_pay/contract.h"
#include "engine/columnar/kernels.h"

namespace mou::bench {

// All facts, brought into columns beforehand; batches of some thousand employees. The contract declares the workload's
// facts; the program must have a graph and outlive the contender.
std::unique_ptr<Contender> make_columnar(Program& program, std::vector<AskedFigure> figures, const FactColumns& facts,
                                         Instructions instructions, Output output);

}  // namespace mou::bench
