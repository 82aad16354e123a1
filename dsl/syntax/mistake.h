// From "this rule should match here" to what the author is told.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/text/diagnostic.h"

namespace mou {

// Where reading stopped: a text, the statement it was in (its first byte) and the byte.
struct Stop {
  std::string_view text;
  std::uint32_t source;
  std::uint32_t statement;
  std::uint32_t at;
};

// What the grammar wanted there. `is_word`: `what` is to be written as it stands.
struct Expectation {
  std::string_view what;
  std::string_view help;
  bool is_word;
  // A cell, a bar or the end of a table row.
  bool in_row;
};

void tell_missing(const Stop& stop, const Expectation& wanted, Diagnostics& diagnostics);
// The statement before was read to its end, and what stands at the stop starts none.
void tell_leftover(const Stop& stop, Diagnostics& diagnostics);
void tell_too_deep(const Stop& stop, Diagnostics& diagnostics);
void tell_no_header(const Stop& stop, Diagnostics& diagnostics);

}  // namespace mou
