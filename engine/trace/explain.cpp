// From a figure to the tree of sentences that says why: walks the rule that gave the value and evaluates its parts
// again.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "engine/graph/walk.h"
#include "engine/graph/words.h"
#include "engine/trace/trace.h"

namespace mou {

namespace {

// Figures within figures: deeper ones are named and not explained.
constexpr int deepest_figure = 24;

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// "leave_bank" as "leave bank", for facts without a title.
std::string spoken(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// The word of a posting: "earned", "lost".
std::string_view posted_word(BankMeasure measure) {
  switch (measure) {
    case BankMeasure::opening:
      return "opening";
    case BankMeasure::earned:
      return "earned";
    case BankMeasure::moved_in:
      return "moved in from another bank";
    case BankMeasure::used:
      return "used";
    case BankMeasure::cashed:
      return "cashed out";
    case BankMeasure::moved:
      return "moved to another bank";
    case BankMeasure::converted:
      return "gained by conversion";
    case BankMeasure::lost:
      return "lost";
    case BankMeasure::over:
      return "over the limit";
    case BankMeasure::asked_short:
      return "asked for beyond the balance";
    case BankMeasure::balance:
      return "balance";
  }
  return {};
}

class Explainer {
 public:
  explicit Explainer(Evaluator& evaluator)
      : evaluator_(evaluator), graph_(evaluator.graph()), facts_(evaluator.facts()) {}

  TraceNode figure_on(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys) {
    std::vector<Value> own(keys.begin(), keys.end());
    if (own.empty() && !graph_.figures[id].keys.empty()) {
      if (const auto scope = evaluator_.scope_of(id, employee, day, {})) own = evaluator_.own_keys(id, *scope);
    }
    const auto scope = evaluator_.scope_of(id, employee, day, own);
    if (!scope) {
      TraceNode node = with_value(TraceKind::figure, figure_title(id), graph_.figures[id].type,
                                  evaluator_.figure(id, employee, day, own).value);
      return node;
    }
    return figure(id, *scope, evaluator_.figure(id, employee, day, own), true);
  }

  TraceNode figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row) {
    Scope scope = evaluator_.scope_of_row(id, employee, row);
    const std::vector<Value> keys = evaluator_.own_keys(id, scope);
    scope.slots = keys;
    return figure(id, scope, evaluator_.figure_of_row(id, employee, row), true);
  }

  TraceNode bank(BankId id, BankMeasure measure, EmployeeId employee, Date first, Date last) {
    const Type& type = graph_.banks[id].type;
    const Value value = evaluator_.bank(id, measure, employee, first, last);
    const bool at_a_day = measure == BankMeasure::balance || measure == BankMeasure::opening;
    const Date shown_first = at_a_day ? first_date : first;
    const Date shown_last = measure == BankMeasure::opening ? first - 1 : last;
    std::string what = spoken_title(graph_.banks[id].title, graph_.banks[id].name);
    if (at_a_day) {
      what += fmt::format(", balance at the end of {}", date_text(shown_last));
    } else {
      what += first == last
                  ? fmt::format(", {} on {}", posted_word(measure), date_text(first))
                  : fmt::format(", {} from {} to {}", posted_word(measure), date_text(first), date_text(last));
    }
    TraceNode node = with_value(TraceKind::bank, what, type, value);
    if (employee == no_employee || value.is_fault()) return node;
    if (at_a_day) {
      const Value opening = evaluator_.bank(id, BankMeasure::opening, employee, first_date, first_date);
      if (opening.is_number()) {
        node.children.push_back(with_value(TraceKind::posting, "Opening balance", type, opening));
      }
    }
    // What a limit takes away is posted twice, as what was over and as what became of it.
    const std::vector<Posting> postings = evaluator_.postings(id, employee, shown_last);
    for (const Posting& posting : postings) {
      const bool dated = shown_first <= posting.day && posting.day <= shown_last;
      const bool meant = at_a_day ? changes_balance(id, posting) : posting.measure == measure;
      if (dated && meant) node.children.push_back(posted(type, posting));
    }
    return node;
  }

 private:
  // — sentences

  std::string spoken_title(const std::string& title, const std::string& name) const {
    return title.empty() || title == name ? capital(spoken(name)) : title;
  }

  std::string figure_title(FigureId id) const {
    return spoken_title(graph_.figures[id].title, graph_.figures[id].name);
  }

  std::string text_of(const Type& type, const Value& value) const {
    if (value.is_fault()) return "not known: " + evaluator_.fault(value.fault_id()).message;
    return value.is_empty() ? "empty" : value_text(graph_, type, value);
  }

  std::string exact(const Type& type, const Value& value) const {
    if (value.is_fault() || value.is_empty()) return "";
    return value.is_number() ? value.number.text() : value_text(graph_, type, value);
  }

  TraceNode sentence(TraceKind kind, std::string text) const {
    TraceNode node;
    node.kind = kind;
    node.text = std::move(text);
    return node;
  }

  // "WHAT is VALUE".
  TraceNode with_value(TraceKind kind, const std::string& what, const Type& type, const Value& value) const {
    TraceNode node = sentence(kind, fmt::format("{} is {}", what, text_of(type, value)));
    node.value = exact(type, value);
    if (value.is_fault()) {
      node.children.push_back(sentence(TraceKind::fault, capital(evaluator_.fault(value.fault_id()).message)));
      node.text = fmt::format("{} has no value", what);
    }
    return node;
  }

  void cite(TraceNode& node, ClauseIndex index) const {
    if (index == no_id) return;
    const ClauseInfo& clause = graph_.clauses[index];
    node.contract = clause.contract;
    node.clause = clause.id;
    node.clause_title = clause.title;
    node.pages = clause.pages;
  }

  std::string tick_text(const Scope& scope) const {
    if (scope.clock == no_id || scope.first == scope.last) return "on " + date_text(scope.last);
    return fmt::format("in the {} {} to {}", graph_.clocks[scope.clock].name, date_text(scope.first),
                       date_text(scope.last));
  }

  Standing standing(const Scope& scope) const { return {scope.figure, scope.event, Naming::titles}; }

  std::string expression(NodeId id, const Scope& scope) const { return expression_text(graph_, id, standing(scope)); }

  // — figures

  TraceNode figure(FigureId id, const Scope& scope, const Outcome& outcome, bool outermost) {
    const Figure& figure = graph_.figures[id];
    std::string what = figure_title(id);
    for (std::size_t i = 0; i < scope.slots.size() && i < figure.keys.size(); ++i) {
      what += fmt::format("{}{} {}", i == 0 ? " for " : ", ", spoken(figure.keys[i].name),
                          text_of(figure.keys[i].type, scope.slots[i]));
    }
    if (outermost && scope.employee != no_employee) what += " of employee " + facts_.employees[scope.employee];
    if (scope.event != no_id) {
      const TableFacts& table = facts_.tables[graph_.events[scope.event].table];
      what += fmt::format(" on {}", date_text(scope.day));
      TraceNode node = explained(id, scope, outcome, what);
      node.place = row_place(table, scope.row);
      return node;
    }
    if (outermost || moved_on(scope)) what += " " + tick_text(scope);
    return explained(id, scope, outcome, what);
  }

  // Whether the scope lies on other days than the figure around it. What holds on any date is read on the last day.
  bool moved_on(const Scope& scope) const {
    if (around_ == nullptr) return true;
    if (scope.clock == no_id) return around_->day != scope.day;
    return around_->first != scope.first || around_->last != scope.last;
  }

  TraceNode explained(FigureId id, const Scope& scope, const Outcome& outcome, const std::string& what) {
    const Figure& figure = graph_.figures[id];
    TraceNode node = with_value(TraceKind::figure, what, figure.type, outcome.value);
    node.outside = figure.rests_on_outside;
    if (figure.nothing_is_zero && outcome.arm == no_id && outcome.value.is_number()) {
      node.children.push_back(sentence(TraceKind::note, "No rule applies, so the line is 0"));
    }
    const std::vector<Value> keys(scope.slots.begin(), scope.slots.end());
    const auto seen = std::tuple(id, scope.last.days, scope.event == no_id ? no_id : scope.row, key_text(figure, keys));
    if (depth_ >= deepest_figure || !seen_.insert(seen).second) {
      if (outcome.arm != no_id) cite(node, graph_.arms[outcome.arm].clause);
      node.children.push_back(sentence(TraceKind::note, "Explained elsewhere in this trace"));
      return node;
    }
    ++depth_;
    const Scope* outer = std::exchange(around_, &scope);
    rules(graph_.nodes[figure.root], scope, outcome, node);
    around_ = outer;
    --depth_;
    return node;
  }

  std::string key_text(const Figure& figure, const std::vector<Value>& keys) const {
    std::string text;
    for (std::size_t i = 0; i < keys.size() && i < figure.keys.size(); ++i) {
      text += text_of(figure.keys[i].type, keys[i]) + "|";
    }
    return text;
  }

  void rules(const Node& root, const Scope& scope, const Outcome& outcome, TraceNode& node) {
    const std::vector<ArmOutcome> outcomes = evaluator_.judge(root, scope);
    if (outcome.given) {
      node.children.push_back(sentence(TraceKind::given, "Given, not computed"));
      return;
    }
    if (outcome.arm != no_id) {
      const Arm& arm = graph_.arms[outcome.arm];
      cite(node, arm.clause);
      if (!speaks_for_itself(arm.value)) {
        node.children.push_back(sentence(TraceKind::rule, capital(expression(arm.value, scope))));
      }
      if (arm.guard != no_node) conditions(arm.guard, scope, node.children);
      parts(arm.value, scope, node.children);
    }
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      if (root.index + i != outcome.arm) idle(root.index + i, outcomes[i], scope, node);
    }
    not_in_force(root, outcomes, scope, node);
  }

