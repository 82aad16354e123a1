// Banks as ledgers by day.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/reference/small_graph.h"

namespace mou {

namespace {

Rational sum(SmallRun& run, BankId bank, BankMeasure measure, const char* first, const char* last) {
  return run.evaluator.bank(bank, measure, 0, day(first), day(last)).number;
}

std::string year(SmallRun& run, BankId bank, BankMeasure measure) {
  return run.text(run.evaluator.bank(bank, measure, 0, day("2019-01-06"), day("2019-12-31")));
}

NodeId worked_hours(SmallGraph& g) {
  return g.column(SmallGraph::worked_hours, in_hours);
}

}  // namespace

TEST(Ledger, LinesOfOneBankAdd) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave");
  g.line(bank, LineKind::earns, g.number("8", in_hours), SmallGraph::month);
  g.line(bank, LineKind::earns, g.number("1", in_hours), SmallGraph::workweek);
  SmallRun run(g, one_employee());
  // Twelve months and the weeks that end on a Saturday from 2019-01-12 to 2019-12-28.
  EXPECT_EQ(year(run, bank, BankMeasure::earned), "147");
  EXPECT_EQ(run.text(run.evaluator.bank(bank, BankMeasure::balance, 0, day("2019-01-31"), day("2019-01-31"))), "11");
}

TEST(Ledger, HoursGoOutBeforeTheyComeInAndNeverBeyondTheBalance) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave", true);
  g.line(bank, LineKind::uses, worked_hours(g), no_id, SmallGraph::worked);
  g.line(bank, LineKind::earns, g.number("5", in_hours), SmallGraph::month);
  SmallRun run(g, one_employee().balances({{"1", "2019-01-10", "leave", "3"}}).worked({{"1", "2019-01-31", "8", ""}}));
  EXPECT_EQ(sum(run, bank, BankMeasure::used, "2019-01-31", "2019-01-31"), Rational(3));
  EXPECT_EQ(sum(run, bank, BankMeasure::asked_short, "2019-01-31", "2019-01-31"), Rational(5));
  EXPECT_EQ(sum(run, bank, BankMeasure::balance, "2019-01-31", "2019-01-31"), Rational(5));
}

TEST(Ledger, ALimitTakesTheExcess) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave", true);
  g.line(bank, LineKind::earns, g.number("12", in_hours), SmallGraph::month);
  g.cap(bank, g.number("440", in_hours));
  SmallRun run(g, one_employee().balances({{"1", "2019-01-10", "leave", "435"}}));
  EXPECT_EQ(sum(run, bank, BankMeasure::lost, "2019-01-31", "2019-01-31"), Rational(7));
  EXPECT_EQ(sum(run, bank, BankMeasure::over, "2019-01-31", "2019-01-31"), Rational(7));
  EXPECT_EQ(year(run, bank, BankMeasure::balance), "440");
}

TEST(Ledger, WhatMovesArrivesInTheBankItIsSentTo) {
  SmallGraph g;
  const BankId from = g.bank_of("from", true);
  const BankId one = g.bank_of("one");
  const BankId other = g.bank_of("other");
  g.line(from, LineKind::moves, worked_hours(g), no_id, SmallGraph::worked).target = one;
  BankCap& cap = g.cap(from, g.number("10", in_hours), CapFate::moved);
  cap.target = other;
  g.line(from, LineKind::earns, g.number("8", in_hours), SmallGraph::month);
  SmallRun run(g, one_employee().balances({{"1", "2019-01-10", "from", "10"}}).worked({{"1", "2019-01-31", "3", ""}}));
  EXPECT_EQ(sum(run, one, BankMeasure::balance, "2019-01-31", "2019-01-31"), Rational(3));
  EXPECT_EQ(sum(run, other, BankMeasure::balance, "2019-01-31", "2019-01-31"), Rational(5));
  EXPECT_EQ(sum(run, from, BankMeasure::balance, "2019-01-31", "2019-01-31"), Rational(10));
}

TEST(Ledger, ABalanceBelowZeroLetsNothingOut) {
  SmallGraph g;
  g.graph.schema.tables[2].columns[SmallGraph::balance_hours].low = Rational(-100);
  const BankId bank = g.bank_of("leave", true);
  g.line(bank, LineKind::uses, worked_hours(g), no_id, SmallGraph::worked);
  SmallRun run(g, one_employee().balances({{"1", "2019-01-10", "leave", "-5"}}).worked({{"1", "2019-01-31", "8", ""}}));
  EXPECT_EQ(year(run, bank, BankMeasure::used), "0");
  EXPECT_EQ(year(run, bank, BankMeasure::balance), "-5");
}

