// How long the year of a contract takes in columns for very many employees: the sample unit again and again, in batches
// of growing size, on one core; facts are in columns before. Prints microseconds of processor time an employee's year.
//
//   year_bench [EMPLOYEES [CONTRACT FACTS FROM TO]]
#include <fmt/format.h>

#include <ctime>
#include <string>
#include <vector>

#include "analysis/batch.h"
#include "analysis/lines.h"
#include "bench/of_contract.h"
#include "dsl/program.h"
#include "engine/facts/read_facts.h"

namespace mou {
namespace {

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// `count` employees, of whom each one of the unit comes up again after all others did.
Facts repeated(const Facts& unit, std::uint32_t count) {
  Facts all;
  const auto size = static_cast<std::uint32_t>(unit.employees.size());
  for (EmployeeId employee = 0; employee < count; ++employee) {
    all.employees.push_back(fmt::format("{:07}", employee));
    all.employee_ids.emplace(all.employees.back(), employee);
  }
  for (const TableFacts& from : unit.tables) {
    TableFacts table;
    table.source = from.source;
    table.width = from.width;
    const bool of_employees = from.first.size() == size + std::size_t{1};
    if (!of_employees) {
      all.tables.push_back(from);
      continue;
    }
    for (EmployeeId employee = 0; employee < count; ++employee) {
      table.first.push_back(table.rows());
      for (std::uint32_t row = from.first[employee % size]; row < from.first[employee % size + 1]; ++row) {
        const auto begin = static_cast<std::ptrdiff_t>(row) * from.width;
        table.cells.insert(table.cells.end(), from.cells.begin() + begin, from.cells.begin() + begin + from.width);
        table.by_default.insert(table.by_default.end(), from.by_default.begin() + begin,
                                from.by_default.begin() + begin + from.width);
        table.days.push_back(from.days[row]);
        table.row_numbers.push_back(table.rows() + 1);
        table.employees.push_back(employee);
      }
    }
    table.first.push_back(table.rows());
    all.tables.push_back(std::move(table));
  }
  all.outside = unit.outside;
  all.outside_source = unit.outside_source;
  return all;
}

void measure(const Graph& graph, const Facts& facts, const Plan& plan, const std::vector<ReportLine>& lines, Date from,
             Date to, std::size_t employees) {
  Evaluator evaluator(graph, facts, {from, to});
  std::vector<EmployeeId> all(facts.employees.size());
  for (EmployeeId employee = 0; employee < all.size(); ++employee) all[employee] = employee;
  TypedFacts typed(facts);
  ColumnarEvaluator columnar(plan, typed, evaluator, widest_instructions());
  std::size_t cells = 0;
  const auto once = [&] {
    columnar.take_up(all);
    cells += all.size() * compute_all(columnar, evaluator, lines, from, to);
  };
  double begin = processor_seconds();
  once();
  const double first = processor_seconds() - begin;
  double best = first;
  double rest = 0;
  std::size_t done = 0;
  for (cells = 0; done < employees; done += all.size()) {
    begin = processor_seconds();
    once();
    const double taken = processor_seconds() - begin;
    rest += taken;
    best = std::min(best, taken);
  }
  fmt::print(
      "batches of {:>6}: {:8.1f} us an employee's year, best {:.1f}, the first time {:.1f}; {:.1f} ns a figure and "
      "tick\n",
      all.size(), rest / static_cast<double>(done) * 1e6, best / static_cast<double>(all.size()) * 1e6,
      first / static_cast<double>(all.size()) * 1e6, rest / static_cast<double>(cells) * 1e9);
}

int bench(std::size_t employees, const std::string& contract, const std::string& folder, Date from, Date to) {
  const Program program = compile(contract, {}, text_of);
  Diagnostics diagnostics;
  if (!program.graph) {
    fmt::print("the contract has errors: mou check {}\n", contract);
    return 1;
  }
  const Graph& graph = *program.graph;
  const Facts unit = read_facts(folder, graph.schema, graph.texts, diagnostics);
  if (diagnostics.has_errors()) {
    fmt::print("the facts have errors: mou facts {} --check {}\n", contract, folder);
    return 1;
  }
  const std::vector<ReportLine> lines = usual_lines(graph, {}, from, to);
  const Plan plan = plan_of_report(graph, lines);
  for (const std::uint32_t size : {1280U, 2560U, 5120U}) {
    measure(graph, repeated(unit, size), plan, lines, from, to, employees);
  }
  return 0;
}

}  // namespace
}  // namespace mou

int main(int argc, char** argv) {
  const std::string unit = MOU_SOURCE_DIR "/contracts/palm_springs/general_unit";
  const std::size_t employees = argc > 1 ? std::stoul(argv[1]) : 100'000;
  std::vector<std::string> asked(argv + std::min(argc, 2), argv + argc);
  if (asked.empty()) asked = {unit + "/seiu_2018.mou", unit + "/sample_2019", "2018-12-30", "2019-12-31"};
  const auto from = asked.size() == 4 ? mou::parse_date(asked[2]) : std::nullopt;
  const auto to = asked.size() == 4 ? mou::parse_date(asked[3]) : std::nullopt;
  if (!from || !to) {
    fmt::print("year_bench [EMPLOYEES [CONTRACT FACTS FROM TO]]\n");
    return 2;
  }
  return mou::bench(employees, asked[0], asked[1], *from, *to);
}
