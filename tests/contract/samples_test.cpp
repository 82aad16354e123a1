// The samples of 2015 and 2016 over their contracts: everybody is paid but for those of whom a fact is missing on
// purpose, and every clause that can be computed is exercised by one of them or worked out in an example of its own.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "analysis/coverage.h"
#include "analysis/run.h"
#include "contracts/palm_springs/sample/generator/unit.h"
#include "tests/contract/payroll.h"

namespace mou {
namespace {

struct Unit {
  const char* name;
  const char* contract;
};

class Samples : public ::testing::TestWithParam<Unit> {};

// Whom something has no value for, and which clauses gave a value to anybody.
class Gathered : public RunSink {
 public:
  bool cell(const Cell& cell) override {
    if (!cell.fault.empty() && !cell.no_rule) faults.insert(cell.employee);
    if (cell.fault.empty()) clauses.insert(cell.clauses.begin(), cell.clauses.end());
    return true;
  }
  bool ranked(const Ranked&) override { return true; }
  bool finding(const Finding& finding) override {
    clauses.insert(finding.clause);
    return true;
  }
  bool lost(const LostHours& lost) override {
    clauses.insert(lost.clause);
    return true;
  }

  std::set<EmployeeId> faults;
  std::set<ClauseIndex> clauses;
};

std::set<std::string> computable(const std::string& inventory) {
  const auto text =
      text_of(std::filesystem::path(MOU_SOURCE_DIR) / "tests/contract/inventories" / (inventory + ".csv"));
  std::istringstream lines(text.value());
  std::set<std::string> clauses;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with(",yes")) clauses.insert(line.substr(0, line.find(',')));
  }
  return clauses;
}

// Two pay periods at the beginning, for little has to be reckoned up to them.
TEST_P(Samples, AreComputedAndExerciseTheContract) {
  const std::filesystem::path contract = general_unit().parent_path() / GetParam().contract;
  const Date from = day("2015-01-04");
  const Date to = day("2015-01-31");
  Payroll payroll(compile(contract.string(), {}, [](const std::string& path) { return text_of(path); }),
                  contract.parent_path() / "sample_2015_2016", from, to);
  RunRequest request;
  request.from = from;
  request.to = to;
  request.lines = all_lines(payroll.graph());
  Gathered gathered;
  run(payroll.graph(), payroll.facts(), request, gathered, {});

  std::set<std::string> without;
  for (const EmployeeId employee : gathered.faults) {
    without.insert(employee == no_employee ? "the unit" : payroll.facts().employees[employee]);
  }
  std::set<std::string> listed;
  for (const sample::Awkward& awkward : sample::unit_named(GetParam().name)->awkward()) {
    if (*awkward.fault != '\0') listed.insert((awkward.number < 10 ? "000" : "00") + std::to_string(awkward.number));
  }
  EXPECT_EQ(without, listed);

  std::set<std::string> exercised;
  for (const ClauseIndex clause : gathered.clauses) {
    if (clause != no_id) exercised.insert(payroll.graph().clauses[clause].id);
  }
  // An amendment and the contract that it amends.
  for (const ClauseCoverage& clause : coverage(payroll.program(), true)) {
    if (clause.contract == "palm_springs" || clause.state == ClauseState::heading) continue;
    if (!computable(clause.contract).contains(clause.id)) continue;
    EXPECT_TRUE(exercised.contains(clause.id) || !clause.examples.empty()) << clause.contract << ", " << clause.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Units, Samples,
                         ::testing::Values(Unit{"fire_management", "fire_management/psfma_side_letter.mou"},
                                           Unit{"fire_safety", "fire_safety/psfsa_2014.mou"},
                                           Unit{"management", "management/maps_2014.mou"}),
                         [](const auto& unit) { return std::string(unit.param.name); });

}  // namespace
}  // namespace mou
