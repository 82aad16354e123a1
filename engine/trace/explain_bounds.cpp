// What a rounding, a limit or a choice among values did.
#include <fmt/format.h>

#include "engine/trace/explainer.h"

namespace mou {

void Explainer::rounding(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  const Value before = evaluator_.evaluate(node.children[0], scope);
  const Value step = evaluator_.evaluate(node.children[1], scope);
  const Value after = evaluator_.evaluate(id, scope);
  if (!before.is_number() || !step.is_number() || !after.is_number()) return;
  // A rate is rounded to an amount of what it is a rate of.
  Type amount = node.type;
  std::erase_if(amount.unit.powers, [](const auto& power) { return power.second < 0; });
  const std::string to = text_of(amount, step);
  TraceNode made = sentence(
      TraceKind::rounding,
      before == after ? fmt::format("{} before rounding to {}, which changes nothing", text_of(node.type, before), to)
                      : fmt::format("{} before rounding, {} after rounding {} to {}", text_of(node.type, before),
                                    text_of(node.type, after), rounding_text(node.rounding), to));
  made.value = exact(node.type, before);
  out.push_back(std::move(made));
}

void Explainer::limit(const Node& node, const Scope& scope, std::vector<TraceNode>& out) {
  const Value value = evaluator_.evaluate(node.children[0], scope);
  const Value bound = evaluator_.evaluate(node.children[1], scope);
  if (value.is_fault() || bound.is_fault() || value == bound) return;
  const bool at_least = node.op == Op::at_least;
  const bool below = value.is_number() ? value.number < bound.number : value.payload < bound.payload;
  if (below != at_least) return;
  TraceNode made =
      sentence(TraceKind::limit, fmt::format("{} is {} the limit of {}, so the limit counts", text_of(node.type, value),
                                             at_least ? "below" : "above", text_of(node.type, bound)));
  made.value = exact(node.type, bound);
  out.push_back(std::move(made));
}

void Explainer::running_limit(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  const Value value = evaluator_.evaluate(node.children[0], scope);
  const Value bound = evaluator_.evaluate(node.children[1], scope);
  const Value given = evaluator_.evaluate(id, scope);
  if (!value.is_number() || !bound.is_number() || !given.is_number()) return;
  const std::string& clock = graph_.clocks[node.clock].name;
  TraceNode made = sentence(
      TraceKind::limit,
      value == given ? fmt::format("The limit of {} each {} is not reached", text_of(node.type, bound), clock)
                     : fmt::format("Of {} only {} is left under the limit of {} each {}", text_of(node.type, value),
                                   text_of(node.type, given), text_of(node.type, bound), clock));
  made.value = exact(node.type, bound);
  out.push_back(std::move(made));
}

void Explainer::among(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  if (node.op == Op::total) return;
  std::string members;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    members += i == 0 ? "" : i + 1 == node.children.size() ? " and " : ", ";
    members += text_of(node.type, evaluator_.evaluate(node.children[i], scope));
  }
  const Value value = evaluator_.evaluate(id, scope);
  if (value.is_fault()) return;
  const bool date = node.type.kind == TypeKind::date;
  const std::string_view word = node.op == Op::average  ? "average"
                                : node.op == Op::lesser ? (date ? "earlier" : "lesser")
                                                        : (date ? "later" : "greater");
  out.push_back(with_value(TraceKind::choice, fmt::format("The {} of {}", word, members), node.type, value));
}

}  // namespace mou
