// Holds the columnar evaluator against the reference evaluator, cell by cell: never sums, which hide what cancels out.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "analysis/lines.h"
#include "engine/columnar/evaluator.h"
#include "engine/reference/evaluator.h"

namespace mou {

// Figures and banks of these lines as a plan is asked for them.
Wanted wanted(const std::vector<ReportLine>& lines);

// What was compared, and where the two do not agree.
struct Agreement {
  std::size_t same = 0;
  // Cells that the columns leave to the reference evaluator.
  std::size_t deferred = 0;
  // Cells without a value, both saying why in the same way: why, and how many; and postings that are not 0.
  std::map<FaultKind, std::size_t> faults;
  std::map<BankMeasure, std::size_t> postings;
  // Columns of exact numbers that whole ones suffice for, and others.
  std::size_t whole = 0;
  std::size_t exact = 0;
  std::size_t different = 0;
  // The first of those that differ: "cap_at of 17 on 2019-01-19: 3.5, in columns 3.25".
  std::vector<std::string> differences;

  // All of `differences`, one a line.
  std::string text() const;
};

struct AgreementSettings {
  std::size_t batch = 512;
  Instructions instructions = Instructions::sse2;
  // Of the employees the first this many.
  std::size_t employees = 0xffffffff;
};

// Every line of every employee on every tick of the run in which the books are open: values, kinds of faults, and the
// rules that gave them; figures of events for every row; postings of banks one by one.
Agreement compare_evaluators(const Plan& plan, const Graph& graph, const Facts& facts, const RunSettings& run,
                             const std::vector<ReportLine>& lines, const AgreementSettings& settings);

}  // namespace mou
