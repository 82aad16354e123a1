// The columnar evaluator: the same graph as the reference evaluator, for a batch of employees at once. A figure is
// computed for all of them when something asks for it, once per tick; every cell is a value, or says what kind of fault
// it is, or is deferred: left to the reference evaluator, which also knows the words of every fault.
//
// What depends on no employee the reference evaluator computes, once for all batches.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/columnar/kernels.h"
#include "engine/columnar/lanes.h"
#include "engine/columnar/plan.h"
#include "engine/columnar/typed_facts.h"
#include "engine/reference/evaluator.h"

namespace mou {

// Values of a figure and the rules that gave them.
struct ColumnOutcome {
  Lanes value;
  // Index into Graph::arms: per lane; or that of the first of `some` that has the lane, and `arm` where none has it.
  Lanes arms;
  struct Some {
    Lanes mask;
    std::uint32_t arm;
  };
  std::vector<Some> some;
  std::uint32_t arm = no_id;

  std::uint32_t arm_of(std::size_t lane) const {
    if (arms) return static_cast<std::uint32_t>(arms.words()[lane]);
    for (const Some& rule : some) {
      if (rule.mask.truths()[lane] != 0) return rule.arm;
    }
    return arm;
  }
};

// What a line or limit of a bank posted on a day, for the employees of a batch.
struct ColumnPosting {
  Date day;
  BankMeasure measure;
  ClauseIndex clause = no_id;
  BankId other = no_id;
  // 0 where nothing was posted.
  Lanes amount;
};

class ColumnarEvaluator {
 public:
  // Plan, facts and reference evaluator must outlive it; the reference evaluator has the readings and the days.
  ColumnarEvaluator(const Plan& plan, TypedFacts& facts, Evaluator& reference, Instructions instructions);
  ColumnarEvaluator(const ColumnarEvaluator&) = delete;
  ColumnarEvaluator& operator=(const ColumnarEvaluator&) = delete;

  // Forgets the batch before and takes up another.
  void take_up(std::vector<EmployeeId> employees);
  // The same of `count` employees who follow one another.
  void take_up(EmployeeId first, std::size_t count);
  // As of the reference evaluator; the columns of facts and the reference evaluator are told first. What tables and
  // rules give for whatever employee is kept. A batch is taken up next.
  void employees_changed();
  const std::vector<EmployeeId>& employees() const { return batch_; }

  // The figure on the tick of its clock around the day, or on the day: of every employee of the batch.
  const ColumnOutcome& figure(FigureId id, Date day);
  // An event figure for all rows of the batch, in order of employees and days; `rows_of_event` says whose.
  const ColumnOutcome& figure_of_rows(FigureId id);
  // The days that have rows, and of each where its rows begin among all in order of days; one beginning more, of none.
  struct RowDays {
    std::vector<Date> days;
    std::vector<std::uint32_t> first;
  };
  // Rows of an event in order of their days, those of one day as they stand.
  struct DatedRows {
    struct Row {
      std::uint32_t row;
      std::uint32_t member;
    };
    std::vector<Row> rows;
    RowDays of;
    // The place of the first that is dated on or after the day.
    std::size_t from(Date day) const {
      return of
          .first[static_cast<std::size_t>(std::lower_bound(of.days.begin(), of.days.end(), day) - of.days.begin())];
    }
  };
  struct EventRows {
    // Index within the batch, row of the table of facts, and day.
    std::shared_ptr<const std::vector<std::uint32_t>> members;
    std::shared_ptr<const std::vector<std::uint32_t>> rows;
    std::shared_ptr<const std::vector<Date>> days;
    // Whether the row meets the condition of the event: yes, or a fault. Rows that do not are not among these.
    Lanes meets;
    // Of each member, where its rows begin.
    std::vector<std::uint32_t> first;
    // All rows; see rows_by_day.
    std::optional<DatedRows> by_day;
    std::size_t size() const { return days->size(); }
  };
  const EventRows& rows_of_event(EventId event);
  // Where a row of the table of an event stands among the rows of the batch, after `rows_of_event`; no_id where the
  // event does not mean it.
  std::uint32_t row_lane(EventId event, std::uint32_t member, std::uint32_t row) const;

