// A program (a contract with the files it uses and succeeds) proved as far as it can be before any fact is seen.
//
//   parse -> Ast -> declare -> Declarations -> type -> Checked -> the proofs (tables, rules live at once, cycles,
//   dates, ...)
#pragma once

#include <string>
#include <vector>

#include "dsl/check/declarations.h"

namespace mou {

// What an expression of the kind `name` stands for.
enum class Meaning {
  unresolved,
  // index: roster fact
  fact,
  // index: column of the event in scope (into EventInfo::columns of the table); `event`: which event
  column,
  // index: figure; arguments are the expression's children
  figure,
  // index: slot of the key among the figure's keys; or, then `candidate`, of the search or fold over a key around it:
  // the number of the figure's keys for the outermost one, counting up inwards
  key_argument,
  // index: reading
  reading,
  // index: outside
  outside,
  // index: bank; measure
  bank,
  // a choice of an enumeration or reading, as a text; of the type truth: `yes` or `no`
  choice,
  // `day`: the day of the scope
  today,
  // `weekday`: its day of the week
  weekday,
  // `approval`: the date the file's header gives
  approval,
  // `employee`
  employee,
};

struct Resolution {
  Meaning meaning = Meaning::unresolved;
  std::uint32_t index = no_id;
  std::uint32_t event = no_id;
  BankMeasure measure = BankMeasure::balance;
  bool candidate = false;
};

// Tables beside Ast::exprs.
struct Checked {
  Declarations declarations;
  std::vector<CheckedType> types;
  std::vector<Resolution> resolutions;
  // Of names: the clock of the scope they stand in; no_id where there is none (some day, or the row of an event).
  std::vector<std::uint32_t> ticks;
};

// `tree` holds the files of the program, predecessors first, the city's file before what uses it. Every expression that
// is part of a rule gets its type and resolution, or a diagnostic; where there are errors the result must not be
// lowered.
Checked check(const ast::Ast& tree, const Sources& sources, Diagnostics& diagnostics);

// What a check has not looked for and people may expect of it, one sentence each; `document_of` is the file whose
// document was at hand, if any.
std::vector<std::string> not_looked_for(const ast::Ast& tree, const ast::File* document_of = nullptr);

}  // namespace mou
