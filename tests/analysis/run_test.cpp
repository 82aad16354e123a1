// Runs: the report is the same however many threads compute it, and says what the reference evaluator says.
#include "analysis/run.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analysis/amount.h"
#include "tests/analysis/written.h"
#include "tests/contract/payroll.h"

namespace mou {
namespace {

// A month of the General Unit, in which hours are lost, facts are missing and clauses are broken.
class Runs : public ::testing::Test {
 protected:
  Runs() : payroll_(general_unit_program(), sample_unit_facts(), day("2019-03-10"), day("2019-04-06")) {
    request_.from = day("2019-03-10");
    request_.to = day("2019-04-06");
    request_.lines = usual_lines(payroll_.graph(), {}, request_.from, request_.to);
    // Three batches.
    request_.at_once = 64;
    for (EmployeeId employee = 0; employee < 150; ++employee) request_.employees.push_back(employee);
    request_.orders = false;
  }

  std::vector<std::string> report(unsigned jobs, std::size_t most = ~std::size_t{0}) {
    request_.jobs = jobs;
    Written written(payroll_.graph(), most);
    summary_ = run(payroll_.graph(), payroll_.facts(), request_, written, {});
    return written.lines;
  }

  Payroll payroll_;
  RunRequest request_;
  RunSummary summary_;
};

TEST_F(Runs, AreTheSameInAnyNumberOfThreads) {
  const std::vector<std::string> alone = report(1);
  const RunSummary of_one = summary_;
  const std::vector<std::string> together = report(3);
  EXPECT_GT(alone.size(), 10000U);
  EXPECT_EQ(together, alone);
  EXPECT_EQ(summary_.cells, of_one.cells);
  EXPECT_EQ(summary_.faults, of_one.faults);
  EXPECT_EQ(summary_.findings, of_one.findings);
  EXPECT_EQ(summary_.losses, of_one.losses);
}

TEST_F(Runs, StopWhenNobodyTakesMore) {
  const std::vector<std::string> some = report(3, 100);
  EXPECT_EQ(some.size(), 100U);
  EXPECT_TRUE(summary_.stopped);
}

// Value and clause of every figure, for some of the employees, one by one.
TEST_F(Runs, SayWhatTheReferenceEvaluatorSays) {
  request_.employees = {0, 1, 2, 7, 17, 33, 51, 83, 95, 119, 140};
  const std::vector<std::string> written = report(1);
  Evaluator reference(payroll_.graph(), payroll_.facts(), {request_.from, request_.to});
  std::size_t compared = 0;
  std::size_t at = 0;
  for (const EmployeeId employee : request_.employees) {
    for (const ReportLine& line : request_.lines) {
      if (line.shared || line.bank != no_id || line.event != no_id || line.clock != payroll_.graph().pay_clock)
        continue;
      for (const Tick& tick : ticks_ending_in(reference.clock_of(line.clock), request_.from, request_.to)) {
        const Outcome outcome = reference.figure(line.figure, employee, tick.last);
        if (outcome.value.is_fault()) continue;
        const std::string clause = outcome.arm == no_id || payroll_.graph().arms[outcome.arm].clause == no_id
                                       ? ""
                                       : payroll_.graph().clauses[payroll_.graph().arms[outcome.arm].clause].id + ";";
        const std::string& identifier = payroll_.facts().employees[employee];
        const std::string expected = fmt::format("{} {} {}  {} {} ", identifier, line.name, date_text(tick.last),
                                                 exact_text(outcome.value, line.type, payroll_.graph().texts), clause);
        // Whoever is not employed then is left out.
        const std::string head = fmt::format("{} {} {}  ", identifier, line.name, date_text(tick.last));
        while (at < written.size() && !written[at].starts_with(head)) ++at;
        if (at == written.size()) {
          at = 0;
          continue;
        }
        EXPECT_EQ(written[at], expected);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 1000U);
}

}  // namespace
}  // namespace mou