  // A bank on the days first..last.
  Lanes bank(BankId id, BankMeasure measure, Date first, Date last);
  const std::vector<ColumnPosting>& postings(BankId id, Date up_to);
  // Why the ledger of an employee stands still, `value` where it does not; and from which day on.
  LaneState ledger_state(BankId id, std::size_t member) const;
  Date ledger_stop(BankId id, std::size_t member) const;

  // Whether the unit of the contract covers the employee on the day.
  Lanes covered(Date day);
  // The value in a lane; nothing for a fault or a deferred one.
  Value value_of(const Lanes& lanes, std::size_t lane, TypeKind kind) const;

 private:
  using Members = std::shared_ptr<const std::vector<std::uint32_t>>;
  using Days = std::shared_ptr<const std::vector<Date>>;

  struct Findings {
    // Figures that were computed there.
    std::map<FigureId, ColumnOutcome> figures;
    // Of each lane the row of the roster in force, among those of the batch; see roster_lanes.
    std::vector<std::uint32_t> roster;
  };

  // Where a block runs: which employee stands in each lane, on which day, in which row.
  struct Context {
    std::size_t n = 0;
    // Null: lane i is employee i of the batch.
    Members members;
    // All lanes on one day, in one tick; else each on a day of its own.
    bool one_day = true;
    Date day;
    Date first;
    Date last;
    ClockId clock = no_id;
    Days days;
    EventId event = no_id;
    // Rows of the table of the event.
    Members rows;
    std::vector<Lanes> slots;
    FigureId figure = no_id;
    BankId bank = no_id;
    // What was found out of these lanes and days; copies that change them must let go of it.
    std::shared_ptr<Findings> found;

    std::uint32_t member(std::size_t lane) const {
      return members ? (*members)[lane] : static_cast<std::uint32_t>(lane);
    }
    Date day_of(std::size_t lane) const { return one_day ? day : (*days)[lane]; }
    Findings& findings() {
      if (!found) found = std::make_shared<Findings>();
      return *found;
    }
    // The figure where it was computed there, else null.
    const ColumnOutcome* known(FigureId id) const {
      if (!found) return nullptr;
      const auto computed = found->figures.find(id);
      return computed == found->figures.end() ? nullptr : &computed->second;
    }
  };
  using Frame = std::vector<Lanes>;

  // What is remembered of a figure for the batch: by tick, or day.
  struct Memory {
    std::vector<ColumnOutcome> outcomes;
    std::vector<char> states;
    std::int32_t base = 0;
  };

  // What the reference evaluator gave for keys: dense where the keys are whole numbers of a small range.
  struct Lookup {
    Lanes values;
    std::vector<std::uint32_t> arms;
    std::vector<std::int32_t> filled;
    // Of dense tables: the size of each key's range, which begins at 0; how many places are not filled; whether some
    // value is none; and the rule that gave all of them, if one did.
    std::vector<std::int32_t> sizes;
    std::size_t open = 0;
    bool faults = false;
    std::optional<std::uint32_t> sole_arm;
    bool several_arms = false;
    std::unordered_map<std::string, std::size_t> places;
    std::size_t used = 0;
  };

  struct Ledger {
    bool open = false;
    bool busy = false;
    // The plan knows no denominator of its balances: see in_ledger.
    bool exact = false;
    Date next;
    std::vector<Date> opened;
    std::vector<Date> closed;
    Lanes balance;
    // What is left of it on the day that is being posted, where something moved.
    Lanes left;
    std::vector<LaneState> states;
    std::vector<Date> stopped;
    std::vector<ColumnPosting> postings;
    std::vector<std::pair<Date, Lanes>> balances;

    bool is_open(std::size_t member, Date day) const {
      return opened[member] <= day && day <= closed[member] && states[member] == LaneState::value;
    }
  };

