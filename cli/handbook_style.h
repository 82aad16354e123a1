// How a handbook looks on a screen and on paper.
#pragma once

namespace mou {

extern const char* const handbook_style;

}  // namespace mou
