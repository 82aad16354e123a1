// The salary schedule in force on a date: every range and step in the units it is printed in, and the classifications
// of each range.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/refusal.h"
#include "engine/graph/graph.h"
#include "engine/time/date.h"

namespace mou {

struct ScheduleRow {
  Rational range;
  Rational step;
  // Parallel to Schedule::columns; nothing where the schedule has no value.
  std::vector<std::optional<Rational>> amounts;
};

struct ScheduleColumn {
  // "hourly", "biweekly", "monthly", "annual"
  std::string name;
  std::string title;
  Unit unit;
  FigureId figure = no_id;
};

struct ClassRange {
  std::string classification;
  Rational range;
  // The range is one that the schedule has.
  bool in_schedule = false;
};

struct Schedule {
  std::vector<ScheduleColumn> columns;
  // By range, then step.
  std::vector<ScheduleRow> rows;
  // By range, then title.
  std::vector<ClassRange> classes;
  // The clauses that make the monthly figures of that date: the table's and those of the raises since.
  std::vector<ClauseIndex> clauses;
};

// An amount as the schedule prints it: whole dollars by the month and the year, cents by the hour and the pay period;
// more only where there is more.
std::string schedule_amount(const ScheduleColumn& column, const Rational& amount);

// The figures of the contract by range and step, one in dollars for each of an hour, a pay period, a month and a
// year. A refusal when the contract has none or has no schedule on that date.
Asked<Schedule> schedule_on(const Graph& graph, Date on, const std::vector<TextId>& readings);

}  // namespace mou