  // — blocks and steps
  ColumnOutcome run_block(BlockId id, Context& context);
  void run_steps(const std::vector<Step>& steps, const Block& block, Frame& frame, Context& context,
                 ColumnOutcome& outcome);
  void run_step(const Step& step, const Block& block, Frame& frame, Context& context, ColumnOutcome& outcome);
  Lanes arithmetic(const Step& step, const Block& block, Frame& frame, std::size_t n);
  template <typename T>
  void arithmetic_in(const Step& step, const Frame& frame, Lanes& out, std::size_t n);
  void arithmetic_checked(const Step& step, const Frame& frame, Lanes& out, std::size_t n);
  void arithmetic_exact(const Step& step, const Block& block, Frame& frame, Lanes& out, std::size_t n);
  // False where something may overflow.
  bool round_in_room(const RoundingPlan& how, const Lanes& from, std::int64_t* to, std::size_t n) const;
  // Two numbers of so many bits can be added.
  static constexpr std::size_t addable_bits = 62;
  // How many bits the numbers of 64 bits have at most.
  std::size_t bits_in(const Lanes& lanes, std::size_t n) const;
  template <typename T>
  Lanes among_in(const Step& step, Shape shape, const Frame& frame, std::size_t n);
  template <typename T>
  bool among_some(const Step& step, const Frame& frame, const Lanes& out, std::size_t n);
  Lanes among(const Step& step, const Block& block, Frame& frame, std::size_t n);
  Lanes compare(const Step& step, const Block& block, Frame& frame, std::size_t n);
  Lanes logic(const Step& step, Frame& frame, std::size_t n);
  Lanes presence(const Step& step, Frame& frame, std::size_t n);
  void choose(const Step& step, const Block& block, Frame& frame, Context& context, ColumnOutcome& outcome);
  static std::vector<std::uint32_t> few_lanes(const ArmPlan& arm, const Context& context, const std::uint8_t* live);
  Lanes value_for(const ArmPlan& arm, const Block& block, const Frame& frame, const Context& context,
                  std::span<const std::uint32_t> lanes);
  void put_in(Lanes values, std::span<const std::uint32_t> lanes, Lanes& to, std::size_t n);
  bool choose_simply(const Step& step, const Block& block, Frame& frame, Context& context, ColumnOutcome& outcome);
  Lanes select(const Lanes& mask, Lanes a, Lanes b, std::size_t n);
  Lanes select_same(const Lanes& mask, const Lanes& a, const Lanes& b, std::size_t n);
  Lanes gather(const Step& step, const Block& block, Frame& frame, Context& context);
  Lanes days_on(const Step& step, Frame& frame, std::size_t n);
  Lanes date(const Step& step, Frame& frame, Context& context);
  struct Dated;
  Dated date_from(const Node& node, Date day, std::int32_t count) const;
  const Dated& date_known(const Step& step, Date day, std::int32_t count);
  bool days_later(const Step& step, const Frame& frame, const Context& context, const Lanes& out);
  Lanes hours(const Step& step, Frame& frame, std::size_t n);
  Lanes completed(const Step& step, Frame& frame, Context& context);

  // — exact numbers that are whole ones as yet
  // A value in the shape that its register has, or as whole numbers where the register is of exact ones and the column
  // of whole ones.
  Lanes in_register(const Lanes& from, Shape shape, std::size_t n);
  // Exact numbers as whole ones, where these suffice, over no greater denominator of all than this.
  static constexpr std::int64_t most_common = 1'000'000;
  Lanes made_whole(const Lanes& from, std::size_t n);
  // The shape of a value that is the same for all, in a register of the shape.
  static Shape whole_shape(const Value& value, Shape shape);
  // So many lanes.
  struct CountedLanes {
    Lanes* lanes;
    std::size_t n;
  };
  // Brings columns in registers of exact numbers over one denominator, or makes them all exact.
  void make_alike(std::span<const CountedLanes> columns);
  // False where they are no whole numbers of 64 bits, or may not fit.
  bool make_alike_whole(std::span<const CountedLanes> columns);
  // What a step of exact numbers reads, as it can take it: whole numbers only where it knows them.
  void prepare(const Step& step, const Block& block, Frame& frame, std::size_t n);
  void make_inputs_exact(const Step& step, const Block& block, Frame& frame, std::size_t n);
  // A step of exact numbers in whole ones; no lanes where these may not suffice.
  Lanes arithmetic_whole(const Step& step, const Frame& frame, std::size_t n);
  Lanes round_whole(const Step& step, const Lanes& a, std::size_t n);
  Lanes divide_whole(const Lanes& a, const Lanes& b, std::size_t n);

