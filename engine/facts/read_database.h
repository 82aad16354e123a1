// Facts from a SQLite database with one table for each table of the schema. Text is read as in CSV, whole
// numbers too; a REAL cell is refused, for it is binary floating point.
#pragma once

#include <memory>
#include <string>

#include "engine/facts/fact_source.h"
#include "engine/text/diagnostic.h"

namespace mou {

// A database that cannot be read is a diagnostic; it has no tables then.
std::unique_ptr<FactSource> open_database_facts(const std::string& path, Diagnostics& diagnostics);

}  // namespace mou
