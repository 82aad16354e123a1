// The rule that gave a value, and why the others did not.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "engine/trace/explainer.h"

namespace mou {

void Explainer::rules(const Node& root, const Scope& scope, const Outcome& outcome, TraceNode& node) {
  const std::vector<ArmOutcome> outcomes = evaluator_.judge(root, scope);
  if (outcome.given) {
    node.children.push_back(sentence(TraceKind::given, "Given, not computed"));
    return;
  }
  if (outcome.arm != no_id) {
    const Arm& arm = graph_.arms[outcome.arm];
    cite(node, arm.clause);
    if (!speaks_for_itself(arm.value)) {
      node.children.push_back(sentence(TraceKind::rule, capital(expression(arm.value, scope))));
    }
    if (arm.guard != no_node) conditions(arm.guard, scope, node.children);
    parts(arm.value, scope, node.children);
  }
  for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
    if (root.index + i != outcome.arm) idle(root.index + i, outcomes[i], scope, node);
  }
  not_in_force(root, outcomes, scope, node);
}

bool Explainer::speaks_for_itself(NodeId id) const {
  const Node& node = graph_.nodes[id];
  switch (node.kind) {
    case NodeKind::constant:
      return node.type.kind == TypeKind::truth;
    case NodeKind::roster:
    case NodeKind::column:
    case NodeKind::choose:
    case NodeKind::gather:
    case NodeKind::figure:
    case NodeKind::previous:
    case NodeKind::bank:
    case NodeKind::fold:
    case NodeKind::search:
    case NodeKind::outside:
      return true;
    case NodeKind::round:
      return speaks_for_itself(node.children[0]);
    default:
      return false;
  }
}

void Explainer::not_in_force(const Node& root, const std::vector<ArmOutcome>& outcomes, const Scope& scope,
                             TraceNode& node) {
  std::set<std::string> rules;
  for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].life != ArmLife::not_in_force) continue;
    const Arm& arm = graph_.arms[root.index + i];
    const bool later = arm.from && scope.day < *arm.from;
    rules.insert(later ? fmt::format("clause {} (from {})", clause_number(arm.clause), date_text(*arm.from))
                       : fmt::format("clause {} (until {})", clause_number(arm.clause), date_text(*arm.until)));
  }
  if (rules.empty()) return;
  node.children.push_back(sentence(TraceKind::idle_rule, fmt::format("Not in force: {}", fmt::join(rules, ", "))));
}

void Explainer::idle(std::uint32_t index, const ArmOutcome& outcome, const Scope& scope, TraceNode& node) {
  const Arm& arm = graph_.arms[index];
  TraceNode rule = sentence(TraceKind::idle_rule, "Does not apply");
  cite(rule, arm.clause);
  switch (outcome.life) {
    case ArmLife::live:
      rule.text = "Applies as well";
      break;
    case ArmLife::not_in_force:
    case ArmLife::otherwise_idle:
      return;
    case ArmLife::guard_says_no:
      rule.text += ": " + why_not(arm.guard, scope);
      conditions(arm.guard, scope, rule.children);
      break;
    case ArmLife::faulted:
      rule.text = "Whether it applies cannot be said: " + evaluator_.fault(outcome.guard.fault_id()).message;
      break;
    case ArmLife::replaced:
      rule.text += fmt::format(": replaced by clause {}", clause_number(graph_.arms[outcome.other].clause));
      break;
  }
  node.children.push_back(std::move(rule));
}

std::string Explainer::clause_number(ClauseIndex index) const {
  return index == no_id ? "(none)" : graph_.clauses[index].id;
}

}  // namespace mou
