// The numbers that the rules of a clause use.
#pragma once

#include <set>

#include "dsl/check/proofs.h"

namespace mou {

// Whether some rule stands in the clause.
bool computes(const Proof& proof, const ast::Clause& clause);

// As they are printed: 2.5 of `2.5%`; of dates the day and the year; those of its texts too.
std::set<Rational> numbers_used(const Proof& proof, const ast::Clause& clause);

}  // namespace mou
