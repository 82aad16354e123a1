#include "dsl/check/mods_around.h"

#include "dsl/check/constant.h"

namespace mou {

ModsAround mods_around(const ast::Ast& tree, const ast::Statement& statement, const ast::Mods& own) {
  ModsAround all;
  all.add(own);
  if (&own != &statement.mods) all.add(statement.mods);
  if (statement.clause == ast::none) return all;
  all.add(tree.statement(tree.clauses[statement.clause].heading).mods);
  if (tree.clauses[statement.clause].article) return all;
  const ast::File& file = file_of(tree, statement.span);
  for (ast::ClauseId clause = statement.clause; clause > file.first_clause;) {
    --clause;
    if (!tree.clauses[clause].article) continue;
    all.add(tree.statement(tree.clauses[clause].heading).mods);
    break;
  }
  return all;
}

}  // namespace mou
