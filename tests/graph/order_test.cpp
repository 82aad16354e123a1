// What stands after what, and what depends on what.
#include <gtest/gtest.h>

#include "engine/graph/outside.h"
#include "tests/reference/small_graph.h"

namespace mou {

namespace {

std::ptrdiff_t place(const Graph& graph, FigureId id) {
  return std::find(graph.order.begin(), graph.order.end(), id) - graph.order.begin();
}

}  // namespace

TEST(Order, FiguresStandAfterWhatTheyReadAlsoThroughBanks) {
  SmallGraph g;
  const FigureId reader = g.declare("reader", in_hours, SmallGraph::pay_period);
  const FigureId rate = g.figure_of("rate", g.number("8", in_hours));
  const BankId bank = g.bank_of("leave");
  g.line(bank, LineKind::earns, g.figure(rate), SmallGraph::month);
  g.rule(reader, g.bank(bank, BankMeasure::balance));
  g.finish();
  EXPECT_LT(place(g.graph, rate), place(g.graph, reader));
  EXPECT_EQ(g.graph.order.size(), 2U);
}

TEST(Order, PreviousIsNoRing) {
  SmallGraph g;
  const FigureId one = g.declare("one", plain_number, SmallGraph::month);
  const FigureId other = g.figure_of("other", g.previous(one), SmallGraph::month);
  g.rule(one, g.figure(other));
  g.finish();
  EXPECT_TRUE(ring_of_figures(g.graph).empty());
  EXPECT_LT(place(g.graph, other), place(g.graph, one));
}

TEST(Order, ABanksOwnBalanceIsNoRing) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave");
  g.line(bank, LineKind::cashes, g.bank(bank, BankMeasure::balance), SmallGraph::calendar_year);
  g.figure_of("reader", g.bank(bank, BankMeasure::balance));
  g.finish();
  EXPECT_TRUE(ring_of_figures(g.graph).empty());
}

TEST(Subjects, EachKindOfDependence) {
  SmallGraph g;
  const NodeId hours = g.column(SmallGraph::worked_hours, in_hours);
  const FigureId constant = g.figure_of("constant", g.number("1"));
  const FigureId contract = g.figure_of("contract", g.today());
  const FigureId ticking = g.figure_of("ticking", g.number("1"), SmallGraph::month);
  const FigureId employee = g.figure_of("employee", g.fact(SmallGraph::step, plain_number));
  const FigureId total = g.figure_of("total", g.fold(Op::total, RowsKind::event, SmallGraph::worked, hours));
  const FigureId row = g.declare("row", in_hours);
  g.graph.figures[row].event = SmallGraph::worked;
  g.rule(row, hours);
  const FigureId city = g.figure_of("city", g.fold(Op::highest, RowsKind::event, SmallGraph::city_rate,
                                                   g.column(SmallGraph::rate_monthly, in_hours)));
  // Which rows of the City are meant the row of somebody says.
  const NodeId around = g.fold(Op::count, RowsKind::event, SmallGraph::city_rate, no_node, no_node,
                               RowWindow::including, SmallGraph::month);
  g.node(around).children[2] = g.column(SmallGraph::worked_day, a_date);
  const FigureId around_row = g.declare("around_row", plain_number);
  g.graph.figures[around_row].event = SmallGraph::worked;
  g.rule(around_row, around);
  const FigureId keyed = g.declare("keyed", plain_number);
  g.key(keyed, "step", plain_number, g.fact(SmallGraph::step, plain_number));
  g.rule(keyed, g.argument(0));
  const FigureId given = g.figure_of("given", g.figure(keyed, {g.number("3")}));
  const FigureId own = g.figure_of("own", g.figure(keyed));
  g.finish();
  const auto subject = [&](FigureId id) { return g.graph.figures[id].subject; };
  EXPECT_EQ(subject(constant), Subject::constant);
  EXPECT_EQ(subject(contract), Subject::contract);
  EXPECT_EQ(subject(ticking), Subject::contract);
  EXPECT_EQ(subject(employee), Subject::employee);
  EXPECT_EQ(subject(total), Subject::employee);
  EXPECT_EQ(subject(row), Subject::row);
  EXPECT_EQ(subject(city), Subject::contract);
  EXPECT_EQ(g.node(around).subject, Subject::row);
  EXPECT_EQ(subject(keyed), Subject::key);
  EXPECT_EQ(subject(given), Subject::constant);
  EXPECT_EQ(subject(own), Subject::employee);
}

