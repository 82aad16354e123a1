// Facts from a folder of CSV files, one for each table.
#pragma once

#include <memory>
#include <string>

#include "engine/facts/fact_source.h"
#include "engine/facts/schema.h"

namespace mou {

std::unique_ptr<FactSource> open_folder(const std::string& folder, const Schema& schema);

}  // namespace mou
