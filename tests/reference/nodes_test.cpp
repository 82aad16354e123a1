// What each node gives, on graphs made by hand.
#include <gtest/gtest.h>

#include "tests/reference/small_graph.h"

namespace mou {

namespace {

// The one figure of a graph whose rule is `value`, each day.
std::string each_day(SmallGraph& g, NodeId value, const char* date, const SmallFacts& facts = one_employee()) {
  const FigureId id = g.figure_of("f", value, SmallGraph::days);
  SmallRun run(g, facts);
  return run.text(id, date);
}

}  // namespace

TEST(Nodes, ArithmeticIsExact) {
  SmallGraph g;
  const NodeId third = g.arith(Op::divide, g.number("1"), g.number("3"));
  const NodeId sum = g.arith(Op::add, g.arith(Op::multiply, third, g.number("0.3")), g.number("2.51"));
  EXPECT_EQ(each_day(g, g.arith(Op::subtract, sum, g.number("0.01")), "2019-07-01"), "2.6");
}

TEST(Nodes, DivisionByZeroIsAFault) {
  SmallGraph g;
  const NodeId zero = g.arith(Op::subtract, g.fact(SmallGraph::step, plain_number), g.number("3"));
  EXPECT_NE(each_day(g, g.arith(Op::divide, g.number("1"), zero), "2019-07-01").find("divides by zero"),
            std::string::npos);
}

TEST(Nodes, DatesAndDays) {
  SmallGraph g;
  const NodeId hired = g.fact(SmallGraph::hired, a_date);
  EXPECT_EQ(each_day(g, g.arith(Op::add, hired, g.number("30")), "2019-07-01"), "2015-03-31");
  SmallGraph h;
  const NodeId days =
      h.with_op(NodeKind::arith, Op::subtract, plain_number, {h.today(), h.fact(SmallGraph::hired, a_date)});
  EXPECT_EQ(each_day(h, days, "2015-03-11"), "10");
}

TEST(Nodes, RoundingModes) {
  const auto rounded = [](const char* value, Rounding mode) {
    SmallGraph g;
    return each_day(g, g.rounded(g.number(value), "0.01", mode), "2019-07-01");
  };
  EXPECT_EQ(rounded("93.645", Rounding::half_up), "93.65");
  EXPECT_EQ(rounded("93.645", Rounding::half_down), "93.64");
  EXPECT_EQ(rounded("93.641", Rounding::up), "93.65");
  EXPECT_EQ(rounded("93.649", Rounding::down), "93.64");
}

TEST(Nodes, LimitsHoldNumbersAndDates) {
  SmallGraph g;
  EXPECT_EQ(each_day(g, g.limit(Op::at_least, g.number("2"), g.number("3")), "2019-07-01"), "3");
  SmallGraph h;
  EXPECT_EQ(each_day(h, h.limit(Op::at_most, h.date("2019-02-01"), h.date("2019-01-15")), "2019-07-01"), "2019-01-15");
}

TEST(Nodes, AmongTakesWhatIsThere) {
  const auto among = [](Op op, bool with_empty) {
    SmallGraph g;
    std::vector<NodeId> members = {g.date("2019-03-01"), g.date("2019-01-01")};
    if (with_empty) members.insert(members.begin(), g.value(Value::empty(), a_date));
    return each_day(g, g.with_op(NodeKind::among, op, a_date, members), "2019-07-01");
  };
  EXPECT_EQ(among(Op::lesser, false), "2019-01-01");
  EXPECT_EQ(among(Op::greater, false), "2019-03-01");
  EXPECT_EQ(among(Op::lesser, true), "2019-01-01");
  SmallGraph g;
  const NodeId average =
      g.with_op(NodeKind::among, Op::average, plain_number, {g.number("1"), g.number("2"), g.number("4")});
  EXPECT_EQ(each_day(g, average, "2019-07-01"), "7/3");
}

TEST(Nodes, FactsAreThoseOfTheDay) {
  SmallGraph g;
  const FigureId step = g.figure_of("f", g.fact(SmallGraph::step, plain_number), SmallGraph::pay_period);
  SmallRun run(g, SmallFacts().roster({"employee", "from", "step"}, {{"1", "", "3"}, {"1", "2019-01-18", "4"}}));
  // The pay period ends on 2019-01-12, the next on 2019-01-26.
  EXPECT_EQ(run.text(step, "2019-01-07"), "3");
  EXPECT_EQ(run.text(step, "2019-01-14"), "4");
}

TEST(Nodes, AMissingFactSaysWhoseAndWhoAsks) {
  SmallGraph g;
  const ClauseIndex clause = g.clause("10.4-1");
  const FigureId id = g.declare("bonus", plain_number, SmallGraph::days);
  g.rule(id, g.fact(SmallGraph::step, plain_number), no_node, clause);
  SmallRun run(g, SmallFacts().roster({"employee", "hired"}, {{"0042", "2015-03-01"}}));
  EXPECT_EQ(run.text(id, "2019-07-01"),
            "fault: needs the fact `step` of employee 0042 on 2019-07-01, asked by `bonus` under clause 10.4-1");
}

TEST(Nodes, NothingIsZeroOfANumberAndNotRecorded) {
  SmallGraph g;
  g.graph.schema.tables[0].columns[SmallGraph::fte].default_text = "";
  const FigureId fte = g.figure_of("fte", g.fact(SmallGraph::fte, plain_number));
  const NodeId asked = g.with_op(NodeKind::presence, Op::recorded, a_truth, {g.fact(SmallGraph::fte, plain_number)});
  const FigureId recorded = g.figure_of("recorded", asked);
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(fte, "2019-07-01"), "0");
  EXPECT_EQ(run.text(recorded, "2019-07-01"), "no");
}