  // — reading
  Lanes constant(const Step& step, const Block& block, std::size_t n);
  Lanes filled_alike(const Value& value, Shape shape, std::size_t n, FigureId figure);
  Lanes same_for_all(const Step& step, const Value& value, Shape shape, FigureId figure, std::size_t n);
  Lanes shared(const Step& step, const Block& block, Context& context);
  Lanes shared_truth(const Step& step, const Context& context);
  Lanes lookup(const Step& step, const Block& block, Frame& frame, Context& context, ColumnOutcome& outcome);
  Lanes fact(const Step& step, const Block& block, Context& context);
  Lanes fact_in(const Step& step, const Block& block, Context& context);
  // As it was in the time before, but for those of whom another row of the roster is in force.
  Lanes fact_after(const Step& step, const Block& block, const Lanes& before, const Context& context);
  Lanes cell(const Step& step, const Block& block, Context& context);
  Lanes read_figure(const Step& step, const Block& block, Frame& frame, Context& context);
  Lanes previous_on(const Step& step, const RegisterPlan& plan, const Frame& frame, Context& part,
                    std::span<const std::uint32_t> lanes);
  Lanes read_previous(const Step& step, const Block& block, Frame& frame, Context& context);
  // Lanes for which the employee's own keys of the figure, on the day on which it is computed, are not these.
  Lanes leave(const Lanes& from, const std::vector<std::uint32_t>& others, std::size_t n);
  std::vector<std::uint32_t> other_keys(FigureId id, const std::vector<Lanes>& keys, const Context& context);
  Lanes running_limit(const Step& step, Frame& frame, Context& context);
  Lanes running_limit_of_rows(const Step& step, Frame& frame, Context& context);
  // What is left of the value once what came before is taken off the bound.
  Lanes held_to(const Lanes& value, const Lanes& bound, const std::vector<std::int64_t>& before,
                const std::vector<LaneState>& bad, std::size_t n);
  const Context& context_of(EventId event);
  // The rows of an event in their orders; which of them it means is not yet asked.
  EventRows& dated_rows(EventId event);
  void put_rows(EventId event, EventRows rows);
  // The rows of the members in a table, for all events of it.
  const EventRows& rows_of_table(std::uint32_t table, bool of_the_city);
  static const DatedRows& rows_by_day(EventRows& rows);
  static DatedRows dated(std::span<const std::uint32_t> some, const EventRows& of);
  void rows_in_order(FigureId id, const EventRows& rows, ColumnOutcome& outcome);
  Lanes read_bank(const Step& step, const Block& block, Context& context);
  Lanes at(const Step& step, const Block& block, Frame& frame, Context& context);
  Lanes fold(const Step& step, const Block& block, Frame& frame, Context& context);
  class Gathering;
  // Of a clock what its ticks give, from the first that has a row; none where that could not be added up.
  struct TickTotals {
    std::int32_t base = 0;
    std::int32_t count = 0;
    std::vector<Lanes> columns;
    // Of a tick without rows.
    Lanes none;
  };

