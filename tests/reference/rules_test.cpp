// Which rule of a figure is live, what `previous` and running limits remember, what totals run over.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

#include "tests/reference/small_graph.h"

namespace mou {

namespace {

// A figure with a rule for step 3 and an `otherwise`, and facts of employees with steps 3 and 4.
struct Choice {
  SmallGraph g;
  FigureId id = g.declare("amount", plain_number, SmallGraph::days);
  NodeId third = g.compare(Op::equal, g.fact(SmallGraph::step, plain_number), g.number("3"));

  std::string of(EmployeeId employee, const char* date = "2019-07-01") {
    if (!run) {
      run = std::make_unique<SmallRun>(
          g, SmallFacts().roster({"employee", "hired", "step"}, {{"A", "2015-03-01", "3"}, {"B", "2015-03-01", "4"}}));
    }
    return run->text(run->evaluator.figure(id, employee, day(date)).value);
  }
  std::unique_ptr<SmallRun> run;
};

}  // namespace

TEST(Rules, OtherwiseIsLiveWhenNoOtherRuleOfItsStatementIs) {
  Choice c;
  c.g.rule(c.id, c.g.number("1"), c.third);
  c.g.rule(c.id, c.g.number("2")).otherwise = true;
  EXPECT_EQ(c.of(0), "1");
  EXPECT_EQ(c.of(1), "2");
}

TEST(Rules, TwoLiveRulesAreAFaultThatNamesBothClauses) {
  Choice c;
  const ClauseIndex one = c.g.clause("5-1");
  const ClauseIndex other = c.g.clause("5-2");
  c.g.rule(c.id, c.g.number("1"), c.third, one);
  c.g.rule(c.id, c.g.number("2"), no_node, other);
  EXPECT_EQ(c.of(0),
            "fault: two rules of `amount` apply to employee A on 2019-07-01: those of clauses 5-1 and 5-2; "
            "one must say `instead of`");
  EXPECT_EQ(c.of(1), "2");
}

TEST(Rules, InsteadOfReplacesWhereItApplies) {
  Choice c;
  c.g.rule(c.id, c.g.number("1")).yields_to = {1};
  c.g.rule(c.id, c.g.number("2"), c.third);
  EXPECT_EQ(c.of(0), "2");
  EXPECT_EQ(c.of(1), "1");
}

// What stands in for the rule of a statement does not bring its `otherwise` to life.
TEST(Rules, AReplacedRuleStillSilencesItsOtherwise) {
  Choice c;
  c.g.rule(c.id, c.g.number("1"), c.third).yields_to = {2};
  c.g.rule(c.id, c.g.number("2")).otherwise = true;
  Arm& instead = c.g.rule(c.id, c.g.number("3"), c.third);
  instead.group = 1;
  EXPECT_EQ(c.of(0), "3");
  EXPECT_EQ(c.of(1), "2");
}

TEST(Rules, NoLiveRuleIsNoValueAndZeroForPay) {
  Choice c;
  c.g.rule(c.id, c.g.number("1"), c.third);
  const FigureId reader =
      c.g.figure_of("reader", c.g.arith(Op::add, c.g.figure(c.id), c.g.number("1")), SmallGraph::days);
  const FigureId pay = c.g.pay("bonus");
  c.g.rule(pay, c.g.number("5", in_dollars), c.g.no());
  EXPECT_EQ(c.of(1), "fault: no rule of `amount` applies to employee B on 2019-07-01");
  const Value read = c.run->evaluator.figure(reader, 1, day("2019-07-01")).value;
  EXPECT_EQ(c.run->evaluator.fault(read.fault_id()).kind, FaultKind::reads_no_value);
  EXPECT_EQ(c.run->text(c.run->evaluator.figure(pay, 1, day("2019-07-01")).value), "0");
}

TEST(Rules, DatesOfARuleAreIncluded) {
  Choice c;
  Arm& early = c.g.rule(c.id, c.g.number("1"));
  early.until = day("2019-06-30");
  Arm& late = c.g.rule(c.id, c.g.number("2"));
  late.from = day("2019-07-01");
  EXPECT_EQ(c.of(0, "2019-06-30"), "1");
  EXPECT_EQ(c.of(0, "2019-07-01"), "2");
}

TEST(Rules, AFaultInAConditionIsTheFiguresFault) {
  SmallGraph g;
  const FigureId id = g.declare("amount", plain_number, SmallGraph::days);
  g.rule(id, g.number("1"), g.fact(SmallGraph::bilingual, a_truth));
  g.rule(id, g.number("2")).otherwise = true;
  SmallRun run(g, SmallFacts().roster({"employee"}, {{"1"}}));
  EXPECT_EQ(run.fault(id, "2019-07-01"), FaultKind::missing_fact);
}

TEST(Rules, AFigureThatNeedsItselfIsACycle) {
  SmallGraph g;
  const FigureId id = g.declare("amount", plain_number, SmallGraph::days);
  g.rule(id, g.arith(Op::add, g.figure(id), g.number("1")));
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.fault(id, "2019-07-01"), FaultKind::cycle);
}