TEST(Nodes, PresenceAsksWithoutFault) {
  SmallGraph g;
  const NodeId division = g.fact(SmallGraph::division, a_text);
  EXPECT_EQ(each_day(g, g.with_op(NodeKind::presence, Op::empty, a_truth, {division}), "2019-07-01"), "yes");
}

TEST(Nodes, TablesGiveTheirRowOrSayThatThereIsNone) {
  SmallGraph g;
  const FigureId rate = g.figure_of("rate", g.table(2, {"20", "30"}, g.fact(SmallGraph::step, plain_number)));
  SmallRun run(g, SmallFacts().roster({"employee", "step"}, {{"1", "3"}, {"2", "7"}}));
  EXPECT_EQ(run.text(rate, "2019-07-01"), "30");
  const Value none = run.evaluator.figure(rate, 1, day("2019-07-01")).value;
  EXPECT_NE(run.text(none).find("has no row for 7"), std::string::npos);
}

TEST(Nodes, KeysGiveOtherCellsThanTheEmployeesOwn) {
  SmallGraph g;
  const FigureId rate = g.declare("rate", plain_number);
  g.key(rate, "step", plain_number, g.fact(SmallGraph::step, plain_number));
  g.rule(rate, g.table(1, {"10", "20", "30", "40"}, g.argument(0)));
  const FigureId next =
      g.figure_of("next", g.figure(rate, {g.arith(Op::add, g.fact(SmallGraph::step, plain_number), g.number("1"))}));
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(rate, "2019-07-01"), "30");
  EXPECT_EQ(run.text(next, "2019-07-01"), "40");
  EXPECT_EQ(run.text(rate, "2019-07-01", {Value::of(Rational(1))}), "10");
  EXPECT_EQ(g.graph.figures[rate].subject, Subject::key);
  EXPECT_EQ(g.graph.figures[next].subject, Subject::employee);
}

TEST(Nodes, AsOfReadsAnotherDay) {
  SmallGraph g;
  const NodeId then = g.add(NodeKind::at, plain_number, {g.fact(SmallGraph::step, plain_number), g.date("2019-01-01")});
  EXPECT_EQ(each_day(g, then, "2019-07-01",
                     SmallFacts().roster({"employee", "from", "step"}, {{"1", "", "3"}, {"1", "2019-02-01", "4"}})),
            "3");
}

TEST(Nodes, SearchTakesTheFirstCandidate) {
  const auto searched = [](Op op, const char* least) {
    SmallGraph g;
    const NodeId condition = g.compare(Op::more_equal, g.argument(0), g.number(least));
    const NodeId search = g.with_op(NodeKind::search, op, plain_number, {condition, g.number("99")});
    g.node(search).slot = 0;
    g.node(search).number = 1;
    g.node(search).high = 7;
    return each_day(g, search, "2019-07-01");
  };
  EXPECT_EQ(searched(Op::lowest, "4"), "4");
  EXPECT_EQ(searched(Op::highest, "4"), "7");
  EXPECT_EQ(searched(Op::lowest, "8"), "99");
}

TEST(Nodes, CompletedYears) {
  SmallGraph g;
  const NodeId years = g.with_op(NodeKind::completed, Op::years, plain_number, {g.fact(SmallGraph::hired, a_date)});
  const FigureId id = g.figure_of("years", years);
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(id, "2019-02-28"), "3");
  EXPECT_EQ(run.text(id, "2019-03-01"), "4");
}