  // What every row gives to a fold that can be computed ahead.
  struct FoldRows {
    // Being computed: whoever needs them meanwhile takes the rows one by one.
    bool busy = false;
    Lanes value;
    // `value` where the row counts, a fault where its value is one, `empty` where it is left out.
    std::vector<LaneState> states;
    // A fault where it is not known whether the event means the row; no lanes where that is known of all.
    std::vector<LaneState> unknown;
    // The rows that are not left out, as they stand; and by day, see counted_by_day.
    std::vector<std::uint32_t> counted;
    std::optional<DatedRows> by_day;
    // Whether all that are not left out have a value.
    bool sound = false;
    std::map<ClockId, TickTotals> ticks;
  };
  // What the rows of a window gave to the whole batch: the next window may go on from there.
  struct FoldRun {
    std::shared_ptr<Gathering> gathered;
    Date from;
    // The first of the rows in order of days that is not taken in.
    std::size_t next = 0;
  };
  bool total_ahead(const Step& step, const RegisterPlan& plan, const Context& context, Lanes& out);
  bool run_on(const Step& step, const RegisterPlan& plan, const Context& context, Lanes& out);
  void take_row(const Step& step, const FoldRows& given, std::uint32_t row, std::uint32_t lane, Gathering& into) const;
  Shape gathered_shape(const Step& step) const;
  Lanes as_gathered(const Step& step, const Lanes& value, std::size_t n, Gathering& into);
  static Shape folded_shape(const RegisterPlan& plan, Gathering& gathered);
  void gather_lanes(const Step& step, Context& there, std::span<const std::uint32_t> of, Gathering& into);
  std::pair<Date, Date> window_around(const Rows& rows, const Context& context, Date inside) const;
  std::vector<std::pair<Date, Date>> windows_of(const Step& step, const Frame& frame, const Context& part,
                                                std::span<const std::uint32_t> lanes, Gathering& into);
  void gather_ahead(const Step& step, const Context& part, std::span<const std::uint32_t> lanes,
                    const std::vector<std::pair<Date, Date>>& windows, Gathering& into);
  void gather_rows(const Step& step, const Context& part, std::span<const std::uint32_t> lanes,
                   const std::vector<std::pair<Date, Date>>& windows, Gathering& into);
  void gather_ticks(const Step& step, const Context& part, std::span<const std::uint32_t> lanes,
                    std::vector<std::pair<Date, Date>> windows, Gathering& into);
  void gather_candidates(const Step& step, const Context& context, Gathering& into);
  FoldRows& fold_rows(const Step& step, FigureId figure);
  void note_states(FoldRows& made, const Lanes& where, std::size_t n);
  const Lanes* total_of_tick(FoldRows& given, const EventRows& rows, const Context& context, bool counts);
  void add_up_ticks(const FoldRows& given, const EventRows& rows, const std::vector<std::int32_t>& tick_of_day,
                    Date first, bool counts, TickTotals& totals);
  const DatedRows& counted_by_day(const Step& step, FoldRows& given);
  // The event, what its rows give, and which of them count.
  using FoldKey = std::tuple<EventId, BlockId, BlockId>;
  FoldKey fold_key(const Step& step) const {
    return {graph_.nodes[step.node].rows.index, step.blocks[0], step.blocks[1]};
  }
  bool fold_rows_busy(const Step& step) const {
    const auto known = fold_rows_.find(fold_key(step));
    return known != fold_rows_.end() && known->second.busy;
  }
  Lanes search(const Step& step, const Block& block, Frame& frame, Context& context);
  bool lookup_densely(const Step& step, const Block& block, Frame& frame, Context& context, ColumnOutcome& outcome,
                      Lanes& out);
  Lookup& lookup_table(bool dense, const Step& step, std::int32_t index, Shape shape);
  static void keep(FigureId id, const ColumnOutcome& outcome, Context& context);
  ColumnOutcome figure_in(FigureId id, const std::vector<Lanes>* keys, Context& context);
  // Whatever was found out of the batch before.
  void forget();
  ColumnOutcome compute(FigureId id, Context& context);
  const ColumnOutcome& unknown(FigureId id);
  // A steady figure: for every row of the roster of the batch, while the same rules are in force.
  const ColumnOutcome& steady(FigureId id, Date day);
  const ColumnOutcome& steady_on(FigureId id, Context& context);
  ColumnOutcome steady_in(FigureId id, Context& context, bool with_rules);
  bool steady_times(FigureId id, const Context& context, const std::vector<std::uint32_t>& rows,
                    std::vector<const ColumnOutcome*>& wholes, std::vector<std::uint8_t>& which);
  static std::pair<Date, Date> days_of(const Context& context);
  std::pair<Date, Date> time_of_rules(FigureId id, Date day) const;
  const std::vector<std::uint32_t>& roster_lanes(Context& context);
  // Of each member the row of the roster in force on a day; no_id before the first, and whether that is so of some.
  struct RosterRows {
    std::vector<std::uint32_t> rows;
    bool some_none = false;
    // The members of whom it may be another than in the time before.
    std::vector<std::uint32_t> changed;
  };
  const RosterRows& roster_rows(Date day);
  // The last day up to the day on which somebody of the batch has another row of the roster than before.
  Date roster_since(Date day);
  const ColumnOutcome& remembered(FigureId id, std::int32_t index, const Tick& tick, ClockId clock);
  void fill_up_to(FigureId id, const Tick& last);
  std::optional<Tick> tick_on(ClockId clock, Date day);
  const std::vector<Date>& books_open();
  Date first_books_open();
  // The members whose books open after the day.
  std::span<const std::uint32_t> open_after(Date day);

