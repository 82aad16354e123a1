// The reference evaluator: the meaning of a graph. One employee at a time, exact rationals, slow and obvious. Every
// result is a value or a fault; a fault is passed on by what reads it, so that the rest still computes.
//
// Demand-driven: a figure is computed when something asks for it, once per employee, tick and keys.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/graph/graph.h"
#include "engine/reference/fault.h"
#include "engine/reference/unit_totals.h"

namespace mou {

// A value that stands in for the rules of a figure from a day on: of examples and assumptions.
struct GivenFigure {
  FigureId figure = no_id;
  // Empty: for all keys.
  std::vector<Value> keys;
  Date from = first_date;
  Value value;
};

// Whether clocks choose days, kept from one run over a graph to the next: for runs in which the conditions see nothing
// that differs. Runs in several threads may share it.
class KnownDays {
 public:
  std::optional<bool> find(ClockId clock, Date day) const;
  void keep(ClockId clock, Date day, bool chosen);

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<ClockId, Date>, bool> days_;
};

struct RunSettings {
  Date from;
  Date to;
  // Choices of readings other than the ones used, by reading; parallel to Graph::readings, empty: as the contract says.
  std::vector<TextId> readings{};
  std::vector<GivenFigure> given{};
  // Where to look before a day is decided, and to keep what was; null: nowhere.
  KnownDays* known_days = nullptr;
  // Of facts that are not those of everybody: the first day of anybody's books, see earliest_opening.
  std::optional<Date> books_open{};
  // And what all employees come to, for figures of the unit; null: what those of the facts do.
  const UnitTotals* totals = nullptr;
};

// The earliest day of an opening balance, or the other day if that is earlier.
Date earliest_opening(const Graph& graph, const Facts& facts, Date otherwise);

// Where a node is evaluated.
struct Scope {
  EmployeeId employee = no_employee;
  Date day;
  // The tick of the figure being computed; both the day itself where it has none.
  Date first;
  Date last;
  ClockId clock = no_id;
  EventId event = no_id;
  std::uint32_t row = 0;
  FigureId figure = no_id;
  // Key arguments, then candidates of searches and folds over keys.
  std::span<const Value> slots;
  // The bank whose line is being computed.
  BankId bank = no_id;
};

// A value and the rule (index into Graph::arms) that gave it.
struct Outcome {
  Value value;
  std::uint32_t arm = no_id;
  // Given by RunSettings::given, not computed.
  bool given = false;
};

// What became of a rule of a figure on a day.
enum class ArmLife : std::uint8_t {
  live,
  // The day lies outside its dates.
  not_in_force,
  guard_says_no,
  // Whether it applies cannot be computed.
  faulted,
  // Applies, and another one that applies says `instead of` it.
  replaced,
  // Says `otherwise`, and another rule of its statement applies.
  otherwise_idle,
};

struct ArmOutcome {
  ArmLife life = ArmLife::live;
  // What its condition gave.
  Value guard;
  // The rule (index into Graph::arms) that stands in its way: replaced, otherwise_idle.
  std::uint32_t other = no_id;
};

// One posting of a bank line or limit.
struct Posting {
  Date day;
  BankMeasure measure;
  Rational amount;
  ClauseIndex clause = no_id;
  // moved: the bank it goes to; moved_in: the bank it comes from.
  BankId other = no_id;
  // Of a bank of the unit: the employee whose row or bank it is about, and the row.
  EmployeeId employee = no_employee;
  EventId event = no_id;
  std::uint32_t row = 0;
};

class Evaluator {
 public:
  // The graph and the facts must outlive the evaluator.
  Evaluator(const Graph& graph, const Facts& facts, RunSettings settings);
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  const Graph& graph() const { return graph_; }
  const Facts& facts() const { return facts_; }
  const RunSettings& settings() const { return settings_; }
  const Fault& fault(FaultId id) const { return faults_.at(id); }

  // A clock with the days that its condition chooses, which are found when it is first asked for.
  const Clock& clock_of(ClockId id);

