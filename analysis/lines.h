// The lines of a report: figures and measures of banks, each with the ticks it is given for.
#pragma once

#include <string>
#include <vector>

#include "analysis/refusal.h"
#include "engine/facts/facts.h"
#include "engine/graph/graph.h"

namespace mou {

struct ReportLine {
  // A figure, or a measure of a bank.
  FigureId figure = no_id;
  BankId bank = no_id;
  BankMeasure measure = BankMeasure::balance;
  // "overtime_pay", "general_leave.earned".
  std::string name;
  std::string title;
  Type type;
  std::string unit;
  // Given for each tick of the clock, or for each row of the event. Banks and figures of any date are given for each
  // pay period, on its last day; both no_id: once, on the last day of the run.
  ClockId clock = no_id;
  EventId event = no_id;
  // Of the city or the unit as a whole, not of an employee.
  bool shared = false;
  // Reads a value that somebody outside supplies, on whatever day; see `mark_outside_within`.
  bool rests_on_outside = false;
};

inline constexpr BankMeasure reported_measures[] = {
    BankMeasure::opening, BankMeasure::earned,      BankMeasure::moved_in,  BankMeasure::used,
    BankMeasure::cashed,  BankMeasure::moved,       BankMeasure::converted, BankMeasure::lost,
    BankMeasure::over,    BankMeasure::asked_short, BankMeasure::balance};

// As reports call it: "earned", "short", and "closing" for the balance, which is that of the end of a tick.
std::string_view reported_measure_text(BankMeasure measure);

// All that is said of employees tick by tick: figures whose keys are facts of the employee, and every bank that the
// contract says something about. Left out are figures that tick each day, which stand behind those that total them, and
// figures that only rules for another answer to a question of reading, or of other years than those of the days
// from..to, ask for. `readings` as RunSettings::readings.
std::vector<ReportLine> usual_lines(const Graph& graph, const std::vector<TextId>& readings, Date from, Date to);

// Says of each line whether its values of the days from..to can rest on a value from outside.
void mark_outside_within(std::vector<ReportLine>& lines, const Graph& graph, const std::vector<TextId>& readings,
                         Date from, Date to);

// The usual lines and those left out of them that need no keys.
std::vector<ReportLine> all_lines(const Graph& graph);

// Lines by name: a figure, a bank (all its measures) or a measure of a bank.
Asked<std::vector<ReportLine>> lines_named(const Graph& graph, const std::vector<std::string>& names);

// Of the clock, as many ticks as end within the days, or more where a condition chooses the days: it is not asked here.
// One without a clock.
std::size_t most_ticks(const Graph& graph, ClockId clock, Date from, Date to);

// Everybody of the roster.
std::vector<EmployeeId> everybody(const Facts& facts);

// Employees by identifier.
Asked<std::vector<EmployeeId>> employees_named(const Facts& facts, const std::vector<std::string>& names);

// The figure of that name, and a refusal with the nearest name when there is none.
Asked<FigureId> figure_named(const Graph& graph, const std::string& name);

// Choices of readings for RunSettings::readings from texts "READING=CHOICE" or "CLAUSE=CHOICE".
Asked<std::vector<TextId>> readings_chosen(const Graph& graph, const std::vector<std::string>& choices);

}  // namespace mou
