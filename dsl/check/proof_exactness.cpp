// Where a fraction of a cent survives to an amount that is paid.
#include <fmt/format.h>

#include "dsl/check/declare.h"
#include "dsl/check/steps.h"

namespace mou {

namespace {

bool may_pay(const Proof& proof, const ast::Rule& rule) {
  if (rule.value == ast::no_expr) return false;
  const CheckedType& type = proof.checked.types[rule.value];
  return !type.unknown && !type.nothing && type.type.kind == TypeKind::number;
}

}  // namespace

void prove_exactness(const Proof& proof) {
  Steps steps(proof);
  for (const FigureInfo& figure : proof.names().figures) {
    if (figure.kind != FigureKind::pay && figure.kind != FigureKind::deduct) continue;
    for (const RuleRef& ref : figure.rules) {
      const ast::Rule& rule = proof.statement(ref.statement).rules[ref.rule];
      if (!may_pay(proof, rule)) continue;
      const std::optional<Rational> step = steps.of_rule(rule);
      if (step && multiple(*step, Rational::ratio(1, 100))) continue;
      const Span at = proof.expr(rule.value).span;
      Diagnostic& said = proof.diagnostics.add(
          Code::fraction_survives, at,
          fmt::format("`{}` may come to a fraction of a cent, and no rule rounds it", figure.name));
      if (step) said.label = fmt::format("in steps of ${}", step->text());
      if (rule.mods.paid_on.empty()) {
        said.help = "say how it is rounded, as the contract does: `, rounded to the cent`";
        said.edits.push_back({Span{at.file, at.end, at.end}, ", rounded to the cent"});
      } else {
        said.help = "its equal parts are no whole cents: give the amount of each part, with a rounding";
      }
    }
  }
}

}  // namespace mou
