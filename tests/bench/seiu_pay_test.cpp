// The workload of the benches: the rows are the ones that everybody measures with, and the hand-written baselines and
// the contract say the same in every cell.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/seiu_pay/contender.h"
#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/roster.h"
#include "engine/facts/read_facts.h"

namespace mou::bench {

namespace {

std::vector<FigureRow> shown(Contender& contender) {
  std::vector<FigureRow> all;
  contender.show([&](const Block& block) {
    EXPECT_EQ(block.first, all.size());
    ASSERT_EQ(block.figures, figure_count);
    for (std::size_t row = 0; row < block.rows; ++row) {
      FigureRow& figures = all.emplace_back();
      for (std::size_t figure = 0; figure < figure_count; ++figure) figures[figure] = block.cell(row, figure);
    }
  });
  return all;
}

std::vector<FigureRow> scalar(const FactColumns& facts) {
  return shown(*make_scalar(facts, Output::stream));
}

std::vector<FigureRow> reference(Program& program, const FactColumns& facts) {
  return shown(*make_reference(program, workload_figures(*program.graph), facts, facts.rows()));
}

std::int64_t checksum(const std::vector<FigureRow>& rows) {
  std::int64_t sum = 0;
  for (const FigureRow& row : rows) {
    for (const std::int64_t figure : row) sum += figure;
  }
  return sum;
}

// The first cell in which two differ, with the row's facts; empty when none does.
std::string first_difference(const FactColumns& facts, const std::vector<FigureRow>& a,
                             const std::vector<FigureRow>& b) {
  if (a.size() != b.size()) return "not as many rows";
  for (std::size_t row = 0; row < a.size(); ++row) {
    for (std::size_t figure = 0; figure < figure_count; ++figure) {
      if (a[row][figure] == b[row][figure]) continue;
      std::string text = std::string(figure_names[figure]) + " of row " + std::to_string(row) + ": " +
                         std::to_string(a[row][figure]) + " and " + std::to_string(b[row][figure]) + ", where";
      for (std::size_t fact = 0; fact < fact_count; ++fact) {
        text += ' ' + std::string(fact_names[fact]) + '=' + std::to_string(facts.column(fact)[row]);
      }
      return text;
    }
  }
  return {};
}

std::vector<std::unique_ptr<Contender>> fused(const FactColumns& facts) {
  std::vector<std::unique_ptr<Contender>> contenders;
  for (const Vectors vectors : {Vectors::sse2, Vectors::avx2}) {
    if (!supported(vectors)) continue;
    for (const Output output : {Output::stream, Output::store}) {
      contenders.push_back(make_fused(facts, vectors, output));
    }
  }
  return contenders;
}

}  // namespace

TEST(SeiuPay, RowsAreTheOnesThatTheChecksumsAreOf) {
  EXPECT_EQ(checksum(scalar(generate(1'000))), 2'102'795'836);
  EXPECT_EQ(checksum(scalar(generate(200'000))), 422'603'690'277);
}

TEST(SeiuPay, SequenceGoesOnWhereABatchEnded) {
  const FactColumns whole = generate(300);
  FactColumns parts(fact_count, 300);
  Generator generator;
  generator.fill(parts, 0, 7);
  generator.fill(parts, 7, 293);
  for (std::size_t fact = 0; fact < fact_count; ++fact) {
    EXPECT_TRUE(std::equal(whole.column(fact), whole.column(fact) + 300, parts.column(fact))) << fact_names[fact];
  }
}

TEST(SeiuPay, BaselinesAgreeInEveryCell) {
  // Not a multiple of the batch, nor of the vectors.
  const FactColumns facts = generate(50'003);
  const std::vector<FigureRow> expected = scalar(facts);
  EXPECT_EQ(first_difference(facts, shown(*make_scalar(facts, Output::store)), expected), "");
  for (const auto& contender : fused(facts)) {
    EXPECT_EQ(first_difference(facts, shown(*contender), expected), "") << contender->name();
  }
}

TEST(SeiuPay, ReferenceEvaluatorAgreesInEveryCell) {
  Program program = program_of(workload_text());
  ASSERT_TRUE(program.graph.has_value());
  EXPECT_TRUE(verify(*program.graph).empty());
  const FactColumns facts = generate(1'000);
  const std::vector<FigureRow> figures = reference(program, facts);
  EXPECT_EQ(first_difference(facts, figures, scalar(facts)), "");
  EXPECT_EQ(checksum(figures), 2'102'795'836);
}

// Values of the roster's column, and its ends more often than chance has them.
rc::Gen<std::int32_t> any_value(const Graph& graph, PayFact fact) {
  const Table& roster = graph.schema.tables.front();
  const Column& column = roster.columns.at(column_index(roster, fact_names[static_cast<std::size_t>(fact)]));
  const auto between = [](std::int32_t low, std::int32_t high) {
    return rc::gen::oneOf(rc::gen::just(low), rc::gen::just(high), rc::gen::inRange(low, high + 1));
  };
  switch (fact_unit(fact)) {
    case FactUnit::whole:
    case FactUnit::hundredths: {
      const Rational units(fact_unit(fact) == FactUnit::whole ? 1 : 100);
      const auto in_units = [&](const std::optional<Rational>& value) {
        return static_cast<std::int32_t>((*value * units).to_int64().value());
      };
      // Without a step written, money is exact to the cent.
      const std::int32_t step = column.step ? in_units(column.step) : 1;
      return rc::gen::map(between(in_units(column.low) / step, in_units(column.high) / step),
                          [step](std::int32_t steps) { return steps * step; });
    }
    case FactUnit::day:
      return rc::gen::element(19'890'101, 20'190'205, 20'190'206, 20'240'229);
    case FactUnit::yes_no:
      return rc::gen::inRange(0, 2);
    case FactUnit::word:
      return rc::gen::inRange(0, static_cast<std::int32_t>(fact_words(fact).size()));
  }
  return rc::gen::just(0);
}

// Beyond what is generated: anything that the contract lets a fact be.
RC_GTEST_PROP(SeiuPay, AllAgreeWhateverTheFactsAre, ()) {
  static Program program = program_of(workload_text());
  FactColumns facts(fact_count, 24);
  for (std::size_t fact = 0; fact < fact_count; ++fact) {
    const auto values = *rc::gen::container<std::vector<std::int32_t>>(
        facts.rows(), any_value(*program.graph, static_cast<PayFact>(fact)));
    std::copy(values.begin(), values.end(), facts.column(fact));
  }
  const std::vector<FigureRow> expected = reference(program, facts);
  RC_ASSERT(first_difference(facts, scalar(facts), expected) == "");
  for (const auto& contender : fused(facts)) RC_ASSERT(first_difference(facts, shown(*contender), expected) == "");
}

TEST(SeiuPay, FactsComeBackFromTheirFile) {
  Program program = program_of(workload_text());
  ASSERT_TRUE(program.graph.has_value());
  const FactColumns facts = generate(500);
  std::string csv;
  append_heading(csv);
  append_rows(csv, facts, facts.rows(), 0);
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "mou_seiu_pay_facts";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "roster.csv", std::ios::binary) << csv;
  Diagnostics diagnostics;
  Texts& texts = program.graph->texts;
  const Facts from_file = read_facts(folder.string(), program.graph->schema, texts, diagnostics);
  const Facts made = make_facts(program.graph->schema, {made_roster(facts)}, "the workload", texts, diagnostics);
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(diagnostics.all().empty());
  EXPECT_EQ(from_file.employees, made.employees);
  EXPECT_EQ(from_file.roster().cells, made.roster().cells);
  ASSERT_EQ(made.employees.size(), 500U);
  EXPECT_EQ(made.employees.back(), "500");
}

}  // namespace mou::bench
