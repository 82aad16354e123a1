// What is to be known of an amount of a day after the contract's term.
#pragma once

#include <string>

#include "engine/time/date.h"

namespace mou {

// A sentence for people; `last`: the last day of the term.
std::string beyond_term(Date last);

}  // namespace mou
