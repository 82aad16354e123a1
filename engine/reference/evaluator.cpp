// Figures: which rule of a figure is live, and what is remembered of it.
#include "engine/reference/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mou {

namespace {

// Figures that read figures that read figures: deeper than any contract goes, far from the end of the stack.
constexpr int deepest = 500;

constexpr std::int32_t horizon_before = 3 * 366;
constexpr std::int32_t horizon_after = 3 * 366;

}  // namespace

Evaluator::Slot& Evaluator::Instance::slot(std::int32_t index) {
  if (slots.empty()) base = index;
  if (index < base) {
    slots.insert(slots.begin(), static_cast<std::size_t>(base - index), {});
    base = index;
  }
  const auto at = static_cast<std::size_t>(index - base);
  if (at >= slots.size()) slots.resize(at + 1);
  return slots[at];
}

Date earliest_opening(const Graph& graph, const Facts& facts, Date otherwise) {
  Date earliest = otherwise;
  for (const Bank& bank : graph.banks) {
    if (bank.openings == no_id) {
      continue;
    }
    for (const Date day : facts.tables[graph.events[bank.openings].table].days) {
      earliest = std::min(earliest, day);
    }
  }
  return earliest;
}

std::optional<bool> KnownDays::find(ClockId clock, Date day) const {
  const std::lock_guard lock(mutex_);
  const auto known = days_.find({clock, day});
  return known == days_.end() ? std::nullopt : std::optional(known->second);
}

void KnownDays::keep(ClockId clock, Date day, bool chosen) {
  const std::lock_guard lock(mutex_);
  days_.emplace(std::pair(clock, day), chosen);
}

Evaluator::Evaluator(const Graph& graph, const Facts& facts, RunSettings settings)
    : graph_(graph),
      facts_(facts),
      settings_(std::move(settings)),
      clocks_(graph.clocks),
      memory_(graph.figures.size()),
      ledgers_(graph.banks.size()),
      books_open_(settings_.books_open ? *settings_.books_open : earliest_opening(graph, facts, settings_.from)) {}

const Clock& Evaluator::clock_of(ClockId id) {
  Clock& clock = clocks_[id];
  if (clock.kind == ClockKind::chosen_days && clock.chosen == nullptr && graph_.chosen_when[id] != no_node) {
    clock.chosen =
        std::make_shared<ChosenDays>(std::min(books_open_, settings_.from) - horizon_before,
                                     settings_.to + horizon_after, [this, id](Date day) { return chooses(id, day); });
  }
  return clock;
}

// What chooses the days is asked for by no rule and no figure, wherever a day is first looked at.
bool Evaluator::chooses(ClockId id, Date day) {
  KnownDays* const elsewhere = settings_.known_days;
  if (const auto known = elsewhere != nullptr ? elsewhere->find(id, day) : std::nullopt) return *known;
  const ClauseIndex asking = std::exchange(asking_, no_id);
  const int depth = std::exchange(depth_, 0);
  Scope scope;
  scope.day = scope.first = scope.last = day;
  const bool chosen = evaluate(graph_.chosen_when[id], scope).yes();
  asking_ = asking;
  depth_ = depth;
  if (elsewhere != nullptr) elsewhere->keep(id, day, chosen);
  return chosen;
}

void Evaluator::take_up(EmployeeId employee) {
  if (employee == current_) {
    return;
  }
  current_ = employee;
  for (FigureId id = 0; id < memory_.size(); ++id) {
    if (memory_[id] == nullptr || graph_.figures[id].subject < Subject::employee) {
      continue;
    }
    Memory& memory = *memory_[id];
    memory.plain.slots.clear();
    memory.keyed.clear();
  }
  for (BankId id = 0; id < ledgers_.size(); ++id) {
    if (!graph_.banks[id].of_the_unit) ledgers_[id] = {};
  }
}

void Evaluator::employees_changed() {
  take_up(no_employee);
  unit_.reset();
  unit_totals_.clear();
}

std::size_t Evaluator::KeyedHash::operator()(std::span<const Value> key) const {
  std::size_t hash = key.size();
  for (const Value& value : key) {
    const std::size_t part = value.is_number()
                                 ? value.number.hash()
                                 : static_cast<std::size_t>(value.payload) * 31 + static_cast<std::size_t>(value.kind);
    hash = hash * 1099511628211ULL + part;
  }
  return hash;
}

