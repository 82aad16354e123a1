#include "dsl/check/reads.h"

#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

class Collector {
 public:
  explicit Collector(const Proof& proof) : proof_(proof) {}

  Reads run() {
    for (const FigureInfo& figure : proof_.names().figures) out_.figures.push_back(of_figure(figure));
    for (const BankInfo& bank : proof_.names().banks) {
      found_.clear();
      for (const ast::StatementId line : bank.lines) of_statement(proof_.statement(line));
      out_.banks.push_back(found_);
    }
    return std::move(out_);
  }

 private:
  std::vector<Read> of_figure(const FigureInfo& figure) {
    found_.clear();
    for (const RuleRef& ref : figure.rules) {
      const ast::Statement& s = proof_.statement(ref.statement);
      of_rule(s, s.rules[ref.rule]);
    }
    for (const ast::StatementId version : figure.versions) of_statement(proof_.statement(version));
    for (const KeyRef& key : figure.keys) {
      if (key.kind == SymbolKind::figure) found_.push_back({no_expr, false, key.index, BankMeasure::balance, false});
    }
    if (figure.total_of) {
      for (std::uint32_t i = 0; i < proof_.names().figures.size(); ++i) {
        if (proof_.names().figures[i].kind != *figure.total_of) continue;
        found_.push_back({no_expr, false, i, BankMeasure::balance, false});
      }
    }
    return found_;
  }

  void of_statement(const ast::Statement& s) {
    for (const ast::Rule& rule : s.rules) of_rule(s, rule);
  }

  void of_rule(const ast::Statement& s, const ast::Rule& rule) {
    of_expr(rule.value, false);
    for (const ast::Mods* mods : mods_around(proof_.tree, s, rule.mods)) {
      for (const ExprId id : exprs_of(*mods)) of_expr(id, false);
    }
  }

  void of_expr(ExprId id, bool earlier) {
    if (id == no_expr) return;
    const ast::Expr& e = proof_.expr(id);
    if (e.kind == ExprKind::name) {
      const Resolution& meant = proof_.checked.resolutions[id];
      if (meant.meaning == Meaning::figure) found_.push_back({id, false, meant.index, BankMeasure::balance, earlier});
      if (meant.meaning == Meaning::bank) found_.push_back({id, true, meant.index, meant.measure, earlier});
      for (const ExprId child : e.children) of_expr(child, false);
      return;
    }
    bool inside = earlier || e.kind == ExprKind::previous;
    if (e.kind == ExprKind::total || e.kind == ExprKind::count) {
      const ast::Expr& rows = proof_.expr(e.children.back());
      inside = inside || rows.window == ast::Window::previous;
    }
    for (const ExprId child : e.children) of_expr(child, inside);
    if (e.kind != ExprKind::table) return;
    for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
      for (const ExprId value : row.values) of_expr(value, inside);
    }
  }

  const Proof& proof_;
  Reads out_;
  std::vector<Read> found_;
};

}  // namespace

Reads reads_of(const Proof& proof) {
  return Collector(proof).run();
}

}  // namespace mou