TEST(Rules, PreviousStartsAtItsOpeningAndGoesTickByTick) {
  SmallGraph g;
  const FigureId count = g.declare("count", plain_number, SmallGraph::workweek);
  g.graph.figures[count].starting = g.number("10");
  const NodeId bilingual = g.fact(SmallGraph::bilingual, a_truth);
  g.rule(count, g.arith(Op::add, g.previous(count), g.number("1")), bilingual);
  const FigureId unopened = g.declare("unopened", plain_number, SmallGraph::workweek);
  g.rule(unopened, g.arith(Op::add, g.previous(unopened), g.number("1")), bilingual);
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(count, "2019-01-06"), "11");
  EXPECT_EQ(run.text(count, "2019-01-26"), "13");
  EXPECT_EQ(run.text(count, "2019-12-31"), "62");
  EXPECT_EQ(run.fault(unopened, "2019-01-26"), FaultKind::no_opening);
}

// What is the same for all employees does not begin with the run but with its first rule.
TEST(Rules, PreviousOfTheContractStartsWithItsFirstRule) {
  SmallGraph g;
  const FigureId count = g.declare("count", plain_number, SmallGraph::calendar_year);
  g.graph.figures[count].starting = g.number("10");
  g.rule(count, g.arith(Op::add, g.previous(count), g.number("1"))).from = day("2015-01-01");
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(count, "2015-06-01"), "11");
  EXPECT_EQ(run.text(count, "2019-06-01"), "15");
}

TEST(Rules, GivenFiguresStandInForTheirRules) {
  SmallGraph g;
  const FigureId base = g.figure_of("base", g.number("100"), SmallGraph::days);
  const FigureId doubled =
      g.figure_of("doubled", g.arith(Op::multiply, g.figure(base), g.number("2")), SmallGraph::days);
  RunSettings settings{day("2019-01-06"), day("2019-12-31")};
  settings.given.push_back({base, {}, day("2019-07-01"), Value::of(Rational(7))});
  SmallRun run(g, one_employee(), settings);
  EXPECT_EQ(run.text(doubled, "2019-06-30"), "200");
  EXPECT_EQ(run.text(doubled, "2019-07-01"), "14");
}

TEST(Rules, RunningLimitsHoldTheSumOfATick) {
  SmallGraph g;
  const FigureId paid = g.declare("paid", in_hours);
  g.graph.figures[paid].event = SmallGraph::worked;
  g.rule(paid, g.running_limit(g.column(SmallGraph::worked_hours, in_hours), g.number("10", in_hours),
                               SmallGraph::calendar_year));
  SmallRun run(g, one_employee().worked({{"1", "2019-03-01", "4", ""},
                                         {"1", "2019-03-02", "5", ""},
                                         {"1", "2019-03-02", "3", ""},
                                         {"1", "2019-12-31", "1", ""},
                                         {"1", "2020-01-01", "4", ""}}));
  std::vector<std::string> values;
  for (std::uint32_t row = 0; row < 5; ++row)
    values.push_back(run.text(run.evaluator.figure_of_row(paid, 0, row).value));
  EXPECT_EQ(values, (std::vector<std::string>{"4", "5", "1", "0", "4"}));
}

