#include "engine/graph/outside.h"

#include "engine/graph/walk.h"

namespace mou {

namespace {

class Resting {
 public:
  Resting(const Graph& graph, Date first, Date last)
      : graph_(graph), first_(first), last_(last), known_(graph.figures.size(), Known::no_answer) {}

  bool figure(FigureId id) {
    if (!graph_.figures[id].rests_on_outside) return false;
    if (known_[id] != Known::no_answer) return known_[id] == Known::rests;
    // Figures that need one another are a mistake of the contract; the answer of all days stands for them.
    known_[id] = Known::rests;
    bool rests = false;
    const bool yearly = of_a_year(graph_.figures[id]);
    for_each_root(graph_, graph_.figures[id],
                  [&](NodeId root) { rests = rests || (yearly ? ever(root) : node(root)); });
    known_[id] = rests ? Known::rests : Known::does_not;
    return rests;
  }

 private:
  enum class Known : std::uint8_t { no_answer, does_not, rests };

  bool node(NodeId id) {
    const Node& node = graph_.nodes[id];
    if (of_other_days(node)) return ever(id);
    if (node.kind == NodeKind::outside) return true;
    if (node.kind == NodeKind::figure && figure(node.index)) return true;
    bool rests = false;
    if (node.kind == NodeKind::choose) {
      for (std::uint32_t i = arms_begin(node); i < arms_end(node) && !rests; ++i) rests = arm(graph_.arms[i]);
      return rests;
    }
    for_each_part(graph_, node, [&](NodeId part) { rests = rests || this->node(part); });
    return rests;
  }

  bool arm(const Arm& arm) {
    const bool over = arm.until && *arm.until < first_;
    const bool to_come = arm.from && last_ < *arm.from;
    if (over || to_come) return false;
    return (arm.guard != no_node && node(arm.guard)) || (arm.value != no_node && node(arm.value));
  }

  // Its tick reaches far beyond the days asked for.
  bool of_a_year(const Figure& figure) const {
    if (figure.clock == no_id) return false;
    const ClockKind kind = graph_.clocks[figure.clock].kind;
    return kind == ClockKind::calendar_year || kind == ClockKind::fiscal_year;
  }

  static bool of_other_days(const Node& node) {
    const bool wide = node.kind == NodeKind::fold && node.rows.window != RowWindow::tick;
    return wide || node.kind == NodeKind::previous || node.kind == NodeKind::bank || node.kind == NodeKind::at ||
           node.kind == NodeKind::running_limit;
  }

  // On whatever day.
  bool ever(NodeId root) const {
    bool rests = false;
    for_each_below(graph_, root, [&](NodeId id) {
      const Node& node = graph_.nodes[id];
      const bool reads = node.kind == NodeKind::figure || node.kind == NodeKind::previous;
      rests = rests || node.kind == NodeKind::outside || (reads && graph_.figures[node.index].rests_on_outside) ||
              (node.kind == NodeKind::bank && graph_.banks[node.index].rests_on_outside);
    });
    return rests;
  }

  const Graph& graph_;
  Date first_;
  Date last_;
  std::vector<Known> known_;
};

}  // namespace

std::vector<bool> resting_on_outside(const Graph& graph, Date first, Date last) {
  Resting resting(graph, first, last);
  std::vector<bool> figures;
  for (FigureId id = 0; id < graph.figures.size(); ++id) figures.push_back(resting.figure(id));
  return figures;
}

}  // namespace mou
