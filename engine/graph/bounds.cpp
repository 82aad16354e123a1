#include "engine/graph/bounds.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/graph/range.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

// Rounds in which a figure's range may grow before what grows is given up.
constexpr int patience = 6;

bool gives_number(const Node& node) {
  return node.type.kind == TypeKind::number;
}

// What a cell of a column may hold.
Range range_of(const Column& column) {
  std::optional<Rational> step;
  if (column.step) {
    step = column.step;
  } else if (column.type == ColumnType::whole_number) {
    step = Rational(1);
  }
  Range range = Range::between(column.low, column.high, step);
  if (column.default_text) {
    const auto number = column.default_text->empty() ? Rational(0) : Rational::parse(*column.default_text);
    range = number ? join(range, Range::exactly(*number)) : Range::anything();
  }
  return range;
}

Range range_of(const Table& table, std::uint32_t index) {
  const Column& column = table.columns[index];
  if (column.default_column.empty()) return range_of(column);
  const std::uint32_t other = column_index(table, column.default_column);
  return other == no_column ? Range::anything() : join(range_of(column), range_of(table.columns[other]));
}

// The fewest and most days of a tick; nothing when not known.
std::optional<std::pair<int, int>> days_of_tick(const Clock& clock) {
  switch (clock.kind) {
    case ClockKind::day:
      return std::pair(1, 1);
    case ClockKind::every:
      return std::pair(clock.days, clock.days);
    case ClockKind::month:
      return std::pair(28, 31);
    case ClockKind::calendar_year:
    case ClockKind::fiscal_year:
      return std::pair(365, 366);
    case ClockKind::chosen_days:
      return std::pair(1, 1);
  }
  return std::nullopt;
}

class Bounds {
 public:
  explicit Bounds(Graph& graph)
      : graph_(graph),
        figures_(graph.figures.size()),
        banks_(graph.banks.size()),
        openings_(graph.banks.size()),
        incoming_(graph.banks.size()),
        kept_(graph.nodes.size()),
        readers_(graph.figures.size() + graph.banks.size()),
        stale_(graph.figures.size() + graph.banks.size(), 1) {
    for (const Figure& figure : graph.figures) {
      auto& slots = arguments_.emplace_back();
      for (const Key& key : figure.keys) slots.push_back(declared_range(key));
    }
    for (BankId id = 0; id < graph.banks.size(); ++id) openings_[id] = opening_range(graph.banks[id]);
  }

  void compute() {
    for (int rounds = 0; std::find(stale_.begin(), stale_.end(), 1) != stale_.end(); ++rounds) {
      widening_ = rounds >= patience;
      for (const FigureId id : graph_.order) {
        if (std::exchange(stale_[id], 0) != 0) of_figure(id);
      }
      for (BankId id = 0; id < graph_.banks.size(); ++id) {
        if (std::exchange(stale_[bank_item(id)], 0) != 0) of_bank(id);
      }
    }
    keep_ = true;
    for (const FigureId id : graph_.order) of_figure(id);
    for (BankId id = 0; id < graph_.banks.size(); ++id) of_bank(id);
    keep_others();
  }

 private:
  // What is being computed: whose keys the slots are, and what searches and folds around it bind.
  struct Scope {
    FigureId figure = no_id;
    BankId bank = no_id;
    ClockId clock = no_id;
    EventId event = no_id;
    std::map<std::uint32_t, Range> slots;
  };

  static Range declared_range(const Key& key) {
    if (!key.bounds) return key.own == no_node ? Range::anything() : Range{};
    return Range::between(Rational(key.bounds->first), Rational(key.bounds->second), Rational(1));
  }

  Range opening_range(const Bank& bank) const {
    const Range start = Range::exactly(bank.starting.value_or(Rational(0)));
    if (bank.openings == no_id) return start;
    const Table& table = graph_.schema.tables[graph_.events[bank.openings].table];
    return join(start, range_of(table, bank.opening_amount_column));
  }

