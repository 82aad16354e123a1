// The invariants of a graph. Indices come first, then that nodes form no ring, then everything that rests on both.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "engine/graph/graph.h"
#include "engine/graph/order.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

constexpr std::size_t any_count = 1000000;

std::string_view kind_text(NodeKind kind) {
  switch (kind) {
#define MOU_NODE(name) \
  case NodeKind::name: \
    return #name;
#include "engine/graph/nodes.def"
  }
  return {};
}

std::string_view type_text(TypeKind kind) {
  switch (kind) {
    case TypeKind::number:
      return "number";
    case TypeKind::date:
      return "date";
    case TypeKind::time:
      return "time";
    case TypeKind::text:
      return "text";
    case TypeKind::truth:
      return "truth";
  }
  return {};
}

// The fewest and most children of a kind, as nodes.def lists them.
std::pair<std::size_t, std::size_t> children_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::constant:
    case NodeKind::reading:
    case NodeKind::roster:
    case NodeKind::roster_since:
    case NodeKind::column:
    case NodeKind::today:
    case NodeKind::pay_day:
    case NodeKind::employee:
    case NodeKind::argument:
    case NodeKind::choose:
    case NodeKind::bank:
      return {0, 0};
    case NodeKind::presence:
    case NodeKind::completed:
    case NodeKind::period_end:
    case NodeKind::nth:
    case NodeKind::month_day:
    case NodeKind::weekday:
      return {1, 1};
    case NodeKind::arith:
    case NodeKind::round:
    case NodeKind::limit:
    case NodeKind::running_limit:
    case NodeKind::compare:
    case NodeKind::at:
    case NodeKind::offset:
      return {2, 2};
    case NodeKind::hours_between:
      return {2, 4};
    case NodeKind::among:
    case NodeKind::logic:
      return {1, any_count};
    case NodeKind::gather:
    case NodeKind::figure:
    case NodeKind::previous:
    case NodeKind::outside:
      return {0, any_count};
    case NodeKind::fold:
      return {fold_candidates, any_count};
    case NodeKind::search:
      return {1, 2};
    case NodeKind::period_start:
      return {0, 1};
  }
  return {0, 0};
}

class Verifier {
 public:
  explicit Verifier(const Graph& graph) : graph_(graph) {}

  std::vector<std::string> run() {
    indices();
    if (problems_.empty()) rings_of_nodes();
    if (problems_.empty()) shapes();
    return std::move(problems_);
  }

 private:
  template <typename... Parts>
  void wrong(fmt::format_string<Parts...> format, Parts&&... parts) {
    problems_.push_back(fmt::format(format, std::forward<Parts>(parts)...));
  }

  std::string named(NodeId id) const {
    const ClauseIndex clause = graph_.nodes[id].clause;
    const std::string where =
        clause < graph_.clauses.size() ? fmt::format(" of clause {}", graph_.clauses[clause].id) : "";
    return fmt::format("node {} ({}{})", id, kind_text(graph_.nodes[id].kind), where);
  }

  // — indices

  static bool fits(std::uint32_t index, std::size_t size) { return index < size; }
  static bool fits_or_none(std::uint32_t index, std::size_t size) { return index == no_id || index < size; }

  void indices() {
    if (graph_.schema.tables.empty()) wrong("the schema has no roster");
    if (!problems_.empty()) return;
    for (EventId id = 0; id < graph_.events.size(); ++id) {
      const Event& event = graph_.events[id];
      if (!fits(event.table, graph_.schema.tables.size())) wrong("event {} names no table", event.name);
      if (!fits_or_none(event.where, graph_.nodes.size())) wrong("event {} has no such condition", event.name);
    }
    for (NodeId id = 0; id < graph_.nodes.size(); ++id) node_indices(id);
    for (std::size_t i = 0; i < graph_.arms.size(); ++i) arm_indices(graph_.arms[i], fmt::format("rule {}", i));
    for (const Array& array : graph_.arrays) {
      for (const Array::Cell& cell : array.cells) {
        if (!fits(cell.value, graph_.nodes.size())) wrong("a cell of a table has no such value");
      }
    }
    for (const Figure& figure : graph_.figures) figure_indices(figure);
    for (const Bank& bank : graph_.banks) bank_indices(bank);
    rest_indices();
  }

