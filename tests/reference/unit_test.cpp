// What is of all employees: totals over them, and banks of the unit. And stretches of a day, minute by minute.
#include "engine/graph/unit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/reference/small_graph.h"

namespace mou {

namespace {

// A unit of employees with these steps; empty: the fact is missing.
SmallFacts steps_of(const std::vector<std::string>& steps) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < steps.size(); ++i) rows.push_back({std::to_string(i + 1), "2015-03-01", steps[i]});
  return SmallFacts().roster({"employee", "hired", "step"}, std::move(rows));
}

// The fold of the step over employees, each pay period.
std::string over_steps(Op op, const std::vector<std::string>& steps) {
  SmallGraph g;
  const NodeId fold = g.fold(op, RowsKind::employee, no_id, g.fact(SmallGraph::step, plain_number));
  g.node(fold).clock = SmallGraph::pay_period;
  const FigureId id = g.figure_of("of the unit", fold, SmallGraph::pay_period);
  SmallRun run(g, steps_of(steps));
  return run.text(id, "2019-01-20");
}

TEST(Unit, EveryFoldOverEmployees) {
  const std::vector<std::string> steps = {"4", "7", "2", "2"};
  EXPECT_EQ(over_steps(Op::total, steps), "15");
  EXPECT_EQ(over_steps(Op::count, steps), "4");
  EXPECT_EQ(over_steps(Op::lowest, steps), "2");
  EXPECT_EQ(over_steps(Op::highest, steps), "7");
  EXPECT_EQ(over_steps(Op::average, steps), "3.75");
}

// Against what the same numbers give taken by hand.
RC_GTEST_PROP(Unit, FoldsOverEmployeesAreThoseOfTheirValues, ()) {
  const auto steps = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 8)));
  std::vector<std::string> texts;
  Rational sum;
  for (const int step : steps) {
    texts.push_back(std::to_string(step));
    sum += Rational(step);
  }
  RC_ASSERT(over_steps(Op::total, texts) == sum.text());
  RC_ASSERT(over_steps(Op::average, texts) == (sum / Rational(static_cast<std::int64_t>(steps.size()))).text());
  RC_ASSERT(over_steps(Op::lowest, texts) == std::to_string(*std::min_element(steps.begin(), steps.end())));
  RC_ASSERT(over_steps(Op::highest, texts) == std::to_string(*std::max_element(steps.begin(), steps.end())));
}

TEST(Unit, DatesAreCompared) {
  SmallGraph g;
  const NodeId fold = g.fold(Op::highest, RowsKind::employee, no_id, g.fact(SmallGraph::hired, a_date));
  const FigureId id = g.figure_of("newest", fold);
  SmallRun run(g, SmallFacts().roster({"employee", "hired"}, {{"1", "2015-03-01"}, {"2", "2018-07-01"}}));
  EXPECT_EQ(run.text(id, "2019-02-01"), "2018-07-01");
  // Who is not there yet does not count.
  EXPECT_EQ(run.text(id, "2017-02-01"), "2015-03-01");
}

// Ticks beyond the days of the run are counted by themselves, and nothing is counted twice.
TEST(Unit, TicksBeyondTheRun) {
  SmallGraph g;
  const NodeId fold = g.fold(Op::total, RowsKind::employee, no_id, g.fact(SmallGraph::step, plain_number));
  g.node(fold).clock = SmallGraph::calendar_year;
  const FigureId id = g.figure_of("steps", fold, SmallGraph::calendar_year);
  SmallRun run(g, steps_of({"1", "6"}), {day("2019-12-01"), day("2020-01-31")});
  for (const char* date : {"2021-06-30", "2018-06-30", "2019-06-30", "2017-06-30", "2019-07-01", "2018-07-01"}) {
    EXPECT_EQ(run.text(id, date), "7") << date;
  }
}

TEST(Unit, NobodyHasNoAverageAndNoHighest) {
  SmallGraph g;
  const auto none = [&](Op op) {
    const NodeId fold = g.fold(op, RowsKind::employee, no_id, g.fact(SmallGraph::step, plain_number), g.no());
    return g.figure_of("of nobody", fold, SmallGraph::days);
  };
  const FigureId average = none(Op::average);
  const FigureId highest = none(Op::highest);
  const FigureId total = none(Op::total);
  SmallRun run(g, steps_of({"4", "7"}));
  EXPECT_EQ(run.fault(average, "2019-01-20"), FaultKind::no_rule);
  EXPECT_EQ(run.text(highest, "2019-01-20"), "empty");
  EXPECT_EQ(run.text(total, "2019-01-20"), "0");
}

