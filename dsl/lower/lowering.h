// The state of one lowering, shared by the files of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/check/amending.h"
#include "dsl/lower/lower.h"

namespace mou {

// What surrounds the expression being lowered.
struct Around {
  // The figure whose rule it is; no_id in facts, events and clocks.
  FigureId figure = no_id;
  // The clock of that figure, bank line or total.
  ClockId clock = no_id;
  EventId event = no_id;
  BankId bank = no_id;
  ClauseIndex clause = no_id;
  // How many searches and folds over keys are around: each has a slot after the figure's keys.
  std::uint32_t candidates = 0;
  // A condition `for each KEY`: totals over employees are of one group, by this fact or figure.
  const KeyRef* group = nullptr;
};

class Lowering {
 public:
  Lowering(const ast::Ast& tree, const Checked& checked, const ReadTable& read, Diagnostics& diagnostics);
  Graph run();

 private:
  // lower.cpp
  void name_graph();

  // nodes.cpp
  NodeId add(Node node);
  NodeId constant(Value value, const Type& type, const Around& around, Span span);
  NodeId number(const Rational& value, const Around& around, Span span);
  NodeId today(const Around& around, Span span);
  NodeId truth(Op op, std::vector<NodeId> conditions, const Around& around, Span span);
  NodeId compare(Op op, NodeId a, NodeId b, const Around& around, Span span);
  NodeId arith(Op op, NodeId a, NodeId b, const Around& around, Span span);
  NodeId figure_ref(FigureId figure, std::vector<NodeId> keys, const Around& around, Span span);
  NodeId argument(std::uint32_t slot, const Type& type, const Around& around, Span span);
  // The employee's own value of a key, or the argument of the same name in the figure around.
  NodeId key_value(const KeyRef& key, const Around& around, Span span);
  // A key without the employee's own value of it, with the values it can take where they are known.
  Key declared_key(const KeyRef& ref);
  std::vector<NodeId> keys_of(const std::vector<KeyRef>& keys, const std::vector<ast::ExprId>& arguments,
                              const Around& around, Span span);

  // expressions.cpp
  NodeId expr(ast::ExprId id, const Around& around);
  // The value of a rule or cell of this type: `nothing` is 0 of a number and empty of the rest.
  NodeId value(ast::ExprId id, const Type& type, const Around& around);
  NodeId named(ast::ExprId id, const Around& around);
  NodeId literal(ast::ExprId id, const Around& around);
  NodeId rounded(ast::ExprId id, const Around& around);
  NodeId limited(ast::ExprId id, const Around& around);
  NodeId among(ast::ExprId id, const Around& around);
  NodeId fold(ast::ExprId id, const Around& around);
  NodeId search(ast::ExprId id, const Around& around);
  NodeId previous(ast::ExprId id, const Around& around);
  NodeId condition(ast::ExprId id, const Around& around);
  NodeId becomes(ast::ExprId id, const Around& around);
  Rational rounding_step(const ast::Expr& e);
  std::uint32_t candidate_slot(const Around& around) const;

  // moments.cpp
  NodeId date_expr(ast::ExprId id, const Around& around);
  NodeId offset(ast::ExprId id, const Around& around);
  NodeId period(ast::ExprId id, const Around& around, NodeId reference);
  // The first day of the month or period that an nth is counted in, around `reference`; sets its clock.
  NodeId counted_in(ast::ExprId id, const Around& around, NodeId reference, ClockId& clock);
  NodeId nth(ast::ExprId id, std::int32_t which, const Around& around, NodeId reference);
  // `the pay day following D`.
  NodeId next_pay_day(ast::ExprId id, const Around& around);
  NodeId pay_day(const Around& around, Span span);
  bool counts_pay_days(ast::ExprId id) const;
  // Whether the moment falls on the day (of a bank line) or in the tick (of a figure).
  NodeId occurs(ast::ExprId id, const Around& around, bool in_tick);
  NodeId any_occurs(const std::vector<ast::ExprId>& moments, const Around& around, bool in_tick);

  // tables.cpp
  NodeId table(ast::ExprId id, const Around& around);
  NodeId table_from_file(ast::ExprId id, const Around& around);
  Array::Cell::Match match(const ast::KeyCell& cell, const KeyRef& key);
  Array::Cell::Match match_text(std::string_view text, const KeyRef& key, bool& sound);
  NodeId gather(Array array, const Around& around, ast::ExprId id);

