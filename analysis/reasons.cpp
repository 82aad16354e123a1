#include "analysis/reasons.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/amount.h"
#include "engine/graph/words.h"

namespace mou {

namespace {

constexpr std::size_t most_named = 3;

// The title of what a node reads by name; empty for any other node.
std::string title_of(const Graph& graph, const Node& node, const Scope& scope) {
  switch (node.kind) {
    case NodeKind::roster: {
      const Column& column = graph.schema.tables.front().columns[node.index];
      return title_or_name(column.title, column.name);
    }
    case NodeKind::column: {
      if (scope.event == no_id) return "";
      const Column& column = graph.schema.tables[graph.events[scope.event].table].columns[node.index];
      return title_or_name(column.title, column.name);
    }
    case NodeKind::figure:
      return title_or_name(graph.figures[node.index].title, graph.figures[node.index].name);
    case NodeKind::bank:
      return title_or_name(graph.banks[node.index].title, graph.banks[node.index].name);
    case NodeKind::reading:
      return "the reading " + graph.readings[node.index].name;
    default:
      return "";
  }
}

void name_what_is_so(Evaluator& evaluator, NodeId id, const Scope& scope, std::vector<std::string>& said) {
  if (id == no_node || said.size() >= most_named) return;
  const Graph& graph = evaluator.graph();
  const Node& node = graph.nodes[id];
  const std::string title = title_of(graph, node, scope);
  if (title.empty()) {
    // What a total runs over has a scope of its own.
    if (node.kind == NodeKind::fold || node.kind == NodeKind::at || node.kind == NodeKind::search) return;
    for (const NodeId child : node.children) name_what_is_so(evaluator, child, scope, said);
    return;
  }
  const Value value = evaluator.evaluate(id, scope);
  std::string words;
  if (value.is_fault()) {
    words = fmt::format("{} is not known", title);
  } else if (value.is_empty()) {
    words = fmt::format("{} is empty", title);
  } else {
    const std::string unit = node.type.kind == TypeKind::number && !node.type.unit.plain()
                                 ? " " + unit_title(node.type, graph.measures)
                                 : "";
    words = fmt::format("{} is {}{}", title, people_text(value, node.type, graph.texts), unit);
  }
  if (std::find(said.begin(), said.end(), words) == said.end()) said.push_back(std::move(words));
}

// The parts of a condition that are not so: of `a and b and c` those that fail, else the whole.
std::vector<NodeId> failing_parts(Evaluator& evaluator, NodeId guard, const Scope& scope) {
  const Node& node = evaluator.graph().nodes[guard];
  if (node.kind != NodeKind::logic || node.op != Op::all) return {guard};
  std::vector<NodeId> failing;
  for (const NodeId child : node.children) {
    if (evaluator.evaluate(child, scope).yes()) continue;
    const auto deeper = failing_parts(evaluator, child, scope);
    failing.insert(failing.end(), deeper.begin(), deeper.end());
  }
  return failing;
}

// A part that asks a question of reading: "asks for the answer "higher range"; ... is answered "percentage"". Empty for
// any other part.
std::string reading_words(Evaluator& evaluator, NodeId part, const Scope& scope) {
  const Graph& graph = evaluator.graph();
  const Node& node = graph.nodes[part];
  if (node.kind != NodeKind::compare) return "";
  const Node* reading = &graph.nodes[node.children[0]];
  NodeId choice = node.children[1];
  if (reading->kind != NodeKind::reading) {
    reading = &graph.nodes[node.children[1]];
    choice = node.children[0];
  }
  if (reading->kind != NodeKind::reading) return "";
  const auto spoken = [&](NodeId id) {
    std::string text = value_text(graph, graph.nodes[id].type, evaluator.evaluate(id, scope));
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
  };
  const NodeId asked = choice == node.children[1] ? node.children[0] : node.children[1];
  return fmt::format("is for the answer \"{}\" to: {} It is answered \"{}\"", spoken(choice),
                     graph.readings[reading->index].question, spoken(asked));
}

// "Notary selected is no", "asks for Coverage is opt_out; Coverage is single".
std::string part_words(Evaluator& evaluator, NodeId part, const Scope& scope) {
  const Graph& graph = evaluator.graph();
  if (std::string words = reading_words(evaluator, part, scope); !words.empty()) return words;
  const std::string so = what_is_so(evaluator, part, scope);
  const bool says_itself = !title_of(graph, graph.nodes[part], scope).empty();
  if (says_itself && !so.empty()) return so;
  const std::string asked = expression_text(graph, part, {scope.figure, scope.event, Naming::titles});
  return fmt::format("asks for {}{}{}", asked, so.empty() ? "" : "; ", so);
}

bool tests_a_reading(const Graph& graph, NodeId part) {
  const Node& node = graph.nodes[part];
  if (node.kind == NodeKind::reading) return true;
  const auto reads = [&](NodeId child) { return child != no_node && graph.nodes[child].kind == NodeKind::reading; };
  return std::any_of(node.children.begin(), node.children.end(), reads);
}

bool is_of_another_time(const Arm& arm, Date day) {
  return (arm.from && day < *arm.from) || (arm.until && *arm.until < day);
}

}  // namespace

std::string what_is_so(Evaluator& evaluator, NodeId condition, const Scope& scope) {
  std::vector<std::string> said;
  name_what_is_so(evaluator, condition, scope, said);
  return fmt::format("{}", fmt::join(said, ", "));
}

std::string why_not(Evaluator& evaluator, NodeId condition, const Scope& scope) {
  const Graph& graph = evaluator.graph();
  std::vector<std::string> said;
  for (const NodeId part : failing_parts(evaluator, condition, scope)) {
    const Node& node = graph.nodes[part];
    if (node.kind == NodeKind::compare && title_of(graph, graph.nodes[node.children[0]], scope).empty()) {
      // Something computed: said whole, with its value.
      const Value value = evaluator.evaluate(node.children[0], scope);
      if (!value.is_fault() && !value.is_empty()) {
        said.push_back(fmt::format(
            "{} is {}", expression_text(graph, node.children[0], {scope.figure, scope.event, Naming::titles}),
            value_text(graph, graph.nodes[node.children[0]].type, value)));
      }
    }
    name_what_is_so(evaluator, part, scope, said);
  }
  return fmt::format("{}", fmt::join(said, ", "));
}

std::vector<Reason> why_no_rule(Evaluator& evaluator, FigureId figure, const Scope& scope) {
  const Graph& graph = evaluator.graph();
  std::vector<Reason> reasons;
  std::vector<Reason> otherwise_read;
  std::vector<Reason> of_another_time;
  const auto add = [](std::vector<Reason>& to, Reason reason) {
    const auto same = [&](const Reason& one) { return one.clause == reason.clause && one.words == reason.words; };
    if (std::none_of(to.begin(), to.end(), same)) to.push_back(std::move(reason));
  };
  if (graph.figures[figure].root == no_node) return reasons;
  const Node& root = graph.nodes[graph.figures[figure].root];
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(root.number); ++i) {
    const Arm& arm = graph.arms[root.index + i];
    if (is_of_another_time(arm, scope.day)) {
      const bool later = arm.from && scope.day < *arm.from;
      add(of_another_time, {arm.clause, later ? fmt::format("begins on {}", date_text(*arm.from))
                                              : fmt::format("ended on {}", date_text(*arm.until))});
    } else if (arm.guard != no_node && !evaluator.arm_applies(arm, scope).yes()) {
      std::vector<std::string> words;
      bool other_reading = false;
      for (const NodeId part : failing_parts(evaluator, arm.guard, scope)) {
        other_reading = other_reading || tests_a_reading(graph, part);
        words.push_back(part_words(evaluator, part, scope));
      }
      add(other_reading ? otherwise_read : reasons, {arm.clause, fmt::format("{}", fmt::join(words, ", and "))});
    }
  }
  if (!reasons.empty()) return reasons;
  return otherwise_read.empty() ? of_another_time : otherwise_read;
}

}  // namespace mou
