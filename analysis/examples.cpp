#include "analysis/examples.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "analysis/in_turns.h"
#include "dsl/check/constant.h"
#include "engine/facts/make_facts.h"
#include "engine/graph/words.h"
#include "engine/reference/evaluator.h"
#include "engine/trace/trace.h"

namespace mou {

using ast::Assignment;
using ast::ExprKind;
using ast::no_expr;

namespace {

const std::string who(employee_of_the_example);

// The clauses that had a part in a value. Rules that did not apply had none, nor has a clause whose question of reading
// or whose name of an outside value alone is read.
void add_clauses(const TraceNode& node, std::set<std::string>& clauses) {
  if (node.kind == TraceKind::idle_rule) return;
  const bool by_rule = node.kind != TraceKind::reading && node.kind != TraceKind::outside;
  if (by_rule && !node.clause.empty()) clauses.insert(node.contract + " " + node.clause);
  for (const TraceNode& child : node.children) add_clauses(child, clauses);
}

class ExampleRun {
 public:
  // `maker` and `known_days` go from one example of the graph to the next.
  ExampleRun(const Program& program, const FactMaker& maker, KnownDays& known_days, const ast::Statement& statement,
             Told told)
      : program_(program),
        graph_(*program.graph),
        maker_(maker),
        known_days_(known_days),
        statement_(statement),
        file_(file_of(program.tree, statement.span)),
        told_(told) {
    result_.title = statement.title ? statement.title->text : "";
    result_.clause = statement.clause == ast::none ? "" : program.tree.clauses[statement.clause].id;
    result_.span = statement.span;
  }

  ExampleResult run() {
    for (const Assignment& assignment : statement_.assignments) note_days(assignment);
    settings_.from = first_day_.value_or(graph_.term_first.value_or(Date{}));
    settings_.to = last_day_.value_or(settings_.from);
    for (const Assignment& assignment : statement_.assignments) {
      if (!assignment.gives) given(assignment);
    }
    if (!result_.problems.empty()) return std::move(result_);
    const Facts facts = make();
    if (!result_.problems.empty()) return std::move(result_);
    if (days_are_as_ever()) settings_.known_days = &known_days_;
    Evaluator evaluator(graph_, facts, settings_);
    for (const Assignment& assignment : statement_.assignments) {
      if (assignment.gives) check(assignment, evaluator, facts);
    }
    return std::move(result_);
  }

 private:
  const ast::Expr& at(ast::ExprId id) const { return program_.tree.exprs[id]; }
  const Declarations& names() const { return program_.checked.declarations; }

  void problem(Span where, std::string text) { result_.problems.push_back({where, std::move(text)}); }

  std::optional<Date> date_of(ast::ExprId id) const {
    return id == no_expr ? std::nullopt : constant_date(program_.tree, names(), file_, id);
  }

  void note_days(const Assignment& assignment) {
    for (const ast::ExprId id : {assignment.from, assignment.on}) {
      if (id == no_expr) continue;
      const auto date = date_of(id);
      if (!date) {
        problem(at(id).span, "the date of an example must be known from the text alone");
        continue;
      }
      first_day_ = first_day_ ? std::min(*first_day_, *date) : *date;
      last_day_ = last_day_ ? std::max(*last_day_, *date) : *date;
    }
  }

  // — values written in the example

  std::optional<Rational> number_of(ast::ExprId id) const {
    const ast::Expr& e = at(id);
    const auto both = [&](auto combine) -> std::optional<Rational> {
      const auto a = number_of(e.children[0]);
      const auto b = number_of(e.children[1]);
      return a && b ? combine(*a, *b) : std::nullopt;
    };
    switch (e.kind) {
      case ExprKind::quantity:
        return e.percent ? e.number / Rational(100) : e.number;
      case ExprKind::nothing:
        return Rational(0);
      case ExprKind::parentheses:
        return number_of(e.children[0]);
      case ExprKind::add:
        return both([](const Rational& a, const Rational& b) { return std::optional(a + b); });
      case ExprKind::subtract:
        return both([](const Rational& a, const Rational& b) { return std::optional(a - b); });
      case ExprKind::multiply:
      case ExprKind::percent_of:
        return both([](const Rational& a, const Rational& b) { return std::optional(a * b); });
      case ExprKind::divide:
        return both(
            [](const Rational& a, const Rational& b) { return b.is_zero() ? std::nullopt : std::optional(a / b); });
      default:
        return std::nullopt;
    }
  }

