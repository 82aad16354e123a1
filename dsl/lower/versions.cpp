// Raises, changes and assumptions: what becomes of a figure or of a fact of the roster from a day on. The newest dated
// statement starts (a rule, a roster row); what is dated later applies in the order of the days.
#include <algorithm>

#include "dsl/lower/lowering.h"

namespace mou {

using ast::StatementKind;

std::vector<Lowering::Version> Lowering::raises_of(const std::vector<ast::StatementId>& versions) const {
  std::vector<Version> raises;
  for (const ast::StatementId id : versions) {
    const ast::Statement& statement = tree_.statements[id];
    const ast::Mods& mods = statement.rules.empty() ? statement.mods : statement.rules.front().mods;
    const bool assumed = statement.kind == StatementKind::assume;
    const auto date =
        assumed ? std::optional<Date>(start_of(statement, mods).value_or(first_date)) : start_of(statement, mods);
    if (!date) continue;
    // What an amendment ends before its day never comes.
    bool comes = true;
    if (statement.clause != ast::none) {
      for (const Ending& ending : endings_[statement.clause]) {
        comes = comes && (ending.conditional() || *date < ending.from.value_or(first_date));
      }
    }
    if (comes) raises.push_back({*date, id});
  }
  std::stable_sort(raises.begin(), raises.end(), [](const Version& a, const Version& b) { return a.date < b.date; });
  return raises;
}

void Lowering::apply_changes(FigureId id, std::vector<Arm>& arms) {
  for (const ast::StatementId version : names().figures[id].versions) {
    const ast::Statement& change = tree_.statements[version];
    if (change.kind != StatementKind::change) continue;
    const Around around{id, graph_.figures[id].clock, graph_.figures[id].event, no_id, clause_index(change), 0};
    Arm arm = rule_arm(change, change.rules.front(), around, version);
    end_amended(arm, change, around);
    if (arm.until && arm.from && *arm.until < *arm.from) continue;
    for (Arm& before : arms) {
      if (arm.from && arm.guard == no_node && (!before.from || *before.from < *arm.from)) {
        before.until = before.until ? std::min(*before.until, *arm.from - 1) : *arm.from - 1;
      } else if (arm.guard != no_node) {
        before.yields_to.push_back(static_cast<std::uint32_t>(arms.size()));
      }
    }
    arms.push_back(std::move(arm));
  }
}

NodeId Lowering::where_it_holds(NodeId met, NodeId value, ast::StatementId id, std::vector<NodeId> more,
                                const Around& around) {
  const ast::Statement& statement = tree_.statements[id];
  const ast::Mods& mods = statement.rules.empty() ? statement.mods : statement.rules.front().mods;
  if (const NodeId guard = guard_of(statement, mods, around); guard != no_node) more.push_back(guard);
  if (statement.clause != ast::none) {
    for (const Ending& ending : endings_[statement.clause]) {
      const auto date = start_of(statement, mods);
      if (!ending.conditional() || (date && *date < ending.from.value_or(first_date))) continue;
      more.push_back(truth(Op::negate, {ending_applies(ending, around)}, around, statement.span));
    }
  }
  if (more.empty()) return met;
  Arm applies;
  applies.guard = truth(Op::all, std::move(more), around, statement.span);
  applies.value = met;
  applies.clause = around.clause;
  applies.span = statement.span;
  Arm other;
  other.otherwise = true;
  other.value = value;
  other.clause = around.clause;
  other.span = statement.span;
  return choose({applies, other}, graph_.nodes[value].type, around, statement.span);
}

NodeId Lowering::raised(NodeId value, ast::StatementId id, const Around& around) {
  const ast::Statement& raise = tree_.statements[id];
  ast::ExprId by = raise.rules.front().value;
  const ast::Expr* rounding = nullptr;
  if (at(by).kind == ast::ExprKind::rounded) {
    rounding = &at(by);
    by = rounding->children[0];
  }
  const bool multiplies =
      at(by).percent || (!graph_.figures[around.figure].type.unit.plain() && type_of(by).type.unit.plain());
  NodeId result = expr(by, around);
  if (multiplies) {
    const NodeId factor = arith(Op::add, number(Rational(1), around, raise.span), result, around, raise.span);
    graph_.nodes[factor].type = {};
    result = arith(Op::multiply, value, factor, around, raise.span);
  } else {
    result = arith(Op::add, value, result, around, raise.span);
  }
  if (rounding == nullptr) return result;
  const Type type = graph_.nodes[value].type;
  Node node;
  node.kind = NodeKind::round;
  node.rounding = rounding->word2->text == "up"     ? Rounding::up
                  : rounding->word2->text == "down" ? Rounding::down
                                                    : rounding_;
  node.type = type;
  node.children = {result, constant(Value::of(rounding_step(*rounding)), type, around, raise.span)};
  node.clause = around.clause;
  node.span = raise.span;
  return add(std::move(node));
}

// The raises among `raises`, dated on or before the day, that say `instead of` the clause of this one.
std::vector<ast::StatementId> Lowering::instead_of_raise(const Version& version, const std::vector<Version>& raises,
                                                         Date day) const {
  const ast::ClauseId clause = tree_.statements[version.statement].clause;
  std::vector<ast::StatementId> found;
  if (clause == ast::none) return found;
  for (const Version& other : raises) {
    if (other.date > day || other.statement == version.statement) continue;
    const ast::Statement& statement = tree_.statements[other.statement];
    if (statement.rules.empty()) continue;
    const std::vector<ast::Word>& ids = statement.rules.front().mods.instead_of;
    const auto meant = [&](const ast::Word& id) { return id.text == tree_.clauses[clause].id; };
    if (std::any_of(ids.begin(), ids.end(), meant)) found.push_back(other.statement);
  }
  return found;
}

void Lowering::apply_raises(FigureId id, std::vector<Arm>& arms) {
  std::vector<Version> raises = raises_of(names().figures[id].versions);
  std::erase_if(raises, [&](const Version& v) { return tree_.statements[v.statement].kind != StatementKind::raise; });
  const Figure& figure = graph_.figures[id];
  const Around outer{id, figure.clock, figure.event, no_id, no_id, 0};
  // The value after every raise up to a day that no other takes the place of.
  const auto value_on = [&](NodeId value, const std::vector<Version>& after, Date day) {
    for (const Version& version : after) {
      if (version.date > day) break;
      const ast::Statement& statement = tree_.statements[version.statement];
      Around around = outer;
      around.clause = clause_index(statement);
      std::vector<NodeId> unless;
      bool replaced = false;
      for (const ast::StatementId other : instead_of_raise(version, after, day)) {
        const NodeId guard = guard_of(tree_.statements[other], tree_.statements[other].rules.front().mods, around);
        replaced = replaced || guard == no_node;
        if (guard != no_node) unless.push_back(truth(Op::negate, {guard}, around, statement.span));
      }
      if (replaced) continue;
      value = where_it_holds(raised(value, version.statement, around), value, version.statement, unless, around);
    }
    return value;
  };
  for (Arm& arm : arms) {
    std::vector<Version> after;
    for (const Version& version : raises) {
      // A row dated on the day of a raise counts as raised.
      const bool before = arm.from && version.date <= *arm.from;
      if (!before && !(arm.until && *arm.until < version.date)) after.push_back(version);
    }
    std::vector<Arm> versions(1);
    versions[0].value = arm.value;
    versions[0].clause = arm.clause;
    versions[0].span = arm.span;
    for (const Version& version : after) {
      const ast::Statement& statement = tree_.statements[version.statement];
      Arm made;
      made.from = version.date;
      made.value = value_on(arm.value, after, version.date);
      made.clause = clause_index(statement);
      made.span = statement.span;
      versions.back().until = version.date - 1;
      versions.push_back(std::move(made));
    }
    if (versions.size() == 1) continue;
    Around around = outer;
    around.clause = arm.clause;
    arm.value = choose(versions, figure.type, around, arm.span);
  }
}

NodeId Lowering::roster_node(std::uint32_t fact, const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::roster;
  node.index = fact;
  node.type = names().roster[fact].type.type;
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::fact_value(std::uint32_t fact, const Around& around, Span span) {
  const FigureId figure = fact < fact_figures_.size() ? fact_figures_[fact] : no_id;
  if (figure == no_id) return roster_node(fact, around, span);
  return around.figure == figure ? fact_so_far_ : figure_ref(figure, {}, around, span);
}

void Lowering::declare_fact_figures() {
  fact_figures_.assign(names().roster.size(), no_id);
  for (std::uint32_t fact = 0; fact < names().roster.size(); ++fact) {
    const FactInfo& info = names().roster[fact];
    if (raises_of(info.versions).empty()) continue;
    Figure figure;
    figure.name = info.name;
    figure.title = info.title.empty() ? info.name : info.title;
    figure.type = info.type.type;
    figure.internal = true;
    figure.span = tree_.statements[info.declared].span;
    fact_figures_[fact] = static_cast<FigureId>(graph_.figures.size());
    graph_.figures.push_back(std::move(figure));
  }
}

void Lowering::lower_fact_figure(std::uint32_t fact) {
  const FigureId id = fact_figures_[fact];
  if (id == no_id) return;
  const Type type = graph_.figures[id].type;
  Around around;
  around.figure = id;
  const Span declared = graph_.figures[id].span;
  const NodeId recorded = roster_node(fact, around, declared);
  fact_so_far_ = recorded;
  for (const Version& version : raises_of(names().roster[fact].versions)) {
    const ast::Statement& statement = tree_.statements[version.statement];
    around.clause = clause_index(statement);
    const Span span = statement.span;
    const bool undated = version.date == first_date;
    Arm made;
    if (statement.kind == StatementKind::raise) {
      made.value = raised(fact_so_far_, version.statement, around);
    } else {
      made.value = value(
          statement.kind == StatementKind::assume ? statement.assignments.front().value : statement.rules.front().value,
          type, around);
    }
    // An assumption without a day fills in what is not recorded; all else comes after the rows dated before it.
    std::vector<NodeId> more;
    if (undated) {
      Node empty;
      empty.kind = NodeKind::presence;
      empty.op = Op::empty;
      empty.type.kind = TypeKind::truth;
      empty.children = {recorded};
      empty.clause = around.clause;
      empty.span = span;
      more.push_back(add(std::move(empty)));
    } else {
      Node since;
      since.kind = NodeKind::roster_since;
      since.type.kind = TypeKind::date;
      since.clause = around.clause;
      since.span = span;
      const NodeId day = constant(Value::of(version.date), {TypeKind::date, {}}, around, span);
      more.push_back(compare(Op::less, add(std::move(since)), day, around, span));
      made.from = version.date;
    }
    made.value = where_it_holds(made.value, fact_so_far_, version.statement, std::move(more), around);
    made.clause = around.clause;
    made.span = span;
    if (undated) {
      fact_so_far_ = made.value;
      continue;
    }
    Arm before;
    before.until = version.date - 1;
    before.value = fact_so_far_;
    before.clause = around.clause;
    before.span = span;
    fact_so_far_ = choose({before, made}, type, around, span);
  }
  Arm whole;
  whole.value = fact_so_far_;
  whole.span = declared;
  around.clause = no_id;
  graph_.figures[id].root = choose({whole}, type, around, declared);
  fact_so_far_ = no_node;
}

}  // namespace mou
