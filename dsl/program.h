// From the path of a contract to its graph: reads the contract, the files it uses and those it succeeds, parses, checks
// and lowers them. The one door into the language for the commands.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/lower/lower.h"
#include "dsl/syntax/ast.h"
#include "engine/graph/graph.h"
#include "engine/text/diagnostic.h"

namespace mou {

// The text of a file, or nothing when it cannot be read. The only way a program touches files.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

struct Program {
  Sources sources;
  // Files of the chain: what is used first, predecessors before successors, the contract asked for last.
  ast::Ast tree;
  Diagnostics diagnostics;
  Checked checked;
  // Nothing when there are errors.
  std::optional<Graph> graph;
};

// `uses NAME`, `succeeds NAME` and `amends NAME` are looked for as NAME.mou beside the file that says so, then in the
// folders above it (at most four). A predecessor that is not there is a warning: its years have no rules.
// Contracts approved after `as_known_on` are left out and their predecessors go on.
// `with`: files to take in after the contract, amendments, proposals and assumptions.
Program compile(const std::string& path, std::optional<Date> as_known_on, const ReadFile& read,
                const std::vector<std::string>& with = {}, NumberBounds bounds = NumberBounds::computed);

}  // namespace mou
