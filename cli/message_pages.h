// The pages of docs/diagnostics as they were when the program was built.
#pragma once

#include <string_view>

namespace mou {

// The page of a message, such as "M0201", from its title on; empty where there is none.
std::string_view message_page(std::string_view code);

}  // namespace mou
