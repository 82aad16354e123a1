// Contracts made to any size are whole contracts: as many figures as asked, and each has a value.
#include "bench/seiu_pay/growth.h"

#include <gtest/gtest.h>

#include "bench/seiu_pay/generate.h"

namespace mou::bench {

TEST(Growth, ContractsHaveAsManyFiguresAsAskedAndAllHaveValues) {
  for (const std::size_t figures : {10U, 100U}) {
    Program program = program_of(growth_contract(workload_text(), figures));
    ASSERT_TRUE(program.graph.has_value()) << figures;
    EXPECT_TRUE(verify(*program.graph).empty());
    const std::vector<AskedFigure> asked = growth_figures(*program.graph);
    ASSERT_EQ(asked.size(), figures);
    const FactColumns facts = generate(40);
    std::vector<bool> nonzero(figures);
    make_reference(program, asked, facts, facts.rows())->show([&](const Block& block) {
      for (std::size_t figure = 0; figure < figures; ++figure) {
        const std::int64_t cell = block.cell(0, figure);
        EXPECT_NE(cell, no_figure) << program.graph->figures[asked[figure].figure].name;
        if (cell != 0) nonzero[figure] = true;
      }
    });
    // None of them is idle: for somebody it is not zero.
    for (std::size_t figure = 0; figure < figures; ++figure) {
      EXPECT_TRUE(nonzero[figure]) << program.graph->figures[asked[figure].figure].name;
    }
  }
}

}  // namespace mou::bench
