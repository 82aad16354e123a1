// Contracts over the workload's facts, and the reference evaluator over them as a contender.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/seiu_pay/contender.h"
#include "bench/seiu_pay/workload.h"
#include "dsl/program.h"
#include "engine/graph/graph.h"

namespace mou::bench {

// A figure that is asked for, and how many of its integers make one of its unit.
struct AskedFigure {
  FigureId figure = no_id;
  std::int64_t scale = 100;
};

// The text of `seiu_pay.mou`; empty when it is not there.
std::string workload_text();
// A contract in text; its graph is there unless it has mistakes.
Program program_of(const std::string& text);

// By PayFigure. Every one must be in the graph.
std::vector<AskedFigure> workload_figures(const Graph& graph);

// A value as an integer, or no_figure.
std::int64_t cell_of(const Value& value, std::int64_t scale);

// The reference evaluator over the first `rows` of the facts, in the pay period of the workload. The contract declares
// the workload's facts; the program must have a graph and outlive the contender.
std::unique_ptr<Contender> make_reference(Program& program, std::vector<AskedFigure> figures, const FactColumns& facts,
                                          std::size_t rows);

}  // namespace mou::bench
