// Text to syntax tree.
#pragma once

#include <cstddef>
#include <cstdint>

#include "dsl/syntax/ast.h"
#include "engine/text/diagnostic.h"

namespace mou {

// Appends the file `source` of `sources` to `tree`. Every statement that can be read is; each mistake gives a
// diagnostic with its place and reading goes on at the next statement. Nesting is bounded (M0102), as is time: linear
// in the text.
void parse(const Sources& sources, std::uint32_t source, ast::Ast& tree, Diagnostics& diagnostics);
// Room for what so many bytes of contracts hold, so that the tree does not grow by copying.
void reserve_for(ast::Ast& tree, std::size_t bytes);
// Only the header: which files must be read before this one. Without a readable header, an empty one.
ast::Header parse_header(const Sources& sources, std::uint32_t source);

}  // namespace mou
