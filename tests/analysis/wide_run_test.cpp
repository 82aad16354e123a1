// A wide table holds what the usual report holds, however the facts are read and however many threads there are.
#include "analysis/wide_run.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "analysis/run.h"
#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/roster.h"
#include "dsl/program.h"
#include "engine/facts/read_facts.h"
#include "engine/facts/templates.h"
#include "tests/facts/facts_fixture.h"
#include "tests/text_of.h"

namespace mou {
namespace {

// A table in memory.
class Table : public WideSink {
 public:
  explicit Table(bool can_begin_again = true) : can_begin_again_(can_begin_again) {}

  bool can_begin_again() const override { return can_begin_again_; }
  void begin() override { table = faults = {}; }
  bool rows(std::string_view csv) override {
    table += csv;
    return true;
  }
  bool problems(std::string_view csv) override {
    faults += csv;
    return true;
  }
  void reached(const WideReached& so_far) override { marks.push_back({so_far, table.size(), faults.size()}); }

  // Where the table could have been interrupted, and how much of it there was.
  struct Mark {
    WideReached reached;
    std::size_t table = 0;
    std::size_t faults = 0;
  };

  std::string table;
  std::string faults;
  std::vector<Mark> marks;

 private:
  bool can_begin_again_;
};

// The usual report as a wide table: its cells in their rows.
class Widened : public RunSink {
 public:
  Widened(const Facts& facts, const std::vector<ReportLine>& lines) : facts_(facts), lines_(lines) {}

  bool cell(const Cell& cell) override {
    const auto line = static_cast<std::size_t>(cell.line - lines_.data());
    const EmployeeId employee = facts_.find_employee(cell.employee);
    auto& row = rows_[{employee, cell.tick.first.days}];
    row.resize(lines_.size());
    row[line] = csv_field(cell.text);
    const std::string days = "," + date_text(cell.tick.first) + "," + date_text(cell.tick.last);
    ends_[{employee, cell.tick.first.days}] = days;
    const std::string problem = cell.no_rule ? "no rule applies" : cell.fault;
    if (!problem.empty()) {
      faults_[{employee, cell.tick.first.days, line}] =
          csv_field(cell.employee) + "," + cell.line->name + days + "," + csv_field(problem) + "\n";
    }
    return true;
  }
  bool finding(const Finding&) override { return true; }
  bool lost(const LostHours&) override { return true; }
  bool ranked(const Ranked&) override { return true; }

  std::string table() const {
    std::string text;
    for (const auto& [place, row] : rows_) {
      text += csv_field(facts_.employees[place.first]) + ends_.at(place);
      for (const std::string& cell : row) text += "," + cell;
      text += "\n";
    }
    return text;
  }
  std::string faults() const {
    std::string text;
    for (const auto& [place, line] : faults_) text += line;
    return text;
  }

