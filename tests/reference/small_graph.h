// Graphs made by hand, for tests of what runs on graphs.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/facts/make_facts.h"
#include "engine/graph/bounds.h"
#include "engine/graph/graph.h"
#include "engine/graph/order.h"
#include "engine/reference/evaluator.h"

namespace mou {

inline Date day(const char* text) {
  return *parse_date(text);
}

inline const Type plain_number{TypeKind::number, {}};
inline const Type a_date{TypeKind::date, {}};
inline const Type a_text{TypeKind::text, {}};
inline const Type a_truth{TypeKind::truth, {}};
inline const Type in_dollars{TypeKind::number, Unit::of(dollar_measure)};
inline const Type in_hours{TypeKind::number, Unit::of(hour_measure)};

// A graph with the clocks, facts and events below and nothing else. Figures get their rules one by one; `finish` makes
// the choose nodes and computes what lowering computes.
class SmallGraph {
 public:
  enum : ClockId { days, pay_period, workweek, month, calendar_year, working_day };
  // roster columns
  enum : std::uint32_t { hired, separated, step, fte, bilingual, division };
  // events, each from the table of the same number plus one
  enum : EventId { worked, balance, city_rate };
  // columns of worked, balance, city_rate
  enum : std::uint32_t { worked_day, worked_hours, worked_kind };
  enum : std::uint32_t { balance_day, balance_bank, balance_hours };
  enum : std::uint32_t { rate_day, rate_monthly };

  SmallGraph() {
    make_schema();
    make_clocks();
    graph.contract = "made_up";
  }

  // — nodes

  // The type by value: it may be that of a node, which moves.
  NodeId add(NodeKind kind, Type type, std::vector<NodeId> children = {}) {
    Node node;
    node.kind = kind;
    node.type = std::move(type);
    node.children = std::move(children);
    node.clause = graph.clauses.empty() ? no_id : 0;
    graph.nodes.push_back(std::move(node));
    return static_cast<NodeId>(graph.nodes.size() - 1);
  }
  Node& node(NodeId id) { return graph.nodes[id]; }

  NodeId value(Value value, const Type& type) {
    const NodeId id = add(NodeKind::constant, type);
    node(id).value = std::move(value);
    return id;
  }
  NodeId number(const Rational& number, const Type& type = plain_number) { return value(Value::of(number), type); }
  NodeId number(const char* text, const Type& type = plain_number) { return number(*Rational::parse(text), type); }
  NodeId date(const char* text) { return value(Value::of(day(text)), a_date); }
  NodeId text(const char* text) { return value(Value::text(graph.texts.intern(text)), a_text); }
  NodeId yes() { return value(Value::truth(true), a_truth); }
  NodeId no() { return value(Value::truth(false), a_truth); }

