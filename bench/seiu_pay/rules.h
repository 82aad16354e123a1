// The numbers of the workload's rules, as the hand-written baselines hold them. Dollars are cents, hours hundredths.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mou::bench::rules {

inline constexpr std::int32_t first_range = 4;
inline constexpr std::int32_t last_range = 48;
inline constexpr std::int32_t steps = 7;

constexpr std::int32_t salary(std::int32_t range, std::int32_t step) {
  const std::int32_t base = 2900 + 110 * (range - first_range);
  return base + base * 5 * (step - 1) / 100 + (7 * range + 13 * step) % 10;
}

// Dollars a month, by (range - first_range) * steps + step - 1.
inline constexpr auto salaries = [] {
  std::array<std::int32_t, std::size_t{(last_range - first_range + 1) * steps}> table{};
  std::size_t cell = 0;
  for (std::int32_t range = first_range; range <= last_range; ++range) {
    for (std::int32_t step = 1; step <= steps; ++step) table[cell++] = salary(range, step);
  }
  return table;
}();

// Half of a month's allowance, by class.
inline constexpr std::array<std::int32_t, 12> uniforms = {0, 0, 0, 1500, 4250, 0, 1500, 4250, 0, 1500, 4250, 1500};
// A month's leave, by years of service; the last for all years beyond.
inline constexpr std::array<std::int32_t, 19> leave_rates = {1200, 1200, 1200, 1200, 1400, 1400, 1400, 1400, 1600, 1600,
                                                             1600, 1800, 1800, 1800, 1800, 2000, 2000, 2000, 2067};
// Most that the city pays a month, by coverage.
inline constexpr std::array<std::int32_t, 4> city_maxima = {0, 74'700, 147'400, 198'500};
// Hundredths of a percent, by tier.
inline constexpr std::array<std::int32_t, 3> retirement_rates = {800, 700, 625};

// Who was hired before keeps percentages for languages and the notary.
inline constexpr std::int32_t amounts_since = 20190206;
inline constexpr std::int32_t notary_flat = 4615;
inline constexpr std::int32_t bilingual_flat = 11538;
inline constexpr std::int32_t opt_out_cash = 15'000;
inline constexpr std::int32_t most_cash_back = 10'000;
inline constexpr std::int32_t most_leave = 44'000;

}  // namespace mou::bench::rules