  // rules.cpp
  void lower_figure(FigureId id);
  Arm rule_arm(const ast::Statement& statement, const ast::Rule& rule, const Around& around, std::uint32_t group);
  NodeId guard_of(const ast::Statement& statement, const ast::Mods& mods, const Around& around);
  std::optional<Date> start_of(const ast::Statement& statement, const ast::Mods& mods) const;
  std::optional<Date> end_of(const ast::Statement& statement, const ast::Mods& mods) const;
  void end_predecessors(std::vector<Arm>& arms, const std::vector<ast::StatementId>& statements, FigureKind kind);
  void apply_instead(std::vector<Arm>& arms, const std::vector<ast::StatementId>& statements,
                     const std::vector<const ast::Rule*>& rules);
  NodeId choose(const std::vector<Arm>& arms, const Type& type, const Around& around, Span span);
  NodeId sum_of_lines(FigureKind kind, FigureId into, const Around& around, Span span);
  void lower_bank(BankId id);
  void lower_line(BankId id, ast::StatementId statement, const Around& around);

  // amendments.cpp
  // Ends a rule where an amendment ends the clause it stands in: for everybody, or for those who meet its conditions.
  void end_amended(Arm& arm, const ast::Statement& statement, const Around& around);
  NodeId ending_applies(const Ending& ending, const Around& around);

  // versions.cpp
  // A raise or change with its day.
  struct Version {
    Date date;
    ast::StatementId statement = ast::none;
  };
  std::vector<Version> raises_of(const std::vector<ast::StatementId>& versions) const;
  std::vector<ast::StatementId> instead_of_raise(const Version& version, const std::vector<Version>& raises,
                                                 Date day) const;
  void apply_changes(FigureId id, std::vector<Arm>& arms);
  void apply_raises(FigureId id, std::vector<Arm>& arms);
  NodeId raised(NodeId value, ast::StatementId raise, const Around& around);
  // `met` where the statement's conditions hold and no amendment has ended it, else `value`.
  NodeId where_it_holds(NodeId met, NodeId value, ast::StatementId statement, std::vector<NodeId> more,
                        const Around& around);
  void declare_fact_figures();
  void lower_fact_figure(std::uint32_t fact);
  // A fact of the roster, with what raises, changes and assumptions make of it.
  NodeId fact_value(std::uint32_t fact, const Around& around, Span span);
  NodeId roster_node(std::uint32_t fact, const Around& around, Span span);

  // group_terms.cpp
  void apply_only_one(FigureId id, std::vector<Arm>& arms, const Around& around, Span span);
  FigureId alone(FigureId id);
  KeyRef key_named(const Symbol& symbol, const std::string& name) const;
  std::string requirement_name(const ast::Statement& statement) const;
  void lower_requirement(ast::StatementId id);
  void lower_order(ast::StatementId id);

  // schema.cpp
  void lower_schema();
  Column column_of(const FactInfo& fact);
  void set_default(Column& column, const ast::Statement& statement);
  void lower_events();
  void lower_clocks();
  void lower_names();
  Value written_value(ast::ExprId id, TypeKind kind);
  void assume_outside(Outside& outside, const OutsideInfo& info, const ast::Statement& statement);

  const ast::File& file_of_statement(const ast::Statement& statement) const;
  ClauseIndex clause_index(const ast::Statement& statement) const;
  TextId text(std::string_view text) { return graph_.texts.intern(text); }
  const ast::Expr& at(ast::ExprId id) const { return tree_.exprs[id]; }
  const CheckedType& type_of(ast::ExprId id) const { return checked_.types[id]; }
  const Declarations& names() const { return checked_.declarations; }

  const ast::Ast& tree_;
  const Checked& checked_;
  const ReadTable& read_;
  Diagnostics& diagnostics_;
  Graph graph_;
  Endings endings_;
  // By fact of the roster: the figure that holds what is raised or assumed of it; no_id where nothing is.
  std::vector<FigureId> fact_figures_;
  // While such a figure is lowered: the fact as far as it is raised.
  NodeId fact_so_far_ = no_node;
  // By figure in an `only one of`: the same figure taken alone.
  std::unordered_map<FigureId, FigureId> alone_;
  TextId sunday_ = 0;
  Rounding rounding_ = Rounding::half_up;
};

}  // namespace mou
