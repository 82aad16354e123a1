// Where a run is written: CSV, JSON, a SQLite database, or a summary for people.
#pragma once

#include <memory>
#include <string>

#include "analysis/manifest.h"
#include "analysis/run.h"
#include "cli/console.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"

namespace mou {

// What every writer needs to know of a run.
struct ReportContext {
  const Graph& graph;
  const Facts& facts;
  const RunRequest& request;
  const Manifest& manifest;
  // Empty for the standard output.
  std::string path;
  // Where the manifest of CSV goes; empty: beside the file, or nowhere when it goes to the standard output.
  std::string manifest_path;
};

class ReportWriter : public RunSink {
 public:
  // Empty when it can be written, else why not.
  virtual std::string open() = 0;
  // Puts everything in its place; empty when that went well, else what did not.
  virtual std::string close(const RunSummary& summary) = 0;
};

std::unique_ptr<ReportWriter> csv_writer(const ReportContext& context, Console& console);
std::unique_ptr<ReportWriter> json_writer(const ReportContext& context, Console& console);
std::unique_ptr<ReportWriter> sqlite_writer(const ReportContext& context);
std::unique_ptr<ReportWriter> summary_writer(const ReportContext& context, Console& console);

// The identifier of the employee; empty for a line of the unit.
const std::string& employee_text(const Facts& facts, EmployeeId employee);
// "21.5" or "21.5; 21.6".
std::string clause_ids(const Graph& graph, const std::vector<ClauseIndex>& clauses);
// The contracts they stand in, likewise, each once.
std::string contract_names(const Graph& graph, const std::vector<ClauseIndex>& clauses);
// What stands in the column of problems: a fault, or that no rule applies.
std::string problem_text(const Cell& cell);
// "320 employees, 41,600 figures, 12 faults, 3 findings".
std::string summary_text(const RunSummary& summary);

}  // namespace mou
