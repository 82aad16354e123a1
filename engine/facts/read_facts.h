// Reads the facts of a run from a folder of CSV files or a SQLite database, by the schema of the program.
#pragma once

#include <string>

#include "engine/facts/fact_source.h"
#include "engine/facts/facts.h"
#include "engine/facts/schema.h"
#include "engine/facts/table_intake.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

// Every table that a rule reads must be there, if only with its heading: an absent file is a mistake, an empty table
// says that nothing happened. outside.csv may be absent. Each finding names file, row and column; after 20 findings a
// file is not read further. Where there are errors the facts must not be computed with. With KeepRows::none the rows
// are only looked at: what remains is who is there, the files and the findings.
Facts read_facts(const std::string& path, const Schema& schema, const Texts& texts, Diagnostics& diagnostics,
                 KeepRows keep = KeepRows::all);

// One table, called `name` there; empty where the name is. The roster is read before the others.
TableFacts read_table(FactSource& source, const std::string& name, const Table& table, Facts& facts, const Texts& texts,
                      Diagnostics& diagnostics, KeepRows keep = KeepRows::all);
void read_outside(FactSource& source, const Schema& schema, Facts& facts, const Texts& texts, Diagnostics& diagnostics);

}  // namespace mou
