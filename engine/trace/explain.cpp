#include <fmt/format.h>

#include <utility>

#include "engine/graph/outside.h"
#include "engine/trace/explainer.h"

namespace mou {

namespace {

// Figures within figures: deeper ones are named and not explained.
constexpr int deepest_figure = 24;

}  // namespace

TraceNode Explainer::figure_on(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys) {
  std::vector<Value> own(keys.begin(), keys.end());
  if (own.empty() && !graph_.figures[id].keys.empty()) {
    if (const auto scope = evaluator_.scope_of(id, employee, day, {})) own = evaluator_.own_keys(id, *scope);
  }
  const auto scope = evaluator_.scope_of(id, employee, day, own);
  if (!scope) {
    TraceNode node = with_value(TraceKind::figure, figure_title(id), graph_.figures[id].type,
                                evaluator_.figure(id, employee, day, own).value);
    return node;
  }
  return figure(id, *scope, evaluator_.figure(id, employee, day, own), true);
}

TraceNode Explainer::figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row) {
  Scope scope = evaluator_.scope_of_row(id, employee, row);
  const std::vector<Value> keys = evaluator_.own_keys(id, scope);
  scope.slots = keys;
  return figure(id, scope, evaluator_.figure_of_row(id, employee, row), true);
}

TraceNode Explainer::figure(FigureId id, const Scope& scope, const Outcome& outcome, bool outermost) {
  const Figure& figure = graph_.figures[id];
  std::string what = figure_title(id);
  for (std::size_t i = 0; i < scope.slots.size() && i < figure.keys.size(); ++i) {
    what += fmt::format("{}{} {}", i == 0 ? " for " : ", ", spoken(figure.keys[i].name),
                        text_of(figure.keys[i].type, scope.slots[i]));
  }
  if (outermost && scope.employee != no_employee) what += " of " + facts_.employee_words(scope.employee);
  if (scope.event != no_id) {
    const TableFacts& table = facts_.tables[graph_.events[scope.event].table];
    what += fmt::format(" on {}", date_text(scope.day));
    TraceNode node = explained(id, scope, outcome, what);
    node.place = row_place(table, scope.row);
    return node;
  }
  if (outermost || moved_on(scope)) what += " " + tick_text(scope);
  return explained(id, scope, outcome, what);
}

bool Explainer::moved_on(const Scope& scope) const {
  if (around_ == nullptr) return true;
  if (scope.clock == no_id) return around_->day != scope.day;
  return around_->first != scope.first || around_->last != scope.last;
}

bool Explainer::rests_on_outside(FigureId id, const Scope& scope) {
  if (!graph_.figures[id].rests_on_outside) return false;
  std::vector<bool>& resting = resting_[{scope.first, scope.last}];
  if (resting.empty()) {
    const std::vector<TextId>& readings = evaluator_.settings().readings;
    resting = resting_on_outside(graph_, circumstances_around(readings, scope.first, scope.last));
  }
  return resting[id];
}

TraceNode Explainer::explained(FigureId id, const Scope& scope, const Outcome& outcome, const std::string& what) {
  const Figure& figure = graph_.figures[id];
  TraceNode node = with_value(TraceKind::figure, what, figure.type, outcome.value);
  node.outside = rests_on_outside(id, scope);
  if (figure.nothing_is_zero && outcome.arm == no_id && outcome.value.is_number()) {
    node.children.push_back(sentence(TraceKind::note, "No rule applies, so the line is 0"));
  }
  const std::vector<Value> keys(scope.slots.begin(), scope.slots.end());
  const auto seen = std::tuple(id, scope.last.days, scope.event == no_id ? no_id : scope.row, key_text(figure, keys));
  if (depth_ >= deepest_figure || !seen_.insert(seen).second) {
    if (outcome.arm != no_id) cite(node, graph_.arms[outcome.arm].clause);
    node.children.push_back(sentence(TraceKind::note, "Explained elsewhere in this trace"));
    return node;
  }
  ++depth_;
  const Scope* outer = std::exchange(around_, &scope);
  rules(graph_.nodes[figure.root], scope, outcome, node);
  around_ = outer;
  --depth_;
  return node;
}

std::string Explainer::key_text(const Figure& figure, const std::vector<Value>& keys) const {
  std::string text;
  for (std::size_t i = 0; i < keys.size() && i < figure.keys.size(); ++i) {
    text += text_of(figure.keys[i].type, keys[i]) + "|";
  }
  return text;
}

TraceNode explain(Evaluator& evaluator, FigureId figure, EmployeeId employee, Date day, std::span<const Value> keys) {
  return Explainer(evaluator).figure_on(figure, employee, day, keys);
}

TraceNode explain_row(Evaluator& evaluator, FigureId figure, EmployeeId employee, std::uint32_t row) {
  return Explainer(evaluator).figure_of_row(figure, employee, row);
}

TraceNode explain_bank(Evaluator& evaluator, BankId bank, BankMeasure measure, EmployeeId employee, Date first,
                       Date last) {
  return Explainer(evaluator).bank(bank, measure, employee, first, last);
}

}  // namespace mou
