#include "dsl/check/series.h"

#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;

void of_table(const Proof& proof, ast::StatementId id, const ast::Table& table, std::vector<Series>& all) {
  if (table.rows.empty()) return;
  for (std::size_t column = 0; column < table.rows.front().values.size(); ++column) {
    Series series;
    series.statement = id;
    for (const ast::TableRow& row : table.rows) {
      std::string& keys = series.rows.emplace_back();
      for (const ast::KeyCell& cell : row.keys) {
        for (const char c : proof.sources.slice(cell.span)) {
          if (c != ' ') keys += c;
        }
        keys += '|';
      }
      const ExprId value = column < row.values.size() ? row.values[column] : ast::no_expr;
      const bool number = value != ast::no_expr && proof.expr(value).kind == ast::ExprKind::quantity;
      series.cells.push_back(number ? value : ast::no_expr);
    }
    all.push_back(std::move(series));
  }
}

}  // namespace

std::vector<Series> series_of(const Proof& proof, const ast::File& file) {
  std::vector<Series> all;
  for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
    for (const ast::Rule& rule : proof.statement(id).rules) {
      walk(proof.tree, rule.value, [&](ExprId, const ast::Expr& e) {
        if (e.kind == ast::ExprKind::table) of_table(proof, id, proof.tree.tables[e.table], all);
      });
    }
  }
  return all;
}

}  // namespace mou
