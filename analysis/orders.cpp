#include "analysis/orders.h"

#include <algorithm>

#include "analysis/amount.h"

namespace mou {

namespace {

// What has no value stands last.
bool has_value(const Value& value) {
  return !value.is_fault() && !value.is_empty();
}

int compared(const Value& a, const Value& b, const Texts& texts) {
  if (!has_value(a) || !has_value(b)) return static_cast<int>(has_value(b)) - static_cast<int>(has_value(a));
  if (a.is_number()) return a.number < b.number ? -1 : b.number < a.number ? 1 : 0;
  if (a.kind == ValueKind::text) return texts.text(a.text_id()).compare(texts.text(b.text_id()));
  return a.payload < b.payload ? -1 : b.payload < a.payload ? 1 : 0;
}

bool is_place(const Graph& graph, NodeId node) {
  return graph.nodes[node].kind == NodeKind::employee;
}

}  // namespace

OrderLists::OrderLists(const Graph& graph, const Ranking& order, Date day)
    : graph_(&graph),
      order_(&order),
      day_(day),
      in_force_(!(order.from && day < *order.from) && !(order.until && *order.until < day)) {}

void OrderLists::add(Evaluator& evaluator, EmployeeId employee) {
  ++people_;
  if (!in_force_ || !evaluator.employed(employee, day_, day_) || !evaluator.covered(employee, day_)) return;
  Scope scope;
  scope.employee = employee;
  scope.day = scope.first = scope.last = day_;
  if (order_->event == no_id) {
    add_entry(evaluator, scope, "");
    return;
  }
  const TableFacts& table = evaluator.facts().tables[graph_->events[order_->event].table];
  for (const std::uint32_t row : evaluator.rows_in(order_->event, scope, first_date, day_)) {
    Scope there = scope;
    there.event = order_->event;
    there.row = row;
    there.day = there.first = there.last = table.days[row];
    add_entry(evaluator, there, row_place(table, row));
  }
}

void OrderLists::add_entry(Evaluator& evaluator, const Scope& scope, std::string row) {
  if (order_->where != no_node && !evaluator.evaluate(order_->where, scope).yes()) return;
  Entry entry;
  entry.employee = evaluator.facts().employees[scope.employee];
  entry.row = std::move(row);
  // A fault is another evaluator's there; here it is no value.
  const auto value_of = [&](NodeId node) {
    if (is_place(*graph_, node)) return Value::of(Rational(people_ - 1));
    const Value value = evaluator.evaluate(node, scope);
    return value.is_fault() ? Value::empty() : value;
  };
  if (order_->for_each != no_node) entry.group = value_of(order_->for_each);
  for (const Ranking::By& by : order_->by) entry.by.push_back(value_of(by.value));
  entries_.push_back(std::move(entry));
}

void OrderLists::add(OrderLists&& later) {
  const bool by_place = order_->for_each != no_node && is_place(*graph_, order_->for_each);
  for (Entry& entry : later.entries_) {
    if (by_place) entry.group.number += Rational(people_);
    for (std::size_t i = 0; i < entry.by.size(); ++i) {
      if (is_place(*graph_, order_->by[i].value)) entry.by[i].number += Rational(people_);
    }
    entries_.push_back(std::move(entry));
  }
  people_ += later.people_;
  later.entries_.clear();
}

std::string OrderLists::text_of(NodeId node, const Value& value, const Entry& entry) const {
  if (is_place(*graph_, node)) return entry.employee;
  return has_value(value) ? exact_text(value, graph_->nodes[node].type, graph_->texts) : "";
}

bool OrderLists::before(const Entry& a, const Entry& b) const {
  for (std::size_t i = 0; i < a.by.size(); ++i) {
    const int order = compared(a.by[i], b.by[i], graph_->texts);
    if (order == 0) continue;
    const bool missing = !has_value(a.by[i]) || !has_value(b.by[i]);
    return order_->by[i].descending && !missing ? order > 0 : order < 0;
  }
  return false;
}

void OrderLists::give(const std::function<void(const Ranked&)>& give) {
  std::stable_sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
    const int groups = compared(a.group, b.group, graph_->texts);
    return groups != 0 ? groups < 0 : before(a, b);
  });
  Ranked ranked;
  ranked.order = order_;
  ranked.day = day_;
  std::size_t in_list = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    const bool same_list = i > 0 && compared(entries_[i - 1].group, entry.group, graph_->texts) == 0;
    in_list = same_list ? in_list + 1 : 1;
    if (!same_list || before(entries_[i - 1], entry)) ranked.place = in_list;
    ranked.employee = entry.employee;
    ranked.row = entry.row;
    ranked.group = order_->for_each == no_node ? "" : text_of(order_->for_each, entry.group, entry);
    ranked.values.clear();
    for (std::size_t k = 0; k < entry.by.size(); ++k) {
      ranked.values.push_back(text_of(order_->by[k].value, entry.by[k], entry));
    }
    give(ranked);
  }
}

}  // namespace mou
