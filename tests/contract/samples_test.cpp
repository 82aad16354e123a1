// The samples of 2015 and 2016 over their contracts: everybody is paid but for those of whom a fact is missing on
// purpose.
#include <gtest/gtest.h>

#include <set>

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

// Whom something has no value for.
class Gathered : public RunSink {
 public:
  bool cell(const Cell& cell) override {
    if (!cell.fault.empty() && !cell.no_rule) faults.insert(cell.employee);
    return true;
  }
  bool ranked(const Ranked&) override { return true; }
  bool finding(const Finding&) override { return true; }
  bool lost(const LostHours&) override { return true; }

  std::set<std::string> faults;
};

// Two pay periods at the beginning, for little has to be reckoned up to them.
TEST_P(Samples, AreComputed) {
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
  for (const std::string& employee : gathered.faults) {
    without.insert(employee.empty() ? "the unit" : employee);
  }
  std::set<std::string> listed;
  for (const sample::Awkward& awkward : sample::unit_named(GetParam().name)->awkward()) {
    if (*awkward.fault != '\0') listed.insert((awkward.number < 10 ? "000" : "00") + std::to_string(awkward.number));
  }
  EXPECT_EQ(without, listed);
}

INSTANTIATE_TEST_SUITE_P(Units, Samples,
                         ::testing::Values(Unit{"fire_management", "fire_management/psfma_side_letter.mou"},
                                           Unit{"fire_safety", "fire_safety/psfsa_2014.mou"},
                                           Unit{"management", "management/maps_2014.mou"}),
                         [](const auto& unit) { return std::string(unit.param.name); });

}  // namespace
}  // namespace mou
