// mou schedule: the salary schedule in force on a date.
#include "analysis/schedule.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "analysis/amount.h"
#include "analysis/beyond_term.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "cli/output_file.h"
#include "cli/schedule_page.h"
#include "cli/text_table.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  std::optional<Date> on;
  std::string format = "text";
  std::string out;
};

std::string csv(const Schedule& schedule) {
  std::string out = "range,step";
  for (const ScheduleColumn& column : schedule.columns) out += "," + column.name;
  out += "\n";
  for (const ScheduleRow& row : schedule.rows) {
    out += row.range.text() + "," + row.step.text();
    for (std::size_t i = 0; i < row.amounts.size(); ++i) {
      out += ",";
      if (row.amounts[i]) out += schedule_amount(schedule.columns[i], *row.amounts[i]);
    }
    out += "\n";
  }
  return out;
}

std::string text(const Schedule& schedule, const Graph& graph, Date on, bool colour) {
  TextTable table;
  table.column("Range", TextTable::Align::right);
  table.column("Step", TextTable::Align::right);
  for (const ScheduleColumn& column : schedule.columns) table.column(column.title, TextTable::Align::right);
  const Rational* range = nullptr;
  for (const ScheduleRow& row : schedule.rows) {
    const bool again = range != nullptr && *range == row.range;
    range = &row.range;
    std::vector<std::string> cells = {again ? "" : row.range.text(), row.step.text()};
    for (std::size_t i = 0; i < row.amounts.size(); ++i) {
      cells.push_back(row.amounts[i] ? separated(schedule_amount(schedule.columns[i], *row.amounts[i])) : "");
    }
    table.row(std::move(cells));
  }
  std::vector<std::string> clauses;
  for (const ClauseIndex clause : schedule.clauses) clauses.push_back(clause_text(graph, clause));
  const bool beyond = graph.term_last && *graph.term_last < on;
  std::string out =
      fmt::format("{}\nSalary schedule in force on {}, clause {}\n{}\n{}", graph.title, date_text(on),
                  fmt::join(clauses, "; "), beyond ? beyond_term(*graph.term_last) + "\n" : "", table.text(colour));
  if (schedule.classes.empty()) return out;
  TextTable classes;
  classes.column("Range", TextTable::Align::right);
  classes.column("Classification");
  classes.column("");
  for (const ClassRange& one : schedule.classes) {
    classes.row({one.range.text(), one.classification, one.in_schedule ? "" : "the schedule has no such range"});
  }
  return out + "\n" + classes.text(colour);
}

int schedule_command(const Options& options, Console& console) {
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  const auto made = schedule_on(loaded->graph(), *options.on, loaded->readings);
  if (const auto* refusal = std::get_if<Refusal>(&made)) return console.refuse(*refusal, has_findings);
  const Schedule& schedule = std::get<Schedule>(made);
  std::string out;
  if (options.format == "csv") {
    out = csv(schedule);
  } else if (options.format == "html") {
    Manifest manifest = manifest_of("schedule", options.contract, *loaded);
    manifest.from = manifest.to = options.on;
    out = schedule_page(schedule, loaded->graph(), *options.on, manifest);
  } else {
    out = text(schedule, loaded->graph(), *options.on, options.out.empty() && console.output_in_colour());
  }
  if (options.out.empty()) {
    console.print(out);
    return all_is_well;
  }
  const std::string problem = write_file(options.out, out);
  if (!problem.empty()) return console.refuse({problem, "write elsewhere"}, has_findings);
  console.print(fmt::format("wrote {}\n", options.out));
  return all_is_well;
}

}  // namespace

void add_schedule(CommandLine& line) {
  Command command = line.add("schedule", "Print the salary schedule in force on a date");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.date("--on", options->on, "The day", Need::required);
  command.choice("--format", options->format, {"text", "csv", "html"}, "html is one page to print or publish");
  command.text("--out", "FILE", options->out, "Where to write; the standard output when not given");
  command.example("mou schedule contracts/palm_springs/general_unit/seiu_2018.mou --on 2018-10-07 --format csv");
  command.does([options, &console = line.console()] { return schedule_command(*options, console); });
}

}  // namespace mou
