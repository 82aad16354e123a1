// The tree as text for people: one line per clause, statement, rule and table row. Two trees that differ in anything
// but places have different dumps.
#pragma once

#include <string>

#include "dsl/syntax/ast.h"

namespace mou {

// The whole tree, or the file of one source.
std::string dump(const ast::Ast& tree);
std::string dump_file(const ast::Ast& tree, const ast::File& file);
// One expression: "(rounded (percent_of 5% base_pay) cent)".
std::string dump_expression(const ast::Ast& tree, ast::ExprId id);

}  // namespace mou
