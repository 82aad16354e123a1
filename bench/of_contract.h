// What the benches of a whole contract share.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "analysis/lines.h"
#include "engine/columnar/evaluator.h"
#include "engine/reference/evaluator.h"

namespace mou {

inline std::optional<std::string> text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The ticks of a line of a report that end within the days.
inline std::vector<Tick> ticks_of(const ReportLine& line, Evaluator& evaluator, Date from, Date to) {
  if (line.clock == no_id) return {{0, from, to}};
  return ticks_ending_in(evaluator.clock_of(line.clock), from, to);
}

// Computes for the batch, in columns, every line of employees in all its ticks; how many columns these are.
inline std::size_t compute_all(ColumnarEvaluator& columns, Evaluator& evaluator, const std::vector<ReportLine>& lines,
                               Date from, Date to) {
  std::size_t computed = 0;
  for (const ReportLine& line : lines) {
    if (line.shared || line.event != no_id) continue;
    for (const Tick& tick : ticks_of(line, evaluator, from, to)) {
      if (line.bank != no_id) {
        columns.bank(line.bank, line.measure, tick.first, tick.last);
      } else {
        columns.figure(line.figure, tick.last);
      }
      ++computed;
    }
  }
  return computed;
}

}  // namespace mou
