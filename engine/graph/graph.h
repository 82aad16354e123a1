// The evaluation graph: what a contract means, with no names to resolve and no sugar. Made by lowering, checked by
// `verify`, run by the evaluators. Nodes, figures, banks and arms live in flat vectors and refer to one another by
// index. Every node has a place in the text and a clause.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/text/source.h"
#include "engine/time/clock.h"

namespace mou {

using NodeId = std::uint32_t;
using FigureId = std::uint32_t;
using BankId = std::uint32_t;
using ClauseIndex = std::uint32_t;
using ClockId = std::uint32_t;
using EventId = std::uint32_t;
using ReadingId = std::uint32_t;
using OutsideId = std::uint32_t;
using ArrayId = std::uint32_t;
inline constexpr std::uint32_t no_id = 0xffffffffU;
inline constexpr NodeId no_node = no_id;

enum class NodeKind : std::uint8_t {
#define MOU_NODE(kind) kind,
#include "engine/graph/nodes.def"
};

enum class Op : std::uint8_t {
  none,
  // arith, offset
  add,
  subtract,
  multiply,
  divide,
  // limit
  at_least,
  at_most,
  // among, fold
  lesser,
  greater,
  total,
  average,
  highest,
  lowest,
  latest,
  count,
  // compare
  equal,
  not_equal,
  less,
  less_equal,
  more,
  more_equal,
  // logic
  all,
  any,
  negate,
  // presence
  recorded,
  empty,
  // completed
  years,
  months,
  // period_start
  around,
  previous,
  next,
  including,
  following,
};

// What a node depends on, each including the ones before: nothing; the day (and facts of the city); key arguments;
// the employee; the row of an event. Nodes up to `key` are computed once for all employees.
enum class Subject : std::uint8_t { constant, contract, key, employee, row };

enum class RowsKind : std::uint8_t { event, clock, employee, key };

enum class RowWindow : std::uint8_t { tick, around, previous, so_far, including, history };

// What a fold runs over. Days are judged by the row's day, ticks by their last day.
struct Rows {
  RowsKind kind = RowsKind::event;
  // EventId, ClockId, or the slot of the key.
  std::uint32_t index = no_id;
  // The clock of the window; `tick` takes the scope's own tick, or all history where the figure has no clock.
  RowWindow window = RowWindow::tick;
  ClockId clock = no_id;
};

// Where the candidates of a fold over a key begin among its children.
inline constexpr std::size_t fold_candidates = 3;

enum class BankMeasure : std::uint8_t {
  opening,
  earned,
  moved_in,
  used,
  cashed,
  moved,
  converted,
  lost,
  over,
  asked_short,
  balance
};

// The last unit of a calendar offset.
// `pay_day`: the days on which the clock of the node pays.
enum class CalendarUnit : std::uint8_t { none, day, week, month, year, pay_day };

struct Node {
  NodeKind kind = NodeKind::constant;
  Op op = Op::none;
  Subject subject = Subject::constant;
  Rounding rounding = Rounding::half_up;
  BankMeasure measure = BankMeasure::balance;
  CalendarUnit calendar = CalendarUnit::none;
  Type type;
  std::vector<NodeId> children;
  Value value;
  Rows rows;
  std::uint32_t index = no_id;
  ClockId clock = no_id;
  std::uint32_t slot = no_id;
  std::int32_t number = 0;
  std::int32_t high = 0;
  std::uint8_t month = 0;
  ClauseIndex clause = no_id;
  Span span;
  // What lowering proved of a number (see engine/graph/bounds.h): every value is a whole multiple of 1 / denominator
  // and lies in low..high_bound; 0 and nothing where no such bound is known.
  Rational denominator;
  std::optional<Rational> low;
  std::optional<Rational> high_bound;
};

// One rule of a figure. It is live on a day when the day lies in from..until, the guard says yes, and no arm that it
// yields to applies. An `otherwise` arm applies when no other arm of its group does, replaced or not.
struct Arm {
  std::optional<Date> from;
  std::optional<Date> until;
  NodeId guard = no_node;
  NodeId value = no_node;
  bool otherwise = false;
  std::uint32_t group = 0;
  // Indices of arms of the same choose node that replace this one (`instead of`).
  std::vector<std::uint32_t> yields_to;
  ClauseIndex clause = no_id;
  Span span;
};

enum class FigureKind : std::uint8_t { figure, pay, deduct, deadline, requirement };

struct Key {
  std::string name;
  Type type;
  // The employee's own value; no_node for a declared key.
  NodeId own = no_node;
  // The values it can take where they are known: whole numbers low..high, or choices.
  std::optional<std::pair<std::int32_t, std::int32_t>> bounds;
  std::vector<TextId> choices;
};

struct Figure {
  std::string name;
  std::string title;
  FigureKind kind = FigureKind::figure;
  Type type;
  // Ticks on a clock, or holds for each row of an event, or on any date (both no_id).
  ClockId clock = no_id;
  EventId event = no_id;
  std::vector<Key> keys;
  // A choose node.
  NodeId root = no_node;
  NodeId starting = no_node;
  Subject subject = Subject::constant;
  // Where it is declared.
  ClauseIndex clause = no_id;
  Span span;
  // requirement: the words of the finding. deadline: what a missed one means.
  std::string words;
  // No value at all is $0 (pay lines).
  bool nothing_is_zero = false;
  // Reads a name supplied from outside, at any depth.
  bool rests_on_outside = false;
  // Made by lowering for other rules to read: no line of a report.
  bool internal = false;
  // The figure that this one is before `only one of` chooses.
  FigureId alone_of = no_id;
};

enum class LineKind : std::uint8_t { earns, uses, cashes, moves, converts, loses };

// One sentence about a bank. Posts on days: the last day of each tick of `clock`; each row of `event`; each day when
// `moment` says yes; or, for a conversion, each day when its guard says yes.
struct BankLine {
  LineKind kind = LineKind::earns;
  ClockId clock = no_id;
  EventId event = no_id;
  NodeId moment = no_node;
  Arm rule;
  BankId target = no_id;
};

enum class CapFate : std::uint8_t { lost, paid, moved };

struct BankCap {
  Arm rule;
  CapFate fate = CapFate::lost;
  // moved: the bank it goes to.
  BankId target = no_id;
  // paid: the pay line that reads `.over`.
  FigureId paid_as = no_id;
};

// A ledger by day: opening + earned + moved in - used - cashed - moved out - converted down + converted up - lost =
// closing.
struct Bank {
  std::string name;
  std::string title;
  Type type;
  std::vector<BankLine> lines;
  std::vector<BankCap> caps;
  // Rows of opening balances: the event table, its columns of bank and amount; no_id when none is declared.
  EventId openings = no_id;
  std::uint32_t opening_bank_column = no_id;
  std::uint32_t opening_amount_column = no_id;
  // What it holds where no opening balance is given; without it that is a fault.
  std::optional<Rational> starting;
  // One ledger for all employees. Lines on rows post for each row of everybody, by day and then in the order of the
  // table; other lines post once and depend on no employee. Employees' banks may move hours into it; it moves none.
  bool of_the_unit = false;
  // Lines or limits read, at any depth, a name supplied from outside.
  bool rests_on_outside = false;
  ClauseIndex clause = no_id;
  Span span;
};

// Whether a sentence of the program moves anything in the bank. One that is only declared, for other contracts that use
// the same names, is none of the program's business.
inline bool is_kept(const Bank& bank) {
  return !bank.lines.empty() || !bank.caps.empty();
}

// An event as the graph sees it: rows of a table of facts that meet a condition.
struct Event {
  std::string name;
  std::string title;
  // Index into Schema::tables.
  std::uint32_t table = 0;
  NodeId where = no_node;
  bool of_the_city = false;
};

// A table of the contract as an array: one entry per row of keys.
struct Array {
  struct Cell {
    // One matcher per key, in the figure's order.
    struct Match {
      enum class Kind : std::uint8_t { any_other, range, texts };
      Kind kind = Kind::any_other;
      std::optional<Rational> low;
      std::optional<Rational> high;
      bool below_high = false;
      std::vector<TextId> texts;
    };
    std::vector<Match> keys;
    NodeId value = no_node;
    Span span;
  };
  std::vector<Cell> cells;
  Span span;
};

struct Reading {
  std::string name;
  std::string question;
  std::vector<TextId> choices;
  TextId used = 0;
  std::string reason;
  ClauseIndex clause = no_id;
  Span span;
};

struct Outside {
  // What is assumed where no newer value is supplied.
  struct Assumed {
    Date from = first_date;
    // Empty: for all keys.
    std::vector<Value> keys;
    Value value;
    Span span;
  };
  std::string name;
  std::string why;
  Type type;
  std::vector<Key> keys;
  ClauseIndex clause = no_id;
  Span span;
  std::vector<Assumed> assumed = {};
};

// A clause of a contract, for every figure's answer to "why".
struct ClauseInfo {
  std::string contract;
  std::string id;
  std::string title;
  std::string pages;
  Span span;
};

// A ranked list that nobody computes with: of employees, or of the rows of an event.
struct Ranking {
  std::string name;
  std::string title;
  EventId event = no_id;
  // In force on these days.
  std::optional<Date> from;
  std::optional<Date> until;
  NodeId where = no_node;
  // One list for each value of it.
  NodeId for_each = no_node;
  struct By {
    NodeId value;
    bool descending = false;
  };
  std::vector<By> by;
  ClauseIndex clause = no_id;
  Span span;
};

struct Graph {
  std::string contract;
  std::string title;
  Measures measures;
  Texts texts;
  std::vector<Node> nodes;
  std::vector<Arm> arms;
  std::vector<Figure> figures;
  std::vector<Bank> banks;
  std::vector<Event> events;
  std::vector<Clock> clocks;
  std::vector<Array> arrays;
  std::vector<Reading> readings;
  std::vector<Outside> outsides;
  std::vector<Ranking> rankings;
  std::vector<ClauseInfo> clauses;
  Schema schema;
  // chosen_days clocks: the condition that chooses a day; beside `clocks`, no_node for the others.
  std::vector<NodeId> chosen_when;
  // The clock of pay lines.
  ClockId pay_clock = no_id;
  // The figures in an order in which each stands after all it reads without `previous`.
  std::vector<FigureId> order;
  // Roster columns that say who is employed when; no_id when not declared.
  std::uint32_t hired_column = no_id;
  std::uint32_t separated_column = no_id;
  // The condition `covers`, on the roster; no_node when none.
  NodeId covers = no_node;
  std::optional<Date> term_first;
  std::optional<Date> term_last;
};

// Arms of a choose node: Graph::arms[node.index .. node.index + node.number).

// What is wrong with the graph's own shape, one sentence each; empty when it is sound. Run after every lowering in
// tests.
std::vector<std::string> verify(const Graph& graph);

// The graph as text: figures in order with clock, type, bounds and clauses.
std::string dump(const Graph& graph);

}  // namespace mou