TEST(Unit, AMissingFactOfOneIsAFaultOfTheUnit) {
  SmallGraph g;
  const NodeId fold = g.fold(Op::highest, RowsKind::employee, no_id, g.fact(SmallGraph::step, plain_number));
  const FigureId id = g.figure_of("highest step", fold, SmallGraph::days);
  SmallRun run(g, steps_of({"4", ""}));
  EXPECT_EQ(run.fault(id, "2019-01-20"), FaultKind::missing_fact);
  EXPECT_NE(run.text(id, "2019-01-20").find("employee 2"), std::string::npos);
}

// A total that reads a figure that reads a total: asked while an employee is being computed.
TEST(Unit, TotalsOfTotals) {
  SmallGraph g;
  const auto over = [&](Op op, NodeId value, NodeId where = no_node) {
    const NodeId fold = g.fold(op, RowsKind::employee, no_id, value, where);
    g.node(fold).clock = SmallGraph::days;
    return fold;
  };
  const NodeId step = g.fact(SmallGraph::step, plain_number);
  const FigureId average = g.figure_of("average", over(Op::average, step), SmallGraph::days);
  const NodeId above = g.compare(Op::more, step, g.figure(average));
  const NodeId others = over(Op::count, g.number("1"), above);
  const FigureId count = g.figure_of("above the average", others, SmallGraph::days);
  const FigureId own = g.figure_of("own", g.arith(Op::add, step, g.figure(count)), SmallGraph::days);
  SmallRun run(g, steps_of({"1", "6", "7", "2"}));
  EXPECT_EQ(run.text(average, "2019-01-20"), "4");
  EXPECT_EQ(run.text(count, "2019-01-20"), "2");
  EXPECT_EQ(run.text(own, "2019-01-20"), "3");
  EXPECT_EQ(folds_beside(g.graph, others), std::vector<NodeId>{others});
}

// ---- Banks of the unit

// Ten hours to begin with, ten more each month; rows of everybody draw.
struct Pool {
  SmallGraph g;
  BankId bank;

  Pool() {
    bank = g.bank_of("pool");
    g.graph.banks[bank].of_the_unit = true;
    g.graph.banks[bank].starting = Rational(10);
    g.line(bank, LineKind::uses, g.column(SmallGraph::worked_hours, in_hours), no_id, SmallGraph::worked);
    g.line(bank, LineKind::earns, g.number("10", in_hours), SmallGraph::month);
  }
};

TEST(Unit, RowsOfEverybodyDrawInTheOrderOfTheDays) {
  Pool pool;
  SmallRun run(pool.g, steps_of({"1", "1"})
                           .worked({{"2", "2019-01-15", "4", ""},
                                    {"1", "2019-01-14", "7", ""},
                                    {"2", "2019-01-16", "1", ""},
                                    {"1", "2019-02-04", "10", ""}}));
  const auto on = [&](BankMeasure measure, const char* first, const char* last) {
    return run.text(run.evaluator.bank(pool.bank, measure, no_employee, day(first), day(last)));
  };
  EXPECT_EQ(on(BankMeasure::used, "2019-01-14", "2019-01-14"), "7");
  EXPECT_EQ(on(BankMeasure::used, "2019-01-15", "2019-01-15"), "3");
  EXPECT_EQ(on(BankMeasure::asked_short, "2019-01-06", "2019-01-31"), "2");
  EXPECT_EQ(on(BankMeasure::balance, "2019-01-31", "2019-01-31"), "10");
  EXPECT_EQ(on(BankMeasure::balance, "2019-02-04", "2019-02-04"), "0");
  const std::vector<Posting> postings = run.evaluator.postings(pool.bank, 0, day("2019-02-04"));
  std::vector<EmployeeId> lacking;
  for (const Posting& posting : postings) {
    if (posting.measure == BankMeasure::asked_short) lacking.push_back(posting.employee);
  }
  EXPECT_EQ(lacking, (std::vector<EmployeeId>{1, 1}));
}

// On one day the rows draw as they stand in the table, whoever they are of.
TEST(Unit, RowsOfOneDayDrawInTheOrderOfTheTable) {
  Pool pool;
  SmallRun run(pool.g, steps_of({"1", "1"}).worked({{"2", "2019-01-15", "8", ""}, {"1", "2019-01-15", "8", ""}}));
  for (const Posting& posting : run.evaluator.postings(pool.bank, no_employee, day("2019-01-15"))) {
    if (posting.measure == BankMeasure::asked_short) {
      EXPECT_EQ(posting.employee, 0U);
      EXPECT_EQ(posting.amount, Rational(6));
    }
  }
}

