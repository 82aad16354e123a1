// A run over facts that are read batch by batch reports what a run over all of them reports.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/first_look.h"
#include "analysis/run.h"
#include "dsl/program.h"
#include "engine/facts/read_facts.h"
#include "tests/analysis/written.h"
#include "tests/contract/payroll.h"
#include "tests/facts/facts_fixture.h"

namespace mou {
namespace {

struct Report {
  std::vector<std::string> lines;
  RunSummary summary;
};

Report whole(const Graph& graph, const std::string& path, const RunRequest& request) {
  Diagnostics diagnostics;
  const Facts facts = read_facts(path, graph.schema, graph.texts, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  Written written(graph);
  const RunSummary summary = run(graph, facts, request, written, {});
  return {written.lines, summary};
}

Report in_batches(const Graph& graph, const std::string& path, const RunRequest& request) {
  const UnitNeeds needs = unit_needs(graph, request);
  EXPECT_FALSE(needs.all_at_once);
  const FirstLook look = look_at(path, graph, request.from, needs, {});
  EXPECT_FALSE(look.diagnostics.has_errors());
  Written written(graph);
  const auto summary = run_in_batches(graph, path, look, request, written, {});
  EXPECT_TRUE(summary.has_value());
  return {written.lines, summary.value_or(RunSummary{})};
}

void expect_same(const Report& batches, const Report& all) {
  EXPECT_EQ(batches.lines, all.lines);
  EXPECT_EQ(batches.summary.employees, all.summary.employees);
  EXPECT_EQ(batches.summary.left_out, all.summary.left_out);
  EXPECT_EQ(batches.summary.cells, all.summary.cells);
  EXPECT_EQ(batches.summary.faults, all.summary.faults);
  EXPECT_EQ(batches.summary.findings, all.summary.findings);
  EXPECT_EQ(batches.summary.losses, all.summary.losses);
  EXPECT_EQ(batches.summary.ranked, all.summary.ranked);
}

// Orders, a total over employees and a bank of the unit are among it.
TEST(RunInBatches, ReportsOfTheGeneralUnitWhatARunOverAllReports) {
  const Program program = general_unit_program();
  RunRequest request;
  request.from = day("2019-03-10");
  request.to = day("2019-04-06");
  request.lines = usual_lines(*program.graph, {}, request.from, request.to);
  request.at_once = 64;
  const std::string facts = sample_unit_facts().string();
  const Report all = whole(*program.graph, facts, request);
  EXPECT_GT(all.summary.ranked, 0U);
  EXPECT_GT(all.summary.findings, 0U);
  expect_same(in_batches(*program.graph, facts, request), all);
  request.jobs = 3;
  expect_same(in_batches(*program.graph, facts, request), all);
}

constexpr const char* of_all = R"(contract small "Small"
  approved 2018-12-10
  rounding half up

clock pay period "Pay period" every 14 days from 2018-12-30 paid on 5 days after the end of the pay period
fact shift "Shift"  is one of a, b or c
fact hired "Hired"  is a date
fact step  "Step"   is a whole number from 1 to 7
event errand "Errand of the union" from errands
fact errand.day   "Day"   is a date
fact errand.hours "Hours" in hours from 0 hours to 100 hours

article 1 "Of all", page 1
clause 1.1 "Requirements", page 1
  require (number of employee where step is 3) is at most 2 employees each pay period for each shift
  require (the highest of step over employee) is at most 6 each pay period
  require (the lowest of hired over employee) is before 2018-02-01 each pay period
  require (the average of step over employee) is at most 3.5 each pay period
  figure steps "Steps of all" is a number, each pay period = total of step over employee
  require steps is at most previous steps + 1 each pay period
clause 1.2 "Orders", page 1
  order seniority "By day of hire" of employee for each shift by hired, earliest first, then step, highest first
  order by_errands "Errands by their hours" of errand by errand.hours, highest first
clause 1.3 "Hours of the union", page 2
  bank union_bank "Hours of the union" in hours of the unit starting at 50 hours
  bank union_bank uses errand.hours each errand
clause 1.4 "Pay", page 2
  pay base_pay "Base pay" = $100 * step, rounded to the cent
)";

Program compiled(const std::string& text) {
  Program program = compile("small.mou", {}, [&](const std::string&) { return std::optional<std::string>(text); });
  if (!program.graph) throw std::invalid_argument(diagnostics_of(program));
  return program;
}

std::string picked(const std::vector<std::string>& from) {
  return from[*rc::gen::inRange<std::size_t>(0, from.size())];
}

// Up to four batches of people, some of whose facts are missing, and the errands of some of them.
void write_random_unit(const FactsFolder& folder) {
  std::string roster = "employee,shift,hired,step\n";
  std::string errands = "employee,day,hours\n";
  const int people = *rc::gen::inRange(1, 250);
  const bool complete = *rc::gen::arbitrary<bool>();
  for (int i = 0; i < people; ++i) {
    const std::string employee = std::to_string(1000 + i);
    roster += employee + "," + picked({"a", "b", "c"}) + "," + picked({"2011-03-01", "2018-02-14", "2019-01-20"}) +
              "," + picked({"1", "2", "3", "7", complete ? "4" : ""}) + "\n";
    if (*rc::gen::inRange(0, 10) > 0) continue;
    errands += employee + "," + picked({"2019-01-03", "2019-01-20"}) + "," + picked({"0", "2.5", "30"}) + "\n";
  }
  RC_LOG() << roster << errands;
  folder.write("roster.csv", roster);
  folder.write("errands.csv", errands);
}

RunRequest two_months(const Graph& graph) {
  RunRequest request;
  request.from = day("2019-01-01");
  request.to = day("2019-02-28");
  request.lines = usual_lines(graph, {}, request.from, request.to);
  request.at_once = 64;
  return request;
}

RC_GTEST_PROP(RunInBatchesOfRandomUnits, ReportsWhatARunOverAllReports, ()) {
  static const Program program = compiled(of_all);
  const FactsFolder folder;
  write_random_unit(folder);
  RunRequest request = two_months(*program.graph);
  request.jobs = *rc::gen::element(1U, 2U);
  const Report all = whole(*program.graph, folder.path(), request);
  const Report batches = in_batches(*program.graph, folder.path(), request);
  RC_ASSERT(batches.lines == all.lines);
  RC_ASSERT(batches.summary.findings == all.summary.findings);
  RC_ASSERT(batches.summary.faults == all.summary.faults);
}

// What every employee needs of all the others, or what all need of banks that flow together, is not read in batches.
TEST(RunInBatches, AreNotForWhatNeedsEverybodyFirst) {
  const std::string base = of_all;
  const auto needs_all = [&](const std::string& more) {
    const Program program = compiled(base + more);
    return unit_needs(*program.graph, two_months(*program.graph)).all_at_once;
  };
  EXPECT_FALSE(needs_all(""));
  EXPECT_TRUE(needs_all("  pay share \"Share\" = $1 per employee * (number of employee), rounded to the cent\n"));
  EXPECT_TRUE(needs_all("  pay rest \"Rest\" = $1 per hour * union_bank.balance, rounded to the cent\n"));
  EXPECT_TRUE(needs_all(R"(  figure above "Above" is yes or no, each pay period
    = yes when step is more than (average of step over employee)
    = no  otherwise
  require (number of employee where above) is at most 3 employees each pay period
)"));
}

// Facts that somebody writes while they are read are told of, not reported.
TEST(RunInBatches, SaysThatFactsChanged) {
  const Program program = compiled(of_all);
  const FactsFolder folder;
  folder.write("errands.csv", "employee,day,hours\n");
  folder.write("roster.csv", "employee,shift,hired,step\n1,a,2011-03-01,2\n2,a,2011-03-01,2\n");
  const RunRequest request = two_months(*program.graph);
  const FirstLook look = look_at(folder.path(), *program.graph, request.from, unit_needs(*program.graph, request), {});
  folder.write("roster.csv", "employee,shift,hired,step\n1,a,2011-03-01,2\n2,a,2011-03-01,3\n");
  Written written(*program.graph);
  EXPECT_FALSE(run_in_batches(*program.graph, folder.path(), look, request, written, {}));
}

}  // namespace
}  // namespace mou
