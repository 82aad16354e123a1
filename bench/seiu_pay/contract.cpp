#include "bench/seiu_pay/contract.h"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/roster.h"
#include "engine/reference/evaluator.h"

namespace mou::bench {

namespace {

FactColumns first_rows(const FactColumns& facts, std::size_t rows) {
  FactColumns some(fact_count, rows);
  for (std::size_t fact = 0; fact < fact_count; ++fact) std::copy_n(facts.column(fact), rows, some.column(fact));
  return some;
}

class ReferenceContender : public Contender {
 public:
  ReferenceContender(Program& program, std::vector<AskedFigure> figures, const FactColumns& facts, std::size_t rows)
      : graph_(*program.graph), figures_(std::move(figures)) {
    Diagnostics diagnostics;
    facts_ = make_facts(graph_.schema, {made_roster(first_rows(facts, rows))}, "the workload", program.graph->texts,
                        diagnostics);
    assert(!diagnostics.has_errors() && facts_.employees.size() == rows);
  }

  std::string name() const override { return "reference evaluator"; }
  std::size_t rows() const override { return facts_.employees.size(); }
  void run() override {
    compute([](const Block&) {});
  }
  void show(const BlockSink& sink) override { compute(sink); }

 private:
  template <typename Take>
  void compute(Take take) {
    const Date day = *parse_date(workload_day);
    Evaluator evaluator(graph_, facts_, {day, day});
    Block block{0, 1, figures_.size(), std::vector<std::int64_t>(figures_.size())};
    for (EmployeeId employee = 0; employee < rows(); ++employee) {
      evaluator.take_up(employee);
      block.first = employee;
      for (std::size_t i = 0; i < figures_.size(); ++i) {
        block.cells[i] = cell_of(evaluator.figure(figures_[i].figure, employee, day).value, figures_[i].scale);
      }
      take(block);
    }
  }

  const Graph& graph_;
  std::vector<AskedFigure> figures_;
  Facts facts_;
};

}  // namespace

std::string workload_text() {
  std::ifstream in(MOU_SOURCE_DIR "/bench/seiu_pay/seiu_pay.mou", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Program program_of(const std::string& text) {
  const std::string path = "bench.mou";
  return compile(path, {},
                 [&](const std::string& asked) { return asked == path ? std::optional(text) : std::nullopt; });
}

std::vector<AskedFigure> workload_figures(const Graph& graph) {
  std::vector<AskedFigure> asked;
  for (std::size_t figure = 0; figure < figure_count; ++figure) {
    const auto found = std::find_if(graph.figures.begin(), graph.figures.end(),
                                    [&](const Figure& candidate) { return candidate.name == figure_names[figure]; });
    assert(found != graph.figures.end());
    asked.push_back(
        {static_cast<FigureId>(found - graph.figures.begin()), figure_scale(static_cast<PayFigure>(figure))});
  }
  return asked;
}

std::int64_t cell_of(const Value& value, std::int64_t scale) {
  if (!value.is_number()) return no_figure;
  return (value.number * Rational(scale)).to_int64().value_or(no_figure);
}

std::unique_ptr<Contender> make_reference(Program& program, std::vector<AskedFigure> figures, const FactColumns& facts,
                                          std::size_t rows) {
  return std::make_unique<ReferenceContender>(program, std::move(figures), facts, std::min(rows, facts.rows()));
}

}  // namespace mou::bench
