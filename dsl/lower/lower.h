// A checked program becomes an evaluation graph: every rule an arm of its figure, every raise a version, every
// modifier a guard, every name an index.
#pragma once

#include "dsl/check/check.h"
#include "dsl/check/data_file.h"
#include "engine/graph/graph.h"

namespace mou {

// Whether the numbers of the graph get bounds (engine/graph/bounds.h): plans need them, examples and traces do not.
enum class NumberBounds { computed, left_out };

// `checked` must be free of errors. Mistakes in data files are diagnostics.
Graph lower(const ast::Ast& tree, const Checked& checked, const ReadTable& read, Diagnostics& diagnostics,
            NumberBounds bounds = NumberBounds::computed);

}  // namespace mou
