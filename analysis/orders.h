// Ranked lists for people: who stands where in an order on a day.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analysis/run.h"

namespace mou {

// One order on one day, gathered employee by employee in the order of the roster. Employees who are not employed or
// covered that day stand in none of its lists, nor do rows of events after it.
class OrderLists {
 public:
  // Nobody stands in an order that is not in force.
  OrderLists(const Graph& graph, const Ranking& order, Date day);

  void add(Evaluator& evaluator, EmployeeId employee);
  // Takes in those of other employees, who come after these.
  void add(OrderLists&& later);
  // The places, list by list.
  void give(const std::function<void(const Ranked&)>& give);

 private:
  struct Entry {
    std::string employee;
    std::string row;
    Value group;
    std::vector<Value> by;
  };

  void add_entry(Evaluator& evaluator, const Scope& scope, std::string row);
  bool before(const Entry& a, const Entry& b) const;
  std::string text_of(NodeId node, const Value& value, const Entry& entry) const;

  const Graph* graph_;
  const Ranking* order_;
  Date day_;
  bool in_force_;
  // Who was added; the places of employees in the roster begin with them.
  std::int64_t people_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace mou
