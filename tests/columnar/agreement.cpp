#include "tests/columnar/agreement.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace mou {

namespace {

constexpr std::size_t most_differences = 10;

class SideBySide {
 public:
  SideBySide(const Plan& plan, const Graph& graph, const Facts& facts, const RunSettings& run,
             const AgreementSettings& settings)
      : plan_(plan),
        graph_(graph),
        facts_(facts),
        run_(run),
        reference_(graph, facts, run),
        // Another one, so that neither sees what the other asked for.
        shared_(graph, facts, run),
        typed_(facts),
        columns_(plan, typed_, shared_, settings.instructions) {}

  void batch(const std::vector<EmployeeId>& employees, const std::vector<ReportLine>& lines) {
    batch_ = employees;
    columns_.take_up(employees);
    std::vector<Column> columns;
    for (const ReportLine& line : lines) {
      if (line.shared) continue;
      if (line.event != no_id) {
        columns.push_back({&line, {}, columns_.figure_of_rows(line.figure)});
        continue;
      }
      std::vector<Tick> asked = ticks(line);
      // Of every second batch the latest is asked first: what is known of a tick must not be told of an earlier one.
      if (backwards_) std::reverse(asked.begin(), asked.end());
      for (const Tick& tick : asked) {
        columns.push_back({&line, tick, outcome(line, tick)});
        if (is_exact(line)) ++(columns.back().outcome.value.lane() == Lane::exact ? found_.exact : found_.whole);
      }
    }
    backwards_ = !backwards_;
    for (std::size_t member = 0; member < employees.size(); ++member) {
      for (const Column& column : columns) {
        column.line->event == no_id ? cell(column, member) : rows(column, member);
      }
      for (const ReportLine& line : lines) {
        if (!line.shared && line.bank != no_id && line.measure == BankMeasure::balance) postings(line.bank, member);
      }
    }
  }

  Agreement take() { return std::move(found_); }

 private:
  struct Column {
    const ReportLine* line;
    Tick tick;
    ColumnOutcome outcome;
  };

  bool is_exact(const ReportLine& line) const {
    if (line.bank != no_id) return plan_.banks[line.bank].shape.lane == Lane::exact;
    const Block& block = plan_.blocks[plan_.figures[line.figure].block];
    return block.registers[block.result].shape.lane == Lane::exact;
  }

  std::vector<Tick> ticks(const ReportLine& line) {
    if (line.clock == no_id) return {{0, run_.from, run_.to}};
    return ticks_ending_in(reference_.clock_of(line.clock), run_.from, run_.to);
  }

  ColumnOutcome outcome(const ReportLine& line, const Tick& tick) {
    if (line.bank != no_id) {
      ColumnOutcome of_bank;
      of_bank.value = columns_.bank(line.bank, line.measure, tick.first, tick.last);
      return of_bank;
    }
    return columns_.figure(line.figure, tick.last);
  }

  void cell(const Column& column, std::size_t member) {
    const ReportLine& line = *column.line;
    const EmployeeId employee = batch_[member];
    const auto span = reference_.employed(employee, run_.from, run_.to);
    if (!span || column.tick.last < span->first || span->second < column.tick.first) return;
    const Date last = column.tick.last;
    const Outcome meant = line.bank != no_id
                              ? Outcome{reference_.bank(line.bank, line.measure, employee, column.tick.first, last)}
                              : reference_.figure(line.figure, employee, last);
    check(column, member, meant, employee, last);
  }

