// How a graph becomes a plan. Private to the compiler.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/columnar/plan.h"
#include "engine/columnar/shapes.h"

namespace mou {

// Nodes that mean the same wherever they stand in one block, by their first one.
std::vector<NodeId> alike_nodes(const Graph& graph);

// Figures, lines and blocks of one plan; compiles each once, when it is first asked for.
class PlanCompiler {
 public:
  explicit PlanCompiler(const Graph& graph);

  Plan compile(const Wanted& wanted);

  const Graph& graph() const { return graph_; }
  NodeId alike(NodeId id) const { return alike_[id]; }
  // What a node is within, for columns of events.
  struct Place {
    EventId event = no_id;
    BankId bank = no_id;
    // Whose tick the lanes are in; no_id on a day alone.
    ClockId clock = no_id;
  };
  BlockId block(NodeId root, const Place& place);
  // What depends on nothing but a row of the event: one block for all nodes that mean the same.
  BlockId block_of_row(NodeId root, EventId event);
  void want(FigureId figure);
  void want_bank(BankId bank);
  void want_event(EventId event);
  // What a figure's block gives; nothing while it is being compiled.
  const RegisterPlan* result_of(FigureId figure) const;
  const RegisterPlan& result_of_block(BlockId id) const;
  bool is_shared(NodeId id);
  bool reads_banks(NodeId root);
  bool reads_arguments(NodeId root);

 private:
  void compile_bank(BankId id);
  LinePlan line(const Arm& rule, const Place& place, Shape& shape);
  bool finds_history(NodeId id);
  bool figure_reads_banks(FigureId figure);
  // The days from which rules change, and the values from outside that are read.
  struct Changes {
    std::vector<Date> days;
    std::vector<OutsideId> outsides;
  };
  // Adds those below a node; false when it depends on more than they and the roster.
  bool is_steady(NodeId id, Changes& changes);
  bool is_steady_figure(FigureId id, Changes& changes);
  void find_steady(FigureId id, FigurePlan& plan);

  const Graph& graph_;
  std::vector<NodeId> alike_;
  Plan plan_;
  std::map<std::pair<NodeId, EventId>, BlockId> blocks_of_rows_;
  std::vector<char> figures_wanted_;
  std::vector<char> banks_wanted_;
  std::vector<char> events_wanted_;
  std::vector<char> history_;
  std::vector<char> figure_banks_;
  struct Steadiness {
    char state = 2;
    Changes changes;
  };
  std::vector<Steadiness> steady_;
};

// One block: steps in order, each after what it reads.
class BlockCompiler {
 public:
  BlockCompiler(PlanCompiler& plan, const PlanCompiler::Place& place) : plan_(plan), place_(place) {
    regions_.push_back({&block_.steps, {}});
  }

  Block compile(NodeId root);
  // A figure that depends on its keys alone, for the keys of each employee.
  Block compile_lookup(FigureId id);

 private:
  // Steps under a condition see what was computed before it, and nobody sees what they compute.
  struct Region {
    std::vector<Step>* steps;
    std::map<std::pair<NodeId, bool>, Register> known;
  };

  const Graph& graph() const { return plan_.graph(); }
  const RegisterPlan& plan_of(Register id) const { return block_.registers[id]; }
  Register emit(NodeId id, bool raw = false);
  Register emit_new(NodeId id, bool raw);

  Register declare(TypeKind kind, Shape shape, const std::optional<Rational>& low = std::nullopt,
                   const std::optional<Rational>& high = std::nullopt);
  // A register for what a node gives: a number over this denominator, exact without one.
  Register declare(const Node& node, std::optional<std::int64_t> denominator);
  Register add(Step step, Register out);
  Register convert(Register from, Shape shape);
  // Whole numbers that are others times a factor: whoever multiplies further reads those others, and the step between
  // is dropped when nobody else reads it.
  struct Scaled {
    Register of = no_register;
    std::int64_t factor = 1;
  };
  // Of a register that was not scaled: itself, once.
  Scaled scaled(Register id) const {
    return id < scaled_.size() && scaled_[id].of != no_register ? scaled_[id] : Scaled{id, 1};
  }
  // What a register is the product of, in lanes that hold it; no_register for any other.
  struct Factors {
    Register a = no_register;
    Register b = no_register;
  };
  Factors factors(Register id) const { return id < factors_.size() ? factors_[id] : Factors{}; }
  // `step` is given what it lacks: that it scales a register of the lane and denominator of `out`, without overflow.
  Register scale(Step step, Register from, std::int64_t factor, Register out);
  // Adds an unchecked product of two registers in the lane of `out`.
  Register product(Step step, Register a, Register b, Register out);
  // The node of the constant that a register holds; no_node for any other.
  NodeId constant_in(Register id) const { return id < constants_.size() ? constants_[id] : no_node; }
  // Both over one denominator and in one lane; nothing when they are no whole numbers of one.
  struct Aligned {
    Register a;
    Register b;
    bool checked;
  };
  Aligned align(Register a, Register b);

  Register constant(NodeId id);
  Register constant(NodeId id, TypeKind kind, Shape shape);
  Block finish(Register result);
  Register shared(NodeId id, bool raw);
  Register leaf(NodeId id, StepKind kind, bool raw);
  Register arith(NodeId id);
  Register add_numbers(NodeId id, Register a, Register b, bool subtract);
  Register multiply(NodeId id, Register a, Register b);
  // `turned`: the number is what the node names first.
  Register times(NodeId id, Register a, const Rational& number, Register states, bool turned = false);
  Register divide(NodeId id, Register a, Register b);
  Register round(NodeId id);
  Register limit(NodeId id);
  Register among(NodeId id);
  Register compare(NodeId id);
  Register logic(NodeId id);
  Register presence(NodeId id);
  Register choose(NodeId id);
  Register gather(NodeId id);
  Register figure(NodeId id, bool raw);
  bool reads_own(const Node& read) const;
  Register previous(NodeId id);
  Register running_limit(NodeId id);
  Register bank(NodeId id);
  Register at(NodeId id);
  Register fold(NodeId id);
  Register search(NodeId id);
  Register date(NodeId id);
  Register defer(NodeId id);
  // The one number that a register holds, if it holds one only.
  std::optional<Rational> only_number(Register id) const;
  // One shape that every value in these registers has.
  std::optional<std::int64_t> one_denominator(const std::vector<Register>& registers) const;

  PlanCompiler& plan_;
  PlanCompiler::Place place_;
  Block block_;
  // Of each register, the constant in it.
  std::vector<NodeId> constants_;
  // The first register of every node, and of everything that is converted, whatever the condition.
  std::map<std::pair<NodeId, bool>, Register> first_;
  std::map<std::tuple<Register, Lane, std::int64_t>, Register> first_converted_;
  std::vector<Scaled> scaled_;
  std::vector<Factors> factors_;
  std::vector<Region> regions_;
};

}  // namespace mou
