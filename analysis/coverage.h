// How much of a contract is computed: every clause of the document, what stands for it, and who exercised it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/run.h"
#include "dsl/program.h"

namespace mou {

enum class ClauseState : std::uint8_t {
  // Has rules.
  computed,
  // Says in words what nobody computes.
  prose,
  // Names what somebody outside supplies, and has no rule of its own.
  outside,
  // Works out an example of what other clauses say.
  example,
  // Its parts continue its number.
  heading,
  // Nothing stands in it.
  untouched,
};

std::string_view clause_state_text(ClauseState state);

struct ClauseCoverage {
  std::string contract;
  std::string id;
  std::string title;
  std::string pages;
  ClauseState state = ClauseState::untouched;
  // Rules, lines of banks, raises, readings and requirements in it.
  std::size_t rules = 0;
  // Names that somebody outside supplies.
  std::vector<std::string> outside;
  // Titles of the examples that stand in it.
  std::vector<std::string> examples;
  // Examples, wherever they stand, that hold and rest on one of its rules; filled by `work`.
  std::size_t worked = 0;
  // Employees to whom one of its rules gave a value; filled by `exercise`.
  std::vector<std::string> employees;
};

// The clauses of the contract asked for, in printed order; `whole_chain`: of all files of the program.
std::vector<ClauseCoverage> coverage(const Program& program, bool whole_chain);

// Runs the examples of the program and counts for each clause those that rest on it.
void work(const Program& program, std::vector<ClauseCoverage>& clauses);

// Runs every figure and bank over the facts and notes whom each clause gave a value to.
RunSummary exercise(const Graph& graph, const Facts& facts, Date from, Date to, const std::vector<TextId>& readings,
                    std::vector<ClauseCoverage>& clauses, const Progress& progress);

}  // namespace mou