TEST(Nodes, Moments) {
  SmallGraph g;
  const auto clocked = [&](NodeKind kind, Op op, ClockId clock, std::vector<NodeId> children) {
    const NodeId id = g.with_op(kind, op, a_date, std::move(children));
    g.node(id).clock = clock;
    return id;
  };
  const NodeId month = clocked(NodeKind::period_start, Op::around, SmallGraph::month, {});
  const FigureId start = g.figure_of("start", month);
  const FigureId end = g.figure_of("end", clocked(NodeKind::period_end, Op::none, SmallGraph::month, {month}));
  const FigureId next = g.figure_of(
      "next", clocked(NodeKind::period_start, Op::following, SmallGraph::pay_period, {g.date("2019-07-01")}));
  const NodeId second = clocked(NodeKind::nth, Op::count, SmallGraph::pay_period, {month});
  g.node(second).index = SmallGraph::month;
  g.node(second).number = 2;
  const FigureId second_pay_day = g.figure_of("second_pay_day", second);
  const NodeId december = g.add(NodeKind::month_day, a_date, {g.today()});
  g.node(december).month = 12;
  g.node(december).number = 15;
  const FigureId fifteenth = g.figure_of("fifteenth", december);
  const FigureId paid = g.figure_of("paid", g.indexed(NodeKind::pay_day, a_date, SmallGraph::pay_period));
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(start, "2019-02-14"), "2019-02-01");
  EXPECT_EQ(run.text(end, "2019-02-14"), "2019-02-28");
  EXPECT_EQ(run.text(next, "2019-02-14"), "2019-07-14");
  // Periods end on Saturdays, 2019-01-26 and 2019-02-09 and so on; pay days are five days later.
  EXPECT_EQ(run.text(second_pay_day, "2019-02-14"), "2019-02-28");
  EXPECT_EQ(run.text(fifteenth, "2019-02-14"), "2019-12-15");
  EXPECT_EQ(run.text(paid, "2019-02-14"), "2019-02-28");
}

TEST(Nodes, OffsetsCountDaysAndChosenDays) {
  SmallGraph g;
  const auto offset = [&](CalendarUnit unit, ClockId clock, const char* count) {
    const NodeId id = g.with_op(NodeKind::offset, Op::add, a_date, {g.number(count), g.today()});
    g.node(id).calendar = unit;
    g.node(id).clock = clock;
    return g.figure_of("offset", id);
  };
  const FigureId weeks = offset(CalendarUnit::week, no_id, "2");
  const FigureId months = offset(CalendarUnit::month, no_id, "1");
  const FigureId working = offset(CalendarUnit::none, SmallGraph::working_day, "3");
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.text(weeks, "2019-07-01"), "2019-07-15");
  EXPECT_EQ(run.text(months, "2019-06-30"), "2019-07-30");
  EXPECT_EQ(run.fault(months, "2019-01-31"), FaultKind::arithmetic);
  // July 5 is a Friday, which the clock leaves out.
  EXPECT_EQ(run.text(working, "2019-07-03"), "2019-07-07");
}

TEST(Nodes, ReadingsAreThoseOfTheRun) {
  SmallGraph g;
  const TextId one = g.graph.texts.intern("one");
  const TextId other = g.graph.texts.intern("other");
  g.graph.readings.push_back({"which", "?", {one, other}, one, "", no_id, {}});
  const FigureId id = g.figure_of("f", g.indexed(NodeKind::reading, a_text, 0));
  {
    SmallRun run(g, one_employee());
    EXPECT_EQ(run.text(id, "2019-07-01"), "one");
  }
  const Facts facts =
      make_facts(g.graph.schema, one_employee().tables, "made up", g.graph.texts, *std::make_unique<Diagnostics>());
  Evaluator chosen(g.graph, facts, {day("2019-01-06"), day("2019-12-31"), {other}});
  EXPECT_EQ(chosen.figure(id, 0, day("2019-07-01")).value, Value::text(other));
}

TEST(Nodes, OutsideValuesAreTheNewestOrAFault) {
  SmallGraph g;
  OutsideName name;
  name.value.name = "split";
  name.value.type = ColumnType::number;
  g.graph.schema.outside.push_back(name);
  g.graph.outsides.push_back({"split", "nobody printed it", plain_number, {}, no_id, {}});
  const FigureId id = g.figure_of("f", g.indexed(NodeKind::outside, plain_number, 0), SmallGraph::days);
  SmallFacts facts = one_employee();
  facts.tables.push_back(
      {"outside", {"name", "from", "value"}, {{"split", "2019-01-01", "0.8"}, {"split", "2019-07-01", "0.7"}}});
  SmallRun run(g, facts);
  EXPECT_EQ(run.text(id, "2019-06-30"), "0.8");
  EXPECT_EQ(run.text(id, "2019-07-01"), "0.7");
  EXPECT_EQ(run.fault(id, "2018-12-31"), FaultKind::missing_outside);
  EXPECT_TRUE(g.graph.figures[id].rests_on_outside);
}

}  // namespace mou
