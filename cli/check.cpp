// mou check: every mistake of one or more files in one run.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/command.h"
#include "cli/loading.h"
#include "engine/text/diagnostic.h"

namespace mou {

namespace {

struct Options {
  std::vector<std::string> files;
  std::string explain;
  std::string format = "text";
};

int explain(const std::string& wanted, Console& console) {
  std::vector<std::string_view> codes;
  for (const Code code : all_codes()) {
    codes.push_back(code_text(code));
    if (code_text(code) != wanted) continue;
    console.print(fmt::format("{}: {} ({})\n\nThe page docs/diagnostics/{}.md shows it and what to write instead.\n",
                              wanted, code_title(code),
                              code_severity(code) == Severity::error ? "an error" : "a warning", wanted));
    return all_is_well;
  }
  const std::string_view near = nearest(wanted, codes);
  return console.refuse(
      {fmt::format("no message has the code `{}`", wanted),
       near.empty() ? "codes are printed with messages, such as M0201" : fmt::format("did you mean `{}`?", near)},
      wrong_use);
}

struct Found {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::set<std::string> shown;
  // What was not looked for.
  std::set<std::string> notes;
};

// Files that several contracts use are read for each: what was said of them is said once.
void check_file(const std::string& path, const std::string& format, nlohmann::ordered_json& all, Found& found,
                Console& console) {
  const Loaded loaded = read_program(path, std::nullopt);
  const Diagnostics& diagnostics = loaded.program.diagnostics;
  for (std::string& note : not_looked_for(loaded.program.tree)) found.notes.insert(std::move(note));
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!found.shown.insert(render(diagnostic, loaded.program.sources, false)).second) continue;
    ++(code_severity(diagnostic.code) == Severity::error ? found.errors : found.warnings);
    if (format == "text") {
      console.print(render(diagnostic, loaded.program.sources, console.output_in_colour()) + "\n");
    } else {
      Diagnostics one;
      one.add(diagnostic.code, diagnostic.at, diagnostic.message) = diagnostic;
      all.push_back(nlohmann::ordered_json::parse(render_json(one, loaded.program.sources)).front());
    }
  }
}

int check_command(const Options& options, Console& console) {
  if (!options.explain.empty()) return explain(options.explain, console);
  if (options.files.empty()) {
    return console.refuse({"there is nothing to check", "name one or more .mou files"}, wrong_use);
  }
  Found found;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const std::string& path : options.files) check_file(path, options.format, all, found, console);
  if (options.format == "text") {
    for (const std::string& note : found.notes) console.print("note: " + note + "\n");
  }
  if (options.format == "json") {
    console.print(all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
  } else if (found.errors + found.warnings > 0) {
    console.print(count_text(found.errors, found.warnings) + "\n");
  } else {
    console.print("no mistakes found\n");
  }
  return found.errors + found.warnings > 0 ? has_findings : all_is_well;
}

}  // namespace

void add_check(CommandLine& line) {
  Command command = line.add("check", "Say what is wrong in contracts, all of it in one run");
  const auto options = std::make_shared<Options>();
  command.arguments("FILE", options->files, "The .mou files", Need::optional);
  command.text("--explain", "CODE", options->explain, "Say what a message's code means");
  command.choice("--format", options->format, {"text", "json"}, "For people or for programs");
  command.example("mou check contracts/palm_springs/general_unit/seiu_2018.mou");
  command.does([options, &console = line.console()] { return check_command(*options, console); });
}

}  // namespace mou
