// Why a value could not be computed: a value itself, passed on by whatever reads it.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/graph/graph.h"

namespace mou {

enum class FaultKind {
  // A fact that nobody supplied.
  missing_fact,
  // A value from outside that nobody supplied.
  missing_outside,
  // No rule of the figure applies. `total` skips these.
  no_rule,
  // Reads a figure that has no value.
  reads_no_value,
  // More than one rule applies.
  two_rules,
  // Keys that no row of a table holds.
  no_row,
  // Division by zero, a date without a single answer, a day outside a clock, an empty value in arithmetic.
  arithmetic,
  // `previous` before the first tick, a bank without an opening balance.
  no_opening,
  // A figure that needs itself.
  cycle,
  // A bank line or limit below zero.
  negative,
};

struct Fault {
  FaultKind kind;
  // The figure that met it.
  FigureId figure = no_id;
  // A sentence for a clerk: what is missing, of whom, on which day, who asks.
  std::string message;
};

// Faults of a run; equal ones are one.
class Faults {
 public:
  FaultId add(FaultKind kind, FigureId figure, std::string message);
  const Fault& at(FaultId id) const { return list_[id]; }
  std::size_t size() const { return list_.size(); }

 private:
  std::deque<Fault> list_;
  // By message: of several figures, or kinds, if need be.
  std::unordered_map<std::string_view, std::vector<FaultId>> ids_;
};

}  // namespace mou