  // The value of an expression of the type, or nothing when it is not known from the text alone.
  std::optional<Value> value_of(ast::ExprId id, TypeKind wanted) {
    const ast::Expr& e = at(id);
    if (e.kind == ExprKind::nothing && wanted != TypeKind::number) return Value::empty();
    switch (wanted) {
      case TypeKind::number: {
        auto number = number_of(id);
        return number ? std::optional(Value::of(std::move(*number))) : std::nullopt;
      }
      case TypeKind::date: {
        const auto date = date_of(id);
        return date ? std::optional(Value::of(*date)) : std::nullopt;
      }
      case TypeKind::time:
        return e.kind == ExprKind::time ? std::optional(Value::time(e.time)) : std::nullopt;
      case TypeKind::text:
        if (e.kind == ExprKind::string) return Value::text(graph_.texts.intern(e.text));
        if (e.kind == ExprKind::weekday) return Value::text(graph_.texts.intern(e.word.text));
        if (e.kind == ExprKind::name) return Value::text(graph_.texts.intern(e.name.text));
        return std::nullopt;
      case TypeKind::truth:
        if (e.kind == ExprKind::name && (e.name.text == "yes" || e.name.text == "no")) {
          return Value::truth(e.name.text == "yes");
        }
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<Value> stated(ast::ExprId id, TypeKind wanted) {
    auto value = value_of(id, wanted);
    if (!value) problem(at(id).span, "a value of an example must be known from the text alone");
    return value;
  }

  // As it would stand in a file of facts.
  std::string cell_text(const Value& value) const {
    if (value.is_empty()) return "";
    return value.is_number() ? value.number.text() : value_text(graph_, {}, value);
  }

  // — what the example gives

  static TypeKind kind_of(const Column& column) {
    switch (column.type) {
      case ColumnType::date:
        return TypeKind::date;
      case ColumnType::time:
        return TypeKind::time;
      case ColumnType::number:
      case ColumnType::whole_number:
        return TypeKind::number;
      case ColumnType::truth:
        return TypeKind::truth;
      case ColumnType::text:
      case ColumnType::choice:
        break;
    }
    return TypeKind::text;
  }

  void given(const Assignment& assignment) {
    const ast::Expr& target = at(assignment.target);
    const Symbol* symbol = names().find(target.name.text);
    if (symbol != nullptr && symbol->kind == SymbolKind::event && assignment.value == no_expr) {
      given_row(assignment, symbol->index);
      return;
    }
    const Resolution& resolution = program_.checked.resolutions[assignment.target];
    const Date from = date_of(assignment.from).value_or(first_date);
    switch (resolution.meaning) {
      case Meaning::fact:
        given_fact(assignment, resolution.index, from);
        return;
      case Meaning::figure:
        given_figure(assignment, resolution.index, from);
        return;
      case Meaning::reading:
        given_reading(assignment, resolution.index);
        return;
      case Meaning::outside:
        given_outside(assignment, resolution.index, from);
        return;
      default:
        problem(target.span,
                fmt::format("`{}` cannot be given: facts, rows of events, figures, readings and names from "
                            "outside can",
                            target.name.text));
    }
  }

  void given_fact(const Assignment& assignment, std::uint32_t column, Date from) {
    const auto value = stated(assignment.value, kind_of(graph_.schema.tables[0].columns[column]));
    if (value) roster_.push_back({from, column, cell_text(*value)});
  }

  void given_row(const Assignment& assignment, EventId event) {
    const Table& table = graph_.schema.tables[graph_.events[event].table];
    MadeTable& made = table_named(table.name);
    std::vector<std::pair<std::string, std::string>> cells;
    if (table.subject != TableSubject::city_event) cells.emplace_back("employee", who);
    if (const auto day = date_of(assignment.on); day && !table.day_column.empty()) {
      const Column& column = table.columns[column_index(table, table.day_column)];
      cells.emplace_back(table.day_column,
                         column.type == ColumnType::date ? date_text(*day) : std::to_string(civil(*day).year));
    }
    for (const auto& [word, expr] : assignment.columns) {
      const std::string own = column_of_event(word.text, graph_.events[event].name);
      const std::uint32_t column = column_index(table, own);
      if (column == no_column) {
        problem(word.span, fmt::format("`{}` has no column `{}`", graph_.events[event].name, word.text));
        continue;
      }
      const auto value = stated(expr, kind_of(table.columns[column]));
      if (value) cells.emplace_back(own, cell_text(*value));
    }
    add_row(made, cells);
  }

  void given_figure(const Assignment& assignment, FigureId id, Date from) {
    const Figure& figure = graph_.figures[id];
    GivenFigure given;
    given.figure = id;
    given.from = from;
    const auto keys = keys_of(assignment.target, figure.keys);
    const auto value = stated(assignment.value, figure.type.kind);
    if (!keys || !value) return;
    given.keys = *keys;
    given.value = *value;
    settings_.given.push_back(std::move(given));
  }

  std::optional<std::vector<Value>> keys_of(ast::ExprId target, const std::vector<Key>& keys) {
    std::vector<Value> values;
    const ast::Expr& e = at(target);
    for (std::size_t i = 0; i < e.children.size() && i < keys.size(); ++i) {
      const auto value = stated(e.children[i], keys[i].type.kind);
      if (!value) return std::nullopt;
      values.push_back(*value);
    }
    return values;
  }

  void given_reading(const Assignment& assignment, ReadingId id) {
    if (settings_.readings.empty()) {
      for (const Reading& reading : graph_.readings) settings_.readings.push_back(reading.used);
    }
    const auto value = stated(assignment.value, TypeKind::text);
    if (value) settings_.readings[id] = value->text_id();
  }

  void given_outside(const Assignment& assignment, OutsideId id, Date from) {
    const Outside& outside = graph_.outsides[id];
    const auto keys = keys_of(assignment.target, outside.keys);
    const auto value = stated(assignment.value, outside.type.kind);
    if (!keys || !value) return;
    std::vector<std::pair<std::string, std::string>> cells = {{"name", outside.name}, {"value", cell_text(*value)}};
    for (std::size_t i = 0; i < keys->size(); ++i)
      cells.emplace_back(fmt::format("key{}", i + 1), cell_text((*keys)[i]));
    if (from != first_date) cells.emplace_back("from", date_text(from));
    add_row(table_named("outside"), cells);
  }

  // — the facts

  MadeTable& table_named(const std::string& name) {
    const auto known = std::find_if(made_.begin(), made_.end(), [&](const MadeTable& t) { return t.name == name; });
    if (known != made_.end()) return *known;
    made_.push_back({name, {}, {}});
    return made_.back();
  }

  static std::size_t heading_of(MadeTable& table, const std::string& name) {
    const auto known = std::find(table.heading.begin(), table.heading.end(), name);
    if (known != table.heading.end()) return static_cast<std::size_t>(known - table.heading.begin());
    table.heading.push_back(name);
    for (auto& row : table.rows) row.emplace_back();
    return table.heading.size() - 1;
  }

  static void add_row(MadeTable& table, const std::vector<std::pair<std::string, std::string>>& cells) {
    for (const auto& [name, text] : cells) heading_of(table, name);
    std::vector<std::string> row(table.heading.size());
    for (const auto& [name, text] : cells) row[heading_of(table, name)] = text;
    table.rows.push_back(std::move(row));
  }

  // A row for each date from which a fact is given, with all facts in force then.
  void make_roster() {
    MadeTable& roster = table_named("roster");
    std::vector<Date> dates = {first_date};
    for (const RosterCell& cell : roster_) dates.push_back(cell.from);
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    for (const Date date : dates) {
      std::vector<std::pair<std::string, std::string>> cells = {{"employee", who}};
      cells.emplace_back("from", date == first_date ? "" : date_text(date));
      for (std::uint32_t column = 0; column < graph_.schema.tables[0].columns.size(); ++column) {
        const RosterCell* newest = nullptr;
        for (const RosterCell& cell : roster_) {
          const bool meant = cell.column == column && cell.from <= date;
          if (meant && (newest == nullptr || newest->from <= cell.from)) newest = &cell;
        }
        if (newest != nullptr) cells.emplace_back(graph_.schema.tables[0].columns[column].name, newest->text);
      }
      add_row(roster, cells);
    }
  }

  // Banks that the example does not open start empty.
  void open_banks(Facts& facts) const {
    for (const Bank& bank : graph_.banks) {
      if (bank.openings == no_id) continue;
      const std::uint32_t index = graph_.events[bank.openings].table;
      const Table& table = graph_.schema.tables[index];
      // A table that keeps no such bank is not touched.
      const auto& choices = table.columns[bank.opening_bank_column].choices;
      if (!choices.empty() && std::find(choices.begin(), choices.end(), bank.name) == choices.end()) continue;
      TableFacts& rows = facts.tables[index];
      const Value name = Value::text(graph_.texts.intern(bank.name));
      bool opened = false;
      for (std::uint32_t row = 0; row < rows.rows(); ++row) {
        opened = opened || rows.cell(row, bank.opening_bank_column) == name;
      }
      if (opened) continue;
      std::vector<Value> cells(table.columns.size());
      cells[column_index(table, table.day_column)] = Value::of(settings_.from);
      cells[bank.opening_bank_column] = name;
      cells[bank.opening_amount_column] = Value::of(Rational(0));
      add_first(rows, settings_.from, std::move(cells));
    }
  }

  // No row of an example is of an earlier day than the first of which it speaks.
  static void add_first(TableFacts& rows, Date day, std::vector<Value> cells) {
    rows.by_default.insert(rows.by_default.begin(), cells.size(), false);
    rows.cells.insert(rows.cells.begin(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
    rows.days.insert(rows.days.begin(), day);
    // The heading is row 1.
    rows.row_numbers.insert(rows.row_numbers.begin(), rows.rows() + 1);
    rows.employees.insert(rows.employees.begin(), 0);
    ++rows.first.back();
  }

  Facts make() {
    make_roster();
    Diagnostics found;
    Facts facts = maker_.make(made_, "the example", found);
    for (const Diagnostic& diagnostic : found.all()) {
      if (code_severity(diagnostic.code) == Severity::error) problem(statement_.span, diagnostic.message);
    }
    if (result_.problems.empty()) open_banks(facts);
    return facts;
  }

  // Whether the clocks that choose their days choose those that they choose for every example that gives nothing of
  // what they can see: figures, readings, facts of the city, values from outside.
  bool days_are_as_ever() const {
    const auto of_the_city = [&](const MadeTable& made) {
      const auto& tables = graph_.schema.tables;
      const auto named = [&](const Table& table) { return table.name == made.name; };
      const auto table = std::find_if(tables.begin(), tables.end(), named);
      return table == tables.end() || table->subject == TableSubject::city_event;
    };
    return settings_.given.empty() && settings_.readings.empty() &&
           std::none_of(made_.begin(), made_.end(), of_the_city);
  }

  // — what it is held against

  void check(const Assignment& assignment, Evaluator& evaluator, const Facts& facts) {
    const Resolution& resolution = program_.checked.resolutions[assignment.target];
    const ast::Expr& target = at(assignment.target);
    const auto day = assignment.on != no_expr ? date_of(assignment.on) : last_day_ ? last_day_ : graph_.term_first;
    if (!day) {
      problem(assignment.span, "on which day? write `on` and a date");
      return;
    }
    ExampleCheck made;
    made.at = assignment.span;
    if (resolution.meaning == Meaning::bank) {
      const Type& type = graph_.banks[resolution.index].type;
      const Value value = evaluator.bank(resolution.index, resolution.measure, 0, *day, *day);
      compare(assignment, type, value, evaluator, made);
      tell([&] { return explain_bank(evaluator, resolution.index, resolution.measure, 0, *day, *day); }, made);
    } else if (resolution.meaning == Meaning::figure) {
      check_figure(assignment, resolution.index, *day, evaluator, facts, made);
    } else if (const FigureId raised = raised_fact(resolution); raised != no_id) {
      check_figure(assignment, raised, *day, evaluator, facts, made);
    } else {
      problem(target.span,
              fmt::format("`{}` is neither a figure nor a bank, so an example cannot give it", target.name.text));
      return;
    }
    if (is_told(made)) made.what = fmt::format("{} on {}", program_.sources.slice(target.span), date_text(*day));
    result_.checks.push_back(std::move(made));
  }

  bool is_told(const ExampleCheck& made) const { return !made.holds || told_ != Told::failures; }

  // A fact of the roster that raises or changes make something of is a figure too.
  FigureId raised_fact(const Resolution& resolution) const {
    if (resolution.meaning != Meaning::fact) return no_id;
    const std::string& name = graph_.schema.tables[0].columns[resolution.index].name;
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      if (graph_.figures[id].internal && graph_.figures[id].name == name) return id;
    }
    return no_id;
  }

  void check_figure(const Assignment& assignment, FigureId id, Date day, Evaluator& evaluator, const Facts& facts,
                    ExampleCheck& made) {
    const Figure& figure = graph_.figures[id];
    if (figure.event != no_id) {
      const auto row = row_on(figure.event, day, evaluator, facts, assignment.span);
      if (!row) return;
      compare(assignment, figure.type, evaluator.figure_of_row(id, 0, *row).value, evaluator, made);
      tell([&] { return explain_row(evaluator, id, 0, *row); }, made);
      return;
    }
    const auto keys = keys_of(assignment.target, figure.keys);
    if (!keys) return;
    compare(assignment, figure.type, evaluator.figure(id, 0, day, *keys).value, evaluator, made);
    tell([&] { return explain(evaluator, id, 0, day, *keys); }, made);
  }

  // What is asked of the way to a value.
  template <typename Explain>
  void tell(const Explain& explain, ExampleCheck& made) const {
    if (made.holds && told_ != Told::clauses) return;
    const TraceNode trace = explain();
    if (!made.holds) made.trace = trace_text(trace, one_screen);
    if (told_ == Told::clauses) add_clauses(trace, made.clauses);
  }

  // The one row of the event on the day.
  std::optional<std::uint32_t> row_on(EventId event, Date day, Evaluator& evaluator, const Facts&, Span where) {
    Scope scope;
    scope.employee = 0;
    scope.day = scope.first = scope.last = day;
    const std::vector<std::uint32_t> rows = evaluator.rows_in(event, scope, day, day);
    if (rows.size() == 1) return rows.front();
    problem(where, fmt::format("{} of `{}` on {}: give exactly one, so that it is clear which is meant",
                               rows.empty() ? "there is no row" : "there are several rows", graph_.events[event].name,
                               date_text(day)));
    return std::nullopt;
  }

  void compare(const Assignment& assignment, const Type& type, const Value& actual, const Evaluator& evaluator,
               ExampleCheck& made) {
    const auto expected = stated(assignment.value, type.kind);
    if (!expected) return;
    const bool nothing = at(assignment.value).kind == ExprKind::nothing;
    const Fault* fault = actual.is_fault() ? &evaluator.fault(actual.fault_id()) : nullptr;
    made.holds = fault != nullptr ? nothing && fault->kind == FaultKind::no_rule
                                  : actual == *expected || (nothing && actual.is_empty());
    if (!is_told(made)) return;
    made.expected = nothing ? "nothing" : value_text(graph_, type, *expected);
    made.actual = fault != nullptr ? "no value: " + fault->message : value_text(graph_, type, actual);
  }

  struct RosterCell {
    Date from;
    std::uint32_t column;
    std::string text;
  };

  const Program& program_;
  const Graph& graph_;
  const FactMaker& maker_;
  KnownDays& known_days_;
  const ast::Statement& statement_;
  const ast::File& file_;
  Told told_;
  ExampleResult result_;
  RunSettings settings_;
  std::optional<Date> first_day_;
  std::optional<Date> last_day_;
  std::vector<RosterCell> roster_;
  std::vector<MadeTable> made_;
};

}  // namespace

bool ExampleResult::passed() const {
  return problems.empty() &&
         std::all_of(checks.begin(), checks.end(), [](const ExampleCheck& check) { return check.holds; });
}

// Whether another file of the program changes what this one says: its examples hold for what it says alone.
static bool is_amended(const Program& program, const ast::File& file) {
  const auto changes = [&](const ast::File& other) { return other.header.amends.text == file.header.name.text; };
  return std::any_of(program.tree.files.begin(), program.tree.files.end(), changes);
}

// The examples that are run, in the order of the files.
static std::vector<const ast::Statement*> examples_of(const Program& program) {
  std::vector<const ast::Statement*> examples;
  for (const ast::Statement& statement : program.tree.statements) {
    if (statement.kind != ast::StatementKind::example) continue;
    if (!is_amended(program, file_of(program.tree, statement.span))) examples.push_back(&statement);
  }
  return examples;
}

std::vector<ExampleResult> run_examples(const Program& program, Told told) {
  const std::vector<const ast::Statement*> examples = examples_of(program);
  // So many that a further thread is worth its beginning.
  constexpr std::size_t worth_a_thread = 100;
  constexpr std::size_t most_threads = 4;
  const std::size_t threads =
      std::min<std::size_t>({std::thread::hardware_concurrency(), most_threads, examples.size() / worth_a_thread});
  constexpr std::size_t batch_size = 16;
  std::vector<ExampleResult> all;
  std::size_t next = 0;
  // The defaults have been checked with the program.
  Diagnostics known_to_be_sound;
  const FactMaker maker(program.graph->schema, program.graph->texts, known_to_be_sound);
  KnownDays known_days;
  // An example depends on no other, so that it is the same in which thread it is run.
  in_turns(std::max<std::size_t>(threads, 1), [&] {
    struct Batch {
      std::size_t begin = 0;
      std::size_t end = 0;
      std::vector<ExampleResult> results;
    };
    const auto batch = std::make_shared<Batch>();
    return Turn{[&, batch] {
                  batch->begin = next;
                  next = batch->end = std::min(examples.size(), next + batch_size);
                  return batch->begin < batch->end;
                },
                [&, batch] {
                  batch->results.clear();
                  for (std::size_t i = batch->begin; i < batch->end; ++i) {
                    batch->results.push_back(ExampleRun(program, maker, known_days, *examples[i], told).run());
                  }
                  return true;
                },
                [&, batch] {
                  std::move(batch->results.begin(), batch->results.end(), std::back_inserter(all));
                  return true;
                }};
  });
  return all;
}

void report(const std::vector<ExampleResult>& results, Diagnostics& diagnostics) {
  for (const ExampleResult& result : results) {
    for (const Note& problem : result.problems) {
      diagnostics
          .add(Code::example_unclear, problem.at,
               fmt::format("the example `{}` cannot be run: {}", result.title, problem.text))
          .help = "give what the facts allow, each value and date written out";
    }
    for (const ExampleCheck& check : result.checks) {
      if (check.holds) continue;
      Diagnostic& said =
          diagnostics.add(Code::example_fails, check.at,
                          fmt::format("`{}` is {}, and the example says {}", check.what, check.actual, check.expected));
      said.help = "`mou test` shows how the value came about";
    }
  }
}

}  // namespace mou
