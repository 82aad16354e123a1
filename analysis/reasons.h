// Why no rule of a figure applies, in plain words.
#pragma once

#include <string>
#include <vector>

#include "engine/graph/graph.h"
#include "engine/reference/evaluator.h"

namespace mou {

// Why one rule does not apply.
struct Reason {
  ClauseIndex clause = no_id;
  // "begins on 2019-01-01", "asks for Hired on or before 2019-02-06; Hired is 2019-05-06"
  std::string words;
};

// The reasons of the rules that do not apply in the scope, in their order, each once. Rules that another reading of the
// contract would use, and rules of other years, are named only when there are no others.
std::vector<Reason> why_no_rule(Evaluator& evaluator, FigureId figure, const Scope& scope);

// "Hired is 2019-05-06, Selected as bilingual is no": what the facts and figures that a condition reads are here.
std::string what_is_so(Evaluator& evaluator, NodeId condition, const Scope& scope);

// What is so where a condition is not: the parts that fail, with what they compare.
std::string why_not(Evaluator& evaluator, NodeId condition, const Scope& scope);

}  // namespace mou
