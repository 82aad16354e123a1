// mou show: what a contract becomes, stage by stage.
#include <fmt/format.h>

#include <memory>

#include "analysis/declared.h"
#include "cli/command.h"
#include "cli/loading.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  std::string stage = "graph";
};

int show_command(const Options& options, Console& console) {
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  console.print(options.stage == "checked" ? declared_text(loaded->program) : dump(loaded->graph()));
  return all_is_well;
}

}  // namespace

void add_show(CommandLine& line) {
  Command command =
      line.add("show", "Print what a contract becomes: its tree, what it declares, the graph that is run");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.choice("--stage", options->stage, {"checked", "graph"}, "Which stage; graph when not given");
  command.example("mou show contracts/palm_springs/general_unit/seiu_2018.mou --stage checked");
  command.does([options, &console = line.console()] { return show_command(*options, console); });
}

}  // namespace mou
