// A wide table: one row for each employee and tick, one column for each line. The roster goes straight from text to
// columns where nothing else is read of employees; facts that do not allow that are read in batches, or whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/lines.h"
#include "analysis/progress.h"
#include "analysis/refusal.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"
#include "engine/text/diagnostic.h"

namespace mou {

// How the facts were read.
enum class WideReading : std::uint8_t { pieces, batches, whole };

struct WideSummary {
  std::uint64_t employees = 0;
  // Of other units, or not employed within the run.
  std::uint64_t left_out = 0;
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
  std::uint64_t faults = 0;
  WideReading reading = WideReading::whole;
  // The sink wanted no more.
  bool stopped = false;
};

// How far a table had come when it was interrupted.
struct WideReached {
  // How many portions of employees were given, and what was in them.
  std::uint64_t turns = 0;
  WideSummary summary;
};

struct WideRequest {
  // The folder or database of the facts.
  std::string facts;
  Date from;
  Date to;
  // As RunSettings::readings.
  std::vector<TextId> readings;
  // All on one clock; see wide_lines.
  std::vector<ReportLine> lines;
  // Identifiers; all of the roster when empty.
  std::vector<std::string> employees;
  // Threads that work on pieces; the table is the same however many they are.
  unsigned jobs = 1;
  // What a sink that goes on with a table already holds. It begins again only where the facts turn out to be read in
  // another way.
  std::optional<WideReached> reached;
};

// Where a table goes, piece by piece, in CSV without headings: see wide_heading.
class WideSink {
 public:
  WideSink() = default;
  WideSink(const WideSink&) = delete;
  WideSink& operator=(const WideSink&) = delete;
  virtual ~WideSink() = default;

  // Whether what was given can be taken back: facts that turn out to be wrong are told of after some were computed.
  virtual bool can_begin_again() const = 0;
  // Nothing was given: what was is forgotten.
  virtual void begin() = 0;
  // Whether it wants more.
  virtual bool rows(std::string_view csv) = 0;
  virtual bool problems(std::string_view csv) = 0;
  // All that was given up to now makes whole portions.
  virtual void reached(const WideReached& /*so_far*/) {}
};

struct WideOutcome {
  WideSummary summary;
  // Of the facts; with errors among them, nothing was computed.
  Diagnostics diagnostics;
  std::vector<FactsFile> files;
  std::vector<std::string> notes;
};

// The lines that a wide table can hold, or why not: figures and banks of employees that tick alike.
Asked<std::vector<ReportLine>> wide_lines(const Graph& graph, std::vector<ReportLine> lines);

Asked<WideOutcome> wide_run(const Graph& graph, const WideRequest& request, WideSink& sink,
                            const Progress& progress = {});

// "employee,first,last,gross,net\n".
std::string wide_heading(const std::vector<ReportLine>& lines);
inline constexpr std::string_view wide_problems_heading = "employee,figure,first,last,problem\n";
// What each column holds: its title, its unit, the clauses whose rules give it.
std::string wide_columns(const Graph& graph, const std::vector<ReportLine>& lines);

}  // namespace mou
