// The General Unit's days of 2019.
#pragma once

#include "contracts/palm_springs/sample/generator/calendar.h"

namespace mou::sample::general {

// Lincoln's Birthday is kept for the last time: article 22 takes it away from 2019-03-01.
const Calendar& calendar();

}  // namespace mou::sample::general
