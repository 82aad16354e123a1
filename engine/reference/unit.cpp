// What is of all employees: totals over them, and banks of the unit.
#include "engine/graph/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/reference/evaluator.h"

namespace mou {

namespace {

// Totals of totals of totals: deeper than any contract goes.
constexpr int deepest_level = 8;

}  // namespace

Evaluator::Evaluator(const Evaluator& one, OnBehalf)
    : graph_(one.graph_),
      facts_(one.facts_),
      settings_(one.settings_),
      clocks_(one.clocks_),
      memory_(one.graph_.figures.size()),
      ledgers_(one.graph_.banks.size()),
      books_open_(one.books_open_),
      level_(one.level_ + 1) {}

Evaluator* Evaluator::unit() {
  if (level_ == deepest_level) return nullptr;
  if (unit_ == nullptr) unit_.reset(new Evaluator(*this, OnBehalf::of_one));
  // They stand on one stack.
  unit_->depth_ = depth_;
  return unit_.get();
}

Value Evaluator::taken_over(const Evaluator& other, const Value& value) {
  if (!value.is_fault()) return value;
  const Fault& fault = other.fault(value.fault_id());
  return Value::fault(faults_.add(fault.kind, fault.figure, fault.message));
}

Value Evaluator::too_deep(const Scope& scope) {
  return fail(FaultKind::cycle, scope, "what is of all employees needs itself to be computed");
}

// ---- Totals over employees

Value Evaluator::fold_employees(NodeId id, const Scope& scope) {
  const Node& node = graph_.nodes[id];
  Evaluator* const all = unit();
  if (all == nullptr) return too_deep(scope);
  const bool grouped = node.children[2] != no_node;
  const Value group = grouped && node.slot < scope.slots.size() ? scope.slots[node.slot] : Value::empty();
  const std::vector<UnitTotal>& totals = all->unit_totals(id, {0, scope.first, scope.last});
  const auto own =
      std::find_if(totals.begin(), totals.end(), [&](const UnitTotal& total) { return total.group == group; });
  if (own != totals.end() && own->fault) {
    return Value::fault(faults_.add(own->fault->kind, own->fault->figure, own->fault->message));
  }
  return result_of(node, own == totals.end() ? UnitTotal{} : *own, scope);
}

Value Evaluator::result_of(const Node& fold, const UnitTotal& total, const Scope& scope) {
  switch (fold.op) {
    case Op::count:
      return Value::of(Rational(total.count));
    case Op::total:
      return Value::of(total.sum);
    case Op::average:
      if (total.count == 0) {
        return fail(FaultKind::no_rule, scope, fmt::format("averages over no employee{}", asked_by(scope)));
      }
      return Value::of(total.sum / Rational(total.count));
    default:
      return total.extreme;
  }
}

const std::vector<UnitTotal>& Evaluator::unit_totals(NodeId id, const Tick& tick) {
  if (settings_.totals != nullptr) {
    static const std::vector<UnitTotal> nobody;
    const auto* given = settings_.totals->find(id, tick.last);
    lacks_totals_ = lacks_totals_ || given == nullptr;
    return given == nullptr ? nobody : *given;
  }
  const auto* known = unit_totals_.find(id, tick.last);
  if (known != nullptr) return *known;
  // All that can be gathered in one turn through the employees is, once; a tick beyond the days of the run by itself.
  if (!unit_totals_.has(id)) gather(folds_beside(graph_, id));
  const auto* gathered = unit_totals_.find(id, tick.last);
  if (gathered != nullptr) return *gathered;
  unit_totals_.begin(id, tick.last);
  for (EmployeeId employee = 0; employee < facts_.employees.size(); ++employee) {
    if (counts_in(employee, tick)) gather_one(id, employee, tick);
  }
  return *unit_totals_.find(id, tick.last);
}

UnitTotals Evaluator::totals(const std::vector<NodeId>& folds) {
  Evaluator* const all = unit();
  all->gather(folds);
  return std::exchange(all->unit_totals_, {});
}

std::vector<Value> Evaluator::groups_below(NodeId root, const Tick& tick) {
  std::vector<Value> groups;
  Evaluator* const all = unit();
  if (all == nullptr) return groups;
  for (const NodeId id : grouped_folds_below(graph_, root)) {
    for (const UnitTotal& total : all->unit_totals(id, tick)) {
      const bool known = std::find(groups.begin(), groups.end(), total.group) != groups.end();
      if (!known && !total.group.is_empty()) groups.push_back(total.group);
    }
  }
  return groups;
}

// Somebody counts in a tick in which the books are open and, at the end of it or of the employment, the contract
// covers.
bool Evaluator::counts_in(EmployeeId employee, const Tick& tick) {
  const auto span = employed(employee, tick.first, tick.last);
  return span && covered(employee, span->second);
}

void Evaluator::gather(const std::vector<NodeId>& folds) {
  struct Work {
    Tick tick;
    std::vector<NodeId> folds;
  };
  // Folds of one clock together: who counts in a tick is asked once. A tick in which nobody counts is known too.
  const Clock every_day;
  std::map<ClockId, std::vector<NodeId>> by_clock;
  for (const NodeId id : folds) by_clock[graph_.nodes[id].clock].push_back(id);
  std::vector<Work> all;
  for (const auto& [clock, ids] : by_clock) {
    const Clock& ticking = clock == no_id ? every_day : clock_of(clock);
    for (const Tick& tick : ticks_ending_in(ticking, settings_.from, settings_.to)) {
      Work work{tick, {}};
      for (const NodeId id : ids) {
        if (unit_totals_.begin(id, tick.last)) work.folds.push_back(id);
      }
      if (!work.folds.empty()) all.push_back(std::move(work));
    }
  }
  for (EmployeeId employee = 0; employee < facts_.employees.size(); ++employee) {
    for (const Work& work : all) {
      if (!counts_in(employee, work.tick)) continue;
      for (const NodeId id : work.folds) gather_one(id, employee, work.tick);
    }
  }
}

void Evaluator::gather_one(NodeId id, EmployeeId employee, const Tick& tick) {
  const Node& node = graph_.nodes[id];
  Scope scope;
  scope.employee = employee;
  scope.first = tick.first;
  scope.day = scope.last = tick.last;
  scope.clock = node.clock;
  const Value group = node.children[2] == no_node ? Value::empty() : raw(node.children[2], scope);
  UnitTotal& total = unit_totals_.of(id, tick.last, group);
  if (node.children[1] != no_node) {
    const Value meets = evaluate(node.children[1], scope);
    if (meets.is_fault()) total.fault = faults_.at(meets.fault_id());
    if (!meets.yes()) return;
  }
  if (node.op == Op::count) {
    ++total.count;
    return;
  }
  const Value value = evaluate(node.children[0], scope);
  if (value.is_fault()) {
    // Who has no such figure is left out.
    const Fault& fault = faults_.at(value.fault_id());
    if (fault.kind != FaultKind::no_rule) total.fault = fault;
    return;
  }
  if (value.is_empty()) return;
  ++total.count;
  if (node.op == Op::total || node.op == Op::average) {
    total.sum += value.number;
    return;
  }
  total.take_extreme(node.op, value);
}

// ---- Banks of the unit

const Evaluator::Ledger* Evaluator::ledger_of_unit(BankId id, Date up_to) {
  Evaluator* const all = unit();
  if (all == nullptr) return nullptr;
  all->advance_unit(id, up_to);
  return &all->ledgers_[id];
}

// On the day before the term, so that what it is given then is there on the first day; before that if there are rows,
// so that none is left out.
void Evaluator::open_unit(BankId id, Ledger& ledger) {
  const Bank& bank = graph_.banks[id];
  Date opened = std::min(books_open_, settings_.from);
  if (graph_.term_first) opened = std::min(opened, *graph_.term_first - 1);
  for (const BankLine& line : bank.lines) {
    if (line.event == no_id) continue;
    const std::vector<Date>& days = facts_.tables[graph_.events[line.event].table].days;
    if (!days.empty()) opened = std::min(opened, *std::min_element(days.begin(), days.end()));
  }
  ledger.open = true;
  ledger.next = opened;
  ledger.balance = bank.starting.value_or(Rational(0));
  ledger.balances.emplace_back(opened - 1, ledger.balance);
}

void Evaluator::advance_unit(BankId id, Date up_to) {
  Ledger& book = ledgers_[id];
  if (!book.open) open_unit(id, book);
  if (book.busy || book.fault || up_to < book.next) return;
  const Date last = std::max(up_to, settings_.to);
  book.busy = true;
  collect_incoming(id, book, last);
  while (book.next <= last && !book.fault) {
    advance_day(id, no_employee, book, book.next);
    book.next = book.next + 1;
  }
  book.busy = false;
}

void Evaluator::collect_incoming(BankId id, Ledger& ledger, Date up_to) {
  ledger.incoming.clear();
  for (BankId other = 0; other < graph_.banks.size(); ++other) {
    const Bank& source = graph_.banks[other];
    const auto sends = [&](const auto& line) { return line.target == id; };
    const bool feeds = std::any_of(source.lines.begin(), source.lines.end(), sends) ||
                       std::any_of(source.caps.begin(), source.caps.end(), sends);
    for (EmployeeId employee = 0; feeds && employee < facts_.employees.size(); ++employee) {
      advance(other, employee, up_to);
      const Ledger& book = ledgers_[other];
      if (book.fault && (!ledger.fault || book.fault_day < ledger.fault_day)) {
        ledger.fault = book.fault;
        ledger.fault_day = book.fault_day;
      }
      for (const Posting& posting : book.postings) {
        const bool meant = posting.measure == BankMeasure::moved && posting.other == id && ledger.next <= posting.day;
        if (!meant) continue;
        ledger.incoming.push_back(
            {posting.day, BankMeasure::moved_in, posting.amount, posting.clause, other, employee, no_id, 0});
      }
    }
  }
}

// Rows of one day draw in the order of the table; of those who are not of the unit on the day none does.
std::optional<std::vector<Evaluator::Asked>> Evaluator::asked_by_rows(BankId id, const BankLine& line, Ledger& ledger,
                                                                      Date day) {
  const Event& event = graph_.events[line.event];
  const TableFacts& table = facts_.tables[event.table];
  std::vector<Asked> asked;
  Scope scope;
  scope.bank = id;
  scope.day = scope.first = scope.last = day;
  const auto add = [&](EmployeeId employee) {
    scope.employee = employee;
    const std::vector<std::uint32_t> rows = rows_in(line.event, scope, day, day);
    std::optional<FaultId> fault = rows_fault_ ? std::optional(rows_fault_->fault_id()) : std::nullopt;
    if (employee != no_employee && !counts_in(employee, {0, day, day})) return true;
    for (const std::uint32_t row : rows) {
      Scope there = scope;
      there.event = line.event;
      there.row = row;
      const auto amount = amount_in(id, line, there, ledger);
      if (!amount) return false;
      asked.push_back({*amount, employee, line.event, row});
    }
    if (fault) {
      ledger.fault = fault;
      ledger.fault_day = day;
    }
    return !fault;
  };
  if (event.of_the_city) {
    if (!add(no_employee)) return std::nullopt;
  } else {
    for (EmployeeId employee = 0; employee < facts_.employees.size(); ++employee) {
      if (rows_of(table, employee, day, day).empty()) continue;
      if (!add(employee)) return std::nullopt;
    }
  }
  std::stable_sort(asked.begin(), asked.end(),
                   [&](const Asked& a, const Asked& b) { return table.row_numbers[a.row] < table.row_numbers[b.row]; });
  return asked;
}

}  // namespace mou