std::optional<Scope> Evaluator::scope_of(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys) {
  const Figure& figure = graph_.figures[id];
  Scope scope;
  scope.employee = employee;
  scope.day = scope.first = scope.last = day;
  scope.figure = id;
  scope.slots = keys;
  if (figure.clock != no_id) {
    const auto tick = tick_around(clock_of(figure.clock), day);
    if (!tick) {
      return std::nullopt;
    }
    scope.clock = figure.clock;
    scope.first = tick->first;
    scope.last = scope.day = tick->last;
  }
  return scope;
}

Scope Evaluator::scope_of_row(FigureId id, EmployeeId employee, std::uint32_t row) {
  const EventId event = graph_.figures[id].event;
  Scope scope;
  scope.employee = employee;
  scope.figure = id;
  scope.event = event;
  scope.row = row;
  scope.day = scope.first = scope.last = facts_.tables[graph_.events[event].table].days[row];
  return scope;
}

std::vector<Value> Evaluator::own_keys(FigureId id, const Scope& scope) {
  // It is the figure that asks for its keys, not the rule that reads the figure.
  const ClauseIndex asking = std::exchange(asking_, graph_.figures[id].clause);
  std::vector<Value> keys;
  for (const Key& key : graph_.figures[id].keys) {
    keys.push_back(key.own == no_node ? Value::empty() : evaluate(key.own, scope));
  }
  asking_ = asking;
  return keys;
}

Outcome Evaluator::figure(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys) {
  std::vector<Value> own;
  if (keys.empty() && !graph_.figures[id].keys.empty()) {
    auto scope = scope_of(id, employee, day, {});
    if (scope) {
      own = own_keys(id, *scope);
      keys = own;
    }
  }
  for (const Value& key : keys) {
    if (key.is_fault()) {
      return {key, no_id};
    }
  }
  auto scope = scope_of(id, employee, day, keys);
  if (!scope) {
    Scope outside;
    outside.employee = employee;
    outside.day = day;
    outside.figure = id;
    return {fail(FaultKind::no_rule, outside,
                 fmt::format("{} is no {}, so `{}` has no value there", date_text(day),
                             graph_.clocks[graph_.figures[id].clock].name, graph_.figures[id].name)),
            no_id};
  }
  std::int32_t index = day.days;
  if (scope->clock != no_id) {
    index = tick_around(clock_of(scope->clock), day)->index;
  }
  return remembered(id, *scope, index);
}

Outcome Evaluator::figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row) {
  Scope scope = scope_of_row(id, employee, row);
  const std::vector<Value> keys = own_keys(id, scope);
  scope.slots = keys;
  return remembered(id, scope, static_cast<std::int32_t>(row));
}

Outcome Evaluator::remembered(FigureId id, const Scope& scope, std::int32_t index) {
  const bool own = graph_.figures[id].subject >= Subject::employee;
  if (own && scope.employee != no_employee) {
    take_up(scope.employee);
  }
  const auto find = [&]() -> Instance& {
    Memory& memory = memory_of(id);
    if (scope.slots.empty()) {
      return memory.plain;
    }
    const auto known = memory.keyed.find(scope.slots);
    if (known != memory.keyed.end()) {
      return known->second;
    }
    return memory.keyed[std::vector<Value>(scope.slots.begin(), scope.slots.end())];
  };
  {
    Slot& remembered = find().slot(index);
    if (remembered.state == State::done) {
      return remembered.outcome;
    }
    if (remembered.state == State::in_progress || depth_ > deepest) {
      return {fail(FaultKind::cycle, scope, fmt::format("`{}` needs itself to be computed", graph_.figures[id].name)),
              no_id};
    }
    remembered.state = State::in_progress;
  }
  ++depth_;
  const ClauseIndex asking = asking_;
  // What is the same for all employees names none, whoever asks first.
  Scope inside = scope;
  inside.employee = own ? scope.employee : no_employee;
  Outcome outcome = compute(id, inside);
  asking_ = asking;
  --depth_;
  find().slot(index) = {outcome, State::done};
  return outcome;
}

