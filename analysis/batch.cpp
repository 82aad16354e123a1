#include "analysis/batch.h"

#include <algorithm>

namespace mou {

Batch::Batch(const Plan& plan, TypedFacts& facts, Evaluator& reference)
    : plan_(plan),
      graph_(reference.graph()),
      facts_(reference.facts()),
      columns_(plan, facts, reference, widest_instructions()) {}

void Batch::take_up(const std::vector<EmployeeId>& employees) {
  banks_.clear();
  members_.clear();
  for (const EmployeeId employee : employees) {
    members_.emplace(employee, static_cast<std::uint32_t>(members_.size()));
  }
  columns_.take_up(employees);
}

std::optional<Batch::Known> Batch::known(const ColumnOutcome& outcome, std::size_t lane, TypeKind kind) const {
  const LaneState state = outcome.value.state(lane);
  Known known;
  if (state == LaneState::value || state == LaneState::empty) {
    known.value = columns_.value_of(outcome.value, lane, kind);
    known.arm = outcome.arm_of(lane);
    return known;
  }
  if (state != LaneState::no_rule) return std::nullopt;
  known.no_rule = true;
  return known;
}

std::optional<Batch::Known> Batch::figure(FigureId id, EmployeeId employee, const Tick& tick) {
  if (plan_.figures[id].block == no_block) return std::nullopt;
  return known(columns_.figure(id, tick.last), members_.at(employee), graph_.figures[id].type.kind);
}

std::optional<Batch::Known> Batch::figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row) {
  const FigurePlan& plan = plan_.figures[id];
  if (plan.block == no_block || plan.reads_banks) return std::nullopt;
  const ColumnOutcome& outcome = columns_.figure_of_rows(id);
  if (!outcome.value) return std::nullopt;
  const std::uint32_t lane = columns_.row_lane(graph_.figures[id].event, members_.at(employee), row);
  if (lane == no_id) return std::nullopt;
  return known(outcome, lane, graph_.figures[id].type.kind);
}

std::optional<Value> Batch::bank(const ReportLine& line, EmployeeId employee, const Tick& tick) {
  if (!plan_.banks[line.bank].compiled) return std::nullopt;
  const auto [found, fresh] = banks_.try_emplace({line.bank, line.measure, tick.first.days, tick.last.days});
  if (fresh) found->second = columns_.bank(line.bank, line.measure, tick.first, tick.last);
  const std::uint32_t member = members_.at(employee);
  if (found->second.state(member) != LaneState::value) return std::nullopt;
  return columns_.value_of(found->second, member, TypeKind::number);
}

Rational Batch::amount_in(const ColumnPosting& posting, std::size_t member) {
  return posting.amount.number(member);
}

std::vector<ClauseIndex> Batch::clauses_of_flow(const ReportLine& line, EmployeeId employee, const Tick& tick) {
  std::vector<ClauseIndex> clauses;
  if (line.measure == BankMeasure::opening || line.measure == BankMeasure::balance) return clauses;
  const std::vector<ColumnPosting>& postings = columns_.postings(line.bank, tick.last);
  const std::uint32_t member = members_.at(employee);
  auto at = std::lower_bound(postings.begin(), postings.end(), tick.first,
                             [](const ColumnPosting& posting, Date day) { return posting.day < day; });
  for (; at != postings.end() && at->day <= tick.last; ++at) {
    if (at->measure != line.measure || at->clause == no_id) continue;
    const bool listed = std::find(clauses.begin(), clauses.end(), at->clause) != clauses.end();
    if (!listed && !amount_in(*at, member).is_zero()) clauses.push_back(at->clause);
  }
  return clauses;
}

std::optional<std::vector<Posting>> Batch::losses(BankId id, EmployeeId employee, Date up_to) {
  if (!plan_.banks[id].compiled) return std::nullopt;
  const std::uint32_t member = members_.at(employee);
  const std::vector<ColumnPosting>& postings = columns_.postings(id, up_to);
  if (columns_.ledger_state(id, member) != LaneState::value) return std::nullopt;
  std::vector<Posting> lost;
  for (const ColumnPosting& posting : postings) {
    if (up_to < posting.day) break;
    const bool asked = posting.measure == BankMeasure::asked_short;
    if ((!asked && posting.measure != BankMeasure::lost) || amount_in(posting, member).is_zero()) continue;
    // Whose row it was the reference evaluator knows.
    if (asked) return std::nullopt;
    Posting one;
    one.day = posting.day;
    one.measure = posting.measure;
    one.amount = amount_in(posting, member);
    one.clause = posting.clause;
    lost.push_back(std::move(one));
  }
  return lost;
}

Plan plan_of_report(const Graph& graph, const std::vector<ReportLine>& lines) {
  Wanted wanted;
  for (const ReportLine& line : lines) {
    if (line.shared || line.bank != no_id) continue;
    wanted.figures.push_back(line.figure);
  }
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    if (graph.figures[id].kind == FigureKind::requirement) wanted.figures.push_back(id);
  }
  for (BankId id = 0; id < graph.banks.size(); ++id) {
    if (is_kept(graph.banks[id]) && !graph.banks[id].of_the_unit) wanted.banks.push_back(id);
  }
  return compile_plan(graph, wanted);
}

}  // namespace mou