TEST(Rules, TotalsRunOverTheRowsOfTheirWindow) {
  const auto total = [](Op op, RowWindow window, ClockId clock) {
    SmallGraph g;
    const NodeId hours = g.column(SmallGraph::worked_hours, in_hours);
    const FigureId id = g.figure_of(
        "sum", g.fold(op, RowsKind::event, SmallGraph::worked, hours, no_node, window, clock), SmallGraph::pay_period);
    SmallRun run(g, one_employee().worked({{"1", "2018-12-31", "8", ""},
                                           {"1", "2019-01-12", "2", ""},
                                           {"1", "2019-01-13", "4", ""},
                                           {"1", "2019-01-26", "6", ""},
                                           {"1", "2019-01-27", "1", ""}}));
    // The pay period 2019-01-13 to 2019-01-26.
    return run.text(id, "2019-01-20");
  };
  const ClockId year = SmallGraph::calendar_year;
  EXPECT_EQ(total(Op::total, RowWindow::tick, no_id), "10");
  EXPECT_EQ(total(Op::count, RowWindow::tick, no_id), "2");
  EXPECT_EQ(total(Op::average, RowWindow::tick, no_id), "5");
  EXPECT_EQ(total(Op::highest, RowWindow::history, no_id), "8");
  EXPECT_EQ(total(Op::lowest, RowWindow::history, no_id), "2");
  EXPECT_EQ(total(Op::latest, RowWindow::history, no_id), "6");
  EXPECT_EQ(total(Op::total, RowWindow::around, year), "13");
  EXPECT_EQ(total(Op::total, RowWindow::so_far, year), "12");
  EXPECT_EQ(total(Op::total, RowWindow::previous, year), "8");
}

// A tick belongs to the slower tick that holds its last day.
TEST(Rules, TicksBelongToTheSlowerTickOfTheirLastDay) {
  SmallGraph g;
  const FigureId weeks =
      g.figure_of("weeks", g.fold(Op::count, RowsKind::clock, SmallGraph::workweek, g.number("1")), SmallGraph::month);
  SmallRun run(g, one_employee());
  // Workweeks end on Saturdays: 4 in February, 5 in March 2019.
  EXPECT_EQ(run.text(weeks, "2019-02-10"), "4");
  EXPECT_EQ(run.text(weeks, "2019-03-10"), "5");
}

TEST(Rules, TotalsSkipWhatHasNoRuleAndPassOnFaults) {
  SmallGraph g;
  const FigureId amount = g.declare("amount", in_hours);
  g.graph.figures[amount].event = SmallGraph::worked;
  const NodeId long_day = g.compare(Op::more, g.column(SmallGraph::worked_hours, in_hours), g.number("5", in_hours));
  g.rule(amount, g.column(SmallGraph::worked_hours, in_hours), long_day);
  const FigureId sum = g.figure_of("sum", g.fold(Op::total, RowsKind::event, SmallGraph::worked, g.figure(amount)),
                                   SmallGraph::pay_period);
  SmallRun run(g,
               SmallFacts()
                   .roster({"employee"}, {{"1"}, {"2"}})
                   .worked({{"1", "2019-01-14", "4", ""}, {"1", "2019-01-15", "6", ""}, {"2", "2019-01-15", "", ""}}));
  EXPECT_EQ(run.text(sum, "2019-01-20"), "6");
  const Value faulty = run.evaluator.figure(sum, 1, day("2019-01-20")).value;
  EXPECT_EQ(run.text(faulty), "fault: needs `hours` in made up, row 4");
}

