// The ledger of a bank.
#include <fmt/format.h>

#include <algorithm>

#include "engine/trace/explainer.h"

namespace mou {

namespace {

// The word of a posting: "earned", "lost".
std::string_view posted_word(BankMeasure measure) {
  switch (measure) {
    case BankMeasure::opening:
      return "opening";
    case BankMeasure::earned:
      return "earned";
    case BankMeasure::moved_in:
      return "moved in from another bank";
    case BankMeasure::used:
      return "used";
    case BankMeasure::cashed:
      return "cashed out";
    case BankMeasure::moved:
      return "moved to another bank";
    case BankMeasure::converted:
      return "gained by conversion";
    case BankMeasure::lost:
      return "lost";
    case BankMeasure::over:
      return "over the limit";
    case BankMeasure::asked_short:
      return "asked for beyond the balance";
    case BankMeasure::balance:
      return "balance";
  }
  return {};
}

}  // namespace

TraceNode Explainer::bank(BankId id, BankMeasure measure, EmployeeId employee, Date first, Date last) {
  const Type& type = graph_.banks[id].type;
  const Value value = evaluator_.bank(id, measure, employee, first, last);
  const bool at_a_day = measure == BankMeasure::balance || measure == BankMeasure::opening;
  const Date shown_first = at_a_day ? first_date : first;
  const Date shown_last = measure == BankMeasure::opening ? first - 1 : last;
  std::string what = spoken_title(graph_.banks[id].title, graph_.banks[id].name);
  if (at_a_day) {
    what += fmt::format(", balance at the end of {}", date_text(shown_last));
  } else {
    what += first == last ? fmt::format(", {} on {}", posted_word(measure), date_text(first))
                          : fmt::format(", {} from {} to {}", posted_word(measure), date_text(first), date_text(last));
  }
  TraceNode node = with_value(TraceKind::bank, what, type, value);
  const bool of_nobody = employee == no_employee && !graph_.banks[id].of_the_unit;
  if (of_nobody || value.is_fault()) return node;
  if (at_a_day) {
    const Value opening = evaluator_.bank(id, BankMeasure::opening, employee, first_date, first_date);
    if (opening.is_number()) {
      node.children.push_back(with_value(TraceKind::posting, "Opening balance", type, opening));
    }
  }
  // What a limit takes away is posted twice, as what was over and as what became of it.
  const std::vector<Posting> postings = evaluator_.postings(id, employee, shown_last);
  for (const Posting& posting : postings) {
    const bool dated = shown_first <= posting.day && posting.day <= shown_last;
    const bool meant = at_a_day ? changes_balance(id, posting) : posting.measure == measure;
    if (dated && meant) node.children.push_back(posted(type, posting));
  }
  return node;
}

bool Explainer::changes_balance(BankId id, const Posting& posting) const {
  if (posting.measure == BankMeasure::asked_short) return false;
  if (posting.measure != BankMeasure::over) return true;
  const auto paid = [&](const BankCap& cap) { return cap.fate == CapFate::paid && cap.rule.clause == posting.clause; };
  return std::any_of(graph_.banks[id].caps.begin(), graph_.banks[id].caps.end(), paid);
}

TraceNode Explainer::posted(const Type& type, const Posting& posting) const {
  const Value amount = Value::of(posting.amount);
  // In a bank of the unit it matters whose row or bank it was.
  const std::string whose =
      posting.employee == no_employee ? "" : fmt::format(", {}", facts_.employee_words(posting.employee));
  TraceNode node = sentence(
      TraceKind::posting,
      fmt::format("{}: {} {}{}", date_text(posting.day), text_of(type, amount), posted_word(posting.measure), whose));
  if (posting.event != no_id) node.place = row_place(facts_.tables[graph_.events[posting.event].table], posting.row);
  node.value = exact(type, amount);
  cite(node, posting.clause);
  return node;
}

}  // namespace mou
