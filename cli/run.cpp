// mou run: the figures of every employee and tick.
#include "analysis/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "cli/command.h"
#include "cli/loading.h"
#include "cli/report_writers.h"
#include "cli/write_wide.h"

namespace mou {

namespace {

constexpr unsigned most_jobs = 256;

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
  if (options.out.ends_with(".sqlite") || options.out.ends_with(".db")) return "sqlite";
  return "csv";
}

std::unique_ptr<ReportWriter> writer_for(const std::string& format, const ReportContext& context, Console& console) {
  if (format == "json") return json_writer(context, console);
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

// The lines and employees asked for; false, with the refusal told, when there is none of that name.
bool choose(const Options& options, const Graph& graph, const Facts& facts, RunRequest& request, Console& console) {
  auto lines = lines_asked_for(options, graph, request.readings);
  if (const auto* refusal = std::get_if<Refusal>(&lines)) {
    console.refuse(*refusal, wrong_use);
    return false;
  }
  request.lines = std::get<std::vector<ReportLine>>(std::move(lines));
  mark_outside_within(request.lines, graph, request.readings, *options.from, *options.to);
  auto employees = employees_named(facts, options.employees);
  if (const auto* refusal = std::get_if<Refusal>(&employees)) {
    console.refuse(*refusal, wrong_use);
    return false;
  }
  request.employees = std::get<std::vector<EmployeeId>>(std::move(employees));
  return true;
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
  const bool known = ending.empty() || ending == ".csv" || ending == ".json" || ending == ".sqlite" || ending == ".db";
  if (options.format.empty() && !known) {
    return Refusal{fmt::format("a run is not written as `{}`", ending),
                   "name FILE.csv, which a spreadsheet opens, FILE.json or FILE.sqlite; or say which of them it is "
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

int run_command(const Options& options, Console& console) {
  const std::string format = options.wide ? "csv" : format_of(options);
  if (const auto refusal = refused(options, format)) return console.refuse(*refusal, wrong_use);
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  if (options.wide) return run_wide(options, *loaded, console);
  const auto facts = load_facts(options.facts, loaded->graph(), loaded->program.sources, console, status);
  if (!facts) return status;
  RunRequest request;
  request.from = *options.from;
  request.to = *options.to;
  request.readings = loaded->readings;
  if (!choose(options, loaded->graph(), *facts, request, console)) return wrong_use;

  request.jobs = options.jobs;
  request.orders = options.figures.empty() && options.employees.empty();

  Manifest manifest = manifest_of(options, *loaded);
  add_facts(manifest, options.facts, *facts);
  const ReportContext context{loaded->graph(), *facts, request, manifest, options.out, options.manifest};
  const auto writer = writer_for(format, context, console);
  std::string problem = writer->open();
  if (!problem.empty()) return console.refuse({problem, "write elsewhere"}, has_findings);
  const RunSummary summary = run(loaded->graph(), *facts, request, *writer,
                                 [&](std::size_t done, std::size_t all) { console.progress(done, all); });
  console.progress_over();
  problem = writer->close(summary);
  if (!problem.empty()) return console.refuse({problem, "nothing was left half written"}, has_findings);
  if (format != "text" && !summary.stopped) console.complain(summary_text(summary) + "\n");
  return summary.faults + summary.findings > 0 ? has_findings : all_is_well;
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
               "FILE.manifest.json, FILE.findings.csv, FILE.orders.csv and FILE.hours_lost.csv; JSON and SQLite hold "
               "them inside");
  command.choice("--format", options->format, {"text", "csv", "json", "sqlite"},
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
