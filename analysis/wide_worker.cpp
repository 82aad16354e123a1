#include "analysis/wide_worker.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "analysis/amount.h"
#include "engine/facts/templates.h"

namespace mou {

namespace {

constexpr std::size_t most_employees = 8192;
constexpr std::size_t fewest_employees = 64;
// Cells that are held at once.
constexpr std::size_t most_cells = std::size_t{1} << 19U;

// Rows whose digits are found together, column by column.
constexpr std::size_t most_rows_at_once = 128;

const Shape day_shape{Lane::i32, 1};

Wanted wanted_of(const std::vector<ReportLine>& lines) {
  Wanted wanted;
  for (const ReportLine& line : lines) {
    if (line.bank != no_id) {
      wanted.banks.push_back(line.bank);
    } else {
      wanted.figures.push_back(line.figure);
    }
  }
  return wanted;
}

// Rows of one employee each, without cells.
void make_bare_roster(Facts& facts, const std::vector<Date>& days, std::uint64_t before) {
  const std::size_t n = days.size();
  TableFacts& roster = facts.tables.front();
  facts.employees.resize(n);
  facts.employee_ids.clear();
  roster.cells.clear();
  roster.by_default.clear();
  roster.days = days;
  roster.row_numbers.resize(n);
  std::iota(roster.row_numbers.begin(), roster.row_numbers.end(), static_cast<std::uint32_t>(before + 1));
  roster.employees.resize(n);
  std::iota(roster.employees.begin(), roster.employees.end(), EmployeeId{0});
  roster.first.resize(n + 1);
  std::iota(roster.first.begin(), roster.first.end(), 0U);
}

Date day_in(const TypedColumn& column, std::size_t row, Date otherwise) {
  if (!column.states.empty() && column.states[row] != LaneState::value) return otherwise;
  return {reinterpret_cast<const std::int32_t*>(column.lanes.get())[row]};
}

RunSettings settings_of(const WidePlan& plan) {
  RunSettings settings{plan.request.from, plan.request.to, plan.request.readings};
  settings.books_open = plan.books_open;
  return settings;
}

}  // namespace

WidePlan::WidePlan(const Graph& the_graph, const WideRequest& the_request)
    : graph(the_graph),
      request(the_request),
      plan(compile_plan(graph, wanted_of(request.lines))),
      columns(roster_columns(plan, graph)) {
  const auto add = [&](std::uint32_t index) -> std::optional<RosterColumn> {
    if (index == no_id) return std::nullopt;
    const RosterColumn column{index, day_shape};
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    return column;
  };
  hired = add(graph.hired_column);
  separated = add(graph.separated_column);
}

std::size_t WidePlan::employees_at_once(std::size_t ticks) const {
  const std::size_t each = std::max<std::size_t>(1, ticks * request.lines.size());
  return std::clamp(most_cells / each, fewest_employees, most_employees);
}

WideWorker::WideWorker(const WidePlan& plan, const Facts& common)
    : plan_(plan),
      graph_(plan.graph),
      request_(plan.request),
      own_(std::make_unique<Facts>(common)),
      own_typed_(std::make_unique<TypedFacts>(*own_)),
      facts_(*own_),
      typed_(*own_typed_),
      kernels_(kernels(widest_instructions())),
      engine_(std::make_unique<Engine>(plan, typed_)) {
  find_ticks();
}

WideWorker::WideWorker(const WidePlan& plan, const Facts& shared, TypedFacts& typed)
    : plan_(plan),
      graph_(plan.graph),
      request_(plan.request),
      facts_(shared),
      typed_(typed),
      kernels_(kernels(widest_instructions())),
      engine_(std::make_unique<Engine>(plan, typed_)) {
  find_ticks();
}

void WideWorker::find_ticks() {
  const ClockId clock = request_.lines.empty() ? no_id : request_.lines.front().clock;
  if (clock == no_id) {
    ticks_.push_back({0, request_.from, request_.to});
  } else {
    ticks_ = ticks_ending_in(engine_->evaluator.clock_of(clock), request_.from, request_.to);
  }
  for (const Tick& tick : ticks_) days_.push_back("," + date_text(tick.first) + "," + date_text(tick.last) + ",");
}

bool WideWorker::expect_pieces(const std::vector<std::string>& names) {
  plain_ = PlainColumns::make(graph_.schema, names, plan_.columns, typed_, graph_.texts);
  if (plain_ == nullptr) return false;
  intake_ = std::make_unique<PieceIntake>(graph_.schema.tables.front(), names, *own_, graph_.texts);
  return true;
}

WideWorker::Engine::Engine(const WidePlan& plan, TypedFacts& typed)
    : evaluator(plan.graph, typed.facts(), settings_of(plan)),
      columns(plan.plan, typed, evaluator, widest_instructions()) {}

void WideWorker::employees_changed() {
  if (engine_->evaluator.is_full()) {
    engine_ = std::make_unique<Engine>(plan_, typed_);
    return;
  }
  engine_->evaluator.employees_changed();
  engine_->columns.employees_changed();
}

bool WideWorker::take_piece(const RosterPiece& piece) {
  bare_ = nullptr;
  std::vector<Date> days;
  // Columns are begun before they are filled.
  typed_.facts_changed();
  if (plain_->read(piece, days)) {
    make_bare_roster(*own_, days, piece.before);
    bare_ = &piece;
    order_ = plain_->order();
    facts_rows_ = days.size();
    typed_.rows_changed();
    employees_changed();
  } else {
    if (!intake_->read(piece)) return false;
    order_ = {};
    for (const std::string& employee : facts_.employees) order_.add(employee);
    facts_rows_ = intake_->rows();
    typed_.facts_changed();
    employees_changed();
  }
  engine_->columns.take_up(0, facts_.employees.size());
  return order_.ascends();
}

void WideWorker::take_batch(Facts&& facts) {
  *own_ = std::move(facts);
  typed_.facts_changed();
  employees_changed();
  engine_->columns.take_up(0, facts_.employees.size());
}

void WideWorker::take_some(std::vector<EmployeeId> employees) {
  engine_->columns.take_up(std::move(employees));
}

void WideWorker::need_cells() {
  if (bare_ == nullptr) return;
  // What was read as columns stays as it is: it is the same.
  const bool sound = intake_->read(*bare_);
  assert(sound && facts_.employees.size() == plain_->identifiers().size());
  static_cast<void>(sound);
  bare_ = nullptr;
}

std::string_view WideWorker::identifier(std::size_t member) const {
  if (bare_ != nullptr) return plain_->identifiers()[member];
  return facts_.employees[engine_->columns.employees()[member]];
}

WideWorker::Column WideWorker::column_of(const ReportLine& line, const Tick& tick) {
  Column column;
  if (line.bank != no_id) {
    if (!plan_.plan.banks[line.bank].compiled) return column;
    column.lanes = engine_->columns.bank(line.bank, line.measure, tick.first, tick.last);
  } else {
    if (plan_.plan.figures[line.figure].block == no_block) return column;
    column.lanes = engine_->columns.figure(line.figure, tick.last).value;
  }
  column.text = LaneText(line.type, column.lanes);
  column.states = column.lanes.states();
  column.left = false;
  return column;
}

void WideWorker::compute() {
  rows_.clear();
  problems_.clear();
  summary_ = {};
  find_present();
  cells_.clear();
  for (const Tick& tick : ticks_) {
    for (const ReportLine& line : request_.lines) cells_.push_back(column_of(line, tick));
  }
}

void WideWorker::find_span(std::size_t member) {
  const auto span = engine_->evaluator.employed(engine_->columns.employees()[member], request_.from, request_.to);
  // Days that no tick touches where there are none.
  spans_[member] = span ? *span : std::make_pair(last_date, first_date);
}

bool WideWorker::covered(std::size_t member, Date day) {
  need_cells();
  return engine_->evaluator.covered(engine_->columns.employees()[member], day);
}

void WideWorker::find_present() {
  present_.assign(ticks_.size(), {});
  if (!plan_.hired && !plan_.separated && graph_.covers == no_node && bare_ != nullptr) return;
  const std::size_t n = engine_->columns.employees().size();
  spans_.assign(n, {request_.from, request_.to});
  if (bare_ == nullptr) {
    for (std::size_t member = 0; member < n; ++member) find_span(member);
  } else if (plan_.hired || plan_.separated) {
    const TypedColumn* hired = plan_.hired ? &typed_.column(0, plan_.hired->column, day_shape) : nullptr;
    const TypedColumn* separated = plan_.separated ? &typed_.column(0, plan_.separated->column, day_shape) : nullptr;
    for (std::size_t row = 0; row < n; ++row) {
      if (hired != nullptr) spans_[row].first = std::max(request_.from, day_in(*hired, row, request_.from));
      if (separated != nullptr) {
        spans_[row].second = std::min(request_.to, day_in(*separated, row, request_.to - 1) + 1);
      }
      if (spans_[row].second < spans_[row].first) spans_[row] = {last_date, first_date};
    }
  }
  for (std::size_t t = 0; t < ticks_.size(); ++t) {
    const Tick& tick = ticks_[t];
    Lanes covers;
    if (graph_.covers != no_node) covers = engine_->columns.covered(tick.last);
    present_[t].resize(n);
    for (std::size_t member = 0; member < n; ++member) {
      const auto [first, last] = spans_[member];
      bool there = !(tick.last < first) && !(last < tick.first);
      if (there && covers) {
        const LaneState state = covers.state(member);
        if (last < tick.last || (state != LaneState::value && state != LaneState::empty)) {
          there = covered(member, std::min(tick.last, last));
        } else {
          there = state == LaneState::value && covers.truths()[member] != 0;
        }
      }
      present_[t][member] = there ? 1 : 0;
    }
  }
}

void WideWorker::write() {
  const std::size_t n = engine_->columns.employees().size();
  const std::size_t tile =
      std::clamp(most_rows_at_once / std::max<std::size_t>(1, ticks_.size()), std::size_t{16}, most_rows_at_once);
  for (std::size_t begin = 0; begin < n; begin += tile) {
    const std::size_t end = std::min(n, begin + tile);
    prepare(begin, end);
    for (std::size_t member = begin; member < end; ++member) write_employee(member);
  }
  summary_.cells = summary_.rows * request_.lines.size();
}

void WideWorker::prepare(std::size_t begin, std::size_t end) {
  prepared_from_ = begin;
  cents_.assign(cells_.size(), {});
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    Column& column = cells_[i];
    if (column.left) continue;
    column.text.prepare(kernels_, begin, end - begin);
    if (column.text.all_cents() && column.states == nullptr) cents_[i] = {column.text.digits(), column.text.zeros()};
  }
}