  void rows(const Column& column, std::size_t member) {
    const ReportLine& line = *column.line;
    const EmployeeId employee = batch_[member];
    const auto& rows = columns_.rows_of_event(line.event);
    Scope scope;
    scope.employee = employee;
    const std::vector<std::uint32_t> meant = reference_.rows_in(line.event, scope, run_.from, run_.to);
    std::vector<std::size_t> lanes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool inside = (*rows.members)[i] == member && run_.from <= (*rows.days)[i] && (*rows.days)[i] <= run_.to;
      if (inside && rows.meets.state(i) == LaneState::deferred) {
        // Which rows are meant is left to the reference evaluator too.
        ++found_.deferred;
        return;
      }
      if (inside && rows.meets.state(i) == LaneState::value && rows.meets.truths()[i] != 0) lanes.push_back(i);
    }
    if (lanes.size() != meant.size()) {
      differs(line.name, employee, run_.to, std::to_string(meant.size()) + " rows", std::to_string(lanes.size()));
      return;
    }
    for (std::size_t k = 0; k < meant.size(); ++k) {
      check(column, lanes[k], reference_.figure_of_row(line.figure, employee, meant[k]), employee,
            (*rows.days)[lanes[k]]);
    }
  }

  void check(const Column& column, std::size_t lane, const Outcome& meant, EmployeeId employee, Date day) {
    const ReportLine& line = *column.line;
    const Lanes& lanes = column.outcome.value;
    const LaneState state = lanes.state(lane);
    if (state == LaneState::deferred) {
      ++found_.deferred;
      return;
    }
    const bool of_bank = line.bank != no_id;
    bool same = false;
    if (meant.value.is_fault()) {
      const FaultKind kind = reference_.fault(meant.value.fault_id()).kind;
      same = is_same(kind, state, of_bank);
      if (same) ++found_.faults[kind];
    } else if (meant.value.is_empty()) {
      same = state == LaneState::empty;
    } else {
      same = state == LaneState::value && columns_.value_of(lanes, lane, line.type.kind) == meant.value;
    }
    // Whoever has no value names no rule.
    std::string rule;
    if (!meant.value.is_fault() && !of_bank && column.outcome.arm_of(lane) != meant.arm) {
      same = false;
      rule = " by rule " + std::to_string(column.outcome.arm_of(lane)) + " for " + std::to_string(meant.arm);
    }
    if (same) {
      ++found_.same;
      return;
    }
    differs(line.name, employee, day, text(meant.value), text(lanes, lane, line.type.kind) + rule);
  }

  static bool is_same(FaultKind kind, LaneState state, bool of_bank) {
    switch (kind) {
      case FaultKind::no_rule:
        return state == (of_bank ? LaneState::no_rule_below : LaneState::no_rule);
      case FaultKind::missing_fact:
        return state == LaneState::missing_fact;
      case FaultKind::missing_outside:
      case FaultKind::reads_no_value:
      case FaultKind::two_rules:
      case FaultKind::no_row:
      case FaultKind::arithmetic:
      case FaultKind::no_opening:
      case FaultKind::cycle:
      case FaultKind::negative:
        return state == LaneState::fault;
    }
    return false;
  }

  // Those of one day, measure, clause and other bank together; a ledger that stands still has none afterwards.
  using PostingKey = std::tuple<Date, BankMeasure, ClauseIndex, BankId>;

  void postings(BankId bank, std::size_t member) {
    const EmployeeId employee = batch_[member];
    std::map<PostingKey, Rational> meant;
    for (const Posting& posting : reference_.postings(bank, employee, run_.to)) {
      if (posting.day <= run_.to) {
        meant[{posting.day, posting.measure, posting.clause, posting.other}] += posting.amount;
      }
    }
    const std::vector<ColumnPosting>& all = columns_.postings(bank, run_.to);
    const LaneState state = columns_.ledger_state(bank, member);
    const Date stop = columns_.ledger_stop(bank, member);
    std::map<PostingKey, Rational> made;
    for (const ColumnPosting& posting : all) {
      const Rational amount = posting.amount.number(member);
      if (run_.to < posting.day || amount.is_zero()) continue;
      if (state == LaneState::value || posting.day < stop) {
        made[{posting.day, posting.measure, posting.clause, posting.other}] += amount;
      }
    }
    if (state != LaneState::value) {
      std::erase_if(meant, [&](const auto& posting) { return !(std::get<Date>(posting.first) < stop); });
    }
    // What cancels out within a day is as good as none.
    const auto cancels = [](const auto& posting) { return posting.second.is_zero(); };
    std::erase_if(meant, cancels);
    std::erase_if(made, cancels);
    if (meant == made) {
      for (const auto& [key, amount] : made) ++found_.postings[std::get<BankMeasure>(key)];
      return;
    }
    differs(graph_.banks[bank].name + " postings", employee, run_.to, text(meant), text(made));
  }

