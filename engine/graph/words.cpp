#include "engine/graph/words.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "engine/graph/walk.h"

namespace mou {

namespace {

constexpr int most_decimals = 8;
constexpr int shown_decimals = 6;

// "1234567.5" as "1,234,567.5".
std::string with_commas(std::string digits) {
  std::size_t end = digits.find_first_of("./");
  if (end == std::string::npos) end = digits.size();
  const std::size_t begin = digits.starts_with("-") ? 1 : 0;
  for (std::size_t at = end; at > begin + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string digits_of(const Rational& number, int fewest_decimals) {
  const int decimals = number.decimals();
  if (decimals < 0 || decimals > most_decimals) return with_commas(number.fixed(shown_decimals)) + "...";
  return with_commas(number.fixed(decimals == 0 ? 0 : std::max(decimals, fewest_decimals)));
}

// Dollars are written before the number, everything else after it.
std::string number_text(const Rational& number, const Unit& unit, const Measures& measures) {
  if (unit.plain()) return digits_of(number, 0);
  Unit rest = unit;
  bool dollars = false;
  for (auto power = rest.powers.begin(); power != rest.powers.end(); ++power) {
    if (power->first == dollar_measure && power->second == 1) {
      rest.powers.erase(power);
      dollars = true;
      break;
    }
  }
  const bool minus = number.sign() < 0;
  const Rational size = minus ? -number : number;
  std::string text = digits_of(size, dollars ? 2 : 0);
  if (dollars) text = "$" + text;
  if (minus) text = "-" + text;
  if (rest.plain()) return text;
  return text + " " + unit_text(rest, measures, !dollars && size == Rational(1));
}

std::string joined(const std::vector<std::string>& parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += i == 0 ? "" : i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ";
    text += parts[i];
  }
  return text;
}

// How tightly a form holds together; a part that holds less tightly than its surroundings needs is put in parentheses.
enum Binding { loose, either_or, both, comparison, sum, product, single };

struct Words {
  std::string text;
  Binding binding = single;
};

class Writer {
 public:
  Writer(const Graph& graph, const Standing& standing) : graph_(graph), standing_(standing) {}

  std::string in(NodeId id, Binding least) const {
    const Words words = of(id);
    return words.binding < least ? "(" + words.text + ")" : words.text;
  }

  Words of(NodeId id) const {
    if (id == no_node) return {"-"};
    const Node& node = graph_.nodes[id];
    const auto part = [&](std::size_t i, Binding least = single) { return in(node.children[i], least); };
    switch (node.kind) {
      case NodeKind::constant:
        return {value_text(graph_, node.type, node.value)};
      case NodeKind::reading:
        return {graph_.readings[node.index].name};
      case NodeKind::roster:
        return {fact_name(graph_.schema.tables[0].columns[node.index], standing_.naming)};
      case NodeKind::roster_since:
        return {"the day of the roster row"};
      case NodeKind::column:
        return {column(node)};
      case NodeKind::today:
        return {"the day"};
      case NodeKind::pay_day:
        return {"the pay day"};
      case NodeKind::employee:
        return {"the employee"};
      case NodeKind::argument:
        return {argument(node)};
      case NodeKind::arith:
        return arith(node);
      case NodeKind::round:
        return {fmt::format("{}, rounded {} to {}", part(0, loose), rounding_text(node.rounding), part(1)), loose};
      case NodeKind::limit:
        return {fmt::format("{}, {} {}", part(0, loose), bound(node.op), part(1, sum)), loose};
      case NodeKind::running_limit:
        return {fmt::format("{}, {} {} each {}", part(0, loose), bound(node.op), part(1, sum), clock(node.clock)),
                loose};
      case NodeKind::among:
        return {fmt::format("the {} of {}", among(node), list(node.children, "and", single)), product};
      case NodeKind::compare:
        return {fmt::format("{} {} {}", part(0, sum), comparison_words(node), part(1, sum)), comparison};
      case NodeKind::logic:
        return logic(node);
      case NodeKind::presence:
        return {fmt::format("{} is {}", part(0, sum), node.op == Op::empty ? "empty" : "recorded"), comparison};
      case NodeKind::choose:
        return {choose(node), single};
      case NodeKind::gather:
        return {fmt::format("the table by {}", list(node.children, "and", sum))};
      case NodeKind::figure:
        return {figure_name(graph_, node.index, standing_.naming) + arguments(node)};
      case NodeKind::previous:
        return {fmt::format("previous {}{}", figure_name(graph_, node.index, standing_.naming), arguments(node)),
                product};
      case NodeKind::bank:
        return {bank(node)};
      case NodeKind::at:
        return {fmt::format("{} as of {}", part(0), part(1)), sum};
      case NodeKind::fold:
        return {fold(node), loose};
      case NodeKind::search:
        return {search(node), loose};
      case NodeKind::completed:
        return {fmt::format("completed {} since {}", node.op == Op::months ? "months" : "years", part(0))};
      case NodeKind::hours_between: {
        const std::string stretch = fmt::format("the hours from {} to {}", part(0, sum), part(1, sum));
        return {node.children.size() < 4 ? stretch : fmt::format("{} within {} to {}", stretch, part(2), part(3)),
                loose};
      }
      case NodeKind::offset:
        return {fmt::format("{} {} {} {}", part(0), offset_unit(node), node.op == Op::subtract ? "before" : "after",
                            part(1)),
                product};
      case NodeKind::period_start:
        return {period(node)};
      case NodeKind::period_end:
        return {fmt::format("the last day of {}", part(0))};
      case NodeKind::nth:
        return {fmt::format("{} {} of {}", ordinal(node.number), node.op == Op::count ? "pay day" : clock(node.clock),
                            part(0))};
      case NodeKind::month_day:
        return {fmt::format("{} {} of the year of {}", month_text(node.month), node.number, part(0))};
      case NodeKind::weekday:
        return {fmt::format("the weekday of {}", part(0))};
      case NodeKind::outside:
        return {graph_.outsides[node.index].name + arguments(node)};
    }
    return {};
  }

 private:
  std::string list(const std::vector<NodeId>& ids, std::string_view last, Binding least) const {
    std::vector<std::string> parts;
    for (const NodeId id : ids) parts.push_back(in(id, least));
    return joined(parts, last);
  }

  const std::string& clock(ClockId id) const {
    static const std::string none = "day";
    return id == no_id ? none : graph_.clocks[id].name;
  }

  std::string column(const Node& node) const {
    if (standing_.event == no_id) return fmt::format("column {}", node.index);
    const Event& event = graph_.events[standing_.event];
    const Column& column = graph_.schema.tables[event.table].columns[node.index];
    return standing_.naming == Naming::titles ? fact_name(column, Naming::titles) : event.name + "." + column.name;
  }

  std::string argument(const Node& node) const {
    const bool known = standing_.figure != no_id && node.slot < graph_.figures[standing_.figure].keys.size();
    return known ? graph_.figures[standing_.figure].keys[node.slot].name : "the candidate";
  }

  // Arguments that are the reader's own of the same name go without saying.
  std::string arguments(const Node& node) const {
    const std::vector<Key>& keys =
        node.kind == NodeKind::outside ? graph_.outsides[node.index].keys : graph_.figures[node.index].keys;
    bool silent = true;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      parts.push_back(in(node.children[i], loose));
      const Node& child = graph_.nodes[node.children[i]];
      const bool own = child.kind == NodeKind::argument || child.kind == NodeKind::roster ||
                       (child.kind == NodeKind::figure && child.children.empty());
      silent = silent && own && i < keys.size() && in_names(node.children[i]) == keys[i].name;
    }
    return parts.empty() || silent ? "" : "(" + fmt::format("{}", fmt::join(parts, ", ")) + ")";
  }

  std::string in_names(NodeId id) const {
    Standing standing = standing_;
    standing.naming = Naming::names;
    return Writer(graph_, standing).in(id, loose);
  }

  Words arith(const Node& node) const {
    const Node& a = graph_.nodes[node.children[0]];
    switch (node.op) {
      case Op::add:
        return {fmt::format("{} + {}", in(node.children[0], sum), in(node.children[1], product)), sum};
      case Op::subtract:
        return {fmt::format("{} - {}", in(node.children[0], sum), in(node.children[1], product)), sum};
      case Op::divide:
        return {fmt::format("{} / {}", in(node.children[0], product), in(node.children[1], single)), product};
      default:
        break;
    }
    const bool percent = a.kind == NodeKind::constant && a.value.is_number() && a.type.unit.plain() &&
                         !a.value.number.is_whole() && a.value.number < Rational(2) && a.value.number.decimals() > 0;
    if (percent) {
      return {fmt::format("{}% of {}", digits_of(a.value.number * Rational(100), 0), in(node.children[1], single)),
              product};
    }
    return {fmt::format("{} * {}", in(node.children[0], product), in(node.children[1], single)), product};
  }

  static std::string_view bound(Op op) { return op == Op::at_least ? "at least" : "at most"; }

  std::string_view among(const Node& node) const {
    const bool date = node.type.kind == TypeKind::date;
    switch (node.op) {
      case Op::total:
        return "total";
      case Op::average:
        return "average";
      case Op::lesser:
        return date ? "earlier" : "lesser";
      default:
        return date ? "later" : "greater";
    }
  }

  std::string_view comparison_words(const Node& node) const {
    const bool date = graph_.nodes[node.children[0]].type.kind == TypeKind::date;
    switch (node.op) {
      case Op::equal:
        return "is";
      case Op::not_equal:
        return "is not";
      case Op::less:
        return date ? "before" : "is less than";
      case Op::less_equal:
        return date ? "on or before" : "is at most";
      case Op::more:
        return date ? "after" : "is more than";
      default:
        return date ? "on or after" : "is at least";
    }
  }

  Words logic(const Node& node) const {
    if (node.op == Op::negate) return {"not " + in(node.children[0], single), comparison};
    if (node.op == Op::all) return {list_of(node.children, " and ", comparison), both};
    return {list_of(node.children, " or ", comparison), either_or};
  }

  std::string list_of(const std::vector<NodeId>& ids, std::string_view between, Binding least) const {
    std::string text;
    for (const NodeId id : ids) text += (text.empty() ? "" : std::string(between)) + in(id, least);
    return text;
  }

  std::string choose(const Node& node) const {
    std::vector<std::string> parts;
    for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
      const Arm& arm = graph_.arms[i];
      std::string text = in(arm.value, loose);
      if (arm.guard != no_node) text += " when " + in(arm.guard, loose);
      if (arm.from) text += " from " + date_text(*arm.from);
      if (arm.until) text += " until " + date_text(*arm.until);
      if (arm.otherwise) text += " otherwise";
      parts.push_back(std::move(text));
    }
    return "{" + fmt::format("{}", fmt::join(parts, "; ")) + "}";
  }

