#include "analysis/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/facts/facts.h"
#include "engine/graph/walk.h"
#include "engine/reference/evaluator.h"

namespace mou {

namespace {

// Dollars for each tick of the measure.
Unit dollars_per(MeasureId measure) {
  return Unit::of(dollar_measure) / Unit::of(measure);
}

bool is_by_range_and_step(const Figure& figure) {
  return figure.keys.size() == 2 && figure.keys[0].name == "range" && figure.keys[1].name == "step" &&
         figure.type.kind == TypeKind::number && figure.clock == no_id && figure.event == no_id;
}

// The figure by range and step in that unit; of several the one of the salary schedule, else the first.
FigureId figure_in(const Graph& graph, const Unit& unit) {
  FigureId found = no_id;
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    const Figure& figure = graph.figures[id];
    if (!is_by_range_and_step(figure) || figure.type.unit != unit) continue;
    if (found == no_id || figure.name.starts_with("salary_schedule")) found = id;
  }
  return found;
}

std::vector<ScheduleColumn> columns_of(const Graph& graph) {
  struct Wanted {
    const char* name;
    const char* title;
    Unit unit;
  };
  std::vector<Wanted> wanted = {{"hourly", "Hourly", dollars_per(hour_measure)},
                                {"monthly", "Monthly", dollars_per(month_measure)},
                                {"annual", "Annual", dollars_per(calendar_year_measure)}};
  MeasureId period = 0;
  if (graph.pay_clock != no_id && graph.measures.find(graph.clocks[graph.pay_clock].name, period)) {
    wanted.insert(wanted.begin() + 1, {"biweekly", "Biweekly", dollars_per(period)});
  }
  std::vector<ScheduleColumn> columns;
  for (const Wanted& one : wanted) {
    const FigureId figure = figure_in(graph, one.unit);
    if (figure != no_id) columns.push_back({one.name, one.title, one.unit, figure});
  }
  return columns;
}

// No employee and no event: the schedule asks for none.
Facts no_facts(const Schema& schema) {
  Facts facts;
  facts.tables.resize(schema.tables.size());
  for (std::size_t i = 0; i < facts.tables.size(); ++i) {
    facts.tables[i].source = schema.tables[i].name + ".csv";
    facts.tables[i].first.assign(2, 0);
    facts.tables[i].width = static_cast<std::uint32_t>(schema.tables[i].columns.size());
  }
  return facts;
}

// The values of a key that the tables behind a figure name.
std::set<Rational> numbers_named(const Graph& graph, FigureId figure, std::size_t key) {
  std::set<Rational> numbers;
  for_each_below(graph, graph.figures[figure].root, [&](NodeId id) {
    const Node& node = graph.nodes[id];
    const bool by_both = node.kind == NodeKind::gather && node.children.size() == 2;
    if (!by_both || graph.nodes[node.children[key]].kind != NodeKind::argument) return;
    for (const Array::Cell& cell : graph.arrays[node.index].cells) {
      const Array::Cell::Match& match = cell.keys[key];
      if (match.low && match.high && *match.low == *match.high) numbers.insert(*match.low);
    }
  });
  return numbers;
}

class Reader {
 public:
  Reader(const Graph& graph, Date on, const std::vector<TextId>& readings)
      : graph_(graph), on_(on), facts_(no_facts(graph.schema)), evaluator_(graph, facts_, {on, on, readings}) {}

  Schedule read(std::vector<ScheduleColumn> columns) {
    Schedule schedule;
    schedule.columns = std::move(columns);
    const FigureId monthly = monthly_of(schedule);
    for (const Rational& range : numbers_named(graph_, monthly, 0)) {
      for (const Rational& step : numbers_named(graph_, monthly, 1)) add_row(schedule, range, step);
    }
    read_classes(schedule);
    return schedule;
  }

 private:
  static FigureId monthly_of(const Schedule& schedule) {
    const auto monthly = std::find_if(schedule.columns.begin(), schedule.columns.end(),
                                      [](const ScheduleColumn& column) { return column.name == "monthly"; });
    return monthly == schedule.columns.end() ? schedule.columns.front().figure : monthly->figure;
  }

