// The salary schedule as a page of its own: readable on a screen and on paper, by eye and by ear, and by the pension
// system that asks for a publicly available pay schedule.
#pragma once

#include <string>

#include "analysis/manifest.h"
#include "analysis/schedule.h"

namespace mou {

std::string schedule_page(const Schedule& schedule, const Graph& graph, Date on, const Manifest& manifest);

}  // namespace mou
