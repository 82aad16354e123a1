// What the sentences about a bank do to its ledger.
#pragma once

#include "engine/graph/graph.h"

namespace mou {

// What a line of this kind posts.
constexpr BankMeasure measure_of(LineKind kind) {
  switch (kind) {
    case LineKind::earns:
      return BankMeasure::earned;
    case LineKind::uses:
      return BankMeasure::used;
    case LineKind::cashes:
      return BankMeasure::cashed;
    case LineKind::moves:
      return BankMeasure::moved;
    case LineKind::converts:
      return BankMeasure::converted;
    case LineKind::loses:
      return BankMeasure::lost;
  }
  return BankMeasure::earned;
}

constexpr bool goes_out(LineKind kind) {
  return kind != LineKind::earns && kind != LineKind::converts;
}

}  // namespace mou
