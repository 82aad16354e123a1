#include "analysis/run_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/amount.h"
#include "analysis/batch.h"
#include "analysis/reasons.h"
#include "analysis/unit_needs.h"

namespace mou {

namespace {

// The employee a figure is asked for, and the days of the run on which that employee is employed.
struct Employed {
  EmployeeId employee = no_employee;
  Date first;
  Date last;
};

RunSettings settings_of(const RunPlan& plan, const UnitTotals* totals) {
  RunSettings settings{plan.request.from, plan.request.to, plan.request.readings};
  settings.books_open = plan.books_open;
  settings.totals = totals;
  return settings;
}

}  // namespace

// Reports what it is asked for to a sink.
class RunWorker::Reporter {
 public:
  Reporter(const RunPlan& plan, const Facts& facts, TypedFacts& typed, const UnitTotals* totals)
      : graph_(plan.graph),
        facts_(facts),
        request_(plan.request),
        evaluator_(graph_, facts, settings_of(plan, totals)),
        batch_(plan.plan, typed, evaluator_) {}

  Evaluator& evaluator() { return evaluator_; }
  void facts_changed() {
    evaluator_.employees_changed();
    batch_.employees_changed();
  }

  // Some of the employees.
  RunSummary employees(const std::vector<EmployeeId>& asked, RunSink& sink) {
    begin(sink);
    batch_.take_up(asked);
    for (const EmployeeId employee : asked) {
      if (summary_.stopped) break;
      one_employee(employee);
    }
    return summary_;
  }

  // What is of the city or the unit as a whole.
  RunSummary unit(RunSink& sink) {
    begin(sink);
    the_unit();
    return summary_;
  }

 private:
  void begin(RunSink& sink) {
    sink_ = &sink;
    summary_ = {};
    known_ticks_.clear();
  }

  void one_employee(EmployeeId employee) {
    const auto span = evaluator_.employed(employee, request_.from, request_.to);
    const std::size_t before = summary_.cells + summary_.findings;
    if (span) {
      const Employed who{employee, span->first, span->second};
      for (const ReportLine& line : request_.lines) {
        if (!line.shared) give(line, who);
        if (summary_.stopped) return;
      }
      for (FigureId id = 0; id < graph_.figures.size(); ++id) {
        if (graph_.figures[id].kind == FigureKind::requirement && is_of_employee(graph_.figures[id])) require(id, who);
      }
      for (BankId id = 0; id < graph_.banks.size(); ++id) {
        if (is_kept(graph_.banks[id]) && !graph_.banks[id].of_the_unit) ledger(id, who);
      }
    }
    if (summary_.cells + summary_.findings > before) {
      ++summary_.employees;
    } else {
      ++summary_.left_out;
    }
  }

  void the_unit() {
    const Employed nobody{no_employee, request_.from, request_.to};
    for (const ReportLine& line : request_.lines) {
      if (line.shared) give(line, nobody);
    }
    for (FigureId id = 0; id < graph_.figures.size(); ++id) {
      if (graph_.figures[id].kind == FigureKind::requirement && !is_of_employee(graph_.figures[id]))
        require(id, nobody);
    }
    for (BankId id = 0; id < graph_.banks.size(); ++id) {
      if (is_kept(graph_.banks[id]) && graph_.banks[id].of_the_unit) ledger(id, nobody);
    }
  }

  // Ticks of the run on which the employee is employed and covered.
  std::vector<Tick> ticks(ClockId clock, const Employed& who) {
    std::vector<Tick> all;
    if (clock == no_id) {
      all.push_back({0, request_.from, request_.to});
    } else {
      all = ticks_ending_in(evaluator_.clock_of(clock), request_.from, request_.to);
    }
    if (who.employee == no_employee) return all;
    const auto apart = [&](const Tick& tick) {
      return tick.last < who.first || who.last < tick.first ||
             !evaluator_.covered(who.employee, std::min(tick.last, who.last));
    };
    all.erase(std::remove_if(all.begin(), all.end(), apart), all.end());
    return all;
  }

