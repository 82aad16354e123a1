// What a trace says, sentence by sentence.
#include "engine/trace/trace.h"

#include <gtest/gtest.h>

#include "tests/reference/small_graph.h"

namespace mou {

namespace {

// Bilingual pay of 5% of base pay, or an amount for the others; base pay from a table by step, raised in July.
struct Bilingual {
  SmallGraph g;
  FigureId base;
  FigureId pay;

  Bilingual() {
    const ClauseIndex schedule = g.clause("5-1", "Salary schedule", "2");
    const ClauseIndex raise = g.clause("5-2", "Raise of 2019", "2");
    const ClauseIndex selected = g.clause("10.4-1", "Bilingual pay", "5");
    const ClauseIndex others = g.clause("10.4-2", "Bilingual pay, others", "5");
    base = g.declare("base_pay", in_dollars, SmallGraph::pay_period);
    g.graph.figures[base].title = "Base pay";
    g.rule(base, g.table(1, {"1500", "1600", "1872.91"}, g.fact(SmallGraph::step, plain_number), in_dollars), no_node,
           schedule)
        .until = day("2019-06-30");
    g.rule(base, g.number("2000", in_dollars), no_node, raise).from = day("2019-07-01");
    pay = g.pay("bilingual_pay");
    g.graph.figures[pay].title = "Bilingual pay";
    const NodeId share = g.arith(Op::multiply, g.number("0.05"), g.figure(base));
    g.node(share).type = in_dollars;
    const NodeId is_selected = g.fact(SmallGraph::bilingual, a_truth);
    g.rule(pay, g.rounded(share, "0.01"), is_selected, selected);
    g.rule(pay, g.number("10", in_dollars), g.logic(Op::negate, {is_selected}), others);
  }
};

}  // namespace

TEST(Trace, SaysWhyDownToFactsAndClauses) {
  Bilingual unit;
  SmallRun run(unit.g, one_employee());
  const TraceNode trace = explain(run.evaluator, unit.pay, 0, day("2019-01-20"));
  EXPECT_EQ(
      trace_line(trace),
      "Bilingual pay of employee 1 in the pay period 2019-01-13 to 2019-01-26 is $93.65 (clause 10.4-1 \"Bilingual "
      "pay\", page 5)");
  EXPECT_EQ(
      trace_text(trace, {}),
      R"(Bilingual pay of employee 1 in the pay period 2019-01-13 to 2019-01-26 is $93.65 (clause 10.4-1 "Bilingual pay", page 5)
  5% of Base pay, rounded half up to $0.01
  Because bilingual is yes (made up, row 2)
  Base pay is $1,872.91 (clause 5-1 "Salary schedule", page 2)
    Step is 3 (made up, row 2)
    The table gives $1,872.91 for 3 (clause 5-1, page 2)
    Not in force: clause 5-2 (from 2019-07-01)
  $93.6455 before rounding, $93.65 after rounding half up to $0.01
  Does not apply: bilingual is yes (clause 10.4-2 "Bilingual pay, others", page 5)
    But bilingual is yes (made up, row 2)
)");
}

TEST(Trace, FoldsToADepth) {
  Bilingual unit;
  SmallRun run(unit.g, one_employee());
  const std::string text = trace_text(explain(run.evaluator, unit.pay, 0, day("2019-01-20")), {2, 0});
  EXPECT_NE(text.find("  Base pay is $1,872.91"), std::string::npos);
  EXPECT_EQ(text.find("Step is 3"), std::string::npos);
  // Not deeper than fits the lines.
  const TraceNode trace = explain(run.evaluator, unit.pay, 0, day("2019-01-20"));
  EXPECT_EQ(trace_text(trace, {5, 6, 8}), trace_text(trace, {2, 6, 0}));
  EXPECT_NE(trace_text(trace, {5, 6, 40}), trace_text(trace, {2, 6, 0}));
}

TEST(Trace, IsJsonWithExactValues) {
  Bilingual unit;
  SmallRun run(unit.g, one_employee());
  const std::string json = trace_json(explain(run.evaluator, unit.pay, 0, day("2019-01-20")));
  EXPECT_NE(json.find(R"("kind": "rounding")"), std::string::npos);
  EXPECT_NE(json.find(R"("value": "93.6455")"), std::string::npos);
  EXPECT_NE(json.find(R"("place": "made up, row 2")"), std::string::npos);
  EXPECT_NE(json.find(R"("id": "10.4-1")"), std::string::npos);
}

TEST(Trace, NamesFaultsAndDefaults) {
  Bilingual unit;
  const FigureId fte = unit.g.figure_of("share", unit.g.fact(SmallGraph::fte, plain_number), SmallGraph::days);
  SmallRun run(unit.g, SmallFacts().roster({"employee", "step"}, {{"1", "3"}}));
  const std::string missing = trace_text(explain(run.evaluator, unit.pay, 0, day("2019-01-20")), {});
  EXPECT_NE(missing.find("Bilingual pay of employee 1 in the pay period 2019-01-13 to 2019-01-26 has no value\n"
                         "  Needs the fact `bilingual` of employee 1 on 2019-01-26"),
            std::string::npos)
      << missing;
  const std::string rests = trace_text(explain(run.evaluator, fte, 0, day("2019-01-20")), {});
  EXPECT_NE(rests.find("Fte is 1 (made up, row 2; by default)"), std::string::npos) << rests;
}

TEST(Trace, TotalsListTheirRowsAndFoldLongLists) {
  SmallGraph g;
  const FigureId hours = g.figure_of(
      "hours", g.fold(Op::total, RowsKind::event, SmallGraph::worked, g.column(SmallGraph::worked_hours, in_hours)),
      SmallGraph::pay_period);
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 9; ++i) rows.push_back({"1", date_text(day("2019-01-13") + i), "8", ""});
  SmallRun run(g, one_employee().worked(rows));
  const TraceNode trace = explain(run.evaluator, hours, 0, day("2019-01-20"));
  EXPECT_NE(trace_text(trace, {}).find("2019-01-21: 8 hours (made up, row 10)"), std::string::npos)
      << trace_text(trace, {});
  const std::string screen = trace_text(trace, one_screen);
  EXPECT_NE(screen.find("2019-01-18: 8 hours"), std::string::npos);
  EXPECT_NE(screen.find("and 3 more"), std::string::npos) << screen;
  EXPECT_EQ(screen.find("2019-01-19: 8 hours"), std::string::npos);
}