  // — columns
  Lanes take(Shape shape, std::size_t n) { return pool_.take(shape, n); }
  Lanes deferred(Shape shape, std::size_t n);
  Lanes convert(const Lanes& from, Shape shape, std::size_t n);
  bool scaled_up(const Lanes& from, const Lanes& to, std::size_t n) const;
  Lanes rows_of_column(const TypedColumn& column, std::span<const std::uint32_t> rows);
  // The states of a column, or as many that say that there is a value; until it is asked for more.
  const LaneState* states_or_none(const Lanes& lanes, std::size_t n);
  // The places of all that are not 0, in order.
  static std::vector<std::uint32_t> places_of(std::span<const std::uint8_t> flags);
  // Takes away states that say of every lane that it has a value.
  void settle(const Lanes& lanes, std::size_t n) const;
  // Whether some lane has no value.
  bool any(const std::vector<LaneState>& states) const {
    return kernels_.any(reinterpret_cast<const std::uint8_t*>(states.data()), states.size());
  }
  RowRange rows_on(const Event& event, std::size_t member, Date first, Date last) const;
  Lanes select_lanes(const Lanes& from, std::span<const std::uint32_t> lanes);
  // 0, 1 and so on up to n - 1, and maybe more.
  Members all_lanes(std::size_t n);
  // In lane i the lane `lanes[i]` of the column `which[i]`; columns are of one shape.
  Lanes pick(std::span<const Lanes* const> columns, std::span<const std::uint8_t> which,
             std::span<const std::uint32_t> lanes);
  // The first n lanes, in a column that nobody else holds and that may be written to.
  Lanes copied(const Lanes& from, std::size_t n);
  void scatter(const Lanes& from, std::span<const std::uint32_t> lanes, Lanes& to, std::size_t n);
  void put(const Value& value, const Lanes& to, std::size_t lane, std::size_t n, FigureId figure);
  Lanes filled(const Value& value, Shape shape, std::size_t n, FigureId figure);
  // A number in every lane of a column that all share, of any number of lanes from n on.
  const Lanes& same_number(const Rational& number, Shape shape, std::size_t n);
  // Faults as those who read a figure see them.
  void seen_from_outside(Lanes& lanes, std::size_t n, bool raw, bool internal);
  void fault_of_keys(const Step& step, const Frame& frame, bool internal, Lanes& out, std::size_t n);
  Context part_of(const Context& context, std::span<const std::uint32_t> lanes) const;
  // Calls `each` for the lanes of every day, in a context of that one day.
  void by_day(Context& context, const std::function<void(Context&, std::span<const std::uint32_t>)>& each);
  Value shared_value(NodeId id, bool raw, const Context& context, Date day);

  // — banks
  Ledger& ledger(BankId id) { return ledgers_[id]; }
  void open(BankId id, Ledger& book);
  void advance(BankId id, Date up_to);
  void advance_day(BankId id, Ledger& book, Date day);
  void convert_balance(BankId id, std::size_t line, Ledger& book, Date day);
  // The value as the ledger has it. One of exact numbers has whole ones, over a denominator that grows with what is
  // posted, for as long as these suffice.
  Lanes in_ledger(Ledger& book, Lanes value, std::size_t n);
  Lanes& left_of(Ledger& book);
  Lanes added(const Lanes& a, const Lanes& b, std::size_t n);
  Lanes sum_of_postings(const Ledger& book, BankMeasure measure, Date first, Date last);
  struct Amounts;
  bool line_amounts(BankId id, std::size_t line, Ledger& book, Date day, Amounts& amounts);
  void amounts_in(const LinePlan& plan, const Arm& rule, Context& context, Amounts& amounts, Ledger& book);
  bool take_part(const Ledger& book, Date day, Amounts& amounts) const;
  bool row_amounts(BankId id, std::size_t line, Ledger& book, Date day, Amounts& amounts);
  void cap(BankId id, Ledger& book, Date day, std::span<const std::uint32_t> touched);
  void post(Ledger& book, Date day, BankMeasure measure, ClauseIndex clause, BankId other, Lanes amount);

