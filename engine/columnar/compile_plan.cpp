// The plan as a whole: which blocks there are, and what nodes mean the same.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/columnar/compiler.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

constexpr char unknown = 2;

// All that decides what a node gives, its parts by the first node alike.
using Likeness = std::tuple<std::vector<std::int64_t>, std::vector<Rational>>;

Likeness likeness(const Graph& graph, NodeId id, const std::vector<NodeId>& alike) {
  const Node& node = graph.nodes[id];
  std::vector<std::int64_t> whole{static_cast<std::int64_t>(node.kind),
                                  static_cast<std::int64_t>(node.op),
                                  static_cast<std::int64_t>(node.subject),
                                  static_cast<std::int64_t>(node.rounding),
                                  static_cast<std::int64_t>(node.measure),
                                  static_cast<std::int64_t>(node.calendar),
                                  static_cast<std::int64_t>(node.type.kind),
                                  node.index,
                                  node.clock,
                                  node.slot,
                                  node.number,
                                  node.high,
                                  node.month,
                                  static_cast<std::int64_t>(node.value.kind),
                                  node.value.payload,
                                  static_cast<std::int64_t>(node.rows.kind),
                                  node.rows.index,
                                  static_cast<std::int64_t>(node.rows.window),
                                  node.rows.clock,
                                  node.low ? 1 : 0,
                                  node.high_bound ? 1 : 0};
  for (const NodeId child : node.children) whole.push_back(child == no_node ? -1 : alike[child]);
  // What has parts of its own is alike only to itself.
  if (node.kind == NodeKind::choose || node.kind == NodeKind::gather) whole.push_back(id);
  return Likeness(std::move(whole),
                  std::vector<Rational>{node.value.number, node.denominator, node.low.value_or(Rational()),
                                        node.high_bound.value_or(Rational())});
}

class Alike {
 public:
  explicit Alike(const Graph& graph) : graph_(graph), alike_(graph.nodes.size(), no_node) {
    for (NodeId id = 0; id < graph.nodes.size(); ++id) find(id);
  }
  std::vector<NodeId> take() { return std::move(alike_); }

 private:
  void find(NodeId id) {
    if (alike_[id] != no_node) return;
    for (const NodeId child : graph_.nodes[id].children) {
      if (child != no_node) find(child);
    }
    alike_[id] = firsts_.emplace(likeness(graph_, id, alike_), id).first->second;
  }

  const Graph& graph_;
  std::vector<NodeId> alike_;
  std::map<Likeness, NodeId> firsts_;
};

void note_registers(const std::vector<Step>& steps, std::set<Register>& read, std::set<Register>& made) {
  for (const Step& step : steps) {
    read.insert(step.in.begin(), step.in.end());
    made.insert(step.out);
    for (const ArmPlan& arm : step.arms) {
      if (arm.guard != no_register) read.insert(arm.guard);
      read.insert(arm.value);
      note_registers(arm.guard_steps, read, made);
      note_registers(arm.value_steps, read, made);
    }
  }
}

// What the steps read that they do not make.
std::vector<Register> registers_read(const std::vector<Step>& steps) {
  std::set<Register> read;
  std::set<Register> made;
  note_registers(steps, read, made);
  std::vector<Register> others;
  std::set_difference(read.begin(), read.end(), made.begin(), made.end(), std::back_inserter(others));
  return others;
}

// What is known of steps once all of a block are there.
void complete_steps(std::vector<Step>& steps, const std::vector<RegisterPlan>& registers, std::uint32_t& count) {
  const auto exact = [&](Register id) { return registers[id].shape.lane == Lane::exact; };
  for (Step& step : steps) {
    step.number = count++;
    step.exact = exact(step.out) || std::any_of(step.in.begin(), step.in.end(), exact);
    for (ArmPlan& arm : step.arms) {
      complete_steps(arm.guard_steps, registers, count);
      complete_steps(arm.value_steps, registers, count);
      arm.reads = registers_read(arm.value_steps);
    }
  }
}

}  // namespace

std::vector<NodeId> alike_nodes(const Graph& graph) {
  return Alike(graph).take();
}

PlanCompiler::PlanCompiler(const Graph& graph)
    : graph_(graph),
      alike_(alike_nodes(graph)),
      figures_wanted_(graph.figures.size(), 0),
      banks_wanted_(graph.banks.size(), 0),
      events_wanted_(graph.events.size(), 0),
      history_(graph.nodes.size(), unknown),
      figure_banks_(graph.figures.size(), unknown),
      steady_(graph.figures.size()) {
  plan_.figures.resize(graph.figures.size());
  plan_.banks.resize(graph.banks.size());
  plan_.events.resize(graph.events.size(), no_block);
}

Plan PlanCompiler::compile(const Wanted& wanted) {
  if (graph_.covers != no_node) plan_.covers = block(graph_.covers, {});
  for (const FigureId id : wanted.figures) want(id);
  for (const BankId id : wanted.banks) want_bank(id);
  for (Block& made : plan_.blocks) complete_steps(made.steps, made.registers, plan_.steps);
  return std::move(plan_);
}

