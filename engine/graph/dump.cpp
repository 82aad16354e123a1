// The graph as text, for `mou show --stage graph`.
#include <fmt/format.h>

#include <set>

#include "engine/graph/graph.h"
#include "engine/graph/walk.h"
#include "engine/graph/words.h"

namespace mou {

namespace {

// Tables up to so many cells are shown whole.
constexpr std::size_t most_cells = 12;

std::string quoted_title(const std::string& name, const std::string& title) {
  return title.empty() || title == name ? "" : fmt::format(" \"{}\"", title);
}

std::string_view subject_text(Subject subject) {
  switch (subject) {
    case Subject::constant:
      return "constant";
    case Subject::contract:
      return "of the contract";
    case Subject::key:
      return "of its keys";
    case Subject::employee:
      return "of the employee";
    case Subject::row:
      return "of the row";
  }
  return {};
}

class Dump {
 public:
  explicit Dump(const Graph& graph) : graph_(graph) {}

  std::string whole() {
    line(0, fmt::format("graph of {}{}", graph_.contract, quoted_title(graph_.contract, graph_.title)));
    clocks();
    events();
    readings();
    line(0, "figures");
    for (const FigureId id : graph_.order) figure(id);
    if (!graph_.banks.empty()) line(0, "banks");
    for (BankId id = 0; id < graph_.banks.size(); ++id) bank(id);
    if (!graph_.rankings.empty()) line(0, "orders");
    for (const Ranking& ranking : graph_.rankings) order(ranking);
    return std::move(text_);
  }

 private:
  void line(int depth, const std::string& text) {
    text_.append(static_cast<std::size_t>(depth) * 2, ' ').append(text).append("\n");
  }

  std::string expression(NodeId id, const Standing& standing) const { return expression_text(graph_, id, standing); }

  std::string clause(ClauseIndex index) const { return index == no_id ? "(no clause)" : graph_.clauses[index].id; }

  void clocks() {
    line(0, "clocks");
    for (ClockId id = 0; id < graph_.clocks.size(); ++id) {
      const Clock& clock = graph_.clocks[id];
      std::string text = clock.name;
      if (clock.kind == ClockKind::every)
        text += fmt::format(" every {} days from {}", clock.days, date_text(clock.anchor));
      if (clock.pay_delay) text += fmt::format(", paid {} days after its end", *clock.pay_delay);
      if (id < graph_.chosen_when.size() && graph_.chosen_when[id] != no_node) {
        text += " when " + expression(graph_.chosen_when[id], {});
      }
      if (id == graph_.pay_clock) text += " (the clock of pay)";
      line(1, text);
    }
  }

  void events() {
    if (!graph_.events.empty()) line(0, "events");
    for (EventId id = 0; id < graph_.events.size(); ++id) {
      const Event& event = graph_.events[id];
      std::string text = fmt::format("{} from {}", event.name, graph_.schema.tables[event.table].name);
      if (event.of_the_city) text += " of the city";
      if (event.where != no_node) text += " where " + expression(event.where, {no_id, id});
      line(1, text);
    }
  }

  void readings() {
    if (!graph_.readings.empty()) line(0, "readings");
    for (const Reading& reading : graph_.readings) {
      std::string choices;
      for (const TextId choice : reading.choices) choices += (choices.empty() ? "" : ", ") + graph_.texts.text(choice);
      line(1, fmt::format("{}: {} of {}, clause {}", reading.name, graph_.texts.text(reading.used), choices,
                          clause(reading.clause)));
    }
    if (!graph_.outsides.empty()) line(0, "from outside");
    for (const Outside& outside : graph_.outsides) {
      line(1, fmt::format("{}, clause {}: {}", outside.name, clause(outside.clause), outside.why));
    }
  }

  std::string type(const Type& type) const {
    switch (type.kind) {
      case TypeKind::number:
        return type.unit.plain() ? "a number" : "in " + unit_text(type.unit, graph_.measures);
      case TypeKind::date:
        return "a date";
      case TypeKind::time:
        return "a time";
      case TypeKind::text:
        return "a text";
      case TypeKind::truth:
        return "yes or no";
    }
    return {};
  }

  // "multiples of 1/100 from 0 to 5,000".
  std::string bounds(NodeId id) const {
    const Node& node = graph_.nodes[id];
    if (node.type.kind != TypeKind::number) return "";
    std::string text = node.denominator.is_zero()        ? "; any fraction"
                       : node.denominator == Rational(1) ? "; whole"
                                                         : fmt::format("; multiples of 1/{}", node.denominator.text());
    const Type plain;
    if (node.low) text += " from " + value_text(graph_, plain, Value::of(*node.low));
    if (node.high_bound) text += " to " + value_text(graph_, plain, Value::of(*node.high_bound));
    return text;
  }

  void figure(FigureId id) {
    const Figure& figure = graph_.figures[id];
    std::string text = fmt::format("{} {}{} {}", kind_text(figure.kind), figure.name,
                                   quoted_title(figure.name, figure.title), type(figure.type));
    if (figure.clock != no_id) text += ", each " + graph_.clocks[figure.clock].name;
    if (figure.event != no_id) text += ", each " + graph_.events[figure.event].name;
    for (std::size_t i = 0; i < figure.keys.size(); ++i) text += (i == 0 ? ", by " : " and ") + figure.keys[i].name;
    text += fmt::format("; {}", subject_text(figure.subject));
    if (figure.root != no_node) text += bounds(figure.root);
    if (figure.rests_on_outside) text += "; rests on outside";
    line(1, text);
    const Standing standing{id, figure.event};
    if (figure.starting != no_node) line(2, "starting at " + expression(figure.starting, standing));
    if (figure.root == no_node) return;
    const Node& root = graph_.nodes[figure.root];
    for (std::uint32_t i = arms_begin(root); i < arms_end(root); ++i) rule(i, standing);
  }