  std::string bank(const Node& node) const {
    const std::string& name = bank_name(graph_, node.index, standing_.naming);
    return standing_.naming == Naming::titles ? fmt::format("{}: {}", name, measure_text(node.measure))
                                              : fmt::format("{}.{}", name, measure_text(node.measure));
  }

  std::string rows(const Node& node) const {
    switch (node.rows.kind) {
      case RowsKind::event: {
        const Event& event = graph_.events[node.rows.index];
        return standing_.naming == Naming::titles && !event.title.empty() ? event.title : event.name;
      }
      case RowsKind::clock:
        return "each " + clock(node.rows.index);
      case RowsKind::employee:
        return "employee";
      case RowsKind::key:
        return fmt::format("{} candidates", node.children.size() - fold_candidates);
    }
    return {};
  }

  std::string window(const Node& node) const {
    switch (node.rows.window) {
      case RowWindow::tick:
        return "";
      case RowWindow::around:
        return fmt::format(" in the {}", clock(node.rows.clock));
      case RowWindow::previous:
        return fmt::format(" in the previous {}", clock(node.rows.clock));
      case RowWindow::so_far:
        return fmt::format(" in the {} so far", clock(node.rows.clock));
      case RowWindow::including:
        return fmt::format(" in the {} including {}", clock(node.rows.clock), in(node.children[2], single));
      case RowWindow::history:
        return " so far";
    }
    return "";
  }