 private:
  using Place = std::pair<EmployeeId, std::int32_t>;
  const Facts& facts_;
  const std::vector<ReportLine>& lines_;
  std::map<Place, std::vector<std::string>> rows_;
  std::map<Place, std::string> ends_;
  std::map<std::tuple<EmployeeId, std::int32_t, std::size_t>, std::string> faults_;
};

WideOutcome wide(const Graph& graph, const WideRequest& request, Table& table) {
  auto done = wide_run(graph, request, table);
  EXPECT_TRUE(std::holds_alternative<WideOutcome>(done));
  return std::get<WideOutcome>(std::move(done));
}

// The usual report of the same lines says the same.
void expect_as_usual(const Graph& graph, const WideRequest& request, const Table& table) {
  Diagnostics diagnostics;
  const Facts facts = read_facts(request.facts, graph.schema, graph.texts, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors());
  RunRequest usual;
  usual.from = request.from;
  usual.to = request.to;
  usual.lines = request.lines;
  usual.orders = false;
  Widened widened(facts, usual.lines);
  run(graph, facts, usual, widened, {});
  EXPECT_EQ(table.table, widened.table());
  EXPECT_EQ(table.faults, widened.faults());
}

// Interrupted anywhere, and gone on with.
void expect_same_when_interrupted(const Graph& graph, WideRequest request, const Table& all,
                                  const WideSummary& summary) {
  ASSERT_GT(all.marks.size(), 1U);
  for (const Table::Mark& mark : all.marks) {
    request.reached = mark.reached;
    Table rest;
    rest.table = all.table.substr(0, mark.table);
    rest.faults = all.faults.substr(0, mark.faults);
    const WideOutcome outcome = wide(graph, request, rest);
    EXPECT_TRUE(rest.table == all.table);
    EXPECT_TRUE(rest.faults == all.faults);
    EXPECT_EQ(outcome.summary.reading, summary.reading);
    EXPECT_EQ(outcome.summary.rows, summary.rows);
    EXPECT_EQ(outcome.summary.cells, summary.cells);
    EXPECT_EQ(outcome.summary.faults, summary.faults);
  }
  // What was begun otherwise is begun again.
  request.reached->summary.reading = summary.reading == WideReading::pieces ? WideReading::whole : WideReading::pieces;
  Table again;
  again.table = "what was there";
  wide(graph, request, again);
  EXPECT_TRUE(again.table == all.table);
}

struct Sample {
  const char* contract;
  const char* facts;
  const char* from;
  const char* to;
  // Of a few figures without banks, so that the facts are read in batches; else of all.
  bool without_banks;
  WideReading reading;
};

class WideOfSamples : public testing::TestWithParam<Sample> {};

TEST_P(WideOfSamples, HoldsWhatTheUsualReportHolds) {
  const Sample& sample = GetParam();
  const std::filesystem::path city = std::filesystem::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs";
  const Program program =
      compile((city / sample.contract).string(), {}, [](const std::string& path) { return text_of(path); });
  ASSERT_TRUE(program.graph);
  const Graph& graph = *program.graph;
  WideRequest request;
  request.facts = (city / sample.facts).string();
  request.from = *parse_date(sample.from);
  request.to = *parse_date(sample.to);
  for (const ReportLine& line : usual_lines(graph, {}, request.from, request.to)) {
    const bool fits = line.event == no_id && !line.shared && line.clock == graph.pay_clock;
    if (fits && (line.bank == no_id || !sample.without_banks)) request.lines.push_back(line);
  }
  Table table;
  const WideOutcome outcome = wide(graph, request, table);
  EXPECT_GT(outcome.summary.rows, 100U);
  EXPECT_EQ(outcome.summary.reading, sample.reading);
  expect_as_usual(graph, request, table);
  if (table.marks.size() > 1) expect_same_when_interrupted(graph, request, table, outcome.summary);
  request.jobs = 3;
  Table again;
  wide(graph, request, again);
  EXPECT_EQ(again.table, table.table);
  EXPECT_EQ(again.faults, table.faults);
}

INSTANTIATE_TEST_SUITE_P(Units, WideOfSamples,
                         testing::Values(Sample{"general_unit/seiu_2018.mou", "general_unit/sample_2019", "2019-03-10",
                                                "2019-04-06", false, WideReading::batches},
                                         Sample{"fire_management/psfma_2014.mou", "fire_management/sample_2015_2016",
                                                "2015-01-01", "2015-02-28", false, WideReading::batches},
                                         Sample{"fire_management/psfma_2014.mou", "fire_management/sample_2015_2016",
                                                "2015-01-01", "2015-12-31", true, WideReading::batches},
                                         Sample{"management/maps_2014.mou", "management/sample_2015_2016", "2015-06-01",
                                                "2015-07-31", true, WideReading::batches}));

class WideOfTheWorkload : public testing::Test {
 protected:
  WideOfTheWorkload() : program_(bench::program_of(bench::workload_text())) {
    request_.facts = folder_.path();
    for (const char* name : {"time.csv", "receipts.csv", "plan_rate.csv"}) folder_.remove(name);
    EXPECT_TRUE(bench::write_roster(folder_.file("roster.csv"), 1000));
    request_.from = *parse_date("2024-05-01");
    request_.to = *parse_date("2024-06-30");
    const auto lines = lines_named(*program_.graph, {bench::figure_names.begin(), bench::figure_names.end()});
    request_.lines = std::get<std::vector<ReportLine>>(lines);
  }

