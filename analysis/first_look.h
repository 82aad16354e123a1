// Facts read once from beginning to end, without being kept, before a run reads them batch by batch: whether they are
// sound, and what somebody's rows say for everybody.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/unit_needs.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"
#include "engine/text/diagnostic.h"

namespace mou {

struct FirstLook {
  // What was looked for.
  UnitNeeds needs;
  // With errors among them the rest says nothing.
  Diagnostics diagnostics;
  std::vector<FactsFile> files;
  // As FactStream::notes.
  std::vector<std::string> notes;
  std::uint64_t employees = 0;
  // As RunSettings::books_open.
  Date books_open;
  // The facts of the city, and of the employees who draw on banks of the unit: see UnitNeeds::tables.
  Facts of_unit;
};

FirstLook look_at(const std::string& facts, const Graph& graph, Date from, const UnitNeeds& needs,
                  const Progress& progress);

}  // namespace mou
