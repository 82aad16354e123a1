// Figures and banks of a batch of employees, computed in columns, as a report takes them: employee by employee. What
// the columns leave open, or cannot say in words, is nothing here; the reference evaluator knows it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "analysis/lines.h"
#include "engine/columnar/evaluator.h"

namespace mou {

class Batch {
 public:
  // What the arguments name must outlive it.
  Batch(const Plan& plan, TypedFacts& facts, Evaluator& reference);

  // The facts hold other employees than before.
  void employees_changed() { columns_.employees_changed(); }

  // The employees that are asked about next, in any order.
  void take_up(const std::vector<EmployeeId>& employees);

  struct Known {
    Value value;
    // Index into Graph::arms of the rule that gave it.
    std::uint32_t arm = no_id;
    // No rule applies; the value is empty.
    bool no_rule = false;
  };
  std::optional<Known> figure(FigureId id, EmployeeId employee, const Tick& tick);
  std::optional<Known> figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row);
  // A measure of a bank over a tick.
  std::optional<Value> bank(const ReportLine& line, EmployeeId employee, const Tick& tick);
  // The clauses whose lines moved something: of a flow, each once, in the order in which they did.
  std::vector<ClauseIndex> clauses_of_flow(const ReportLine& line, EmployeeId employee, const Tick& tick);
  // What the limits of the bank took up to a day; nothing where the ledger stands still, or more was asked than it
  // held.
  std::optional<std::vector<Posting>> losses(BankId id, EmployeeId employee, Date up_to);

 private:
  std::optional<Known> known(const ColumnOutcome& outcome, std::size_t lane, TypeKind kind) const;
  static Rational amount_in(const ColumnPosting& posting, std::size_t member);

  const Plan& plan_;
  const Graph& graph_;
  const Facts& facts_;
  ColumnarEvaluator columns_;
  std::map<EmployeeId, std::uint32_t> members_;
  std::map<std::tuple<BankId, BankMeasure, std::int32_t, std::int32_t>, Lanes> banks_;
};

// The plan of all that a report of these lines asks of employees.
Plan plan_of_report(const Graph& graph, const std::vector<ReportLine>& lines);

}  // namespace mou
