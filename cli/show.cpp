// mou show: what a contract becomes, stage by stage.
#include <fmt/format.h>

#include <memory>

#include "analysis/batch.h"
#include "analysis/declared.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "dsl/syntax/dump.h"
#include "dsl/syntax/parse.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  std::string stage = "graph";
};

// The tree also of a file with mistakes: it is what was read.
int show_tree(const Options& options, Console& console) {
  std::string why;
  auto text = read_bytes(options.contract.path, why);
  if (!text) {
    return console.refuse({fmt::format("cannot read `{}`: {}", options.contract.path, why), "name a .mou file"},
                          has_findings);
  }
  Sources sources;
  ast::Ast tree;
  Diagnostics diagnostics;
  parse(sources, sources.add(options.contract.path, std::move(*text)), tree, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    console.complain(render(diagnostic, sources, console.errors_in_colour()) + "\n");
  }
  console.print(dump(tree));
  return diagnostics.has_errors() ? has_findings : all_is_well;
}

int show_command(const Options& options, Console& console) {
  if (options.stage == "tree") return show_tree(options, console);
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  if (options.stage == "plan") {
    console.print(dump(plan_of_report(loaded->graph(), all_lines(loaded->graph())), loaded->graph()));
  } else {
    console.print(options.stage == "checked" ? declared_text(loaded->program) : dump(loaded->graph()));
  }
  return all_is_well;
}

}  // namespace

void add_show(CommandLine& line) {
  Command command =
      line.add("show", "Print what a contract becomes: its tree, what it declares, the graph, the plan that is run");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.choice("--stage", options->stage, {"tree", "checked", "graph", "plan"}, "Which stage; graph when not given");
  command.example("mou show contracts/palm_springs/general_unit/seiu_2018.mou --stage checked");
  command.does([options, &console = line.console()] { return show_command(*options, console); });
}

}  // namespace mou
