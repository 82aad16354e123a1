// mou coverage: what of a contract is computed, and who exercised it.
#include "analysis/coverage.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/amount.h"
#include "cli/command.h"
#include "cli/loading.h"
#include "cli/text_table.h"
#include "engine/facts/templates.h"

namespace mou {

namespace {

struct Options {
  ContractOptions contract;
  OverFacts over;
  bool chain = false;
  std::string format = "text";
};

constexpr std::size_t most_named = 3;

// "0001, 0002, 0003 and 317 more".
std::string some_employees(const std::vector<std::string>& employees) {
  const auto some = static_cast<std::ptrdiff_t>(std::min(employees.size(), most_named));
  const std::vector<std::string> names(employees.begin(), employees.begin() + some);
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (employees.size() > most_named) text += fmt::format(" and {} more", employees.size() - most_named);
  return text;
}

// Examples that work the clause out: those that rest on its rules, or stand in it where it has none.
std::size_t worked(const ClauseCoverage& clause) {
  return clause.state == ClauseState::example ? clause.examples.size() : clause.worked;
}

std::string text(const std::vector<ClauseCoverage>& clauses, bool over_facts, bool colour) {
  TextTable table;
  table.column("Clause");
  table.column("Page", TextTable::Align::right);
  table.column("Title");
  table.column("Is");
  table.column("Rules", TextTable::Align::right);
  table.column("Examples", TextTable::Align::right);
  table.column("Employees");
  std::map<ClauseState, std::size_t> counts;
  for (const ClauseCoverage& clause : clauses) {
    ++counts[clause.state];
    const auto number = [](std::size_t count) { return count == 0 ? std::string() : std::to_string(count); };
    std::string employees;
    if (over_facts && clause.state == ClauseState::computed) {
      employees = clause.employees.empty() ? "nobody" : some_employees(clause.employees);
    }
    table.row({clause.id, clause.pages, clause.title, std::string(clause_state_text(clause.state)),
               number(clause.rules), number(worked(clause)), employees});
  }
  std::vector<std::string> parts;
  for (const auto& [state, count] : counts) parts.push_back(fmt::format("{} {}", count, clause_state_text(state)));
  if (clauses.empty()) return "There are no clauses in this file.\n";
  return fmt::format("{}\n{} clauses: {}.\n", table.text(colour), clauses.size(), fmt::join(parts, ", "));
}

std::string csv(const std::vector<ClauseCoverage>& clauses) {
  std::string out = "contract,clause,page,title,state,rules,outside,examples,employees\n";
  for (const ClauseCoverage& clause : clauses) {
    out += fmt::format("{},{},{},{},{},{},{},{},{}\n", clause.contract, csv_field(clause.id), csv_field(clause.pages),
                       csv_field(clause.title), clause_state_text(clause.state), clause.rules,
                       csv_field(fmt::format("{}", fmt::join(clause.outside, " "))), worked(clause),
                       clause.employees.size());
  }
  return out;
}

std::string json(const std::vector<ClauseCoverage>& clauses, bool over_facts, const Manifest& manifest) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const ClauseCoverage& clause : clauses) {
    Json one = {{"contract", clause.contract},
                {"clause", clause.id},
                {"page", clause.pages},
                {"title", clause.title},
                {"state", clause_state_text(clause.state)},
                {"rules", clause.rules},
                {"outside", clause.outside},
                {"examples", clause.examples},
                {"worked", worked(clause)}};
    if (over_facts) one["employees"] = clause.employees;
    list.push_back(std::move(one));
  }
  const Json whole = {{"manifest", Json::parse(manifest_json(manifest))}, {"clauses", std::move(list)}};
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int coverage_command(const Options& options, Console& console) {
  if (const auto refusal = refused(options.over)) return console.refuse(*refusal, wrong_use);
  int status = all_is_well;
  auto loaded = load(options.contract, console, status);
  if (!loaded) return status;
  std::vector<ClauseCoverage> clauses = coverage(loaded->program, options.chain);
  work(loaded->program, clauses);
  Manifest manifest = manifest_of("coverage", options.contract, *loaded);
  if (options.over.given()) {
    const auto facts = load_facts(options.over.facts, loaded->graph(), loaded->program.sources, console, status);
    if (!facts) return status;
    add_facts(manifest, options.over.facts, *facts);
    manifest.from = options.over.from;
    manifest.to = options.over.to;
    exercise(loaded->graph(), *facts, *options.over.from, *options.over.to, loaded->readings, clauses,
             [&](const Advance& advance) { console.progress(advance); });
    console.progress_over();
  }
  console.print(options.format == "json"  ? json(clauses, options.over.given(), manifest)
                : options.format == "csv" ? csv(clauses)
                                          : text(clauses, options.over.given(), console.output_in_colour()));
  const auto untouched = [](const ClauseCoverage& clause) { return clause.state == ClauseState::untouched; };
  return std::any_of(clauses.begin(), clauses.end(), untouched) ? has_findings : all_is_well;
}

}  // namespace

void add_coverage(CommandLine& line) {
  Command command = line.add("coverage", "Say of every clause whether it is computed, and who exercised it");
  const auto options = std::make_shared<Options>();
  add_contract(command, options->contract);
  add_over_facts(command, options->over, "Also say which employees' figures came from each clause");
  command.flag("--chain", options->chain, "Also the clauses of the files that the contract uses and succeeds");
  command.choice("--format", options->format, {"text", "csv", "json"}, "For people or for programs");
  command.example(
      "mou coverage contracts/palm_springs/general_unit/seiu_2018.mou \\\n"
      "    --facts contracts/palm_springs/general_unit/sample_2019 --from 2019-01-01 --to 2019-12-31");
  command.does([options, &console = line.console()] { return coverage_command(*options, console); });
}

}  // namespace mou