BlockId PlanCompiler::block(NodeId root, const Place& place) {
  Block made = BlockCompiler(*this, place).compile(root);
  plan_.blocks.push_back(std::move(made));
  return static_cast<BlockId>(plan_.blocks.size() - 1);
}

BlockId PlanCompiler::block_of_row(NodeId root, EventId event) {
  const std::pair<NodeId, EventId> key{alike(root), event};
  const auto known = blocks_of_rows_.find(key);
  if (known != blocks_of_rows_.end()) return known->second;
  const BlockId made = block(root, {event, no_id, no_id});
  blocks_of_rows_.emplace(key, made);
  return made;
}

void PlanCompiler::want(FigureId id) {
  if (figures_wanted_[id] != 0) return;
  figures_wanted_[id] = 1;
  const Figure& figure = graph_.figures[id];
  if (figure.subject < Subject::employee) {
    const bool own =
        std::all_of(figure.keys.begin(), figure.keys.end(), [](const Key& key) { return key.own != no_node; });
    if (figure.keys.empty() || !own) return;
    Block made = BlockCompiler(*this, {no_id, no_id, figure.clock}).compile_lookup(id);
    plan_.blocks.push_back(std::move(made));
    plan_.figures[id].block = static_cast<BlockId>(plan_.blocks.size() - 1);
    find_steady(id, plan_.figures[id]);
    return;
  }
  if (figure.event != no_id) want_event(figure.event);
  const Place place{figure.event, no_id, figure.clock};
  FigurePlan made;
  for (const Key& key : figure.keys) made.keys.push_back(key.own == no_node ? no_block : block(key.own, place));
  made.block = block(figure.root, place);
  made.reads_banks = figure_reads_banks(id);
  find_steady(id, made);
  made.rows_in_order = figure.event != no_id && finds_history(figure.root);
  plan_.figures[id] = std::move(made);
}

void PlanCompiler::want_event(EventId id) {
  if (events_wanted_[id] != 0) return;
  events_wanted_[id] = 1;
  if (graph_.events[id].where != no_node) plan_.events[id] = block(graph_.events[id].where, {id, no_id, no_id});
}

const RegisterPlan* PlanCompiler::result_of(FigureId id) const {
  const BlockId block = plan_.figures[id].block;
  return block == no_block ? nullptr : &result_of_block(block);
}

const RegisterPlan& PlanCompiler::result_of_block(BlockId id) const {
  const Block& block = plan_.blocks[id];
  return block.registers[block.result];
}

// A running limit reads the earlier values of its own figure, whatever its parts depend on.
bool PlanCompiler::finds_history(NodeId id) {
  if (history_[id] == unknown) {
    history_[id] = graph_.nodes[id].kind == NodeKind::running_limit ? 1 : 0;
    for_each_part(graph_, graph_.nodes[id], [&](NodeId part) {
      if (finds_history(part)) history_[id] = 1;
    });
  }
  return history_[id] == 1;
}

bool PlanCompiler::is_shared(NodeId id) {
  return graph_.nodes[id].subject <= Subject::contract && !finds_history(id);
}

void PlanCompiler::find_steady(FigureId id, FigurePlan& plan) {
  Changes changes;
  plan.steady = is_steady_figure(id, changes);
  plan.changes = std::move(changes.days);
  plan.outsides = std::move(changes.outsides);
}

bool PlanCompiler::is_steady_figure(FigureId id, Changes& changes) {
  if (steady_[id].state == unknown) {
    // Whoever needs itself is not.
    steady_[id].state = 0;
    const Figure& figure = graph_.figures[id];
    Changes found;
    bool steady = figure.clock == no_id && figure.event == no_id;
    for_each_root(graph_, figure, [&](NodeId root) { steady = steady && is_steady(root, found); });
    std::sort(found.days.begin(), found.days.end());
    found.days.erase(std::unique(found.days.begin(), found.days.end()), found.days.end());
    steady_[id] = {static_cast<char>(steady ? 1 : 0), std::move(found)};
  }
  const Changes& known = steady_[id].changes;
  changes.days.insert(changes.days.end(), known.days.begin(), known.days.end());
  changes.outsides.insert(changes.outsides.end(), known.outsides.begin(), known.outsides.end());
  return steady_[id].state == 1;
}

