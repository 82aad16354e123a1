#include "dsl/check/used_numbers.h"

#include <algorithm>

#include "dsl/check/numbers_in_words.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;

class Used {
 public:
  explicit Used(const Proof& proof) : proof_(proof) {}

  void statement(const ast::Statement& s) {
    for (const ast::Rule& rule : s.rules) {
      expr(rule.value);
      mods(rule.mods);
    }
    mods(s.mods);
    for (const ExprId id : {s.condition, s.start, s.paid, s.head.starting, s.head.default_value, s.head.type.low,
                            s.head.type.high, s.head.type.step}) {
      expr(id);
    }
    for (const ast::Assignment& a : s.assignments) {
      for (const ExprId id : {a.value, a.from, a.on}) expr(id);
    }
  }

  void mods(const ast::Mods& mods) {
    for (const ExprId id : exprs_of(mods)) expr(id);
  }

  void expr(ExprId id) {
    walk(proof_.tree, id, [&](ExprId, const ast::Expr& e) {
      used_.insert(e.number);
      if (e.kind == ast::ExprKind::date) {
        const YearMonthDay day = civil(e.date);
        used_.insert(Rational(day.year));
        used_.insert(Rational(static_cast<std::int64_t>(day.day)));
      }
      if (e.kind == ast::ExprKind::time) used_.insert(Rational(e.time / 60 > 12 ? e.time / 60 - 12 : e.time / 60));
      for (const NumberInWords& in : numbers_in(e.text)) used_.insert(in.number);
      if (e.kind != ast::ExprKind::table) return;
      for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
        for (const ast::KeyCell& cell : row.keys) {
          if (cell.low) used_.insert(*cell.low);
          if (cell.high) used_.insert(*cell.high);
        }
      }
    });
  }

  std::set<Rational> take() { return std::move(used_); }

 private:
  const Proof& proof_;
  std::set<Rational> used_;
};

}  // namespace

bool computes(const Proof& proof, const ast::Clause& clause) {
  return std::any_of(clause.statements.begin(), clause.statements.end(),
                     [&](ast::StatementId each) { return !proof.statement(each).rules.empty(); });
}

std::set<Rational> numbers_used(const Proof& proof, const ast::Clause& clause) {
  Used used(proof);
  used.mods(proof.statement(clause.heading).mods);
  for (const ast::StatementId each : clause.statements) used.statement(proof.statement(each));
  return used.take();
}

}  // namespace mou
