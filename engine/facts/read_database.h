// Facts from a SQLite database with one table for each table of the schema. Text is read as in CSV, whole
// numbers too; a REAL cell is refused, for it is binary floating point.
#pragma once

#include <string>

#include "engine/facts/facts.h"
#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

// See read_facts.
Facts read_database(const std::string& path, const Schema& schema, Texts& texts, Diagnostics& diagnostics);

}  // namespace mou
