#include "analysis/pay_slip.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/amount.h"
#include "analysis/beyond_term.h"
#include "engine/graph/outside.h"
#include "engine/reference/evaluator.h"

namespace mou {

namespace {

// Of every kind of hours: worked, of leave, of compensatory time.
bool is_hours(const Unit& unit, const Measures& measures) {
  return unit.powers.size() == 1 && unit.powers.front().second == 1 &&
         measures.name(unit.powers.front().first).find("hour") != std::string::npos;
}

bool is_money(const Unit& unit) {
  return unit == Unit::of(dollar_measure);
}

// The factors of a product: "1.5 * rate * hours" has three.
void factors_of(const Graph& graph, NodeId id, std::vector<NodeId>& factors) {
  const Node& node = graph.nodes[id];
  if (node.kind == NodeKind::arith && node.op == Op::multiply) {
    for (const NodeId child : node.children) factors_of(graph, child, factors);
  } else {
    factors.push_back(id);
  }
}

// The value without the roundings and limits about it.
NodeId core_of(const Graph& graph, NodeId id) {
  while (graph.nodes[id].kind == NodeKind::round || graph.nodes[id].kind == NodeKind::limit) {
    id = graph.nodes[id].children.front();
  }
  return id;
}

class SlipMaker {
 public:
  SlipMaker(const Graph& graph, const Facts& facts, EmployeeId employee, const Tick& period,
            const std::vector<TextId>& readings)
      : graph_(graph),
        facts_(facts),
        employee_(employee),
        period_(period),
        evaluator_(graph, facts, {period.last, period.last, readings}),
        rests_on_outside_(resting_on_outside(graph, circumstances_around(readings, period.first, period.last))) {}

  bool employed() {
    const auto span = evaluator_.employed(employee_, period_.first, period_.last);
    return span && evaluator_.covered(employee_, span->second);
  }

  PaySlip make() {
    PaySlip slip;
    slip.employee = facts_.employees[employee_];
    slip.period = period_;
    const Clock& clock = graph_.clocks[graph_.pay_clock];
    if (clock.pay_delay) slip.pay_day = period_.last + *clock.pay_delay;
    if (graph_.term_last && *graph_.term_last < period_.last) {
      slip.notes.push_back(beyond_term(*graph_.term_last));
    }
    for (const char* name : {"classification", "step", "fte"}) add_fact(slip, name);
    for (const char* name : {"range", "monthly_rate", "hourly_rate"}) add_figure(slip, name);
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      if (graph_.figures[id].kind == FigureKind::pay) slip.pay.push_back(line_of(id));
      if (graph_.figures[id].kind == FigureKind::deduct) slip.deductions.push_back(line_of(id));
    }
    slip.gross = total("gross_pay");
    slip.deducted = slip.deductions.empty() ? Rational(0) : total("deductions");
    slip.net = total("net_of_contract");
    if (!slip.net && slip.gross && slip.deducted) slip.net = *slip.gross - *slip.deducted;
    for (BankId id = 0; id < graph_.banks.size(); ++id) {
      if (is_kept(graph_.banks[id]) && !graph_.banks[id].of_the_unit) slip.banks.push_back(bank_of(id));
    }
    return slip;
  }

 private:
  // Where raises or changes make something of a fact, that is shown.
  void add_fact(PaySlip& slip, std::string_view name) {
    const auto raised = std::find_if(graph_.figures.begin(), graph_.figures.end(),
                                     [&](const Figure& figure) { return figure.internal && figure.name == name; });
    if (raised != graph_.figures.end()) {
      add_figure(slip, name);
      return;
    }
    const std::uint32_t index = column_index(graph_.schema.tables.front(), name);
    const auto row = roster_row_on(facts_, employee_, period_.last);
    if (index == no_column || !row) return;
    const Column& column = graph_.schema.tables.front().columns[index];
    const Value& value = facts_.roster().cell(*row, index);
    Type type;
    type.unit = column.unit;
    const std::string text = people_text(value, type, graph_.texts);
    slip.head.push_back({title_or_name(column.title, column.name), text.empty() ? "not known" : text});
  }