  NodeId indexed(NodeKind kind, const Type& type, std::uint32_t index, std::vector<NodeId> children = {}) {
    const NodeId id = add(kind, type, std::move(children));
    node(id).index = index;
    return id;
  }
  NodeId with_op(NodeKind kind, Op op, const Type& type, std::vector<NodeId> children) {
    const NodeId id = add(kind, type, std::move(children));
    node(id).op = op;
    return id;
  }
  NodeId fact(std::uint32_t column, const Type& type) { return indexed(NodeKind::roster, type, column); }
  NodeId column(std::uint32_t column, const Type& type) { return indexed(NodeKind::column, type, column); }
  NodeId today() { return add(NodeKind::today, a_date); }
  NodeId argument(std::uint32_t slot, const Type& type = plain_number) {
    const NodeId id = add(NodeKind::argument, type);
    node(id).slot = slot;
    return id;
  }
  NodeId arith(Op op, NodeId a, NodeId b) { return with_op(NodeKind::arith, op, node(a).type, {a, b}); }
  NodeId compare(Op op, NodeId a, NodeId b) { return with_op(NodeKind::compare, op, a_truth, {a, b}); }
  NodeId logic(Op op, std::vector<NodeId> parts) { return with_op(NodeKind::logic, op, a_truth, std::move(parts)); }
  NodeId rounded(NodeId a, const char* to, Rounding mode = Rounding::half_up) {
    const Type type = node(a).type;
    const NodeId id = add(NodeKind::round, type, {a, number(to, type)});
    node(id).rounding = mode;
    return id;
  }
  NodeId limit(Op op, NodeId a, NodeId b) { return with_op(NodeKind::limit, op, node(a).type, {a, b}); }
  NodeId running_limit(NodeId a, NodeId b, ClockId clock) {
    const NodeId id = with_op(NodeKind::running_limit, Op::at_most, node(a).type, {a, b});
    node(id).clock = clock;
    return id;
  }
  NodeId figure(FigureId id, std::vector<NodeId> keys = {}) {
    return indexed(NodeKind::figure, graph.figures[id].type, id, std::move(keys));
  }
  NodeId previous(FigureId id, std::vector<NodeId> keys = {}) {
    return indexed(NodeKind::previous, graph.figures[id].type, id, std::move(keys));
  }
  NodeId bank(BankId id, BankMeasure measure) {
    const NodeId made = indexed(NodeKind::bank, graph.banks[id].type, id);
    node(made).measure = measure;
    return made;
  }
  NodeId fold(Op op, RowsKind rows, std::uint32_t over, NodeId value, NodeId where = no_node,
              RowWindow window = RowWindow::tick, ClockId clock = no_id) {
    const NodeId id =
        with_op(NodeKind::fold, op, op == Op::count ? plain_number : node(value).type, {value, where, no_node});
    node(id).rows = {rows, over, window, clock};
    return id;
  }
  // A table by one key: a row for each whole number from `low` on.
  NodeId table(std::int64_t low, const std::vector<const char*>& values, NodeId key, const Type& type = plain_number) {
    Array array;
    for (const char* text : values) {
      Array::Cell cell;
      Array::Cell::Match match;
      match.kind = Array::Cell::Match::Kind::range;
      match.low = match.high = Rational(low++);
      cell.keys.push_back(match);
      cell.value = number(text, type);
      array.cells.push_back(std::move(cell));
    }
    graph.arrays.push_back(std::move(array));
    return indexed(NodeKind::gather, type, static_cast<std::uint32_t>(graph.arrays.size() - 1), {key});
  }

  // — what is declared

  ClauseIndex clause(const char* id, const char* title = "", const char* pages = "") {
    graph.clauses.push_back({"made_up", id, title, pages, {}});
    return static_cast<ClauseIndex>(graph.clauses.size() - 1);
  }
  FigureId declare(const char* name, const Type& type, ClockId clock = no_id) {
    Figure figure;
    figure.name = name;
    figure.type = type;
    figure.clock = clock;
    graph.figures.push_back(std::move(figure));
    rules_.emplace_back();
    return static_cast<FigureId>(graph.figures.size() - 1);
  }
  FigureId pay(const char* name) {
    const FigureId id = declare(name, in_dollars, pay_period);
    graph.figures[id].kind = FigureKind::pay;
    graph.figures[id].nothing_is_zero = true;
    return id;
  }
  void key(FigureId id, const char* name, const Type& type, NodeId own, int low = 1, int high = 7) {
    Key key{name, type, own, {}, {}};
    if (type.kind == TypeKind::number) key.bounds = std::pair(low, high);
    graph.figures[id].keys.push_back(std::move(key));
  }
  // Returns the rule to add dates and the like.
  Arm& rule(FigureId id, NodeId value, NodeId guard = no_node, ClauseIndex clause = no_id) {
    Arm arm;
    arm.value = value;
    arm.guard = guard;
    arm.clause = clause;
    rules_[id].push_back(std::move(arm));
    return rules_[id].back();
  }
  // A rule that was made before, by its place among those of the figure.
  Arm& rule_of(FigureId id, std::size_t index) { return rules_[id][index]; }
  // A figure of one rule.
  FigureId figure_of(const char* name, NodeId value, ClockId clock = no_id) {
    const FigureId id = declare(name, node(value).type, clock);
    rule(id, value);
    return id;
  }
  BankId bank_of(const char* name, bool with_openings = false) {
    Bank bank;
    bank.name = name;
    bank.type = in_hours;
    if (with_openings) {
      bank.openings = balance;
      bank.opening_bank_column = balance_bank;
      bank.opening_amount_column = balance_hours;
    }
    graph.banks.push_back(std::move(bank));
    return static_cast<BankId>(graph.banks.size() - 1);
  }
  BankLine& line(BankId id, LineKind kind, NodeId value, ClockId clock = no_id, EventId event = no_id) {
    BankLine line;
    line.kind = kind;
    line.clock = clock;
    line.event = event;
    line.rule.value = value;
    graph.banks[id].lines.push_back(std::move(line));
    return graph.banks[id].lines.back();
  }
  BankCap& cap(BankId id, NodeId value, CapFate fate = CapFate::lost) {
    BankCap cap;
    cap.rule.value = value;
    cap.fate = fate;
    graph.banks[id].caps.push_back(std::move(cap));
    return graph.banks[id].caps.back();
  }