const GivenFigure* Evaluator::given(FigureId id, const Scope& scope) const {
  const GivenFigure* newest = nullptr;
  for (const GivenFigure& given : settings_.given) {
    const bool named = given.figure == id || given.figure == graph_.figures[id].alone_of;
    const bool meant = named && given.from <= scope.day &&
                       (given.keys.empty() ||
                        std::equal(given.keys.begin(), given.keys.end(), scope.slots.begin(), scope.slots.end()));
    if (meant && (newest == nullptr || newest->from <= given.from)) {
      newest = &given;
    }
  }
  return newest;
}

Outcome Evaluator::compute(FigureId id, const Scope& scope) {
  if (const GivenFigure* stated = given(id, scope)) {
    return {stated->value, no_id, true};
  }
  Outcome outcome = choose(graph_.nodes[graph_.figures[id].root], scope);
  if (!outcome.value.is_fault()) {
    return outcome;
  }
  // The fault of what was read stays that of what was read: `total` must tell an amount that does not apply from one
  // that cannot be computed.
  const Fault fault = faults_.at(outcome.value.fault_id());
  if (fault.kind == FaultKind::no_rule && fault.figure != id) {
    outcome.value = fail(FaultKind::reads_no_value, scope,
                         fmt::format("`{}` cannot be computed: {}", graph_.figures[id].name, fault.message));
  }
  return outcome;
}

Value Evaluator::arm_applies(const Arm& arm, const Scope& scope) {
  if ((arm.from && scope.day < *arm.from) || (arm.until && *arm.until < scope.day)) {
    return Value::truth(false);
  }
  if (arm.guard == no_node) {
    return Value::truth(true);
  }
  asking_ = arm.clause;
  return evaluate(arm.guard, scope);
}

void Evaluator::judge(const Node& choose, const Scope& scope, std::span<ArmOutcome> outcomes) {
  const std::uint32_t begin = choose.index;
  const auto count = static_cast<std::uint32_t>(choose.number);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Arm& arm = graph_.arms[begin + i];
    if ((arm.from && scope.day < *arm.from) || (arm.until && *arm.until < scope.day)) {
      outcomes[i].life = ArmLife::not_in_force;
      continue;
    }
    outcomes[i].guard = arm_applies(arm, scope);
    outcomes[i].life = outcomes[i].guard.is_fault() ? ArmLife::faulted
                       : outcomes[i].guard.yes()    ? ArmLife::live
                                                    : ArmLife::guard_says_no;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t j = 0; j < count && graph_.arms[begin + i].otherwise; ++j) {
      const Arm& rival = graph_.arms[begin + j];
      const bool applies = outcomes[j].life == ArmLife::live && !rival.otherwise;
      if (outcomes[i].life == ArmLife::live && applies && rival.group == graph_.arms[begin + i].group) {
        outcomes[i].life = ArmLife::otherwise_idle;
        outcomes[i].other = begin + j;
      }
    }
  }
  // Whoever applies replaces, also when it is itself replaced.
  const auto applies = [&](std::uint32_t i) {
    return outcomes[i].life == ArmLife::live || outcomes[i].life == ArmLife::replaced;
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const std::uint32_t other : graph_.arms[begin + i].yields_to) {
      if (outcomes[i].life == ArmLife::live && applies(other - begin)) {
        outcomes[i].life = ArmLife::replaced;
        outcomes[i].other = other;
      }
    }
  }
}

std::vector<ArmOutcome> Evaluator::judge(const Node& choose, const Scope& scope) {
  std::vector<ArmOutcome> outcomes(static_cast<std::size_t>(choose.number));
  judge(choose, scope, outcomes);
  return outcomes;
}

