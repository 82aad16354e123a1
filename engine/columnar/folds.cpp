// Folds: totals, numbers, averages, the least, greatest and latest of rows, ticks and candidates.
#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/columnar/evaluator.h"

namespace mou {

namespace {

// Parts of a context below this share are computed apart from the rest.
constexpr std::size_t small_part = 4;
// A part of the batch below this share looks up its own rows.
constexpr std::size_t small_share = 16;

}  // namespace

// What a fold gathers for each lane, rows coming in order.
class ColumnarEvaluator::Gathering {
 public:
  Gathering(Op op, Shape each, std::size_t n) : op_(op), each_(each), counts_(n, 0), faults_(n, LaneState::value) {
    if (op != Op::count) begin();
  }

  const Shape& each() const { return each_; }
  bool averages() const { return op_ == Op::average; }
  // What comes first, of exact numbers, is whole ones: so is what comes later, or else all are made exact.
  void begin_whole(const Shape& shape) {
    if (std::exchange(begun_, true) || shape.lane != Lane::i64) return;
    each_ = shape;
    exact_.clear();
    begin();
  }
  void make_exact() {
    exact_.resize(sums_.size());
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      if (adds() || counts_[i] + everywhere_ > 0) exact_[i] = Rational::ratio(sums_[i], each_.denominator);
    }
    sums_.clear();
    each_ = {Lane::exact, 1};
  }

  // The first fault of a lane is its fault, whatever else it has.
  void fault(std::size_t lane, LaneState state) {
    if (faults_[lane] == LaneState::value) faults_[lane] = state;
    faulted_ = true;
  }
  // It is not known whether the event means a row: the last such fault counts before all others.
  void unknown(std::size_t lane, LaneState state) {
    if (unknown_.empty()) unknown_.assign(faults_.size(), LaneState::value);
    unknown_[lane] = state;
  }
  void count(std::size_t lane) { counts_[lane] += faults_[lane] == LaneState::value ? 1 : 0; }

  // The value of lane `i` of the column; what is empty, or given by no rule, is left out.
  void take(std::size_t lane, const Lanes& value, std::size_t i, LaneState state) {
    if (faults_[lane] != LaneState::value) return;
    if (state == LaneState::no_rule || state == LaneState::no_rule_below || state == LaneState::empty) return;
    if (is_fault(state)) {
      fault(lane, state);
      return;
    }
    const bool first = ++counts_[lane] + everywhere_ == 1;
    switch (each_.lane) {
      case Lane::truth:
        return add(sums_[lane], std::int64_t{value.truths()[i]}, first, lane);
      case Lane::i32:
        return add(sums_[lane], std::int64_t{value.data<std::int32_t>()[i]}, first, lane);
      case Lane::i64:
        return add(sums_[lane], value.data<std::int64_t>()[i], first, lane);
      case Lane::i128:
        return add(wide_[lane], value.data<Int128>()[i], first, lane);
      case Lane::exact:
        return add(exact_[lane], value.data<Rational>()[i], first, lane);
    }
  }

  // Whether so many lanes are all, and what each has can be taken at once.
  bool takes_all(std::size_t n) const { return n == counts_.size() && op_ != Op::average && !sums_.empty(); }
  // A value for every lane, in their order; no states where all have one.
  void take_all(const Lanes& value, const LaneState* states, const LaneKernels<std::int64_t>& kernel) {
    const bool plain = states == nullptr && !faulted_ && each_.lane == Lane::i64;
    if (plain && (op_ == Op::highest || op_ == Op::lowest)) {
      spare_.resize(sums_.size());
      (op_ == Op::highest ? kernel.greatest : kernel.least)(spare_.data(), sums_.data(), value.data<std::int64_t>(),
                                                            sums_.size());
      sums_.swap(spare_);
      ++everywhere_;
    } else if (each_.lane == Lane::truth) {
      take_all(value.truths(), states);
    } else if (each_.lane == Lane::i32) {
      take_all(value.data<std::int32_t>(), states);
    } else {
      take_all(value.data<std::int64_t>(), states);
    }
  }

  // What the fold gives.
  void finish(const Lanes& out, std::size_t n) const {
    if (!faulted_ && unknown_.empty() && overflows_.empty() && finish_at_once(out, n)) return;
    for (std::size_t i = 0; i < n; ++i) {
      LaneState state = overflows_.empty() || overflows_[i] == 0 ? LaneState::value : LaneState::deferred;
      if (state == LaneState::value && !unknown_.empty()) state = unknown_[i];
      if (state == LaneState::value) state = faults_[i];
      if (state == LaneState::value) {
        state = give(out, i, n);
      } else {
        nothing(out, i, n);
      }
      if (state != LaneState::value) out.make_states(n)[i] = state;
    }
  }