  Graph& finish() {
    for (FigureId id = 0; id < graph.figures.size(); ++id) {
      const auto begin = static_cast<std::uint32_t>(graph.arms.size());
      for (Arm arm : rules_[id]) {
        for (std::uint32_t& other : arm.yields_to) other += begin;
        graph.arms.push_back(std::move(arm));
      }
      const NodeId root = indexed(NodeKind::choose, graph.figures[id].type, begin);
      node(root).number = static_cast<std::int32_t>(rules_[id].size());
      graph.figures[id].root = root;
    }
    graph.order = topological_order(graph);
    compute_subjects(graph);
    mark_outside(graph);
    compute_bounds(graph);
    return graph;
  }

  Graph graph;

 private:
  static Column column_of(const char* name, ColumnType type) {
    Column column;
    column.name = name;
    column.type = type;
    return column;
  }
  static Column hours_column(const char* name) {
    Column column = column_of(name, ColumnType::number);
    column.unit = Unit::of(hour_measure);
    column.low = Rational(0);
    column.high = Rational(1000);
    column.step = Rational::ratio(1, 4);
    return column;
  }

  void make_schema() {
    Table roster;
    roster.name = "roster";
    roster.subject = TableSubject::employee_roster;
    roster.columns = {column_of("hired", ColumnType::date),        column_of("separated", ColumnType::date),
                      column_of("step", ColumnType::whole_number), column_of("fte", ColumnType::number),
                      column_of("bilingual", ColumnType::truth),   column_of("division", ColumnType::text)};
    roster.columns[step].low = Rational(1);
    roster.columns[step].high = Rational(7);
    roster.columns[fte].low = Rational(0);
    roster.columns[fte].high = Rational(1);
    roster.columns[fte].step = Rational::ratio(1, 100);
    roster.columns[fte].default_text = "1";
    roster.columns[separated].default_text = "";
    Table hours;
    hours.name = "worked";
    hours.columns = {column_of("day", ColumnType::date), hours_column("hours"), column_of("kind", ColumnType::text)};
    hours.day_column = "day";
    Table balances;
    balances.name = "balance";
    balances.columns = {column_of("day", ColumnType::date), column_of("bank", ColumnType::text), hours_column("hours")};
    balances.day_column = "day";
    Table rates;
    rates.name = "city_rate";
    rates.subject = TableSubject::city_event;
    rates.columns = {column_of("day", ColumnType::date), hours_column("monthly")};
    rates.day_column = "day";
    graph.schema.tables = {roster, hours, balances, rates};
    graph.hired_column = hired;
    graph.separated_column = separated;
    graph.events = {
        {"worked", "", 1, no_node, false}, {"balance", "", 2, no_node, false}, {"city_rate", "", 3, no_node, true}};
  }

