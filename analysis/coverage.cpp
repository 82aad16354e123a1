#include "analysis/coverage.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "analysis/examples.h"

namespace mou {

namespace {

using ast::StatementKind;

bool is_rule(const ast::Statement& statement) {
  switch (statement.kind) {
    case StatementKind::figure:
    case StatementKind::pay:
    case StatementKind::deduct:
    case StatementKind::deadline:
      return !statement.rules.empty();
    case StatementKind::bank:
      return statement.flow != ast::FlowKind::none;
    case StatementKind::raise:
    case StatementKind::change:
    case StatementKind::only_one:
    case StatementKind::require:
    case StatementKind::order:
      return true;
    default:
      return false;
  }
}

bool declares(const ast::Statement& statement) {
  switch (statement.kind) {
    case StatementKind::reading:
    case StatementKind::clock:
    case StatementKind::event:
    case StatementKind::fact:
    case StatementKind::key:
    case StatementKind::measure:
      return true;
    default:
      return false;
  }
}

// Whether the other clause continues this number: 7.2-1 does so for 7.2 and for 7, and 70 for none of them.
bool continues(std::string_view part, std::string_view whole) {
  if (part.size() <= whole.size() || !part.starts_with(whole)) return false;
  const char next = part[whole.size()];
  return next == '.' || next == '-';
}

void note_statement(const ast::Statement& statement, ClauseCoverage& clause, bool& prose) {
  if (is_rule(statement) || declares(statement)) ++clause.rules;
  if (statement.kind == StatementKind::outside) clause.outside.push_back(statement.name.text);
  if (statement.kind == StatementKind::example && statement.title) {
    clause.examples.push_back(statement.title->text);
  }
  prose = prose || statement.kind == StatementKind::prose || statement.kind == StatementKind::cites;
}

ClauseCoverage cover(const ast::Ast& tree, const ast::File& file, ast::ClauseId id) {
  const ast::Clause& written = tree.clauses[id];
  ClauseCoverage clause;
  clause.contract = file.header.name.text;
  clause.id = written.id;
  const ast::Statement& heading = tree.statements[written.heading];
  if (heading.title) clause.title = heading.title->text;
  clause.pages = heading.pages;
  bool prose = false;
  for (const ast::StatementId statement : written.statements) {
    note_statement(tree.statements[statement], clause, prose);
  }
  bool has_parts = false;
  for (ast::ClauseId other = file.first_clause; other < file.last_clause; ++other) {
    has_parts = has_parts || continues(tree.clauses[other].id, written.id);
  }
  clause.state = clause.rules > 0           ? ClauseState::computed
                 : !clause.outside.empty()  ? ClauseState::outside
                 : !clause.examples.empty() ? ClauseState::example
                 : prose                    ? ClauseState::prose
                 : has_parts                ? ClauseState::heading
                                            : ClauseState::untouched;
  return clause;
}

class Exercise : public RunSink {
 public:
  Exercise(const Graph& graph, std::vector<ClauseCoverage>& clauses) : clauses_(clauses) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < clauses.size(); ++i) places[clauses[i].contract + " " + clauses[i].id] = i;
    for (const ClauseInfo& clause : graph.clauses) {
      const auto found = places.find(clause.contract + " " + clause.id);
      places_.push_back(found == places.end() ? no_place : found->second);
    }
  }

  bool cell(const Cell& cell) override {
    if (cell.value.is_fault() || cell.employee.empty()) return true;
    for (const ClauseIndex clause : cell.clauses) note(clause, cell.employee);
    return true;
  }
  bool finding(const Finding& finding) override {
    if (!finding.employee.empty()) note(finding.clause, finding.employee);
    return true;
  }
  bool lost(const LostHours& lost) override {
    note(lost.clause, lost.employee);
    return true;
  }
  bool ranked(const Ranked& ranked) override {
    note(ranked.order->clause, ranked.employee);
    return true;
  }

 private:
  static constexpr std::size_t no_place = static_cast<std::size_t>(-1);

  // Employees come one after the other.
  void note(ClauseIndex clause, const std::string& employee) {
    if (clause == no_id || places_[clause] == no_place) return;
    std::vector<std::string>& employees = clauses_[places_[clause]].employees;
    if (employees.empty() || employees.back() != employee) employees.push_back(employee);
  }

  std::vector<ClauseCoverage>& clauses_;
  // By ClauseIndex.
  std::vector<std::size_t> places_;
};

}  // namespace

std::string_view clause_state_text(ClauseState state) {
  switch (state) {
    case ClauseState::computed:
      return "computed";
    case ClauseState::prose:
      return "prose";
    case ClauseState::outside:
      return "outside";
    case ClauseState::example:
      return "example";
    case ClauseState::heading:
      return "heading";
    case ClauseState::untouched:
      return "untouched";
  }
  return "";
}

std::vector<ClauseCoverage> coverage(const Program& program, bool whole_chain) {
  std::vector<ClauseCoverage> clauses;
  const ast::Ast& tree = program.tree;
  for (std::size_t i = 0; i < tree.files.size(); ++i) {
    if (!whole_chain && i + 1 < tree.files.size()) continue;
    const ast::File& file = tree.files[i];
    for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) clauses.push_back(cover(tree, file, id));
  }
  return clauses;
}

void work(const Program& program, std::vector<ClauseCoverage>& clauses) {
  std::unordered_map<std::string, std::size_t> counts;
  for (const ExampleResult& example : run_examples(program, Told::clauses)) {
    if (!example.passed()) continue;
    std::set<std::string> all;
    for (const ExampleCheck& check : example.checks) all.insert(check.clauses.begin(), check.clauses.end());
    for (const std::string& clause : all) ++counts[clause];
  }
  for (ClauseCoverage& clause : clauses) clause.worked = counts[clause.contract + " " + clause.id];
}

RunSummary exercise(const Graph& graph, const Facts& facts, Date from, Date to, const std::vector<TextId>& readings,
                    std::vector<ClauseCoverage>& clauses, const Progress& progress) {
  RunRequest request;
  request.from = from;
  request.to = to;
  request.readings = readings;
  request.lines = all_lines(graph);
  Exercise sink(graph, clauses);
  return run(graph, facts, request, sink, progress);
}

}  // namespace mou