  // Figures and banks as one set of numbers: figures first.
  std::size_t bank_item(BankId id) const { return graph_.figures.size() + id; }

  // Returns whether more is described than was known.
  bool update(Range& known, const Range& found) {
    Range next = join(known, found);
    if (next == known) return false;
    known = widening_ ? widen(known, next) : std::move(next);
    return true;
  }

  void grown(std::size_t item) {
    for (const std::size_t reader : readers_[item]) stale_[reader] = 1;
  }

  void read_by(std::size_t item, const Scope& scope) {
    if (keep_) return;
    if (scope.figure != no_id) readers_[item].insert(scope.figure);
    if (scope.bank != no_id) readers_[item].insert(bank_item(scope.bank));
  }

  void of_figure(FigureId id) {
    const Figure& figure = graph_.figures[id];
    Scope scope;
    scope.figure = id;
    scope.clock = figure.clock;
    scope.event = figure.event;
    for (std::uint32_t slot = 0; slot < figure.keys.size(); ++slot) {
      if (figure.keys[slot].own == no_node) continue;
      if (update(arguments_[id][slot], of(figure.keys[slot].own, scope))) stale_[id] = 1;
    }
    Range range = of(figure.root, scope);
    if (figure.nothing_is_zero) range = join(range, Range::exactly(0));
    of(figure.starting, scope);
    if (figure.event != no_id) of(graph_.events[figure.event].where, scope);
    if (update(figures_[id], range)) grown(id);
  }

  void of_bank(BankId id) {
    const Bank& bank = graph_.banks[id];
    Range moved = join(openings_[id], incoming_[id]);
    for (const BankLine& line : bank.lines) {
      Scope scope;
      scope.bank = id;
      scope.clock = line.clock;
      scope.event = line.event;
      of(line.rule.guard, scope);
      of(line.moment, scope);
      if (line.event != no_id) of(graph_.events[line.event].where, scope);
      moved = join(moved, of(line.rule.value, scope));
      if (line.target != no_id) send(id, line.target);
    }
    Range cap;
    for (const BankCap& limit : bank.caps) {
      Scope scope;
      scope.bank = id;
      of(limit.rule.guard, scope);
      const Range most = of(limit.rule.value, scope);
      moved = join(moved, most);
      cap = join(cap, most);
      if (limit.target != no_id) send(id, limit.target);
    }
    // Sums of what is moved have its step; how large they grow is not known, but for the balance under a limit.
    Range balance = only_step(moved);
    const bool from_zero = openings_[id].low && openings_[id].low->sign() >= 0;
    if (from_zero) balance.low = Rational(0);
    const bool always_held = std::any_of(bank.caps.begin(), bank.caps.end(), [](const BankCap& limit) {
      return limit.rule.guard == no_node && !limit.rule.from && !limit.rule.until;
    });
    if (always_held && cap.high && openings_[id].high) balance.high = greatest(*cap.high, *openings_[id].high);
    if (update(banks_[id], balance)) {
      grown(bank_item(id));
      stale_[bank_item(id)] = 1;
    }
  }

  void send(BankId from, BankId to) {
    if (update(incoming_[to], only_step(banks_[from]))) stale_[bank_item(to)] = 1;
  }

  static Range only_step(const Range& range) {
    return range.none ? Range{} : Range::between(std::nullopt, std::nullopt, range.step);
  }

  void keep_others() {
    for (EventId id = 0; id < graph_.events.size(); ++id) {
      Scope scope;
      scope.event = id;
      of(graph_.events[id].where, scope);
    }
    for (const NodeId chosen : graph_.chosen_when) of(chosen, {});
    of(graph_.covers, {});
    for (const Ranking& ranking : graph_.rankings) {
      of(ranking.where, {});
      of(ranking.for_each, {});
      for (const Ranking::By& by : ranking.by) of(by.value, {});
    }
  }

  Range of(NodeId id, const Scope& scope) {
    if (id == no_node) return {};
    Range range = of_node(graph_.nodes[id], scope);
    if (keep_ && gives_number(graph_.nodes[id]) && !range.none) keep(id, range);
    return range;
  }