bool PlanCompiler::is_steady(NodeId id, Changes& changes) {
  const Node& node = graph_.nodes[id];
  switch (node.kind) {
    case NodeKind::constant:
    case NodeKind::reading:
    case NodeKind::roster:
    case NodeKind::argument:
    case NodeKind::arith:
    case NodeKind::round:
    case NodeKind::limit:
    case NodeKind::among:
    case NodeKind::compare:
    case NodeKind::logic:
    case NodeKind::presence:
    case NodeKind::choose:
    case NodeKind::gather:
    case NodeKind::search:
      break;
    case NodeKind::outside:
      changes.outsides.push_back(node.index);
      break;
    case NodeKind::figure:
      if (!is_steady_figure(node.index, changes)) return false;
      break;
    default:
      return false;
  }
  for (std::uint32_t i = arms_begin(node); node.kind == NodeKind::choose && i < arms_end(node); ++i) {
    if (graph_.arms[i].from) changes.days.push_back(*graph_.arms[i].from);
    if (graph_.arms[i].until) changes.days.push_back(*graph_.arms[i].until + 1);
  }
  bool steady = true;
  for_each_part(graph_, node, [&](NodeId part) { steady = steady && is_steady(part, changes); });
  return steady;
}

bool PlanCompiler::figure_reads_banks(FigureId id) {
  if (figure_banks_[id] == unknown) {
    figure_banks_[id] = 0;
    bool found = false;
    for_each_root(graph_, graph_.figures[id], [&](NodeId root) { found = found || reads_banks(root); });
    figure_banks_[id] = found ? 1 : 0;
  }
  return figure_banks_[id] == 1;
}

bool PlanCompiler::reads_banks(NodeId root) {
  bool found = false;
  for_each_below(graph_, root, [&](NodeId id) {
    const Node& node = graph_.nodes[id];
    const bool reads = node.kind == NodeKind::figure || node.kind == NodeKind::previous;
    found = found || node.kind == NodeKind::bank || (reads && figure_reads_banks(node.index));
  });
  return found;
}

bool PlanCompiler::reads_arguments(NodeId root) {
  bool found = false;
  for_each_below(graph_, root, [&](NodeId id) { found = found || graph_.nodes[id].kind == NodeKind::argument; });
  return found;
}

LinePlan PlanCompiler::line(const Arm& rule, const Place& place, Shape& shape) {
  LinePlan plan;
  if (rule.guard != no_node) plan.guard = block(rule.guard, place);
  plan.value = block(rule.value, place);
  plan.reads_banks = reads_banks(rule.value) || (rule.guard != no_node && reads_banks(rule.guard));
  const Shape& value = result_of_block(plan.value).shape;
  const auto common = shape.lane == Lane::exact || value.lane == Lane::exact
                          ? std::nullopt
                          : common_denominator(shape.denominator, value.denominator);
  shape = common ? Shape{Lane::i64, *common} : Shape{Lane::exact, 1};
  return plan;
}

void PlanCompiler::want_bank(BankId id) {
  if (banks_wanted_[id] != 0) return;
  banks_wanted_[id] = 1;
  compile_bank(id);
}

void PlanCompiler::compile_bank(BankId id) {
  const Bank& bank = graph_.banks[id];
  BankPlan plan;
  plan.compiled = true;
  plan.shape = {Lane::i64, 1};
  if (bank.openings != no_id) {
    const Table& table = graph_.schema.tables[graph_.events[bank.openings].table];
    const auto& step = table.columns[bank.opening_amount_column].step;
    plan.shape.denominator = step ? as_denominator(step->denominator()).value_or(usual_denominator) : usual_denominator;
  }
  if (bank.starting) {
    const auto start = as_denominator(bank.starting->denominator());
    plan.shape.denominator = common_denominator(plan.shape.denominator, start.value_or(1)).value_or(1);
  }
  for (const BankLine& bank_line : bank.lines) {
    const Place place{bank_line.event, id, bank_line.clock};
    LinePlan made = line(bank_line.rule, place, plan.shape);
    if (bank_line.moment != no_node) made.moment = block(bank_line.moment, place);
    if (bank_line.event != no_id) {
      want_event(bank_line.event);
      made.where = plan_.events[bank_line.event];
    }
    plan.lines.push_back(made);
  }
  for (const BankCap& cap : bank.caps) plan.caps.push_back(line(cap.rule, {no_id, id, no_id}, plan.shape));
  // What other banks send comes in their parts.
  for (BankId other = 0; other < graph_.banks.size(); ++other) {
    const auto sends = [&](const auto& part) { return part.target == id; };
    const Bank& source = graph_.banks[other];
    if (other == id || !(std::any_of(source.lines.begin(), source.lines.end(), sends) ||
                         std::any_of(source.caps.begin(), source.caps.end(), sends))) {
      continue;
    }
    // What the bank of the unit sends is not known here.
    if (source.of_the_unit) {
      plan_.banks[id].compiled = false;
      return;
    }
    want_bank(other);
    const Shape& theirs = plan_.banks[other].shape;
    const auto common = plan.shape.lane == Lane::exact || theirs.lane == Lane::exact
                            ? std::nullopt
                            : common_denominator(plan.shape.denominator, theirs.denominator);
    plan.shape = common ? Shape{Lane::i64, *common} : Shape{Lane::exact, 1};
  }
  plan_.banks[id] = std::move(plan);
}

Plan compile_plan(const Graph& graph, const Wanted& wanted) {
  return PlanCompiler(graph).compile(wanted);
}

}  // namespace mou
