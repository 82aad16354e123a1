// The workload's facts as a roster: text for whoever reads CSV, rows for whoever reads facts that stand in no file.
#pragma once

#include <string>

#include "bench/seiu_pay/workload.h"
#include "engine/facts/make_facts.h"

namespace mou::bench {

// "employee", then the names of the facts.
std::vector<std::string> roster_heading();
// The identifier of an employee: the row's number in the sequence, from 1.
std::string employee_number(std::size_t row);
// A cell as it stands in a file: "31.25", "2019-02-06", "yes", "Park Ranger".
std::string roster_cell(PayFact fact, std::int32_t value);

// Appends lines of CSV: the heading, and rows [0, count) of the facts, whose numbers start after `before`.
void append_heading(std::string& csv);
void append_rows(std::string& csv, const FactColumns& facts, std::size_t count, std::size_t before);

// Writes the first `rows` rows of the sequence as a file, batch by batch; false when that fails.
bool write_roster(const std::string& path, std::size_t rows);

// The table `roster`.
MadeTable made_roster(const FactColumns& facts);

}  // namespace mou::bench