  // A node that is met in several places keeps what holds in all of them.
  void keep(NodeId id, Range range) {
    range = join(kept_[id], range);
    Node& node = graph_.nodes[id];
    node.denominator = range.step ? range.step->denominator() : Rational(0);
    node.low = range.low;
    node.high_bound = range.high;
    kept_[id] = std::move(range);
  }

  void parts(const Node& node, const Scope& scope) {
    for_each_part(graph_, node, [&](NodeId part) { of(part, scope); });
  }

  Range of_node(const Node& node, const Scope& scope) {
    switch (node.kind) {
      case NodeKind::constant:
        return node.value.is_number() ? Range::exactly(node.value.number) : Range{};
      case NodeKind::roster:
        return range_of(graph_.schema.tables[0], node.index);
      case NodeKind::column:
        return of_column(node, scope);
      case NodeKind::argument:
        return of_argument(node, scope);
      case NodeKind::arith:
        return of_arith(node, scope);
      case NodeKind::round:
        return round(of(node.children[0], scope), of(node.children[1], scope), node.rounding);
      case NodeKind::limit:
        return of_limit(node, scope);
      case NodeKind::running_limit:
        return of_running_limit(node, scope);
      case NodeKind::among:
        return of_among(node, scope);
      case NodeKind::choose:
        return of_choose(node, scope);
      case NodeKind::gather:
        return of_gather(node, scope);
      case NodeKind::figure:
      case NodeKind::previous:
        return of_reading(node, scope);
      case NodeKind::bank:
        return of_bank_measure(node, scope);
      case NodeKind::at:
        return of_at(node, scope);
      case NodeKind::fold:
        return of_fold(node, scope);
      case NodeKind::search:
        return of_search(node, scope);
      case NodeKind::completed:
        parts(node, scope);
        return Range::between(Rational(0), std::nullopt, Rational(1));
      case NodeKind::hours_between:
        parts(node, scope);
        return Range::between(Rational(0), Rational(24), Rational::ratio(1, 60));
      case NodeKind::outside:
        parts(node, scope);
        return of_outside(node);
      case NodeKind::reading:
      case NodeKind::roster_since:
      case NodeKind::today:
      case NodeKind::pay_day:
      case NodeKind::employee:
      case NodeKind::compare:
      case NodeKind::logic:
      case NodeKind::presence:
      case NodeKind::offset:
      case NodeKind::period_start:
      case NodeKind::period_end:
      case NodeKind::nth:
      case NodeKind::month_day:
      case NodeKind::weekday:
        parts(node, scope);
        return gives_number(node) ? Range::anything() : Range{};
    }
    return Range::anything();
  }

  // What may be supplied, and what is assumed.
  Range of_outside(const Node& node) const {
    if (node.index >= graph_.schema.outside.size()) return Range::anything();
    Range range = range_of(graph_.schema.outside[node.index].value);
    for (const Outside::Assumed& assumed : graph_.outsides[node.index].assumed) {
      if (assumed.value.is_number()) range = join(range, Range::exactly(assumed.value.number));
    }
    return range;
  }

  // A column does not say of which table it is; the fold, figure or line around it does.
  Range of_column(const Node& node, const Scope& scope) const {
    return scope.event == no_id ? Range::anything()
                                : range_of(graph_.schema.tables[graph_.events[scope.event].table], node.index);
  }

  Range of_argument(const Node& node, const Scope& scope) const {
    const auto bound = scope.slots.find(node.slot);
    if (bound != scope.slots.end()) return bound->second;
    if (scope.figure == no_id || node.slot >= arguments_[scope.figure].size()) return Range::anything();
    return arguments_[scope.figure][node.slot];
  }

