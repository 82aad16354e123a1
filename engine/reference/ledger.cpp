// Banks: ledgers by day, conserved. On one day hours go out before they come in; then the limit.
#include <fmt/format.h>

#include <algorithm>

#include "engine/graph/bank_lines.h"
#include "engine/reference/evaluator.h"

namespace mou {

void Evaluator::post(Ledger& ledger, Posting posting) {
  if (!posting.amount.is_zero()) {
    ledger.postings.push_back(std::move(posting));
  }
}

Evaluator::Ledger& Evaluator::ledger(BankId id, EmployeeId employee) {
  take_up(employee);
  return ledgers_[id];
}

bool Evaluator::open(BankId id, EmployeeId employee, Ledger& ledger, Date day) {
  const Bank& bank = graph_.banks[id];
  std::optional<Rational> opening;
  Date opened = books_open(employee);
  if (bank.openings != no_id) {
    const TableFacts& table = facts_.tables[graph_.events[bank.openings].table];
    const RowRange range = rows_of(table, employee);
    for (std::uint32_t row = range.begin; row < range.end && !opening; ++row) {
      const Value& name = table.cell(row, bank.opening_bank_column);
      const Value& amount = table.cell(row, bank.opening_amount_column);
      if (name.kind == ValueKind::text && graph_.texts.text(name.text_id()) == bank.name && amount.is_number()) {
        opening = amount.number;
        opened = table.days[row];
      }
    }
  }
  ledger.open = true;
  ledger.next = opened;
  if (opening) {
    ledger.balance = *opening;
    ledger.balances.emplace_back(opened - 1, *opening);
    return true;
  }
  if (bank.starting) {
    ledger.balance = *bank.starting;
    ledger.balances.emplace_back(opened - 1, *bank.starting);
    return true;
  }
  // Who was hired after the books opened starts with nothing; of others the balance must be known.
  if (bank.openings == no_id || books_open_ < opened) {
    ledger.balances.emplace_back(opened - 1, Rational(0));
    return true;
  }
  Scope scope;
  scope.employee = employee;
  scope.day = day;
  ledger.fault_day = opened;
  ledger.fault =
      fail(FaultKind::no_opening, scope,
           fmt::format("needs the opening balance of `{}` of {}: write it in {} with its day", bank.name,
                       facts_.employee_words(employee), facts_.tables[graph_.events[bank.openings].table].source))
          .fault_id();
  return false;
}

std::optional<Rational> Evaluator::amount_in(BankId id, const BankLine& line, const Scope& scope, Ledger& ledger) {
  const Value applies = arm_applies(line.rule, scope);
  if (!applies.is_fault() && !applies.yes()) {
    return Rational(0);
  }
  asking_ = line.rule.clause;
  Value value = applies.is_fault() ? applies : evaluate(line.rule.value, scope);
  if (value.is_fault() && faults_.at(value.fault_id()).kind == FaultKind::no_rule) {
    return Rational(0);
  }
  if (value.is_number() && value.number.sign() < 0) {
    value = fail(
        FaultKind::negative, scope,
        fmt::format("clause {} gives {} for `{}` on {}: a line of a bank cannot be below zero",
                    clause_id(line.rule.clause), value.number.text(), graph_.banks[id].name, date_text(scope.day)));
  }
  if (value.is_fault()) {
    ledger.fault = value.fault_id();
    ledger.fault_day = scope.day;
    return std::nullopt;
  }
  return value.number;
}

std::optional<std::vector<Evaluator::Asked>> Evaluator::line_amounts(BankId id, const BankLine& line,
                                                                     EmployeeId employee, Ledger& ledger, Date day) {
  // Every line posts on the day itself, so that one that is not in force posts nothing, whatever its moment.
  if ((line.rule.from && day < *line.rule.from) || (line.rule.until && *line.rule.until < day)) {
    return std::vector<Asked>{};
  }
  if (line.event != no_id && graph_.banks[id].of_the_unit) {
    return asked_by_rows(id, line, ledger, day);
  }
  Scope scope;
  scope.employee = employee;
  scope.bank = id;
  scope.day = scope.first = scope.last = day;
  if (line.event != no_id) {
    Rational sum;
    const std::vector<std::uint32_t> rows = rows_in(line.event, scope, day, day);
    if (rows_fault_) {
      ledger.fault = rows_fault_->fault_id();
      ledger.fault_day = day;
      return std::nullopt;
    }
    for (const std::uint32_t row : rows) {
      Scope there = scope;
      there.event = line.event;
      there.row = row;
      const auto amount = amount_in(id, line, there, ledger);
      if (!amount) {
        return std::nullopt;
      }
      sum += *amount;
    }
    return std::vector<Asked>{{sum}};
  }
  if (line.clock != no_id) {
    const auto tick = tick_around(clock_of(line.clock), day);
    if (!tick || tick->last != day) {
      return std::vector<Asked>{};
    }
    scope.clock = line.clock;
    scope.first = tick->first;
  }
  if (line.moment != no_node) {
    const Value now = evaluate(line.moment, scope);
    if (!now.yes() && !now.is_fault()) {
      return std::vector<Asked>{};
    }
  }
  const auto amount = amount_in(id, line, scope, ledger);
  if (!amount) {
    return std::nullopt;
  }
  return std::vector<Asked>{{*amount}};
}

Rational Evaluator::moved_in(BankId id, EmployeeId employee, Ledger& ledger, Date day) {
  Rational sum;
  for (const Posting& posting : ledger.incoming) {
    if (posting.day != day) continue;
    sum += posting.amount;
    post(ledger, posting);
  }
  for (BankId other = 0; other < graph_.banks.size() && !graph_.banks[id].of_the_unit; ++other) {
    const Bank& source = graph_.banks[other];
    const auto sends = [&](const auto& line) { return line.target == id; };
    const bool feeds = std::any_of(source.lines.begin(), source.lines.end(), sends) ||
                       std::any_of(source.caps.begin(), source.caps.end(), sends);
    if (other == id || !feeds) {
      continue;
    }
    advance(other, employee, day);
    if (ledgers_[other].fault && ledgers_[other].fault_day <= day) {
      ledger.fault = ledgers_[other].fault;
      ledger.fault_day = day;
      return sum;
    }
    for (const Posting& posting : ledgers_[other].postings) {
      if (posting.day == day && posting.measure == BankMeasure::moved && posting.other == id) {
        sum += posting.amount;
        post(ledger, {day, BankMeasure::moved_in, posting.amount, posting.clause, other});
      }
    }
  }
  return sum;
}

Rational Evaluator::capped(BankId id, EmployeeId employee, Ledger& ledger, Date day, const Rational& held) {
  Scope scope;
  scope.employee = employee;
  scope.bank = id;
  scope.day = scope.first = scope.last = day;
  const BankCap* live = nullptr;
  for (const BankCap& cap : graph_.banks[id].caps) {
    const Value applies = arm_applies(cap.rule, scope);
    if (applies.is_fault() || (applies.yes() && live != nullptr)) {
      ledger.fault_day = day;
      ledger.fault = applies.is_fault()
                         ? applies.fault_id()
                         : fail(FaultKind::two_rules, scope,
                                fmt::format("`{}` is held at most by two clauses, {} and {}", graph_.banks[id].name,
                                            clause_id(live->rule.clause), clause_id(cap.rule.clause)))
                               .fault_id();
      return held;
    }
    live = applies.yes() ? &cap : live;
  }
  if (live == nullptr) {
    return held;
  }
  asking_ = live->rule.clause;
  const Value most = evaluate(live->rule.value, scope);
  if (!most.is_number()) {
    if (most.is_fault()) {
      ledger.fault = most.fault_id();
      ledger.fault_day = day;
    }
    return held;
  }
  if (held <= most.number) {
    return held;
  }
  const Rational over = held - most.number;
  post(ledger, {day, BankMeasure::over, over, live->rule.clause});
  if (live->fate == CapFate::lost) {
    post(ledger, {day, BankMeasure::lost, over, live->rule.clause});
  } else if (live->fate == CapFate::moved) {
    post(ledger, {day, BankMeasure::moved, over, live->rule.clause, live->target});
  }
  return most.number;
}

void Evaluator::advance_day(BankId id, EmployeeId employee, Ledger& ledger, Date day) {
  const Bank& bank = graph_.banks[id];
  const Rational before = ledger.balance;
  Rational left = ledger.balance;
  for (const BankLine& line : bank.lines) {
    if (!goes_out(line.kind)) {
      continue;
    }
    const auto amounts = line_amounts(id, line, employee, ledger, day);
    if (!amounts) {
      return;
    }
    for (const Asked& asked : *amounts) {
      // Nothing goes out of a bank that was opened below zero.
      const Rational out = least(asked.amount, greatest(left, Rational(0)));
      left = left - out;
      Posting posting{day,         measure_of(line.kind), out,         line.rule.clause,
                      line.target, asked.employee,        asked.event, asked.row};
      post(ledger, posting);
      posting.measure = BankMeasure::asked_short;
      posting.amount = asked.amount - out;
      posting.other = no_id;
      post(ledger, std::move(posting));
    }
  }
  for (const BankLine& line : bank.lines) {
    if (line.kind != LineKind::converts) {
      continue;
    }
    // The balance that is converted is what is left on the day.
    ledger.balance = left;
    Scope scope;
    scope.employee = employee;
    scope.bank = id;
    scope.day = scope.first = scope.last = day;
    const Value applies = arm_applies(line.rule, scope);
    if (!applies.is_fault() && !applies.yes()) {
      continue;
    }
    const auto becomes = amount_in(id, line, scope, ledger);
    if (!becomes) {
      return;
    }
    post(ledger, {day, BankMeasure::converted, *becomes - left, line.rule.clause});
    left = *becomes;
  }
  ledger.balance = before;
  Rational in;
  for (const BankLine& line : bank.lines) {
    if (line.kind != LineKind::earns) {
      continue;
    }
    const auto amounts = line_amounts(id, line, employee, ledger, day);
    if (!amounts) {
      return;
    }
    for (const Asked& earned : *amounts) {
      in += earned.amount;
      post(ledger, {day, BankMeasure::earned, earned.amount, line.rule.clause, no_id, earned.employee, earned.event,
                    earned.row});
    }
  }
  in += moved_in(id, employee, ledger, day);
  if (ledger.fault) {
    return;
  }
  const Rational held = left + in;
  ledger.balance = in.sign() > 0 || held != before ? capped(id, employee, ledger, day, held) : held;
  if (ledger.balance != before) {
    ledger.balances.emplace_back(day, ledger.balance);
  }
}

void Evaluator::advance(BankId id, EmployeeId employee, Date up_to) {
  Ledger& book = ledger(id, employee);
  if (!book.open && !open(id, employee, book, up_to)) {
    return;
  }
  if (book.busy || book.fault || up_to < book.next) {
    return;
  }
  const auto span = employed(employee, first_date, last_date);
  const Date last = span ? std::min(up_to, span->second) : up_to;
  book.busy = true;
  while (book.next <= last && !book.fault) {
    advance_day(id, employee, book, book.next);
    book.next = book.next + 1;
  }
  book.busy = false;
}

const std::vector<Posting>& Evaluator::postings(BankId id, EmployeeId employee, Date up_to) {
  if (graph_.banks[id].of_the_unit) {
    static const std::vector<Posting> none;
    const Ledger* book = ledger_of_unit(id, up_to);
    return book == nullptr ? none : book->postings;
  }
  advance(id, employee, up_to);
  return ledgers_[id].postings;
}

Value Evaluator::bank(BankId id, BankMeasure measure, EmployeeId employee, Date first, Date last) {
  if (graph_.banks[id].of_the_unit) {
    const Ledger* book = ledger_of_unit(id, last);
    if (book == nullptr) {
      return too_deep({});
    }
    return book->fault && book->fault_day <= last ? taken_over(*unit_, Value::fault(*book->fault))
                                                  : read(*book, measure, first, last);
  }
  if (employee == no_employee) {
    Scope scope;
    return fail(FaultKind::missing_fact, scope,
                fmt::format("`{}` is a bank of an employee and none is at hand", graph_.banks[id].name));
  }
  advance(id, employee, last);
  const Ledger& book = ledgers_[id];
  if (book.fault && book.fault_day <= last) {
    return Value::fault(*book.fault);
  }
  if (book.busy && book.next <= last) {
    Scope scope;
    return fail(FaultKind::cycle, scope,
                fmt::format("`{}` needs its own balance of {} to be computed", graph_.banks[id].name, date_text(last)));
  }
  return read(book, measure, first, last);
}

Value Evaluator::read(const Ledger& ledger, BankMeasure measure, Date first, Date last) {
  if (measure == BankMeasure::opening || measure == BankMeasure::balance) {
    const Date end = measure == BankMeasure::opening ? first - 1 : last;
    Rational balance = ledger.balances.empty() ? Rational(0) : ledger.balances.front().second;
    for (const auto& [day, amount] : ledger.balances) {
      if (end < day) {
        break;
      }
      balance = amount;
    }
    return Value::of(balance);
  }
  Rational sum;
  for (const Posting& posting : ledger.postings) {
    if (posting.measure == measure && first <= posting.day && posting.day <= last) {
      sum += posting.amount;
    }
  }
  return Value::of(sum);
}

}  // namespace mou
