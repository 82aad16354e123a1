// Gathers what the files of a program declare: first every name, then what the names say of one another (types, clocks,
// keys), so that the order of statements means nothing.
#pragma once

#include "dsl/check/declarations.h"

namespace mou {

Declarations declare(const ast::Ast& tree, Diagnostics& diagnostics);

// The type that "in hours from 0 to 24", "is a date" and the like say; unknown when nothing is written.
CheckedType declared_type(const ast::Ast& tree, const ast::TypeText& text, const Measures& measures,
                          Diagnostics& diagnostics);

// "clock pay period every 14 days from ... paid on ..."
ClockInfo declared_clock(const ast::Ast& tree, ast::StatementId id, Diagnostics& diagnostics);

// "clause 7.2-1", "the header" for what stands before the first clause.
std::string clause_words(const ast::Ast& tree, ast::StatementId id);

}  // namespace mou
