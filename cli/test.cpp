// mou test: the examples that stand in contracts.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/examples.h"
#include "cli/command.h"
#include "cli/loading.h"

namespace mou {

namespace {

struct Options {
  std::vector<std::string> files;
  std::string format = "text";
};

using Json = nlohmann::ordered_json;

struct Tally {
  // Contracts whose examples were run.
  std::size_t files = 0;
  std::size_t passed = 0;
  std::size_t failed = 0;
};

std::string place(const Sources& sources, Span at) {
  if (!at.known()) return "";
  return fmt::format("{}:{}", sources.path(at.file), sources.position(at.file, at.begin).line);
}

void print_result(const ExampleResult& result, const Sources& sources, Console& console) {
  const std::string clause = result.clause.empty() ? "" : fmt::format("clause {}: ", result.clause);
  console.print(fmt::format("{}  {}{}  {}\n", result.passed() ? console.green("ok  ") : console.red("FAIL"), clause,
                            result.title, console.faint(place(sources, result.span))));
  for (const Note& problem : result.problems) {
    console.print(fmt::format("        {} ({})\n", problem.text, place(sources, problem.at)));
  }
  for (const ExampleCheck& check : result.checks) {
    if (check.holds) continue;
    console.print(fmt::format("        {} is {}, not {}\n", check.what, check.actual, check.expected));
    std::string indented;
    for (const char c : check.trace) {
      indented += c;
      if (c == '\n') indented += "          ";
    }
    if (!indented.empty())
      console.print("          " + indented.substr(0, indented.find_last_not_of(" \n") + 1) + "\n");
  }
}

Json result_json(const ExampleResult& result, const Sources& sources) {
  Json problems = Json::array();
  for (const Note& problem : result.problems)
    problems.push_back({{"at", place(sources, problem.at)}, {"text", problem.text}});
  Json checks = Json::array();
  for (const ExampleCheck& check : result.checks) {
    checks.push_back(
        {{"what", check.what}, {"expected", check.expected}, {"actual", check.actual}, {"holds", check.holds}});
  }
  return {{"title", result.title},     {"clause", result.clause},         {"at", place(sources, result.span)},
          {"passed", result.passed()}, {"problems", std::move(problems)}, {"checks", std::move(checks)}};
}

int test_command(const Options& options, Console& console) {
  Tally tally;
  Json all = Json::array();
  int status = all_is_well;
  for (const std::string& path : options.files) {
    int file_status = all_is_well;
    auto loaded = load({path, std::nullopt, {}, {}}, console, file_status);
    status = std::max(status, file_status);
    if (!loaded) continue;
    ++tally.files;
    for (const ExampleResult& result : run_examples(loaded->program)) {
      ++(result.passed() ? tally.passed : tally.failed);
      if (options.format == "json") {
        all.push_back(result_json(result, loaded->program.sources));
      } else {
        print_result(result, loaded->program.sources, console);
      }
    }
  }
  if (options.format == "json") {
    console.print(all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  } else if (tally.files > 0) {
    console.print(fmt::format("{} example{} hold{}, {} {} not\n", tally.passed, tally.passed == 1 ? "" : "s",
                              tally.passed == 1 ? "s" : "", tally.failed, tally.failed == 1 ? "does" : "do"));
  }
  return tally.failed > 0 ? has_findings : status;
}

}  // namespace

void add_test(CommandLine& line) {
  Command command = line.add("test", "Run the examples that stand in contracts");
  const auto options = std::make_shared<Options>();
  command.arguments("FILE", options->files, "The .mou files; their predecessors' examples run with them",
                    Need::required);
  command.choice("--format", options->format, {"text", "json"}, "For people or for programs");
  command.example("mou test contracts/palm_springs/general_unit/seiu_2018.mou");
  command.does([options, &console = line.console()] { return test_command(*options, console); });
}

}  // namespace mou
