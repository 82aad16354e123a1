#include "engine/reference/unit_totals.h"

#include <algorithm>

namespace mou {

void UnitTotal::take_extreme(Op op, const Value& value) {
  const auto below = [](const Value& a, const Value& b) {
    return a.is_number() ? a.number < b.number : a.payload < b.payload;
  };
  const bool better = op == Op::highest ? below(extreme, value) : below(value, extreme);
  if (extreme.is_empty() || better) extreme = value;
}

const std::vector<UnitTotal>* UnitTotals::find(NodeId fold, Date last) const {
  const auto known = totals_.find({fold, last.days});
  return known == totals_.end() ? nullptr : &known->second;
}

bool UnitTotals::begin(NodeId fold, Date last) {
  return totals_.try_emplace({fold, last.days}).second;
}

bool UnitTotals::has(NodeId fold) const {
  const auto first = totals_.lower_bound({fold, first_date.days});
  return first != totals_.end() && first->first.first == fold;
}

UnitTotal& UnitTotals::of(NodeId fold, Date last, const Value& group) {
  std::vector<UnitTotal>& totals = totals_[{fold, last.days}];
  for (UnitTotal& total : totals) {
    if (total.group == group) return total;
  }
  totals.push_back({group, {}, {}, 0, {}});
  return totals.back();
}

void UnitTotals::add(const Graph& graph, const UnitTotals& later) {
  for (const auto& [place, groups] : later.totals_) {
    const auto& [fold, last] = place;
    begin(fold, {last});
    for (const UnitTotal& theirs : groups) {
      UnitTotal& ours = of(fold, {last}, theirs.group);
      ours.sum += theirs.sum;
      ours.count += theirs.count;
      if (!theirs.extreme.is_empty()) ours.take_extreme(graph.nodes[fold].op, theirs.extreme);
      if (theirs.fault) ours.fault = theirs.fault;
    }
  }
}

bool UnitTotals::has_unknown_group() const {
  return std::any_of(totals_.begin(), totals_.end(), [](const auto& of_tick) {
    return std::any_of(of_tick.second.begin(), of_tick.second.end(),
                       [](const UnitTotal& total) { return total.group.is_fault(); });
  });
}

}  // namespace mou