  std::string fold(const Node& node) const {
    Writer inside = *this;
    if (node.rows.kind == RowsKind::event) inside.standing_.event = node.rows.index;
    static constexpr std::array<std::string_view, 6> words = {"total",  "average", "highest",
                                                              "lowest", "latest",  "number"};
    const std::size_t word = node.op == Op::total     ? 0
                             : node.op == Op::average ? 1
                             : node.op == Op::highest ? 2
                             : node.op == Op::lowest  ? 3
                             : node.op == Op::latest  ? 4
                                                      : 5;
    std::string text = fmt::format("the {} of ", words[word]);
    if (node.op != Op::count) text += inside.in(node.children[0], single) + " over ";
    text += rows(node);
    if (node.children[1] != no_node) text += " where " + inside.in(node.children[1], loose);
    return text + window(node);
  }

  std::string search(const Node& node) const {
    std::string text = fmt::format("the {} of {} to {} where {}", node.op == Op::highest ? "highest" : "lowest",
                                   node.number, node.high, in(node.children[0], both));
    if (node.children.size() > 1 && node.children[1] != no_node) text += " else " + in(node.children[1], single);
    return text;
  }

  std::string_view offset_unit(const Node& node) const {
    switch (node.calendar) {
      case CalendarUnit::day:
        return "days";
      case CalendarUnit::week:
        return "weeks";
      case CalendarUnit::month:
        return "months";
      case CalendarUnit::year:
        return "years";
      case CalendarUnit::pay_day:
        return "pay days";
      case CalendarUnit::none:
        break;
    }
    return clock(node.clock);
  }