  // Most lines tick alike: the ticks of an employee are found once for each clock.
  const std::vector<Tick>& ticks_of(ClockId clock, const Employed& who) {
    if (known_for_ != who.employee || known_ticks_.empty()) {
      known_ticks_.assign(graph_.clocks.size() + 1, std::nullopt);
      known_for_ = who.employee;
    }
    auto& known = known_ticks_[clock == no_id ? graph_.clocks.size() : clock];
    if (!known) known = ticks(clock, who);
    return *known;
  }

  void give(const ReportLine& line, const Employed& who) {
    if (line.event != no_id) {
      give_rows(line, who);
      return;
    }
    for (const Tick& tick : ticks_of(line.clock, who)) {
      Cell cell = cell_of(line, who, tick);
      if (line.bank != no_id) {
        take_bank(line, who.employee, tick, cell);
      } else if (const auto known = known_figure(line.figure, who.employee, tick)) {
        take(*known, cell);
      } else {
        take(evaluator_.figure(line.figure, who.employee, tick.last), cell);
      }
      put(cell);
      if (summary_.stopped) return;
    }
  }

  void give_rows(const ReportLine& line, const Employed& who) {
    const TableFacts& table = facts_.tables[graph_.events[line.event].table];
    Scope scope;
    scope.employee = who.employee;
    for (const std::uint32_t row : evaluator_.rows_in(line.event, scope, request_.from, request_.to)) {
      const Date day = table.days[row];
      const bool meant = who.employee == no_employee || evaluator_.covered(who.employee, day);
      if (!meant || summary_.stopped) continue;
      Cell cell = cell_of(line, who, {day.days, day, day});
      cell.place = row_place(table, row);
      const auto known =
          who.employee == no_employee ? std::nullopt : batch_.figure_of_row(line.figure, who.employee, row);
      if (known) {
        take(*known, cell);
      } else {
        take(evaluator_.figure_of_row(line.figure, who.employee, row), cell);
      }
      put(cell);
    }
  }

  Cell cell_of(const ReportLine& line, const Employed& who, const Tick& tick) const {
    Cell cell;
    cell.line = &line;
    cell.employee = identifier(who.employee);
    cell.tick = tick;
    return cell;
  }

  // Empty for the unit.
  std::string identifier(EmployeeId employee) const {
    return employee == no_employee ? "" : facts_.employees[employee];
  }

  std::optional<Batch::Known> known_figure(FigureId id, EmployeeId employee, const Tick& tick) {
    return employee == no_employee ? std::nullopt : batch_.figure(id, employee, tick);
  }

  void take_bank(const ReportLine& line, EmployeeId employee, const Tick& tick, Cell& cell) {
    const auto known = employee == no_employee ? std::nullopt : batch_.bank(line, employee, tick);
    if (!known) {
      cell.value = evaluator_.bank(line.bank, line.measure, employee, tick.first, tick.last);
      cell.clauses = clauses_of_flow(line, employee, tick);
      return;
    }
    cell.value = *known;
    // Only what goes up and down can add up to nothing and still be of a clause.
    const bool moved = line.measure == BankMeasure::converted || !known->number.is_zero();
    if (moved) cell.clauses = batch_.clauses_of_flow(line, employee, tick);
  }

  void take(const Batch::Known& known, Cell& cell) const {
    take(Outcome{known.value, known.arm}, cell);
    cell.no_rule = known.no_rule;
  }

  void take(const Outcome& outcome, Cell& cell) const {
    cell.value = outcome.value;
    if (outcome.arm == no_id) return;
    const ClauseIndex clause = graph_.arms[outcome.arm].clause;
    if (clause != no_id) cell.clauses.push_back(clause);
  }

  std::vector<ClauseIndex> clauses_of_flow(const ReportLine& line, EmployeeId employee, const Tick& tick) {
    std::vector<ClauseIndex> clauses;
    if (line.measure == BankMeasure::opening || line.measure == BankMeasure::balance) return clauses;
    for (const Posting& posting : evaluator_.postings(line.bank, employee, tick.last)) {
      const bool meant = posting.measure == line.measure && tick.contains(posting.day) && posting.clause != no_id;
      if (meant && std::find(clauses.begin(), clauses.end(), posting.clause) == clauses.end()) {
        clauses.push_back(posting.clause);
      }
    }
    return clauses;
  }