  // Forgets what was computed for the employee before and takes up another.
  void take_up(EmployeeId employee);
  // The facts hold other employees than before, and all else as it was: what depends on no employee is kept. Not for a
  // graph in which the opening balances of one employee or a total over employees count for another.
  void employees_changed();

  // The figure in force on the day: on the tick of its clock around it, or on the day. Without keys, the employee's
  // own.
  Outcome figure(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys = {});
  // An event figure for a row of its event's table.
  Outcome figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row);
  // The employee's own values of the keys of a figure; a fault among them is the figure's.
  std::vector<Value> own_keys(FigureId id, const Scope& scope);
  Value evaluate(NodeId id, const Scope& scope);
  // The same, where a fact that is missing and a figure without a rule are empty.
  Value raw(NodeId id, const Scope& scope);
  // The cell of a table that the keys pick; null when none does.
  const Array::Cell* cell_of(const Node& gather, const std::vector<Value>& keys) const;

  // The scope of a figure on a day, as `figure` uses it; nothing when the clock has no tick there.
  std::optional<Scope> scope_of(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys);
  Scope scope_of_row(FigureId id, EmployeeId employee, std::uint32_t row);
  // Rows of an event that belong to an employee (or the city) in a window and meet the event's condition. Where that
  // cannot be decided of some row, `rows_fault` says why until the next call.
  std::vector<std::uint32_t> rows_in(EventId event, const Scope& scope, Date first, Date last);
  const std::optional<Value>& rows_fault() const { return rows_fault_; }
  // The scopes that a fold runs over; `slots` keeps the candidates of a fold over a key alive.
  std::vector<Scope> fold_scopes(const Node& node, const Scope& scope, std::vector<std::vector<Value>>& slots);
  std::pair<Date, Date> window_of(const Rows& rows, const Node& node, const Scope& scope);

  // Whether the arm applies in the scope, `instead of` and `otherwise` left aside: a truth, or the fault of its guard.
  Value arm_applies(const Arm& arm, const Scope& scope);
  // What becomes of each rule of a choose node, in their order.
  std::vector<ArmOutcome> judge(const Node& choose, const Scope& scope);

  // What is assumed of a name from outside, for its keys, on the day: the newest. Null when nothing is.
  const Outside::Assumed* assumed_on(const Node& node, const Scope& scope);

  // A bank on the days first..last. A bank of the unit is the same whoever asks.
  Value bank(BankId id, BankMeasure measure, EmployeeId employee, Date first, Date last);
  // All postings of the employee up to a day; advances the ledger.
  const std::vector<Posting>& postings(BankId id, EmployeeId employee, Date up_to);

  // The days within from..to on which the books of the employee are open: from the day of hire to the day after the
  // last day of employment, on which what is left is settled; nothing when there are none. An employee whose day of
  // hire is not known is taken as employed throughout.
  std::optional<std::pair<Date, Date>> employed(EmployeeId employee, Date from, Date to);
  bool covered(EmployeeId employee, Date day);
  // The first day of the books of the employee: that of the run or of the earliest opening balance, or of hire.
  Date books_open(EmployeeId employee);

  // What the employees of the facts come to, in every tick of the run, for folds none of which reads another.
  UnitTotals totals(const std::vector<NodeId>& folds);
  // Whether totals were asked for that RunSettings::totals lack.
  bool lacks_totals() const { return lacks_totals_ || (unit_ != nullptr && unit_->lacks_totals()); }
  // Whether so many different faults are kept that whoever goes through many employees had better take a new evaluator.
  bool is_full() const { return faults_.size() > most_faults; }

  // The groups that there are for the totals over employees below a node, in the tick that ends on the day.
  std::vector<Value> groups_below(NodeId root, const Tick& tick);

 private:
  // An evaluator that looks at all employees on behalf of one that is busy with one of them.
  enum class OnBehalf : std::uint8_t { of_one };
  Evaluator(const Evaluator& one, OnBehalf);

