#include "engine/graph/outside.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/graph/walk.h"

namespace mou {

namespace {

// Two questions in one walk: of the days asked for, and, where other days are read, of all days. What is known to rest
// grows until nothing changes.
class Resting {
 public:
  Resting(const Graph& graph, const Circumstances& given)
      : graph_(graph),
        given_{given, {given.readings, first_date, last_date}},
        figures_{std::vector<bool>(graph.figures.size()), std::vector<bool>(graph.figures.size())},
        banks_(graph.banks.size()) {}

  std::vector<bool> figures() {
    for (bool changed = true; changed;) {
      changed = false;
      // Each after what it reads: most is found in the first turn.
      for (const FigureId id : graph_.order) {
        for (const Days days : {now, ever}) changed = figure(id, days) || changed;
      }
      for (BankId id = 0; id < graph_.banks.size(); ++id) changed = bank(id) || changed;
    }
    return figures_[now];
  }

 private:
  enum Days : std::uint8_t { now, ever };

  // Whether it is new that it rests.
  bool figure(FigureId id, Days days) {
    const Figure& figure = graph_.figures[id];
    if (!figure.rests_on_outside || figures_[days][id]) return false;
    const Days of_rules = of_a_year(figure) ? ever : days;
    bool rests = false;
    for_each_root(graph_, figure, [&](NodeId root) { rests = rests || node(root, of_rules); });
    figures_[days][id] = rests;
    return rests;
  }

  bool bank(BankId id) {
    const Bank& bank = graph_.banks[id];
    if (!bank.rests_on_outside || banks_[id]) return false;
    bool rests = false;
    const auto rule = [&](const Arm& arm) {
      if (cannot_apply(graph_, arm, given_[ever])) return;
      rests =
          rests || (arm.guard != no_node && node(arm.guard, ever)) || (arm.value != no_node && node(arm.value, ever));
    };
    for (const BankLine& line : bank.lines) {
      rule(line.rule);
      rests = rests || (line.moment != no_node && node(line.moment, ever));
      const NodeId where = line.event == no_id ? no_node : graph_.events[line.event].where;
      rests = rests || (where != no_node && node(where, ever));
    }
    for (const BankCap& cap : bank.caps) rule(cap.rule);
    // What comes from a bank that rests, rests.
    for (BankId other = 0; other < graph_.banks.size(); ++other) {
      const auto sends = [&](const auto& line) { return line.target == id; };
      const Bank& source = graph_.banks[other];
      const bool feeds = std::any_of(source.lines.begin(), source.lines.end(), sends) ||
                         std::any_of(source.caps.begin(), source.caps.end(), sends);
      rests = rests || (feeds && banks_[other]);
    }
    banks_[id] = rests;
    return rests;
  }

  bool node(NodeId id, Days days) const {
    const Node& node = graph_.nodes[id];
    if (of_other_days(node)) days = ever;
    if (node.kind == NodeKind::outside) return true;
    const bool reads = node.kind == NodeKind::figure || node.kind == NodeKind::previous;
    if (reads && figures_[days][node.index]) return true;
    if (node.kind == NodeKind::bank && banks_[node.index]) return true;
    bool rests = false;
    if (node.kind == NodeKind::choose) {
      for (std::uint32_t i = arms_begin(node); i < arms_end(node) && !rests; ++i) {
        const Arm& arm = graph_.arms[i];
        if (cannot_apply(graph_, node, arm, given_[days])) continue;
        rests = (arm.guard != no_node && this->node(arm.guard, days)) ||
                (arm.value != no_node && this->node(arm.value, days));
      }
      return rests;
    }
    for_each_part(graph_, node, [&](NodeId part) { rests = rests || this->node(part, days); });
    return rests;
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

  const Graph& graph_;
  std::array<Circumstances, 2> given_;
  std::array<std::vector<bool>, 2> figures_;
  std::vector<bool> banks_;
};

}  // namespace

std::vector<bool> resting_on_outside(const Graph& graph, const Circumstances& given) {
  return Resting(graph, given).figures();
}

}  // namespace mou
