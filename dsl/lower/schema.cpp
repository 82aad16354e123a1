// What the program declares of facts, events, clocks, readings and names from outside.
#include <fmt/format.h>

#include "dsl/check/constant.h"
#include "dsl/check/units.h"
#include "dsl/lower/lowering.h"
#include "engine/facts/cell.h"

namespace mou {

namespace {

ColumnType column_type(const CheckedType& type) {
  if (!type.choices.empty()) {
    return ColumnType::choice;
  }
  switch (type.type.kind) {
    case TypeKind::number:
      return type.whole ? ColumnType::whole_number : ColumnType::number;
    case TypeKind::date:
      return ColumnType::date;
    case TypeKind::time:
      return ColumnType::time;
    case TypeKind::text:
      return ColumnType::text;
    case TypeKind::truth:
      return ColumnType::truth;
  }
  return ColumnType::text;
}

}  // namespace

Column Lowering::column_of(const FactInfo& fact) {
  const ast::Statement& statement = tree_.statements[fact.declared];
  Column column;
  column.name = fact.name;
  column.title = fact.title;
  column.type = column_type(fact.type);
  column.unit = fact.type.type.unit;
  if (column.type == ColumnType::number || column.type == ColumnType::whole_number) {
    column.unit_title = column.unit.plain() ? "" : unit_text(column.unit, names().measures);
    column.low = fact.type.low;
    column.high = fact.type.high;
    column.step = fact.type.step ? *fact.type.step : fact.type.whole ? Rational(1) : Rational::ratio(1, 100);
  }
  column.choices = fact.type.choices;
  column.declared = statement.span;
  set_default(column, statement);
  return column;
}

// What the fact is where it is left empty: another fact of the same row, or what a cell of the column may hold.
void Lowering::set_default(Column& column, const ast::Statement& statement) {
  const ast::ExprId otherwise = statement.head.default_value;
  if (otherwise == ast::no_expr) return;
  const ast::Expr& value = at(otherwise);
  const Resolution& meant = checked_.resolutions[otherwise];
  const bool of_an_event = statement.name.text.find('.') != std::string::npos;
  if (meant.meaning == Meaning::fact && !of_an_event) {
    column.default_column = names().roster[meant.index].name;
  } else if (meant.meaning == Meaning::column) {
    column.default_column = names().events[names().events[meant.event].table].columns[meant.index].name;
  } else if (value.kind == ast::ExprKind::nothing) {
    column.default_text = "";
  } else if (value.kind == ast::ExprKind::name &&
             (meant.meaning == Meaning::choice || column.type == ColumnType::truth)) {
    column.default_text = value.name.text;
  } else if (value.kind == ast::ExprKind::date) {
    column.default_text = date_text(value.date);
  } else if (value.kind == ast::ExprKind::time) {
    column.default_text = time_text(value.time);
  } else if (value.kind == ast::ExprKind::string) {
    column.default_text = value.text;
  } else if (const auto number = constant_number(tree_, otherwise)) {
    column.default_text = number->text();
  }
  Texts apart;
  Value held;
  CellProblem problem;
  const auto bad = [&](std::string message, std::string help) {
    diagnostics_.add(Code::bad_default, value.span, std::move(message)).help = std::move(help);
  };
  if (!column.default_text && column.default_column.empty()) {
    bad(fmt::format("the default of `{}` is not known from its row alone", statement.name.text),
        of_an_event ? "write a value, `nothing`, or another column of the event"
                    : "write a value, `nothing`, or another fact of the roster");
  } else if (column.default_text && !read_cell(column, *column.default_text, apart, held, problem)) {
    bad(fmt::format("the default of `{}` is not allowed: {}", statement.name.text, problem.message),
        std::move(problem.help));
  }
}

void Lowering::lower_schema() {
  Table roster;
  roster.name = "roster";
  roster.title = "Employees";
  roster.subject = TableSubject::employee_roster;
  for (const FactInfo& fact : names().roster) {
    roster.columns.push_back(column_of(fact));
  }
  graph_.hired_column = column_index(roster, "hired");
  graph_.separated_column = column_index(roster, "separated");
  graph_.schema.tables.push_back(std::move(roster));
  std::vector<std::uint32_t> table_of(names().events.size(), 0);
  for (EventId id = 0; id < names().events.size(); ++id) {
    const EventInfo& event = names().events[id];
    if (event.table != id) {
      continue;
    }
    Table table;
    const ast::Word& file = tree_.statements[event.declared].target;
    table.name = file.empty() ? event.name : file.text;
    table.title = event.title;
    table.subject = event.of_the_city ? TableSubject::city_event : TableSubject::employee_event;
    table.day_column = event.day_column;
    table.declared = tree_.statements[event.declared].span;
    for (const FactInfo& fact : event.columns) {
      table.columns.push_back(column_of(fact));
    }
    table_of[id] = static_cast<std::uint32_t>(graph_.schema.tables.size());
    graph_.schema.tables.push_back(std::move(table));
  }
  for (const EventInfo& info : names().events) {
    Event event;
    event.name = info.name;
    event.title = info.title;
    event.table = table_of[info.table];
    event.of_the_city = names().events[info.table].of_the_city;
    graph_.events.push_back(std::move(event));
  }
}

void Lowering::lower_events() {
  for (EventId id = 0; id < names().events.size(); ++id) {
    if (names().events[id].where != ast::no_expr) {
      Around around;
      around.event = id;
      graph_.events[id].where = expr(names().events[id].where, around);
    }
  }
}

void Lowering::lower_clocks() {
  graph_.chosen_when.assign(graph_.clocks.size(), no_node);
  for (ClockId id = 0; id < graph_.clocks.size(); ++id) {
    if (graph_.clocks[id].kind != ClockKind::chosen_days) {
      continue;
    }
    const ast::Statement& statement = tree_.statements[names().clocks[id].declared];
    Around around;
    around.clock = id;
    around.clause = clause_index(statement);
    graph_.chosen_when[id] = guard_of(statement, statement.mods, around);
  }
}

// A value or key that an assumption writes out.
Value Lowering::written_value(ast::ExprId id, TypeKind kind) {
  const ast::Expr& e = at(id);
  if (e.kind == ast::ExprKind::nothing) return kind == TypeKind::number ? Value::of(Rational(0)) : Value::empty();
  switch (kind) {
    case TypeKind::number:
      return Value::of(constant_number(tree_, id).value_or(Rational(0)));
    case TypeKind::date:
      return Value::of(constant_date(tree_, names(), file_of(tree_, e.span), id).value_or(first_date));
    case TypeKind::time:
      return Value::time(e.time);
    case TypeKind::text:
      return Value::text(text(e.kind == ast::ExprKind::string ? e.text : e.name.text));
    case TypeKind::truth:
      break;
  }
  return Value::truth(e.name.text == "yes");
}

void Lowering::assume_outside(Outside& outside, const OutsideInfo& info, const ast::Statement& statement) {
  for (const ast::Assignment& assumption : statement.assignments) {
    Outside::Assumed assumed;
    assumed.from = start_of(statement, statement.mods).value_or(first_date);
    assumed.value = written_value(assumption.value, info.type.type.kind);
    assumed.span = assumption.span;
    const std::vector<ast::ExprId>& keys = at(assumption.target).children;
    for (std::size_t i = 0; i < keys.size() && i < info.keys.size(); ++i) {
      assumed.keys.push_back(written_value(keys[i], info.keys[i].type.type.kind));
    }
    outside.assumed.push_back(std::move(assumed));
  }
}

void Lowering::lower_names() {
  for (const ReadingInfo& info : names().readings) {
    const ast::Statement& statement = tree_.statements[info.declared];
    Reading reading;
    reading.name = info.name;
    reading.question = statement.text.text;
    for (const std::string& choice : info.choices) {
      reading.choices.push_back(text(choice));
    }
    reading.used = text(statement.target.text);
    reading.reason = statement.reason.text;
    reading.clause = clause_index(statement);
    reading.span = statement.span;
    graph_.readings.push_back(std::move(reading));
  }
  for (const OutsideInfo& info : names().outsides) {
    const ast::Statement& statement = tree_.statements[info.declared];
    Outside outside;
    outside.name = info.name;
    outside.why = info.why;
    outside.type = info.type.type;
    outside.clause = clause_index(statement);
    outside.span = statement.span;
    for (const KeyRef& key : info.keys) {
      outside.keys.push_back({key.name, key.type.type, no_node, {}, {}});
    }
    OutsideName name;
    name.keys = static_cast<int>(info.keys.size());
    for (const ast::StatementId assumed : info.assumed) assume_outside(outside, info, tree_.statements[assumed]);
    name.value.name = info.name;
    name.value.title = info.why;
    name.value.type = column_type(info.type);
    name.value.unit = info.type.type.unit;
    name.value.unit_title = name.value.unit.plain() ? "" : unit_text(name.value.unit, names().measures);
    name.value.low = info.type.low;
    name.value.high = info.type.high;
    name.value.step = info.type.step;
    name.value.choices = info.type.choices;
    name.value.declared = statement.span;
    graph_.schema.outside.push_back(std::move(name));
    graph_.outsides.push_back(std::move(outside));
  }
}

}  // namespace mou