  void put(Cell& cell) {
    if (cell.value.is_fault()) {
      const Fault& fault = evaluator_.fault(cell.value.fault_id());
      cell.no_rule = fault.kind == FaultKind::no_rule;
      cell.fault = fault.message;
      if (!cell.no_rule) ++summary_.faults;
    } else {
      cell.text = exact_text(cell.value, cell.line->type, graph_.texts);
    }
    ++summary_.cells;
    if (!sink_->cell(cell)) summary_.stopped = true;
  }

  // Every choice of the keys that no fact gives; of a term of the unit, the groups that there are in the tick.
  std::vector<std::vector<Value>> arguments(const Figure& figure, const Scope& scope) {
    std::vector<std::vector<Value>> all{{}};
    for (const Key& key : figure.keys) {
      std::vector<Value> candidates;
      if (key.own != no_node && scope.employee != no_employee) {
        candidates.push_back(evaluator_.evaluate(key.own, scope));
      } else if (key.own != no_node) {
        candidates = evaluator_.groups_below(figure.root, {0, scope.first, scope.last});
      } else if (key.bounds) {
        for (std::int32_t i = key.bounds->first; i <= key.bounds->second; ++i) {
          candidates.push_back(Value::of(Rational(i)));
        }
      }
      for (const TextId choice : key.choices) {
        if (key.own == no_node) candidates.push_back(Value::text(choice));
      }
      std::vector<std::vector<Value>> longer;
      for (const auto& arguments : all) {
        for (const Value& candidate : candidates) {
          longer.push_back(arguments);
          longer.back().push_back(candidate);
        }
      }
      all = std::move(longer);
    }
    return all;
  }

  void require(FigureId id, const Employed& who) {
    const Figure& figure = graph_.figures[id];
    if (figure.event != no_id) {
      require_rows(id, who);
      return;
    }
    const ClockId clock = figure.clock != no_id ? figure.clock : graph_.pay_clock;
    for (const Tick& tick : ticks_of(clock, who)) {
      Scope scope;
      scope.employee = who.employee;
      scope.first = tick.first;
      scope.day = scope.last = tick.last;
      scope.clock = figure.clock;
      scope.figure = id;
      if (satisfied(known_figure(id, who.employee, tick))) continue;
      for (const auto& keys : arguments(figure, scope)) {
        scope.slots = keys;
        judge(id, tick, evaluator_.figure(id, who.employee, tick.last, keys), scope);
      }
    }
  }

  void require_rows(FigureId id, const Employed& who) {
    const EventId event = graph_.figures[id].event;
    Scope scope;
    scope.employee = who.employee;
    for (const std::uint32_t row : evaluator_.rows_in(event, scope, request_.from, request_.to)) {
      const Date day = facts_.tables[graph_.events[event].table].days[row];
      if (who.employee != no_employee && satisfied(batch_.figure_of_row(id, who.employee, row))) continue;
      judge(id, {day.days, day, day}, evaluator_.figure_of_row(id, who.employee, row),
            evaluator_.scope_of_row(id, who.employee, row));
    }
  }

  // Whether the columns say that nothing is amiss. Those of which more is to be said say nothing.
  static bool satisfied(const std::optional<Batch::Known>& known) {
    return known && (known->no_rule || known->value.yes() || known->value.is_empty());
  }

  void judge(FigureId id, const Tick& tick, const Outcome& outcome, const Scope& scope) {
    const Figure& figure = graph_.figures[id];
    Finding finding;
    finding.employee = identifier(scope.employee);
    finding.name = figure.name;
    finding.tick = tick;
    finding.clause = figure.clause;
    finding.words = figure.words.empty() ? title_or_name(figure.title, figure.name) : figure.words;
    if (outcome.value.is_fault()) {
      const Fault& fault = evaluator_.fault(outcome.value.fault_id());
      // Where no rule applies nothing is required.
      if (fault.kind == FaultKind::no_rule) return;
      finding.kind = FindingKind::undecided;
      finding.words += ": " + fault.message;
    } else if (outcome.value.yes() || outcome.value.is_empty()) {
      return;
    }
    for (std::size_t i = 0; i < scope.slots.size(); ++i) {
      finding.words += fmt::format("{}{} {}", i == 0 ? ": " : ", ", figure.keys[i].name,
                                   exact_text(scope.slots[i], figure.keys[i].type, graph_.texts));
    }
    if (outcome.arm != no_id && !outcome.value.is_fault()) {
      finding.witness = why_not(evaluator_, graph_.arms[outcome.arm].value, scope);
    }
    report(finding);
  }