  const Plan& plan_;
  Evaluator& reference_;
  const Graph& graph_;
  const Facts& facts_;
  const Kernels& kernels_;
  LanePool pool_;
  TypedFacts& typed_facts_;
  std::vector<EmployeeId> batch_;
  // Whether they stand one after the other in the roster.
  bool in_a_row_ = false;
  // Found when first asked for.
  std::vector<Date> books_open_;
  Date first_books_open_;
  // The members, whose books open last first.
  std::vector<std::uint32_t> last_to_open_;
  std::vector<Memory> memories_;
  // What is given for a figure that is being computed.
  ColumnOutcome unknown_;
  std::vector<Frame> spare_frames_;
  std::vector<Ledger> ledgers_;
  std::vector<std::optional<EventRows>> event_rows_;
  // All rows of an event.
  std::vector<Context> event_contexts_;
  std::map<std::pair<std::uint32_t, bool>, EventRows> table_rows_;
  // Of steady figures: the days from which something else may hold.
  std::vector<std::vector<Date>> changes_;
  // Of steady figures: by the number of changes before the day.
  struct TimeOfRules {
    bool begun = false;
    // Without a value while it is being computed.
    ColumnOutcome outcome;
  };
  std::vector<std::vector<TimeOfRules>> times_of_rules_;
  // Of steady figures: what was given last for a day, which holds until the roster or the rules change.
  struct SteadyDay {
    Date roster;
    Date rules;
    ColumnOutcome outcome;
  };
  std::vector<SteadyDay> steady_days_;
  // The days from which somebody has another row of the roster, in order.
  std::vector<Date> roster_days_;
  // Of each of these days.
  std::unordered_map<std::int32_t, RosterRows> roster_rows_;
  // Of each of these days, as roster_lanes, of the whole batch.
  std::unordered_map<std::int32_t, std::vector<std::uint32_t>> roster_lanes_;
  // Of each member, where its rows of the roster begin among those of the batch.
  std::vector<std::uint32_t> roster_first_;
  std::map<FoldKey, FoldRows> fold_rows_;
  std::unordered_map<const Step*, FoldRun> fold_runs_;
  // Of event figures: all rows of the batch.
  std::map<FigureId, ColumnOutcome> row_outcomes_;
  // By node (twice, plain and raw), clock and day.
  std::map<std::pair<NodeId, ClockId>, std::unordered_map<std::int32_t, Value>> shared_[2];
  // By tick, or day, of the figure.
  using Lookups = std::map<std::int32_t, Lookup>;
  // What is the same for all, as a column.
  struct Same {
    Value value;
    FigureId figure = no_id;
    Lanes lanes;
  };
  // A condition that is the same for all, by day in the ticks of a clock: 1 where it is met, 2 where nobody asked yet.
  struct TruthOfDays {
    ClockId clock = no_id;
    Date first;
    std::vector<char> of_day;
  };
  // The date that a step made of a day and a count; no date is of `no_day`.
  struct Dated {
    std::int32_t day = no_day;
    std::int32_t count = 0;
    std::int32_t date = 0;
    LaneState state = LaneState::value;
    static constexpr std::int32_t no_day = last_date.days + 1;
  };
  // A fact of the whole batch, as it is since a day of the roster.
  struct Fact {
    Lanes lanes;
    Date since;
  };
  // By step, column, shape and whether what is missing is empty: several steps read the same.
  std::map<std::tuple<StepKind, std::uint32_t, Lane, std::int64_t, bool>, Fact> known_facts_;
  // What a step found before, by its number.
  struct Memo {
    Lookups lookups;
    Lookups dense_lookups;
    Same same;
    TruthOfDays truths;
    const TypedColumn* column = nullptr;
    Fact* fact = nullptr;
    // Each in the one place that its day and count have, until others take it.
    std::vector<Dated> dates;
  };
  std::vector<Memo> memos_;
  // Columns of no and of yes.
  Lanes truths_[2];
  // Columns of one number each.
  std::map<std::tuple<Lane, std::int64_t, Rational>, Lanes> numbers_;
  Members all_lanes_;
  std::vector<LaneState> no_states_;
  // Of each clock, where one was asked for.
  std::vector<std::optional<Tick>> ticks_;
  int depth_ = 0;
};

}  // namespace mou
