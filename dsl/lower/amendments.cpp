// What amendments end of the clauses they amend.
#include "dsl/lower/lowering.h"

namespace mou {

NodeId Lowering::ending_applies(const Ending& ending, const Around& around) {
  std::vector<NodeId> conditions;
  for (const ast::Mods* mods : ending.mods) {
    for (const ast::ExprId when : mods->when) conditions.push_back(expr(when, around));
    for (const ast::ExprId unless : mods->unless) {
      conditions.push_back(truth(Op::negate, {expr(unless, around)}, around, at(unless).span));
    }
  }
  return truth(Op::all, std::move(conditions), around, tree_.statements[ending.by].span);
}

void Lowering::end_amended(Arm& arm, const ast::Statement& statement, const Around& around) {
  if (statement.clause == ast::none) return;
  for (const Ending& ending : endings_[statement.clause]) {
    const Date from = ending.from.value_or(first_date);
    if (arm.until && *arm.until < from) continue;
    if (!ending.conditional()) {
      arm.until = from - 1;
      continue;
    }
    const Span span = tree_.statements[ending.by].span;
    const NodeId met = ending_applies(ending, around);
    NodeId holds = truth(Op::negate, {met}, around, span);
    if (ending.from && (!arm.from || *arm.from < from)) {
      const NodeId day = constant(Value::of(from), {TypeKind::date, {}}, around, span);
      holds = truth(Op::any, {compare(Op::less, today(around, span), day, around, span), holds}, around, span);
    }
    arm.guard = arm.guard == no_node ? holds : truth(Op::all, {arm.guard, holds}, around, span);
  }
}

}  // namespace mou