Outcome Evaluator::choose(const Node& node, const Scope& scope) {
  const std::uint32_t begin = node.index;
  const auto count = static_cast<std::uint32_t>(node.number);
  // Most figures have few rules: what becomes of them is kept on the stack.
  std::array<ArmOutcome, 6> few;
  std::vector<ArmOutcome> many;
  std::span<ArmOutcome> outcomes(few.data(), std::min<std::size_t>(count, few.size()));
  if (count > few.size()) {
    many.resize(count);
    outcomes = many;
  }
  judge(node, scope, outcomes);
  for (const ArmOutcome& outcome : outcomes) {
    if (outcome.life == ArmLife::faulted) {
      return {outcome.guard, no_id};
    }
  }
  std::uint32_t chosen = no_id;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (outcomes[i].life != ArmLife::live) {
      continue;
    }
    if (chosen != no_id) {
      const Arm& one = graph_.arms[begin + chosen];
      const Arm& other = graph_.arms[begin + i];
      return {fail(FaultKind::two_rules, scope,
                   fmt::format("two rules of {} apply {}: those of clauses {} and {}; one must say `instead of`",
                               ruled_by(scope), whose(scope), clause_id(one.clause), clause_id(other.clause))),
              no_id};
    }
    chosen = i;
  }
  if (chosen == no_id) {
    if (scope.figure != no_id && graph_.figures[scope.figure].nothing_is_zero &&
        graph_.figures[scope.figure].root != no_node && &graph_.nodes[graph_.figures[scope.figure].root] == &node) {
      return {Value::of(Rational(0)), no_id};
    }
    return {fail(FaultKind::no_rule, scope, fmt::format("no rule of {} applies {}", ruled_by(scope), whose(scope))),
            no_id};
  }
  const Arm& arm = graph_.arms[begin + chosen];
  asking_ = arm.clause;
  return {evaluate(arm.value, scope), begin + chosen};
}

std::string Evaluator::ruled_by(const Scope& scope) const {
  if (scope.figure != no_id) return fmt::format("`{}`", graph_.figures[scope.figure].name);
  return scope.bank != no_id ? fmt::format("a line of `{}`", graph_.banks[scope.bank].name) : "the condition";
}

std::string Evaluator::whose(const Scope& scope) const {
  const std::string who =
      scope.employee == no_employee ? "" : fmt::format("to {} ", facts_.employee_words(scope.employee));
  if (scope.clock != no_id && scope.first != scope.last) {
    return fmt::format("{}in the {} {} to {}", who, graph_.clocks[scope.clock].name, date_text(scope.first),
                       date_text(scope.last));
  }
  return fmt::format("{}on {}", who, date_text(scope.day));
}

std::string Evaluator::clause_id(ClauseIndex clause) const {
  return clause == no_id ? "(none)" : graph_.clauses[clause].id;
}

std::string Evaluator::asked_by(const Scope& scope) const {
  if (asking_ == no_id || scope.figure == no_id) {
    return "";
  }
  return fmt::format(", asked by `{}` under clause {}", graph_.figures[scope.figure].name, clause_id(asking_));
}

Value Evaluator::fail(FaultKind kind, const Scope& scope, std::string message) {
  return Value::fault(faults_.add(kind, scope.figure, std::move(message)));
}

Date Evaluator::books_open(EmployeeId employee) {
  Date open = books_open_;
  if (employee != no_employee && graph_.hired_column != no_id) {
    const RowRange rows = rows_of(facts_.roster(), employee);
    if (!rows.empty()) {
      const Value& hired = facts_.roster().cell(rows.end - 1, graph_.hired_column);
      if (hired.kind == ValueKind::date) {
        open = std::max(open, hired.date());
      }
    }
  }
  return open;
}

std::optional<std::pair<Date, Date>> Evaluator::employed(EmployeeId employee, Date from, Date to) {
  const RowRange rows = rows_of(facts_.roster(), employee);
  if (rows.empty()) {
    return std::nullopt;
  }
  const std::uint32_t last = rows.end - 1;
  Date first_day = from;
  Date last_day = to;
  if (graph_.hired_column != no_id) {
    const Value& hired = facts_.roster().cell(last, graph_.hired_column);
    if (hired.kind == ValueKind::date) {
      first_day = std::max(first_day, hired.date());
    }
  }
  if (graph_.separated_column != no_id) {
    const Value& separated = facts_.roster().cell(last, graph_.separated_column);
    if (separated.kind == ValueKind::date) {
      last_day = std::min(last_day, separated.date() + 1);
    }
  }
  if (last_day < first_day) {
    return std::nullopt;
  }
  return std::make_pair(first_day, last_day);
}

bool Evaluator::covered(EmployeeId employee, Date day) {
  // An example is about somebody of the unit, and does not say so.
  if (graph_.covers == no_node || facts_.employees[employee] == employee_of_the_example) {
    return true;
  }
  Scope scope;
  scope.employee = employee;
  scope.day = scope.first = scope.last = day;
  return evaluate(graph_.covers, scope).yes();
}

}  // namespace mou
