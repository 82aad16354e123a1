// The reference shows every kind of statement that the language has.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "dsl/syntax/parse.h"
#include "tests/docs/page.h"

namespace mou {

TEST(Reference, ShowsEveryStatement) {
  std::set<ast::StatementKind> shown;
  for (const PageBlock& block : blocks("mou")) {
    if (block.page != "docs/language.md") continue;
    Sources sources;
    ast::Ast tree;
    Diagnostics diagnostics;
    parse(sources, sources.add(block.place(), whole_file(block)), tree, diagnostics);
    for (const ast::Statement& statement : tree.statements) shown.insert(statement.kind);
  }
#define MOU_STATEMENT(kind, word) \
  EXPECT_TRUE(shown.contains(ast::StatementKind::kind)) << "no example with `" << (word) << "`";
#include "dsl/syntax/statements.def"
}

}  // namespace mou
