#include "cli/write_wide.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "analysis/amount.h"
#include "cli/output_file.h"
#include "cli/parts.h"
#include "cli/resume.h"
#include "engine/facts/fact_source.h"

namespace mou {

namespace {

// "pay.csv" as "pay".
std::string stem_of(const std::string& path) {
  return path.ends_with(".csv") ? path.substr(0, path.size() - 4) : path;
}

// The files of a wide table; they stand in their places once all of it is there.
class WideFiles : public WideSink {
 public:
  WideFiles(const WideOptions& options, const Graph& graph, const std::vector<ReportLine>& lines)
      : graph_(graph),
        lines_(lines),
        table_path_(options.out),
        problems_path_(stem_of(options.out) + ".problems.csv"),
        columns_path_(stem_of(options.out) + ".columns.csv"),
        manifest_path_(options.manifest.empty() ? stem_of(options.out) + ".manifest.json" : options.manifest) {}

  // Empty when it can be written, else why not.
  std::string open() {
    files_ = std::make_unique<Files>();
    std::string problem = open_parts(parts());
    if (!problem.empty()) return problem;
    files_->table.write(wide_heading(lines_));
    files_->problems.write(wide_problems_heading);
    files_->columns.write(wide_columns(graph_, lines_));
    return "";
  }

  // Instead of opening them.
  bool take_up(const std::string& mark) {
    files_ = std::make_unique<Files>();
    return take_up_parts(parts(), mark).empty();
  }
  void note_with(Notes& notes) { notes_ = &notes; }

  bool can_begin_again() const override { return !files_->table.in_place() && !files_->problems.in_place(); }
  void begin() override {
    // Opened once with success; a failure from now on is that of writing.
    if (can_begin_again()) problem_ = open();
  }
  bool rows(std::string_view csv) override { return problem_.empty() && files_->table.write(csv); }
  bool problems(std::string_view csv) override { return problem_.empty() && files_->problems.write(csv); }

  void reached(const WideReached& so_far) override {
    if (notes_ != nullptr) notes_->take(text_of(so_far), [&] { return marks_text(parts()); });
  }

  // Empty when all went well, else what did not.
  std::string commit(const Manifest& manifest) {
    if (!problem_.empty()) return problem_;
    files_->manifest.write(manifest_json(manifest));
    return commit_parts(parts());
  }

 private:
  struct Files {
    OutputFile table;
    OutputFile problems;
    OutputFile columns;
    OutputFile manifest;
  };

  std::vector<Part> parts() {
    return {{"table", table_path_, &files_->table},
            {"problems", problems_path_, &files_->problems},
            {"columns", columns_path_, &files_->columns},
            {"manifest", manifest_path_, &files_->manifest}};
  }

  const Graph& graph_;
  const std::vector<ReportLine>& lines_;
  Notes* notes_ = nullptr;
  std::string table_path_;
  std::string problems_path_;
  std::string columns_path_;
  std::string manifest_path_;
  std::unique_ptr<Files> files_;
  std::string problem_;
};

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string summary_text(const WideSummary& summary) {
  std::string text = fmt::format("{}, {}, {}", counted(summary.employees, "employee", "employees"),
                                 counted(summary.rows, "row", "rows"), counted(summary.cells, "value", "values"));
  if (summary.left_out > 0) {
    text += fmt::format(", {} not employed under this contract then", counted(summary.left_out, "person", "people"));
  }
  text +=
      fmt::format("; {}", counted(summary.faults, "value that cannot be computed", "values that cannot be computed"));
  return text + "\n";
}

// What the contract asks to be looked at and a wide table has no room for.
std::string left_out_text(const Graph& graph) {
  const auto required =
      static_cast<std::uint64_t>(std::count_if(graph.figures.begin(), graph.figures.end(), [](const Figure& figure) {
        return figure.kind == FigureKind::requirement;
      }));
  if (required == 0 && graph.rankings.empty() && graph.banks.empty()) return "";
  std::vector<std::string> parts;
  if (required > 0) parts.push_back(counted(required, "requirement", "requirements"));
  if (!graph.rankings.empty()) parts.push_back(counted(graph.rankings.size(), "order", "orders"));
  if (!graph.banks.empty()) parts.push_back("what limits took from banks");
  return fmt::format("note: not looked at in a wide table: {}; `mou run` without `--wide` reports them\n",
                     fmt::join(parts, ", "));
}

// Goes on with the table that was interrupted, if it was the same; removes what another left.
std::optional<WideReached> taken_up(const WideOptions& options, const std::string& id, WideFiles& files,
                                    Console& console) {
  const auto note = read_note(options.out);
  const auto reached = note ? wide_reached(*note) : std::nullopt;
  if (!reached || !files.take_up(note->mark)) return std::nullopt;
  if (note->report_id != id) {
    remove_note(options.out);
    return std::nullopt;
  }
  console.complain(fmt::format("going on with the run that was interrupted after {} employees\n",
                               grouped(reached->summary.employees + reached->summary.left_out)));
  return reached;
}

}  // namespace

int write_wide(const WideOptions& options, WideRequest& request, Loaded& loaded, Manifest manifest, Console& console) {
  const Graph& graph = loaded.graph();
  WideFiles files(options, graph, request.lines);
  const std::string id = report_id("wide", manifest_json(manifest) + facts_state(request.facts, graph.schema));
  request.reached = taken_up(options, id, files, console);
  const std::string closed = request.reached ? "" : files.open();
  if (!closed.empty()) return console.refuse({closed, "write elsewhere"}, has_findings);
  Notes notes(options.out, id);
  files.note_with(notes);
  auto done = wide_run(graph, request, files, [&](const Advance& advance) { console.progress(advance); });
  console.progress_over();
  const EndOfNote end{options.out};
  if (const auto* refusal = std::get_if<Refusal>(&done)) return console.refuse(*refusal, wrong_use);
  const WideOutcome& outcome = std::get<WideOutcome>(done);
  int status = all_is_well;
  if (!facts_are_sound(request.facts, outcome.diagnostics, loaded.program.sources, console, status)) return status;
  for (const std::string& note : outcome.notes) console.complain("note: " + note + "\n");
  manifest.facts = request.facts;
  manifest.facts_files = outcome.files;
  const std::string problem = files.commit(manifest);
  if (!problem.empty()) return console.refuse({problem, "nothing was left half written"}, has_findings);
  console.complain(left_out_text(graph) + summary_text(outcome.summary));
  return outcome.summary.faults > 0 ? has_findings : all_is_well;
}

}  // namespace mou
