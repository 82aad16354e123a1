// outside.csv: the values that somebody outside decides, a row for each name, keys and date.
#pragma once

#include "engine/facts/facts.h"
#include "engine/facts/findings.h"
#include "engine/facts/schema.h"

namespace mou {

// name, key1, key2, from, value: read like any table of the city.
const Table& outside_table();

// Makes the outside values of `facts` from the rows of that table: known names, values of the declared types.
void take_outside(const TableFacts& rows, const Schema& schema, Findings& findings, Facts& facts, const Texts& texts);

}  // namespace mou
