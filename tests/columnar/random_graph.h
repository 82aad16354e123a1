// Graphs and facts by chance, for tests of what must agree on all of them. Small, but made of every kind of node that
// can depend on an employee, with facts that are missing, empty, finer than declared, or of no declared size.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/reference/small_graph.h"

namespace mou {

// Choices by chance: as a generator makes them, or as a list says, which can be shrunk. Past its end all are 0, the
// plainest choice. At most one is made among the arguments of a call: in which order they are computed is the
// compiler's affair, and a seed shall mean the same graph everywhere.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : generator_(std::in_place, seed) {}
  explicit Dice(std::vector<std::uint16_t> choices) : choices_(std::move(choices)) {}

  // 0..count - 1
  std::uint32_t below(std::size_t count) {
    if (generator_) return static_cast<std::uint32_t>((*generator_)() % count);
    return at_ < choices_.size() ? static_cast<std::uint32_t>(choices_[at_++] % count) : 0;
  }
  bool one_in(std::uint32_t count) { return below(count) == count - 1; }
  template <typename T>
  T among(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::optional<std::mt19937> generator_;
  std::vector<std::uint16_t> choices_;
  std::size_t at_ = 0;
};

class RandomGraph {
 public:
  explicit RandomGraph(Dice& dice);

  Graph& graph() { return small_.graph; }
  // Facts of a few employees for it.
  Facts facts(Diagnostics& diagnostics);

 private:
  // Where a node stands.
  struct Place {
    ClockId clock = no_id;
    EventId event = no_id;
    FigureId figure = no_id;
    // Types of the key arguments and candidates at hand.
    std::vector<Type> slots;
    // Of banks 0..banks - 1 and figures 0..figures - 1 it may read.
    std::uint32_t banks = 0;
    std::uint32_t figures = 0;
    bool inside_fold = false;
    // What depends on an employee is left out.
    bool shared = false;
  };

  void add_columns();
  void add_reading();
  void add_figure(std::uint32_t banks);
  void add_bank();
  void add_rules(FigureId id, const Place& place);
  Arm arm(const Place& place, const Type& type, int depth);

  NodeId any(const Place& place, const Type& type, int depth);
  NodeId number(const Place& place, int depth);
  NodeId number_leaf(const Place& place);
  NodeId constant();
  NodeId truth(const Place& place, int depth);
  NodeId truth_leaf(const Place& place);
  NodeId date(const Place& place, int depth);
  NodeId date_leaf(const Place& place);
  NodeId text(const Place& place);

  NodeId arith(const Place& place, int depth);
  NodeId rounded(const Place& place, int depth);
  NodeId among(const Place& place, const Type& type, int depth);
  NodeId chosen(const Place& place, const Type& type, int depth);
  NodeId gathered(const Place& place, int depth);
  NodeId figure_read(const Place& place, const Type& type, int depth);
  NodeId previous(const Place& place, const Type& type);
  NodeId running(const Place& place, int depth);
  NodeId bank(const Place& place);
  NodeId at(const Place& place, const Type& type, int depth);
  NodeId fold(const Place& place, const Type& type, int depth);
  NodeId search(const Place& place, int depth);
  NodeId moment(const Place& place, int depth);
  std::vector<NodeId> keys_of(FigureId id, const Place& place, int depth);

  std::string cell(const Column& column);

  Dice& dice_;
  SmallGraph small_;
};

}  // namespace mou
