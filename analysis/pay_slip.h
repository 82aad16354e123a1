// One pay slip: what a pay period pays and deducts by line and clause, what it does not and why, and the leave banks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/reasons.h"
#include "analysis/refusal.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"

namespace mou {

struct SlipLine {
  FigureId figure = no_id;
  std::string title;
  // Where the rule is hours times a rate.
  std::optional<Rational> hours;
  Unit hours_unit;
  std::optional<Rational> rate;
  Unit rate_unit;
  // Nothing when it cannot be computed: then `fault` says why.
  std::optional<Rational> amount;
  ClauseIndex clause = no_id;
  std::string fault;
  // Of a line that is $0: why no rule applies; empty when one applies and comes to nothing.
  std::vector<Reason> reasons;
  bool rests_on_outside = false;
};

struct SlipBank {
  BankId bank = no_id;
  std::string title;
  Unit unit;
  Rational opening;
  Rational earned;
  // Moved in from another bank.
  Rational moved_in;
  Rational used;
  Rational cashed;
  Rational moved;
  Rational converted;
  Rational lost;
  Rational asked_short;
  Rational closing;
  // What a limit kept out and another rule pays.
  Rational paid_over;
  std::string fault;
};

// A fact or rate at the head of the slip.
struct SlipHead {
  std::string title;
  std::string text;
};

struct PaySlip {
  std::string employee;
  Tick period;
  std::optional<Date> pay_day;
  // What the reader must know before the amounts: that the contract's term is over.
  std::vector<std::string> notes;
  std::vector<SlipHead> head;
  std::vector<SlipLine> pay;
  std::vector<SlipLine> deductions;
  // The contract's own totals; nothing where a line cannot be computed.
  std::optional<Rational> gross;
  std::optional<Rational> deducted;
  std::optional<Rational> net;
  std::vector<SlipBank> banks;
};

// The slip of the pay period around `day`. A refusal when the contract pays on no clock or the employee is not
// employed, or not of this unit, in that period.
Asked<PaySlip> pay_slip(const Graph& graph, const Facts& facts, EmployeeId employee, Date day,
                        const std::vector<TextId>& readings);

}  // namespace mou