  void make_clocks() {
    const auto clock = [](const char* name, ClockKind kind, int length) {
      Clock made;
      made.name = name;
      made.kind = kind;
      made.days = length;
      made.anchor = day("2018-10-07");
      return made;
    };
    graph.clocks = {clock("day", ClockKind::day, 1),
                    clock("pay period", ClockKind::every, 14),
                    clock("workweek", ClockKind::every, 7),
                    clock("month", ClockKind::month, 1),
                    clock("calendar year", ClockKind::calendar_year, 1),
                    clock("working day", ClockKind::chosen_days, 1)};
    graph.clocks[pay_period].pay_delay = 5;
    graph.chosen_when.assign(graph.clocks.size(), no_node);
    for (int i = 0; i < 7; ++i) graph.texts.intern(weekday_text(static_cast<Weekday>(i)));
    const TextId sunday = graph.texts.intern("Sunday");
    const NodeId name = indexed(NodeKind::weekday, a_text, sunday, {today()});
    const NodeId friday = compare(Op::not_equal, name, text("Friday"));
    graph.chosen_when[working_day] = friday;
    graph.pay_clock = pay_period;
  }

  std::vector<std::vector<Arm>> rules_;
};

// Facts of employees for such a graph. A row is the cells in the order of the heading.
struct SmallFacts {
  std::vector<MadeTable> tables;

  SmallFacts& roster(std::vector<std::string> heading, std::vector<std::vector<std::string>> rows) {
    tables.push_back({"roster", std::move(heading), std::move(rows)});
    return *this;
  }
  // Employee, day, hours, kind.
  SmallFacts& worked(std::vector<std::vector<std::string>> rows) {
    tables.push_back({"worked", {"employee", "day", "hours", "kind"}, std::move(rows)});
    return *this;
  }
  // Employee, day, bank, hours.
  SmallFacts& balances(std::vector<std::vector<std::string>> rows) {
    tables.push_back({"balance", {"employee", "day", "bank", "hours"}, std::move(rows)});
    return *this;
  }
};

inline SmallFacts one_employee() {
  return SmallFacts().roster({"employee", "hired", "step", "bilingual"}, {{"1", "2015-03-01", "3", "yes"}});
}

// A graph with its facts, ready to be asked.
class SmallRun {
 public:
  SmallRun(SmallGraph& made, const SmallFacts& given, RunSettings settings = {day("2019-01-06"), day("2019-12-31")})
      : facts(make_facts(made.finish().schema, given.tables, "made up", made.graph.texts, diagnostics)),
        evaluator(made.graph, facts, std::move(settings)) {}

  Value on(FigureId id, const char* date, std::vector<Value> keys = {}) {
    return evaluator.figure(id, 0, day(date), keys).value;
  }
  // The value as text; a fault as "fault: " and its sentence.
  std::string text(FigureId id, const char* date, std::vector<Value> keys = {}) { return text(on(id, date, keys)); }
  std::string text(const Value& value) const {
    switch (value.kind) {
      case ValueKind::number:
        return value.number.text();
      case ValueKind::date:
        return date_text(value.date());
      case ValueKind::time:
        return time_text(value.payload);
      case ValueKind::text:
        return evaluator.graph().texts.text(value.text_id());
      case ValueKind::truth:
        return value.yes() ? "yes" : "no";
      case ValueKind::empty:
        return "empty";
      case ValueKind::fault:
        return "fault: " + evaluator.fault(value.fault_id()).message;
    }
    return "";
  }
  FaultKind fault(FigureId id, const char* date) {
    const Value value = on(id, date);
    return value.is_fault() ? evaluator.fault(value.fault_id()).kind : FaultKind::cycle;
  }

  Diagnostics diagnostics;
  Facts facts;
  Evaluator evaluator;
};

}  // namespace mou
