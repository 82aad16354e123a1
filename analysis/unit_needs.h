// What a report that reads its facts batch by batch must keep of everybody, for what it says of the unit as a whole.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/run.h"
#include "engine/graph/graph.h"

namespace mou {

struct UnitNeeds {
  // Everybody must be known before anybody is computed: the facts cannot be read batch by batch.
  bool all_at_once = false;
  // Folds over employees, none of which reads another.
  std::vector<NodeId> totals;
  // Tables of employees' events whose rows draw on banks of the unit: whoever has rows in them is kept.
  std::vector<std::uint32_t> tables;
};

UnitNeeds unit_needs(const Graph& graph, const RunRequest& request);

// Whether the requirement is judged employee by employee.
inline bool is_of_employee(const Figure& figure) {
  return figure.subject >= Subject::employee;
}

}  // namespace mou
