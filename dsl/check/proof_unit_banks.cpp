// A bank of the unit is nobody's: what it starts at is said, its lines speak of the rows of employees or of no
// employee, and nothing of it goes to one of them.
#include <fmt/format.h>

#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

// Finds the name by which an expression depends on an employee.
class OfAnEmployee {
 public:
  explicit OfAnEmployee(const Proof& proof) : proof_(proof), seen_(proof.names().figures.size(), 0) {}

  // Empty where it depends on none.
  std::string in(ExprId id) {
    if (id == no_expr) return {};
    const ast::Expr& e = proof_.expr(id);
    if (e.kind == ExprKind::name) return in_name(id);
    if (e.kind == ExprKind::total || e.kind == ExprKind::count) {
      const std::string& rows = proof_.expr(e.children.back()).word.text;
      const Symbol* over = proof_.names().find(rows);
      if (over == nullptr && rows == "employee") return {};
      const bool event = over != nullptr && over->kind == SymbolKind::event;
      if (event && !proof_.names().events[proof_.names().events[over->index].table].of_the_city) return rows;
    }
    std::string found;
    for (const ExprId child : e.children) found = found.empty() ? in(child) : found;
    if (e.kind != ExprKind::table) return found;
    for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
      for (const ExprId value : row.values) found = found.empty() ? in(value) : found;
    }
    return found;
  }

  std::string in_rule(const ast::Statement& s, const ast::Rule& rule) {
    std::string found = in(rule.value);
    for (const ast::Mods* mods : mods_around(proof_.tree, s, rule.mods)) {
      for (const ExprId id : exprs_of(*mods)) found = found.empty() ? in(id) : found;
    }
    return found;
  }

 private:
  std::string in_name(ExprId id) {
    const Resolution& meant = proof_.checked.resolutions[id];
    const Declarations& names = proof_.names();
    if (meant.meaning == Meaning::fact) return names.roster[meant.index].name;
    if (meant.meaning == Meaning::employee) return "employee";
    if (meant.meaning == Meaning::bank && !names.banks[meant.index].of_the_unit) return names.banks[meant.index].name;
    if (meant.meaning != Meaning::figure || seen_[meant.index] != 0) return {};
    seen_[meant.index] = 1;
    const FigureInfo& figure = names.figures[meant.index];
    bool of_one = figure.total_of.has_value();
    for (const KeyRef& key : figure.keys)
      of_one = of_one || (key.kind != SymbolKind::key && proof_.expr(id).children.empty());
    for (const RuleRef& ref : figure.rules) {
      const ast::Statement& s = proof_.statement(ref.statement);
      of_one = of_one || !in_rule(s, s.rules[ref.rule]).empty();
    }
    return of_one ? figure.name : "";
  }

  const Proof& proof_;
  std::vector<char> seen_;
};

bool is_event(const Proof& proof, const std::string& name) {
  const Symbol* symbol = proof.names().find(name);
  return symbol != nullptr && symbol->kind == SymbolKind::event;
}

void prove_line(const Proof& proof, const BankInfo& bank, const ast::Statement& s) {
  const bool leaves = s.flow == ast::FlowKind::moves || s.flow == ast::FlowKind::cashes ||
                      (s.flow == ast::FlowKind::holds && s.fate != ast::Fate::lost);
  if (leaves) {
    Diagnostic& said = proof.diagnostics.add(
        Code::wrong_kind, s.name.span,
        fmt::format("`{}` is a bank of the unit, and nobody in particular gets what leaves it", bank.name));
    said.help = "who draws on it writes a row: `uses V each EVENT`; what the employee gets for the row is another rule";
    return;
  }
  if (is_event(proof, s.head.clock.text)) return;
  const std::string whose = OfAnEmployee(proof).in_rule(s, s.rules.front());
  if (whose.empty()) return;
  Diagnostic& said =
      proof.diagnostics.add(Code::wrong_kind, s.name.span,
                            fmt::format("`{}` is a bank of the unit, and `{}` is of an employee", bank.name, whose));
  said.help = "let the line speak of rows, `each EVENT`, or total over employees: `(total of X over employee)`";
}

}  // namespace

void prove_unit_banks(const Proof& proof) {
  for (const BankInfo& bank : proof.names().banks) {
    if (!bank.of_the_unit) continue;
    const ast::Statement& declared = proof.statement(bank.declared);
    if (bank.starting == no_expr) {
      Diagnostic& said =
          proof.diagnostics.add(Code::wrong_kind, declared.name.span,
                                fmt::format("what the bank `{}` of the unit starts at is not said", bank.name));
      said.help = "write it, `starting at 0 hours`: the balances of the facts are those of employees";
    }
    for (const ast::StatementId line : bank.lines) prove_line(proof, bank, proof.statement(line));
  }
}

}  // namespace mou