// What is given leaves the employee's own bank, and no more than is there.
TEST(Unit, EmployeesBanksMoveHoursIn) {
  SmallGraph g;
  const BankId own = g.bank_of("own");
  g.graph.banks[own].starting = Rational(6);
  const BankId pool = g.bank_of("pool");
  g.graph.banks[pool].of_the_unit = true;
  g.graph.banks[pool].starting = Rational(0);
  const NodeId hours = g.column(SmallGraph::worked_hours, in_hours);
  g.line(own, LineKind::moves, hours, no_id, SmallGraph::worked).target = pool;
  SmallRun run(g, steps_of({"1", "1"}).worked({{"1", "2019-01-14", "4", ""}, {"2", "2019-01-15", "7", ""}}));
  const Date last = day("2019-01-31");
  EXPECT_EQ(run.text(run.evaluator.bank(pool, BankMeasure::balance, no_employee, last, last)), "10");
  EXPECT_EQ(run.text(run.evaluator.bank(own, BankMeasure::balance, 0, last, last)), "2");
  EXPECT_EQ(run.text(run.evaluator.bank(own, BankMeasure::balance, 1, last, last)), "0");
}

// Opening, plus what came in, less what went out, is the closing balance; and the short and the drawn are the asked.
RC_GTEST_PROP(Unit, BanksOfTheUnitAreConserved, ()) {
  const auto asked = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 24));
  std::vector<std::vector<std::string>> rows;
  Rational all;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const Date on = day("2019-01-06") + static_cast<std::int32_t>(i * 5 % 60);
    rows.push_back({std::to_string(i % 3 + 1), date_text(on), std::to_string(asked[i]), ""});
    all += Rational(asked[i]);
  }
  Pool pool;
  SmallRun run(pool.g, steps_of({"1", "1", "1"}).worked(std::move(rows)));
  const auto total = [&](BankMeasure measure) {
    return run.evaluator.bank(pool.bank, measure, no_employee, day("2019-01-06"), day("2019-03-31")).number;
  };
  RC_ASSERT(total(BankMeasure::used) + total(BankMeasure::asked_short) == all);
  RC_ASSERT(total(BankMeasure::opening) + total(BankMeasure::earned) - total(BankMeasure::used) ==
            total(BankMeasure::balance));
  RC_ASSERT(!(total(BankMeasure::balance) < Rational(0)));
}

// A bank of the unit whose line needs the bank itself by way of another figure ends in a fault.
TEST(Unit, ABankThatNeedsItselfIsAFault) {
  SmallGraph g;
  const BankId pool = g.bank_of("pool");
  g.graph.banks[pool].of_the_unit = true;
  g.graph.banks[pool].starting = Rational(0);
  const FigureId half =
      g.figure_of("half", g.arith(Op::divide, g.bank(pool, BankMeasure::balance), g.number("2")), SmallGraph::month);
  g.line(pool, LineKind::earns, g.figure(half), SmallGraph::month);
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.fault(half, "2019-02-28"), FaultKind::cycle);
}

// ---- Times of day

const Type a_time{TypeKind::time, {}};

NodeId time_of(SmallGraph& g, int minutes) {
  return g.value(Value::time(minutes), a_time);
}

// Every minute of the stretch, looked at by itself.
RC_GTEST_PROP(Times, AStretchIsItsMinutes, ()) {
  const auto any = rc::gen::inRange(0, 24 * 60);
  const int from = *any;
  const int to = *any;
  const int opens = *any;
  const int closes = *any;
  SmallGraph g;
  const FigureId whole =
      g.figure_of("whole", g.add(NodeKind::hours_between, in_hours, {time_of(g, from), time_of(g, to)}));
  const FigureId part =
      g.figure_of("part", g.add(NodeKind::hours_between, in_hours,
                                {time_of(g, from), time_of(g, to), time_of(g, opens), time_of(g, closes)}));
  std::int64_t minutes = 0;
  std::int64_t inside = 0;
  int at = from;
  do {
    ++minutes;
    const bool open = opens < closes ? opens <= at && at < closes : opens <= at || at < closes;
    if (open) ++inside;
    at = (at + 1) % (24 * 60);
  } while (at != to);
  SmallRun run(g, one_employee());
  RC_ASSERT(run.on(whole, "2019-07-01").number == Rational::ratio(minutes, 60));
  RC_ASSERT(run.on(part, "2019-07-01").number == Rational::ratio(inside, 60));
}

TEST(Times, HoursAreAddedOverMidnight) {
  const auto shifted = [](Op op, int minutes, const char* hours) {
    SmallGraph g;
    const FigureId id = g.figure_of("f", g.arith(op, time_of(g, minutes), g.number(hours, in_hours)));
    SmallRun run(g, one_employee());
    return run.text(id, "2019-07-01");
  };
  EXPECT_EQ(shifted(Op::add, 23 * 60 + 30, "1"), "00:30");
  EXPECT_EQ(shifted(Op::subtract, 30, "8.25"), "16:15");
  EXPECT_EQ(shifted(Op::add, 60, "48"), "01:00");
  EXPECT_NE(shifted(Op::add, 60, "0.001").find("no whole number of minutes"), std::string::npos);
}

}  // namespace

}  // namespace mou
