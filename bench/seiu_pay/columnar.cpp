#include "bench/seiu_pay/columnar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/roster.h"
#include "engine/columnar/evaluator.h"
#include "engine/facts/make_facts.h"

namespace mou::bench {

namespace {

// As many employees as keep the columns of the figures that are at work near the processor, but enough to pay for the
// steps.
constexpr std::size_t batch_size = 4096;

Wanted wanted(const std::vector<AskedFigure>& figures) {
  Wanted all;
  for (const AskedFigure& asked : figures) all.figures.push_back(asked.figure);
  return all;
}

class ColumnarContender : public Contender {
 public:
  ColumnarContender(Program& program, std::vector<AskedFigure> figures, const FactColumns& facts,
                    Instructions instructions, Output output)
      : figures_(std::move(figures)),
        output_(output),
        instructions_(instructions),
        plan_(compile_plan(*program.graph, wanted(figures_))),
        facts_(made(program, facts)),
        typed_(facts_),
        reference_(*program.graph, facts_, {day_, day_}),
        evaluator_(plan_, typed_, reference_, instructions) {
    // Columns are made when they are first read.
    ColumnarContender::run();
  }

  std::string name() const override { return fmt::format("columnar {}", kernels(instructions_).name); }
  Output output() const override { return output_; }
  std::size_t rows() const override { return facts_.employees.size(); }

  void run() override {
    kept_.clear();
    batches([&](std::size_t) {
      for (const AskedFigure& asked : figures_) {
        const ColumnOutcome& outcome = evaluator_.figure(asked.figure, day_);
        if (output_ == Output::store) keep(outcome.value);
      }
    });
  }

  void show(const BlockSink& sink) override {
    batches([&](std::size_t first) {
      const std::size_t n = evaluator_.employees().size();
      Block block{first, n, figures_.size(), std::vector<std::int64_t>(n * figures_.size())};
      for (std::size_t f = 0; f < figures_.size(); ++f) {
        const Lanes lanes = evaluator_.figure(figures_[f].figure, day_).value;
        for (std::size_t i = 0; i < n; ++i) {
          block.cells[i * figures_.size() + f] =
              cell_of(evaluator_.value_of(lanes, i, TypeKind::number), figures_[f].scale);
        }
      }
      sink(block);
    });
  }

 private:
  static Facts made(Program& program, const FactColumns& facts) {
    Diagnostics diagnostics;
    Facts made =
        make_facts(program.graph->schema, {made_roster(facts)}, "the workload", program.graph->texts, diagnostics);
    assert(!diagnostics.has_errors());
    return made;
  }

  template <typename Each>
  void batches(Each each) {
    for (std::size_t first = 0; first < rows(); first += batch_size) {
      evaluator_.take_up(static_cast<EmployeeId>(first), std::min(batch_size, rows() - first));
      each(first);
    }
  }

  void keep(const Lanes& lanes) {
    const std::size_t bytes = evaluator_.employees().size() * lane_size(lanes.lane());
    const auto* begin = lanes.data<std::byte>();
    kept_.insert(kept_.end(), begin, begin + bytes);
  }

  std::vector<AskedFigure> figures_;
  Output output_;
  Instructions instructions_;
  Date day_ = *parse_date(workload_day);
  Plan plan_;
  Facts facts_;
  TypedFacts typed_;
  Evaluator reference_;
  ColumnarEvaluator evaluator_;
  std::vector<std::byte> kept_;
};

}  // namespace

std::unique_ptr<Contender> make_columnar(Program& program, std::vector<AskedFigure> figures, const FactColumns& facts,
                                         Instructions instructions, Output output) {
  return std::make_unique<ColumnarContender>(program, std::move(figures), facts, instructions, output);
}

}  // namespace mou::bench
