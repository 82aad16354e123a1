// Facts from a folder of CSV files, one for each table.
#pragma once

#include <string>

#include "engine/facts/facts.h"
#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

// See read_facts.
Facts read_folder(const std::string& folder, const Schema& schema, Texts& texts, Diagnostics& diagnostics);

}  // namespace mou
