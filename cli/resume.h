// A long report to a file can be taken up where it was interrupted. While it is written a note stands beside it of how
// far it has come, with the working files; the same command finds it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "analysis/run.h"
#include "analysis/wide_run.h"
#include "cli/report_writers.h"

namespace mou {

// A shorter report begins again.
inline constexpr std::chrono::milliseconds worth_resuming{60'000};
inline constexpr std::chrono::milliseconds between_notes{10'000};

// How far a report had come.
struct ReportNote {
  // What it was made of, the facts among it: see report_id.
  std::string report_id;
  // What was reached, in the words of whoever computes it, and how to go on with the files.
  std::string reached;
  std::string mark;
};

// The note beside a report; nothing where there is none that can be read.
std::optional<ReportNote> read_note(const std::string& report);
// Once there is nothing to take up any more.
void remove_note(const std::string& report);
// Does so at the end of its scope, whether the report is whole then or given up; nothing for the standard output.
struct EndOfNote {
  std::string report;
  ~EndOfNote();
};

// What reports have in common that can be parts of one: the format and the manifest.
std::string report_id(const std::string& format, const std::string& manifest);

// Writes the notes of one report, from time to time.
class Notes {
 public:
  Notes(std::string report, std::string report_id, std::chrono::milliseconds first = worth_resuming,
        std::chrono::milliseconds every = between_notes);

  // Does so if it is time; `mark` brings all to the disk, and gives nothing where there is no going on from there.
  void take(const std::string& reached, const std::function<std::optional<std::string>()>& mark);

 private:
  std::string report_;
  std::string report_id_;
  std::chrono::milliseconds every_;
  std::chrono::steady_clock::time_point next_;
};

// What a run had reported, of how many employees.
struct RunReached {
  RunSummary summary;
  std::uint64_t employees = 0;
};
std::string text_of(const RunReached& reached);
std::string text_of(const WideReached& reached);

// Goes on from a note instead of opening. Nothing where that cannot be.
std::optional<RunReached> take_up(ReportWriter& writer, const ReportNote& note);
std::optional<WideReached> wide_reached(const ReportNote& note);

// Passes a report on to a writer, and notes how far it has come.
class NotedReport : public RunSink {
 public:
  NotedReport(ReportWriter& writer, Notes notes) : writer_(writer), notes_(std::move(notes)) {}

  bool cell(const Cell& cell) override { return writer_.cell(cell); }
  bool finding(const Finding& finding) override { return writer_.finding(finding); }
  bool lost(const LostHours& lost) override { return writer_.lost(lost); }
  bool ranked(const Ranked& ranked) override { return writer_.ranked(ranked); }
  void reached(std::uint64_t employees, const RunSummary& so_far) override {
    notes_.take(text_of({so_far, employees}), [&] { return writer_.mark(); });
  }

 private:
  ReportWriter& writer_;
  Notes notes_;
};

}  // namespace mou