 private:
  bool adds() const { return op_ == Op::total || op_ == Op::average; }

  void begin() {
    const std::size_t n = counts_.size();
    if (each_.lane == Lane::exact) {
      exact_.resize(n);
    } else if (each_.lane == Lane::i128) {
      wide_.assign(n, 0);
    } else {
      // What is higher and lower than nothing yet.
      using Limits = std::numeric_limits<std::int64_t>;
      sums_.assign(n, op_ == Op::highest ? Limits::min() : op_ == Op::lowest ? Limits::max() : 0);
    }
  }

  template <typename T>
  void add(T& sum, T number, bool first, std::size_t lane) {
    if (adds()) {
      if (__builtin_add_overflow(sum, number, &sum)) overflow(lane);
    } else if (first || op_ == Op::latest || (op_ == Op::highest ? sum < number : number < sum)) {
      sum = number;
    }
  }
  void add(Rational& sum, const Rational& number, bool first, std::size_t /*lane*/) {
    if (adds()) {
      sum += number;
    } else if (first || op_ == Op::latest || (op_ == Op::highest ? sum < number : number < sum)) {
      sum = number;
    }
  }
  template <typename T>
  void take_all(const T* values, const LaneState* states) {
    if (states != nullptr) note_faults(states);
    if (op_ == Op::total) return add_all(values, states);
    if (op_ == Op::highest) return replace_all(values, states, [](auto held, auto value) { return held < value; });
    if (op_ == Op::lowest) return replace_all(values, states, [](auto held, auto value) { return value < held; });
    return replace_all(values, states, [](auto, auto) { return true; });
  }
  // A value takes the place of what is held where it is better.
  template <typename T, typename Better>
  void replace_all(const T* values, const LaneState* states, const Better& better) {
    const std::size_t n = sums_.size();
    std::int64_t* sums = sums_.data();
    std::int32_t* counts = counts_.data();
    const LaneState* faults = faults_.data();
    for (std::size_t i = 0; i < n; ++i) {
      const bool there = (faults[i] == LaneState::value) & (states == nullptr || states[i] == LaneState::value);
      const auto value = static_cast<std::int64_t>(values[i]);
      counts[i] += there ? 1 : 0;
      sums[i] = (there & better(sums[i], value)) ? value : sums[i];
    }
  }
  void note_faults(const LaneState* states) {
    std::uint8_t faulted = 0;
    for (std::size_t i = 0; i < faults_.size(); ++i) {
      const LaneState state = states[i];
      const LaneState known = faults_[i];
      const bool ends =
          (state == LaneState::missing_fact) | (state == LaneState::fault) | (state == LaneState::deferred);
      const LaneState first = ends ? state : LaneState::value;
      faults_[i] = known == LaneState::value ? first : known;
      faulted = static_cast<std::uint8_t>(faulted | static_cast<std::uint8_t>(ends));
    }
    faulted_ = faulted_ || faulted != 0;
  }
  // Nobody asks how many a total has.
  template <typename T>
  void add_all(const T* values, const LaneState* states) {
    const std::size_t n = sums_.size();
    std::int64_t* sums = sums_.data();
    const LaneState* faults = faults_.data();
    const auto addend = [=](std::size_t i) {
      const auto value = static_cast<std::int64_t>(values[i]);
      const bool counts = (faults[i] == LaneState::value) & (states == nullptr || states[i] == LaneState::value);
      return counts ? value : 0;
    };
    // What overflows wraps; the bits say below 0 that it did.
    using Wrapping = std::uint64_t;
    const auto overflow_of = [=](std::int64_t before, std::size_t i) {
      return (before ^ sums[i]) & (addend(i) ^ sums[i]);
    };
    std::int64_t over = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t before = sums[i];
      sums[i] = static_cast<std::int64_t>(static_cast<Wrapping>(before) + static_cast<Wrapping>(addend(i)));
      over |= overflow_of(before, i);
    }
    for (std::size_t i = 0; i < n && over < 0; ++i) {
      const auto before = static_cast<std::int64_t>(static_cast<Wrapping>(sums[i]) - static_cast<Wrapping>(addend(i)));
      if (overflow_of(before, i) < 0) overflow(i);
    }
  }
  void overflow(std::size_t lane) {
    if (overflows_.empty()) overflows_.assign(counts_.size(), 0);
    overflows_[lane] = 1;
  }

  // Totals and numbers that need nothing but copying.
  bool finish_at_once(const Lanes& out, std::size_t n) const {
    if (op_ == Op::count && out.lane() == Lane::i32 && out.shape().denominator == 1) {
      for (std::size_t i = 0; i < n; ++i) out.words()[i] = counts_[i];
      return true;
    }
    if (op_ != Op::total || sums_.empty() || out.shape() != Shape{Lane::i64, each_.denominator}) return false;
    std::copy_n(sums_.data(), n, out.data<std::int64_t>());
    return true;
  }

  static void nothing(const Lanes& out, std::size_t i, std::size_t n) {
    if (out.lane() == Lane::truth) {
      out.truths()[i] = 0;
    } else {
      put_number(Rational(), out, i, n);
    }
  }

  LaneState give(const Lanes& out, std::size_t i, std::size_t n) const {
    if (op_ == Op::count) return put_whole(counts_[i], out, i, n);
    if (!adds() && counts_[i] + everywhere_ == 0) {
      nothing(out, i, n);
      return LaneState::empty;
    }
    if (op_ == Op::average) return give_average(out, i, n);
    if (each_.lane == Lane::exact) {
      put_number(exact_[i], out, i, n);
      return LaneState::value;
    }
    return put_whole(whole(i), out, i, n);
  }
  Int128 whole(std::size_t i) const { return each_.lane == Lane::i128 ? wide_[i] : Int128{sums_[i]}; }

  LaneState give_average(const Lanes& out, std::size_t i, std::size_t n) const {
    const bool exact = each_.lane == Lane::exact;
    const auto low = exact ? 0 : static_cast<std::int64_t>(whole(i));
    if (counts_[i] == 0 || (!exact && low != whole(i))) {
      nothing(out, i, n);
      return counts_[i] == 0 ? LaneState::no_rule : LaneState::deferred;
    }
    const Rational sum = exact ? exact_[i] : Rational::ratio(low, each_.denominator);
    put_number(sum / Rational(counts_[i]), out, i, n);
    return LaneState::value;
  }

  // A whole number over the denominator of what was gathered.
  LaneState put_whole(Int128 sum, const Lanes& out, std::size_t i, std::size_t n) const {
    const auto narrow = static_cast<std::int64_t>(sum);
    const std::int64_t denominator = op_ == Op::count ? 1 : each_.denominator;
    if (out.lane() == Lane::exact || out.shape().denominator != denominator) {
      if (narrow != sum) {
        nothing(out, i, n);
        return LaneState::deferred;
      }
      put_number(Rational::ratio(narrow, denominator), out, i, n);
      return LaneState::value;
    }
    bool fits = narrow == sum;
    if (out.lane() == Lane::truth) {
      out.truths()[i] = narrow != 0 ? 1 : 0;
    } else if (out.lane() == Lane::i32) {
      const auto word = static_cast<std::int32_t>(narrow);
      fits = fits && word == narrow;
      out.data<std::int32_t>()[i] = fits ? word : 0;
    } else if (out.lane() == Lane::i64) {
      out.data<std::int64_t>()[i] = fits ? narrow : 0;
    } else {
      out.data<Int128>()[i] = sum;
      fits = true;
    }
    return fits ? LaneState::value : LaneState::deferred;
  }

  Op op_;
  // Of what is gathered.
  Shape each_;
  // Whether anything came.
  bool begun_ = false;
  std::vector<std::int32_t> counts_;
  // How often every lane had a value besides.
  std::int32_t everywhere_ = 0;
  // Exact numbers in the third, those of 128 bits in the second, all others in the first.
  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> spare_;
  std::vector<Int128> wide_;
  std::vector<Rational> exact_;
  std::vector<LaneState> faults_;
  bool faulted_ = false;
  // Empty where there are none.
  std::vector<LaneState> unknown_;
  std::vector<char> overflows_;
};

