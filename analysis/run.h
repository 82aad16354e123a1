// A run: the lines of a report for every employee and tick, computed for a batch of employees at a time and reported
// employee by employee.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/lines.h"
#include "analysis/progress.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"
#include "engine/reference/evaluator.h"

namespace mou {

struct RunSummary {
  std::size_t employees = 0;
  // Of other units, or not employed within the run.
  std::size_t left_out = 0;
  std::size_t cells = 0;
  std::size_t faults = 0;
  std::size_t findings = 0;
  std::size_t losses = 0;
  std::size_t ranked = 0;
  // The sink wanted no more.
  bool stopped = false;
};

struct RunRequest {
  Date from;
  Date to;
  // As RunSettings::readings.
  std::vector<TextId> readings;
  std::vector<ReportLine> lines;
  // All of the roster when empty.
  std::vector<EmployeeId> employees;
  // The orders as of the last day, of everybody.
  bool orders = true;
  // Threads that compute; the report is the same however many they are.
  unsigned jobs = 1;
  // Employees that are computed at once; 0: as many as pay, and as what they report has room for.
  std::uint32_t at_once = 0;
  // Of a run that was interrupted: what it had reported, and of how many employees. They are not reported again.
  RunSummary reported;
  std::uint64_t reported_employees = 0;
};

// One value of a report: of an employee or the unit, for a tick of the line's clock or a row.
struct Cell {
  // The identifier; empty for a line of the unit.
  std::string employee;
  const ReportLine* line = nullptr;
  Tick tick;
  // "receipts.csv, row 17"; empty where no row is meant.
  std::string place;
  Value value;
  // Exact; empty for nothing and for a fault.
  std::string text;
  // The clauses whose rules gave it: one for a figure, any number for a flow of a bank, none where no rule applies.
  std::vector<ClauseIndex> clauses;
  // Why there is no value; empty when there is one. Not having a value because no rule applies is no fault.
  std::string fault;
  // No rule applies.
  bool no_rule = false;
};

enum class FindingKind {
  // A `require` that does not hold.
  requirement,
  // A `require` that cannot be decided: `words` say why.
  undecided,
  // More was taken from a bank than it held; `amount` is what was lacking.
  beyond_balance,
};

struct Finding {
  FindingKind kind = FindingKind::requirement;
  std::string employee;
  // The requirement or the bank.
  std::string name;
  std::string words;
  // What was so: "the number of employee where Bilingual is 5 employees".
  std::string witness;
  std::string amount;
  std::string unit;
  Tick tick;
  ClauseIndex clause = no_id;
};

// A place in an order: who stands there and what put them there.
struct Ranked {
  const Ranking* order = nullptr;
  Date day;
  // The value that the list is for; empty where there is one list.
  std::string group;
  // From 1; those who stand alike have the same.
  std::size_t place = 0;
  std::string employee;
  // Of an event: "grievances.csv, row 17".
  std::string row;
  // What it is ordered by, in turn.
  std::vector<std::string> values;
};

// What a limit of a bank took away on a day.
struct LostHours {
  std::string employee;
  BankId bank = no_id;
  std::string unit;
  Date day;
  std::string amount;
  ClauseIndex clause = no_id;
};

// Where a run goes. A sink answers whether it wants more.
class RunSink {
 public:
  RunSink() = default;
  RunSink(const RunSink&) = delete;
  RunSink& operator=(const RunSink&) = delete;
  virtual ~RunSink() = default;
  virtual bool cell(const Cell& cell) = 0;
  virtual bool finding(const Finding& finding) = 0;
  virtual bool lost(const LostHours& lost) = 0;
  virtual bool ranked(const Ranked& ranked) = 0;
  // All there is of the first employees has been given, as RunRequest::reported of a run that would go on from here.
  virtual void reached(std::uint64_t /*employees*/, const RunSummary& /*so_far*/) {}
};

struct FirstLook;

RunSummary run(const Graph& graph, const Facts& facts, const RunRequest& request, RunSink& sink,
               const Progress& progress);

// The same over facts that are read batch by batch, so that memory does not grow with the employees: what is kept of
// each is a place in each order, and the facts of those who draw on banks of the unit. For requests of all employees of
// which UnitNeeds say that they need not be known all at once; after a first look at the facts. Nothing where they are
// not as they were then.
std::optional<RunSummary> run_in_batches(const Graph& graph, const std::string& facts, const FirstLook& look,
                                         const RunRequest& request, RunSink& sink, const Progress& progress);

// One word for files: "requirement", "undecided", "beyond_balance".
std::string_view finding_text(FindingKind kind);

}  // namespace mou
