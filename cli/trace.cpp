// mou trace: why a figure has its value.
#include "engine/trace/trace.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/lines.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "engine/reference/evaluator.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  std::string facts;
  std::string employee;
  std::string figure;
  std::optional<Date> on;
  std::string format = "text";
  std::string fold = "screen";
};

// One tree for each row of an event on the day, one in all for any other line. A bank is explained over the pay period
// around the day.
std::vector<TraceNode> traces_of(Evaluator& evaluator, const ReportLine& line, EmployeeId employee, Date on) {
  const Graph& graph = evaluator.graph();
  if (line.bank != no_id) {
    const auto period = line.clock == no_id ? std::nullopt : tick_around(evaluator.clock_of(line.clock), on);
    const Date first = period ? period->first : on;
    const Date last = period ? period->last : on;
    return {explain_bank(evaluator, line.bank, line.measure, employee, first, last)};
  }
  if (line.event == no_id) return {explain(evaluator, line.figure, employee, on)};
  std::vector<TraceNode> traces;
  Scope scope;
  scope.employee = graph.events[line.event].of_the_city ? no_employee : employee;
  for (const std::uint32_t row : evaluator.rows_in(line.event, scope, on, on)) {
    traces.push_back(explain_row(evaluator, line.figure, scope.employee, row));
  }
  return traces;
}

std::string text_of(const TraceNode& trace, const std::string& fold) {
  if (fold == "line") return trace_line(trace) + "\n";
  return trace_text(trace, fold == "screen" ? one_screen : TraceFold{});
}

bool has_fault(const TraceNode& trace) {
  return trace.kind == TraceKind::fault || trace.value.empty();
}

int trace_command(const Options& options, Console& console) {
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  const auto lines = lines_named(loaded->graph(), {options.figure});
  if (const auto* refusal = std::get_if<Refusal>(&lines)) return console.refuse(*refusal, wrong_use);
  const auto facts = load_facts(options.facts, loaded->graph(), loaded->program.sources, console, status);
  if (!facts) return status;
  const auto employees = employees_named(*facts, {options.employee});
  if (const auto* refusal = std::get_if<Refusal>(&employees)) return console.refuse(*refusal, wrong_use);
  const EmployeeId employee = std::get<std::vector<EmployeeId>>(employees).front();
  Evaluator evaluator(loaded->graph(), *facts, {*options.on, *options.on, loaded->readings});
  std::vector<TraceNode> traces;
  for (const ReportLine& line : std::get<std::vector<ReportLine>>(lines)) {
    for (TraceNode& trace : traces_of(evaluator, line, employee, *options.on)) traces.push_back(std::move(trace));
  }
  if (traces.empty()) {
    return console.refuse({fmt::format("employee {} has no row on {} that `{}` is given for", options.employee,
                                       date_text(*options.on), options.figure),
                           "ask for the day of the event"},
                          has_findings);
  }
  if (options.format == "json") {
    Manifest manifest = manifest_of("trace", options.contract, *loaded);
    add_facts(manifest, options.facts, *facts);
    manifest.from = manifest.to = options.on;
    manifest.figures = {options.figure};
    manifest.employees = {options.employee};
    nlohmann::ordered_json trees = nlohmann::ordered_json::array();
    for (const TraceNode& trace : traces) trees.push_back(nlohmann::ordered_json::parse(trace_json(trace)));
    const nlohmann::ordered_json json = {{"manifest", nlohmann::ordered_json::parse(manifest_json(manifest))},
                                         {"traces", std::move(trees)}};
    console.print(json.dump(2) + "\n");
  } else {
    for (const TraceNode& trace : traces) console.print(text_of(trace, options.fold));
  }
  return std::any_of(traces.begin(), traces.end(), has_fault) ? has_findings : all_is_well;
}

}  // namespace

void add_trace(CommandLine& line) {
  Command command = line.add("trace", "Say why a figure has its value, down to facts and clauses");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.text("--facts", "DIR", options->facts, "Folder of CSV files or SQLite database with the facts",
               Need::required);
  command.text("--employee", "NAME", options->employee, "Identifier as in the roster, with its leading zeros",
               Need::required);
  command.text("--figure", "NAME", options->figure, "A figure, a bank or a measure of a bank", Need::required);
  command.date("--on", options->on, "Any day of the tick; of a figure of an event the day of its row", Need::required);
  command.choice("--format", options->format, {"text", "json"}, "For people or for programs; json is always whole");
  command.choice("--fold", options->fold, {"line", "screen", "full"}, "How much to show; screen when not given");
  command.example(
      "mou trace contracts/palm_springs/general_unit/seiu_2018.mou \\\n"
      "    --facts contracts/palm_springs/general_unit/sample_2019 --employee 0001 --figure base_pay --on 2019-07-05");
  command.does([options, &console = line.console()] { return trace_command(*options, console); });
}

}  // namespace mou