  // A value that one sentence below it says whole.
  bool speaks_for_itself(NodeId id) const {
    const Node& node = graph_.nodes[id];
    switch (node.kind) {
      case NodeKind::constant:
        return node.type.kind == TypeKind::truth;
      case NodeKind::roster:
      case NodeKind::column:
      case NodeKind::choose:
      case NodeKind::gather:
      case NodeKind::figure:
      case NodeKind::previous:
      case NodeKind::bank:
      case NodeKind::fold:
      case NodeKind::search:
      case NodeKind::outside:
        return true;
      case NodeKind::round:
        return speaks_for_itself(node.children[0]);
      default:
        return false;
    }
  }

  // Rules of other years in one line.
  void not_in_force(const Node& root, const std::vector<ArmOutcome>& outcomes, const Scope& scope, TraceNode& node) {
    std::set<std::string> rules;
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].life != ArmLife::not_in_force) continue;
      const Arm& arm = graph_.arms[root.index + i];
      const bool later = arm.from && scope.day < *arm.from;
      rules.insert(later ? fmt::format("clause {} (from {})", clause_number(arm.clause), date_text(*arm.from))
                         : fmt::format("clause {} (until {})", clause_number(arm.clause), date_text(*arm.until)));
    }
    if (rules.empty()) return;
    node.children.push_back(sentence(TraceKind::idle_rule, fmt::format("Not in force: {}", fmt::join(rules, ", "))));
  }

  void idle(std::uint32_t index, const ArmOutcome& outcome, const Scope& scope, TraceNode& node) {
    const Arm& arm = graph_.arms[index];
    TraceNode rule = sentence(TraceKind::idle_rule, "Does not apply");
    cite(rule, arm.clause);
    switch (outcome.life) {
      case ArmLife::live:
        rule.text = "Applies as well";
        break;
      case ArmLife::not_in_force:
      case ArmLife::otherwise_idle:
        return;
      case ArmLife::guard_says_no:
        rule.text += ": " + why_not(arm.guard, scope);
        conditions(arm.guard, scope, rule.children);
        break;
      case ArmLife::faulted:
        rule.text = "Whether it applies cannot be said: " + evaluator_.fault(outcome.guard.fault_id()).message;
        break;
      case ArmLife::replaced:
        rule.text += fmt::format(": replaced by clause {}", clause_number(graph_.arms[outcome.other].clause));
        break;
    }
    node.children.push_back(std::move(rule));
  }

  std::string clause_number(ClauseIndex index) const { return index == no_id ? "(none)" : graph_.clauses[index].id; }

  // — conditions

  // The first part of a condition that is to blame for its `no`, in words.
  std::string why_not(NodeId id, const Scope& scope) {
    const Node& node = graph_.nodes[id];
    if (node.kind == NodeKind::logic && node.op == Op::all) {
      for (const NodeId child : node.children) {
        const Value value = evaluator_.evaluate(child, scope);
        if (!value.is_fault() && !value.yes()) return why_not(child, scope);
      }
    }
    return condition_text(id, scope);
  }

  // "Hired (2015-03-01) is on or before 2019-02-06", "... is not on or before ...".
  std::string condition_text(NodeId id, const Scope& scope) {
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

  std::string comparison_text(const Node& node, const Value& value, const Scope& scope) {
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

  // A side of a comparison: what it is and, unless that is a plain value, its value.
  std::string side(NodeId id, const Scope& scope) {
    const Node& node = graph_.nodes[id];
    if (node.kind == NodeKind::reading) return "the reading " + spoken(graph_.readings[node.index].name);
    const Value value = evaluator_.evaluate(id, scope);
    const std::string text =
        value.kind == ValueKind::text ? spoken(text_of(node.type, value)) : text_of(node.type, value);
    return node.kind == NodeKind::constant ? text : fmt::format("{} ({})", expression(id, scope), text);
  }

  void conditions(NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
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

  // A condition on one fact takes the fact's place and needs no line of its own for it.
  static void merge_single_fact(TraceNode& condition) {
    if (condition.children.size() != 1 || condition.children[0].kind != TraceKind::fact) return;
    const TraceNode fact = condition.children[0];
    condition.place = fact.place;
    condition.by_default = fact.by_default;
    condition.children.clear();
  }

  void condition_parts(NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    const Node& node = graph_.nodes[id];
    if (node.kind == NodeKind::compare || node.kind == NodeKind::logic || node.kind == NodeKind::presence) {
      for (const NodeId child : node.children) condition_parts(child, scope, out);
      return;
    }
    parts(id, scope, out);
  }

  // — what a value was made of

  void parts(NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    const Node& node = graph_.nodes[id];
    const auto children = [&] {
      for (const NodeId child : node.children) {
        if (child != no_node) parts(child, scope, out);
      }
    };
    switch (node.kind) {
      case NodeKind::constant:
      case NodeKind::today:
      case NodeKind::employee:
      case NodeKind::argument:
      case NodeKind::roster_since:
        return;
      case NodeKind::reading:
        out.push_back(reading(node));
        return;
      case NodeKind::roster:
        once(roster(node, scope), out);
        return;
      case NodeKind::column:
        once(column(node, scope), out);
        return;
      case NodeKind::pay_day:
        once(with_value(TraceKind::date, "The pay day", node.type, evaluator_.evaluate(id, scope)), out);
        return;
      case NodeKind::arith:
      case NodeKind::weekday:
      case NodeKind::presence:
      case NodeKind::compare:
      case NodeKind::logic:
        children();
        return;
      case NodeKind::round:
        children();
        rounding(node, id, scope, out);
        return;
      case NodeKind::limit:
        children();
        limit(node, scope, out);
        return;
      case NodeKind::running_limit:
        children();
        running_limit(node, id, scope, out);
        return;
      case NodeKind::among:
        children();
        among(node, id, scope, out);
        return;
      case NodeKind::choose:
        version(node, scope, out);
        return;
      case NodeKind::gather:
        children();
        table_row(node, id, scope, out);
        return;
      case NodeKind::figure:
        once(read_figure(node, scope), out);
        return;
      case NodeKind::previous:
        out.push_back(previous(node, id, scope));
        return;
      case NodeKind::bank:
        out.push_back(bank(node.index, node.measure, scope.employee, scope.first, scope.last));
        return;
      case NodeKind::at:
        at(node, id, scope, out);
        return;
      case NodeKind::fold:
        out.push_back(fold(node, id, scope));
        return;
      case NodeKind::search:
        out.push_back(search(node, id, scope));
        return;
      case NodeKind::period_start: {
        children();
        const Value start = evaluator_.evaluate(id, scope);
        TraceNode made = with_value(TraceKind::date, capital(expression(id, scope)), node.type, start);
        if (!start.is_fault()) {
          made.text = fmt::format("{} begins on {}", capital(expression(id, scope)), text_of(node.type, start));
        }
        once(std::move(made), out);
        return;
      }
      case NodeKind::completed:
      case NodeKind::offset:
      case NodeKind::period_end:
      case NodeKind::nth:
      case NodeKind::month_day:
        children();
        once(with_value(TraceKind::date, capital(expression(id, scope)), node.type, evaluator_.evaluate(id, scope)),
             out);
        return;
      case NodeKind::outside:
        children();
        out.push_back(outside(node, id, scope));
        return;
    }
  }

  // A fact that is read twice in a rule is said once.
  static void once(TraceNode node, std::vector<TraceNode>& out) {
    const auto same = [&](const TraceNode& other) {
      return other.kind == node.kind && other.text == node.text && other.place == node.place;
    };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(node));
  }

  TraceNode reading(const Node& node) {
    const Reading& reading = graph_.readings[node.index];
    const auto& choices = evaluator_.settings().readings;
    const TextId used = choices.empty() ? reading.used : choices[node.index];
    TraceNode made =
        sentence(TraceKind::reading, fmt::format("Read as {}: {}", spoken(graph_.texts.text(used)), reading.question));
    made.value = graph_.texts.text(used);
    if (used != reading.used) {
      made.text += fmt::format(" (chosen for this run; the file uses {})", spoken(graph_.texts.text(reading.used)));
    } else if (!reading.reason.empty()) {
      made.text += fmt::format(" ({})", reading.reason);
    }
    cite(made, reading.clause);
    return made;
  }

  TraceNode cell(const std::string& what, const Node& node, const TableFacts& table, std::optional<std::uint32_t> row,
                 const Value& value) {
    TraceNode made = with_value(TraceKind::fact, what, node.type, value);
    if (!row) return made;
    made.place = row_place(table, *row);
    made.by_default = table.is_default(*row, node.index);
    return made;
  }

  TraceNode roster(const Node& node, const Scope& scope) {
    const Column& column = graph_.schema.tables[0].columns[node.index];
    std::optional<std::uint32_t> row;
    if (scope.employee != no_employee) row = roster_row_on(facts_, scope.employee, scope.day);
    return cell(spoken_title(column.title, column.name), node, facts_.roster(), row,
                evaluator_.raw(node_id(node), scope));
  }

  TraceNode column(const Node& node, const Scope& scope) {
    const std::uint32_t table = graph_.events[scope.event].table;
    const Column& column = graph_.schema.tables[table].columns[node.index];
    return cell(spoken_title(column.title, column.name), node, facts_.tables[table], scope.row,
                evaluator_.raw(node_id(node), scope));
  }

  NodeId node_id(const Node& node) const { return static_cast<NodeId>(&node - graph_.nodes.data()); }

  void rounding(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    const Value before = evaluator_.evaluate(node.children[0], scope);
    const Value step = evaluator_.evaluate(node.children[1], scope);
    const Value after = evaluator_.evaluate(id, scope);
    if (!before.is_number() || !step.is_number() || !after.is_number()) return;
    // A rate is rounded to an amount of what it is a rate of.
    Type amount = node.type;
    std::erase_if(amount.unit.powers, [](const auto& power) { return power.second < 0; });
    const std::string to = text_of(amount, step);
    TraceNode made = sentence(
        TraceKind::rounding,
        before == after ? fmt::format("{} before rounding to {}, which changes nothing", text_of(node.type, before), to)
                        : fmt::format("{} before rounding, {} after rounding {} to {}", text_of(node.type, before),
                                      text_of(node.type, after), rounding_text(node.rounding), to));
    made.value = exact(node.type, before);
    out.push_back(std::move(made));
  }

  void limit(const Node& node, const Scope& scope, std::vector<TraceNode>& out) {
    const Value value = evaluator_.evaluate(node.children[0], scope);
    const Value bound = evaluator_.evaluate(node.children[1], scope);
    if (value.is_fault() || bound.is_fault() || value == bound) return;
    const bool at_least = node.op == Op::at_least;
    const bool below = value.is_number() ? value.number < bound.number : value.payload < bound.payload;
    if (below != at_least) return;
    TraceNode made = sentence(TraceKind::limit,
                              fmt::format("{} is {} the limit of {}, so the limit counts", text_of(node.type, value),
                                          at_least ? "below" : "above", text_of(node.type, bound)));
    made.value = exact(node.type, bound);
    out.push_back(std::move(made));
  }

  void running_limit(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    const Value value = evaluator_.evaluate(node.children[0], scope);
    const Value bound = evaluator_.evaluate(node.children[1], scope);
    const Value given = evaluator_.evaluate(id, scope);
    if (!value.is_number() || !bound.is_number() || !given.is_number()) return;
    const std::string& clock = graph_.clocks[node.clock].name;
    TraceNode made = sentence(
        TraceKind::limit,
        value == given ? fmt::format("The limit of {} each {} is not reached", text_of(node.type, bound), clock)
                       : fmt::format("Of {} only {} is left under the limit of {} each {}", text_of(node.type, value),
                                     text_of(node.type, given), text_of(node.type, bound), clock));
    made.value = exact(node.type, bound);
    out.push_back(std::move(made));
  }

  void among(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    if (node.op == Op::total) return;
    std::string members;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      members += i == 0 ? "" : i + 1 == node.children.size() ? " and " : ", ";
      members += text_of(node.type, evaluator_.evaluate(node.children[i], scope));
    }
    const Value value = evaluator_.evaluate(id, scope);
    if (value.is_fault()) return;
    const bool date = node.type.kind == TypeKind::date;
    const std::string_view word = node.op == Op::average  ? "average"
                                  : node.op == Op::lesser ? (date ? "earlier" : "lesser")
                                                          : (date ? "later" : "greater");
    out.push_back(with_value(TraceKind::choice, fmt::format("The {} of {}", word, members), node.type, value));
  }

  // A raise or change: the version in force, and what it was made from.
  void version(const Node& node, const Scope& scope, std::vector<TraceNode>& out) {
    const std::vector<ArmOutcome> outcomes = evaluator_.judge(node, scope);
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].life != ArmLife::live) continue;
      const Arm& arm = graph_.arms[node.index + i];
      if (!arm.from && arm.guard == no_node) {
        parts(arm.value, scope, out);
        return;
      }
      const std::string since = arm.from ? fmt::format("From {} on it", date_text(*arm.from)) : "Here it";
      TraceNode made = with_value(TraceKind::version, since, node.type, evaluator_.evaluate(arm.value, scope));
      cite(made, arm.clause);
      parts(arm.value, scope, made.children);
      out.push_back(std::move(made));
      return;
    }
  }

  void table_row(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    std::string keys;
    std::vector<Value> values;
    for (const NodeId child : node.children) {
      values.push_back(evaluator_.evaluate(child, scope));
      keys += (keys.empty() ? "" : ", ") + text_of(graph_.nodes[child].type, values.back());
    }
    const Value value = evaluator_.evaluate(id, scope);
    if (value.is_fault()) return;
    TraceNode made =
        sentence(TraceKind::table_row, fmt::format("The table gives {} for {}", text_of(node.type, value), keys));
    made.value = exact(node.type, value);
    cite(made, node.clause);
    if (const Array::Cell* chosen = evaluator_.cell_of(node, values)) parts(chosen->value, scope, made.children);
    out.push_back(std::move(made));
  }

  TraceNode read_figure(const Node& node, const Scope& scope) {
    const Figure& read = graph_.figures[node.index];
    if (read.event != no_id) {
      Scope there = evaluator_.scope_of_row(node.index, scope.employee, scope.row);
      const std::vector<Value> keys = evaluator_.own_keys(node.index, there);
      there.slots = keys;
      return figure(node.index, there, evaluator_.figure_of_row(node.index, scope.employee, scope.row), false);
    }
    std::vector<Value> keys;
    for (const NodeId child : node.children) keys.push_back(evaluator_.evaluate(child, scope));
    std::vector<TraceNode> key_parts;
    for (const NodeId child : node.children) parts(child, scope, key_parts);
    if (keys.empty() && !read.keys.empty()) {
      if (const auto there = evaluator_.scope_of(node.index, scope.employee, scope.day, {})) {
        keys = evaluator_.own_keys(node.index, *there);
        for (const Key& key : read.keys) {
          if (key.own != no_node) parts(key.own, *there, key_parts);
        }
      }
    }
    const Outcome outcome = evaluator_.figure(node.index, scope.employee, scope.day, keys);
    const auto there = evaluator_.scope_of(node.index, scope.employee, scope.day, keys);
    TraceNode made = there ? figure(node.index, *there, outcome, false)
                           : with_value(TraceKind::figure, figure_title(node.index), read.type, outcome.value);
    // What its keys are comes first.
    made.children.insert(made.children.begin(), std::make_move_iterator(key_parts.begin()),
                         std::make_move_iterator(key_parts.end()));
    return made;
  }

  TraceNode previous(const Node& node, NodeId id, const Scope& scope) {
    const Figure& read = graph_.figures[node.index];
    std::vector<Value> keys;
    for (const NodeId child : node.children) keys.push_back(evaluator_.evaluate(child, scope));
    const std::string what =
        fmt::format("{}, one {} earlier,", figure_title(node.index), graph_.clocks[read.clock].name);
    TraceNode made = with_value(TraceKind::previous, what, read.type, evaluator_.evaluate(id, scope));
    const Clock& clock = evaluator_.clocks()[read.clock];
    const auto now = tick_around(clock, scope.day);
    const auto before = now ? previous_tick(clock, *now) : std::nullopt;
    if (!before) return made;
    const Outcome outcome = evaluator_.figure(node.index, scope.employee, before->last, keys);
    const bool opened = !(outcome.value == evaluator_.evaluate(id, scope));
    if (opened) {
      made.children.push_back(sentence(TraceKind::note, "This is where it starts"));
    } else if (outcome.arm != no_id) {
      cite(made, graph_.arms[outcome.arm].clause);
      made.children.push_back(
          sentence(TraceKind::note, fmt::format("Ask for it on {} to see why", date_text(before->last))));
    }
    return made;
  }

  void at(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
    parts(node.children[1], scope, out);
    const Value day = evaluator_.evaluate(node.children[1], scope);
    if (day.kind != ValueKind::date) return;
    Scope there = scope;
    there.day = there.first = there.last = day.date();
    there.clock = no_id;
    there.event = no_id;
    TraceNode made =
        with_value(TraceKind::date,
                   fmt::format("{} as of {}", capital(expression(node.children[0], there)), date_text(day.date())),
                   node.type, evaluator_.evaluate(id, scope));
    const Scope* outer = std::exchange(around_, &there);
    parts(node.children[0], there, made.children);
    around_ = outer;
    out.push_back(std::move(made));
  }

  std::string row_text(const Node& node, const Scope& there) const {
    switch (node.rows.kind) {
      case RowsKind::event:
        return date_text(there.day);
      case RowsKind::clock:
        return there.first == there.last ? date_text(there.day)
                                         : fmt::format("{} to {}", date_text(there.first), date_text(there.last));
      case RowsKind::key: {
        const Node& candidate = graph_.nodes[node.children[fold_candidates]];
        return text_of(candidate.type, there.slots[node.slot]);
      }
      case RowsKind::employee:
        break;
    }
    return {};
  }

  TraceNode fold(const Node& node, NodeId id, const Scope& scope) {
    const Value value = evaluator_.evaluate(id, scope);
    TraceNode made = with_value(TraceKind::total, capital(expression(id, scope)), node.type, value);
    if (node.rows.kind == RowsKind::employee) return made;
    std::vector<std::vector<Value>> slots;
    std::size_t left_out = 0;
    std::map<std::string, std::string> first_with;
    for (const Scope& there : evaluator_.fold_scopes(node, scope, slots)) {
      if (node.children[1] != no_node && !evaluator_.evaluate(node.children[1], there).yes()) {
        ++left_out;
        continue;
      }
      made.children.push_back(row(node, there, first_with));
    }
    if (made.children.empty() && !value.is_fault()) {
      made.children.push_back(sentence(TraceKind::note, "There is nothing to add up"));
    }
    if (left_out != 0) {
      made.children.push_back(
          sentence(TraceKind::note, fmt::format("{} not counted, as {} not meet the condition",
                                                left_out == 1 ? "1 row is" : fmt::format("{} rows are", left_out),
                                                left_out == 1 ? "it does" : "they do")));
    }
    return made;
  }

  // `first_with`: by value, the first row that had it; later ones are not explained again.
  TraceNode row(const Node& node, const Scope& there, std::map<std::string, std::string>& first_with) {
    const std::string what = row_text(node, there);
    TraceNode made = sentence(TraceKind::row, what);
    if (node.rows.kind == RowsKind::event) {
      made.place = row_place(facts_.tables[graph_.events[node.rows.index].table], there.row);
    }
    if (node.op == Op::count) return made;
    const Node& value_node = graph_.nodes[node.children[0]];
    const Value value = evaluator_.evaluate(node.children[0], there);
    made.text += ": " + text_of(value_node.type, value);
    made.value = exact(value_node.type, value);
    // A row that gives its own cell needs no line below it.
    if (value_node.kind == NodeKind::column || value_node.kind == NodeKind::constant) return made;
    const auto [same, fresh] = first_with.emplace(text_of(value_node.type, value), what);
    if (!fresh) {
      made.text += fmt::format(", as {}{}", there.first == there.last ? "on " : "in ", same->second);
      return made;
    }
    const Scope* outer = std::exchange(around_, &there);
    parts(node.children[0], there, made.children);
    around_ = outer;
    return made;
  }

  TraceNode search(const Node& node, NodeId id, const Scope& scope) {
    const Value value = evaluator_.evaluate(id, scope);
    TraceNode made = with_value(TraceKind::choice, capital(expression(id, scope)), node.type, value);
    std::vector<Value> slots(scope.slots.begin(), scope.slots.end());
    slots.resize(std::max<std::size_t>(slots.size(), node.slot + 1));
    const bool upward = node.op == Op::lowest;
    for (std::int32_t i = node.number; i <= node.high; ++i) {
      const std::int32_t candidate = upward ? i : node.high - (i - node.number);
      slots[node.slot] = Value::of(Rational(candidate));
      Scope there = scope;
      there.slots = slots;
      const Value meets = evaluator_.evaluate(node.children[0], there);
      TraceNode tried =
          sentence(TraceKind::row, fmt::format("{}: {}", candidate, condition_text(node.children[0], there)));
      made.children.push_back(std::move(tried));
      if (meets.is_fault() || meets.yes()) break;
    }
    return made;
  }

  TraceNode outside(const Node& node, NodeId id, const Scope& scope) {
    const Outside& name = graph_.outsides[node.index];
    TraceNode made =
        with_value(TraceKind::outside, fmt::format("{}, supplied from outside,", capital(spoken(name.name))), node.type,
                   evaluator_.evaluate(id, scope));
    made.outside = true;
    std::array<std::string, 2> keys;
    for (std::size_t i = 0; i < node.children.size() && i < keys.size(); ++i) {
      const Value key = evaluator_.evaluate(node.children[i], scope);
      keys[i] = key.is_number() ? key.number.text() : text_of(graph_.nodes[node.children[i]].type, key);
    }
    if (const OutsideValue* row = outside_on(facts_, node.index, keys[0], keys[1], scope.day)) {
      made.place = fmt::format("{}, row {}", facts_.outside_source, row->row_number);
    }
    cite(made, name.clause);
    return made;
  }

  // — banks

  // `over` is said again as what became of it, unless it is paid.
  bool changes_balance(BankId id, const Posting& posting) const {
    if (posting.measure == BankMeasure::asked_short) return false;
    if (posting.measure != BankMeasure::over) return true;
    const auto paid = [&](const BankCap& cap) {
      return cap.fate == CapFate::paid && cap.rule.clause == posting.clause;
    };
    return std::any_of(graph_.banks[id].caps.begin(), graph_.banks[id].caps.end(), paid);
  }

  TraceNode posted(const Type& type, const Posting& posting) const {
    const Value amount = Value::of(posting.amount);
    TraceNode node = sentence(TraceKind::posting, fmt::format("{}: {} {}", date_text(posting.day),
                                                              text_of(type, amount), posted_word(posting.measure)));
    node.value = exact(type, amount);
    cite(node, posting.clause);
    return node;
  }

  Evaluator& evaluator_;
  const Graph& graph_;
  const Facts& facts_;
  // The scope of the figure, row or date being explained.
  const Scope* around_ = nullptr;
  int depth_ = 0;
  std::set<std::tuple<FigureId, std::int32_t, std::uint32_t, std::string>> seen_;
};

}  // namespace

TraceNode explain(Evaluator& evaluator, FigureId figure, EmployeeId employee, Date day, std::span<const Value> keys) {
  return Explainer(evaluator).figure_on(figure, employee, day, keys);
}

TraceNode explain_row(Evaluator& evaluator, FigureId figure, EmployeeId employee, std::uint32_t row) {
  return Explainer(evaluator).figure_of_row(figure, employee, row);
}

TraceNode explain_bank(Evaluator& evaluator, BankId bank, BankMeasure measure, EmployeeId employee, Date first,
                       Date last) {
  return Explainer(evaluator).bank(bank, measure, employee, first, last);
}

}  // namespace mou
