// Units as written, made into products of measures.
#pragma once

#include <optional>

#include "dsl/check/declarations.h"

namespace mou {

// "dollars per month": an empty text and "%" are the plain number. Nothing, after a diagnostic, for an unknown measure.
std::optional<Unit> unit_of(const ast::UnitText& text, const Measures& measures, Diagnostics& diagnostics);

// The measure that the ticks of a clock have: `$85 per pay period`.
MeasureId measure_of(const Clock& clock, const Measures& measures);

// "a number in dollars per month", "a date", "one of single, two_party or family".
std::string type_words(const CheckedType& type, const Measures& measures);

// "a, b or c"
std::string list_words(const std::vector<std::string>& items, std::string_view last = "or");

}  // namespace mou
