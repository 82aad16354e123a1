// What every node depends on, computed as a set and kept as the highest of the set.
#include <cstdint>

#include "engine/graph/order.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

// A set of what a value depends on. Each slot of keys and candidates is its own member, so that the search or fold that
// binds it can take it out again.
using Needs = std::uint64_t;
constexpr Needs needs_day = 1;
constexpr Needs needs_employee = 2;
constexpr Needs needs_row = 4;
constexpr unsigned first_slot = 3;

Needs slot_need(std::uint32_t slot) {
  return Needs{1} << (first_slot + slot % (64 - first_slot));
}

constexpr Needs all_slots = ~(needs_day | needs_employee | needs_row);

Subject subject_of(Needs needs) {
  if ((needs & needs_row) != 0) return Subject::row;
  if ((needs & needs_employee) != 0) return Subject::employee;
  if ((needs & all_slots) != 0) return Subject::key;
  return (needs & needs_day) != 0 ? Subject::contract : Subject::constant;
}

class Subjects {
 public:
  explicit Subjects(Graph& graph) : graph_(graph), figures_(graph.figures.size(), 0) {}

  void compute() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const FigureId id : graph_.order) {
        const Needs now = figures_[id] | of_figure(graph_.figures[id]);
        changed = changed || now != figures_[id];
        figures_[id] = now;
      }
    }
    for (Node& node : graph_.nodes) node.subject = Subject::constant;
    keep_ = true;
    for (FigureId id = 0; id < figures_.size(); ++id) {
      graph_.figures[id].subject = subject_of(figures_[id]);
      for_each_root(graph_, graph_.figures[id], [&](NodeId root) { of(root); });
    }
    for (const Bank& bank : graph_.banks) for_each_root(graph_, bank, [&](NodeId root) { of(root); });
    for (const Event& event : graph_.events) of(event.where);
    for (const NodeId chosen : graph_.chosen_when) of(chosen);
    of(graph_.covers);
    for (const Ranking& ranking : graph_.rankings) {
      of(ranking.where);
      of(ranking.for_each);
      for (const Ranking::By& by : ranking.by) of(by.value);
    }
  }

 private:
  Needs of_figure(const Figure& figure) {
    Needs needs = of(figure.root) | of(figure.starting);
    if (figure.clock != no_id) needs |= needs_day;
    if (figure.event != no_id) needs |= needs_row | needs_day;
    return needs;
  }

  Needs of(NodeId id) {
    if (id == no_node) return 0;
    const Needs needs = of(graph_.nodes[id]);
    if (keep_) {
      Node& node = graph_.nodes[id];
      node.subject = std::max(node.subject, subject_of(needs));
    }
    return needs;
  }

  Needs of_parts(const Node& node) {
    Needs needs = 0;
    for_each_part(graph_, node, [&](NodeId part) { needs |= of(part); });
    return needs;
  }

  Needs of(const Node& node) {
    const Needs parts = of_parts(node);
    switch (node.kind) {
      case NodeKind::constant:
      case NodeKind::reading:
      case NodeKind::arith:
      case NodeKind::round:
      case NodeKind::limit:
      case NodeKind::among:
      case NodeKind::compare:
      case NodeKind::logic:
      case NodeKind::presence:
      case NodeKind::gather:
      case NodeKind::offset:
      case NodeKind::hours_between:
      case NodeKind::period_end:
      case NodeKind::nth:
      case NodeKind::month_day:
      case NodeKind::weekday:
        return parts;
      case NodeKind::choose:
        return parts | (has_dates(node) ? needs_day : 0);
      case NodeKind::today:
      case NodeKind::pay_day:
      case NodeKind::completed:
      case NodeKind::outside:
      case NodeKind::running_limit:
        return parts | needs_day;
      case NodeKind::period_start:
        return parts | (node.children.empty() ? needs_day : 0);
      case NodeKind::employee:
        return needs_employee;
      case NodeKind::roster:
      case NodeKind::roster_since:
        return needs_employee | needs_day;
      case NodeKind::bank:
        return needs_day | (graph_.banks[node.index].of_the_unit ? 0 : needs_employee);
      case NodeKind::column:
        return needs_row | needs_day;
      case NodeKind::argument:
        return slot_need(node.slot);
      case NodeKind::figure:
      case NodeKind::previous:
        return parts | of_reading(node);
      case NodeKind::at:
        return (of(node.children[0]) & ~needs_day) | of(node.children[1]);
      case NodeKind::fold:
        return of_fold(node, parts);
      case NodeKind::search:
        return parts & ~slot_need(node.slot);
    }
    return parts;
  }

  bool has_dates(const Node& choose) const {
    for (std::uint32_t i = arms_begin(choose); i < arms_end(choose); ++i) {
      if (graph_.arms[i].from || graph_.arms[i].until) return true;
    }
    return false;
  }

  // A figure for given keys depends on what its rules need besides the keys; without keys, on the employee's own.
  Needs of_reading(const Node& node) {
    const Figure& figure = graph_.figures[node.index];
    Needs needs = figures_[node.index] & ~all_slots;
    if (node.kind == NodeKind::previous) needs |= needs_day;
    if (node.children.empty()) {
      for (const Key& key : figure.keys) needs |= of(key.own);
    }
    return needs;
  }

  Needs of_fold(const Node& node, Needs parts) {
    switch (node.rows.kind) {
      case RowsKind::event:
        // The date that says which rows are meant stands outside them.
        return (parts & ~needs_row) | of(node.children[2]) | needs_day |
               (graph_.events[node.rows.index].of_the_city ? 0 : needs_employee);
      case RowsKind::clock:
        // All the ticks so far begin with the books of the employee.
        return parts | needs_day | (node.rows.window == RowWindow::history ? needs_employee : 0);
      case RowsKind::employee:
        return (parts & ~needs_employee) | needs_day | (node.children[2] == no_node ? 0 : slot_need(node.slot));
      case RowsKind::key:
        return parts & ~slot_need(node.slot);
    }
    return parts;
  }

  Graph& graph_;
  std::vector<Needs> figures_;
  bool keep_ = false;
};

}  // namespace

void compute_subjects(Graph& graph) {
  Subjects(graph).compute();
}

}  // namespace mou