  static constexpr std::size_t most_faults = 100'000;

  enum class State : std::uint8_t { untouched, in_progress, done };
  struct Slot {
    Outcome outcome;
    State state = State::untouched;
  };
  struct Instance {
    std::vector<Slot> slots;
    std::int32_t base = 0;

    // The slot of `index`, for which room is made.
    Slot& slot(std::int32_t index);
    bool knows(std::int32_t index) const {
      if (index < base || slots.size() <= static_cast<std::size_t>(index - base)) return false;
      return slots[static_cast<std::size_t>(index - base)].state == State::done;
    }
  };
  // Keys are looked up as they lie in a scope, without a copy.
  struct KeyedHash {
    using is_transparent = void;
    std::size_t operator()(std::span<const Value> key) const;
  };
  struct KeyedEqual {
    using is_transparent = void;
    bool operator()(std::span<const Value> a, std::span<const Value> b) const {
      return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }
  };
  // What is remembered of one figure.
  struct Memory {
    Instance plain;
    std::unordered_map<std::vector<Value>, Instance, KeyedHash, KeyedEqual> keyed;
  };
  struct Ledger {
    bool open = false;
    bool busy = false;
    Date next;
    Rational balance;
    std::optional<FaultId> fault;
    Date fault_day;
    std::vector<Posting> postings;
    // Balance at the end of the days on which it changed.
    std::vector<std::pair<Date, Rational>> balances;
    // Of a bank of the unit: what employees' banks move into it.
    std::vector<Posting> incoming;
  };
  // An amount that a line of a bank asks for, and whose row asks: of an employee's bank the one amount of the day.
  struct Asked {
    Rational amount;
    EmployeeId employee = no_employee;
    EventId event = no_id;
    std::uint32_t row = 0;
  };

  bool chooses(ClockId id, Date day);
  Outcome compute(FigureId id, const Scope& scope);
  const GivenFigure* given(FigureId id, const Scope& scope) const;
  Outcome remembered(FigureId id, const Scope& scope, std::int32_t index);
  Outcome choose(const Node& node, const Scope& scope);
  void judge(const Node& choose, const Scope& scope, std::span<ArmOutcome> outcomes);
  void fill_up_to(FigureId id, const Scope& scope, const Tick& last);

  Value constant_like(const Node& node, const Scope& scope);
  Value weekday_of(const Node& node, const Scope& scope);
  Value roster(const Node& node, const Scope& scope, bool missing_is_empty);
  Value roster_since(const Scope& scope) const;
  Value column(const Node& node, const Scope& scope, bool missing_is_empty);
  // The first two children; where either is a fault, the second is that fault.
  std::pair<Value, Value> operands(const Node& node, const Scope& scope);
  Value arith(const Node& node, const Scope& scope);
  Value in_calendar(Date date, const Scope& scope);
  Value round(const Node& node, const Scope& scope);
  Value limit(const Node& node, const Scope& scope);
  Value running_limit(const Node& node, const Scope& scope);
  Value running_before(const Node& node, const Scope& scope);
  Value among(const Node& node, const Scope& scope);
  Value compare(const Node& node, const Scope& scope);
  Value logic(const Node& node, const Scope& scope);
  Value gather(const Node& node, const Scope& scope);
  Value read_figure(const Node& node, const Scope& scope);
  Value previous(const Node& node, const Scope& scope);
  Value read_bank(const Node& node, const Scope& scope);
  Value at(const Node& node, const Scope& scope);
  Value fold(const Node& node, const Scope& scope);

