// What is said of numbers before any fact is seen holds for every number that is computed.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/graph/range.h"
#include "tests/reference/small_graph.h"

namespace mou {

namespace {

std::string described(const Node& node) {
  return "1/" + node.denominator.text() + " from " + (node.low ? node.low->text() : "?") + " to " +
         (node.high_bound ? node.high_bound->text() : "?");
}

// The description of the rule of a graph's one figure.
std::string of_value(SmallGraph& g, NodeId value, ClockId clock = SmallGraph::pay_period) {
  const FigureId id = g.figure_of("f", value, clock);
  g.finish();
  return described(g.node(g.graph.figures[id].root));
}

bool described_by(const Node& node, const Rational& number) {
  const bool multiple = node.denominator.is_zero() || (number * node.denominator).is_whole();
  return multiple && (!node.low || *node.low <= number) && (!node.high_bound || number <= *node.high_bound);
}

}  // namespace

TEST(Bounds, FactsHaveTheirDeclaredBounds) {
  SmallGraph g;
  EXPECT_EQ(of_value(g, g.fact(SmallGraph::fte, plain_number)), "1/100 from 0 to 1");
}

TEST(Bounds, ArithmeticOfDenominators) {
  SmallGraph g;
  // $747 to $7,000 by the cent, 2.51% of it.
  const NodeId table = g.table(1, {"747", "7000", "1999.99"}, g.fact(SmallGraph::step, plain_number));
  EXPECT_EQ(of_value(g, g.arith(Op::multiply, g.number("0.0251"), table)), "1/1000000 from 18.7497 to 175.7");
  SmallGraph h;
  const NodeId monthly = h.table(1, {"26", "52"}, h.fact(SmallGraph::step, plain_number));
  const NodeId yearly = h.arith(Op::multiply, monthly, h.number("12"));
  EXPECT_EQ(of_value(h, h.arith(Op::divide, yearly, h.number("26"))), "1/1 from 12 to 24");
}

TEST(Bounds, RoundingSetsTheDenominator) {
  SmallGraph g;
  const NodeId third = g.arith(Op::divide, g.fact(SmallGraph::fte, plain_number), g.number("3"));
  EXPECT_EQ(of_value(g, g.rounded(third, "0.01")), "1/100 from 0 to 0.33");
}

TEST(Bounds, AStateThatGrowsIsUnknown) {
  SmallGraph g;
  const FigureId id = g.declare("grown", plain_number, SmallGraph::calendar_year);
  g.graph.figures[id].starting = g.number("100");
  g.rule(id, g.arith(Op::multiply, g.previous(id), g.number("1.05")));
  g.finish();
  EXPECT_EQ(described(g.node(g.graph.figures[id].root)), "1/0 from 105 to ?");
}

TEST(Bounds, AStateThatIsRoundedKeepsItsDenominator) {
  SmallGraph g;
  const FigureId id = g.declare("grown", plain_number, SmallGraph::calendar_year);
  g.graph.figures[id].starting = g.number("100");
  g.rule(id, g.rounded(g.arith(Op::multiply, g.previous(id), g.number("1.05")), "0.01"));
  g.finish();
  EXPECT_EQ(described(g.node(g.graph.figures[id].root)), "1/100 from 105 to ?");
}

TEST(Bounds, TotalsOfTicksAreCounted) {
  SmallGraph g;
  const NodeId week = g.fold(Op::total, RowsKind::clock, SmallGraph::workweek, g.number("2.5"));
  EXPECT_EQ(of_value(g, week), "1/2 from 0 to 5");
  SmallGraph h;
  const NodeId rows =
      h.fold(Op::total, RowsKind::event, SmallGraph::worked, h.column(SmallGraph::worked_hours, in_hours));
  EXPECT_EQ(of_value(h, rows), "1/4 from 0 to ?");
}

TEST(Bounds, BalancesLieUnderTheirLimit) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave");
  g.line(bank, LineKind::earns, g.number("20.67", in_hours), SmallGraph::month);
  g.cap(bank, g.number("440", in_hours));
  EXPECT_EQ(of_value(g, g.bank(bank, BankMeasure::balance)), "1/100 from 0 to 440");
  SmallGraph h;
  const BankId other = h.bank_of("leave");
  h.line(other, LineKind::earns, h.number("20.67", in_hours), SmallGraph::month);
  h.cap(other, h.number("440", in_hours));
  EXPECT_EQ(of_value(h, h.bank(other, BankMeasure::earned)), "1/100 from 0 to ?");
}