ColumnarEvaluator::FoldRows& ColumnarEvaluator::fold_rows(const Step& step, FigureId figure) {
  const FoldKey key = fold_key(step);
  const auto known = fold_rows_.find(key);
  if (known != fold_rows_.end()) return known->second;
  const EventId event = graph_.nodes[step.node].rows.index;
  const EventRows& rows = rows_of_event(event);
  const std::size_t n = rows.size();
  fold_rows_[key].busy = true;
  FoldRows made;
  for (std::uint32_t i = 0; i < n && rows.meets.states() != nullptr; ++i) {
    if (!is_fault(rows.meets.state(i))) continue;
    made.unknown.resize(n, LaneState::value);
    made.unknown[i] = rows.meets.state(i);
  }
  if (n > 0) {
    Context context = context_of(event);
    context.figure = figure;
    Lanes where;
    if (step.blocks[1] != no_block) where = run_block(step.blocks[1], context).value;
    if (step.blocks[0] != no_block) made.value = run_block(step.blocks[0], context).value;
    note_states(made, where, n);
  }
  return fold_rows_[key] = std::move(made);
}

// What the condition and the value of each row say of it, and which rows that leaves.
void ColumnarEvaluator::note_states(FoldRows& made, const Lanes& where, std::size_t n) {
  made.states.assign(n, LaneState::value);
  if (!where && made.unknown.empty() && (!made.value || made.value.states() == nullptr)) {
    made.sound = true;
    made.counted.resize(n);
    std::iota(made.counted.begin(), made.counted.end(), 0U);
    return;
  }
  if (const LaneState* given = made.value ? made.value.states() : nullptr) {
    for (std::size_t i = 0; i < n; ++i) {
      // An amount that no rule gives is left out; an empty one too.
      const bool none = (given[i] == LaneState::no_rule) | (given[i] == LaneState::no_rule_below);
      made.states[i] = none ? LaneState::empty : given[i];
    }
  }
  if (where) {
    const LaneState* given = states_or_none(where, n);
    const std::uint8_t* truths = where.truths();
    for (std::size_t i = 0; i < n; ++i) {
      const LaneState state = truths[i] != 0 ? made.states[i] : LaneState::empty;
      made.states[i] = given[i] == LaneState::value ? state : given[i];
    }
  }
  for (std::size_t i = 0; i < made.unknown.size(); ++i) {
    if (made.unknown[i] != LaneState::value) made.states[i] = LaneState::empty;
  }
  // Which rows count: all but the empty ones.
  std::vector<std::uint8_t> counts(n);
  std::uint8_t faults = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto state = static_cast<std::uint8_t>(made.states[i]);
    counts[i] = static_cast<std::uint8_t>(state ^ static_cast<std::uint8_t>(LaneState::empty));
    faults = std::max(faults, state);
  }
  for (std::size_t i = 0; i < made.unknown.size(); ++i) {
    if (made.unknown[i] != LaneState::value) counts[i] = 1;
  }
  made.counted = places_of(counts);
  made.sound = made.unknown.empty() && !is_fault(static_cast<LaneState>(faults));
}