  // unit.cpp: what is of all employees. It is found by another evaluator, so that the work on one employee is not
  // disturbed; what that one needs of this kind is found by a third, and so on, a few deep.
  Evaluator* unit();
  // A fault of the other evaluator as one of this.
  Value taken_over(const Evaluator& other, const Value& value);
  Value too_deep(const Scope& scope);
  Value fold_employees(NodeId id, const Scope& scope);
  Value result_of(const Node& fold, const UnitTotal& total, const Scope& scope);
  const std::vector<UnitTotal>& unit_totals(NodeId id, const Tick& tick);
  void gather(const std::vector<NodeId>& folds);
  void gather_one(NodeId id, EmployeeId employee, const Tick& tick);
  bool counts_in(EmployeeId employee, const Tick& tick);
  const Ledger* ledger_of_unit(BankId id, Date up_to);
  void advance_unit(BankId id, Date up_to);
  void open_unit(BankId id, Ledger& ledger);
  void collect_incoming(BankId id, Ledger& ledger, Date up_to);
  std::optional<std::vector<Asked>> asked_by_rows(BankId id, const BankLine& line, Ledger& ledger, Date day);

  Value search(const Node& node, const Scope& scope);
  Value completed(const Node& node, const Scope& scope);
  Value shifted_time(const Node& node, const Value& time, const Value& hours, const Scope& scope);
  Value hours_between(const Node& node, const Scope& scope);
  Value offset(const Node& node, const Scope& scope);
  std::string unit_of(const Node& offset) const;
  Value period_start(const Node& node, const Scope& scope);
  Value period_end(const Node& node, const Scope& scope);
  Value nth(const Node& node, const Scope& scope);
  Value month_day(const Node& node, const Scope& scope);
  Value outside(const Node& node, const Scope& scope);

  Ledger& ledger(BankId id, EmployeeId employee);
  void advance(BankId id, EmployeeId employee, Date up_to);
  void advance_day(BankId id, EmployeeId employee, Ledger& ledger, Date day);
  bool open(BankId id, EmployeeId employee, Ledger& ledger, Date day);
  std::optional<std::vector<Asked>> line_amounts(BankId id, const BankLine& line, EmployeeId employee, Ledger& ledger,
                                                 Date day);
  std::optional<Rational> amount_in(BankId id, const BankLine& line, const Scope& scope, Ledger& ledger);
  // What is left of `held` under the limit of the bank. The limit still sees the balance of the start of the day.
  Rational capped(BankId id, EmployeeId employee, Ledger& ledger, Date day, const Rational& held);
  Rational moved_in(BankId id, EmployeeId employee, Ledger& ledger, Date day);
  void post(Ledger& ledger, Posting posting);
  static Value read(const Ledger& ledger, BankMeasure measure, Date first, Date last);

  Value no_tick(const Clock& clock, Date day, const Scope& scope);
  Value fail(FaultKind kind, const Scope& scope, std::string message);
  // "to employee 1042 in the pay period 2019-07-07 to 2019-07-20", "on 2019-07-20".
  std::string whose(const Scope& scope) const;
  // What the rules are of, in a message: "`base_pay`", "a line of `vacation`".
  std::string ruled_by(const Scope& scope) const;
  // The number of a clause; "(none)" for what stands outside all clauses.
  std::string clause_id(ClauseIndex clause) const;
  std::string asked_by(const Scope& scope) const;

  const Graph& graph_;
  const Facts& facts_;
  RunSettings settings_;
  std::vector<Clock> clocks_;
  Faults faults_;
  EmployeeId current_ = no_employee;
  Memory& memory_of(FigureId id) {
    if (memory_[id] == nullptr) memory_[id] = std::make_unique<Memory>();
    return *memory_[id];
  }

  // By figure, null until something is asked of it: most evaluators are asked for a few figures. What depends on no
  // employee is kept for the whole run, what does while the employee is taken up.
  std::vector<std::unique_ptr<Memory>> memory_;
  std::vector<Ledger> ledgers_;
  Date books_open_;
  // Of the evaluator that looks at all employees.
  UnitTotals unit_totals_;
  std::unique_ptr<Evaluator> unit_;
  bool lacks_totals_ = false;
  // How many evaluators stand behind one another before this one.
  int level_ = 0;
  std::optional<Value> rows_fault_;
  // The clause whose rule is being computed, for messages.
  ClauseIndex asking_ = no_id;
  int depth_ = 0;
};

}  // namespace mou
