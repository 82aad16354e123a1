// Types and resolutions of every expression of a program. One pass over the tree; a figure without a declared type is
// typed when it is first asked for.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/check/units.h"

namespace mou {

// The key a search or a fold over a key runs through, innermost first.
struct Candidate {
  std::string name;
  CheckedType type;
  std::uint32_t slot = 0;
  const Candidate* outer = nullptr;
};

// Where an expression stands: what its names may mean.
struct Scope {
  const ast::File* file = nullptr;
  // The figure being defined.
  std::uint32_t figure = no_id;
  // The tick, or the event of the row; both no_id: some day.
  std::uint32_t clock = no_id;
  std::uint32_t event = no_id;
  // Before `as of`, where no row is at hand: the event of the row outside it.
  std::uint32_t row_left_by_as_of = no_id;
  const Candidate* candidates = nullptr;
};

// How an expression is used, beyond its scope.
struct Want {
  // The type of what it is compared with or assigned to: its choices are names that may stand here.
  const CheckedType* type = nullptr;
  // An argument of a figure: the name of a candidate may stand here.
  bool argument = false;
};

class Typing {
 public:
  Typing(const ast::Ast& tree, const Sources& sources, Checked& out, Diagnostics& diagnostics);
  void run();

 private:
  // typing.cpp: statements.
  void statement(ast::StatementId id);
  void figure_statement(const ast::Statement& s);
  void bank_statement(const ast::Statement& s);
  void version_statement(const ast::Statement& s);
  void say_no_version(const ast::Statement& s, const Symbol* symbol);
  void only_one_statement(const ast::Statement& s);
  void alike(const ast::Statement& s, const ast::Word& word, const FigureInfo& figure, const FigureInfo& first);
  void assume_statement(const ast::Statement& s);
  const Candidate* group_of(const ast::Statement& s, const ast::Mods& mods, const Scope& scope, Candidate& candidate);
  void require_statement(const ast::Statement& s);
  void order_statement(const ast::Statement& s);
  void fact_statement(const ast::Statement& s);
  void event_statement(const ast::Statement& s);
  void clock_statement(const ast::Statement& s);
  void assignment(const ast::Assignment& a, const Scope& scope);
  void event_row(const ast::Assignment& a, const EventInfo& event, Scope scope);
  void mods(const ast::Mods& mods, const Scope& scope);
  void rule_value(ast::ExprId value, const CheckedType& wanted, const ast::Mods& mods, const Scope& scope,
                  std::string_view whose, Span declared);
  bool is_rate(const Unit& value, const Unit& wanted) const;
  void say_not_paid(ast::ExprId shown, const CheckedType& value, const Unit& per, const Scope& scope,
                    std::string_view whose, Span declared);
  ast::ExprId shown_value(ast::ExprId id) const;
  void known_text(ast::ExprId id, const CheckedType& value, const CheckedType& wanted, std::string_view whose,
                  Span declared);
  void bank_start(ast::ExprId start, const BankInfo& bank, const Scope& scope);
  void bank_target(const ast::Statement& s, const BankInfo& bank);
  void raise_value(ast::ExprId id, const CheckedType& wanted, const Scope& scope, const std::string& whose,
                   Span declared);
  Scope scope_of(const ast::Statement& s) const;
  Scope figure_scope(std::uint32_t figure, const ast::Statement& s) const;
  void set_tick(Scope& scope, const ast::Word& word);
  void known_key(const ast::Word& word);

  // typing_figures.cpp: types of figures and keys, read on demand.
  const CheckedType& figure_type(std::uint32_t index, Span asked_at);
  void infer(std::uint32_t index, Span asked_at);
  CheckedType key_type(const KeyRef& key, Span asked_at);
  void say_no_type(std::uint32_t index, Span asked_at, std::string why);

  // typing_expressions.cpp
  const CheckedType& type(ast::ExprId id, const Scope& scope, Want want = {});
  CheckedType compute(ast::ExprId id, const ast::Expr& e, const Scope& scope, Want want);
  CheckedType quantity(const ast::Expr& e);
  CheckedType limit(const ast::Expr& e, const Scope& scope, Want want);
  CheckedType among(const ast::Expr& e, const Scope& scope, Want want);
  CheckedType total(const ast::Expr& e, const Scope& scope, Want want);
  CheckedType count(const ast::Expr& e, const Scope& scope);
  CheckedType search(const ast::Expr& e, const Scope& scope, Want want);
  CheckedType previous(const ast::Expr& e, const Scope& scope, Want want);
  CheckedType as_of(const ast::Expr& e, const Scope& scope, Want want);
  Scope rows_scope(const ast::Expr& rows, const Scope& scope, Candidate& candidate);
  bool find_candidate(const ast::Word& name, const Scope& scope, Candidate& candidate);
  ast::ExprId child(const ast::Expr& e, std::size_t i) const;