  static std::string text(const std::map<PostingKey, Rational>& postings) {
    std::string all;
    for (const auto& [key, amount] : postings) {
      all += date_text(std::get<Date>(key)) + " " + std::string(reported_measure_text(std::get<BankMeasure>(key))) +
             " " + amount.text() + "; ";
    }
    return all;
  }

  std::string text(const Value& value) const {
    switch (value.kind) {
      case ValueKind::number:
        return value.number.text();
      case ValueKind::date:
        return date_text(value.date());
      case ValueKind::time:
        return time_text(value.payload);
      case ValueKind::text:
        return graph_.texts.text(value.text_id());
      case ValueKind::truth:
        return value.yes() ? "yes" : "no";
      case ValueKind::empty:
        return "empty";
      case ValueKind::fault:
        return "fault: " + reference_.fault(value.fault_id()).message;
    }
    return "";
  }

  std::string text(const Lanes& lanes, std::size_t lane, TypeKind kind) const {
    switch (lanes.state(lane)) {
      case LaneState::value:
        return text(columns_.value_of(lanes, lane, kind));
      case LaneState::empty:
        return "empty";
      case LaneState::no_rule:
        return "no rule";
      case LaneState::no_rule_below:
        return "no rule of what is read";
      case LaneState::missing_fact:
        return "missing fact";
      case LaneState::fault:
        return "fault";
      case LaneState::deferred:
        return "deferred";
    }
    return "";
  }

  void differs(const std::string& name, EmployeeId employee, Date day, const std::string& meant,
               const std::string& made) {
    ++found_.different;
    if (found_.differences.size() >= most_differences) return;
    found_.differences.push_back(name + " of " + facts_.employees[employee] + " on " + date_text(day) + ": " + meant +
                                 ", in columns " + made);
  }

  const Plan& plan_;
  const Graph& graph_;
  const Facts& facts_;
  const RunSettings& run_;
  Evaluator reference_;
  Evaluator shared_;
  TypedFacts typed_;
  ColumnarEvaluator columns_;
  std::vector<EmployeeId> batch_;
  bool backwards_ = false;
  Agreement found_;
};

}  // namespace

std::string Agreement::text() const {
  std::string all;
  for (const std::string& difference : differences) all += difference + "\n";
  return all;
}

Wanted wanted(const std::vector<ReportLine>& lines) {
  Wanted wanted;
  for (const ReportLine& line : lines) {
    if (line.shared) continue;
    if (line.bank != no_id) {
      wanted.banks.push_back(line.bank);
    } else {
      wanted.figures.push_back(line.figure);
    }
  }
  return wanted;
}

Agreement compare_evaluators(const Plan& plan, const Graph& graph, const Facts& facts, const RunSettings& run,
                             const std::vector<ReportLine>& lines, const AgreementSettings& settings) {
  SideBySide comparison(plan, graph, facts, run, settings);
  const std::size_t all = std::min(settings.employees, facts.employees.size());
  for (std::size_t begin = 0; begin < all; begin += settings.batch) {
    std::vector<EmployeeId> employees;
    for (std::size_t i = begin; i < std::min(begin + settings.batch, all); ++i) {
      employees.push_back(static_cast<EmployeeId>(i));
    }
    comparison.batch(employees, lines);
  }
  return comparison.take();
}

}  // namespace mou
