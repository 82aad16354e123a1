#include "cli/report_writers.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/amount.h"

namespace mou {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

}  // namespace

std::string clause_ids(const Graph& graph, const std::vector<ClauseIndex>& clauses) {
  std::string text;
  for (const ClauseIndex clause : clauses) {
    if (!text.empty()) text += "; ";
    text += graph.clauses[clause].id;
  }
  return text;
}

std::string contract_names(const Graph& graph, const std::vector<ClauseIndex>& clauses) {
  std::vector<std::string_view> names;
  for (const ClauseIndex clause : clauses) {
    const std::string_view name = graph.clauses[clause].contract;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return fmt::format("{}", fmt::join(names, "; "));
}

std::string problem_text(const Cell& cell) {
  return cell.no_rule ? "no rule applies" : cell.fault;
}

std::string summary_text(const RunSummary& summary) {
  std::string text = fmt::format("{}, {}", counted(summary.employees, "employee", "employees"),
                                 counted(summary.cells, "value", "values"));
  if (summary.left_out > 0) {
    text += fmt::format(", {} not employed under this contract then", counted(summary.left_out, "person", "people"));
  }
  text += fmt::format("; {}, {}",
                      counted(summary.faults, "value that cannot be computed", "values that cannot be computed"),
                      counted(summary.findings, "finding", "findings"));
  if (summary.losses > 0) text += fmt::format(", {} of hours at a limit", counted(summary.losses, "loss", "losses"));
  return text;
}

}  // namespace mou