void WideWorker::write_employee(std::size_t member) {
  const std::uint64_t before = summary_.rows;
  for (std::size_t tick = 0; tick < ticks_.size(); ++tick) {
    if (present_[tick].empty() || present_[tick][member] != 0) write_row(member, tick);
  }
  ++(summary_.rows > before ? summary_.employees : summary_.left_out);
}

void WideWorker::write_row(std::size_t member, std::size_t tick) {
  const std::string_view who = identifier(member);
  const std::string& days = days_[tick];
  ++summary_.rows;
  if (bare_ == nullptr) {
    rows_.add(csv_field(who));
  } else {
    rows_.add(who);
  }
  const std::size_t count = request_.lines.size();
  char* out = rows_.room(days.size() + (count + 1) * (LaneText::longest + 1));
  out = std::copy(days.begin(), days.end(), out);
  const Column* columns = cells_.data() + tick * count;
  const Cents* cents = cents_.data() + tick * count;
  const std::size_t row = member - prepared_from_;
  for (std::size_t line = 0; line < count; ++line) {
    if (cents[line].digits != nullptr) {
      out = LaneText::write_cents(out, cents[line].digits[row], cents[line].zeros[row]);
      continue;
    }
    const Column& column = columns[line];
    if (!column.left && (column.states == nullptr || column.states[member] == LaneState::value)) {
      if (char* end = column.text.write(out, member)) {
        *end = ',';
        out = end + 1;
        continue;
      }
    }
    rows_.wrote(out);
    write_made(member, tick, line);
    out = rows_.room((count - line + 1) * (LaneText::longest + 1));
    *out++ = ',';
  }
  // Each field has a comma behind it.
  out[-1] = '\n';
  rows_.wrote(out);
}