  void node_indices(NodeId id) {
    const Node& node = graph_.nodes[id];
    const auto [fewest, most] = children_of(node.kind);
    if (node.children.size() < fewest || node.children.size() > most) {
      wrong("{} has {} children", named(id), node.children.size());
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const bool optional =
          (node.kind == NodeKind::fold && (i == 1 || i == 2)) || (node.kind == NodeKind::search && i == 1);
      const NodeId child = node.children[i];
      if (!fits(child, graph_.nodes.size()) && !(optional && child == no_node)) {
        wrong("{} has no child {}", named(id), i);
      }
    }
    if (!fits_or_none(node.clause, graph_.clauses.size())) wrong("node {} stands in no such clause", id);
    if (!fits_or_none(node.clock, graph_.clocks.size())) wrong("{} names no such clock", named(id));
    if (!index_fits(node)) wrong("{} has index {}, which is of nothing", named(id), node.index);
    if (node.kind == NodeKind::fold && !rows_fit(node)) wrong("{} runs over nothing that there is", named(id));
  }

  bool index_fits(const Node& node) const {
    switch (node.kind) {
      case NodeKind::reading:
        return fits(node.index, graph_.readings.size());
      case NodeKind::roster:
        return fits(node.index, graph_.schema.tables[0].columns.size());
      case NodeKind::pay_day:
        return fits(node.index, graph_.clocks.size());
      case NodeKind::choose:
        return node.number >= 0 &&
               std::size_t{node.index} + static_cast<std::size_t>(node.number) <= graph_.arms.size();
      case NodeKind::gather:
        return fits(node.index, graph_.arrays.size());
      case NodeKind::figure:
      case NodeKind::previous:
        return fits(node.index, graph_.figures.size());
      case NodeKind::bank:
        return fits(node.index, graph_.banks.size());
      case NodeKind::nth:
        return fits(node.index, graph_.clocks.size()) && fits(node.clock, graph_.clocks.size());
      case NodeKind::outside:
        return fits(node.index, graph_.outsides.size());
      case NodeKind::running_limit:
      case NodeKind::period_start:
      case NodeKind::period_end:
        return fits(node.clock, graph_.clocks.size());
      case NodeKind::offset:
        if (node.calendar == CalendarUnit::pay_day) {
          return fits(node.clock, graph_.clocks.size()) && graph_.clocks[node.clock].pay_delay.has_value();
        }
        return node.calendar != CalendarUnit::none || fits(node.clock, graph_.clocks.size());
      case NodeKind::constant:
      case NodeKind::roster_since:
      case NodeKind::column:
      case NodeKind::today:
      case NodeKind::employee:
      case NodeKind::argument:
      case NodeKind::arith:
      case NodeKind::round:
      case NodeKind::limit:
      case NodeKind::among:
      case NodeKind::compare:
      case NodeKind::logic:
      case NodeKind::presence:
      case NodeKind::at:
      case NodeKind::fold:
      case NodeKind::search:
      case NodeKind::completed:
      case NodeKind::hours_between:
      case NodeKind::month_day:
      case NodeKind::weekday:
        return true;
    }
    return true;
  }

  bool rows_fit(const Node& node) const {
    const Rows& rows = node.rows;
    const bool windowed = rows.window == RowWindow::around || rows.window == RowWindow::previous ||
                          rows.window == RowWindow::so_far || rows.window == RowWindow::including;
    if (windowed && !fits(rows.clock, graph_.clocks.size())) return false;
    if (rows.window == RowWindow::including && node.children[2] == no_node) return false;
    switch (rows.kind) {
      case RowsKind::event:
        return fits(rows.index, graph_.events.size());
      case RowsKind::clock:
        return fits(rows.index, graph_.clocks.size());
      case RowsKind::employee:
      case RowsKind::key:
        return true;
    }
    return true;
  }

