// What a program declares, gathered from its files: one table per kind of thing, and one name space over them.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dsl/syntax/ast.h"
#include "engine/graph/graph.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"
#include "engine/unit/unit.h"

namespace mou {

enum class SymbolKind {
  // a fact of the roster
  roster_fact,
  event,
  figure,
  bank,
  key,
  clock,
  reading,
  outside,
  measure,
  order,
};

// A declared name; `index` is into the table of its kind below.
struct Symbol {
  SymbolKind kind;
  std::uint32_t index;
  Span declared;
};

// The type of a fact, column, figure or expression, with what the checker needs beyond the engine's Type.
struct CheckedType {
  Type type;
  // Not known (not typed yet, or because of an earlier mistake): no further message is given about it.
  bool unknown = false;
  // `nothing`, which fits every type.
  bool nothing = false;
  // A date that is written as a moment ("the last pay day of July").
  bool moment = false;
  bool whole = false;
  // The choices of an enumeration; empty for free text.
  std::vector<std::string> choices;
  // Declared bounds and step where there are any.
  std::optional<Rational> low;
  std::optional<Rational> high;
  std::optional<Rational> step;
};

struct FactInfo {
  // Without the table: "hours".
  std::string name;
  std::string title;
  CheckedType type;
  ast::StatementId declared;
  // raise and change statements that name it, and what an assumptions file assumes of it.
  std::vector<ast::StatementId> versions;
};

struct EventInfo {
  std::string name;
  std::string title;
  // The event whose table it reads: itself, or the one after `from`.
  std::uint32_t table = 0;
  // Columns of its own table, `employee` excluded, the day column included; empty for an event `from` another.
  std::vector<FactInfo> columns;
  // "day" unless `dated` says otherwise.
  std::string day_column;
  bool of_the_city = false;
  ast::ExprId where = ast::no_expr;
  ast::StatementId declared;
};

struct KeyRef {
  std::string name;
  // What it is: roster_fact, key, or an any-date figure.
  SymbolKind kind = SymbolKind::key;
  std::uint32_t index = 0;
  CheckedType type;
};

// One "= VALUE mods" of a figure, with the statement and clause it stands in.
struct RuleRef {
  ast::StatementId statement;
  std::uint32_t rule;
};

struct FigureInfo {
  std::string name;
  std::string title;
  FigureKind kind = FigureKind::figure;
  // `gross_pay` and `deductions`, which nobody declares: the total of all figures of this kind (pay, deduct). They have
  // no rules.
  std::optional<FigureKind> total_of;
  CheckedType type;
  // Whether some statement says the type; else it is that of the first rule.
  bool type_declared = false;
  // Index into clocks, or into events for `each EVENT`; both no_id: any date.
  std::uint32_t clock = no_id;
  std::uint32_t event = no_id;
  // `each X`, and nothing is called X; it has been said.
  bool clock_unknown = false;
  std::vector<KeyRef> keys;
  ast::ExprId starting = ast::no_expr;
  // In the order of the files.
  std::vector<RuleRef> rules;
  // raise and change statements that name it.
  std::vector<ast::StatementId> versions;
  // `only one of` statements that name it.
  std::vector<ast::StatementId> only_one;
  std::string missed;
  // First statement that names it.
  ast::StatementId declared;
};

struct BankInfo {
  std::string name;
  std::string title;
  CheckedType type;
  // bank statements with a flow.
  std::vector<ast::StatementId> lines;
  ast::StatementId declared;
  // What it holds where no opening balance is given.
  ast::ExprId starting = ast::no_expr;
  bool of_the_unit = false;
};

struct KeyInfo {
  std::string name;
  std::string title;
  CheckedType type;
  ast::StatementId declared;
};

struct ClockInfo {
  Clock clock;
  // A clock of chosen days: the modifiers of this statement choose.
  ast::StatementId declared = ast::none;
  ast::ExprId paid = ast::no_expr;
};

struct ReadingInfo {
  std::string name;
  std::vector<std::string> choices;
  ast::StatementId declared;
};

struct OutsideInfo {
  std::string name;
  std::string why;
  CheckedType type;
  std::vector<KeyRef> keys;
  ast::StatementId declared;
  // What an assumptions file assumes of it.
  std::vector<ast::StatementId> assumed;
};

struct Declarations {
  Measures measures;
  std::vector<FactInfo> roster;
  std::vector<EventInfo> events;
  std::vector<FigureInfo> figures;
  std::vector<BankInfo> banks;
  std::vector<KeyInfo> keys;
  // Built in: day, month, calendar year, fiscal year.
  std::vector<ClockInfo> clocks;
  std::vector<ReadingInfo> readings;
  std::vector<OutsideInfo> outsides;
  std::unordered_map<std::string, Symbol> names;
  // The clock of pay lines: the one named `pay period`, else the first that pays; no_id when there is none.
  std::uint32_t pay_clock = no_id;
  // Clauses by id, per file: index into Ast::clauses.
  std::vector<std::unordered_map<std::string, ast::ClauseId>> clauses;
  // The date `approval` means in a file: its own `approved`.
  // (Ast::files[f].header.approved)

  const Symbol* find(const std::string& name) const {
    const auto found = names.find(name);
    return found == names.end() ? nullptr : &found->second;
  }
};

// "paid" of "election.paid": a column may be written with its event.
inline std::string column_of_event(const std::string& name, const std::string& event) {
  return name.starts_with(event + ".") ? name.substr(event.size() + 1) : name;
}

}  // namespace mou
