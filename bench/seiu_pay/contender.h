// What takes turns in the benches: something that computes figures of many employees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "bench/seiu_pay/fused.h"
#include "bench/seiu_pay/scalar.h"
#include "bench/seiu_pay/workload.h"

namespace mou::bench {

// A cell that holds no figure: none at all, a fault, or one that is no whole number of hundredths.
inline constexpr std::int64_t no_figure = std::numeric_limits<std::int64_t>::min();

// Figures of the employees [first, first + rows), employee by employee, in hundredths.
struct Block {
  std::size_t first = 0;
  std::size_t rows = 0;
  std::size_t figures = 0;
  std::vector<std::int64_t> cells;

  std::int64_t cell(std::size_t row, std::size_t figure) const { return cells[row * figures + figure]; }
};
using BlockSink = std::function<void(const Block& block)>;

// Where the figures go: `stream` leaves those of one batch in a buffer that the next batch uses again, `store` keeps
// all.
enum class Output : std::uint8_t { stream, store };
std::string_view output_name(Output output);

class Contender {
 public:
  Contender() = default;
  Contender(const Contender&) = delete;
  Contender& operator=(const Contender&) = delete;
  virtual ~Contender() = default;

  virtual std::string name() const = 0;
  virtual Output output() const { return Output::stream; }
  // How many employees one run takes: all that there are, or the first few where all would take too long.
  virtual std::size_t rows() const = 0;
  // Computes all figures of all its employees and leaves them in its natural form. This, and nothing else, is timed:
  // facts were brought into the natural form before.
  virtual void run() = 0;
  // The same figures, in order, to be compared.
  virtual void show(const BlockSink& sink) = 0;
};

// The hand-written code over the workload's facts. The facts must outlive them.
std::unique_ptr<Contender> make_scalar(const FactColumns& facts, Output output);
std::unique_ptr<Contender> make_fused(const FactColumns& facts, Vectors vectors, Output output);

}  // namespace mou::bench
