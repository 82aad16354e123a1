// mou run: the figures of every employee and tick.
#include "analysis/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "analysis/amount.h"
#include "analysis/first_look.h"
#include "analysis/unit_needs.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "cli/report_writers.h"
#include "cli/resume.h"
#include "cli/write_wide.h"

namespace mou {

namespace {

constexpr unsigned most_jobs = 256;

// How many employees must be on a roster for the order of their rows to matter to memory.
constexpr std::uint64_t worth_a_note = 10'000;

struct Options {
  ContractOptions contract;
  std::string facts;
  std::optional<Date> from;
  std::optional<Date> to;
  std::string out;
  std::string manifest;
  std::string format;
  std::vector<std::string> figures;
  std::vector<std::string> employees;
  bool wide = false;
  // As many as the machine has processors.
  unsigned jobs = std::clamp(std::thread::hardware_concurrency(), 1U, most_jobs);
};

// By the name of the file where none is asked for; the standard output gets the summary for people.
std::string format_of(const Options& options) {
  if (!options.format.empty()) return options.format;
  if (options.out.empty()) return "text";
  if (options.out.ends_with(".json")) return "json";
  if (options.out.ends_with(".jsonl")) return "jsonl";
  if (options.out.ends_with(".sqlite") || options.out.ends_with(".db")) return "sqlite";
  return "csv";
}

std::unique_ptr<ReportWriter> writer_for(const std::string& format, const ReportContext& context, Console& console) {
  if (format == "json") return json_writer(context, console);
  if (format == "jsonl") return json_lines_writer(context, console);
  if (format == "sqlite") return sqlite_writer(context);
  if (format == "csv") return csv_writer(context, console);
  return summary_writer(context, console);
}

// All but the facts.
Manifest manifest_of(const Options& options, const Loaded& loaded) {
  Manifest manifest = mou::manifest_of("run", options.contract, loaded);
  manifest.from = options.from;
  manifest.to = options.to;
  manifest.figures = options.figures;
  manifest.employees = options.employees;
  return manifest;
}

Asked<std::vector<ReportLine>> lines_asked_for(const Options& options, const Graph& graph,
                                               const std::vector<TextId>& readings) {
  if (options.figures.empty()) return usual_lines(graph, readings, *options.from, *options.to);
  return lines_named(graph, options.figures);
}

int run_wide(const Options& options, Loaded& loaded, Console& console) {
  WideRequest request;
  request.facts = options.facts;
  request.from = *options.from;
  request.to = *options.to;
  request.readings = loaded.readings;
  request.employees = options.employees;
  request.jobs = options.jobs;
  auto lines = lines_asked_for(options, loaded.graph(), request.readings);
  if (!std::holds_alternative<Refusal>(lines)) {
    lines = wide_lines(loaded.graph(), std::get<std::vector<ReportLine>>(std::move(lines)));
  }
  if (const auto* refusal = std::get_if<Refusal>(&lines)) return console.refuse(*refusal, wrong_use);
  request.lines = std::get<std::vector<ReportLine>>(std::move(lines));
  return write_wide({options.out, options.manifest}, request, loaded, manifest_of(options, loaded), console);
}

// What cannot be meant, whatever the contract says.
std::optional<Refusal> refused(const Options& options, const std::string& format) {
  if (*options.to < *options.from) {
    return Refusal{fmt::format("--to {} lies before --from {}", date_text(*options.to), date_text(*options.from)),
                   "a run goes from the earlier day to the later"};
  }
  const std::string ending = std::filesystem::path(options.out).extension().string();
  const std::array<std::string_view, 6> endings = {"", ".csv", ".json", ".jsonl", ".sqlite", ".db"};
  const bool known = std::find(endings.begin(), endings.end(), ending) != endings.end();
  if (options.format.empty() && !known) {
    return Refusal{
        fmt::format("a run is not written as `{}`", ending),
        "name FILE.csv, which a spreadsheet opens, FILE.json, FILE.jsonl or FILE.sqlite; or say which of them it is "
        "with `--format`"};
  }
  if (format == "sqlite" && options.out.empty()) {
    return Refusal{"a database cannot go to the standard output", "name a file with `--out FILE`"};
  }
  if (format == "text" && !options.out.empty()) {
    return Refusal{"the summary for people goes to the standard output", "leave `--out` away"};
  }
  if (options.wide && (options.out.empty() || format_of(options) != "csv")) {
    return Refusal{"a wide table is a CSV file", "name it with `--out FILE.csv`"};
  }
  return std::nullopt;
}

// Goes on with the run that was interrupted while it wrote this report, if it was the same; removes what another left.
// Null where there is nothing to go on with.
std::unique_ptr<ReportWriter> taken_up(const std::string& format, const ReportContext& context, const std::string& id,
                                       RunRequest& request, Console& console) {
  const auto note = context.path.empty() ? std::nullopt : read_note(context.path);
  if (!note) return nullptr;
  auto writer = writer_for(format, context, console);
  const auto reached = take_up(*writer, *note);
  if (!reached) return nullptr;
  if (note->report_id != id) {
    remove_note(context.path);
    return nullptr;
  }
  request.reported = reached->summary;
  request.reported_employees = reached->employees;
  console.complain(
      fmt::format("going on with the run that was interrupted after {} employees\n", grouped(reached->employees)));
  return writer;
}

// Writes what `compute` reports to the sink that it is given; it gives nothing when the facts changed meanwhile.
int write_report(const Options& options, Loaded& loaded, RunRequest& request, std::vector<FactsFile> files,
                 Console& console, const std::function<std::optional<RunSummary>(RunSink&, const Progress&)>& compute) {
  const std::string format = format_of(options);
  Manifest manifest = manifest_of(options, loaded);
  manifest.facts = options.facts;
  manifest.facts_files = std::move(files);
  const std::string id = report_id(format, manifest_json(manifest));
  const ReportContext context{loaded.graph(), request, manifest, options.out, options.manifest};
  auto writer = taken_up(format, context, id, request, console);
  std::string problem;
  if (writer == nullptr) {
    writer = writer_for(format, context, console);
    problem = writer->open();
  }
  if (!problem.empty()) return console.refuse({problem, "write elsewhere"}, has_findings);
  NotedReport noted(*writer, Notes(options.out, id));
  const EndOfNote end{options.out};
  const auto summary = compute(noted, [&](const Advance& advance) { console.progress(advance); });
  console.progress_over();
  if (!summary) {
    return console.refuse({fmt::format("the facts in `{}` changed while they were read", options.facts),
                           "run again when nobody is writing them; nothing was left half written"},
                          has_findings);
  }
  problem = writer->close(*summary);
  if (!problem.empty()) return console.refuse({problem, "nothing was left half written"}, has_findings);
  if (format != "text" && !summary->stopped) console.complain(summary_text(*summary) + "\n");
  return summary->faults + summary->findings > 0 ? has_findings : all_is_well;
}

int run_whole(const Options& options, Loaded& loaded, RunRequest& request, Console& console) {
  int status = all_is_well;
  const auto facts = load_facts(options.facts, loaded.graph(), loaded.program.sources, console, status);
  if (!facts) return status;
  auto employees = employees_named(*facts, options.employees);
  if (const auto* refusal = std::get_if<Refusal>(&employees)) return console.refuse(*refusal, wrong_use);
  request.employees = std::get<std::vector<EmployeeId>>(std::move(employees));
  return write_report(options, loaded, request, facts->files, console,
                      [&](RunSink& sink, const Progress& progress) -> std::optional<RunSummary> {
                        return run(loaded.graph(), *facts, request, sink, progress);
                      });
}

int run_batches(const Options& options, Loaded& loaded, RunRequest& request, const UnitNeeds& needs, Console& console) {
  const FirstLook look = look_at(options.facts, loaded.graph(), request.from, needs,
                                 [&](const Advance& advance) { console.progress(advance); });
  console.progress_over();
  int status = all_is_well;
  if (!facts_are_sound(options.facts, look.diagnostics, loaded.program.sources, console, status)) return status;
  if (look.employees >= worth_a_note) {
    for (const std::string& note : look.notes) console.complain("note: " + note + "\n");
  }
  return write_report(options, loaded, request, look.files, console, [&](RunSink& sink, const Progress& progress) {
    return run_in_batches(loaded.graph(), options.facts, look, request, sink, progress);
  });
}

int run_command(const Options& options, Console& console) {
  const std::string format = options.wide ? "csv" : format_of(options);
  if (const auto refusal = refused(options, format)) return console.refuse(*refusal, wrong_use);
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  if (options.wide) return run_wide(options, *loaded, console);
  RunRequest request;
  request.from = *options.from;
  request.to = *options.to;
  request.readings = loaded->readings;
  request.jobs = options.jobs;
  request.orders = options.figures.empty() && options.employees.empty();
  auto lines = lines_asked_for(options, loaded->graph(), request.readings);
  if (const auto* refusal = std::get_if<Refusal>(&lines)) return console.refuse(*refusal, wrong_use);
  request.lines = std::get<std::vector<ReportLine>>(std::move(lines));
  mark_outside_within(request.lines, loaded->graph(), request.readings, request.from, request.to);
  const UnitNeeds needs = unit_needs(loaded->graph(), request);
  // Who is asked for is looked for among everybody.
  const bool whole = needs.all_at_once || !options.employees.empty();
  return whole ? run_whole(options, *loaded, request, console) : run_batches(options, *loaded, request, needs, console);
}

}  // namespace

void add_run(CommandLine& line) {
  Command command = line.add("run", "Compute the figures of every employee and tick, each with its clause");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.text("--facts", "DIR", options->facts, "Folder of CSV files or SQLite database with the facts",
               Need::required);
  command.date("--from", options->from, "First day: ticks that end on or after it are computed", Need::required);
  command.date("--to", options->to, "Last day: ticks that end on or before it are computed", Need::required);
  command.text("--out", "FILE", options->out,
               "Where to write; what is there is replaced once the new file is whole. Beside FILE.csv stand "
               "FILE.manifest.json, FILE.findings.csv, FILE.orders.csv and FILE.hours_lost.csv; JSON, JSON lines (an "
               "object a line) and SQLite hold them inside. A run of more than a minute that was interrupted leaves "
               "FILE.resume, and the same command goes on with it");
  command.choice("--format", options->format, {"text", "csv", "json", "jsonl", "sqlite"},
                 "By the ending of FILE when not given; text, a summary for people, without --out");
  command.text("--manifest", "FILE", options->manifest,
               "Where the manifest of CSV goes; CSV on the standard output has none without this");
  command.texts("--figures", "NAMES", options->figures, "Only these figures, banks or measures of banks", true);
  command.texts("--employees", "NAMES", options->employees, "Only these employees", true);
  command.flag(
      "--wide", options->wide,
      "One row for each employee and tick, one column for each figure, of figures that tick alike; to a file. A "
      "cell without value is empty: FILE.problems.csv says why, FILE.columns.csv what each column is and which "
      "clauses give it. Findings, orders and hours lost are of the usual report, which has a row for each "
      "value");
  command.number("--jobs", options->jobs, 1, most_jobs,
                 "Threads that compute, one for each processor when not given; the report is the same");
  command.example(
      "mou run contracts/palm_springs/general_unit/seiu_2018.mou \\\n"
      "    --facts contracts/palm_springs/general_unit/sample_2019 --from 2019-01-01 --to 2019-12-31 --out pay.sqlite");
  command.does([options, &console = line.console()] { return run_command(*options, console); });
}

}  // namespace mou
