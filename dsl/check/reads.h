// Who reads whom: the figures and banks that each figure and each bank names in its rules.
#pragma once

#include <vector>

#include "dsl/check/proofs.h"

namespace mou {

struct Read {
  ast::ExprId at = ast::no_expr;
  // A bank, else a figure.
  bool bank = false;
  std::uint32_t index = no_id;
  BankMeasure measure = BankMeasure::balance;
  // Through `previous` or a window before this one: no dependence within the tick.
  bool earlier = false;
};

struct Reads {
  std::vector<std::vector<Read>> figures;
  std::vector<std::vector<Read>> banks;
};

Reads reads_of(const Proof& proof);

}  // namespace mou
