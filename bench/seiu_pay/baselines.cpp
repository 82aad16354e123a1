// The hand-written code as contenders.
#include <algorithm>

#include "bench/seiu_pay/contender.h"

namespace mou::bench {

namespace {

// Calls `take(first, count)` for each batch of `rows`.
template <typename Take>
void in_batches(std::size_t rows, Take take) {
  for (std::size_t first = 0; first < rows; first += batch_rows) take(first, std::min(batch_rows, rows - first));
}

class ScalarContender : public Contender {
 public:
  ScalarContender(const FactColumns& facts, Output output)
      : facts_(rows_of(facts, 0, facts.rows())),
        output_(output),
        figures_(output == Output::store ? facts.rows() : batch_rows) {}

  std::string name() const override { return "scalar"; }
  Output output() const override { return output_; }
  std::size_t rows() const override { return facts_.size(); }
  void run() override {
    in_batches(rows(), [&](std::size_t first, std::size_t count) { compute(first, count); });
  }
  void show(const BlockSink& sink) override {
    in_batches(rows(), [&](std::size_t first, std::size_t count) {
      const FigureRow* figures = compute(first, count);
      Block block{first, count, figure_count, {}};
      for (std::size_t row = 0; row < count; ++row) {
        block.cells.insert(block.cells.end(), figures[row].begin(), figures[row].end());
      }
      sink(block);
    });
  }

 private:
  const FigureRow* compute(std::size_t first, std::size_t count) {
    FigureRow* into = figures_.data() + (output_ == Output::store ? first : 0);
    scalar_figures(facts_.data() + first, count, into);
    return into;
  }

  std::vector<FactRow> facts_;
  Output output_;
  std::vector<FigureRow> figures_;
};

class FusedContender : public Contender {
 public:
  FusedContender(const FactColumns& facts, Vectors vectors, Output output)
      : facts_(facts),
        vectors_(vectors),
        output_(output),
        figures_(figure_count, output == Output::store ? facts.rows() : batch_rows) {}

  std::string name() const override { return "fused " + std::string(vectors_name(vectors_)); }
  Output output() const override { return output_; }
  std::size_t rows() const override { return facts_.rows(); }
  void run() override {
    in_batches(rows(), [&](std::size_t first, std::size_t count) { compute(first, count); });
  }
  void show(const BlockSink& sink) override {
    in_batches(rows(), [&](std::size_t first, std::size_t count) {
      const std::size_t into = compute(first, count);
      Block block{first, count, figure_count, {}};
      block.cells.reserve(count * figure_count);
      for (std::size_t row = 0; row < count; ++row) {
        for (std::size_t figure = 0; figure < figure_count; ++figure) {
          block.cells.push_back(figures_.column(figure)[into + row]);
        }
      }
      sink(block);
    });
  }

 private:
  std::size_t compute(std::size_t first, std::size_t count) {
    const std::size_t into = output_ == Output::store ? first : 0;
    fused_figures(vectors_, facts_, first, count, figures_, into);
    return into;
  }

  const FactColumns& facts_;
  Vectors vectors_;
  Output output_;
  FigureColumns figures_;
};

}  // namespace

std::string_view output_name(Output output) {
  return output == Output::stream ? "stream" : "store";
}

std::unique_ptr<Contender> make_scalar(const FactColumns& facts, Output output) {
  return std::make_unique<ScalarContender>(facts, output);
}

std::unique_ptr<Contender> make_fused(const FactColumns& facts, Vectors vectors, Output output) {
  return std::make_unique<FusedContender>(facts, vectors, output);
}

}  // namespace mou::bench
