// A sound graph has nothing wrong with it; each way to break one is told.
#include <gtest/gtest.h>

#include "tests/reference/small_graph.h"

namespace mou {

namespace {

// Two figures, a table, a bank, a total.
struct Sound {
  SmallGraph g;
  FigureId rate = g.declare("rate", plain_number);
  FigureId pay = g.pay("bonus");
  BankId bank = g.bank_of("leave");

  Sound() {
    g.clause("5-1");
    g.key(rate, "step", plain_number, g.fact(SmallGraph::step, plain_number));
    g.rule(rate, g.table(1, {"10", "20", "30", "40", "50", "60", "70"}, g.argument(0)));
    const NodeId hours =
        g.fold(Op::total, RowsKind::event, SmallGraph::worked, g.column(SmallGraph::worked_hours, in_hours));
    g.rule(pay, g.rounded(g.arith(Op::multiply, g.figure(rate), hours), "0.01"),
           g.fact(SmallGraph::bilingual, a_truth));
    g.line(bank, LineKind::earns, g.number("8", in_hours), SmallGraph::month);
    g.finish();
  }

  // The first thing wrong.
  std::string wrong() const {
    const std::vector<std::string> problems = verify(g.graph);
    return problems.empty() ? "nothing" : problems.front();
  }
  bool says(const std::string& words) const {
    const std::vector<std::string> problems = verify(g.graph);
    return std::any_of(problems.begin(), problems.end(),
                       [&](const std::string& problem) { return problem.find(words) != std::string::npos; });
  }
  NodeId first(NodeKind kind) const {
    for (NodeId id = 0; id < g.graph.nodes.size(); ++id) {
      if (g.graph.nodes[id].kind == kind) return id;
    }
    return no_node;
  }
};

}  // namespace

TEST(Verify, ASoundGraphHasNothingWrong) {
  EXPECT_EQ(Sound().wrong(), "nothing");
}

TEST(Verify, Children) {
  Sound s;
  s.g.node(s.first(NodeKind::round)).children.pop_back();
  EXPECT_TRUE(s.says("(round of clause 5-1) has 1 children")) << s.wrong();
}

TEST(Verify, Indices) {
  Sound s;
  s.g.node(s.first(NodeKind::roster)).index = 99;
  EXPECT_TRUE(s.says("has index 99, which is of nothing")) << s.wrong();
}

TEST(Verify, NodesBelowThemselves) {
  Sound s;
  const NodeId round = s.first(NodeKind::round);
  s.g.node(round).children[0] = round;
  EXPECT_TRUE(s.says("is below itself")) << s.wrong();
}

TEST(Verify, Types) {
  Sound s;
  const NodeId round = s.first(NodeKind::round);
  s.g.node(round).children[0] = s.first(NodeKind::today);
  EXPECT_TRUE(s.says("is a date where a number belongs")) << s.wrong();
}

TEST(Verify, ConditionsAreTruths) {
  Sound s;
  s.g.graph.arms.back().guard = s.first(NodeKind::today);
  EXPECT_TRUE(s.says("is a date where a truth belongs")) << s.wrong();
}

TEST(Verify, Subjects) {
  Sound s;
  s.g.node(s.first(NodeKind::round)).subject = Subject::constant;
  EXPECT_TRUE(s.says("depends on less than")) << s.wrong();
}

TEST(Verify, RulesBelongToOneFigure) {
  Sound s;
  s.g.node(s.g.graph.figures[s.pay].root).index = s.g.node(s.g.graph.figures[s.rate].root).index;
  EXPECT_TRUE(s.says("belongs to 2 choose nodes")) << s.wrong();
}

TEST(Verify, YieldingStaysBesideTheRule) {
  Sound s;
  s.g.graph.arms.back().yields_to = {0};
  EXPECT_TRUE(s.says("yields to a rule that is not beside it")) << s.wrong();
}

TEST(Verify, RootsAreChooseNodes) {
  Sound s;
  s.g.graph.figures[s.pay].root = s.first(NodeKind::round);
  EXPECT_TRUE(s.says("the root of figure bonus is no choose node")) << s.wrong();
}

TEST(Verify, PreviousNeedsAClock) {
  Sound s;
  const NodeId read = s.first(NodeKind::figure);
  s.g.node(read).kind = NodeKind::previous;
  s.g.node(read).children = {s.first(NodeKind::roster)};
  EXPECT_TRUE(s.says("asks for the previous rate, which ticks on no clock")) << s.wrong();
}

TEST(Verify, KeysFit) {
  Sound s;
  s.g.node(s.first(NodeKind::figure)).children = {s.first(NodeKind::roster), s.first(NodeKind::roster)};
  EXPECT_TRUE(s.says("gives 2 keys to rate, which has 1")) << s.wrong();
}

TEST(Verify, ColumnsNeedARow) {
  Sound s;
  s.g.graph.arms.back().value = s.first(NodeKind::column);
  EXPECT_TRUE(s.says("reads a column where there is no row")) << s.wrong();
}

TEST(Verify, ArgumentsStandForSomething) {
  Sound s;
  s.g.node(s.first(NodeKind::argument)).slot = 5;
  EXPECT_TRUE(s.says("stands for no key or candidate")) << s.wrong();
}

TEST(Verify, OrderPutsWhatIsReadFirst) {
  Sound s;
  std::reverse(s.g.graph.order.begin(), s.g.graph.order.end());
  EXPECT_TRUE(s.says("bonus stands before rate, which it reads")) << s.wrong();
  s.g.graph.order.pop_back();
  EXPECT_TRUE(s.says("the order leaves out figures")) << s.wrong();
}

TEST(Verify, RingsAreNamed) {
  SmallGraph g;
  const FigureId one = g.declare("one", plain_number);
  const FigureId other = g.figure_of("other", g.figure(one));
  g.rule(one, g.figure(other));
  g.finish();
  const std::vector<std::string> problems = verify(g.graph);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0], "figures need one another: one reads other reads one");
}

TEST(Verify, LinesOfBanks) {
  Sound s;
  s.g.graph.banks[0].lines[0].kind = LineKind::moves;
  EXPECT_TRUE(s.says("moves to none")) << s.wrong();
}

TEST(Verify, Intervals) {
  Sound s;
  s.g.node(s.first(NodeKind::round)).low = Rational(5);
  s.g.node(s.first(NodeKind::round)).high_bound = Rational(4);
  EXPECT_TRUE(s.says("lies in an empty interval")) << s.wrong();
}

TEST(Verify, ClocksThatChooseDays) {
  Sound s;
  s.g.graph.chosen_when[SmallGraph::month] = s.g.yes();
  EXPECT_TRUE(s.says("clock month has a condition and does not choose days")) << s.wrong();
}

}  // namespace mou
