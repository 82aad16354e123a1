// Figures: every rule an arm; what ends it, and what takes its place.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/amending.h"
#include "dsl/check/constant.h"
#include "dsl/check/windows.h"
#include "dsl/lower/lowering.h"

namespace mou {

namespace {

std::optional<Date> later(std::optional<Date> a, std::optional<Date> b) {
  return !a ? b : !b ? a : std::max(*a, *b);
}
std::optional<Date> earlier(std::optional<Date> a, std::optional<Date> b) {
  return !a ? b : !b ? a : std::min(*a, *b);
}

}  // namespace

const ast::File& Lowering::file_of_statement(const ast::Statement& statement) const {
  return file_of(tree_, statement.span);
}

ClauseIndex Lowering::clause_index(const ast::Statement& statement) const {
  return statement.clause;
}

std::optional<Date> Lowering::start_of(const ast::Statement& statement, const ast::Mods& own) const {
  std::optional<Date> start;
  for (const ast::Mods* mods : mods_around(tree_, statement, own)) {
    if (mods->from != ast::no_expr) {
      start = later(start, constant_date(tree_, names(), file_of_statement(statement), mods->from));
    }
  }
  return start ? start : beginning_of(file_of_statement(statement));
}

std::optional<Date> Lowering::end_of(const ast::Statement& statement, const ast::Mods& own) const {
  std::optional<Date> end;
  for (const ast::Mods* mods : mods_around(tree_, statement, own)) {
    if (mods->until == ast::no_expr) {
      continue;
    }
    const ast::File& file = file_of_statement(statement);
    const bool period = at(mods->until).kind == ast::ExprKind::period;
    end = earlier(end, period ? constant_period_end(tree_, names(), file, mods->until)
                              : constant_date(tree_, names(), file, mods->until));
  }
  return end;
}

NodeId Lowering::guard_of(const ast::Statement& statement, const ast::Mods& own, const Around& around) {
  std::vector<NodeId> conditions;
  for (const ast::Mods* mods : mods_around(tree_, statement, own)) {
    for (const ast::ExprId when : mods->when) {
      conditions.push_back(expr(when, around));
    }
    for (const ast::ExprId unless : mods->unless) {
      conditions.push_back(truth(Op::negate, {expr(unless, around)}, around, at(unless).span));
    }
  }
  if (around.bank == no_id) {
    if (!own.on.empty()) {
      conditions.push_back(any_occurs(own.on, around, around.clock != no_id));
    }
    if (!own.paid_on.empty()) {
      conditions.push_back(any_occurs(own.paid_on, around, true));
    }
  }
  return conditions.empty() ? no_node : truth(Op::all, std::move(conditions), around, statement.span);
}

Arm Lowering::rule_arm(const ast::Statement& statement, const ast::Rule& rule, const Around& around,
                       std::uint32_t group) {
  Arm arm;
  arm.from = start_of(statement, rule.mods);
  arm.until = end_of(statement, rule.mods);
  arm.guard = guard_of(statement, rule.mods, around);
  arm.value =
      around.figure != no_id ? value(rule.value, graph_.figures[around.figure].type, around) : expr(rule.value, around);
  arm.otherwise = rule.mods.otherwise;
  arm.group = group;
  arm.clause = around.clause;
  arm.span = rule.span;
  if (!rule.mods.paid_on.empty()) {
    // A monthly amount in equal parts on the pay days that are named.
    Rational parts;
    for (const ast::ExprId moment : rule.mods.paid_on) {
      parts += at(moment).kind == ast::ExprKind::nth ? at(moment).number : Rational(1);
    }
    arm.value = arith(Op::multiply, arm.value, number(Rational(1) / parts, around, rule.span), around, rule.span);
    graph_.nodes[arm.value].type = {TypeKind::number, Unit::of(dollar_measure)};
  }
  return arm;
}

// The rules of a successor's statements end those of its predecessors and of what amended them, from the earliest of
// its own dates; pay lines and requirements of predecessors that it does not name end with its start. Amendments never
// expire by themselves.
void Lowering::end_predecessors(std::vector<Arm>& arms, const std::vector<ast::StatementId>& statements,
                                FigureKind kind) {
  for (std::uint32_t file = 0; file < tree_.files.size(); ++file) {
    const ast::File& successor = tree_.files[file];
    if (successor.header.kind.text != "contract" || successor.header.succeeds.empty() || !successor.header.term) {
      continue;
    }
    std::optional<Date> start;
    for (std::size_t i = 0; i < arms.size(); ++i) {
      if (&file_of_statement(tree_.statements[statements[i]]) == &successor) {
        start = earlier(start, arms[i].from);
      }
    }
    const bool named = start.has_value();
    if (!start && (kind == FigureKind::pay || kind == FigureKind::deduct || kind == FigureKind::requirement)) {
      start = successor.header.term->first;
    }
    for (std::size_t i = 0; start && i < arms.size(); ++i) {
      const ast::File& own = file_of_statement(tree_.statements[statements[i]]);
      const bool ends = own.header.kind.text == "contract" || (named && amends(own));
      if (ends && &own < &successor) arms[i].until = earlier(arms[i].until, *start - 1);
    }
  }
}

void Lowering::apply_instead(std::vector<Arm>& arms, const std::vector<ast::StatementId>& statements,
                             const std::vector<const ast::Rule*>& rules) {
  for (std::uint32_t i = 0; i < arms.size(); ++i) {
    for (const ast::Word& id : rules[i]->mods.instead_of) {
      for (std::uint32_t j = 0; j < arms.size(); ++j) {
        const ast::ClauseId clause = tree_.statements[statements[j]].clause;
        if (j != i && clause != ast::none && tree_.clauses[clause].id == id.text) {
          arms[j].yields_to.push_back(i);
        }
      }
    }
  }
}

NodeId Lowering::choose(const std::vector<Arm>& arms, const Type& type, const Around& around, Span span) {
  const auto begin = static_cast<std::uint32_t>(graph_.arms.size());
  for (Arm arm : arms) {
    for (std::uint32_t& other : arm.yields_to) {
      other += begin;
    }
    graph_.arms.push_back(std::move(arm));
  }
  Node node;
  node.kind = NodeKind::choose;
  node.index = begin;
  node.number = static_cast<std::int32_t>(arms.size());
  node.type = type;
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::sum_of_lines(FigureKind kind, FigureId into, const Around& around, Span span) {
  Node sum;
  sum.kind = NodeKind::among;
  sum.op = Op::total;
  sum.type = graph_.figures[into].type;
  sum.clause = around.clause;
  sum.span = span;
  for (FigureId line = 0; line < names().figures.size(); ++line) {
    if (graph_.figures[line].kind == kind) {
      sum.children.push_back(figure_ref(line, keys_of(names().figures[line].keys, {}, around, span), around, span));
    }
  }
  return sum.children.empty() ? constant(Value::of(Rational(0)), sum.type, around, span) : add(std::move(sum));
}

void Lowering::lower_figure(FigureId id) {
  const FigureInfo& info = names().figures[id];
  std::vector<Arm> arms;
  std::vector<ast::StatementId> statements;
  std::vector<const ast::Rule*> rules;
  Around around{id, graph_.figures[id].clock, graph_.figures[id].event, no_id, no_id, 0};
  for (const RuleRef& ref : info.rules) {
    const ast::Statement& statement = tree_.statements[ref.statement];
    around.clause = clause_index(statement);
    arms.push_back(rule_arm(statement, statement.rules[ref.rule], around, ref.statement));
    statements.push_back(ref.statement);
    rules.push_back(&statement.rules[ref.rule]);
  }
  around.clause = graph_.figures[id].clause;
  const Span span = graph_.figures[id].span;
  const bool gross = info.name == "gross_pay";
  if (arms.empty() && (gross || info.name == "deductions")) {
    Arm arm;
    arm.value = sum_of_lines(gross ? FigureKind::pay : FigureKind::deduct, id, around, span);
    arm.clause = around.clause;
    arm.span = span;
    arms.push_back(std::move(arm));
  } else {
    end_predecessors(arms, statements, info.kind);
    for (std::size_t i = 0; i < arms.size(); ++i) end_amended(arms[i], tree_.statements[statements[i]], around);
    apply_instead(arms, statements, rules);
    apply_changes(id, arms);
    apply_raises(id, arms);
  }
  if (info.starting != ast::no_expr) {
    graph_.figures[id].starting = value(info.starting, graph_.figures[id].type, around);
  }
  apply_only_one(id, arms, around, span);
  graph_.figures[id].root = choose(arms, graph_.figures[id].type, around, span);
}

}  // namespace mou
