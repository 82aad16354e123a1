// A plan as text.
#include <fmt/format.h>

#include <string>

#include "engine/columnar/plan.h"

namespace mou {

namespace {

std::string_view step_text(StepKind kind) {
  switch (kind) {
#define MOU_STEP(kind) \
  case StepKind::kind: \
    return #kind;
#include "engine/columnar/steps.def"
  }
  return "";
}

std::string wide_text(Int128 value) {
  // Factors of a plan fit in 64 bits.
  return fmt::format("{}", static_cast<std::int64_t>(value));
}

class PlanText {
 public:
  PlanText(const Plan& plan, const Graph& graph) : plan_(plan), graph_(graph) {}

  std::string text() {
    std::size_t figures = 0;
    for (const FigurePlan& figure : plan_.figures) figures += figure.block != no_block ? 1 : 0;
    for (const Block& block : plan_.blocks) count(block.steps);
    text_ = fmt::format("plan of {}: {} figures, {} blocks, {} steps, {} of them left to the reference evaluator\n",
                        graph_.contract, figures, plan_.blocks.size(), steps_, deferred_);
    for (FigureId id = 0; id < plan_.figures.size(); ++id) figure(id);
    for (BankId id = 0; id < plan_.banks.size(); ++id) bank(id);
    for (EventId id = 0; id < plan_.events.size(); ++id) {
      if (plan_.events[id] == no_block) continue;
      text_ += fmt::format("event {}\n", graph_.events[id].name);
      block(plan_.events[id], 2);
    }
    return text_;
  }

 private:
  void count(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
      ++steps_;
      deferred_ += step.kind == StepKind::defer ? 1 : 0;
      for (const ArmPlan& arm : step.arms) {
        count(arm.guard_steps);
        count(arm.value_steps);
      }
    }
  }

  void line(std::size_t indent, std::string_view words) {
    text_.append(indent, ' ');
    text_ += words;
    text_ += '\n';
  }

  void figure(FigureId id) {
    const FigurePlan& figure = plan_.figures[id];
    if (figure.block == no_block) return;
    text_ += fmt::format("figure {}{}{}\n", graph_.figures[id].name,
                         figure.steady ? ", once for each row of the roster" : "",
                         figure.rows_in_order ? ", row after row" : "");
    for (std::size_t key = 0; key < figure.keys.size(); ++key) {
      if (figure.keys[key] == no_block) continue;
      line(2, fmt::format("key {}", graph_.figures[id].keys[key].name));
      block(figure.keys[key], 4);
    }
    block(figure.block, 2);
  }

  void bank(BankId id) {
    const BankPlan& bank = plan_.banks[id];
    if (!bank.compiled) return;
    text_ += fmt::format("bank {} in {}\n", graph_.banks[id].name, shape_text(bank.shape));
    for (const LinePlan& line : bank.lines) rule("line", line);
    for (const LinePlan& cap : bank.caps) rule("limit", cap);
  }

  void rule(std::string_view what, const LinePlan& plan) {
    line(2, fmt::format("{}{}", what, plan.reads_banks ? ", day by day" : ""));
    const auto part = [&](std::string_view name, BlockId id) {
      if (id == no_block) return;
      line(4, name);
      block(id, 6);
    };
    part("at the moment", plan.moment);
    part("when", plan.guard);
    part("gives", plan.value);
  }

  void block(BlockId id, std::size_t indent) {
    const Block& block = plan_.blocks[id];
    steps(block, block.steps, indent);
    line(indent, fmt::format("gives r{}", block.result));
  }

  static std::string shape_text(const Shape& shape) {
    if (shape.lane == Lane::truth || shape.lane == Lane::exact) return std::string(lane_text(shape.lane));
    return shape.denominator == 1 ? fmt::format("{} bits", lane_text(shape.lane))
                                  : fmt::format("{} bits over {}", lane_text(shape.lane), shape.denominator);
  }

  std::string bounds_text(const RegisterPlan& plan) const {
    if (plan.kind != TypeKind::number || (!plan.low && !plan.high)) return "";
    return fmt::format(", {} to {}", plan.low ? plan.low->text() : "any", plan.high ? plan.high->text() : "any");
  }

  // What a step is about besides the registers that it reads.
  std::string subject_text(const Step& step) const {
    switch (step.kind) {
      case StepKind::constant: {
        const Value& value = graph_.nodes[step.node].value;
        if (value.is_number()) return " " + value.number.text();
        if (value.kind == ValueKind::date) return " " + date_text(value.date());
        if (value.kind == ValueKind::text) return fmt::format(" \"{}\"", graph_.texts.text(value.text_id()));
        return value.kind == ValueKind::truth ? (value.yes() ? " yes" : " no") : "";
      }
      case StepKind::fact:
        return " " + graph_.schema.tables[0].columns[graph_.nodes[step.node].index].name;
      case StepKind::figure:
      case StepKind::previous:
        return " " + graph_.figures[graph_.nodes[step.node].index].name;
      case StepKind::lookup:
        return " " + graph_.figures[step.figure].name;
      case StepKind::bank:
        return " " + graph_.banks[graph_.nodes[step.node].index].name;
      case StepKind::scale:
        return fmt::format(" by {}", step.factor);
      case StepKind::sum:
        if (step.factor == 1 && step.second_factor == 1) return "";
        return fmt::format(" by {} and {}", step.factor, step.second_factor);
      case StepKind::round:
      case StepKind::round_product:
        return fmt::format(" to {}, {}{}", step.rounding.unit.text(), rounding_text(step.rounding.mode),
                           step.rounding.magic == 0
                               ? fmt::format(", over {}", wide_text(step.rounding.divisor))
                               : fmt::format(", times {} >> {}", step.rounding.magic, step.rounding.shift));
      default:
        return "";
    }
  }

  void steps(const Block& block, const std::vector<Step>& list, std::size_t indent) {
    for (const Step& step : list) {
      const RegisterPlan& out = block.registers[step.out];
      std::string words = fmt::format("r{} = {}{}", step.out, step_text(step.kind), subject_text(step));
      for (const Register id : step.in) words += fmt::format(" r{}", id);
      words +=
          fmt::format(": {}{}{}{}", shape_text(out.shape), bounds_text(out), step.checked ? ", overflow watched" : "",
                      out.twin == no_register ? "" : fmt::format(", as r{}", out.twin));
      line(indent, words);
      for (const ArmPlan& arm : step.arms) {
        const Arm& rule = graph_.arms[arm.arm];
        std::string dates;
        if (rule.from) dates += " from " + date_text(*rule.from);
        if (rule.until) dates += " until " + date_text(*rule.until);
        line(indent + 2,
             fmt::format("rule of {}{}{}", rule.clause == no_id ? "(no clause)" : graph_.clauses[rule.clause].id, dates,
                         rule.otherwise ? " otherwise" : ""));
        steps(block, arm.guard_steps, indent + 4);
        if (arm.guard != no_register) line(indent + 4, fmt::format("when r{}", arm.guard));
        steps(block, arm.value_steps, indent + 4);
        line(indent + 4, fmt::format("is r{}", arm.value));
      }
      for (const BlockId inner : step.blocks) {
        if (inner == no_block) continue;
        line(indent + 2, "in its own scope");
        this->block(inner, indent + 4);
      }
    }
  }

  const Plan& plan_;
  const Graph& graph_;
  std::string text_;
  std::size_t steps_ = 0;
  std::size_t deferred_ = 0;
};

}  // namespace

std::string dump(const Plan& plan, const Graph& graph) {
  return PlanText(plan, graph).text();
}

}  // namespace mou