  FactsFolder folder_;
  Program program_;
  WideRequest request_;
};

TEST_F(WideOfTheWorkload, IsTheSameWhenItWasInterrupted) {
  const Graph& graph = *program_.graph;
  EXPECT_TRUE(bench::write_roster(folder_.file("roster.csv"), 30'000));
  for (const unsigned jobs : {1U, 3U}) {
    request_.jobs = jobs;
    Table pieces;
    const WideSummary of_pieces = wide(graph, request_, pieces).summary;
    EXPECT_EQ(of_pieces.reading, WideReading::pieces);
    expect_same_when_interrupted(graph, request_, pieces, of_pieces);
  }
}

TEST_F(WideOfTheWorkload, IsTheSameHoweverTheFactsAreRead) {
  const Graph& graph = *program_.graph;
  Table pieces;
  EXPECT_EQ(wide(graph, request_, pieces).summary.reading, WideReading::pieces);
  expect_as_usual(graph, request_, pieces);
  // To what cannot be taken back nothing is given before all is read.
  Table whole(false);
  EXPECT_EQ(wide(graph, request_, whole).summary.reading, WideReading::whole);
  EXPECT_EQ(whole.table, pieces.table);
  // An employee out of order, after many that are in order.
  std::string roster = text_of(folder_.file("roster.csv")).value_or("");
  const std::size_t last = roster.rfind('\n', roster.size() - 2) + 1;
  roster.replace(last, 4, "0");
  folder_.write("roster.csv", roster);
  Table batches;
  const WideOutcome outcome = wide(graph, request_, batches);
  EXPECT_EQ(outcome.summary.reading, WideReading::batches);
  expect_as_usual(graph, request_, batches);
  request_.jobs = 4;
  Table again;
  wide(graph, request_, again);
  EXPECT_EQ(again.table, batches.table);
}

TEST_F(WideOfTheWorkload, OfAFewEmployeesHasTheirRowsOnly) {
  request_.employees = {"7", "3"};
  Table table;
  const WideOutcome outcome = wide(*program_.graph, request_, table);
  EXPECT_EQ(outcome.summary.employees, 2U);
  EXPECT_TRUE(table.table.starts_with("7,2024-04-22,2024-05-05,"));
  request_.employees = {"nobody"};
  EXPECT_TRUE(std::holds_alternative<Refusal>(wide_run(*program_.graph, request_, table)));
}

TEST_F(WideOfTheWorkload, IsNotWrittenOfWrongFacts) {
  std::ofstream(folder_.file("roster.csv"), std::ios::app) << "1001,never\n";
  Table table;
  const WideOutcome outcome = wide(*program_.graph, request_, table);
  EXPECT_TRUE(outcome.diagnostics.has_errors());
  EXPECT_EQ(table.table, "");
}

constexpr const char* small = R"(contract small "Small Unit, 2019"
  covers   unit is general
  term     2019-01-01 to 2019-12-31
  approved 2018-12-10
  rounding half up

clock pay period "Pay period" every 14 days from 2018-12-30 paid on 5 days after the end of the pay period
fact unit      "Unit"        is one of general or other
fact step      "Step"        is a whole number from 1 to 3
fact hired     "Hired"       is a date
fact separated "Last day"    is a date default nothing
fact bilingual "Bilingual"   is yes or no
fact hours     "Hours"       in hours from 0 hours to 100 hours
fact title     "Title"       is text

article 1 "Pay", page 1
clause 1.1 "Schedule", page 1
  figure rate "Rate" in dollars per hour by step
    = | 1 | $20 per hour |
      | 2 | $22.5 per hour |
      | 3 | $1,000,000 per hour |
  pay base_pay "Base pay" = rate * hours, rounded to the cent
  figure share "Share" in hours, each pay period = hours / 7
  figure long_title "Title" is text, each pay period = title
  figure years "Years" is a number, each pay period = completed years since hired
  figure bonus "Bonus" in dollars, each pay period = $5 when bilingual
)";

std::string random_small_roster() {
  std::string text = "employee,unit,step,hired,separated,bilingual,hours,title\n";
  const int rows = *rc::gen::inRange(1, 40);
  const bool odd = *rc::gen::arbitrary<bool>();
  const auto pick = [](const std::vector<std::string>& from) {
    return from[*rc::gen::inRange<std::size_t>(0, from.size())];
  };
  const auto number = [&] {
    return odd ? pick({"", "\"1.33\"", "007.2500", "0", "100"}) : pick({"7.25", "0", "80", "100"});
  };
  for (int row = 0; row < rows; ++row) {
    text += std::to_string(100 + row) + "," + pick({"general", "general", "other", odd ? "" : "general"}) + "," +
            pick({"1", "2", "3", odd ? "" : "2"}) + "," + pick({"2018-01-01", "2019-01-20", odd ? "" : "2012-02-29"}) +
            "," + pick({"", "", "2019-01-15", "2019-01-11"}) + "," + pick({"yes", "no", odd ? "" : "no"}) + "," +
            number() + "," + pick({"Clerk", "Chief", odd ? "\"a, \"\"b\"\"\"" : "Chief of Police"}) + "\n";
  }
  return text;
}

RC_GTEST_PROP(Wide, SaysOfRandomRostersWhatTheUsualReportSays, ()) {
  static const Program program =
      compile("small.mou", {}, [](const std::string&) { return std::optional<std::string>(small); });
  RC_ASSERT(program.graph.has_value());
  const FactsFolder folder;
  for (const char* name : {"time.csv", "receipts.csv", "plan_rate.csv"}) folder.remove(name);
  const std::string roster = random_small_roster();
  RC_LOG() << roster;
  folder.write("roster.csv", roster);
  WideRequest request;
  request.facts = folder.path();
  request.from = *parse_date("2019-01-01");
  request.to = *parse_date("2019-02-28");
  request.jobs = *rc::gen::element(1U, 2U);
  request.lines = usual_lines(*program.graph, {}, request.from, request.to);
  Table table;
  auto done = wide_run(*program.graph, request, table);
  RC_ASSERT(std::holds_alternative<WideOutcome>(done));
  RC_ASSERT(std::get<WideOutcome>(done).summary.reading == WideReading::pieces);
  Diagnostics diagnostics;
  const Facts facts = read_facts(request.facts, program.graph->schema, program.graph->texts, diagnostics);
  RC_ASSERT(!diagnostics.has_errors());
  RunRequest usual;
  usual.from = request.from;
  usual.to = request.to;
  usual.lines = request.lines;
  usual.orders = false;
  Widened widened(facts, usual.lines);
  run(*program.graph, facts, usual, widened, {});
  RC_ASSERT(table.table == widened.table());
  RC_ASSERT(table.faults == widened.faults());
}

}  // namespace
}  // namespace mou
