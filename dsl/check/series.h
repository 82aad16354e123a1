// Columns of numbers that stand under one another in the tables of a program.
#pragma once

#include <string>
#include <vector>

#include "dsl/check/proofs.h"

namespace mou {

struct Series {
  ast::StatementId statement = ast::none;
  // What names each row: two series with the same rows can be set side by side.
  std::vector<std::string> rows;
  // One for each row: a number with its unit; no_expr where a cell is none.
  std::vector<ast::ExprId> cells;
};

// The columns of all tables in rules of the file, in order.
std::vector<Series> series_of(const Proof& proof, const ast::File& file);

}  // namespace mou
