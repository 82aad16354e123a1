// Reads the facts of a run from a folder of CSV files or a SQLite database, by the schema of the program.
#pragma once

#include <string>

#include "engine/facts/facts.h"
#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

// Every table that a rule reads must be there, if only with its heading: an absent file is a mistake, an empty table
// says that nothing happened. outside.csv may be absent. Each finding names file, row and column; after 20 findings a
// file is not read further. Where there are errors the facts must not be computed with.
Facts read_facts(const std::string& path, const Schema& schema, Texts& texts, Diagnostics& diagnostics);

}  // namespace mou