TEST(Subjects, OutsideIsMarkedThroughPreviousAndBanks) {
  SmallGraph g;
  g.graph.schema.outside.emplace_back();
  g.graph.outsides.push_back({"split", "", in_hours, {}, no_id, {}});
  const FigureId split = g.figure_of("split", g.indexed(NodeKind::outside, in_hours, 0), SmallGraph::month);
  const BankId bank = g.bank_of("leave");
  g.line(bank, LineKind::earns, g.previous(split), SmallGraph::month);
  const FigureId reader = g.figure_of("reader", g.bank(bank, BankMeasure::balance));
  const FigureId other = g.figure_of("other", g.number("1"));
  g.finish();
  EXPECT_TRUE(g.graph.figures[reader].rests_on_outside);
  EXPECT_FALSE(g.graph.figures[other].rests_on_outside);
}

TEST(Subjects, OutsideOfOtherYearsIsLeftAside) {
  SmallGraph g;
  g.graph.schema.outside.emplace_back();
  g.graph.outsides.push_back({"split", "", in_hours, {}, no_id, {}});
  const FigureId was = g.figure_of("was", g.indexed(NodeKind::outside, in_hours, 0), SmallGraph::month);
  const FigureId paid = g.figure_of("paid", g.number("1", in_hours), SmallGraph::month);
  const FigureId before = g.figure_of("before", g.previous(paid), SmallGraph::month);
  g.rule(paid, g.figure(was)).until = day("2018-12-31");
  g.finish();
  const auto rests = [&](FigureId id, const char* first, const char* last) {
    return static_cast<bool>(resting_on_outside(g.graph, {{}, day(first), day(last)})[id]);
  };
  EXPECT_TRUE(rests(paid, "2018-12-31", "2019-12-31"));
  EXPECT_FALSE(rests(paid, "2019-01-01", "2019-12-31"));
  // What the month before was may be a month of the year before.
  EXPECT_TRUE(rests(before, "2019-01-01", "2019-12-31"));
}

// A rule of another answer to a reading does not count, also behind a bank and behind `previous`.
TEST(Subjects, OutsideOfOtherAnswersIsLeftAside) {
  SmallGraph g;
  g.graph.schema.outside.emplace_back();
  g.graph.outsides.push_back({"split", "", in_hours, {}, no_id, {}});
  const TextId one = g.graph.texts.intern("one");
  const TextId other = g.graph.texts.intern("other");
  Reading question;
  question.choices = {one, other};
  question.used = one;
  g.graph.readings.push_back(question);
  const FigureId paid = g.figure_of("paid", g.number("1", in_hours), SmallGraph::month);
  const auto answer = [&](const char* text) {
    return g.compare(Op::equal, g.indexed(NodeKind::reading, a_text, 0), g.text(text));
  };
  g.rule(paid, g.indexed(NodeKind::outside, in_hours, 0), answer("other"));
  const FigureId before = g.figure_of("before", g.previous(paid), SmallGraph::month);
  const BankId bank = g.bank_of("leave");
  g.line(bank, LineKind::earns, g.figure(paid), SmallGraph::month);
  const FigureId reader = g.figure_of("reader", g.bank(bank, BankMeasure::balance));
  g.finish();
  const auto rests = [&](FigureId id, std::vector<TextId> readings) {
    return static_cast<bool>(
        resting_on_outside(g.graph, {std::move(readings), day("2019-01-01"), day("2019-12-31")})[id]);
  };
  for (const FigureId id : {paid, before, reader}) {
    EXPECT_FALSE(rests(id, {}));
    EXPECT_FALSE(rests(id, {one}));
    EXPECT_TRUE(rests(id, {other}));
  }
}

}  // namespace mou
