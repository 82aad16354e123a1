#include "engine/graph/order.h"

#include <algorithm>

#include "engine/graph/walk.h"

namespace mou {

namespace {

// Figures and banks as one set of numbers: figures first.
class Readings {
 public:
  explicit Readings(const Graph& graph) : graph_(graph), reads_(graph.figures.size() + graph.banks.size()) {
    for (FigureId id = 0; id < graph.figures.size(); ++id) {
      for_each_root(graph, graph.figures[id], [&](NodeId root) { note(id, root, no_id); });
    }
    for (BankId id = 0; id < graph.banks.size(); ++id) {
      for_each_root(graph, graph.banks[id], [&](NodeId root) { note(bank(id), root, id); });
      note_targets(id);
    }
    for (auto& list : reads_) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(reads_.size()); }
  bool is_figure(std::uint32_t item) const { return item < graph_.figures.size(); }
  const std::vector<std::uint32_t>& of(std::uint32_t item) const { return reads_[item]; }

 private:
  std::uint32_t bank(BankId id) const { return static_cast<std::uint32_t>(graph_.figures.size()) + id; }

  void note(std::uint32_t reader, NodeId root, BankId own) {
    for_each_below(graph_, root, [&](NodeId id) {
      const Node& node = graph_.nodes[id];
      if (node.kind == NodeKind::figure) reads_[reader].push_back(node.index);
      if (node.kind == NodeKind::bank && node.index != own) reads_[reader].push_back(bank(node.index));
    });
  }

  // What a bank sends to another is read by the other.
  void note_targets(BankId id) {
    for (const BankLine& line : graph_.banks[id].lines) {
      if (line.target != no_id) reads_[bank(line.target)].push_back(bank(id));
    }
    for (const BankCap& cap : graph_.banks[id].caps) {
      if (cap.target != no_id) reads_[bank(cap.target)].push_back(bank(id));
    }
  }

  const Graph& graph_;
  std::vector<std::vector<std::uint32_t>> reads_;
};

enum class Mark : std::uint8_t { fresh, open, done };

// A walk that lists each item after what it reads, and notes the first ring that holds a figure.
struct Walk {
  explicit Walk(const Readings& reads) : readings(reads), marks(reads.size(), Mark::fresh) {}

  void visit(std::uint32_t item) {
    marks[item] = Mark::open;
    path.push_back(item);
    for (const std::uint32_t next : readings.of(item)) {
      if (marks[next] == Mark::fresh) {
        visit(next);
      } else if (marks[next] == Mark::open && ring.empty()) {
        for (auto at = std::find(path.begin(), path.end(), next); at != path.end(); ++at) {
          if (readings.is_figure(*at)) ring.push_back(*at);
        }
      }
    }
    path.pop_back();
    marks[item] = Mark::done;
    if (readings.is_figure(item)) order.push_back(item);
  }

  void visit_all() {
    for (std::uint32_t item = 0; item < readings.size(); ++item) {
      if (marks[item] == Mark::fresh) visit(item);
    }
  }

  const Readings& readings;
  std::vector<Mark> marks;
  std::vector<std::uint32_t> path;
  std::vector<FigureId> order;
  std::vector<FigureId> ring;
};

}  // namespace

std::vector<FigureId> topological_order(const Graph& graph) {
  const Readings readings(graph);
  Walk walk(readings);
  walk.visit_all();
  return walk.order;
}

std::vector<FigureId> ring_of_figures(const Graph& graph) {
  const Readings readings(graph);
  Walk walk(readings);
  walk.visit_all();
  return walk.ring;
}

void mark_outside(Graph& graph) {
  const auto figures = graph.figures.size();
  std::vector<bool> rests(figures + graph.banks.size(), false);
  const auto touches = [&](NodeId root) {
    bool found = false;
    for_each_below(graph, root, [&](NodeId id) {
      const Node& node = graph.nodes[id];
      const bool figure = node.kind == NodeKind::figure || node.kind == NodeKind::previous;
      found = found || node.kind == NodeKind::outside || (figure && rests[node.index]) ||
              (node.kind == NodeKind::bank && rests[figures + node.index]);
    });
    return found;
  };
  const auto sends = [&](BankId from, BankId to) {
    const auto hits = [&](const auto& part) { return part.target == to; };
    const Bank& bank = graph.banks[from];
    return std::any_of(bank.lines.begin(), bank.lines.end(), hits) ||
           std::any_of(bank.caps.begin(), bank.caps.end(), hits);
  };
  for (bool changed = true; changed;) {
    changed = false;
    const auto update = [&](std::size_t item, bool now) {
      changed = changed || (now && !rests[item]);
      rests[item] = rests[item] || now;
    };
    for (const FigureId i : graph.order) {
      if (rests[i]) continue;
      for_each_root(graph, graph.figures[i], [&](NodeId root) { update(i, touches(root)); });
    }
    for (BankId i = 0; i < graph.banks.size(); ++i) {
      if (rests[figures + i]) continue;
      for_each_root(graph, graph.banks[i], [&](NodeId root) { update(figures + i, touches(root)); });
      for (BankId from = 0; from < graph.banks.size(); ++from) {
        update(figures + i, rests[figures + from] && sends(from, i));
      }
    }
  }
  for (std::size_t i = 0; i < figures; ++i) graph.figures[i].rests_on_outside = rests[i];
  for (std::size_t i = 0; i < graph.banks.size(); ++i) graph.banks[i].rests_on_outside = rests[figures + i];
}

void mark_facts_read(Graph& graph) {
  std::vector<bool> read(graph.schema.tables.size(), false);
  const auto reads = [&](EventId event) {
    if (event != no_id) read[graph.events[event].table] = true;
  };
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::fold && node.rows.kind == RowsKind::event) reads(node.rows.index);
  }
  for (const Figure& figure : graph.figures) {
    const bool has_rules = figure.root != no_node && graph.nodes[figure.root].number > 0;
    if (has_rules) reads(figure.event);
  }
  for (const Bank& bank : graph.banks) {
    if (!bank.lines.empty()) reads(bank.openings);
    for (const BankLine& line : bank.lines) reads(line.event);
  }
  for (const Ranking& ranking : graph.rankings) reads(ranking.event);
  for (std::size_t i = 0; i < read.size(); ++i) {
    graph.schema.tables[i].read = read[i] || graph.schema.tables[i].subject == TableSubject::employee_roster;
  }
  std::vector<Column>& roster = graph.schema.tables.front().columns;
  for (std::uint32_t i = 0; i < roster.size(); ++i) {
    roster[i].read = i == graph.hired_column || i == graph.separated_column;
  }
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::roster) roster[node.index].read = true;
  }
  // What a column that is read falls back on is read with it.
  for (const Column& column : roster) {
    const std::uint32_t other = column_index(graph.schema.tables.front(), column.default_column);
    if (column.read && other != no_column) roster[other].read = true;
  }
}

}  // namespace mou