const ColumnarEvaluator::DatedRows& ColumnarEvaluator::counted_by_day(const Step& step, FoldRows& given) {
  EventRows& rows = dated_rows(graph_.nodes[step.node].rows.index);
  if (given.counted.size() == rows.size()) return rows_by_day(rows);
  if (!given.by_day) given.by_day = dated(given.counted, rows);
  return *given.by_day;
}

// The totals of all ticks of the clock, made in one pass over the rows as they stand; null where there are too many
// ticks, or what is added up is not all there in whole numbers.
const Lanes* ColumnarEvaluator::total_of_tick(FoldRows& given, const EventRows& rows, const Context& context,
                                              bool counts) {
  constexpr std::int32_t most_ticks = 200;
  if (!given.sound || context.clock == no_id || rows.size() == 0) return nullptr;
  const Clock& clock = reference_.clock_of(context.clock);
  const auto tick = tick_on(context.clock, context.day);
  if (!tick || tick->first != context.first || tick->last != context.last) return nullptr;
  const auto [found, fresh] = given.ticks.try_emplace(context.clock);
  TickTotals& totals = found->second;
  if (fresh) {
    const auto [first, last] = std::minmax_element(rows.days->begin(), rows.days->end());
    // Of each day its tick, among those there are.
    std::vector<std::int32_t> tick_of_day;
    std::optional<Tick> around;
    for (Date day = *first; day <= *last && totals.count <= most_ticks; day = day + 1) {
      if (!around || around->last < day) around = tick_around(clock, day);
      if (around && totals.count == 0) totals.base = around->index;
      if (around) totals.count = around->index - totals.base + 1;
      tick_of_day.push_back(around ? around->index - totals.base : -1);
    }
    if (totals.count <= most_ticks) add_up_ticks(given, rows, tick_of_day, *first, counts, totals);
  }
  if (!totals.none) return nullptr;
  const std::int32_t place = tick->index - totals.base;
  return place < 0 || totals.count <= place ? &totals.none : &totals.columns[static_cast<std::size_t>(place)];
}

