// mou doc: the contract as a handbook.
#include <fmt/format.h>

#include <memory>

#include "analysis/handbook/handbook.h"
#include "cli/command.h"
#include "cli/handbook_page.h"
#include "cli/loading.h"
#include "cli/output_file.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  std::string out;
};

int doc_command(const Options& options, Console& console) {
  int status = all_is_well;
  const auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  const std::string page = handbook_page(make_handbook(loaded->program), manifest_of("doc", options.contract, *loaded));
  if (options.out.empty()) {
    console.print(page);
    return all_is_well;
  }
  const std::string problem = write_file(options.out, page);
  if (!problem.empty()) return console.refuse({problem, "write elsewhere"}, has_findings);
  console.print(fmt::format("wrote {}\n", options.out));
  return all_is_well;
}

}  // namespace

void add_doc(CommandLine& line) {
  Command command =
      line.add("doc", "Write the contract as a handbook: every clause with its rules, tables and examples");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  command.text("-o,--out", "FILE", options->out, "Where to write; the standard output when not given");
  command.example("mou doc contracts/palm_springs/general_unit/seiu_2018.mou -o handbook.html");
  command.does([options, &console = line.console()] { return doc_command(*options, console); });
}

}  // namespace mou
