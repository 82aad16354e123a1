#include "engine/unit/unit.h"

#include <algorithm>

namespace mou {

namespace {

// English as far as the names of measures need it: classes, supplies, days, hours.
std::string pluralize(std::string_view name) {
  const auto ends = [&](std::string_view end) { return name.ends_with(end); };
  std::string plural(name);
  if (ends("s") || ends("x") || ends("ch") || ends("sh")) return plural + "es";
  if (ends("y") && !ends("ay") && !ends("ey") && !ends("oy") && !ends("uy")) {
    plural.pop_back();
    return plural + "ies";
  }
  return plural + "s";
}

// The measure that people shorten: hours per year are hours per calendar year.
std::string_view full_name(std::string_view name) {
  if (name == "year" || name == "years") return "calendar year";
  if (name == "$") return "dollar";
  return name;
}

std::vector<std::pair<MeasureId, int>> merge(const Unit& a, const Unit& b, int factor) {
  std::vector<std::pair<MeasureId, int>> powers = a.powers;
  for (const auto& [measure, power] : b.powers) {
    const auto at = std::lower_bound(powers.begin(), powers.end(), measure,
                                     [](const auto& entry, MeasureId id) { return entry.first < id; });
    if (at == powers.end() || at->first != measure) {
      powers.insert(at, {measure, factor * power});
    } else if (at->second += factor * power; at->second == 0) {
      powers.erase(at);
    }
  }
  return powers;
}

}  // namespace

Measures::Measures() {
  for (const char* name : {"dollar", "hour", "day", "month", "week", "calendar year"}) intern(name);
}

MeasureId Measures::intern(std::string_view name) {
  MeasureId id = 0;
  if (find(name, id)) return id;
  names_.emplace_back(name);
  plurals_.push_back(pluralize(name));
  return static_cast<MeasureId>(names_.size() - 1);
}

bool Measures::find(std::string_view name, MeasureId& id) const {
  name = full_name(name);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i] == name || plurals_[i] == name) {
      id = static_cast<MeasureId>(i);
      return true;
    }
  }
  return false;
}

Unit operator*(const Unit& a, const Unit& b) {
  return Unit{merge(a, b, 1)};
}

Unit operator/(const Unit& a, const Unit& b) {
  return Unit{merge(a, b, -1)};
}

std::string unit_text(const Unit& unit, const Measures& measures, bool of_one) {
  if (unit.plain()) return "a plain number";
  std::string over;
  std::string under;
  const auto counted =
      std::count_if(unit.powers.begin(), unit.powers.end(), [](const auto& p) { return p.second > 0; });
  for (const auto& [measure, power] : unit.powers) {
    const std::string& name = of_one && counted == 1 && power == 1 ? measures.name(measure) : measures.plural(measure);
    for (int i = 0; i < power; ++i) over += (over.empty() ? "" : " times ") + name;
    for (int i = 0; i > power; --i) under += (under.empty() ? "per " : " per ") + measures.name(measure);
  }
  if (over.empty() || under.empty()) return over + under;
  return over + " " + under;
}

}  // namespace mou