void ColumnarEvaluator::add_up_ticks(const FoldRows& given, const EventRows& rows,
                                     const std::vector<std::int32_t>& tick_of_day, Date first, bool counts,
                                     TickTotals& totals) {
  const std::size_t n = batch_.size();
  const Shape shape = counts ? Shape{Lane::i32, 1} : Shape{Lane::i64, given.value.shape().denominator};
  const auto nothing = [&] { return filled(Value::of(Rational(0)), shape, n, no_id); };
  bool over = false;
  // Every row that counts has a value.
  const auto add_up = [&](auto* type, const auto& addend) {
    using T = std::remove_pointer_t<decltype(type)>;
    std::vector<T*> columns;
    for (std::int32_t i = 0; i < totals.count; ++i) {
      totals.columns.push_back(nothing());
      columns.push_back(totals.columns.back().template data<T>());
    }
    for (const std::uint32_t row : given.counted) {
      const std::int32_t place = tick_of_day[static_cast<std::size_t>((*rows.days)[row] - first)];
      if (place < 0) continue;
      T& sum = columns[static_cast<std::size_t>(place)][(*rows.members)[row]];
      over = __builtin_add_overflow(sum, addend(row), &sum) || over;
    }
  };
  if (counts) {
    add_up(static_cast<std::int32_t*>(nullptr), [](std::uint32_t) { return std::int32_t{1}; });
  } else if (given.value.lane() == Lane::i32) {
    const std::int32_t* values = given.value.data<std::int32_t>();
    add_up(static_cast<std::int64_t*>(nullptr), [values](std::uint32_t row) { return std::int64_t{values[row]}; });
  } else {
    const std::int64_t* values = given.value.data<std::int64_t>();
    add_up(static_cast<std::int64_t*>(nullptr), [values](std::uint32_t row) { return values[row]; });
  }
  if (!over) totals.none = nothing();
}

// What most folds are: a total or a number of rows, computed ahead, in the tick of the whole batch.
bool ColumnarEvaluator::total_ahead(const Step& step, const RegisterPlan& plan, const Context& context, Lanes& out) {
  const Node& node = graph_.nodes[step.node];
  const bool counts = node.op == Op::count;
  const bool simple = step.ahead && !fold_rows_busy(step) && context.one_day && !context.members &&
                      node.rows.window == RowWindow::tick && (counts || node.op == Op::total);
  if (!simple) return false;
  const EventRows& rows = rows_of_event(node.rows.index);
  FoldRows& given = fold_rows(step, context.figure);
  Shape shape = plan.shape;
  if (shape.lane == Lane::exact && given.value) shape = {Lane::i64, given.value.shape().denominator};
  if (shape.lane != (counts ? Lane::i32 : Lane::i64)) return false;
  if (!given.unknown.empty()) return false;
  if (!counts && given.value && given.value.lane() != Lane::i32 && given.value.lane() != Lane::i64) return false;
  if (const Lanes* known = total_of_tick(given, rows, context, counts)) {
    out = *known;
    return true;
  }
  const std::size_t n = context.n;
  const DatedRows& by_day = counted_by_day(step, given);
  std::size_t at = by_day.from(context.first);
  const std::size_t end = by_day.from(context.last + 1);
  if (at == end) {
    out = same_number(0, shape, n);
    return true;
  }
  out = filled(Value::of(Rational(0)), shape, n, no_id);
  if (counts && given.sound) {
    std::int32_t* sums = out.words();
    for (; at < end; ++at) ++sums[by_day.rows[at].member];
    return true;
  }
  const bool narrow = !counts && given.value && given.value.lane() == Lane::i32;
  const auto take = [&](std::uint32_t row, std::uint32_t lane) {
    const LaneState state = given.sound ? LaneState::value : given.states[row];
    if (is_fault(state)) {
      LaneState& known = out.make_states(n)[lane];
      if (known == LaneState::value) known = state;
    } else if (counts) {
      ++out.data<std::int32_t>()[lane];
    } else {
      const std::int64_t value = narrow ? given.value.data<std::int32_t>()[row] : given.value.data<std::int64_t>()[row];
      std::int64_t& sum = out.data<std::int64_t>()[lane];
      if (__builtin_add_overflow(sum, value, &sum)) out.make_states(n)[lane] = LaneState::deferred;
    }
  };
  for (; at < end; ++at) take(by_day.rows[at].row, by_day.rows[at].member);
  return true;
}

// What is to be gathered, as all that was gathered before.
Lanes ColumnarEvaluator::as_gathered(const Step& step, const Lanes& value, std::size_t n, Gathering& into) {
  if (!value || gathered_shape(step).lane != Lane::exact) return value;
  into.begin_whole(value.shape());
  if (into.each() == value.shape()) return value;
  if (into.each().lane != Lane::exact) into.make_exact();
  return convert(value, into.each(), n);
}

// The shape of what a fold gives: of exact numbers that of the whole ones that it gathered, or 0 where nothing came.
Shape ColumnarEvaluator::folded_shape(const RegisterPlan& plan, Gathering& gathered) {
  if (plan.shape.lane != Lane::exact || gathered.averages()) return plan.shape;
  gathered.begin_whole({Lane::i64, 1});
  return gathered.each().lane == Lane::i64 ? gathered.each() : plan.shape;
}

