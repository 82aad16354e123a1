// Conditions with the values they compared.
#include <fmt/format.h>

#include "engine/trace/explainer.h"

namespace mou {

std::string Explainer::why_not(NodeId id, const Scope& scope) {
  const Node& node = graph_.nodes[id];
  if (node.kind == NodeKind::logic && node.op == Op::all) {
    for (const NodeId child : node.children) {
      const Value value = evaluator_.evaluate(child, scope);
      if (!value.is_fault() && !value.yes()) return why_not(child, scope);
    }
  }
  return condition_text(id, scope);
}

std::string Explainer::condition_text(NodeId id, const Scope& scope) {
  const Node& node = graph_.nodes[id];
  const Value value = evaluator_.evaluate(id, scope);
  switch (node.kind) {
    case NodeKind::compare:
      return comparison_text(node, value, scope);
    case NodeKind::logic: {
      if (node.op == Op::negate) return condition_text(node.children[0], scope);
      std::string text;
      for (const NodeId child : node.children) {
        const bool says_same = evaluator_.evaluate(child, scope) == value;
        if (says_same) text += (text.empty() ? "" : " and ") + condition_text(child, scope);
        if (says_same && node.op == Op::any && value.yes()) break;
      }
      return text;
    }
    case NodeKind::presence: {
      const bool present = value.yes() == (node.op == Op::recorded);
      return fmt::format("{} is {}", expression(node.children[0], scope), present ? "recorded" : "not recorded");
    }
    default:
      return fmt::format("{} is {}", expression(id, scope), text_of(node.type, value));
  }
}

std::string Explainer::comparison_text(const Node& node, const Value& value, const Scope& scope) {
  const bool date = graph_.nodes[node.children[0]].type.kind == TypeKind::date;
  const bool holds = value.yes();
  const std::string a = side(node.children[0], scope);
  const std::string b = side(node.children[1], scope);
  const auto words = [&]() -> std::string_view {
    switch (node.op) {
      case Op::equal:
        return holds ? "is" : "is not";
      case Op::not_equal:
        return holds ? "is not" : "is";
      case Op::less:
        return date ? (holds ? "is before" : "is not before") : (holds ? "is less than" : "is not less than");
      case Op::less_equal:
        return date ? (holds ? "is on or before" : "is after") : (holds ? "is at most" : "is more than");
      case Op::more:
        return date ? (holds ? "is after" : "is not after") : (holds ? "is more than" : "is not more than");
      default:
        return date ? (holds ? "is on or after" : "is before") : (holds ? "is at least" : "is less than");
    }
  };
  return fmt::format("{} {} {}", a, words(), b);
}

std::string Explainer::side(NodeId id, const Scope& scope) {
  const Node& node = graph_.nodes[id];
  if (node.kind == NodeKind::reading) return "the reading " + spoken(graph_.readings[node.index].name);
  const Value value = evaluator_.evaluate(id, scope);
  const std::string text =
      value.kind == ValueKind::text ? spoken(text_of(node.type, value)) : text_of(node.type, value);
  return node.kind == NodeKind::constant ? text : fmt::format("{} ({})", expression(id, scope), text);
}

void Explainer::conditions(NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  const Node& node = graph_.nodes[id];
  if (node.kind == NodeKind::logic && node.op == Op::all) {
    for (const NodeId child : node.children) conditions(child, scope, out);
    return;
  }
  const Value value = evaluator_.evaluate(id, scope);
  TraceNode made = sentence(TraceKind::condition, "");
  made.value = exact(node.type, value);
  if (value.is_fault()) {
    made.text = "Cannot be decided: " + evaluator_.fault(value.fault_id()).message;
  } else {
    made.text = fmt::format("{}{}", value.yes() ? "Because " : "But ", condition_text(id, scope));
  }
  condition_parts(id, scope, made.children);
  merge_single_fact(made);
  out.push_back(std::move(made));
}

void Explainer::merge_single_fact(TraceNode& condition) {
  if (condition.children.size() != 1 || condition.children[0].kind != TraceKind::fact) return;
  const TraceNode fact = condition.children[0];
  condition.place = fact.place;
  condition.by_default = fact.by_default;
  condition.children.clear();
}

void Explainer::condition_parts(NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  const Node& node = graph_.nodes[id];
  if (node.kind == NodeKind::compare || node.kind == NodeKind::logic || node.kind == NodeKind::presence) {
    for (const NodeId child : node.children) condition_parts(child, scope, out);
    return;
  }
  parts(id, scope, out);
}

}  // namespace mou
