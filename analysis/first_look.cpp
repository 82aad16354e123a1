#include "analysis/first_look.h"

#include <algorithm>

#include "engine/facts/fact_stream.h"
#include "engine/reference/evaluator.h"

namespace mou {

namespace {

constexpr std::uint32_t batch_size = 1024;
constexpr std::string_view counted = "employees read";

void append_row(const TableFacts& from, std::uint32_t row, EmployeeId employee, TableFacts& to) {
  for (std::uint32_t column = 0; column < from.width; ++column) {
    to.cells.push_back(from.cell(row, column));
    to.by_default.push_back(from.is_default(row, column));
  }
  to.days.push_back(from.days[row]);
  to.row_numbers.push_back(from.row_numbers[row]);
  to.employees.push_back(employee);
}

void append_employee(const Schema& schema, const Facts& from, EmployeeId employee, Facts& to) {
  const auto number = static_cast<EmployeeId>(to.employees.size());
  to.employees.push_back(from.employees[employee]);
  to.employee_ids.emplace(from.employees[employee], number);
  for (std::size_t i = 0; i < schema.tables.size(); ++i) {
    if (schema.tables[i].subject == TableSubject::city_event) continue;
    const RowRange rows = rows_of(from.tables[i], employee);
    for (std::uint32_t row = rows.begin; row < rows.end; ++row) append_row(from.tables[i], row, number, to.tables[i]);
    to.tables[i].first.push_back(to.tables[i].rows());
  }
}

// The facts without anybody.
Facts facts_of_city(const Schema& schema, const Facts& facts) {
  Facts city;
  city.outside = facts.outside;
  city.outside_source = facts.outside_source;
  for (std::size_t i = 0; i < schema.tables.size(); ++i) {
    const TableFacts& table = facts.tables[i];
    if (schema.tables[i].subject == TableSubject::city_event) {
      city.tables.push_back(table);
    } else {
      TableFacts empty;
      empty.source = table.source;
      empty.width = table.width;
      empty.first = {0};
      city.tables.push_back(std::move(empty));
    }
  }
  return city;
}

}  // namespace

FirstLook look_at(const std::string& facts, const Graph& graph, Date from, const UnitNeeds& needs,
                  const Progress& progress) {
  FirstLook look;
  look.needs = needs;
  look.books_open = from;
  FactStream stream(facts, graph.schema, graph.texts, batch_size);
  look.notes = stream.notes();
  const std::uint64_t all = stream.employees();
  if (progress) progress({0, all, counted});
  while (const auto batch = stream.next()) {
    const Facts& some = batch->facts;
    if (look.employees == 0) look.of_unit = facts_of_city(graph.schema, some);
    look.books_open = earliest_opening(graph, some, look.books_open);
    for (EmployeeId employee = 0; employee < some.employees.size(); ++employee) {
      const auto has_rows = [&](std::uint32_t table) { return !rows_of(some.tables[table], employee).empty(); };
      if (std::any_of(needs.tables.begin(), needs.tables.end(), has_rows)) {
        append_employee(graph.schema, some, employee, look.of_unit);
      }
    }
    look.employees += some.employees.size();
    if (progress) progress({look.employees, all, counted});
  }
  look.diagnostics = stream.diagnostics();
  look.files = stream.files();
  return look;
}

}  // namespace mou
