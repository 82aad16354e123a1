// The columnar evaluator over the workload of the benches: every cell is that of the hand-written code, with every set
// of instructions.
#include "bench/seiu_pay/columnar.h"

#include <gtest/gtest.h>

#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/turns.h"

namespace mou::bench {
namespace {

class ColumnarWorkload : public ::testing::TestWithParam<Instructions> {};

TEST_P(ColumnarWorkload, IsExactInEveryCell) {
  if (!has(GetParam())) return;
  // More than one batch, the last of them not full.
  constexpr std::size_t rows = 5000;
  Program program = program_of(workload_text());
  ASSERT_TRUE(program.graph);
  const FactColumns facts = generate(rows);
  const auto columnar = make_columnar(program, workload_figures(*program.graph), facts, GetParam(), Output::stream);
  EXPECT_EQ(columnar->rows(), rows);
  EXPECT_EQ(differing_cells(*columnar, rows, expected_of_scalar(facts)), 0U);
}

INSTANTIATE_TEST_SUITE_P(Instructions, ColumnarWorkload,
                         ::testing::Values(Instructions::sse2, Instructions::avx2, Instructions::avx512));

}  // namespace
}  // namespace mou::bench