  Range of_arith(const Node& node, const Scope& scope) {
    const Range a = of(node.children[0], scope);
    const Range b = of(node.children[1], scope);
    if (!gives_number(node)) return {};
    if (!gives_number(graph_.nodes[node.children[0]])) {
      // Two dates: whole days.
      return Range::between(std::nullopt, std::nullopt, Rational(1));
    }
    switch (node.op) {
      case Op::add:
        return add(a, b);
      case Op::subtract:
        return add(a, negate(b));
      case Op::multiply:
        return multiply(a, b);
      default:
        return divide(a, b);
    }
  }

  Range of_limit(const Node& node, const Scope& scope) {
    const Range value = of(node.children[0], scope);
    const Range bound = of(node.children[1], scope);
    return node.op == Op::at_least ? greater(value, bound) : lesser(value, bound);
  }

  // The value, or what is left of the bound once the earlier values of the figure are taken off it.
  Range of_running_limit(const Node& node, const Scope& scope) {
    const Range value = of(node.children[0], scope);
    const Range bound = of(node.children[1], scope);
    if (value.none || bound.none) return {};
    const Range figure = scope.figure == no_id ? Range::anything() : figures_[scope.figure];
    if (scope.figure != no_id) read_by(scope.figure, scope);
    const Range before = total(figure, std::nullopt);
    const Range left = greater(add(bound, negate(before)), Range::exactly(0));
    return lesser(value, left);
  }

  // On another day there is no tick and no row at hand.
  Range of_at(const Node& node, const Scope& scope) {
    of(node.children[1], scope);
    Scope there = scope;
    there.clock = no_id;
    there.event = no_id;
    return of(node.children[0], there);
  }

  // Whether a node may give no value; what computes from an empty one is a fault, not empty.
  bool may_be_empty(NodeId id) const {
    const Node& node = graph_.nodes[id];
    return node.kind != NodeKind::arith && !(node.kind == NodeKind::constant && node.value.is_number());
  }

  // Members that are empty are left out.
  Range of_among(const Node& node, const Scope& scope) {
    Range any;
    Range sum;
    // Of those that are always there.
    std::optional<Rational> highest_low;
    std::optional<Rational> lowest_high;
    for (const NodeId child : node.children) {
      const Range member = of(child, scope);
      const bool optional = may_be_empty(child);
      any = join(any, member);
      const Range part = optional ? join(member, Range::exactly(Rational(0))) : member;
      sum = sum.none ? part : add(sum, part);
      if (optional) continue;
      if (member.low && (!highest_low || *highest_low < *member.low)) highest_low = member.low;
      if (member.high && (!lowest_high || *member.high < *lowest_high)) lowest_high = member.high;
    }
    if (!gives_number(node)) return {};
    if (node.op == Op::total || any.none) return node.op == Op::total ? sum : any;
    if (node.op == Op::average) {
      Range average;
      for (std::size_t count = 1; count <= node.children.size(); ++count) {
        average = join(average, divide(sum, Range::exactly(Rational(static_cast<std::int64_t>(count)))));
      }
      average.low = any.low;
      average.high = any.high;
      return average;
    }
    if (node.op == Op::greater && highest_low && (!any.low || *any.low < *highest_low)) any.low = highest_low;
    if (node.op == Op::lesser && lowest_high && (!any.high || *lowest_high < *any.high)) any.high = lowest_high;
    return any;
  }