TEST(Bounds, KeysTakeTheValuesTheyAreGiven) {
  SmallGraph g;
  const FigureId twice = g.declare("twice", plain_number);
  g.key(twice, "step", plain_number, g.fact(SmallGraph::step, plain_number));
  g.rule(twice, g.arith(Op::multiply, g.argument(0), g.number("2")));
  g.figure_of("more", g.figure(twice, {g.number("9.5")}));
  g.finish();
  EXPECT_EQ(described(g.node(g.graph.figures[twice].root)), "1/1 from 2 to 19");
}

TEST(Range, CommonSteps) {
  EXPECT_EQ(common_step(Rational::ratio(1, 4), Rational::ratio(1, 6)), Rational::ratio(1, 12));
  EXPECT_EQ(common_step(Rational(12), Rational(18)), Rational(6));
  EXPECT_EQ(common_step(Rational(0), Rational(5)), Rational(5));
}

// A figure of random arithmetic over facts and tables: what it gives is as described.
RC_GTEST_PROP(Bounds, HoldWhatTheEvaluatorComputes, ()) {
  SmallGraph g;
  const auto constant = [&] {
    return g.number(Rational::ratio(*rc::gen::inRange(-300, 300), *rc::gen::inRange(1, 13)));
  };
  std::vector<NodeId> pool = {
      g.fact(SmallGraph::step, plain_number),
      g.fact(SmallGraph::fte, plain_number),
      constant(),
      g.table(1, {"1", "2.5", "-3", "4.04", "5", "0", "7"}, g.fact(SmallGraph::step, plain_number)),
      g.fold(Op::total, RowsKind::event, SmallGraph::worked, g.column(SmallGraph::worked_hours, plain_number)),
      g.fold(Op::average, RowsKind::event, SmallGraph::worked, g.column(SmallGraph::worked_hours, plain_number))};
  const int steps = *rc::gen::inRange(1, 9);
  for (int i = 0; i < steps; ++i) {
    const auto any = [&] { return pool[*rc::gen::inRange<std::size_t>(0, pool.size())]; };
    switch (*rc::gen::inRange(0, 8)) {
      case 0:
      case 1:
      case 2:
        pool.push_back(g.arith(*rc::gen::element(Op::add, Op::subtract, Op::multiply, Op::divide), any(), any()));
        break;
      case 3:
        pool.push_back(
            g.rounded(any(), *rc::gen::element("0.01", "1", "0.25"),
                      *rc::gen::element(Rounding::half_up, Rounding::half_down, Rounding::up, Rounding::down)));
        break;
      case 4:
        pool.push_back(g.limit(*rc::gen::element(Op::at_least, Op::at_most), any(), any()));
        break;
      case 5:
        pool.push_back(g.with_op(NodeKind::among, *rc::gen::element(Op::lesser, Op::greater, Op::total, Op::average),
                                 plain_number, {any(), any(), any()}));
        break;
      case 6:
        pool.push_back(constant());
        break;
      default:
        pool.push_back(g.figure(g.figure_of("part", any(), SmallGraph::pay_period)));
        break;
    }
  }
  const FigureId state = g.declare("state", plain_number, SmallGraph::pay_period);
  g.graph.figures[state].starting = constant();
  const NodeId next = g.arith(*rc::gen::element(Op::add, Op::multiply, Op::subtract), g.previous(state), pool.back());
  g.rule(state, *rc::gen::arbitrary<bool>() ? g.rounded(next, "0.01") : next);
  const FigureId last = g.figure_of("last", pool.back(), SmallGraph::pay_period);
  SmallRun run(
      g, SmallFacts()
             .roster({"employee", "step", "fte"}, {{"1", std::to_string(*rc::gen::inRange(1, 8)), "0.75"}})
             .worked({{"1", "2019-01-07", "7.25", ""}, {"1", "2019-01-22", "8", ""}, {"1", "2019-01-23", "0", ""}}));
  for (const FigureId id : {last, state}) {
    const Node& root = g.node(g.graph.figures[id].root);
    for (const char* date : {"2019-01-07", "2019-01-20", "2019-02-03"}) {
      const Value value = run.on(id, date);
      if (value.is_number()) RC_ASSERT(described_by(root, value.number));
    }
  }
  RC_ASSERT(verify(g.graph).empty());
}

}  // namespace mou
