// Units of quantities: a product of named measures to whole powers. Hours worked, hours of compensatory time and hours
// of the 56-hour schedule are different measures; nothing converts one into another unless the contract says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mou {

// Index into Measures.
using MeasureId = std::uint16_t;

// Names of measures of one program: dollar, hour, day, month, mile, the declared ones, and one per clock
// ("pay period", "calendar year"). Singular and plural are one measure.
class Measures {
 public:
  Measures();
  // Adds when new; the name is the singular. "year" is short for "calendar year", "$" for "dollar".
  MeasureId intern(std::string_view name);
  // Accepts singular and plural, "%" excluded (percent is a scale, not a measure). Returns false when unknown.
  bool find(std::string_view name, MeasureId& id) const;
  const std::string& name(MeasureId id) const { return names_[id]; }
  const std::string& plural(MeasureId id) const { return plurals_[id]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> plurals_;
};

inline constexpr MeasureId dollar_measure = 0;
inline constexpr MeasureId hour_measure = 1;
inline constexpr MeasureId day_measure = 2;
inline constexpr MeasureId month_measure = 3;
inline constexpr MeasureId week_measure = 4;
inline constexpr MeasureId calendar_year_measure = 5;

// Sorted by measure, powers not 0. Empty is a plain number (a percentage is one too).
struct Unit {
  std::vector<std::pair<MeasureId, int>> powers;

  bool plain() const { return powers.empty(); }
  static Unit of(MeasureId id, int power = 1) { return Unit{{{id, power}}}; }
  friend bool operator==(const Unit&, const Unit&) = default;
};

Unit operator*(const Unit& a, const Unit& b);
Unit operator/(const Unit& a, const Unit& b);

// "dollars per hour", "hours", "a plain number"; of one of them "hour", "hour per comp_hour".
std::string unit_text(const Unit& unit, const Measures& measures, bool of_one = false);

}  // namespace mou
