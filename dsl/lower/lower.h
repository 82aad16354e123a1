// A checked program becomes an evaluation graph: every rule an arm of its figure, every raise a version, every
// modifier a guard, every name an index.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "dsl/check/check.h"
#include "engine/graph/graph.h"

namespace mou {

// The text of a data file named by `from file`, looked up beside the file that names it.
using ReadTable = std::function<std::optional<std::string>(std::uint32_t source, const std::string& name)>;

// `checked` must be free of errors. Mistakes in data files are diagnostics.
Graph lower(const ast::Ast& tree, const Checked& checked, const ReadTable& read, Diagnostics& diagnostics);

}  // namespace mou
