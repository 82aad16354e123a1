// The words of a trace.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/trace/explainer.h"

namespace mou {

std::string Explainer::capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string Explainer::spoken(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string Explainer::spoken_title(const std::string& title, const std::string& name) const {
  return title.empty() || title == name ? capital(spoken(name)) : title;
}

std::string Explainer::figure_title(FigureId id) const {
  return spoken_title(graph_.figures[id].title, graph_.figures[id].name);
}

std::string Explainer::text_of(const Type& type, const Value& value) const {
  if (value.is_fault()) return "not known: " + evaluator_.fault(value.fault_id()).message;
  return value.is_empty() ? "empty" : value_text(graph_, type, value);
}

std::string Explainer::exact(const Type& type, const Value& value) const {
  if (value.is_fault() || value.is_empty()) return "";
  return value.is_number() ? value.number.text() : value_text(graph_, type, value);
}

TraceNode Explainer::sentence(TraceKind kind, std::string text) const {
  TraceNode node;
  node.kind = kind;
  node.text = std::move(text);
  return node;
}

TraceNode Explainer::with_value(TraceKind kind, const std::string& what, const Type& type, const Value& value) const {
  TraceNode node = sentence(kind, fmt::format("{} is {}", what, text_of(type, value)));
  node.value = exact(type, value);
  if (value.is_fault()) {
    node.children.push_back(sentence(TraceKind::fault, capital(evaluator_.fault(value.fault_id()).message)));
    node.text = fmt::format("{} has no value", what);
  }
  return node;
}

void Explainer::cite(TraceNode& node, ClauseIndex index) const {
  if (index == no_id) return;
  const ClauseInfo& clause = graph_.clauses[index];
  node.contract = clause.contract;
  node.clause = clause.id;
  node.clause_title = clause.title;
  node.pages = clause.pages;
}

std::string Explainer::tick_text(const Scope& scope) const {
  if (scope.clock == no_id || scope.first == scope.last) return "on " + date_text(scope.last);
  return fmt::format("in the {} {} to {}", graph_.clocks[scope.clock].name, date_text(scope.first),
                     date_text(scope.last));
}

Standing Explainer::standing(const Scope& scope) const {
  return {scope.figure, scope.event, Naming::titles};
}

std::string Explainer::expression(NodeId id, const Scope& scope) const {
  return expression_text(graph_, id, standing(scope));
}

}  // namespace mou
