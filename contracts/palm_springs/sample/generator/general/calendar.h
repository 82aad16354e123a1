// The General Unit's days of 2019.
#pragma once

#include "contracts/palm_springs/sample/generator/calendar.h"

namespace mou::sample::general {

// The City's list has Lincoln's Birthday, which both contracts take from the unit: it is worked.
const Calendar& calendar();

}  // namespace mou::sample::general
