// Ranked lists for people: who stands where in an order on a day.
#pragma once

#include <functional>

#include "analysis/run.h"

namespace mou {

// Gives the places of an order on a day, list by list; nothing where it is not in force. Employees who are not employed
// or covered that day stand in none, nor do rows of events after it.
void rank_all(Evaluator& evaluator, const Ranking& order, Date day, const std::function<void(const Ranked&)>& give);

}  // namespace mou