void WideWorker::write_made(std::size_t member, std::size_t tick, std::size_t line) {
  const Column& column = cells_[tick * request_.lines.size() + line];
  const ReportLine& asked = request_.lines[line];
  if (!column.left) {
    const LaneState state = column.lanes.state(member);
    if (state == LaneState::empty) return;
    if (state == LaneState::no_rule) return write_problem(member, tick, line, "no rule applies");
    if (state == LaneState::value) {
      const Value value = engine_->columns.value_of(column.lanes, member, asked.type.kind);
      return rows_.add(csv_field(exact_text(value, asked.type, graph_.texts)));
    }
  }
  need_cells();
  const EmployeeId employee = engine_->columns.employees()[member];
  const Tick& when = ticks_[tick];
  const Value value = asked.bank != no_id
                          ? engine_->evaluator.bank(asked.bank, asked.measure, employee, when.first, when.last)
                          : engine_->evaluator.figure(asked.figure, employee, when.last).value;
  if (!value.is_fault()) return rows_.add(csv_field(exact_text(value, asked.type, graph_.texts)));
  const Fault& fault = engine_->evaluator.fault(value.fault_id());
  if (fault.kind == FaultKind::no_rule) return write_problem(member, tick, line, "no rule applies");
  ++summary_.faults;
  write_problem(member, tick, line, fault.message);
}

void WideWorker::write_problem(std::size_t member, std::size_t tick, std::size_t line, std::string_view problem) {
  problems_.add(csv_field(identifier(member)));
  problems_.add(",");
  problems_.add(request_.lines[line].name);
  problems_.add(days_[tick]);
  problems_.add(csv_field(problem));
  problems_.add("\n");
}

}  // namespace mou
