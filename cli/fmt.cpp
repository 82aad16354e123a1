// mou fmt: the one way to write a file.
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/loading.h"
#include "cli/near_file.h"
#include "cli/output_file.h"
#include "dsl/format/format.h"
#include "dsl/syntax/parse.h"

namespace mou {

namespace {

struct Options {
  std::vector<std::string> files;
  bool check = false;
  bool stdout_only = false;
};

int fmt_file(const std::string& path, const Options& options, Console& console) {
  std::string why;
  auto bytes = read_bytes(path, why);
  if (!bytes) {
    return console.refuse({fmt::format("cannot read `{}`: {}", path, why), unread_help(path, "name a .mou file")},
                          has_findings);
  }
  Sources sources;
  const std::uint32_t source = sources.add(path, *bytes);
  ast::Ast tree;
  Diagnostics diagnostics;
  parse(sources, source, tree, diagnostics);
  const auto formatted = format(sources, source, tree, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    console.complain(render(diagnostic, sources, console.errors_in_colour()) + "\n");
  }
  if (!formatted) {
    return console.refuse({fmt::format("`{}` was left as it is", path), "correct the mistakes first"}, has_findings);
  }
  if (options.stdout_only) {
    console.print(*formatted);
    return all_is_well;
  }
  if (*formatted == *bytes) return all_is_well;
  if (options.check) {
    console.print(fmt::format("{} is not in its canonical form\n", path));
    return has_findings;
  }
  const std::string problem = write_file(path, *formatted);
  if (!problem.empty()) return console.refuse({problem, "the file was left as it is"}, has_findings);
  console.print(fmt::format("formatted {}\n", path));
  return all_is_well;
}

int fmt_command(const Options& options, Console& console) {
  if (options.check && options.stdout_only) {
    return console.refuse({"--check and --stdout cannot go together", "run the command once for each"}, wrong_use);
  }
  int status = all_is_well;
  for (const std::string& path : options.files) status = std::max(status, fmt_file(path, options, console));
  return status;
}

}  // namespace

void add_fmt(CommandLine& line) {
  Command command = line.add("fmt", "Put contracts into their canonical form");
  const auto options = std::make_shared<Options>();
  command.arguments("FILE", options->files, "The .mou files", Need::required);
  command.flag("--check", options->check, "Change nothing; say which files are not in it");
  command.flag("--stdout", options->stdout_only, "Change nothing; print the canonical form");
  command.example("mou fmt --check contracts/palm_springs/general_unit/seiu_2018.mou");
  command.does([options, &console = line.console()] { return fmt_command(*options, console); });
}

}  // namespace mou
