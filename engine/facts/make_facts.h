// Facts that stand in no file: those of examples and assumptions.
#pragma once

#include <string>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/text/diagnostic.h"

namespace mou {

// Rows of one table as they would stand in a file. The table `outside` is known too.
struct MadeTable {
  std::string name;
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;
};

// Held to the schema like rows of a file, but for what a row must fill: a fact that is not given is missing when a
// rule asks for it. Tables that are not made are empty. `source` stands in places: "the example, row 2".
Facts make_facts(const Schema& schema, const std::vector<MadeTable>& made, const std::string& source,
                 const Texts& texts, Diagnostics& diagnostics);

}  // namespace mou
