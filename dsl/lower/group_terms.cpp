// Terms that speak of several at once: `only one of`, requirements and orders.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/constant.h"
#include "dsl/check/windows.h"
#include "dsl/lower/lowering.h"

namespace mou {

namespace {

bool totals_employees(const ast::Ast& tree, ast::ExprId condition) {
  bool found = false;
  walk(tree, condition, [&](ast::ExprId, const ast::Expr& e) {
    found = found || (e.kind == ast::ExprKind::rows && e.word.text == "employee");
  });
  return found;
}

}  // namespace

// The same figure before `only one of` chooses: what is compared.
FigureId Lowering::alone(FigureId id) {
  const auto known = alone_.find(id);
  if (known != alone_.end()) return known->second;
  Figure figure = graph_.figures[id];
  figure.name += ", taken alone";
  figure.title += ", taken alone";
  figure.kind = FigureKind::figure;
  figure.internal = true;
  figure.alone_of = id;
  figure.root = figure.starting = no_node;
  const auto made = static_cast<FigureId>(graph_.figures.size());
  graph_.figures.push_back(std::move(figure));
  alone_.emplace(id, made);
  return made;
}

// A rule that makes the figure 0 where another of the list is chosen; the figure's own rules give way to it. Of equal
// ones the first named is chosen.
void Lowering::apply_only_one(FigureId id, std::vector<Arm>& arms, const Around& outer, Span span) {
  const std::vector<ast::StatementId>& statements = names().figures[id].only_one;
  if (statements.empty()) return;
  const FigureId own = alone(id);
  const Type type = graph_.figures[id].type;
  graph_.figures[own].root = choose(arms, type, outer, span);
  const bool zero_alone = graph_.figures[id].nothing_is_zero;
  std::vector<Arm> masks;
  std::vector<ast::StatementId> mask_statements;
  for (const ast::StatementId statement_id : statements) {
    const ast::Statement& statement = tree_.statements[statement_id];
    Around around = outer;
    around.clause = clause_index(statement);
    const Span at = statement.span;
    const auto read = [&](FigureId figure) { return figure_ref(alone(figure), {}, around, at); };
    const auto recorded = [&](FigureId figure) {
      Node node;
      node.kind = NodeKind::presence;
      node.op = Op::recorded;
      node.type.kind = TypeKind::truth;
      node.children = {read(figure)};
      node.clause = around.clause;
      node.span = at;
      return add(std::move(node));
    };
    const NodeId zero = constant(Value::of(Rational(0)), type, around, at);
    std::vector<NodeId> beaten;
    bool before = true;
    for (const ast::Word& word : statement.names) {
      const Symbol* symbol = names().find(word.text);
      if (symbol->index == id) {
        before = false;
        continue;
      }
      std::vector<NodeId> wins;
      if (!zero_alone) wins.push_back(recorded(symbol->index));
      if (statement.word.text == "first") {
        if (before) wins.push_back(compare(Op::not_equal, read(symbol->index), zero, around, at));
      } else {
        wins.push_back(compare(before ? Op::more_equal : Op::more, read(symbol->index), read(id), around, at));
      }
      const bool never = statement.word.text == "first" && !before;
      if (!never) beaten.push_back(truth(Op::all, std::move(wins), around, at));
    }
    if (beaten.empty()) continue;
    std::vector<NodeId> conditions;
    if (const NodeId guard = guard_of(statement, statement.mods, around); guard != no_node) conditions.push_back(guard);
    if (!zero_alone) conditions.push_back(recorded(id));
    conditions.push_back(compare(Op::not_equal, read(id), zero, around, at));
    conditions.push_back(truth(Op::any, std::move(beaten), around, at));
    Arm mask;
    mask.from = start_of(statement, statement.mods);
    mask.until = end_of(statement, statement.mods);
    mask.guard = truth(Op::all, std::move(conditions), around, at);
    mask.value = zero;
    mask.group = statement_id;
    mask.clause = around.clause;
    mask.span = at;
    end_amended(mask, statement, around);
    masks.push_back(std::move(mask));
    mask_statements.push_back(statement_id);
  }
  end_predecessors(masks, mask_statements, FigureKind::requirement);
  const auto own_rules = static_cast<std::uint32_t>(arms.size());
  for (std::uint32_t i = 0; i < masks.size(); ++i) {
    for (std::uint32_t arm = 0; arm < arms.size(); ++arm) arms[arm].yields_to.push_back(own_rules + i);
    arms.push_back(std::move(masks[i]));
  }
}

// Several of one clause are numbered.
std::string Lowering::requirement_name(const ast::Statement& statement) const {
  const std::string clause = statement.clause == ast::none ? "" : tree_.clauses[statement.clause].id;
  const std::string name = fmt::format("requirement of clause {}", clause);
  const auto same = std::count_if(graph_.figures.begin(), graph_.figures.end(), [&](const Figure& figure) {
    return figure.kind == FigureKind::requirement && figure.clause == clause_index(statement);
  });
  return same == 0 ? name : fmt::format("{} ({})", name, same + 1);
}

void Lowering::lower_requirement(ast::StatementId id) {
  const ast::Statement& statement = tree_.statements[id];
  const ast::Rule& rule = statement.rules.front();
  Around around;
  around.clause = clause_index(statement);
  Figure figure;
  figure.kind = FigureKind::requirement;
  figure.name = requirement_name(statement);
  figure.title = figure.name;
  figure.words = statement.text.text;
  figure.type.kind = TypeKind::truth;
  figure.clause = around.clause;
  figure.span = statement.span;
  KeyRef group;
  for (const ast::Word* word : {&statement.head.clock, &rule.mods.for_each}) {
    const Symbol* symbol = word->empty() ? nullptr : names().find(word->text);
    if (symbol == nullptr) continue;
    if (symbol->kind == SymbolKind::event) figure.event = symbol->index;
    if (word == &rule.mods.for_each && symbol->kind != SymbolKind::event) group = key_named(*symbol, word->text);
  }
  if (figure.event == no_id) {
    figure.clock = statement.head.clock.empty() ? graph_.pay_clock : find_clock(names(), statement.head.clock.text);
  }
  if (!group.name.empty()) {
    figure.keys.push_back(declared_key(group));
    figure.keys.back().own = key_value(group, around, statement.span);
  }
  around.clock = figure.clock;
  around.event = figure.event;
  around.figure = static_cast<FigureId>(graph_.figures.size());
  if (!group.name.empty() && group.kind != SymbolKind::key && totals_employees(tree_, rule.value))
    around.group = &group;
  graph_.figures.push_back(std::move(figure));
  std::vector<Arm> arms = {rule_arm(statement, rule, around, id)};
  end_predecessors(arms, {id}, FigureKind::requirement);
  end_amended(arms.front(), statement, around);
  const NodeId root = choose(arms, {TypeKind::truth, {}}, around, statement.span);
  graph_.figures[around.figure].root = root;
}

void Lowering::lower_order(ast::StatementId id) {
  const ast::Statement& statement = tree_.statements[id];
  Around around;
  around.clause = clause_index(statement);
  Ranking ranking;
  ranking.name = statement.name.text;
  ranking.title = statement.title ? statement.title->text : statement.name.text;
  ranking.clause = around.clause;
  ranking.span = statement.span;
  const Symbol* rows = names().find(statement.target.text);
  if (rows != nullptr && rows->kind == SymbolKind::event) ranking.event = around.event = rows->index;
  Arm held;
  held.from = start_of(statement, statement.mods);
  held.until = end_of(statement, statement.mods);
  held.guard = guard_of(statement, statement.mods, around);
  std::vector<Arm> arms = {held};
  end_predecessors(arms, {id}, FigureKind::requirement);
  end_amended(arms.front(), statement, around);
  ranking.from = arms.front().from;
  ranking.until = arms.front().until;
  ranking.where = arms.front().guard;
  if (statement.condition != ast::no_expr) {
    const NodeId where = expr(statement.condition, around);
    ranking.where = ranking.where == no_node ? where : truth(Op::all, {ranking.where, where}, around, statement.span);
  }
  if (!statement.mods.for_each.empty()) {
    const Symbol* key = names().find(statement.mods.for_each.text);
    ranking.for_each = key_value(key_named(*key, statement.mods.for_each.text), around, statement.span);
  }
  for (const ast::SortKey& key : statement.sort_keys) {
    const bool descending = key.direction.text == "latest" || key.direction.text == "highest";
    ranking.by.push_back({expr(key.value, around), descending});
  }
  graph_.rankings.push_back(std::move(ranking));
}

KeyRef Lowering::key_named(const Symbol& symbol, const std::string& name) const {
  KeyRef key{name, symbol.kind, symbol.index, {}};
  if (symbol.kind == SymbolKind::roster_fact) key.type = names().roster[symbol.index].type;
  if (symbol.kind == SymbolKind::figure) key.type = names().figures[symbol.index].type;
  if (symbol.kind == SymbolKind::key) key.type = names().keys[symbol.index].type;
  return key;
}

}  // namespace mou