TEST(Ledger, AMissingOpeningAndAnAmountBelowZeroAreFaults) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave", true);
  const BankId wrong = g.bank_of("wrong");
  g.line(wrong, LineKind::earns, g.number("-1", in_hours), SmallGraph::month);
  const FigureId balance = g.figure_of("balance", g.bank(bank, BankMeasure::balance), SmallGraph::pay_period);
  const FigureId below = g.figure_of("below", g.bank(wrong, BankMeasure::balance), SmallGraph::pay_period);
  SmallRun run(g, one_employee());
  EXPECT_EQ(run.fault(balance, "2019-07-01"), FaultKind::no_opening);
  EXPECT_EQ(run.fault(below, "2019-07-01"), FaultKind::negative);
}

TEST(Ledger, WhoIsHiredAfterTheBooksOpenStartsWithNothing) {
  SmallGraph g;
  const BankId bank = g.bank_of("leave", true);
  g.line(bank, LineKind::earns, g.number("12", in_hours), SmallGraph::month);
  SmallRun run(g, SmallFacts().roster({"employee", "hired"}, {{"1", "2019-05-15"}}));
  EXPECT_EQ(run.text(run.evaluator.bank(bank, BankMeasure::balance, 0, day("2019-06-30"), day("2019-06-30"))), "24");
}

// Opening + earned + moved in + converted - used - cashed - moved - lost - paid at the limit = closing, on every day
// and for every bank, whatever the lines; no balance is below zero, none beyond its limit unless it was opened there.
RC_GTEST_PROP(Ledger, HoursAreConserved, ()) {
  SmallGraph g;
  std::vector<BankId> banks;
  for (const char* name : {"first", "second", "third"}) banks.push_back(g.bank_of(name, true));
  std::vector<std::optional<Rational>> limits(banks.size());
  std::vector<bool> paid(banks.size(), false);
  for (std::size_t i = 0; i < banks.size(); ++i) {
    const auto quarters = [&] { return g.number(Rational::ratio(*rc::gen::inRange(0, 80), 4), in_hours); };
    const int lines = *rc::gen::inRange(0, 5);
    for (int line = 0; line < lines; ++line) {
      const auto kind = *rc::gen::element(LineKind::earns, LineKind::earns, LineKind::uses, LineKind::cashes,
                                          LineKind::loses, LineKind::moves);
      // Hours move to later banks only.
      if (kind == LineKind::moves && i + 1 == banks.size()) continue;
      const bool rows = *rc::gen::arbitrary<bool>();
      const NodeId amount = rows ? worked_hours(g) : quarters();
      const ClockId clock = rows ? no_id : *rc::gen::element<ClockId>(SmallGraph::workweek, SmallGraph::month);
      BankLine& made = g.line(banks[i], kind, amount, clock, rows ? SmallGraph::worked : no_id);
      if (kind == LineKind::moves) made.target = banks[i + 1];
    }
    if (*rc::gen::arbitrary<bool>()) {
      const auto fate = *rc::gen::element(CapFate::lost, CapFate::paid, CapFate::moved);
      if (fate == CapFate::moved && i + 1 == banks.size()) continue;
      limits[i] = Rational(*rc::gen::inRange(0, 60));
      paid[i] = fate == CapFate::paid;
      BankCap& cap = g.cap(banks[i], g.number(*limits[i], in_hours), fate);
      if (fate == CapFate::moved) cap.target = banks[i + 1];
    }
  }
  std::vector<std::vector<std::string>> openings;
  std::vector<std::vector<std::string>> rows;
  for (const char* name : {"first", "second", "third"}) {
    openings.push_back({"1", "2019-01-06", name, std::to_string(*rc::gen::inRange(0, 50))});
  }
  const int count = *rc::gen::inRange(0, 10);
  for (int i = 0; i < count; ++i) {
    rows.push_back(
        {"1", date_text(day("2019-01-06") + *rc::gen::inRange(0, 60)), std::to_string(*rc::gen::inRange(0, 24)), ""});
  }
  SmallRun run(g, one_employee().balances(openings).worked(rows));
  for (std::size_t i = 0; i < banks.size(); ++i) {
    Rational before =
        run.evaluator.bank(banks[i], BankMeasure::opening, 0, day("2019-01-06"), day("2019-01-06")).number;
    for (Date date = day("2019-01-06"); date <= day("2019-03-20"); date = date + 1) {
      const auto of = [&](BankMeasure measure) {
        const Value value = run.evaluator.bank(banks[i], measure, 0, date, date);
        RC_ASSERT(value.is_number());
        return value.number;
      };
      const Rational in = of(BankMeasure::earned) + of(BankMeasure::moved_in) + of(BankMeasure::converted);
      const Rational out = of(BankMeasure::used) + of(BankMeasure::cashed) + of(BankMeasure::moved) +
                           of(BankMeasure::lost) + (paid[i] ? of(BankMeasure::over) : Rational(0));
      const Rational after = of(BankMeasure::balance);
      RC_ASSERT(before + in - out == after);
      RC_ASSERT(after.sign() >= 0);
      RC_ASSERT((!limits[i] || after <= greatest(*limits[i], before)));
      before = after;
    }
  }
}

}  // namespace mou
