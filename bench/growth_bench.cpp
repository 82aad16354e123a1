// What a figure costs as contracts grow: contracts of 10, 100 and 1,000 figures over the workload's facts, how long
// each takes from its text to a graph and from there to a plan, and what a figure of an employee takes. Ends with 1
// when a cell differs.
//
// growth_bench
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "bench/seiu_pay/columnar.h"
#include "bench/seiu_pay/contender.h"
#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/growth.h"
#include "bench/seiu_pay/turns.h"
#include "engine/columnar/plan.h"

namespace mou::bench {
namespace {

constexpr std::size_t compiled_times = 9;
constexpr int rounds = 5;
// The reference evaluator computes about this many figures in one run.
constexpr std::size_t reference_cells = 50'000;

struct Compiled {
  Pace to_graph;
  Pace to_plan;
};

Pace pace_of(std::vector<double> goes) {
  const double best = *std::min_element(goes.begin(), goes.end());
  return {median(std::move(goes)), best};
}

Compiled compile_seconds(const std::string& text) {
  std::vector<double> to_graph;
  std::vector<double> to_plan;
  for (std::size_t go = 0; go < compiled_times; ++go) {
    const double begin = processor_seconds();
    const Program program = program_of(text);
    const double middle = processor_seconds();
    Wanted wanted;
    for (const AskedFigure& asked : growth_figures(*program.graph)) wanted.figures.push_back(asked.figure);
    const Plan plan = compile_plan(*program.graph, wanted);
    to_graph.push_back(middle - begin);
    to_plan.push_back(processor_seconds() - middle);
  }
  return {pace_of(std::move(to_graph)), pace_of(std::move(to_plan))};
}

// Everything that takes turns. A new engine is added here; the first is what the others are compared with.
std::vector<std::unique_ptr<Contender>> contenders_for(Program& program, const std::vector<AskedFigure>& figures,
                                                       const FactColumns& facts) {
  std::vector<std::unique_ptr<Contender>> all;
  all.push_back(make_reference(program, figures, facts, std::max<std::size_t>(reference_cells / figures.size(), 1)));
  for (const Instructions instructions : {Instructions::sse2, Instructions::avx2, Instructions::avx512}) {
    if (has(instructions)) all.push_back(make_columnar(program, figures, facts, instructions, Output::stream));
  }
  return all;
}

bool bench(std::size_t figures) {
  const std::string text = growth_contract(workload_text(), figures);
  Program program = program_of(text);
  if (!program.graph) {
    fmt::print("the contract of {} figures has errors\n", figures);
    return false;
  }
  const Compiled compiled = compile_seconds(text);
  fmt::print(
      "{} figures, {} KB of text: {:.1f} ms from text to graph, best {:.1f} ms; {:.1f} ms to a plan, best {:.1f} ms\n",
      figures, (text.size() + 999) / 1000, compiled.to_graph.median * 1000, compiled.to_graph.best * 1000,
      compiled.to_plan.median * 1000, compiled.to_plan.best * 1000);
  const FactColumns facts = generate(200'000);
  const std::vector<AskedFigure> asked = growth_figures(*program.graph);
  const auto contenders = contenders_for(program, asked, facts);
  const std::vector<Pace> paces = take_turns(contenders, rounds);
  // What the first shows, for as many employees as it takes.
  const Expected expected = expected_of(*contenders.front());
  bool right = true;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    Contender& contender = *contenders[i];
    const std::size_t compared = std::min(contender.rows(), contenders.front()->rows());
    const std::size_t differing = differing_cells(contender, compared, expected);
    right = right && differing == 0;
    fmt::print("  {:<22} {:>9} employees {:>10.2f} ns a figure and employee   exact: {}\n", contender.name(),
               contender.rows(), 1e9 * paces[i].median / static_cast<double>(contender.rows() * figures),
               differing == 0 ? "yes" : fmt::format("NO, {} cells differ", differing));
  }
  return right;
}

}  // namespace
}  // namespace mou::bench

int main() {
  bool right = true;
  for (const std::size_t figures : {10, 100, 1'000}) right = mou::bench::bench(figures) && right;
  return right ? 0 : 1;
}
