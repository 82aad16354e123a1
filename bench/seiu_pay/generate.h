// Made-up rows for the workload, always the same ones.
#pragma once

#include <cstdint>
#include <string_view>

#include "bench/seiu_pay/workload.h"
#include "engine/time/date.h"

namespace mou::bench {

// The day on which the years of service are counted; the last of its pay period.
inline constexpr std::string_view workload_day = "2024-06-30";

// One endless sequence of rows.
class Generator {
 public:
  // The next `count` rows of the sequence, into rows [first, first + count) of the facts.
  void fill(FactColumns& facts, std::size_t first, std::size_t count);

 private:
  // 0 to below - 1.
  std::int32_t draw(std::uint64_t below);
  void draw_row(FactColumns& facts, std::size_t row);

  std::uint64_t state_ = 20190206;
  Date today_ = *parse_date(workload_day);
};

// The first `rows` rows of the sequence.
FactColumns generate(std::size_t rows);

}  // namespace mou::bench
