// What the benches of a whole contract share.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "analysis/lines.h"
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

}  // namespace mou
