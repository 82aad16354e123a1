// The dates from and to which a rule holds, with what its clause and article add, and ways over the tree that several
// proofs take.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/check/constant.h"
#include "dsl/check/mods_around.h"
#include "dsl/check/proofs.h"

namespace mou {

struct DateWindow {
  // Nothing: without beginning, without end.
  std::optional<Date> from;
  std::optional<Date> until;
  // Written out: not only the contract's own beginning.
  bool written = false;
  // Some date is not a constant.
  bool unknown = false;

  bool empty() const { return from && until && *until < *from; }
};

// From the latest beginning to the earliest end; without a beginning the start of the contract's term, or the day the
// amendment is approved.
DateWindow window_of(const Proof& proof, const ast::Statement& statement, const ast::Mods& own);
// The same, ended where an amendment ends the clause for everybody.
DateWindow live_window(const Proof& proof, const ast::Statement& statement, const ast::Mods& own);
DateWindow overlap(const DateWindow& a, const DateWindow& b);

// Visits an expression and all below it, the cells of tables too, parents first.
template <typename Visit>
void walk(const ast::Ast& tree, ast::ExprId id, Visit&& visit) {
  if (id == ast::no_expr) return;
  const ast::Expr& e = tree.expr(id);
  visit(id, e);
  for (const ast::ExprId child : e.children) walk(tree, child, visit);
  if (e.kind != ast::ExprKind::table) return;
  for (const ast::TableRow& row : tree.tables[e.table].rows) {
    for (const ast::ExprId value : row.values) walk(tree, value, visit);
  }
}

// The expressions of a modifier list: conditions, dates, moments.
std::vector<ast::ExprId> exprs_of(const ast::Mods& mods);

// Whether a and b are the same words with the same meaning, parentheses aside.
std::string canonical(const Proof& proof, ast::ExprId id);

// The same with every number left out, those of the cells of tables too: what like rules have in common. `numbers` are
// the numbers left out, in order.
std::string shape_of(const Proof& proof, ast::ExprId id, std::vector<ast::ExprId>& numbers);

// "10.4-1": the number of the clause a statement stands in; empty before the first.
std::string clause_id(const Proof& proof, ast::StatementId id);

}  // namespace mou