// Takes what stands in the lanes of `there` into the lanes that `of` names.
void ColumnarEvaluator::gather_lanes(const Step& step, Context& there, std::span<const std::uint32_t> of,
                                     Gathering& into) {
  const BlockId value_block = step.blocks[0];
  const BlockId where_block = step.blocks[1];
  if (there.n == 0) return;
  Lanes where;
  if (where_block != no_block) {
    where = run_block(where_block, there).value;
    if (where.states() == nullptr && !kernels_.any(where.truths(), there.n)) return;
  }
  const std::size_t n = there.n;
  std::vector<std::uint32_t> some;
  const Members all = all_lanes(n);
  std::span<const std::uint32_t> meant = std::span(*all).first(n);
  if (where) {
    const LaneState* states = states_or_none(where, n);
    const std::uint8_t* truths = where.truths();
    std::vector<std::uint8_t> meets(n);
    for (std::size_t i = 0; i < n; ++i) meets[i] = states[i] == LaneState::value ? truths[i] : std::uint8_t{0};
    some = places_of(meets);
    meant = some;
    for (std::uint32_t i = 0; i < n && where.states() != nullptr; ++i) {
      if (is_fault(states[i])) into.fault(of[i], states[i]);
    }
  }
  if (meant.empty()) return;
  if (value_block == no_block) {
    for (const std::uint32_t i : meant) into.count(of[i]);
    return;
  }
  if (meant.size() * small_part < n) {
    Context part = part_of(there, meant);
    const Lanes value = as_gathered(step, run_block(value_block, part).value, part.n, into);
    for (std::size_t i = 0; i < meant.size(); ++i) into.take(of[meant[i]], value, i, value.state(i));
    return;
  }
  const Lanes value = as_gathered(step, run_block(value_block, there).value, n, into);
  if (into.takes_all(of.size()) && std::equal(of.begin(), of.end(), all->begin())) {
    if (meant.size() == n) {
      into.take_all(value, value.states(), kernels_.i64);
      return;
    }
    // Who is not meant has nothing.
    std::vector<LaneState> states(n, LaneState::empty);
    const LaneState* given = states_or_none(value, n);
    for (const std::uint32_t i : meant) states[i] = given[i];
    into.take_all(value, states.data(), kernels_.i64);
    return;
  }
  for (const std::uint32_t i : meant) into.take(of[i], value, i, value.state(i));
}

// The window of a fold whose clock ticks around the date; one that ends before it begins where the clock does not tick.
std::pair<Date, Date> ColumnarEvaluator::window_around(const Rows& rows, const Context& context, Date inside) const {
  if (rows.window == RowWindow::tick) return {context.first, context.last};
  if (rows.window == RowWindow::history) return {first_date, context.last};
  const Clock& clock = reference_.clock_of(rows.clock);
  auto tick = tick_around(clock, inside);
  if (tick && rows.window == RowWindow::previous) tick = previous_tick(clock, *tick);
  if (!tick) return {context.last + 1, context.last};
  return {tick->first, rows.window == RowWindow::so_far ? std::min(tick->last, context.last) : tick->last};
}

// The window of each lane of a part of one day; the lanes stand in `lanes` of the whole.
std::vector<std::pair<Date, Date>> ColumnarEvaluator::windows_of(const Step& step, const Frame& frame,
                                                                 const Context& part,
                                                                 std::span<const std::uint32_t> lanes,
                                                                 Gathering& into) {
  const Rows& rows = graph_.nodes[step.node].rows;
  using Window = std::pair<Date, Date>;
  if (rows.window != RowWindow::including) return std::vector<Window>(part.n, window_around(rows, part, part.day));
  std::vector<Window> windows(part.n, {part.last + 1, part.last});
  // Dates come in runs.
  std::optional<Date> before;
  Window found;
  const Lanes& base = frame[step.in[0]];
  for (std::size_t i = 0; i < part.n; ++i) {
    const LaneState state = base.state(lanes[i]);
    if (is_fault(state)) into.fault(lanes[i], state);
    if (state != LaneState::value) continue;
    const Date inside{base.words()[lanes[i]]};
    if (!before || *before != inside) found = window_around(rows, part, inside);
    before = inside;
    windows[i] = found;
  }
  return windows;
}

void ColumnarEvaluator::take_row(const Step& step, const FoldRows& given, std::uint32_t row, std::uint32_t lane,
                                 Gathering& into) const {
  if (!given.unknown.empty() && given.unknown[row] != LaneState::value) into.unknown(lane, given.unknown[row]);
  const LaneState state = given.states[row];
  if (state == LaneState::empty) return;
  if (is_fault(state)) {
    into.fault(lane, state);
  } else if (graph_.nodes[step.node].op == Op::count) {
    into.count(lane);
  } else {
    into.take(lane, given.value, row, state);
  }
}

