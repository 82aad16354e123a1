#include "engine/graph/circumstances.h"

#include <optional>
#include <utility>

#include "engine/graph/walk.h"

namespace mou {

namespace {

class Conditions {
 public:
  Conditions(const Graph& graph, const Circumstances& given) : graph_(graph), given_(given) {}

  // What the readings alone make of a condition; nothing where it rests on facts.
  std::optional<bool> says(NodeId id) const {
    const Node& here = graph_.nodes[id];
    if (here.kind == NodeKind::compare) return says_comparison(here);
    if (here.kind != NodeKind::logic) return std::nullopt;
    if (here.op == Op::negate) {
      const auto inner = says(here.children[0]);
      return inner ? std::optional<bool>(!*inner) : std::nullopt;
    }
    // One `no` decides an `and`, one `yes` an `or`.
    const bool decides = here.op != Op::all;
    bool open = false;
    for (const NodeId child : here.children) {
      const auto part = says(child);
      if (part && *part == decides) return decides;
      open = open || !part;
    }
    return open ? std::nullopt : std::optional<bool>(!decides);
  }

 private:
  std::optional<bool> says_comparison(const Node& here) const {
    if (here.op != Op::equal && here.op != Op::not_equal) return std::nullopt;
    const Node* reading = &graph_.nodes[here.children[0]];
    const Node* choice = &graph_.nodes[here.children[1]];
    if (reading->kind != NodeKind::reading) std::swap(reading, choice);
    if (reading->kind != NodeKind::reading || choice->kind != NodeKind::constant) return std::nullopt;
    const TextId chosen =
        given_.readings.empty() ? graph_.readings[reading->index].used : given_.readings[reading->index];
    return (chosen == choice->value.text_id()) == (here.op == Op::equal);
  }

  const Graph& graph_;
  const Circumstances& given_;
};

}  // namespace

Circumstances circumstances_around(std::vector<TextId> readings, Date first, Date last) {
  constexpr std::int32_t a_month = 31;
  constexpr std::int32_t a_year = 366;
  return {std::move(readings), first - a_month, last + a_year};
}

bool cannot_apply(const Graph& graph, const Arm& arm, const Circumstances& given) {
  const bool over = arm.until && *arm.until < given.first;
  const bool to_come = arm.from && given.last < *arm.from;
  return over || to_come || (arm.guard != no_node && Conditions(graph, given).says(arm.guard) == false);
}

bool cannot_apply(const Graph& graph, const Node& choose, const Arm& arm, const Circumstances& given) {
  if (cannot_apply(graph, arm, given)) return true;
  if (!arm.otherwise) return false;
  const Conditions conditions(graph, given);
  for (std::uint32_t i = arms_begin(choose); i < arms_end(choose); ++i) {
    const Arm& other = graph.arms[i];
    const bool always = !other.from && !other.until && other.guard != no_node && conditions.says(other.guard) == true;
    if (&other != &arm && other.group == arm.group && always) return true;
  }
  return false;
}

}  // namespace mou
