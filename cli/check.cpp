// mou check: every mistake of one or more files in one run.
#include <fmt/format.h>

#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "analysis/examples.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "cli/message_pages.h"
#include "dsl/check/document.h"
#include "engine/text/diagnostic.h"

namespace mou {

namespace {

struct Options {
  std::vector<std::string> files;
  std::string explain;
  std::string document;
  std::string format = "text";
};

// The page of a code, which may be written in small letters.
int explain(std::string wanted, Console& console) {
  for (char& c : wanted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (const std::string_view page = message_page(wanted); !page.empty()) {
    console.print(std::string(page));
    return all_is_well;
  }
  std::vector<std::string_view> codes;
  for (const Code code : all_codes()) codes.push_back(code_text(code));
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

// What the program says of itself, of its examples and of the text of its document.
Diagnostics diagnostics_of(Loaded& loaded, const std::optional<std::string>& document, const std::string& document_path,
                           Found& found) {
  Diagnostics all = loaded.program.diagnostics;
  if (loaded.program.graph) report(run_examples(loaded.program, Told::failures), all);
  const ast::Ast& tree = loaded.program.tree;
  const bool held = document && !tree.files.empty() && !all.has_errors();
  if (held) {
    const std::uint32_t source = loaded.program.sources.add(document_path, *document);
    const DocumentRead read =
        check_document(tree, loaded.program.sources, loaded.program.checked, tree.files.back(), source, all);
    found.notes.insert(fmt::format("`{}`: the passages of {} of {} computed numbers were found in the document",
                                   tree.files.back().header.name.text, read.found, read.clauses));
  }
  for (std::string& note : not_looked_for(tree, held ? &tree.files.back() : nullptr))
    found.notes.insert(std::move(note));
  all.sort();
  return all;
}

// Files that several contracts use are read for each: what was said of them is said once.
void check_file(const std::string& path, const Options& options, const std::optional<std::string>& document,
                nlohmann::ordered_json& all, Found& found, Console& console) {
  Loaded& loaded = hold(read_program(path, std::nullopt, {}, NumberBounds::left_out));
  const Diagnostics diagnostics = diagnostics_of(loaded, document, options.document, found);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!found.shown.insert(render(diagnostic, loaded.program.sources, false)).second) continue;
    ++(code_severity(diagnostic.code) == Severity::error ? found.errors : found.warnings);
    if (options.format == "text") {
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
  std::optional<std::string> document;
  if (!options.document.empty()) {
    if (options.files.size() > 1) {
      return console.refuse({"a document is that of one contract", "name one .mou file with `--document`"}, wrong_use);
    }
    std::string why;
    document = read_bytes(options.document, why);
    if (!document) {
      return console.refuse(
          {fmt::format("cannot read `{}`: {}", options.document, why), "name the text of the signed document"},
          has_findings);
    }
  }
  Found found;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const std::string& path : options.files) check_file(path, options, document, all, found, console);
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
  command.text("--explain", "CODE", options->explain, "Print the page of a message, such as M0201");
  command.text(
      "--document", "TEXTFILE", options->document,
      "Hold the text of the document against it: numbers that no rule uses, words that disagree with numerals");
  command.choice("--format", options->format, {"text", "json"}, "For people or for programs");
  command.example("mou check contracts/palm_springs/general_unit/seiu_2018.mou");
  command.does([options, &console = line.console()] { return check_command(*options, console); });
}

}  // namespace mou