  void add_figure(PaySlip& slip, std::string_view name) {
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      const Figure& figure = graph_.figures[id];
      if (figure.name != name) continue;
      const Value value = evaluator_.figure(id, employee_, period_.last).value;
      const std::string text = people_text(value, figure.type, graph_.texts);
      const bool dollars = !figure.type.unit.plain() && !text.empty();
      slip.head.push_back(
          {title_or_name(figure.title, figure.name), text.empty() ? "not known" : (dollars ? "$" : "") + text});
    }
  }

  std::optional<Rational> total(std::string_view name) {
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      if (graph_.figures[id].name != name) continue;
      const Value value = evaluator_.figure(id, employee_, period_.last).value;
      if (value.is_number()) return value.number;
    }
    return std::nullopt;
  }

  SlipLine line_of(FigureId id) {
    const Figure& figure = graph_.figures[id];
    SlipLine line;
    line.figure = id;
    line.title = title_or_name(figure.title, figure.name);
    line.rests_on_outside = rests_on_outside_[id];
    const Outcome outcome = evaluator_.figure(id, employee_, period_.last);
    if (outcome.arm != no_id) line.clause = graph_.arms[outcome.arm].clause;
    if (outcome.value.is_fault()) {
      line.fault = evaluator_.fault(outcome.value.fault_id()).message;
      return line;
    }
    if (outcome.value.is_number()) line.amount = outcome.value.number;
    std::vector<Value> keys;
    auto scope = evaluator_.scope_of(id, employee_, period_.last, {});
    if (!scope) return line;
    keys = evaluator_.own_keys(id, *scope);
    scope->slots = keys;
    if (outcome.arm == no_id) {
      line.reasons = why_no_rule(evaluator_, id, *scope);
    } else if (line.amount && line.amount->is_zero()) {
      line.reasons = why_zero(graph_.arms[outcome.arm], *scope);
    } else if (line.amount) {
      hours_and_rate(graph_.arms[outcome.arm].value, *scope, line);
    }
    return line;
  }

  // A rule that says 0 and when: what is so there.
  std::vector<Reason> why_zero(const Arm& arm, const Scope& scope) {
    if (arm.guard == no_node || graph_.nodes[arm.value].kind != NodeKind::constant) return {};
    return {{arm.clause, what_is_so(evaluator_, arm.guard, scope)}};
  }

  // Hours and rate where the rule is a product of hours and a rate, which takes the other factors in; or the total of
  // such a product over events or ticks, with one rate for all of them.
  void hours_and_rate(NodeId value, const Scope& scope, SlipLine& line) {
    const NodeId core = core_of(graph_, value);
    const Node& node = graph_.nodes[core];
    HoursAtRate sum;
    bool good = true;
    if (node.kind == NodeKind::fold && node.op == Op::total) {
      for (const Scope& there : rows_of_total(node, scope)) good = good && add_product(node.children[0], there, sum);
    } else {
      good = add_product(core, scope, sum);
    }
    if (!good || sum.hours.is_zero()) return;
    line.hours = sum.hours;
    line.hours_unit = sum.hours_unit;
    line.rate = sum.rate;
    line.rate_unit = sum.rate_unit;
  }

  struct HoursAtRate {
    Rational hours;
    Unit hours_unit;
    Rational rate;
    Unit rate_unit;
  };

  // Adds one product; false when it is none of hours and a rate, or of another rate than before.
  bool add_product(NodeId product, const Scope& scope, HoursAtRate& sum) {
    std::vector<NodeId> factors;
    factors_of(graph_, core_of(graph_, product), factors);
    const auto hours = std::find_if(factors.begin(), factors.end(), [&](NodeId factor) {
      const Type& type = graph_.nodes[factor].type;
      return type.kind == TypeKind::number && is_hours(type.unit, graph_.measures);
    });
    if (hours == factors.end() || factors.size() < 2) return false;
    const Value count = evaluator_.evaluate(*hours, scope);
    if (!count.is_number()) return false;
    if (count.number.is_zero()) return true;
    Rational rate = 1;
    Unit unit;
    for (const NodeId factor : factors) {
      if (factor == *hours) continue;
      const Value part = evaluator_.evaluate(factor, scope);
      if (!part.is_number()) return false;
      rate = rate * part.number;
      unit = unit * graph_.nodes[factor].type.unit;
    }
    const Unit hours_unit = graph_.nodes[*hours].type.unit;
    if (!is_money(unit * hours_unit) || (!sum.hours.is_zero() && rate != sum.rate)) return false;
    sum = {sum.hours + count.number, hours_unit, rate, unit};
    return true;
  }

  // The rows or ticks that a total runs over, as the evaluator takes them.
  std::vector<Scope> rows_of_total(const Node& node, const Scope& scope) {
    std::vector<Scope> scopes;
    const auto [first, last] = evaluator_.window_of(node.rows, node, scope);
    Scope there = scope;
    if (node.rows.kind == RowsKind::event) {
      const TableFacts& table = facts_.tables[graph_.events[node.rows.index].table];
      there.event = node.rows.index;
      there.clock = no_id;
      for (const std::uint32_t row : evaluator_.rows_in(node.rows.index, scope, first, last)) {
        there.row = row;
        there.day = there.first = there.last = table.days[row];
        scopes.push_back(there);
      }
    } else if (node.rows.kind == RowsKind::clock) {
      there.clock = node.rows.index;
      for (const Tick& tick : ticks_ending_in(evaluator_.clock_of(node.rows.index), first, last)) {
        there.first = tick.first;
        there.day = there.last = tick.last;
        scopes.push_back(there);
      }
    }
    const NodeId where = node.children.size() > 1 ? node.children[1] : no_node;
    if (where != no_node) {
      const auto out = [&](const Scope& one) { return !evaluator_.evaluate(where, one).yes(); };
      scopes.erase(std::remove_if(scopes.begin(), scopes.end(), out), scopes.end());
    }
    return scopes;
  }

  SlipBank bank_of(BankId id) {
    SlipBank bank;
    bank.bank = id;
    bank.title = title_or_name(graph_.banks[id].title, graph_.banks[id].name);
    bank.unit = graph_.banks[id].type.unit;
    const auto measure = [&](BankMeasure what) -> Rational {
      const Value value = evaluator_.bank(id, what, employee_, period_.first, period_.last);
      if (value.is_fault()) bank.fault = evaluator_.fault(value.fault_id()).message;
      return value.is_number() ? value.number : Rational(0);
    };
    bank.opening = measure(BankMeasure::opening);
    bank.earned = measure(BankMeasure::earned);
    bank.moved_in = measure(BankMeasure::moved_in);
    bank.used = measure(BankMeasure::used);
    bank.cashed = measure(BankMeasure::cashed);
    bank.moved = measure(BankMeasure::moved);
    bank.converted = measure(BankMeasure::converted);
    bank.lost = measure(BankMeasure::lost);
    bank.asked_short = measure(BankMeasure::asked_short);
    bank.closing = measure(BankMeasure::balance);
    const auto paid = [](const BankCap& cap) { return cap.fate == CapFate::paid; };
    if (std::any_of(graph_.banks[id].caps.begin(), graph_.banks[id].caps.end(), paid)) {
      bank.paid_over = measure(BankMeasure::over) - bank.lost;
    }
    return bank;
  }

  const Graph& graph_;
  const Facts& facts_;
  EmployeeId employee_;
  Tick period_;
  Evaluator evaluator_;
  std::vector<bool> rests_on_outside_;
};

}  // namespace

Asked<PaySlip> pay_slip(const Graph& graph, const Facts& facts, EmployeeId employee, Date day,
                        const std::vector<TextId>& readings) {
  if (graph.pay_clock == no_id) {
    return Refusal{fmt::format("`{}` declares no clock that pays", graph.contract),
                   "a pay period is declared with `paid on`"};
  }
  const auto period = tick_around(graph.clocks[graph.pay_clock], day);
  if (!period) {
    return Refusal{fmt::format("{} lies in no {}", date_text(day), graph.clocks[graph.pay_clock].name), ""};
  }
  SlipMaker maker(graph, facts, employee, *period, readings);
  if (!maker.employed()) {
    return Refusal{fmt::format("employee {} is not employed under `{}` in the {} {} to {}", facts.employees[employee],
                               graph.contract, graph.clocks[graph.pay_clock].name, date_text(period->first),
                               date_text(period->last)),
                   "the roster says who is employed when, and of which unit"};
  }
  return maker.make();
}

}  // namespace mou
