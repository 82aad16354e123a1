// What the pages that the program writes have in common.
#pragma once

#include <string>
#include <string_view>

#include "analysis/manifest.h"

namespace mou {

// Text as it may stand in HTML, in an element or between quotes.
std::string html_text(std::string_view text);

// From the first line to the beginning of the body.
std::string html_head(std::string_view title, std::string_view style);

// What the page was made from.
std::string html_footer(const Manifest& manifest);

}  // namespace mou
