// Why a figure has its value: a tree of sentences down to facts (file and row) and clauses (number, title, page).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reference/evaluator.h"

namespace mou {

// What a sentence speaks of.
enum class TraceKind : std::uint8_t {
  // A figure with its value; below it how the value came about.
  figure,
  // The expression of the rule that gave it.
  rule,
  // A condition with the values it compared.
  condition,
  // A rule that did not apply, with the condition that failed.
  idle_rule,
  // What a raise or change made of a value.
  version,
  fact,
  key,
  // The value before a rounding, the mode, the value after.
  rounding,
  limit,
  choice,
  table_row,
  total,
  // A row or tick of a total, a candidate of a search.
  row,
  bank,
  posting,
  reading,
  date,
  // A value supplied from outside.
  outside,
  previous,
  // Why there is no value.
  fault,
  // Given by whoever asked (an example).
  given,
  note,
};

std::string_view trace_kind_text(TraceKind kind);

struct TraceNode {
  TraceKind kind = TraceKind::note;
  // The whole sentence for people, the value included, clause and place not: "Bilingual pay is $93.65".
  std::string text;
  // The value alone, exact ("93.65", "22/7", "2019-07-20"); empty where there is none.
  std::string value;
  // Of the rule or sentence meant; empty where none is.
  std::string contract;
  std::string clause;
  std::string clause_title;
  std::string pages;
  // "roster.csv, row 17".
  std::string place;
  bool by_default = false;
  bool outside = false;
  std::vector<TraceNode> children;
};

// The figure in force on the day; without keys, for the employee's own.
TraceNode explain(Evaluator& evaluator, FigureId figure, EmployeeId employee, Date day,
                  std::span<const Value> keys = {});
// A figure of an event for a row of its table.
TraceNode explain_row(Evaluator& evaluator, FigureId figure, EmployeeId employee, std::uint32_t row);
// A measure of a bank on the days first..last: the ledger's lines.
TraceNode explain_bank(Evaluator& evaluator, BankId bank, BankMeasure measure, EmployeeId employee, Date first,
                       Date last);

// The figure, its value and its clause in one line.
std::string trace_line(const TraceNode& trace);
// The tree down to a depth, every list of like things folded to so many entries, and less deep until it has at most so
// many lines; 0: no limit. Where there is a depth, a rule that does not apply is one line.
struct TraceFold {
  int depth = 0;
  int entries = 0;
  int lines = 0;
};
// What fits a screen of a terminal.
inline constexpr TraceFold one_screen{5, 6, 40};
std::string trace_text(const TraceNode& trace, const TraceFold& fold);
std::string trace_json(const TraceNode& trace);

}  // namespace mou
