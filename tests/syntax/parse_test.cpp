// Text to tree: what each construct becomes.
#include "dsl/syntax/parse.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/syntax/reading.h"

namespace mou {
namespace {

using ast::ExprKind;
using ast::StatementKind;

TEST(Parse, HeaderHasKindNameTitleAndProperties) {
  const Read read(R"(contract a_2020 "A, 2020-2022"
  parties "City", "Union"   covers unit is a
  term 2020-01-01 to 2022-12-31   approved 2020-02-03
  succeeds a_2018   document "a.txt"   uses city, more   rounding half up)");
  ASSERT_EQ(read.told(), "");
  const ast::Header& header = read.tree.files.front().header;
  EXPECT_EQ(header.kind.text, "contract");
  EXPECT_EQ(header.name.text, "a_2020");
  EXPECT_EQ(header.title->text, "A, 2020-2022");
  EXPECT_EQ(header.parties.size(), 2U);
  EXPECT_EQ(date_text(header.term->second), "2022-12-31");
  EXPECT_EQ(date_text(*header.approved), "2020-02-03");
  EXPECT_EQ(header.succeeds.text, "a_2018");
  EXPECT_EQ(header.document.text, "a.txt");
  EXPECT_EQ(header.uses.back().text, "more");
  EXPECT_EQ(header.rounding, Rounding::half_up);
  EXPECT_NE(header.covers, ast::no_expr);
}

TEST(Parse, StatementsStandInTheirClause) {
  const Read read(R"(city c
fact hired is a date
article 1 "One", page 1
clause 1-1 "First", page 1-2, from 2020-01-01 until 2020-12-31
  pay x = 5% of base_pay, rounded to the cent when a and not b
  raise y by 3
clause 1-2 "Second")");
  ASSERT_EQ(read.told(), "");
  ASSERT_EQ(read.tree.clauses.size(), 3U);
  EXPECT_TRUE(read.tree.clauses[0].article);
  EXPECT_EQ(read.tree.clauses[1].id, "1-1");
  EXPECT_EQ(read.tree.clauses[1].statements.size(), 2U);
  EXPECT_EQ(read.tree.statements[0].clause, ast::none);
  const ast::Statement& pay = read.tree.statements[3];
  EXPECT_EQ(pay.kind, StatementKind::pay);
  EXPECT_EQ(pay.clause, 1U);
  const ast::Expr& value = read.tree.expr(pay.rules.front().value);
  ASSERT_EQ(value.kind, ExprKind::rounded);
  EXPECT_EQ(value.word.text, "cent");
  EXPECT_EQ(read.tree.expr(value.children[0]).kind, ExprKind::percent_of);
  EXPECT_EQ(read.tree.expr(pay.rules.front().mods.when.front()).kind, ExprKind::all_of);
}

}  // namespace
}  // namespace mou