  std::string period(const Node& node) const {
    const std::string& name = clock(node.clock);
    const std::string base = node.children.empty() ? "the day" : in(node.children[0], single);
    switch (node.op) {
      case Op::previous:
        return fmt::format("the {} before that of {}", name, base);
      case Op::next:
      case Op::following:
        return fmt::format("the {} following {}", name, base);
      default:
        return fmt::format("the {} including {}", name, base);
    }
  }

  static std::string ordinal(std::int32_t number) {
    static constexpr std::array<std::string_view, 5> words = {"first", "second", "third", "fourth", "fifth"};
    if (number == -1) return "the last";
    if (number < 0) return fmt::format("the last but {}", -number - 1);
    const auto at = static_cast<std::size_t>(number) - 1;
    return at < words.size() ? fmt::format("the {}", words[at]) : fmt::format("number {}", number);
  }

  const Graph& graph_;
  Standing standing_;
};

}  // namespace

std::string value_text(const Graph& graph, const Type& type, const Value& value) {
  switch (value.kind) {
    case ValueKind::number:
      return number_text(value.number, type.unit, graph.measures);
    case ValueKind::date:
      return date_text(value.date());
    case ValueKind::time:
      return time_text(value.payload);
    case ValueKind::text:
      return graph.texts.text(value.text_id());
    case ValueKind::truth:
      return value.yes() ? "yes" : "no";
    case ValueKind::empty:
      return "empty";
    case ValueKind::fault:
      return "no value";
  }
  return {};
}

std::string expression_text(const Graph& graph, NodeId id, const Standing& standing) {
  return Writer(graph, standing).in(id, loose);
}

const std::string& figure_name(const Graph& graph, FigureId id, Naming naming) {
  const Figure& figure = graph.figures[id];
  return naming == Naming::titles && !figure.title.empty() ? figure.title : figure.name;
}

const std::string& bank_name(const Graph& graph, BankId id, Naming naming) {
  const Bank& bank = graph.banks[id];
  return naming == Naming::titles && !bank.title.empty() ? bank.title : bank.name;
}

const std::string& fact_name(const Column& column, Naming naming) {
  return naming == Naming::titles && !column.title.empty() ? column.title : column.name;
}

std::string_view kind_text(FigureKind kind) {
  switch (kind) {
    case FigureKind::figure:
      return "figure";
    case FigureKind::pay:
      return "pay";
    case FigureKind::deduct:
      return "deduct";
    case FigureKind::deadline:
      return "deadline";
    case FigureKind::requirement:
      return "require";
  }
  return {};
}

std::string_view measure_text(BankMeasure measure) {
  switch (measure) {
    case BankMeasure::opening:
      return "opening";
    case BankMeasure::earned:
      return "earned";
    case BankMeasure::moved_in:
      return "moved_in";
    case BankMeasure::used:
      return "used";
    case BankMeasure::cashed:
      return "cashed";
    case BankMeasure::moved:
      return "moved";
    case BankMeasure::converted:
      return "converted";
    case BankMeasure::lost:
      return "lost";
    case BankMeasure::over:
      return "over";
    case BankMeasure::asked_short:
      return "short";
    case BankMeasure::balance:
      return "balance";
  }
  return {};
}

}  // namespace mou
