// States: a previous value needs an opening, grows no digits, and cannot be asked for another date.
#include <fmt/format.h>

#include <functional>

#include "dsl/check/constant.h"
#include "dsl/check/declare.h"
#include "dsl/check/reads.h"
#include "dsl/check/steps.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

class States {
 public:
  explicit States(const Proof& proof) : proof_(proof), steps_(proof) {}

  void run() {
    for (std::uint32_t i = 0; i < proof_.names().figures.size(); ++i) {
      opening(i);
      for (const RuleRef& ref : proof_.names().figures[i].rules) {
        const ExprId value = proof_.statement(ref.statement).rules[ref.rule].value;
        grows(value, false, [&](ExprId id) { return is_previous(id, i); });
      }
    }
    for (std::uint32_t i = 0; i < proof_.names().banks.size(); ++i) {
      for (const ast::StatementId line : proof_.names().banks[i].lines) {
        for (const ast::Rule& rule : proof_.statement(line).rules) {
          grows(rule.value, false, [&](ExprId id) { return is_balance(id, i); });
        }
      }
    }
    histories();
  }

 private:
  bool is_previous(ExprId id, std::uint32_t figure) const {
    const ast::Expr& e = proof_.expr(id);
    if (e.kind != ExprKind::previous) return false;
    const Resolution& meant = proof_.checked.resolutions[e.children[0]];
    return meant.meaning == Meaning::figure && meant.index == figure;
  }

  bool is_balance(ExprId id, std::uint32_t bank) const {
    const Resolution& meant = proof_.checked.resolutions[id];
    return meant.meaning == Meaning::bank && meant.index == bank;
  }

  ExprId find(ExprId root, const std::function<bool(ExprId)>& is) const {
    ExprId found = no_expr;
    walk(proof_.tree, root, [&](ExprId id, const ast::Expr&) {
      if (found == no_expr && is(id)) found = id;
    });
    return found;
  }

  // Every rule goes on from the previous value: there is no first one.
  void opening(std::uint32_t index) {
    const FigureInfo& figure = proof_.names().figures[index];
    if (figure.starting != no_expr || figure.rules.empty()) return;
    ExprId first = no_expr;
    for (const RuleRef& ref : figure.rules) {
      const ExprId found = find(proof_.statement(ref.statement).rules[ref.rule].value,
                                [&](ExprId id) { return is_previous(id, index); });
      if (found == no_expr) return;
      if (first == no_expr) first = found;
    }
    Diagnostic& said = proof_.diagnostics.add(
        Code::no_opening, proof_.expr(first).span,
        fmt::format("every rule of `{}` goes on from the one before, and nothing says the first", figure.name));
    said.notes.push_back(
        {proof_.statement(figure.declared).name.span, fmt::format("`{}` is declared here", figure.name)});
    said.help = "declare what it starts at, `starting at 0 hours`, or give a rule for the first dates";
  }

  // A state under a product or a quotient that no rounding in the same rule contains.
  void grows(ExprId id, bool rounded, const std::function<bool(ExprId)>& is_state) {
    if (id == no_expr || rounded) return;
    const ast::Expr& e = proof_.expr(id);
    const bool product = e.kind == ExprKind::multiply || e.kind == ExprKind::divide || e.kind == ExprKind::percent_of;
    if (product && proof_.checked.types[id].unknown) return;
    if (product && !keeps_digits(e, is_state)) {
      const ExprId state = find(id, is_state);
      if (state != no_expr) {
        say_grows(id, state);
        return;
      }
    }
    for (const ExprId child : e.children) grows(child, e.kind == ExprKind::rounded, is_state);
    if (e.kind != ExprKind::table) return;
    for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
      for (const ExprId value : row.values) grows(value, false, is_state);
    }
  }

  // Whole multiples add no digits.
  bool keeps_digits(const ast::Expr& e, const std::function<bool(ExprId)>& is_state) {
    const bool left = find(e.children[0], is_state) != no_expr;
    const ExprId other = e.children[left ? 1 : 0];
    if (e.kind == ExprKind::divide) {
      const std::optional<Rational> by = constant_number(proof_.tree, other);
      return by && (*by == Rational(1) || *by == Rational(-1));
    }
    const std::optional<Rational> step = steps_.of(other);
    return step && step->is_whole();
  }

  void say_grows(ExprId id, ExprId state) {
    const Span at = proof_.expr(id).span;
    Diagnostic& said = proof_.diagnostics.add(
        Code::growing_state, at,
        fmt::format("`{}` is multiplied or divided each time, and never rounded: it gets ever more decimals",
                    proof_.sources.slice(proof_.expr(state).span)));
    said.help =
        "round in this rule, as the contract does, for example `, rounded to the cent` or `, rounded to 0.01 hours`";
  }

  // `as of` reaches figures that need only the day.
  void histories() {
    const Reads reads = reads_of(proof_);
    for (ExprId id = 0; id < proof_.tree.exprs.size(); ++id) {
      const ast::Expr& e = proof_.expr(id);
      if (e.kind != ExprKind::as_of) continue;
      const Resolution& meant = proof_.checked.resolutions[e.children[0]];
      std::string why;
      if (meant.meaning == Meaning::bank) why = "is a bank";
      if (meant.meaning == Meaning::figure) why = history_of(reads, meant.index);
      if (why.empty()) continue;
      Diagnostic& said =
          proof_.diagnostics.add(Code::as_of_history, e.span,
                                 fmt::format("`as of` asks for another date, and `{}` {}",
                                             proof_.sources.slice(proof_.expr(e.children[0]).span), why));
      said.help = "take it from a figure with a clock, by `previous` or by a total in that window";
    }
  }

  // Why a figure has a history, with all that it reads; empty when it has none.
  std::string history_of(const Reads& reads, std::uint32_t figure) {
    std::vector<char> seen(reads.figures.size(), 0);
    std::vector<std::uint32_t> open = {figure};
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      if (seen[at] != 0) continue;
      seen[at] = 1;
      const std::string& name = proof_.names().figures[at].name;
      for (const Read& read : reads.figures[at]) {
        if (read.bank) return fmt::format("reads the bank `{}`", proof_.names().banks[read.index].name);
        if (read.earlier) return fmt::format("goes back to earlier ticks in `{}`", name);
        open.push_back(read.index);
      }
      if (folds_events(at)) return fmt::format("counts events in `{}`", name);
    }
    return {};
  }

  bool folds_events(std::uint32_t figure) const {
    bool folds = false;
    for (const RuleRef& ref : proof_.names().figures[figure].rules) {
      const ast::Rule& rule = proof_.statement(ref.statement).rules[ref.rule];
      const auto look = [&](ExprId, const ast::Expr& e) {
        if (e.kind != ExprKind::rows) return;
        const Symbol* over = proof_.names().find(e.word.text);
        folds = folds || (over != nullptr && over->kind == SymbolKind::event);
      };
      walk(proof_.tree, rule.value, look);
      for (const ExprId each : rule.mods.when) walk(proof_.tree, each, look);
    }
    return folds;
  }

  const Proof& proof_;
  Steps steps_;
};

}  // namespace

void prove_state(const Proof& proof) {
  States(proof).run();
}

}  // namespace mou