  // typing_arithmetic.cpp
  CheckedType add(const ast::Expr& e, const Scope& scope);
  CheckedType shift_date(const ast::Expr& e, const CheckedType& by);
  CheckedType shift_time(const ast::Expr& e, const CheckedType& by);
  CheckedType multiply(const ast::Expr& e, const Scope& scope);
  CheckedType percent_of(const ast::Expr& e, const Scope& scope);
  CheckedType rounded(const ast::Expr& e, const Scope& scope, Want want);
  void check_rounding(const ast::Expr& e, const CheckedType& value);
  bool number(ast::ExprId id, const CheckedType& type, std::string_view what);

  // typing_dates.cpp
  CheckedType offset(const ast::Expr& e, const Scope& scope);
  CheckedType moment(const ast::Expr& e, const Scope& scope);
  CheckedType completed(const ast::Expr& e, const Scope& scope);
  CheckedType stretch(const ast::Expr& e, const Scope& scope);
  void date(ast::ExprId id, const Scope& scope);
  bool known_clock(const ast::Word& word, bool pay_day_too);
  void adds_up(const ast::Expr& limit, const Scope& scope);
  void period(const ast::Expr& e);

  // typing_conditions.cpp
  void condition(ast::ExprId id, const Scope& scope);
  CheckedType compare(const ast::Expr& e, const Scope& scope);
  CheckedType one_of(const ast::Expr& e, const Scope& scope);
  void compare_order(const ast::Expr& e, const CheckedType& a, const CheckedType& b);
  void compare_dates(const ast::Expr& e, const CheckedType& a, const CheckedType& b);
  void same_kind(ast::ExprId a, const CheckedType& of_a, ast::ExprId b, const CheckedType& of_b,
                 std::string_view cannot);
  CheckedType truth() const;

  // typing_tables.cpp
  CheckedType table(const ast::Expr& e, const Scope& scope, Want want);
  void key_cell(const ast::KeyCell& cell, const KeyRef& key);

  // typing_names.cpp
  CheckedType name(ast::ExprId id, const ast::Expr& e, const Scope& scope, Want want);
  CheckedType symbol(ast::ExprId id, const ast::Expr& e, const Symbol& symbol, const Scope& scope);
  CheckedType figure_name(ast::ExprId id, const ast::Expr& e, std::uint32_t index, const Scope& scope);
  CheckedType dotted(ast::ExprId id, const ast::Expr& e, const Scope& scope);
  CheckedType bank_measure(ast::ExprId id, const ast::Expr& e, std::uint32_t bank, std::string_view measure);
  CheckedType column(ast::ExprId id, const ast::Expr& e, std::uint32_t event, std::string_view name,
                     const Scope& scope);
  bool column_in_scope(ast::ExprId id, const ast::Expr& e, const Scope& scope, CheckedType& type);
  bool built_in(ast::ExprId id, const ast::Expr& e, const Scope& scope, CheckedType& type);
  void arguments(const ast::Expr& e, const std::vector<KeyRef>& keys, const std::string& whose, Span declared,
                 const Scope& scope);
  void own_keys(const ast::Expr& e, const FigureInfo& figure, const Scope& scope);
  CheckedType unknown_name(const ast::Expr& e, const Scope& scope, Want want);
  std::vector<std::string_view> names_near(const Scope& scope, Want want) const;

  // typing_reach.cpp: which ticks and rows a figure can be read from.
  void check_reach(const ast::Expr& e, std::uint32_t index, const Scope& scope);

  // typing_words.cpp: what diagnostics say of expressions.
  std::string words(ast::ExprId id) const;
  std::string type_words_of(const CheckedType& type) const;
  void note_origins(Diagnostic& said, std::initializer_list<ast::ExprId> ids) const;
  bool note_origin(Diagnostic& said, ast::ExprId id) const;
  Diagnostic& say_units(Span at, ast::ExprId a, const CheckedType& of_a, ast::ExprId b, const CheckedType& of_b,
                        std::string_view cannot);

  // Whether a value of the type may stand where `wanted` is; `id` lets a zero fit every unit it leads.
  bool fits(ast::ExprId id, const CheckedType& type, const CheckedType& wanted) const;
  bool zero(ast::ExprId id, const Unit& wanted) const;

  static CheckedType unknown();
  static CheckedType of_kind(TypeKind kind);
  CheckedType plain() const { return of_kind(TypeKind::number); }

  const ast::Ast& tree_;
  const Sources& sources_;
  Checked& out_;
  Declarations& names_;
  Diagnostics& diagnostics_;
  enum class Inferred : std::uint8_t { no, running, yes };
  std::vector<Inferred> inferred_;
  std::vector<bool> typed_;
  // Files without a day of approval of which it has been said.
  std::set<const ast::File*> lacks_approval_;
  // Figures and expressions under way.
  int depth_ = 0;
  int nesting_ = 0;
};

}  // namespace mou
