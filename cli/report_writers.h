// Where a run is written: CSV, JSON, JSON lines, a SQLite database, or a summary for people.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "analysis/manifest.h"
#include "analysis/run.h"
#include "cli/console.h"
#include "engine/graph/graph.h"

namespace mou {

// What every writer needs to know of a run.
struct ReportContext {
  const Graph& graph;
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
  // Brings all that was given to the disk, and says how to go on from there; nothing where that cannot be.
  virtual std::optional<std::string> mark() { return std::nullopt; }
  // Instead of `open`: goes on from a mark. Empty when it can be.
  virtual std::string take_up(const std::string& /*mark*/) { return "cannot be taken up"; }
  // Puts everything in its place; empty when that went well, else what did not.
  virtual std::string close(const RunSummary& summary) = 0;
};

std::unique_ptr<ReportWriter> csv_writer(const ReportContext& context, Console& console);
std::unique_ptr<ReportWriter> json_writer(const ReportContext& context, Console& console);
std::unique_ptr<ReportWriter> json_lines_writer(const ReportContext& context, Console& console);
std::unique_ptr<ReportWriter> sqlite_writer(const ReportContext& context);
std::unique_ptr<ReportWriter> summary_writer(const ReportContext& context, Console& console);

// "21.5" or "21.5; 21.6".
std::string clause_ids(const Graph& graph, const std::vector<ClauseIndex>& clauses);
// The contracts they stand in, likewise, each once.
std::string contract_names(const Graph& graph, const std::vector<ClauseIndex>& clauses);
// What stands in the column of problems: a fault, or that no rule applies.
std::string problem_text(const Cell& cell);
// "320 employees, 41,600 figures, 12 faults, 3 findings".
std::string summary_text(const RunSummary& summary);

}  // namespace mou