  Range of_choose(const Node& node, const Scope& scope) {
    Range range;
    for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
      of(graph_.arms[i].guard, scope);
      range = join(range, of(graph_.arms[i].value, scope));
    }
    return range;
  }

  Range of_gather(const Node& node, const Scope& scope) {
    for (const NodeId key : node.children) of(key, scope);
    Range range;
    for (const Array::Cell& cell : graph_.arrays[node.index].cells) range = join(range, of(cell.value, scope));
    return range;
  }

  Range of_reading(const Node& node, const Scope& scope) {
    auto& arguments = arguments_[node.index];
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Range given = of(node.children[i], scope);
      if (i < arguments.size() && !keep_ && update(arguments[i], given)) stale_[node.index] = 1;
    }
    read_by(node.index, scope);
    Range range = figures_[node.index];
    const NodeId starting = graph_.figures[node.index].starting;
    if (node.kind == NodeKind::previous && starting != no_node) range = join(range, of(starting, scope));
    return range;
  }

  Range of_bank_measure(const Node& node, const Scope& scope) {
    read_by(bank_item(node.index), scope);
    const Range& bank = banks_[node.index];
    if (bank.none || node.measure == BankMeasure::balance || node.measure == BankMeasure::opening) return bank;
    // What is asked of a bank is never below zero, and a conversion either way.
    Range flow = only_step(bank);
    const bool from_zero = openings_[node.index].low && openings_[node.index].low->sign() >= 0;
    if (node.measure != BankMeasure::converted && from_zero) flow.low = Rational(0);
    return flow;
  }

  // At most so many rows; nothing when not known.
  std::optional<Rational> most_rows(const Node& node, const Scope& scope) const {
    if (node.rows.kind == RowsKind::key) return Rational(static_cast<std::int64_t>(candidates(node)));
    if (node.rows.kind != RowsKind::clock || node.rows.window == RowWindow::history) return std::nullopt;
    const ClockId around = node.rows.window == RowWindow::tick ? scope.clock : node.rows.clock;
    if (around == no_id) return std::nullopt;
    const auto outer = days_of_tick(graph_.clocks[around]);
    const auto inner = days_of_tick(graph_.clocks[node.rows.index]);
    if (!outer || !inner) return std::nullopt;
    return Rational((outer->second + inner->first - 1) / inner->first);
  }

  static std::size_t candidates(const Node& node) {
    return node.children.size() > fold_candidates ? node.children.size() - fold_candidates : 0;
  }

  Range of_fold(const Node& node, const Scope& scope) {
    Scope inside = scope;
    if (node.rows.kind == RowsKind::clock) inside.clock = node.rows.index;
    if (node.rows.kind == RowsKind::event) {
      inside.clock = no_id;
      inside.event = node.rows.index;
    }
    if (node.rows.kind == RowsKind::employee) inside.clock = node.clock;
    if (node.rows.kind == RowsKind::key) {
      Range candidate;
      for (std::size_t i = fold_candidates; i < node.children.size(); ++i) {
        candidate = join(candidate, of(node.children[i], scope));
      }
      inside.slots[node.slot] = candidate;
    }
    of(node.children[1], inside);
    if (node.children.size() > 2) of(node.children[2], scope);
    if (node.rows.kind == RowsKind::event) of(graph_.events[node.rows.index].where, inside);
    const Range value = of(node.children[0], inside);
    const std::optional<Rational> most = most_rows(node, scope);
    switch (node.op) {
      case Op::count:
        return Range::between(Rational(0), most, Rational(1));
      case Op::total:
        return total(value, most);
      case Op::average: {
        Range range = value;
        range.step.reset();
        return range;
      }
      default:
        return gives_number(node) ? value : Range{};
    }
  }

  Range of_search(const Node& node, const Scope& scope) {
    Scope inside = scope;
    const Range candidate = Range::between(Rational(node.number), Rational(node.high), Rational(1));
    inside.slots[node.slot] = candidate;
    of(node.children[0], inside);
    return node.children.size() > 1 ? join(candidate, of(node.children[1], scope)) : candidate;
  }

  Graph& graph_;
  std::vector<Range> figures_;
  // Of the balance; flows share its step.
  std::vector<Range> banks_;
  std::vector<Range> openings_;
  // The step of what other banks send.
  std::vector<Range> incoming_;
  // Of each figure, what its keys are given.
  std::vector<std::vector<Range>> arguments_;
  std::vector<Range> kept_;
  // Of each figure and bank, those that read it; and those that must be looked at again.
  std::vector<std::set<std::size_t>> readers_;
  std::vector<char> stale_;
  bool widening_ = false;
  bool keep_ = false;
};

}  // namespace

void compute_bounds(Graph& graph) {
  Bounds(graph).compute();
}

}  // namespace mou
