// The syntax tree of .mou files: flat vectors and typed indices. It is what the text says and nothing more; it never
// changes after parsing. What a later pass learns of a node is a table beside it, keyed by the node's index.
//
// expressions.def and statements.def say which fields each kind fills.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/number/rational.h"
#include "engine/text/source.h"
#include "engine/time/date.h"

namespace mou::ast {

enum class TypeForm { none, unit, date, time, number, whole_number, text, yes_or_no, one_of };
enum class FlowKind { none, earns, uses, cashes, loses, moves, converts, holds };

using ExprId = std::uint32_t;
using StatementId = std::uint32_t;
using ClauseId = std::uint32_t;
using TableId = std::uint32_t;
inline constexpr std::uint32_t none = 0xffffffffU;
inline constexpr ExprId no_expr = none;

enum class ExprKind {
#define MOU_EXPRESSION(kind) kind,
#include "dsl/syntax/expressions.def"
};

enum class StatementKind {
#define MOU_STATEMENT(kind, word) kind,
#include "dsl/syntax/statements.def"
};

// The word that starts a statement of this kind.
constexpr std::string_view statement_word(StatementKind kind) {
  switch (kind) {
#define MOU_STATEMENT(name, word) \
  case StatementKind::name:       \
    return word;
#include "dsl/syntax/statements.def"
  }
  return {};
}

// A word of the author with its place. Names of a column carry the dot: "leave.bank".
struct Word {
  std::string text;
  Span span;
  bool empty() const { return text.empty(); }
};

// A unit as written: the words before and after `per` ("hours" / "month"); "$" stands for dollars, "%" for percent.
// Clock names of two words are one entry: "pay period".
struct UnitText {
  Word of;
  Word per;
  bool written() const { return !of.empty() || !per.empty(); }
};

// A field that few nodes fill: those that do not are small, and so is the tree.
template <typename T>
class Seldom {
 public:
  Seldom() = default;
  Seldom(const Seldom& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
  Seldom(Seldom&&) noexcept = default;
  Seldom& operator=(Seldom other) noexcept {
    held_ = std::move(other.held_);
    return *this;
  }
  Seldom& operator=(T value) {
    held_ = std::make_unique<T>(std::move(value));
    return *this;
  }
  ~Seldom() = default;

  bool empty() const { return held_ == nullptr; }
  // As if it were always there.
  operator const T&() const { return held_ ? *held_ : unfilled(); }  // NOLINT(google-explicit-constructor)
  const T* operator->() const { return held_ ? held_.get() : &unfilled(); }

 private:
  static const T& unfilled() {
    static const T value;
    return value;
  }

  std::unique_ptr<T> held_;
};

// Which ticks a total runs over. `tick`: the figure's own tick (nothing written).
enum class Window {
  tick,
  // in the calendar year
  around,
  // in the previous calendar year
  previous,
  // in the calendar year so far
  so_far,
  // in the calendar year of/including P
  including,
};

struct Expr {
  ExprKind kind;
  Span span;
  std::vector<ExprId> children;
  Word name;
  Word word;
  Seldom<Word> word2;
  std::string text;
  Seldom<Word> clock;
  Seldom<UnitText> unit;
  Rational number;
  bool percent = false;
  // Written with a leading `the`, `each`: kept for the formatter.
  bool each = false;
  Date date;
  // Minutes since midnight.
  int time = 0;
  Window window = Window::tick;
  TableId table = none;
};

// A cell of the key columns. Both bounds included unless `under`.
struct KeyCell {
  enum class Kind { empty, any_other, range, words };
  Kind kind = Kind::empty;
  Span span;
  // range: low..high; "18 or more" has no high, "under 1" no low and `under`; a single number has low == high.
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool under = false;
  UnitText unit;
  // words: titles or names, quoted or not, as written.
  std::vector<Word> words;
};

struct TableRow {
  Span span;
  // The leading cells; one for a plain table of one key, more where the figure has more keys.
  std::vector<KeyCell> keys;
  // One in a plain table; one per column key in a cross table. `nothing` is an expression.
  std::vector<ExprId> values;
};

struct Table {
  Span span;
  // First cell of the first row empty: a cross table; `columns` are the keys across.
  bool cross = false;
  std::vector<KeyCell> columns;
  std::vector<TableRow> rows;
};

// The modifiers of a rule, a clause or a statement.
struct Mods {
  std::vector<ExprId> when;
  std::vector<ExprId> unless;
  bool otherwise = false;
  Span otherwise_span;
  ExprId from = no_expr;
  ExprId until = no_expr;
  std::vector<Word> instead_of;
  std::vector<ExprId> on;
  std::vector<ExprId> paid_on;
  Word for_each;
  std::optional<std::string> missed;
};

// "= VALUE mods", or the value of a flow, raise, require.
struct Rule {
  Span span;
  ExprId value = no_expr;
  Mods mods;
};

struct TypeText {
  TypeForm form = TypeForm::none;
  Span span;
  UnitText unit;
  // from LOW to HIGH in steps of STEP
  ExprId low = no_expr;
  ExprId high = no_expr;
  ExprId step = no_expr;
  std::vector<Word> choices;
};

// What a declaration says after its name: [in UNIT | is TYPE] [each CLOCK] [by KEYS] [starting at V] [default V].
struct Head {
  TypeText type;
  Word clock;
  std::vector<Word> keys;
  ExprId starting = no_expr;
  ExprId default_value = no_expr;
};

enum class Fate { lost, paid_as, moves_to };

struct SortKey {
  ExprId value = no_expr;
  // earliest, latest, highest, lowest
  Word direction;
};

// given X = V [from D] · given EVENT on D with a = 1, b = 2 · gives Y = V [on D]
struct Assignment {
  Span span;
  bool gives = false;
  // A name with arguments.
  ExprId target = no_expr;
  ExprId value = no_expr;
  ExprId from = no_expr;
  ExprId on = no_expr;
  // The columns of an event row; empty for a plain assignment.
  std::vector<std::pair<Word, ExprId>> columns;
};

struct Statement {
  StatementKind kind;
  Span span;
  // The statement's first word.
  Span word_span;
  // The clause it stands in; none before the first.
  ClauseId clause = none;
  Word name;
  std::optional<Word> title;
  Word id;
  std::string pages;
  Head head;
  Mods mods;
  std::vector<Rule> rules;
  FlowKind flow = FlowKind::none;
  Fate fate = Fate::lost;
  Word target;
  Word word;
  Word text;
  Word reason;
  std::vector<Word> names;
  std::vector<Word> ids;
  std::vector<Word> texts;
  ExprId condition = no_expr;
  ExprId start = no_expr;
  ExprId paid = no_expr;
  Word dated;
  bool of_the_city = false;
  bool of_the_unit = false;
  std::vector<SortKey> sort_keys;
  std::vector<Assignment> assignments;
};

// An article or clause with what stands in it. Clauses of a file are in printed order.
struct Clause {
  StatementId heading;
  bool article = false;
  // The id as written: "5-2", "16.1.D", "App.A.3".
  std::string id;
  std::vector<StatementId> statements;
};

// The header: contract|amendment|proposal|city|assumptions NAME "title" and its properties.
struct Header {
  Word kind;
  Word name;
  std::optional<Word> title;
  std::vector<Word> parties;
  std::optional<std::pair<Date, Date>> term;
  Span term_span;
  std::optional<Date> approved;
  Span approved_span;
  Word succeeds;
  Word amends;
  Word document;
  std::vector<Word> uses;
  ExprId covers = no_expr;
  std::optional<Rounding> rounding;
  Span rounding_span;
  Span covers_span;
  Span span;
};

struct Comment {
  std::uint32_t offset;
  // From '#' to the end of the line.
  std::string text;
};

struct File {
  std::uint32_t source = 0;
  Header header;
  // Ranges into Ast::statements and Ast::clauses; `last_` is one past the end.
  StatementId first_statement = 0;
  StatementId last_statement = 0;
  ClauseId first_clause = 0;
  ClauseId last_clause = 0;
  std::vector<Comment> comments;
  // Nothing was lost to a syntax error.
  bool whole = true;
};

struct Ast {
  std::vector<File> files;
  std::vector<Statement> statements;
  std::vector<Clause> clauses;
  std::vector<Expr> exprs;
  std::vector<Table> tables;

  const Expr& expr(ExprId id) const { return exprs[id]; }
  const Statement& statement(StatementId id) const { return statements[id]; }
};

}  // namespace mou::ast
