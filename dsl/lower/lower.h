// A checked program becomes an evaluation graph: every rule an arm of its figure, every raise a version, every
// modifier a guard, every name an index.
#pragma once

#include "dsl/check/check.h"
#include "dsl/check/data_file.h"
#include "engine/graph/graph.h"

namespace mou {

// `checked` must be free of errors. Mistakes in data files are diagnostics.
Graph lower(const ast::Ast& tree, const Checked& checked, const ReadTable& read, Diagnostics& diagnostics);

}  // namespace mou