  void rule(std::uint32_t index, const Standing& standing) {
    const Arm& arm = graph_.arms[index];
    line(2, fmt::format("[{}] {}", index, rule_text(arm, standing)));
    tables(arm.value, standing);
  }

  std::string rule_text(const Arm& arm, const Standing& standing) const {
    std::string text = clause(arm.clause) + ": " + expression(arm.value, standing);
    if (arm.guard != no_node) text += " when " + expression(arm.guard, standing);
    if (arm.otherwise) text += " otherwise";
    if (arm.from) text += " from " + date_text(*arm.from);
    if (arm.until) text += " until " + date_text(*arm.until);
    for (const std::uint32_t other : arm.yields_to) text += fmt::format(" unless [{}]", other);
    return text;
  }

  void tables(NodeId value, const Standing& standing) {
    std::set<std::uint32_t> shown;
    for_each_below(graph_, value, [&](NodeId id) {
      const Node& node = graph_.nodes[id];
      if (node.kind != NodeKind::gather || !shown.insert(node.index).second) return;
      const Array& array = graph_.arrays[node.index];
      std::size_t count = 0;
      for (const Array::Cell& cell : array.cells) {
        if (count++ == most_cells) {
          line(3, fmt::format("| ... {} rows", array.cells.size()));
          break;
        }
        std::string text;
        for (const auto& match : cell.keys) text += "| " + match_text(match) + " ";
        line(3, text + "| " + expression(cell.value, standing) + " |");
      }
    });
  }

  std::string match_text(const Array::Cell::Match& match) const {
    using Kind = Array::Cell::Match::Kind;
    switch (match.kind) {
      case Kind::any_other:
        return "any other";
      case Kind::range:
        if (!match.high) return match.low ? match.low->text() + " or more" : "any";
        if (!match.low) return (match.below_high ? "under " : "up to ") + match.high->text();
        if (*match.low == *match.high) return match.low->text();
        return match.low->text() + (match.below_high ? " to under " : " to ") + match.high->text();
      case Kind::texts: {
        std::string text;
        for (const TextId id : match.texts) text += (text.empty() ? "" : ", ") + graph_.texts.text(id);
        return text;
      }
    }
    return {};
  }

  static std::string_view verb(LineKind kind) {
    switch (kind) {
      case LineKind::earns:
        return "earns";
      case LineKind::uses:
        return "uses";
      case LineKind::cashes:
        return "cashes";
      case LineKind::moves:
        return "moves";
      case LineKind::converts:
        return "converts to";
      case LineKind::loses:
        return "loses";
    }
    return {};
  }

  void bank(BankId id) {
    const Bank& bank = graph_.banks[id];
    line(1, fmt::format("bank {}{} {}{}", bank.name, quoted_title(bank.name, bank.title), type(bank.type),
                        bank.of_the_unit ? " of the unit" : ""));
    if (bank.openings != no_id) {
      line(2, fmt::format("opened by rows of {}", graph_.events[bank.openings].name));
    }
    for (const BankLine& item : bank.lines) {
      const Standing standing{no_id, item.event};
      std::string text = fmt::format("{} {}", verb(item.kind), rule_text(item.rule, standing));
      if (item.clock != no_id) text += ", each " + graph_.clocks[item.clock].name;
      if (item.event != no_id) text += ", each " + graph_.events[item.event].name;
      if (item.moment != no_node) text += ", on days when " + expression(item.moment, standing);
      if (item.target != no_id) text += ", to " + graph_.banks[item.target].name;
      line(2, text);
    }
    for (const BankCap& cap : bank.caps) {
      std::string text = "holds at most " + rule_text(cap.rule, {});
      text += cap.fate == CapFate::lost ? ", the rest is lost" : "";
      if (cap.fate == CapFate::moved && cap.target != no_id)
        text += ", the rest moves to " + graph_.banks[cap.target].name;
      if (cap.fate == CapFate::paid && cap.paid_as != no_id) {
        text += ", the rest is paid as " + graph_.figures[cap.paid_as].name;
      }
      line(2, text);
    }
  }

  void order(const Ranking& ranking) {
    std::string text = ranking.name;
    if (ranking.event != no_id) text += " of " + graph_.events[ranking.event].name;
    if (ranking.from) text += " from " + date_text(*ranking.from);
    if (ranking.until) text += " until " + date_text(*ranking.until);
    if (ranking.where != no_node) text += " where " + expression(ranking.where, {});
    if (ranking.for_each != no_node) text += " for each " + expression(ranking.for_each, {});
    for (const Ranking::By& by : ranking.by) {
      text += fmt::format(", by {} {}", expression(by.value, {}), by.descending ? "descending" : "ascending");
    }
    line(1, text);
  }

  const Graph& graph_;
  std::string text_;
};

}  // namespace

std::string dump(const Graph& graph) {
  return Dump(graph).whole();
}

}  // namespace mou
