// The examples of a program: each is a made-up employee, computed and compared exactly.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsl/program.h"

namespace mou {

// One "gives X = V on D".
struct ExampleCheck {
  Span at;
  bool holds = false;
  // "base_pay on 2019-02-23". This and the next two are empty where a check that holds is not told.
  std::string what;
  std::string expected;
  // The value, or why there is none.
  std::string actual;
  // Why it has the value it has; only where it does not hold.
  std::string trace;
  // The clauses whose rules, raises and lines of banks the value rests on: "seiu_2018 5-2". Only where they are asked
  // for.
  std::set<std::string> clauses;
};

// Of which checks it is told what they are: those that do not hold, all, or all with the clauses on which each value
// rests. Each takes longer than the one before.
enum class Told { failures, all, clauses };

struct ExampleResult {
  std::string title;
  // "5-2"; empty outside clauses.
  std::string clause;
  Span span;
  // What cannot be given or computed as it is written, with its place.
  std::vector<Note> problems;
  std::vector<ExampleCheck> checks;

  bool passed() const;
};

// All examples of the program's files in their order, but for those of files that another one amends. The program must
// have a graph.
//
// The employee has the facts the example gives and those that rest on defaults; another fact that a rule reads makes
// the check fail with its name. Banks start empty on the first day the example speaks of, unless it gives their opening
// balance.
std::vector<ExampleResult> run_examples(const Program& program, Told told = Told::all);

// A diagnostic for every example that does not hold.
void report(const std::vector<ExampleResult>& results, Diagnostics& diagnostics);

}  // namespace mou
