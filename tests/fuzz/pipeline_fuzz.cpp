// From text to figures: whatever compiles has a sound graph and computes to the end, value or fault.
#include <cstdlib>
#include <string>

#include "dsl/program.h"
#include "engine/reference/evaluator.h"
#include "tests/fuzz/fuzzer.h"

namespace {

using namespace mou;

// A city as small as can be, which the texts may use.
constexpr std::string_view city = R"(city town "Town"
  rounding half up
clock pay period every 14 days from 2018-10-07 paid on 5 days after the end of the pay period
clock workweek every 7 days from 2018-10-07
clock working day each day when weekday is one of Monday, Tuesday, Wednesday or Thursday
measure comp_hour
fact hired is a date
fact separated is a date default nothing
fact classification is text
fact step is a whole number from 1 to 7
fact coverage is one of opt_out, single or family
fact plan_premium in dollars per month from $0 per month to $5,000 per month
fact selected is yes or no
key part is one of medical or dental
event time
fact time.day is a date
fact time.kind is one of worked or standby
fact time.hours in hours from 0 hours to 24 hours
event worked from time where time.kind is worked
event receipt, dated bought
fact receipt.bought is a date
fact receipt.amount in dollars from $0 to $10,000
event balance
fact balance.day is a date
fact balance.bank is text
fact balance.hours in hours from 0 hours to 1,000 hours
event holiday of the city
fact holiday.day is a date
)";

Value sample(const Column& column, Texts& texts, std::uint32_t row) {
  switch (column.type) {
    case ColumnType::date:
      return column.name == "separated" ? Value::empty() : Value::of(Date{17600 + static_cast<std::int32_t>(row)});
    case ColumnType::time:
      return Value::time(600);
    case ColumnType::number:
    case ColumnType::whole_number:
      return Value::of(column.low.value_or(Rational(0)) + column.step.value_or(Rational(1)));
    case ColumnType::text:
      return Value::text(texts.intern("Dispatcher"));
    case ColumnType::truth:
      return Value::truth(row % 2 == 0);
    case ColumnType::choice:
      return Value::text(texts.intern(column.choices[row % column.choices.size()]));
  }
  return Value::empty();
}

// Two employees with one row of the roster and two of each event.
Facts sample_facts(const Schema& schema, Texts& texts) {
  Facts facts;
  facts.employees = {"01", "02"};
  for (const Table& table : schema.tables) {
    const bool roster = table.subject == TableSubject::employee_roster;
    const bool city_table = table.subject == TableSubject::city_event;
    const std::uint32_t rows = roster ? 1 : 2;
    TableFacts read;
    read.source = table.name;
    read.width = static_cast<std::uint32_t>(table.columns.size());
    read.first.push_back(0);
    for (EmployeeId employee = 0; employee < (city_table ? 1U : 2U); ++employee) {
      for (std::uint32_t row = 0; row < rows; ++row) {
        for (const Column& column : table.columns) {
          read.cells.push_back(sample(column, texts, row));
          read.by_default.push_back(false);
        }
        read.days.push_back(roster ? first_date : Date{17910 + static_cast<std::int32_t>(row)});
        read.row_numbers.push_back(row + 2);
        read.employees.push_back(employee);
      }
      read.first.push_back(read.rows());
    }
    facts.tables.push_back(std::move(read));
  }
  return facts;
}

void compute(Graph& graph) {
  const Facts facts = sample_facts(graph.schema, graph.texts);
  RunSettings settings;
  settings.from = Date{17902};
  settings.to = Date{17929};
  Evaluator evaluator(graph, facts, settings);
  for (EmployeeId employee = 0; employee < 2; ++employee) {
    for (Date day = settings.from; day <= settings.to; day = day + 7) {
      for (FigureId figure = 0; figure < graph.figures.size(); ++figure) {
        if (graph.figures[figure].event == no_id) evaluator.figure(figure, employee, day);
      }
      for (BankId bank = 0; bank < graph.banks.size(); ++bank) {
        evaluator.bank(bank, BankMeasure::balance, employee, day, day + 6);
      }
    }
  }
}

}  // namespace

MOU_FUZZER(pipeline) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    if (path == "x.mou") return std::string(input);
    if (path == "./town.mou") return std::string(city);
    return std::nullopt;
  };
  Program program = compile("x.mou", std::nullopt, read);
  for (const Diagnostic& diagnostic : program.diagnostics.all()) render(diagnostic, program.sources, false);
  if (!program.graph) return;
  if (!verify(*program.graph).empty()) std::abort();
  dump(*program.graph);
  compute(*program.graph);
}
