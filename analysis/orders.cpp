#include "analysis/orders.h"

#include <algorithm>

#include "analysis/amount.h"

namespace mou {

namespace {

struct Entry {
  EmployeeId employee = no_employee;
  std::string row;
  Value group;
  std::vector<Value> by;
};

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

class Ranker {
 public:
  Ranker(Evaluator& evaluator, const Ranking& order, Date day)
      : evaluator_(evaluator), graph_(evaluator.graph()), facts_(evaluator.facts()), order_(order), day_(day) {}

  void give(const std::function<void(const Ranked&)>& give) {
    if ((order_.from && day_ < *order_.from) || (order_.until && *order_.until < day_)) return;
    gather();
    std::stable_sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
      const int groups = compared(a.group, b.group, graph_.texts);
      return groups != 0 ? groups < 0 : before(a, b);
    });
    Ranked ranked;
    ranked.order = &order_;
    ranked.day = day_;
    std::size_t in_list = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      const bool same_list = i > 0 && compared(entries_[i - 1].group, entry.group, graph_.texts) == 0;
      in_list = same_list ? in_list + 1 : 1;
      if (!same_list || before(entries_[i - 1], entry)) ranked.place = in_list;
      ranked.employee = entry.employee;
      ranked.row = entry.row;
      ranked.group = order_.for_each == no_node ? "" : text_of(order_.for_each, entry.group, entry.employee);
      ranked.values.clear();
      for (std::size_t k = 0; k < entry.by.size(); ++k) {
        ranked.values.push_back(text_of(order_.by[k].value, entry.by[k], entry.employee));
      }
      give(ranked);
    }
  }

 private:
  std::string text_of(NodeId node, const Value& value, EmployeeId employee) const {
    if (graph_.nodes[node].kind == NodeKind::employee) return facts_.employees[employee];
    return has_value(value) ? exact_text(value, graph_.nodes[node].type, graph_.texts) : "";
  }

  bool before(const Entry& a, const Entry& b) const {
    for (std::size_t i = 0; i < a.by.size(); ++i) {
      const int order = compared(a.by[i], b.by[i], graph_.texts);
      if (order == 0) continue;
      const bool missing = !has_value(a.by[i]) || !has_value(b.by[i]);
      return order_.by[i].descending && !missing ? order > 0 : order < 0;
    }
    return false;
  }

  void gather() {
    for (EmployeeId employee = 0; employee < facts_.employees.size(); ++employee) {
      const auto span = evaluator_.employed(employee, day_, day_);
      if (!span || !evaluator_.covered(employee, day_)) continue;
      Scope scope;
      scope.employee = employee;
      scope.day = scope.first = scope.last = day_;
      if (order_.event == no_id) {
        add(scope, "");
        continue;
      }
      const TableFacts& table = facts_.tables[graph_.events[order_.event].table];
      for (const std::uint32_t row : evaluator_.rows_in(order_.event, scope, first_date, day_)) {
        Scope there = scope;
        there.event = order_.event;
        there.row = row;
        there.day = there.first = there.last = table.days[row];
        add(there, row_place(table, row));
      }
    }
  }

  void add(const Scope& scope, std::string row) {
    if (order_.where != no_node && !evaluator_.evaluate(order_.where, scope).yes()) return;
    Entry entry;
    entry.employee = scope.employee;
    entry.row = std::move(row);
    if (order_.for_each != no_node) entry.group = evaluator_.evaluate(order_.for_each, scope);
    for (const Ranking::By& by : order_.by) entry.by.push_back(evaluator_.evaluate(by.value, scope));
    entries_.push_back(std::move(entry));
  }

  Evaluator& evaluator_;
  const Graph& graph_;
  const Facts& facts_;
  const Ranking& order_;
  Date day_;
  std::vector<Entry> entries_;
};

}  // namespace

void rank_all(Evaluator& evaluator, const Ranking& order, Date day, const std::function<void(const Ranked&)>& give) {
  Ranker(evaluator, order, day).give(give);
}

}  // namespace mou
