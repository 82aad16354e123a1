#include "analysis/beyond_term.h"

#include <fmt/format.h>

namespace mou {

std::string beyond_term(Date last) {
  return fmt::format(
      "The term of this contract ended on {}. What it says without an end of its own goes on until another contract "
      "takes its place.",
      date_text(last));
}

}  // namespace mou
