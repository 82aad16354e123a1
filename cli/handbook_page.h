// A handbook as one page of HTML that needs nothing else: readable on a screen of any width and on paper, by eye and by
// ear.
#pragma once

#include <string>

#include "analysis/handbook/handbook.h"
#include "analysis/manifest.h"

namespace mou {

std::string handbook_page(const Handbook& handbook, const Manifest& manifest);

}  // namespace mou
