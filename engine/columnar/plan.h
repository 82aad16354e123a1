// A graph compiled for columns: for each figure and each line of a bank the steps that compute it, over registers of
// known lanes and denominators. Only what is asked for is compiled; what two places of a block compute alike is one
// step.
//
// What does not depend on an employee is no business of a plan: the reference evaluator computes it once for all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/columnar/lanes.h"
#include "engine/graph/graph.h"

namespace mou {

using Register = std::uint32_t;
using BlockId = std::uint32_t;
inline constexpr Register no_register = no_id;

enum class StepKind : std::uint8_t {
#define MOU_STEP(kind) kind,
#include "engine/columnar/steps.def"
};

// A value over a register's denominator as whole numbers: what `Rounder` holds, in the widest lane.
struct RoundingPlan {
  Rounding mode = Rounding::half_up;
  Rational unit;
  Int128 factor = 1;
  Int128 bias = 0;
  Int128 divisor = 1;
  Int128 step = 1;
  Int128 lift = 0;
  std::uint64_t magic = 0;
  int shift = 0;
};

struct Step;

// A rule within a choose step: its steps run only where it is in force and some lane needs them.
struct ArmPlan {
  std::uint32_t arm = no_id;
  std::vector<Step> guard_steps;
  Register guard = no_register;
  std::vector<Step> value_steps;
  Register value = no_register;
  // What its value reads that others computed.
  std::vector<Register> reads;
};

struct Step {
  StepKind kind = StepKind::constant;
  // Counts the steps of the plan.
  std::uint32_t number = 0;
  Op op = Op::none;
  Register out = no_register;
  std::vector<Register> in;
  // The node of the graph that it computes; its index, clock and so on are those of the step.
  NodeId node = no_node;
  // lookup: the figure.
  FigureId figure = no_id;
  // sum: of in[0] and in[1]; scale: of in[0].
  std::int64_t factor = 1;
  std::int64_t second_factor = 1;
  // Overflow is possible and looked for: no bound of the values was proved.
  bool checked = false;
  // fold over rows: what a row gives depends on nothing but the row, so that all rows can be computed at once.
  bool ahead = false;
  // Some of its registers are of exact numbers, which a column may hold as whole ones over a denominator of its own.
  bool exact = false;
  // round: what is rounded is `in` times a number, so that no value is a fault as in every product; else it stays none.
  bool of_product = false;
  // scale, product: in[1] is what the node names first, so that its fault counts before that of in[0].
  bool turned = false;
  // fact, cell, figure: a missing fact, or a figure without a rule, is empty.
  bool raw = false;
  RoundingPlan rounding;
  std::vector<ArmPlan> arms;
  // Blocks that run in other scopes: of folds, searches, other days, openings.
  std::vector<BlockId> blocks;
  // Registers that no later step reads.
  std::vector<Register> drops;
};

struct RegisterPlan {
  Shape shape;
  TypeKind kind = TypeKind::number;
  // Bounds of the number, where they were proved.
  std::optional<Rational> low;
  std::optional<Rational> high;
  // What the same node gave under another condition: where that was computed it is here too.
  Register twin = no_register;
};

struct Block {
  std::vector<Step> steps;
  Register result = no_register;
  std::vector<RegisterPlan> registers;
};

inline constexpr BlockId no_block = no_id;

struct FigurePlan {
  BlockId block = no_block;
  // The employee's own keys, in order.
  std::vector<BlockId> keys;
  // Of rows: whether it reads balances, so that its rows cannot be computed all at once; and whether a row depends on
  // the rows before it.
  bool reads_banks = false;
  bool rows_in_order = false;
  // Whether it depends on nothing but the employee's row of the roster and the rules in force, so that it is the same
  // on all days on which these are: from each of `changes`, in order, other rules may be in force.
  bool steady = false;
  std::vector<Date> changes;
  // Values from outside among what it depends on, which change on days of their own.
  std::vector<OutsideId> outsides;
};

struct LinePlan {
  BlockId moment = no_block;
  BlockId guard = no_block;
  BlockId value = no_block;
  // The condition of its event.
  BlockId where = no_block;
  // Whether it reads the balance of a bank, so that it cannot be computed ahead of the days.
  bool reads_banks = false;
};

struct BankPlan {
  bool compiled = false;
  // Of balances and amounts.
  Shape shape;
  std::vector<LinePlan> lines;
  std::vector<LinePlan> caps;
};

struct Plan {
  std::vector<Block> blocks;
  // Parallel to the figures, banks and events of the graph; no_block where nothing asks for it.
  std::vector<FigurePlan> figures;
  std::vector<BankPlan> banks;
  std::vector<BlockId> events;
  BlockId covers = no_block;
  // How many steps it has, those within others among them.
  std::uint32_t steps = 0;
};

// What a run asks of a plan.
struct Wanted {
  std::vector<FigureId> figures;
  std::vector<BankId> banks;
};

// Of a sound graph with bounds (see compute_bounds). Never fails: what columns cannot do becomes a step that leaves the
// lanes to the reference evaluator.
Plan compile_plan(const Graph& graph, const Wanted& wanted);

// The plan as text: per figure its steps, with lanes, denominators and bounds.
std::string dump(const Plan& plan, const Graph& graph);

}  // namespace mou