  void arm_indices(const Arm& arm, const std::string& what) {
    if (!fits_or_none(arm.guard, graph_.nodes.size())) wrong("{} has no such condition", what);
    if (!fits(arm.value, graph_.nodes.size())) wrong("{} has no value", what);
    if (!fits_or_none(arm.clause, graph_.clauses.size())) wrong("{} stands in no such clause", what);
  }

  void figure_indices(const Figure& figure) {
    const std::size_t nodes = graph_.nodes.size();
    if (!fits_or_none(figure.clock, graph_.clocks.size())) wrong("figure {} ticks on no such clock", figure.name);
    if (!fits_or_none(figure.event, graph_.events.size())) wrong("figure {} is of no such event", figure.name);
    if (figure.clock != no_id && figure.event != no_id) {
      wrong("figure {} ticks on a clock and is of an event", figure.name);
    }
    if (!fits(figure.root, nodes) || graph_.nodes[figure.root].kind != NodeKind::choose) {
      wrong("the root of figure {} is no choose node", figure.name);
    }
    if (!fits_or_none(figure.starting, nodes)) wrong("figure {} starts at no node", figure.name);
    if (!fits_or_none(figure.clause, graph_.clauses.size())) wrong("figure {} is of no such clause", figure.name);
    for (const Key& key : figure.keys) {
      if (!fits_or_none(key.own, nodes)) wrong("key {} of figure {} is no node", key.name, figure.name);
    }
  }

  void bank_indices(const Bank& bank) {
    for (const BankLine& line : bank.lines) {
      arm_indices(line.rule, "a line of " + bank.name);
      if (!fits_or_none(line.clock, graph_.clocks.size())) wrong("a line of {} ticks on no such clock", bank.name);
      if (!fits_or_none(line.event, graph_.events.size())) wrong("a line of {} is of no such event", bank.name);
      if (!fits_or_none(line.moment, graph_.nodes.size())) wrong("a line of {} has no such moment", bank.name);
      if (!fits_or_none(line.target, graph_.banks.size())) wrong("a line of {} goes to no such bank", bank.name);
      if ((line.kind == LineKind::moves) != (line.target != no_id)) {
        wrong("a line of {} has a bank to go to and does not move, or moves to none", bank.name);
      }
    }
    for (const BankCap& cap : bank.caps) {
      arm_indices(cap.rule, "a limit of " + bank.name);
      if (!fits_or_none(cap.target, graph_.banks.size())) wrong("a limit of {} sends to no such bank", bank.name);
      if ((cap.fate == CapFate::moved) != (cap.target != no_id)) {
        wrong("what exceeds a limit of {} moves to no bank, or has one and does not move", bank.name);
      }
      if (!fits_or_none(cap.paid_as, graph_.figures.size())) wrong("a limit of {} is paid as no figure", bank.name);
    }
    if (bank.openings == no_id) return;
    if (!fits(bank.openings, graph_.events.size())) {
      wrong("bank {} is opened by no such event", bank.name);
      return;
    }
    const auto& columns = graph_.schema.tables[graph_.events[bank.openings].table].columns;
    if (!fits(bank.opening_bank_column, columns.size()) || !fits(bank.opening_amount_column, columns.size())) {
      wrong("bank {} is opened by columns that are not there", bank.name);
    }
  }

  void rest_indices() {
    const std::size_t nodes = graph_.nodes.size();
    if (graph_.chosen_when.size() != graph_.clocks.size()) wrong("clocks and what chooses their days differ in number");
    for (const NodeId chosen : graph_.chosen_when) {
      if (!fits_or_none(chosen, nodes)) wrong("the days of a clock are chosen by no node");
    }
    if (!fits_or_none(graph_.pay_clock, graph_.clocks.size())) wrong("the clock of pay does not exist");
    if (!fits_or_none(graph_.covers, nodes)) wrong("the condition of who is covered does not exist");
    for (const Ranking& ranking : graph_.rankings) {
      if (!fits_or_none(ranking.where, nodes)) wrong("order {} has no such condition", ranking.name);
      if (!fits_or_none(ranking.for_each, nodes)) wrong("order {} is for each of no node", ranking.name);
      if (!fits_or_none(ranking.event, graph_.events.size())) wrong("order {} is of no such event", ranking.name);
      for (const Ranking::By& by : ranking.by) {
        if (!fits(by.value, nodes)) wrong("order {} ranks by no node", ranking.name);
      }
    }
    if (graph_.schema.outside.size() != graph_.outsides.size()) {
      wrong("names from outside and what their values may be differ in number");
    }
  }

