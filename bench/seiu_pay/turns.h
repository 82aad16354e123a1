// Contenders take turns, in rounds, so that a busy machine disturbs all alike. Time is the processor time of the
// process, user and system.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/seiu_pay/contender.h"

namespace mou::bench {

double processor_seconds();
// "AMD EPYC"; empty where the system does not say.
std::string processor_name();
double median(std::vector<double> values);

// Seconds of one run.
struct Pace {
  double median = 0;
  double best = 0;
};

// Of each contender, over the rounds. A run that is too short to be timed is repeated within its turn; what is run
// before the first round is not counted.
std::vector<Pace> take_turns(const std::vector<std::unique_ptr<Contender>>& contenders, int rounds);

// What the cells of a block's rows ought to be, employee by employee.
using Expected = std::function<std::vector<std::int64_t>(std::size_t first, std::size_t rows)>;

// How many cells of the contender's first `rows` employees are not what they ought to be; an employee that it does not
// show counts as one.
std::size_t differing_cells(Contender& contender, std::size_t rows, const Expected& expected);

// What the hand-written scalar code makes of the workload's facts, which must outlive it.
Expected expected_of_scalar(const FactColumns& facts);
// The cells that a contender shows, kept.
Expected expected_of(Contender& contender);

}  // namespace mou::bench