Shape ColumnarEvaluator::gathered_shape(const Step& step) const {
  const BlockId value = step.blocks[0];
  return value == no_block ? Shape{} : plan_.blocks[value].registers[plan_.blocks[value].result].shape;
}

// Of the whole batch in one window, over rows that were computed ahead: windows of history, and of a year so far, begin
// where the one before began, so that only the rows since then are new.
bool ColumnarEvaluator::run_on(const Step& step, const RegisterPlan& plan, const Context& context, Lanes& out) {
  const Node& node = graph_.nodes[step.node];
  const bool one_window = node.rows.kind == RowsKind::event && node.rows.window != RowWindow::including;
  if (!one_window || !step.ahead || fold_rows_busy(step) || !context.one_day || context.members) return false;
  const auto [from, to] = window_around(node.rows, context, context.day);
  FoldRows& given = fold_rows(step, context.figure);
  const DatedRows& by_day = counted_by_day(step, given);
  // A window that ends before the last row taken in begins anew.
  const std::size_t end = by_day.from(to + 1);
  FoldRun& run = fold_runs_[&step];
  const bool goes_on = run.gathered && run.from == from && run.next <= end;
  if (!goes_on) {
    run.gathered = std::make_shared<Gathering>(node.op, gathered_shape(step), batch_.size());
    as_gathered(step, given.value, 0, *run.gathered);
    run.from = from;
    run.next = by_day.from(from);
  }
  for (; run.next < end; ++run.next) {
    const auto [row, member] = by_day.rows[run.next];
    take_row(step, given, row, member, *run.gathered);
  }
  out = take(folded_shape(plan, *run.gathered), context.n);
  run.gathered->finish(out, context.n);
  return true;
}

// Over the rows of an event, what each gives having been computed ahead.
void ColumnarEvaluator::gather_ahead(const Step& step, const Context& part, std::span<const std::uint32_t> lanes,
                                     const std::vector<std::pair<Date, Date>>& windows, Gathering& into) {
  const EventRows& rows = rows_of_event(graph_.nodes[step.node].rows.index);
  if (rows.size() == 0) return;
  const FoldRows& given = fold_rows(step, part.figure);
  as_gathered(step, given.value, 0, into);
  for (std::size_t i = 0; i < part.n; ++i) {
    const std::uint32_t member = part.member(i);
    const auto begin = rows.days->begin() + rows.first[member];
    const auto end = rows.days->begin() + rows.first[member + 1];
    for (auto at = std::lower_bound(begin, end, windows[i].first); at != end && *at <= windows[i].second; ++at) {
      take_row(step, given, static_cast<std::uint32_t>(at - rows.days->begin()), lanes[i], into);
    }
  }
}

// Over the rows of an event, one after another.
void ColumnarEvaluator::gather_rows(const Step& step, const Context& part, std::span<const std::uint32_t> lanes,
                                    const std::vector<std::pair<Date, Date>>& windows, Gathering& into) {
  const Node& node = graph_.nodes[step.node];
  const Event& event = graph_.events[node.rows.index];
  const TableFacts& table = facts_.tables[event.table];
  auto members = std::make_shared<std::vector<std::uint32_t>>();
  auto rows = std::make_shared<std::vector<std::uint32_t>>();
  auto days = std::make_shared<std::vector<Date>>();
  std::vector<std::uint32_t> of;
  std::vector<std::uint32_t> inner;
  for (std::uint32_t i = 0; i < part.n; ++i) {
    const RowRange range = rows_on(event, part.member(i), windows[i].first, windows[i].second);
    for (std::uint32_t row = range.begin; row < range.end; ++row) {
      members->push_back(part.member(i));
      rows->push_back(row);
      days->push_back(table.days[row]);
      of.push_back(lanes[i]);
      inner.push_back(i);
    }
  }
  if (of.empty()) return;
  Context there;
  there.n = of.size();
  there.members = members;
  there.one_day = false;
  there.days = days;
  there.event = node.rows.index;
  there.rows = rows;
  for (const Lanes& slot : part.slots) there.slots.push_back(select_lanes(slot, inner));
  there.figure = part.figure;
  there.bank = part.bank;
  const BlockId meets_block = plan_.events[node.rows.index];
  if (meets_block == no_block) {
    gather_lanes(step, there, of, into);
    return;
  }
  // Rows that the event does not mean; where that is not known, neither is the result.
  const Lanes meets = run_block(meets_block, there).value;
  std::vector<std::uint32_t> meant;
  std::vector<std::uint32_t> meant_of;
  for (std::uint32_t i = 0; i < there.n; ++i) {
    if (is_fault(meets.state(i))) into.unknown(of[i], meets.state(i));
    if (meets.state(i) != LaneState::value || meets.truths()[i] == 0) continue;
    meant.push_back(i);
    meant_of.push_back(of[i]);
  }
  if (meant.size() == there.n) {
    gather_lanes(step, there, of, into);
  } else if (!meant.empty()) {
    Context only = part_of(there, meant);
    gather_lanes(step, only, meant_of, into);
  }
}

