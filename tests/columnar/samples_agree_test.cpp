// The columnar evaluator says the same as the reference evaluator over the sample units, in every cell, and leaves none
// of them to it.
#include <gtest/gtest.h>

#include <filesystem>

#include "dsl/program.h"
#include "engine/facts/read_facts.h"
#include "tests/columnar/agreement.h"
#include "tests/text_of.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

struct SampleRun {
  const char* name;
  const char* contract;
  const char* facts;
  const char* from;
  const char* to;
  // "READING=CHOICE", another than the contract's own.
  const char* reading = nullptr;
  std::size_t batch = 512;
  std::size_t employees = 0xffffffff;
};

constexpr const char* of_2018 = "general_unit/seiu_2018.mou";
constexpr const char* sample_2019 = "general_unit/sample_2019";

std::string name_of(const testing::TestParamInfo<SampleRun>& info) {
  return info.param.name;
}

class SamplesAgree : public testing::TestWithParam<SampleRun> {};

}  // namespace

TEST_P(SamplesAgree, CellByCell) {
  const SampleRun& sample = GetParam();
  const fs::path city = fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs";
  Program program =
      compile((city / sample.contract).string(), {}, [](const std::string& path) { return text_of(path); });
  ASSERT_TRUE(program.graph.has_value());
  Graph& graph = *program.graph;
  Diagnostics diagnostics;
  const Facts facts = read_facts((city / sample.facts).string(), graph.schema, graph.texts, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors());
  RunSettings run{*parse_date(sample.from), *parse_date(sample.to)};
  if (sample.reading != nullptr) {
    const auto chosen = readings_chosen(graph, {sample.reading});
    ASSERT_TRUE(std::holds_alternative<std::vector<TextId>>(chosen)) << std::get<Refusal>(chosen).message;
    run.readings = std::get<std::vector<TextId>>(chosen);
  }
  const std::vector<ReportLine> lines = usual_lines(graph, run.readings, run.from, run.to);
  const Plan plan = compile_plan(graph, wanted(lines));
  const Agreement agreement =
      compare_evaluators(plan, graph, facts, run, lines, {sample.batch, widest_instructions(), sample.employees});
  EXPECT_EQ(agreement.different, 0U) << agreement.text();
  EXPECT_EQ(agreement.deferred, 0U);
  EXPECT_GT(agreement.same, 1000U);
}

// The first months are enough where few employees make a batch: what differs by batch is who stands in which lane.
INSTANTIATE_TEST_SUITE_P(
    Units, SamplesAgree,
    testing::Values(
        SampleRun{"GeneralUnit2019", of_2018, sample_2019, "2018-12-30", "2019-12-31", nullptr, 512, 24},
        SampleRun{"GeneralUnit2019InSevens", of_2018, sample_2019, "2018-12-30", "2019-03-31", nullptr, 7, 21},
        SampleRun{"GeneralUnit2019OneByOne", of_2018, sample_2019, "2019-03-01", "2019-03-31", nullptr, 1, 5},
        SampleRun{"GeneralUnitByHourlyRates", of_2018, sample_2019, "2018-12-30", "2019-02-28",
                  "pay_basis=hourly_times_eighty", 512, 40},
        SampleRun{"FireManagement", "fire_management/psfma_2014.mou", "fire_management/sample_2015_2016", "2014-12-21",
                  "2016-12-31"},
        SampleRun{"FireManagementInSevens", "fire_management/psfma_2014.mou", "fire_management/sample_2015_2016",
                  "2014-12-21", "2015-06-30", "single_2014=as_table", 7},
        SampleRun{"FireSafety", "fire_safety/psfsa_2014.mou", "fire_safety/sample_2015_2016", "2014-12-21",
                  "2016-12-31", nullptr, 512, 24},
        SampleRun{"FireSafetyOneByOne", "fire_safety/psfsa_2014.mou", "fire_safety/sample_2015_2016", "2014-12-21",
                  "2015-03-31", "four_percent=whole_rise", 1, 6},
        SampleRun{"Management", "management/maps_2014.mou", "management/sample_2015_2016", "2014-12-21", "2016-12-31",
                  nullptr, 512, 24},
        SampleRun{"ManagementInSevens", "management/maps_2014.mou", "management/sample_2015_2016", "2014-12-21",
                  "2015-03-31", "combined=averaged", 7, 21}),
    name_of);

}  // namespace mou
