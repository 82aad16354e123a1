// mou facts: what a contract wants to know of employees, as a list or as tables to fill, and whether a folder says it.
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/loading.h"
#include "engine/facts/read_facts.h"
#include "engine/facts/templates.h"
#include "engine/text/diagnostic.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  std::string templates;
  std::string check;
  std::string format = "text";
};

int write_the_templates(const std::string& folder, const Schema& schema, Console& console) {
  const WrittenTemplates written = write_templates(schema, folder);
  for (const std::string& file : written.written) console.print(fmt::format("wrote {}\n", file));
  for (const std::string& file : written.kept) console.print(fmt::format("kept {}, which is there already\n", file));
  if (written.problem.empty()) return all_is_well;
  return console.refuse({written.problem, "name a folder that can be written to"}, has_findings);
}

int check_folder(const Options& options, Loaded& loaded, Console& console) {
  Diagnostics diagnostics;
  const Facts facts =
      read_facts(options.check, loaded.graph().schema, loaded.graph().texts, diagnostics, KeepRows::none);
  if (options.format == "json") {
    console.print(render_json(diagnostics, loaded.program.sources));
    return diagnostics.all().empty() ? all_is_well : has_findings;
  }
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    console.print(render(diagnostic, loaded.program.sources, console.output_in_colour()) + "\n");
    if (code_severity(diagnostic.code) == Severity::error) ++errors;
  }
  for (const FactsFile& file : facts.files) {
    console.print(fmt::format("{}: {} row{}\n", file.path, file.rows, file.rows == 1 ? "" : "s"));
  }
  console.print(fmt::format("{} employee{}; {}\n", facts.employees.size(), facts.employees.size() == 1 ? "" : "s",
                            count_text(errors, diagnostics.all().size() - errors)));
  return diagnostics.all().empty() ? all_is_well : has_findings;
}

int facts_command(const Options& options, Console& console) {
  if (!options.templates.empty() && !options.check.empty()) {
    return console.refuse({"--templates and --check cannot go together", "run the command once for each"}, wrong_use);
  }
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  const Schema& schema = loaded->graph().schema;
  if (!options.templates.empty()) return write_the_templates(options.templates, schema, console);
  if (!options.check.empty()) return check_folder(options, *loaded, console);
  console.print(options.format == "json"  ? facts_list_json(schema)
                : options.format == "csv" ? facts_list_csv(schema)
                                          : facts_list_text(schema));
  return all_is_well;
}

}  // namespace

void add_facts(CommandLine& line) {
  Command command = line.add(
      "facts", "List the facts that a contract asks for, write empty tables for them, or check a folder of facts");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.text("--templates", "DIR", options->templates,
               "Write an empty CSV table for each, with its heading; what is there is left alone");
  command.text("--check", "DIR", options->check, "Say what is wrong in a folder of facts, by file, row and column");
  command.choice("--format", options->format, {"text", "csv", "json"}, "Of the list; of a check text or json");
  command.example("mou facts contracts/palm_springs/general_unit/seiu_2018.mou --templates my_facts");
  command.does([options, &console = line.console()] { return facts_command(*options, console); });
}

}  // namespace mou
