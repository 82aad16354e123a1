// What folds over employees come to, group by group: gathered of some employees, it adds up to that of all.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/graph/graph.h"
#include "engine/graph/value.h"
#include "engine/reference/fault.h"
#include "engine/time/date.h"

namespace mou {

// What a fold has come to for one group.
struct UnitTotal {
  Value group;
  Rational sum;
  // The lowest or highest value so far.
  Value extreme;
  // Who has a value; of a count, who meets the condition.
  std::int64_t count = 0;
  std::optional<Fault> fault;

  // Takes in the value of somebody, for the fold that finds the lowest or highest.
  void take_extreme(Op op, const Value& value);
};

class UnitTotals {
 public:
  // The groups of a fold in the tick that ends on the day, one where nothing groups the employees; null where it is not
  // known, which is not the same as nobody's.
  const std::vector<UnitTotal>* find(NodeId fold, Date last) const;
  // Says that it is known, of nobody yet. False where it was.
  bool begin(NodeId fold, Date last);
  // Whether the fold is known in any tick.
  bool has(NodeId fold) const;
  UnitTotal& of(NodeId fold, Date last, const Value& group);

  // Takes in what other employees come to, who stand after these.
  void add(const Graph& graph, const UnitTotals& later);
  // Whether some group has no value but a fault: it cannot be told from another evaluator's.
  bool has_unknown_group() const;
  void clear() { totals_.clear(); }

 private:
  std::map<std::pair<NodeId, std::int32_t>, std::vector<UnitTotal>> totals_;
};

}  // namespace mou
