#include "engine/unit/unit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>

namespace mou {

namespace {

Unit unit_of(const std::map<MeasureId, int>& powers) {
  Unit unit;
  for (const auto& [measure, power] : powers) {
    if (power != 0) unit.powers.emplace_back(measure, power);
  }
  return unit;
}

rc::Gen<std::map<MeasureId, int>> any_powers() {
  return rc::gen::map(rc::gen::container<std::array<int, 6>>(rc::gen::inRange(-2, 3)), [](const auto& powers) {
    std::map<MeasureId, int> result;
    for (const int power : powers) result.emplace(static_cast<MeasureId>(result.size()), power);
    return result;
  });
}

}  // namespace

RC_GTEST_PROP(UnitProperty, PowersAdd, ()) {
  const auto a = *any_powers();
  const auto b = *any_powers();
  auto product = a;
  auto quotient = a;
  for (const auto& [measure, power] : b) {
    product[measure] += power;
    quotient[measure] -= power;
  }
  RC_ASSERT(unit_of(a) * unit_of(b) == unit_of(product));
  RC_ASSERT(unit_of(a) / unit_of(b) == unit_of(quotient));
}

TEST(Unit, ReadsAsWritten) {
  Measures measures;
  const MeasureId comp = measures.intern("comp_hour");
  const MeasureId period = measures.intern("pay period");
  EXPECT_EQ(unit_text(Unit(), measures), "a plain number");
  EXPECT_EQ(unit_text(Unit::of(hour_measure), measures), "hours");
  EXPECT_EQ(unit_text(Unit::of(dollar_measure) / Unit::of(hour_measure), measures), "dollars per hour");
  EXPECT_EQ(unit_text(Unit::of(comp) / Unit::of(hour_measure), measures), "comp_hours per hour");
  EXPECT_EQ(unit_text(Unit::of(dollar_measure) / Unit::of(period), measures), "dollars per pay period");
  EXPECT_EQ(unit_text(Unit::of(hour_measure, -1), measures), "per hour");
  EXPECT_EQ(unit_text(Unit::of(hour_measure, 2) / Unit::of(day_measure, 2), measures),
            "hours times hours per day per day");
}

TEST(Measures, SingularAndPluralAreOne) {
  Measures measures;
  const auto found = [&](std::string_view name) {
    MeasureId id = 999;
    return measures.find(name, id) ? static_cast<int>(id) : -1;
  };
  EXPECT_EQ(found("dollar"), dollar_measure);
  EXPECT_EQ(found("dollars"), dollar_measure);
  EXPECT_EQ(found("$"), dollar_measure);
  EXPECT_EQ(found("hours"), hour_measure);
  EXPECT_EQ(found("day"), day_measure);
  EXPECT_EQ(found("months"), month_measure);
  EXPECT_EQ(found("weeks"), week_measure);
  EXPECT_EQ(found("calendar years"), calendar_year_measure);
  EXPECT_EQ(found("year"), calendar_year_measure);
  EXPECT_EQ(found("mile"), -1);
  EXPECT_EQ(found("%"), -1);
  const MeasureId mile = measures.intern("mile");
  EXPECT_EQ(found("miles"), mile);
  EXPECT_EQ(measures.intern("miles"), mile);
  EXPECT_EQ(measures.plural(measures.intern("class")), "classes");
  EXPECT_EQ(measures.plural(measures.intern("penalty")), "penalties");
  EXPECT_EQ(measures.plural(measures.intern("working day")), "working days");
}

}  // namespace mou