  // — nodes below themselves

  enum class Mark : std::uint8_t { fresh, open, done };

  void rings_of_nodes() {
    marks_.assign(graph_.nodes.size(), Mark::fresh);
    for (NodeId id = 0; id < graph_.nodes.size(); ++id) descend(id);
  }

  void descend(NodeId id) {
    if (marks_[id] == Mark::done) return;
    if (marks_[id] == Mark::open) {
      wrong("{} is below itself", named(id));
      return;
    }
    marks_[id] = Mark::open;
    for_each_part(graph_, graph_.nodes[id], [&](NodeId part) {
      if (problems_.empty()) descend(part);
    });
    marks_[id] = Mark::done;
  }

  // — shapes

  // Where a node stands: whose keys, whose row, what searches and folds around it bind.
  struct Scope {
    FigureId figure = no_id;
    EventId event = no_id;
    std::set<std::uint32_t> slots;
  };

  void shapes() {
    reach();
    for (NodeId id = 0; id < graph_.nodes.size(); ++id) {
      types(id);
      bounds(id);
      if (reached_[id]) subjects(id);
    }
    arms();
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      const Figure& figure = graph_.figures[id];
      const Scope scope{id, figure.event, {}};
      scopes(figure.root, scope);
      if (figure.starting != no_node) scopes(figure.starting, scope);
      for (const Key& key : figure.keys) {
        if (key.own != no_node) scopes(key.own, {});
      }
      fits_type(figure.root, figure.type.kind, "the root of figure " + figure.name);
      if (figure.starting != no_node)
        fits_type(figure.starting, figure.type.kind, "the start of figure " + figure.name);
    }
    for (EventId id = 0; id < graph_.events.size(); ++id) {
      if (graph_.events[id].where == no_node) continue;
      scopes(graph_.events[id].where, {no_id, id, {}});
      fits_type(graph_.events[id].where, TypeKind::truth, "the condition of event " + graph_.events[id].name);
    }
    for (const Bank& bank : graph_.banks) bank_shapes(bank);
    clocks();
    order();
  }

  // Nodes that nothing reads say nothing, so nothing is said of what they depend on.
  void reach() {
    reached_.assign(graph_.nodes.size(), false);
    const auto below = [&](NodeId root) { for_each_below(graph_, root, [&](NodeId id) { reached_[id] = true; }); };
    for (const Figure& figure : graph_.figures) for_each_root(graph_, figure, below);
    for (const Bank& bank : graph_.banks) for_each_root(graph_, bank, below);
  }

  TypeKind kind_of(NodeId id) const { return graph_.nodes[id].type.kind; }

  // `nothing` fits every type.
  bool is_nothing(NodeId id) const {
    return graph_.nodes[id].kind == NodeKind::constant && graph_.nodes[id].value.is_empty();
  }

  void fits_type(NodeId id, TypeKind kind, const std::string& what) {
    if (kind_of(id) != kind && !is_nothing(id)) {
      wrong("{} is a {} where a {} belongs: {}", named(id), type_text(kind_of(id)), type_text(kind), what);
    }
  }

  void child_type(NodeId id, std::size_t i, TypeKind kind) {
    const Node& node = graph_.nodes[id];
    if (i < node.children.size() && node.children[i] != no_node) {
      fits_type(node.children[i], kind, fmt::format("child {} of {}", i, named(id)));
    }
  }

  void own_type(NodeId id, TypeKind kind) {
    if (kind_of(id) != kind) wrong("{} gives a {}, not a {}", named(id), type_text(kind_of(id)), type_text(kind));
  }

  void types(NodeId id) {
    const Node& node = graph_.nodes[id];
    switch (node.kind) {
      case NodeKind::constant:
        constant_type(id);
        return;
      case NodeKind::reading:
      case NodeKind::weekday:
        own_type(id, TypeKind::text);
        if (node.kind == NodeKind::weekday) child_type(id, 0, TypeKind::date);
        return;
      case NodeKind::roster_since:
      case NodeKind::today:
      case NodeKind::pay_day:
        own_type(id, TypeKind::date);
        return;
      case NodeKind::roster:
      case NodeKind::column:
      case NodeKind::employee:
      case NodeKind::argument:
      case NodeKind::bank:
        return;
      case NodeKind::outside:
        if (node.children.size() != graph_.outsides[node.index].keys.size()) wrong("{} lacks keys", named(id));
        return;
      case NodeKind::arith:
        arith_types(id);
        return;
      case NodeKind::round:
      case NodeKind::running_limit:
        own_type(id, TypeKind::number);
        child_type(id, 0, TypeKind::number);
        child_type(id, 1, TypeKind::number);
        return;
      case NodeKind::limit:
      case NodeKind::among:
        for (std::size_t i = 0; i < node.children.size(); ++i) child_type(id, i, node.type.kind);
        return;
      case NodeKind::compare:
        child_type(id, 1, is_nothing(node.children[0]) ? kind_of(node.children[1]) : kind_of(node.children[0]));
        own_type(id, TypeKind::truth);
        return;
      case NodeKind::logic:
        own_type(id, TypeKind::truth);
        for (std::size_t i = 0; i < node.children.size(); ++i) child_type(id, i, TypeKind::truth);
        if (node.op == Op::negate && node.children.size() != 1) wrong("{} negates more than one", named(id));
        return;
      case NodeKind::presence:
        own_type(id, TypeKind::truth);
        return;
      case NodeKind::choose:
        for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
          const Arm& arm = graph_.arms[i];
          if (arm.guard != no_node) fits_type(arm.guard, TypeKind::truth, fmt::format("condition of rule {}", i));
          fits_type(arm.value, node.type.kind, fmt::format("value of rule {}", i));
        }
        return;
      case NodeKind::gather:
        gather_types(id);
        return;
      case NodeKind::figure:
      case NodeKind::previous:
        reading_types(id);
        return;
      case NodeKind::at:
        child_type(id, 0, node.type.kind);
        child_type(id, 1, TypeKind::date);
        return;
      case NodeKind::fold:
        fold_types(id);
        return;
      case NodeKind::search:
        own_type(id, TypeKind::number);
        child_type(id, 0, TypeKind::truth);
        child_type(id, 1, TypeKind::number);
        if (node.high < node.number) wrong("{} has no candidates", named(id));
        return;
      case NodeKind::completed:
        own_type(id, TypeKind::number);
        child_type(id, 0, TypeKind::date);
        return;
      case NodeKind::hours_between:
        own_type(id, TypeKind::number);
        for (std::size_t i = 0; i < node.children.size(); ++i) child_type(id, i, TypeKind::time);
        return;
      case NodeKind::offset:
        own_type(id, TypeKind::date);
        child_type(id, 0, TypeKind::number);
        child_type(id, 1, TypeKind::date);
        return;
      case NodeKind::period_start:
      case NodeKind::period_end:
      case NodeKind::nth:
      case NodeKind::month_day:
        own_type(id, TypeKind::date);
        child_type(id, 0, TypeKind::date);
        return;
    }
  }

  void constant_type(NodeId id) {
    const Node& node = graph_.nodes[id];
    const auto kind_of_value = [](ValueKind kind) -> std::optional<TypeKind> {
      switch (kind) {
        case ValueKind::number:
          return TypeKind::number;
        case ValueKind::date:
          return TypeKind::date;
        case ValueKind::time:
          return TypeKind::time;
        case ValueKind::text:
          return TypeKind::text;
        case ValueKind::truth:
          return TypeKind::truth;
        case ValueKind::empty:
        case ValueKind::fault:
          break;
      }
      return std::nullopt;
    };
    const auto kind = kind_of_value(node.value.kind);
    if (node.value.is_fault()) wrong("{} is a fault", named(id));
    if (kind && *kind != node.type.kind)
      wrong("{} holds a {}, not a {}", named(id), type_text(*kind), type_text(node.type.kind));
  }

  void arith_types(NodeId id) {
    const Node& node = graph_.nodes[id];
    const bool a_date = kind_of(node.children[0]) == TypeKind::date;
    const bool b_date = kind_of(node.children[1]) == TypeKind::date;
    if (kind_of(node.children[0]) == TypeKind::time) {
      if (node.op != Op::add && node.op != Op::subtract)
        wrong("{} computes with a time as if it were a number", named(id));
      own_type(id, TypeKind::time);
      child_type(id, 1, TypeKind::number);
      return;
    }
    if (!a_date) {
      own_type(id, TypeKind::number);
      child_type(id, 0, TypeKind::number);
      child_type(id, 1, TypeKind::number);
      return;
    }
    if (b_date ? node.op != Op::subtract : (node.op != Op::add && node.op != Op::subtract)) {
      wrong("{} computes with a date as if it were a number", named(id));
    }
    own_type(id, b_date ? TypeKind::number : TypeKind::date);
    if (!b_date) child_type(id, 1, TypeKind::number);
  }

  void gather_types(NodeId id) {
    const Node& node = graph_.nodes[id];
    for (const Array::Cell& cell : graph_.arrays[node.index].cells) {
      if (cell.keys.size() != node.children.size()) {
        wrong("a cell of {} has {} keys, not {}", named(id), cell.keys.size(), node.children.size());
        return;
      }
      fits_type(cell.value, node.type.kind, "a cell of " + named(id));
    }
  }

  void reading_types(NodeId id) {
    const Node& node = graph_.nodes[id];
    const Figure& figure = graph_.figures[node.index];
    own_type(id, figure.type.kind);
    const bool own_keys = node.kind == NodeKind::figure && node.children.empty();
    if (!own_keys && node.children.size() != figure.keys.size()) {
      wrong("{} gives {} keys to {}, which has {}", named(id), node.children.size(), figure.name, figure.keys.size());
      return;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) child_type(id, i, figure.keys[i].type.kind);
    if (node.kind == NodeKind::previous && figure.clock == no_id) {
      wrong("{} asks for the previous {}, which ticks on no clock", named(id), figure.name);
    }
  }

  void fold_types(NodeId id) {
    const Node& node = graph_.nodes[id];
    child_type(id, 1, TypeKind::truth);
    if (node.rows.kind != RowsKind::employee) child_type(id, 2, TypeKind::date);
    const bool sums = node.op == Op::total || node.op == Op::average;
    if (sums || node.op == Op::count) own_type(id, TypeKind::number);
    if (sums) child_type(id, 0, TypeKind::number);
    if (!sums && node.op != Op::count) child_type(id, 0, node.type.kind);
    if (node.rows.kind != RowsKind::key && node.children.size() != fold_candidates) {
      wrong("{} has candidates and runs over no key", named(id));
    }
    for (std::size_t i = fold_candidates; i < node.children.size(); ++i) {
      if (graph_.nodes[node.children[i]].kind != NodeKind::constant)
        wrong("a candidate of {} is no constant", named(id));
    }
  }

  // A node depends on at least what its parts depend on, but for what it binds.
  void subjects(NodeId id) {
    const Node& node = graph_.nodes[id];
    const bool binds = node.kind == NodeKind::fold || node.kind == NodeKind::search || node.kind == NodeKind::at;
    if (binds) return;
    for_each_part(graph_, node, [&](NodeId part) {
      if (node.subject < graph_.nodes[part].subject) wrong("{} depends on less than {}", named(id), named(part));
    });
    const bool reads = node.kind == NodeKind::figure || node.kind == NodeKind::previous;
    if (reads && graph_.figures[node.index].subject >= Subject::employee &&
        node.subject < graph_.figures[node.index].subject) {
      wrong("{} depends on less than the figure {}", named(id), graph_.figures[node.index].name);
    }
  }

  void bounds(NodeId id) {
    const Node& node = graph_.nodes[id];
    if (node.denominator.sign() < 0 || !node.denominator.is_whole()) wrong("{} has no denominator", named(id));
    if (node.low && node.high_bound && *node.high_bound < *node.low) wrong("{} lies in an empty interval", named(id));
  }

  void arms() {
    std::vector<int> owners(graph_.arms.size(), 0);
    for (NodeId id = 0; id < graph_.nodes.size(); ++id) {
      const Node& node = graph_.nodes[id];
      if (node.kind != NodeKind::choose) continue;
      for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
        ++owners[i];
        for (const std::uint32_t other : graph_.arms[i].yields_to) {
          const bool inside = other >= arms_begin(node) && other < arms_end(node) && other != i;
          if (!inside) wrong("rule {} of {} yields to a rule that is not beside it", i, named(id));
        }
      }
    }
    for (std::size_t i = 0; i < owners.size(); ++i) {
      if (owners[i] != 1) wrong("rule {} belongs to {} choose nodes", i, owners[i]);
    }
    std::set<NodeId> roots;
    for (const Figure& figure : graph_.figures) {
      if (!roots.insert(figure.root).second) wrong("figure {} shares its rules with another", figure.name);
    }
  }

  // Arguments, columns and rows are there where they are asked for.
  void scopes(NodeId id, const Scope& scope) {
    const Node& node = graph_.nodes[id];
    if (node.kind == NodeKind::argument) {
      const bool key = scope.figure != no_id && node.slot < graph_.figures[scope.figure].keys.size();
      if (!key && !scope.slots.contains(node.slot)) wrong("{} stands for no key or candidate", named(id));
    }
    if (node.kind == NodeKind::column) {
      const bool there =
          scope.event != no_id && node.index < graph_.schema.tables[graph_.events[scope.event].table].columns.size();
      if (!there) wrong("{} reads a column where there is no row", named(id));
    }
    const bool reads = node.kind == NodeKind::figure || node.kind == NodeKind::previous;
    const EventId needed = reads ? graph_.figures[node.index].event : no_id;
    if (needed != no_id && (scope.event == no_id || graph_.events[scope.event].table != graph_.events[needed].table)) {
      wrong("{} reads {} where there is no row of {}", named(id), graph_.figures[node.index].name,
            graph_.events[needed].name);
    }
    Scope inside = scope;
    if (node.kind == NodeKind::search) inside.slots.insert(node.slot);
    if (node.kind == NodeKind::at) inside.event = no_id;
    if (node.kind == NodeKind::fold) {
      if (node.rows.kind == RowsKind::key) inside.slots.insert(node.slot);
      if (node.rows.kind == RowsKind::event) inside.event = node.rows.index;
      if (node.rows.kind == RowsKind::employee) inside = {};
    }
    if (node.kind == NodeKind::at || node.kind == NodeKind::fold || node.kind == NodeKind::search) {
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        // What is evaluated outside: the base of a window, the date of `as of`, the `else` of a search.
        const bool groups = node.kind == NodeKind::fold && node.rows.kind == RowsKind::employee;
        const bool outer = i == (node.kind == NodeKind::fold ? 2U : 1U) && !groups;
        if (node.children[i] != no_node) scopes(node.children[i], outer ? scope : inside);
      }
      return;
    }
    for_each_part(graph_, node, [&](NodeId part) { scopes(part, inside); });
  }

  void bank_shapes(const Bank& bank) {
    const auto rule = [&](const Arm& arm, const Scope& scope) {
      if (arm.guard != no_node) {
        scopes(arm.guard, scope);
        fits_type(arm.guard, TypeKind::truth, "a condition of " + bank.name);
      }
      scopes(arm.value, scope);
      fits_type(arm.value, TypeKind::number, "an amount of " + bank.name);
      if (!arm.yields_to.empty()) wrong("a line of {} yields to another: lines add", bank.name);
    };
    for (const BankLine& line : bank.lines) {
      const Scope scope{no_id, line.event, {}};
      rule(line.rule, scope);
      if (line.clock != no_id && line.event != no_id) wrong("a line of {} posts on ticks and on rows", bank.name);
      if (line.moment != no_node) {
        scopes(line.moment, scope);
        fits_type(line.moment, TypeKind::truth, "a moment of " + bank.name);
      }
    }
    for (const BankCap& cap : bank.caps) rule(cap.rule, {});
    if (bank.of_the_unit) unit_bank_shapes(bank);
  }

  // Of no employee, but for the lines on rows; and nothing leaves it for a bank or a pay line of one.
  void unit_bank_shapes(const Bank& bank) {
    const auto of_nobody = [&](NodeId id) {
      if (id != no_node && graph_.nodes[id].subject >= Subject::employee)
        wrong("{} of {} depends on an employee", named(id), bank.name);
    };
    for (const BankLine& line : bank.lines) {
      if (line.target != no_id) wrong("{} is of the unit and moves hours away", bank.name);
      if (line.event != no_id) continue;
      for (const NodeId id : {line.rule.guard, line.rule.value, line.moment}) of_nobody(id);
    }
    for (const BankCap& cap : bank.caps) {
      if (cap.fate != CapFate::lost) wrong("{} is of the unit and its rest is not lost", bank.name);
      for (const NodeId id : {cap.rule.guard, cap.rule.value}) of_nobody(id);
    }
  }

  void clocks() {
    for (ClockId id = 0; id < graph_.clocks.size(); ++id) {
      const bool chosen = graph_.clocks[id].kind == ClockKind::chosen_days;
      const NodeId when = graph_.chosen_when[id];
      if (!chosen && when != no_node)
        wrong("clock {} has a condition and does not choose days", graph_.clocks[id].name);
      if (when == no_node) continue;
      scopes(when, {});
      fits_type(when, TypeKind::truth, "what chooses the days of clock " + graph_.clocks[id].name);
      if (graph_.nodes[when].subject > Subject::contract) {
        wrong("the days of clock {} depend on the employee", graph_.clocks[id].name);
      }
    }
    for (NodeId id = 0; id < graph_.nodes.size(); ++id) {
      const Node& node = graph_.nodes[id];
      if (node.kind != NodeKind::offset || node.calendar != CalendarUnit::none) continue;
      const ClockKind kind = graph_.clocks[node.clock].kind;
      if (kind != ClockKind::chosen_days && kind != ClockKind::every && kind != ClockKind::day) {
        wrong("{} counts ticks of {}, which differ in length", named(id), graph_.clocks[node.clock].name);
      }
    }
  }

  // What a figure reads stands before it, but for rings, which are reported as such.
  void order() {
    std::vector<bool> listed(graph_.figures.size(), false);
    for (const FigureId id : graph_.order) {
      if (!fits(id, graph_.figures.size()) || listed[id]) {
        wrong("the order lists a figure twice or one that does not exist");
        return;
      }
      listed[id] = true;
    }
    if (std::find(listed.begin(), listed.end(), false) != listed.end()) wrong("the order leaves out figures");
    const std::vector<FigureId> ring = ring_of_figures(graph_);
    if (!ring.empty()) {
      std::string names;
      for (const FigureId id : ring) names += (names.empty() ? "" : " reads ") + graph_.figures[id].name;
      wrong("figures need one another: {} reads {}", names, graph_.figures[ring.front()].name);
      return;
    }
    std::vector<bool> done(graph_.figures.size(), false);
    for (const FigureId id : graph_.order) {
      for_each_root(graph_, graph_.figures[id], [&](NodeId root) {
        for_each_below(graph_, root, [&](NodeId below) {
          const Node& node = graph_.nodes[below];
          if (node.kind == NodeKind::figure && !done[node.index]) {
            wrong("{} stands before {}, which it reads", graph_.figures[id].name, graph_.figures[node.index].name);
          }
        });
      });
      done[id] = true;
    }
  }

  const Graph& graph_;
  std::vector<std::string> problems_;
  std::vector<Mark> marks_;
  std::vector<bool> reached_;
};

}  // namespace

std::vector<std::string> verify(const Graph& graph) {
  return Verifier(graph).run();
}

}  // namespace mou