  void add_row(Schedule& schedule, const Rational& range, const Rational& step) {
    ScheduleRow row{range, step, {}};
    const std::vector<Value> keys = {Value::of(range), Value::of(step)};
    bool any = false;
    for (const ScheduleColumn& column : schedule.columns) {
      const Outcome outcome = evaluator_.figure(column.figure, no_employee, on_, keys);
      row.amounts.push_back(outcome.value.is_number() ? std::optional(outcome.value.number) : std::nullopt);
      any = any || outcome.value.is_number();
      if (column.figure == monthly_of(schedule) && outcome.arm != no_id) {
        note_clauses(schedule.clauses, graph_.arms[outcome.arm]);
      }
    }
    if (any) schedule.rows.push_back(std::move(row));
  }

  // The clause of the table and those of the raises since.
  void note_clauses(std::vector<ClauseIndex>& clauses, const Arm& arm) const {
    const auto note = [&](ClauseIndex clause) {
      const auto at = std::lower_bound(clauses.begin(), clauses.end(), clause);
      if (clause != no_id && (at == clauses.end() || *at != clause)) clauses.insert(at, clause);
    };
    note(arm.clause);
    each_in_force(arm.value, [&](const Node& node) { note(node.clause); });
  }

  // The nodes below that count on the day: raises of later days do not.
  template <typename Visit>
  void each_in_force(NodeId id, const Visit& visit) const {
    const Node& node = graph_.nodes[id];
    visit(node);
    if (node.kind != NodeKind::choose) {
      for_each_part(graph_, node, [&](NodeId part) { each_in_force(part, visit); });
      return;
    }
    for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
      const Arm& arm = graph_.arms[i];
      const bool in_force = (!arm.from || *arm.from <= on_) && (!arm.until || on_ <= *arm.until);
      if (!in_force) continue;
      if (arm.guard != no_node) each_in_force(arm.guard, visit);
      each_in_force(arm.value, visit);
    }
  }

  void read_classes(Schedule& schedule) {
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      const Figure& figure = graph_.figures[id];
      const bool gives_range = figure.keys.size() == 1 && figure.keys[0].name == "classification" &&
                               figure.type.kind == TypeKind::number && figure.name == "range_of";
      if (gives_range) read_classes(schedule, id);
    }
    std::sort(schedule.classes.begin(), schedule.classes.end(), [](const ClassRange& a, const ClassRange& b) {
      return a.range != b.range ? a.range < b.range : a.classification < b.classification;
    });
  }

  void read_classes(Schedule& schedule, FigureId id) {
    std::set<TextId> titles;
    for_each_below(graph_, graph_.figures[id].root, [&](NodeId part) {
      const Node& node = graph_.nodes[part];
      if (node.kind != NodeKind::gather) return;
      for (const Array::Cell& cell : graph_.arrays[node.index].cells) {
        for (const Array::Cell::Match& match : cell.keys) titles.insert(match.texts.begin(), match.texts.end());
      }
    });
    for (const TextId title : titles) {
      const std::vector<Value> keys = {Value::text(title)};
      const Value range = evaluator_.figure(id, no_employee, on_, keys).value;
      if (!range.is_number()) continue;
      const bool there = std::any_of(schedule.rows.begin(), schedule.rows.end(),
                                     [&](const ScheduleRow& row) { return row.range == range.number; });
      schedule.classes.push_back({graph_.texts.text(title), range.number, there});
    }
  }

  const Graph& graph_;
  Date on_;
  Facts facts_;
  Evaluator evaluator_;
};

}  // namespace

std::string schedule_amount(const ScheduleColumn& column, const Rational& amount) {
  if (amount.decimals() < 0) return amount.text();
  const bool whole_dollars = column.name == "monthly" || column.name == "annual";
  return amount.fixed(whole_dollars && amount.is_whole() ? 0 : std::max(amount.decimals(), 2));
}

Asked<Schedule> schedule_on(const Graph& graph, Date on, const std::vector<TextId>& readings) {
  std::vector<ScheduleColumn> columns = columns_of(graph);
  if (columns.empty()) {
    return Refusal{fmt::format("`{}` has no salary schedule", graph.contract),
                   "a schedule is a figure in dollars per month by range and step"};
  }
  Schedule schedule = Reader(graph, on, readings).read(std::move(columns));
  if (schedule.rows.empty()) {
    return Refusal{
        fmt::format("`{}` has no salary schedule in force on {}", graph.contract, date_text(on)),
        "ask for a day on which the contract, or one that it succeeds, prints one; salaries that the document "
        "does not print come with the facts"};
  }
  return schedule;
}

}  // namespace mou