  void report(const Finding& finding) {
    ++summary_.findings;
    if (!sink_->finding(finding)) summary_.stopped = true;
  }

  // What was asked beyond the balance, and what a limit took.
  void ledger(BankId id, const Employed& who) {
    const Bank& bank = graph_.banks[id];
    if (ticks_of(graph_.pay_clock, who).empty()) return;
    const auto losses = who.employee == no_employee ? std::nullopt : batch_.losses(id, who.employee, request_.to);
    for (const Posting& posting : losses ? *losses : evaluator_.postings(id, who.employee, request_.to)) {
      if (posting.day < request_.from || request_.to < posting.day || summary_.stopped) continue;
      const std::string amount = exact_text(Value::of(posting.amount), bank.type, graph_.texts);
      const std::string unit = unit_title(bank.type, graph_.measures);
      if (posting.measure == BankMeasure::asked_short) {
        report({FindingKind::beyond_balance,
                identifier(bank.of_the_unit ? posting.employee : who.employee),
                bank.name,
                fmt::format("more {} was taken than the bank held", title_or_name(bank.title, bank.name)),
                posting.event == no_id ? std::string()
                                       : row_place(facts_.tables[graph_.events[posting.event].table], posting.row),
                amount,
                unit,
                {posting.day.days, posting.day, posting.day},
                posting.clause});
      } else if (posting.measure == BankMeasure::lost) {
        ++summary_.losses;
        if (!sink_->lost({identifier(who.employee), id, unit, posting.day, amount, posting.clause}))
          summary_.stopped = true;
      }
    }
  }

  const Graph& graph_;
  const Facts& facts_;
  const RunRequest& request_;
  RunSink* sink_ = nullptr;
  Evaluator evaluator_;
  Batch batch_;
  std::vector<std::optional<std::vector<Tick>>> known_ticks_;
  EmployeeId known_for_ = no_employee;
  RunSummary summary_;
};

RunPlan::RunPlan(const Graph& the_graph, const RunRequest& the_request)
    : graph(the_graph), request(the_request), plan(plan_of_report(graph, request.lines)) {}

RunWorker::RunWorker(const RunPlan& plan, const Facts& shared, TypedFacts& typed, const UnitTotals* totals)
    : plan_(plan), reporter_(std::make_unique<Reporter>(plan, shared, typed, totals)) {}

RunWorker::RunWorker(const RunPlan& plan, Facts&& batch)
    : plan_(plan),
      own_(std::make_unique<Facts>(std::move(batch))),
      own_typed_(std::make_unique<TypedFacts>(*own_)),
      reporter_(std::make_unique<Reporter>(plan, *own_, *own_typed_, nullptr)),
      asked_(everybody(*own_)) {}

RunWorker::~RunWorker() = default;

void RunWorker::take_some(std::vector<EmployeeId> employees) {
  asked_ = std::move(employees);
}

void RunWorker::take_batch(Facts&& batch) {
  *own_ = std::move(batch);
  own_typed_->facts_changed();
  if (reporter_->evaluator().is_full()) {
    reporter_ = std::make_unique<Reporter>(plan_, *own_, *own_typed_, nullptr);
  } else {
    reporter_->facts_changed();
  }
  asked_ = everybody(*own_);
}

RunSummary RunWorker::employees(RunSink& sink) {
  return reporter_->employees(asked_, sink);
}

RunSummary RunWorker::unit(RunSink& sink) {
  return reporter_->unit(sink);
}

UnitTotals RunWorker::totals(const std::vector<NodeId>& folds) {
  return reporter_->evaluator().totals(folds);
}

std::vector<OrderLists> RunWorker::orders() {
  std::vector<OrderLists> orders;
  for (const Ranking& ranking : plan_.graph.rankings) {
    orders.emplace_back(plan_.graph, ranking, plan_.request.to);
    for (const EmployeeId employee : asked_) orders.back().add(reporter_->evaluator(), employee);
  }
  return orders;
}

bool RunWorker::lacks_totals() const {
  return reporter_->evaluator().lacks_totals();
}

}  // namespace mou