TEST(Trace, RowsOfOneValueAreExplainedOnce) {
  SmallGraph g;
  const NodeId third = g.arith(Op::multiply, g.column(SmallGraph::worked_hours, in_hours), g.number("3"));
  const FigureId hours =
      g.figure_of("hours", g.fold(Op::total, RowsKind::event, SmallGraph::worked, third), SmallGraph::pay_period);
  SmallRun run(g, one_employee().worked({{"1", "2019-01-14", "2", ""}, {"1", "2019-01-15", "2", ""}}));
  const std::string text = trace_text(explain(run.evaluator, hours, 0, day("2019-01-20")), {});
  EXPECT_NE(text.find("    2019-01-14: 6 hours (made up, row 2)\n      Hours is 2 hours (made up, row 2)\n"
                      "    2019-01-15: 6 hours, as on 2019-01-14 (made up, row 3)\n"),
            std::string::npos)
      << text;
}

TEST(Trace, LimitsThatBiteAreSaid) {
  SmallGraph g;
  const FigureId capped = g.figure_of(
      "capped", g.limit(Op::at_most, g.fact(SmallGraph::step, plain_number), g.number("2")), SmallGraph::days);
  const FigureId not_capped = g.figure_of(
      "not_capped", g.limit(Op::at_most, g.fact(SmallGraph::step, plain_number), g.number("5")), SmallGraph::days);
  SmallRun run(g, one_employee());
  const auto text = [&](FigureId id) { return trace_text(explain(run.evaluator, id, 0, day("2019-01-20")), {}); };
  EXPECT_NE(text(capped).find("3 is above the limit of 2, so the limit counts"), std::string::npos) << text(capped);
  EXPECT_EQ(text(not_capped).find("limit of"), std::string::npos) << text(not_capped);
}

TEST(Trace, BanksAreReadAsTheirLedger) {
  SmallGraph g;
  const ClauseIndex earns = g.clause("21.5", "Accrual", "14");
  const ClauseIndex limit = g.clause("21.4-1", "Most held", "14");
  const BankId bank = g.bank_of("leave", true);
  g.graph.banks[bank].title = "General leave";
  g.line(bank, LineKind::earns, g.number("12", in_hours), SmallGraph::month).rule.clause = earns;
  g.cap(bank, g.number("440", in_hours)).rule.clause = limit;
  SmallRun run(g, one_employee().balances({{"1", "2019-01-10", "leave", "420"}}));
  EXPECT_EQ(
      trace_text(explain_bank(run.evaluator, bank, BankMeasure::balance, 0, day("2019-02-10"), day("2019-03-01")), {}),
      R"(General leave, balance at the end of 2019-03-01 is 440 hours
  Opening balance is 420 hours
  2019-01-31: 12 hours earned (clause 21.5, page 14)
  2019-02-28: 12 hours earned (clause 21.5, page 14)
  2019-02-28: 4 hours lost (clause 21.4-1, page 14)
)");
}

TEST(Trace, PreviousNamesItsTick) {
  SmallGraph g;
  const FigureId count = g.declare("count", plain_number, SmallGraph::workweek);
  g.graph.figures[count].starting = g.number("10");
  g.rule(count, g.arith(Op::add, g.previous(count), g.number("1")), g.fact(SmallGraph::bilingual, a_truth));
  SmallRun run(g, one_employee());
  const std::string later = trace_text(explain(run.evaluator, count, 0, day("2019-01-15")), {});
  EXPECT_NE(later.find("Count, one workweek earlier, is 11\n    Ask for it on 2019-01-12 to see why"),
            std::string::npos)
      << later;
  const std::string first = trace_text(explain(run.evaluator, count, 0, day("2019-01-08")), {});
  EXPECT_NE(first.find("Count, one workweek earlier, is 10\n    This is where it starts"), std::string::npos) << first;
}

}  // namespace mou