// Over ticks, each for the lanes whose window it ends in.
void ColumnarEvaluator::gather_ticks(const Step& step, const Context& part, std::span<const std::uint32_t> lanes,
                                     std::vector<std::pair<Date, Date>> windows, Gathering& into) {
  const Rows& rows = graph_.nodes[step.node].rows;
  Date earliest = last_date;
  Date latest = first_date;
  for (std::size_t i = 0; i < part.n; ++i) {
    if (rows.window == RowWindow::history) windows[i].first = books_open()[part.member(i)];
    if (windows[i].second < windows[i].first) continue;
    earliest = std::min(earliest, windows[i].first);
    latest = std::max(latest, windows[i].second);
  }
  if (latest < earliest) return;
  const bool alike =
      std::all_of(windows.begin(), windows.end(), [&](const auto& window) { return window == windows[0]; });
  std::vector<std::uint32_t> meant;
  std::vector<std::uint32_t> meant_of(lanes.begin(), lanes.end());
  for (const Tick& tick : ticks_ending_in(reference_.clock_of(rows.index), earliest, latest)) {
    if (!alike) {
      meant.clear();
      meant_of.clear();
      for (std::uint32_t i = 0; i < part.n; ++i) {
        if (tick.last < windows[i].first || windows[i].second < tick.last) continue;
        meant.push_back(i);
        meant_of.push_back(lanes[i]);
      }
      if (meant.empty()) continue;
    }
    Context there = meant_of.size() == part.n ? part : part_of(part, meant);
    there.found = nullptr;
    there.one_day = true;
    there.days = nullptr;
    there.clock = rows.index;
    there.first = tick.first;
    there.last = there.day = tick.last;
    gather_lanes(step, there, meant_of, into);
  }
}

// Over choices, with the candidate in the slot of the key.
void ColumnarEvaluator::gather_candidates(const Step& step, const Context& context, Gathering& into) {
  const Node& node = graph_.nodes[step.node];
  std::vector<std::uint32_t> all(context.n);
  std::iota(all.begin(), all.end(), 0U);
  for (std::size_t i = fold_candidates; i < node.children.size(); ++i) {
    Context there = context;
    there.found = nullptr;
    if (there.slots.size() <= node.slot) there.slots.resize(node.slot + 1);
    const Value& candidate = graph_.nodes[node.children[i]].value;
    const bool whole = !candidate.is_number() || candidate.number.is_whole();
    there.slots[node.slot] = filled(candidate, {whole ? Lane::i32 : Lane::exact, 1}, context.n, no_id);
    gather_lanes(step, there, all, into);
  }
}

Lanes ColumnarEvaluator::fold(const Step& step, const Block& block, Frame& frame, Context& context) {
  const Node& node = graph_.nodes[step.node];
  const RegisterPlan& plan = block.registers[step.out];
  Lanes out;
  if (total_ahead(step, plan, context, out) || run_on(step, plan, context, out)) return out;
  if (context.one_day && context.members && context.n * small_share >= batch_.size()) {
    // What rows give that were computed ahead is sooner added up for everybody than looked up for many.
    Context whole = context;
    whole.members = nullptr;
    whole.n = batch_.size();
    if (total_ahead(step, plan, whole, out)) return select_lanes(out, *context.members);
  }
  Gathering gathering(node.op, gathered_shape(step), context.n);
  if (node.rows.kind == RowsKind::key) {
    gather_candidates(step, context, gathering);
  } else {
    by_day(context, [&](Context& part, std::span<const std::uint32_t> lanes) {
      const auto windows = windows_of(step, frame, part, lanes, gathering);
      if (node.rows.kind != RowsKind::event) {
        gather_ticks(step, part, lanes, windows, gathering);
      } else if (step.ahead && !fold_rows_busy(step)) {
        gather_ahead(step, part, lanes, windows, gathering);
      } else {
        gather_rows(step, part, lanes, windows, gathering);
      }
    });
  }
  out = take(folded_shape(plan, gathering), context.n);
  gathering.finish(out, context.n);
  return out;
}

}  // namespace mou