// A row of which it cannot be said whether it counts is not left out in silence.
TEST(Rules, AConditionOfAnEventThatCannotBeDecidedIsAFault) {
  SmallGraph g;
  g.graph.events[SmallGraph::worked].where =
      g.compare(Op::equal, g.column(SmallGraph::worked_kind, a_text), g.text("night"));
  const FigureId count = g.figure_of("count", g.fold(Op::count, RowsKind::event, SmallGraph::worked, g.number("1")),
                                     SmallGraph::pay_period);
  SmallRun run(g,
               one_employee().worked(
                   {{"1", "2019-01-14", "4", "night"}, {"1", "2019-01-15", "6", "day"}, {"1", "2019-01-30", "6", ""}}));
  EXPECT_EQ(run.text(count, "2019-01-20"), "1");
  EXPECT_EQ(run.fault(count, "2019-01-30"), FaultKind::missing_fact);
}

TEST(Rules, TotalsOverKeysAndEmployees) {
  SmallGraph g;
  const FigureId rate = g.declare("rate", plain_number);
  g.key(rate, "step", plain_number, no_node);
  g.rule(rate, g.table(1, {"10", "20", "30"}, g.argument(0)));
  const NodeId all_steps = g.fold(Op::total, RowsKind::key, no_id, g.figure(rate, {g.argument(0)}));
  for (const char* step : {"1", "2", "3"}) {
    const NodeId candidate = g.number(step);
    g.node(all_steps).children.push_back(candidate);
  }
  g.node(all_steps).slot = 0;
  const FigureId sum = g.figure_of("sum", all_steps);
  const NodeId steps = g.fold(Op::total, RowsKind::employee, no_id, g.fact(SmallGraph::step, plain_number));
  g.node(steps).clock = SmallGraph::pay_period;
  const FigureId unit = g.figure_of("unit", steps, SmallGraph::pay_period);
  SmallRun run(g, SmallFacts().roster({"employee", "step", "separated"}, {{"1", "3", ""}, {"2", "4", "2019-01-20"}}));
  EXPECT_EQ(run.text(sum, "2019-01-20"), "60");
  EXPECT_EQ(run.text(unit, "2019-01-20"), "7");
  EXPECT_EQ(run.text(unit, "2019-02-20"), "3");
  EXPECT_EQ(g.graph.figures[unit].subject, Subject::contract);
}

// A no decides `all` and a yes decides `any` whatever else faults, in any order.
RC_GTEST_PROP(Rules, LogicDoesNotDependOnOrder, ()) {
  // 0: no, 1: yes, 2: a fault.
  const auto kinds = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3));
  RC_PRE(!kinds.empty());
  const auto shuffled = [&] {
    auto copy = kinds;
    for (std::size_t i = copy.size(); i > 1; --i) {
      std::swap(copy[i - 1], copy[*rc::gen::inRange<std::size_t>(0, i)]);
    }
    return copy;
  }();
  const auto outcome = [](Op op, const std::vector<int>& order) {
    SmallGraph g;
    std::vector<NodeId> parts;
    for (const int kind : order)
      parts.push_back(kind == 0 ? g.no() : kind == 1 ? g.yes() : g.fact(SmallGraph::bilingual, a_truth));
    const FigureId id = g.figure_of("f", g.logic(op, parts), SmallGraph::days);
    SmallRun run(g, SmallFacts().roster({"employee"}, {{"1"}}));
    const Value value = run.on(id, "2019-07-01");
    return value.is_fault() ? std::string("fault") : run.text(value);
  };
  const auto has = [&](int kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
  RC_ASSERT(outcome(Op::all, kinds) == (has(0) ? "no" : has(2) ? "fault" : "yes"));
  RC_ASSERT(outcome(Op::any, kinds) == (has(1) ? "yes" : has(2) ? "fault" : "no"));
  RC_ASSERT(outcome(Op::all, shuffled) == outcome(Op::all, kinds));
  RC_ASSERT(outcome(Op::any, shuffled) == outcome(Op::any, kinds));
}

}  // namespace mou
