// The canonical text of a file: comments at their places, statements indented by two blanks, a blank line before every
// clause, tables in columns, commas where they help.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dsl/syntax/ast.h"
#include "engine/text/diagnostic.h"

namespace mou {

// The text of the file of `tree` that was read from `source`. Nothing when that file is not whole (its mistakes have
// been told by parse), or when the text, read again, does not give the same tree; that is told.
std::optional<std::string> format(const Sources& sources, std::uint32_t source, const ast::Ast& tree,
                                  Diagnostics& diagnostics);

}  // namespace mou
