// Banks of a batch: ledgers by day, conserved. On one day hours go out before they come in; then the limit. The rules
// of the reference evaluator, for all employees of the batch at once.
#include <algorithm>
#include <utility>

#include "engine/columnar/evaluator.h"
#include "engine/graph/bank_lines.h"

namespace mou {

namespace {

// A fault that stops a ledger is, to whoever reads the bank, the fault of something that was read.
LaneState as_read(LaneState state) {
  return state == LaneState::no_rule ? LaneState::no_rule_below : state;
}

bool is_in_force(const Arm& rule, Date day) {
  return !(rule.from && day < *rule.from) && !(rule.until && *rule.until < day);
}

}  // namespace

// What a line gives on a day, in parts of the bank; `takes_part` where the lane's books are open.
struct ColumnarEvaluator::Amounts {
  std::vector<char> takes_part;
  // None where no amount is above 0.
  Lanes lanes;
  // The members whose amount is not 0: on most days a few.
  std::vector<std::uint32_t> some;
};

LaneState ColumnarEvaluator::ledger_state(BankId id, std::size_t member) const {
  const Ledger& book = ledgers_[id];
  return book.states.empty() ? LaneState::value : book.states[member];
}

Date ColumnarEvaluator::ledger_stop(BankId id, std::size_t member) const {
  const Ledger& book = ledgers_[id];
  return book.stopped.empty() ? last_date : book.stopped[member];
}

void ColumnarEvaluator::open(BankId id, Ledger& book) {
  const Bank& bank = graph_.banks[id];
  const std::size_t n = batch_.size();
  const Shape shape = plan_.banks[id].shape;
  book.open = true;
  book.exact = shape.lane == Lane::exact;
  book.opened.resize(n);
  book.closed.resize(n);
  book.states.assign(n, LaneState::value);
  book.stopped.assign(n, last_date);
  book.balance = filled(Value::of(Rational(0)), shape, n, no_id);
  const Date books_open_all = reference_.books_open(no_employee);
  for (std::size_t m = 0; m < n; ++m) {
    std::optional<Rational> opening;
    Date opened = books_open()[m];
    if (bank.openings != no_id) {
      const TableFacts& table = facts_.tables[graph_.events[bank.openings].table];
      const RowRange range = mou::rows_of(table, batch_[m]);
      for (std::uint32_t row = range.begin; row < range.end && !opening; ++row) {
        const Value& name = table.cell(row, bank.opening_bank_column);
        const Value& amount = table.cell(row, bank.opening_amount_column);
        if (name.kind == ValueKind::text && graph_.texts.text(name.text_id()) == bank.name && amount.is_number()) {
          opening = amount.number;
          opened = table.days[row];
        }
      }
    }
    book.opened[m] = opened;
    const auto employed = reference_.employed(batch_[m], first_date, last_date);
    book.closed[m] = employed ? employed->second : last_date;
    const std::optional<Rational> held = opening ? opening : bank.starting;
    if (held) {
      put_number(*held, book.balance, m, n);
    } else if (bank.openings != no_id && !(books_open_all < opened)) {
      // Nobody said what it held.
      book.states[m] = LaneState::fault;
      book.stopped[m] = opened;
    }
  }
  if (const LaneState* states = book.balance.states()) {
    for (std::size_t m = 0; m < n; ++m) {
      if (states[m] == LaneState::value || book.states[m] != LaneState::value) continue;
      book.states[m] = LaneState::deferred;
      book.stopped[m] = book.opened[m];
    }
  }
  book.balance = made_whole(book.balance, n);
  book.next = n == 0 ? last_date : *std::min_element(book.opened.begin(), book.opened.end());
  book.balances.emplace_back(first_date, book.balance);
}

void ColumnarEvaluator::post(Ledger& book, Date day, BankMeasure measure, ClauseIndex clause, BankId other,
                             Lanes amount) {
  book.postings.push_back({day, measure, clause, other, std::move(amount)});
}

// What the rule gives in the lanes of the context, added to the members' amounts.
void ColumnarEvaluator::amounts_in(const LinePlan& plan, const Arm& rule, Context& context, Amounts& amounts,
                                   Ledger& book) {
  const auto member_states = [&](std::size_t lane, LaneState state) {
    const std::uint32_t m = context.member(lane);
    if (amounts.takes_part[m] == 0 || book.states[m] != LaneState::value) return;
    book.states[m] = as_read(state);
    book.stopped[m] = context.day_of(lane);
  };
  Lanes guard;
  if (plan.guard != no_block) {
    guard = run_block(plan.guard, context).value;
    bool any = false;
    for (std::size_t i = 0; i < context.n && !any; ++i) any = is_fault(guard.state(i)) || guard.truths()[i] != 0;
    if (!any) return;
  }
  const Lanes value = in_ledger(book, run_block(plan.value, context).value, context.n);
  const auto begin = [&] {
    if (!amounts.lanes) amounts.lanes = filled(Value::of(Rational(0)), book.balance.shape(), batch_.size(), no_id);
  };
  const bool exact = value.lane() == Lane::exact;
  for (std::size_t i = 0; i < context.n; ++i) {
    const std::uint32_t m = context.member(i);
    if (amounts.takes_part[m] == 0 || !is_in_force(rule, context.day_of(i))) continue;
    if (guard) {
      const LaneState state = guard.state(i);
      if (state == LaneState::no_rule || state == LaneState::no_rule_below) continue;
      if (is_fault(state)) {
        member_states(i, state);
        continue;
      }
      if (state == LaneState::empty || guard.truths()[i] == 0) continue;
    }
    const LaneState state = value.state(i);
    if (state == LaneState::no_rule || state == LaneState::no_rule_below || state == LaneState::empty) continue;
    if (is_fault(state)) {
      member_states(i, state);
      continue;
    }
    if (exact) {
      const Rational& amount = value.data<Rational>()[i];
      if (amount.sign() < 0) member_states(i, LaneState::fault);
      if (amount.sign() <= 0) continue;
      begin();
      Rational& sum = amounts.lanes.data<Rational>()[m];
      if (sum.is_zero()) amounts.some.push_back(m);
      sum += amount;
      continue;
    }
    const std::int64_t amount = value.data<std::int64_t>()[i];
    if (amount < 0) member_states(i, LaneState::fault);
    if (amount <= 0) continue;
    begin();
    std::int64_t& sum = amounts.lanes.data<std::int64_t>()[m];
    if (sum == 0) amounts.some.push_back(m);
    if (__builtin_add_overflow(sum, amount, &sum)) member_states(i, LaneState::deferred);
  }
}

// Who takes part in what is posted on the day; false when nobody does.
bool ColumnarEvaluator::take_part(const Ledger& book, Date day, Amounts& amounts) const {
  const std::size_t n = batch_.size();
  amounts.takes_part.resize(n);
  const Date* opened = book.opened.data();
  const Date* closed = book.closed.data();
  const LaneState* states = book.states.data();
  char* takes = amounts.takes_part.data();
  char anybody = 0;
  for (std::size_t m = 0; m < n; ++m) {
    const bool open = (opened[m].days <= day.days) & (day.days <= closed[m].days) & (states[m] == LaneState::value);
    takes[m] = static_cast<char>(open);
    anybody = static_cast<char>(anybody | takes[m]);
  }
  return anybody != 0;
}

// The amounts of rows of events on the day.
bool ColumnarEvaluator::row_amounts(BankId id, std::size_t line_index, Ledger& book, Date day, Amounts& amounts) {
  const BankLine& line = graph_.banks[id].lines[line_index];
  const LinePlan& plan = plan_.banks[id].lines[line_index];
  EventRows& all = dated_rows(line.event);
  const DatedRows& by_day = rows_by_day(all);
  auto members = std::make_shared<std::vector<std::uint32_t>>();
  auto rows = std::make_shared<std::vector<std::uint32_t>>();
  amounts.takes_part.assign(batch_.size(), 0);
  const std::size_t end = by_day.from(day + 1);
  for (std::size_t at = by_day.from(day); at < end; ++at) {
    const auto [row, m] = by_day.rows[at];
    if (!book.is_open(m, day)) continue;
    members->push_back(m);
    rows->push_back((*all.rows)[row]);
    amounts.takes_part[m] = 1;
  }
  if (rows->empty()) return false;
  Context context;
  context.n = rows->size();
  context.members = members;
  context.rows = rows;
  context.event = line.event;
  context.day = context.first = context.last = day;
  context.bank = id;
  if (plan.where != no_block) {
    const Lanes meets = run_block(plan.where, context).value;
    std::vector<std::uint32_t> meant;
    for (std::uint32_t i = 0; i < context.n; ++i) {
      const LaneState state = meets.state(i);
      const std::uint32_t m = context.member(i);
      if (is_fault(state) && book.states[m] == LaneState::value) {
        book.states[m] = as_read(state);
        book.stopped[m] = day;
      }
      if (state == LaneState::value && meets.truths()[i] != 0) meant.push_back(i);
    }
    if (meant.empty()) return false;
    if (meant.size() < context.n) context = part_of(context, meant);
  }
  amounts_in(plan, line.rule, context, amounts, book);
  return !amounts.some.empty();
}

bool ColumnarEvaluator::line_amounts(BankId id, std::size_t line_index, Ledger& book, Date day, Amounts& amounts) {
  const BankLine& line = graph_.banks[id].lines[line_index];
  const LinePlan& plan = plan_.banks[id].lines[line_index];
  const std::size_t n = batch_.size();
  amounts.some.clear();
  amounts.lanes = {};
  if (!is_in_force(line.rule, day)) return false;
  Context context;
  context.n = n;
  context.bank = id;
  context.day = context.first = context.last = day;
  if (line.clock != no_id) {
    const auto tick = tick_on(line.clock, day);
    if (!tick || tick->last != day) return false;
    context.clock = line.clock;
    context.first = tick->first;
  }
  if (line.event != no_id) return row_amounts(id, line_index, book, day, amounts);
  Lanes now;
  if (plan.moment != no_block) {
    now = run_block(plan.moment, context).value;
    if (now.states() == nullptr && !kernels_.any(now.truths(), n)) return false;
  }
  if (!take_part(book, day, amounts)) return false;
  if (now) {
    bool any = false;
    for (std::size_t m = 0; m < n; ++m) {
      if (now.state(m) == LaneState::deferred && amounts.takes_part[m] != 0) {
        // Nobody here knows whether the line posts.
        book.states[m] = LaneState::deferred;
        book.stopped[m] = day;
        amounts.takes_part[m] = 0;
      }
      if (!is_fault(now.state(m)) && (now.state(m) == LaneState::empty || now.truths()[m] == 0)) {
        amounts.takes_part[m] = 0;
      }
      any = any || amounts.takes_part[m] != 0;
    }
    if (!any) return false;
  }
  amounts_in(plan, line.rule, context, amounts, book);
  return !amounts.some.empty();
}

void ColumnarEvaluator::cap(BankId id, Ledger& book, Date day, std::span<const std::uint32_t> touched) {
  const Bank& bank = graph_.banks[id];
  const std::size_t n = batch_.size();
  // Of each that was touched the limit that holds.
  std::vector<std::uint32_t> live(touched.size(), no_id);
  Context context;
  context.n = n;
  context.bank = id;
  context.day = context.first = context.last = day;
  const auto stop = [&](std::size_t m, LaneState state) {
    if (book.states[m] != LaneState::value) return;
    book.states[m] = as_read(state);
    book.stopped[m] = day;
  };
  for (std::uint32_t c = 0; c < bank.caps.size(); ++c) {
    if (!is_in_force(bank.caps[c].rule, day)) continue;
    Lanes guard;
    if (plan_.banks[id].caps[c].guard != no_block) guard = run_block(plan_.banks[id].caps[c].guard, context).value;
    for (std::size_t k = 0; k < touched.size(); ++k) {
      const std::uint32_t m = touched[k];
      if (book.states[m] != LaneState::value) continue;
      if (guard && is_fault(guard.state(m))) {
        stop(m, guard.state(m));
        continue;
      }
      const bool applies = !guard || (guard.state(m) == LaneState::value && guard.truths()[m] != 0);
      if (!applies) continue;
      if (live[k] != no_id) stop(m, LaneState::fault);
      live[k] = c;
    }
  }
  for (std::uint32_t c = 0; c < bank.caps.size(); ++c) {
    if (std::find(live.begin(), live.end(), c) == live.end()) continue;
    const BankCap& limit = bank.caps[c];
    const Lanes most = in_ledger(book, run_block(plan_.banks[id].caps[c].value, context).value, n);
    const Lanes& held = book.left;
    const Shape shape = held.shape();
    const bool exact = shape.lane == Lane::exact;
    Lanes over;
    for (std::size_t k = 0; k < touched.size(); ++k) {
      const std::uint32_t m = touched[k];
      if (live[k] != c || book.states[m] != LaneState::value) continue;
      if (is_fault(most.state(m))) stop(m, most.state(m));
      if (most.state(m) != LaneState::value) continue;
      const bool beyond = exact ? most.data<Rational>()[m] < held.data<Rational>()[m]
                                : most.data<std::int64_t>()[m] < held.data<std::int64_t>()[m];
      if (!beyond) continue;
      if (!over) over = filled(Value::of(Rational(0)), shape, n, no_id);
      if (exact) {
        over.data<Rational>()[m] = held.data<Rational>()[m] - most.data<Rational>()[m];
        held.data<Rational>()[m] = most.data<Rational>()[m];
      } else {
        std::int64_t& beyond_it = over.data<std::int64_t>()[m];
        if (__builtin_sub_overflow(held.data<std::int64_t>()[m], most.data<std::int64_t>()[m], &beyond_it)) {
          beyond_it = 0;
          stop(m, LaneState::deferred);
          continue;
        }
        held.data<std::int64_t>()[m] = most.data<std::int64_t>()[m];
      }
    }
    if (!over) continue;
    post(book, day, BankMeasure::over, limit.rule.clause, no_id, over);
    if (limit.fate == CapFate::lost) {
      post(book, day, BankMeasure::lost, limit.rule.clause, no_id, over);
    } else if (limit.fate == CapFate::moved) {
      post(book, day, BankMeasure::moved, limit.rule.clause, limit.target, over);
    }
  }
}

// The balance that is converted is what is left on the day.
void ColumnarEvaluator::convert_balance(BankId id, std::size_t line_index, Ledger& book, Date day) {
  const Arm& rule = graph_.banks[id].lines[line_index].rule;
  const LinePlan& plan = plan_.banks[id].lines[line_index];
  const std::size_t n = batch_.size();
  const Lanes before = std::exchange(book.balance, copied(left_of(book), n));
  Context context;
  context.n = n;
  context.bank = id;
  context.day = context.first = context.last = day;
  Lanes guard;
  if (plan.guard != no_block) guard = run_block(plan.guard, context).value;
  Amounts amounts;
  amounts.takes_part.assign(n, 0);
  bool any = false;
  for (std::size_t m = 0; m < n; ++m) {
    const bool is_open = book.is_open(m, day);
    const bool applies =
        !guard || is_fault(guard.state(m)) || (guard.state(m) == LaneState::value && guard.truths()[m] != 0);
    amounts.takes_part[m] = is_open && applies ? 1 : 0;
    any = any || amounts.takes_part[m] != 0;
  }
  if (any) {
    amounts_in(plan, rule, context, amounts, book);
    const Lanes& left = book.left;
    const Shape shape = left.shape();
    if (!amounts.lanes) amounts.lanes = filled(Value::of(Rational(0)), shape, n, no_id);
    Lanes change = filled(Value::of(Rational(0)), shape, n, no_id);
    for (std::size_t m = 0; m < n; ++m) {
      if (amounts.takes_part[m] == 0 || book.states[m] != LaneState::value) continue;
      if (shape.lane == Lane::exact) {
        change.data<Rational>()[m] = amounts.lanes.data<Rational>()[m] - left.data<Rational>()[m];
        left.data<Rational>()[m] = amounts.lanes.data<Rational>()[m];
      } else {
        std::int64_t& by = change.data<std::int64_t>()[m];
        if (__builtin_sub_overflow(amounts.lanes.data<std::int64_t>()[m], left.data<std::int64_t>()[m], &by)) {
          by = 0;
          book.states[m] = LaneState::deferred;
          book.stopped[m] = day;
          continue;
        }
        left.data<std::int64_t>()[m] = amounts.lanes.data<std::int64_t>()[m];
      }
    }
    post(book, day, BankMeasure::converted, rule.clause, no_id, change);
  }
  book.balance = before;
  // Both alike again.
  in_ledger(book, before, n);
}

Lanes ColumnarEvaluator::in_ledger(Ledger& book, Lanes value, std::size_t n) {
  if (!book.exact) return convert(value, book.balance.shape(), n);
  value = in_register(value, {Lane::exact, 1}, n);
  std::vector<CountedLanes> columns{{&value, n}, {&book.balance, batch_.size()}};
  if (book.left) columns.push_back({&book.left, batch_.size()});
  make_alike(columns);
  return value;
}

Lanes& ColumnarEvaluator::left_of(Ledger& book) {
  if (book.left) return book.left;
  book.left = copied(book.balance, batch_.size());
  if (LaneState* states = book.left.states()) std::fill_n(states, batch_.size(), LaneState::value);
  return book.left;
}

void ColumnarEvaluator::advance_day(BankId id, Ledger& book, Date day) {
  const Bank& bank = graph_.banks[id];
  const std::size_t n = batch_.size();
  Amounts amounts;
  book.left = {};
  std::vector<char> received;
  // Those for whom something may have gone out or come in; who is not among them has what was there before.
  std::vector<std::uint32_t> moved;
  const auto note = [&](std::span<const std::uint32_t> some) { moved.insert(moved.end(), some.begin(), some.end()); };
  for (std::size_t l = 0; l < bank.lines.size(); ++l) {
    const BankLine& line = bank.lines[l];
    if (!goes_out(line.kind) || !line_amounts(id, l, book, day, amounts)) continue;
    const Lanes& now = left_of(book);
    const bool exact = now.lane() == Lane::exact;
    Lanes lacking;
    note(amounts.some);
    for (const std::uint32_t m : amounts.some) {
      // Nothing goes out of a bank that was opened below zero.
      if (exact) {
        Rational& asked = amounts.lanes.data<Rational>()[m];
        const Rational out = least(asked, greatest(now.data<Rational>()[m], Rational(0)));
        if (!(out == asked)) {
          if (!lacking) lacking = filled(Value::of(Rational(0)), now.shape(), n, no_id);
          lacking.data<Rational>()[m] = asked - out;
        }
        now.data<Rational>()[m] = now.data<Rational>()[m] - out;
        asked = out;
      } else {
        std::int64_t& asked = amounts.lanes.data<std::int64_t>()[m];
        std::int64_t& held = now.data<std::int64_t>()[m];
        const std::int64_t out = std::min(asked, std::max<std::int64_t>(held, 0));
        if (out != asked) {
          if (!lacking) lacking = filled(Value::of(Rational(0)), now.shape(), n, no_id);
          lacking.data<std::int64_t>()[m] = asked - out;
        }
        held -= out;
        asked = out;
      }
    }
    post(book, day, measure_of(line.kind), line.rule.clause, line.target, amounts.lanes);
    if (lacking) post(book, day, BankMeasure::asked_short, line.rule.clause, no_id, lacking);
  }
  for (std::size_t l = 0; l < bank.lines.size(); ++l) {
    const BankLine& line = bank.lines[l];
    if (line.kind != LineKind::converts || !is_in_force(line.rule, day)) continue;
    convert_balance(id, l, book, day);
    note(std::span(*all_lanes(n)).first(n));
  }
  for (std::size_t l = 0; l < bank.lines.size(); ++l) {
    const BankLine& line = bank.lines[l];
    if (line.kind != LineKind::earns || !line_amounts(id, l, book, day, amounts)) continue;
    const Lanes& now = left_of(book);
    const bool exact = now.lane() == Lane::exact;
    received.resize(n, 0);
    note(amounts.some);
    for (const std::uint32_t m : amounts.some) {
      received[m] = 1;
      if (exact) {
        now.data<Rational>()[m] += amounts.lanes.data<Rational>()[m];
      } else {
        const std::int64_t in = amounts.lanes.data<std::int64_t>()[m];
        std::int64_t& held = now.data<std::int64_t>()[m];
        if (__builtin_add_overflow(held, in, &held) && book.states[m] == LaneState::value) {
          book.states[m] = LaneState::deferred;
          book.stopped[m] = day;
        }
      }
    }
    post(book, day, BankMeasure::earned, line.rule.clause, no_id, amounts.lanes);
  }
  for (BankId other = 0; other < graph_.banks.size(); ++other) {
    const Bank& source = graph_.banks[other];
    const auto sends = [&](const auto& part) { return part.target == id; };
    if (other == id || !(std::any_of(source.lines.begin(), source.lines.end(), sends) ||
                         std::any_of(source.caps.begin(), source.caps.end(), sends))) {
      continue;
    }
    if (!plan_.banks[other].compiled) {
      for (std::size_t m = 0; m < n; ++m) {
        if (book.states[m] != LaneState::value) continue;
        book.states[m] = LaneState::deferred;
        book.stopped[m] = day;
      }
      continue;
    }
    advance(other, day);
    const Ledger& theirs = ledgers_[other];
    const bool unfinished = theirs.busy && theirs.next <= day;
    for (std::size_t m = 0; m < n && (unfinished || any(theirs.states)); ++m) {
      const bool open = book.is_open(m, day);
      if (open && (unfinished || (theirs.states[m] != LaneState::value && theirs.stopped[m] <= day))) {
        book.states[m] = unfinished ? LaneState::deferred : theirs.states[m];
        book.stopped[m] = day;
      }
    }
    const std::size_t count = theirs.postings.size();
    const auto first = std::lower_bound(theirs.postings.begin(), theirs.postings.end(), day,
                                        [](const ColumnPosting& posting, Date on) { return posting.day < on; });
    for (auto p = static_cast<std::size_t>(first - theirs.postings.begin()); p < count; ++p) {
      const ColumnPosting posting = ledgers_[other].postings[p];
      if (!(posting.day == day) || posting.measure != BankMeasure::moved || posting.other != id) continue;
      const Lanes amount = in_ledger(book, posting.amount, n);
      const Lanes& now = left_of(book);
      const bool exact = now.lane() == Lane::exact;
      received.resize(n, 0);
      const Lanes mine = filled(Value::of(Rational(0)), now.shape(), n, no_id);
      note(std::span(*all_lanes(n)).first(n));
      for (std::size_t m = 0; m < n; ++m) {
        const bool open = book.is_open(m, day);
        if (!open) continue;
        if (amount.state(m) != LaneState::value) {
          book.states[m] = LaneState::deferred;
          book.stopped[m] = day;
          continue;
        }
        if (exact) {
          mine.data<Rational>()[m] = amount.data<Rational>()[m];
          now.data<Rational>()[m] += amount.data<Rational>()[m];
          if (!amount.data<Rational>()[m].is_zero()) received[m] = 1;
        } else {
          const std::int64_t in = amount.data<std::int64_t>()[m];
          std::int64_t& held = now.data<std::int64_t>()[m];
          if (__builtin_add_overflow(held, in, &held)) {
            book.states[m] = LaneState::deferred;
            book.stopped[m] = day;
            continue;
          }
          mine.data<std::int64_t>()[m] = in;
          if (in != 0) received[m] = 1;
        }
      }
      post(book, day, BankMeasure::moved_in, posting.clause, other, mine);
    }
  }
  if (!book.left) return;
  const bool exact = book.left.lane() == Lane::exact;
  std::vector<std::uint32_t> touched;
  std::vector<char> seen(n, 0);
  for (const std::uint32_t m : moved) {
    if (std::exchange(seen[m], 1) != 0 || book.states[m] != LaneState::value) continue;
    const bool differs = exact ? !(book.left.data<Rational>()[m] == book.balance.data<Rational>()[m])
                               : book.left.data<std::int64_t>()[m] != book.balance.data<std::int64_t>()[m];
    if (differs || (!received.empty() && received[m] != 0)) touched.push_back(m);
  }
  if (touched.empty()) return;
  if (!bank.caps.empty()) cap(id, book, day, touched);
  book.balance = book.left;
  book.balances.emplace_back(day, book.left);
}

void ColumnarEvaluator::advance(BankId id, Date up_to) {
  Ledger& book = ledgers_[id];
  // A bank that is no part of the plan posts nothing here.
  if (!plan_.banks[id].compiled) return;
  if (!book.open) open(id, book);
  if (book.busy || up_to < book.next) return;
  Date last = first_date;
  for (const Date closed : book.closed) last = std::max(last, closed);
  last = std::min(last, up_to);
  book.busy = true;
  while (ledgers_[id].next <= last) {
    advance_day(id, book, book.next);
    book.next = book.next + 1;
  }
  if (book.next <= up_to) book.next = up_to + 1;
  book.busy = false;
}

const std::vector<ColumnPosting>& ColumnarEvaluator::postings(BankId id, Date up_to) {
  advance(id, up_to);
  return ledgers_[id].postings;
}

// Over the denominator that the ledger has now, which has grown.
Lanes ColumnarEvaluator::sum_of_postings(const Ledger& book, BankMeasure measure, Date first, Date last) {
  const std::size_t n = batch_.size();
  const Shape shape = book.balance.shape();
  Lanes sum;
  const auto begin = std::lower_bound(book.postings.begin(), book.postings.end(), first,
                                      [](const ColumnPosting& posting, Date day) { return posting.day < day; });
  for (auto at = begin; at != book.postings.end() && at->day <= last; ++at) {
    if (at->measure != measure) continue;
    const Lanes amount = convert(at->amount, shape, n);
    sum = sum ? added(sum, amount, n) : amount;
  }
  if (sum) return sum;
  return shape.lane == Lane::exact ? filled(Value::of(Rational(0)), shape, n, no_id) : same_number(0, shape, n);
}

// Amounts of one shape; what may overflow is deferred.
Lanes ColumnarEvaluator::added(const Lanes& a, const Lanes& b, std::size_t n) {
  const Lanes sum = take(a.shape(), n);
  if (a.lane() == Lane::exact) {
    for (std::size_t m = 0; m < n; ++m) sum.data<Rational>()[m] = a.data<Rational>()[m] + b.data<Rational>()[m];
    return sum;
  }
  const std::int64_t* left = a.data<std::int64_t>();
  const std::int64_t* right = b.data<std::int64_t>();
  std::int64_t* to = sum.data<std::int64_t>();
  if (a.states() == nullptr && b.states() == nullptr && std::max(bits_in(a, n), bits_in(b, n)) <= addable_bits) {
    kernels_.i64.sum(to, left, 1, right, 1, n);
    return sum;
  }
  for (std::size_t m = 0; m < n; ++m) {
    const bool over = __builtin_add_overflow(left[m], right[m], &to[m]);
    if (over || a.state(m) != LaneState::value || b.state(m) != LaneState::value) {
      sum.make_states(n)[m] = LaneState::deferred;
    }
  }
  return sum;
}

Lanes ColumnarEvaluator::bank(BankId id, BankMeasure measure, Date first, Date last) {
  const std::size_t n = batch_.size();
  const Shape shape = plan_.banks[id].shape;
  if (!plan_.banks[id].compiled) return deferred(shape, n);
  advance(id, last);
  const Ledger& book = ledgers_[id];
  if (book.busy && book.next <= last) return deferred(shape, n);
  Lanes out;
  if (measure == BankMeasure::opening || measure == BankMeasure::balance) {
    const Date end = measure == BankMeasure::opening ? first - 1 : last;
    auto at = std::upper_bound(book.balances.begin(), book.balances.end(), end,
                               [](Date day, const auto& balance) { return day < balance.first; });
    out = (at == book.balances.begin() ? *at : *(at - 1)).second;
  } else {
    out = sum_of_postings(book, measure, first, last);
  }
  if (!any(book.states)) return out;
  out = copied(out, n);
  LaneState* states = out.make_states(n);
  for (std::size_t m = 0; m < n; ++m) {
    if (book.states[m] != LaneState::value) {
      if (book.stopped[m] <= last) states[m] = book.states[m];
    }
  }
  return out;
}

Lanes ColumnarEvaluator::read_bank(const Step& step, const Block& block, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const RegisterPlan& plan = block.registers[step.out];
  const std::size_t n = context.n;
  const BankId id = node.index;
  const auto of_all = [&](const Context& part) {
    if (part.bank != id) return bank(id, node.measure, part.first, part.last);
    // Inside a line of the bank itself: the ledger as it stands at the start of the day.
    const Ledger& book = ledgers_[id];
    const bool stands = node.measure == BankMeasure::balance || node.measure == BankMeasure::opening;
    return stands ? book.balance : sum_of_postings(book, node.measure, part.first, part.last);
  };
  if (context.one_day && !context.members) return in_register(of_all(context), plan.shape, n);
  Lanes out = take(plan.shape, n);
  by_day(context, [&](Context& part, std::span<const std::uint32_t> lanes) {
    Lanes whole = of_all(part);
    if (part.members) {
      std::vector<std::uint32_t> members(part.n);
      for (std::size_t i = 0; i < part.n; ++i) members[i] = part.member(i);
      whole = select_lanes(whole, members);
    }
    scatter(whole, lanes, out, n);
  });
  return out;
}

}  // namespace mou
