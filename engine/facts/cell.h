// One cell of a table of facts: its text, what a column allows, the exact value or what is wrong.
#pragma once

#include <string>
#include <string_view>

#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

struct CellProblem {
  Code code = Code::facts_bad_value;
  std::string message;
  std::string help;
};

// Puts the value of `text` into `value`; an empty text is the empty value. Returns false with the problem when the
// column does not allow it. Nothing is coerced: no blanks are cut, no currency signs or thousands separators read.
bool read_cell(const Column& column, std::string_view text, const Texts& texts, Value& value, CellProblem& problem);

// The text of a cell as it may stand in a message: in back quotes, shortened when long.
std::string quoted(std::string_view text);

}  // namespace mou
