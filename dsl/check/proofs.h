// What is proved of a typed program before any fact is seen. Each proof is one function in a file of its own; none
// speaks of what an earlier mistake has left unknown.
#pragma once

#include "dsl/check/amending.h"
#include "dsl/check/check.h"

namespace mou {

struct Guards;

// What every proof reads, and where it says what it found.
struct Proof {
  const ast::Ast& tree;
  const Sources& sources;
  const Checked& checked;
  Diagnostics& diagnostics;
  const Endings& endings;
  Guards& guards;

  const Declarations& names() const { return checked.declarations; }
  const ast::Expr& expr(ast::ExprId id) const { return tree.expr(id); }
  const ast::Statement& statement(ast::StatementId id) const { return tree.statement(id); }
};

// proof_clauses.cpp: clause numbers given twice, clauses with nothing in them, clauses named that do not exist.
void prove_clauses(const Proof& proof);
// proof_dates.cpp: terms and windows run forwards, from and until are constants that fall on ticks.
void prove_dates(const Proof& proof);
// proof_changes.cpp: what a ticked figure reads does not change inside its tick.
void prove_changes(const Proof& proof);
// proof_state.cpp: previous has an opening, `as of` reaches no history, a state does not grow digits.
void prove_state(const Proof& proof);
// proof_exactness.cpp: no fraction of a cent survives to an amount.
void prove_exactness(const Proof& proof);
// proof_tables.cpp: no gaps, overlaps, unreachable rows.
void prove_tables(const Proof& proof);
// proof_rules.cpp: one rule at most is live; two raises, two caps likewise; windows leave no hole.
void prove_rules(const Proof& proof);
// proof_cycles.cpp: nothing depends on itself but by `previous`.
void prove_cycles(const Proof& proof);
// proof_caps.cpp: what is paid beyond a cap is read by the line that pays it.
void prove_caps(const Proof& proof);
// proof_unit_banks.cpp: lines of a bank of the unit depend on no employee but by rows.
void prove_unit_banks(const Proof& proof);
// proof_unused.cpp: readings, outside names, facts and figures that nobody reads; figures read that have no rule.
void prove_use(const Proof& proof);
// proof_prose.cpp: numbers in our own words that no rule of the clause uses.
void prove_prose(const Proof& proof);

// Of the drafting: the text computes, and may yet not say what its authors meant.

// proof_words.cpp: numbers written in words and as numerals agree.
void prove_words(const Proof& proof);
// proof_figures.cpp: no reading decides between two numbers, no row departs from what the other rows keep.
void prove_figures(const Proof& proof);
// proof_boundaries.cpp: the day between "before" and "after" belongs to one of them.
void prove_boundaries(const Proof& proof);
// proof_numbering.cpp: articles and clauses are numbered without holes and without two of one number.
void prove_numbering(const Proof& proof);
// proof_term.cpp: dates lie in the term; side letters end.
void prove_term(const Proof& proof);
// proof_tenfold.cpp: no number is ten times, or a tenth of, its like.
void prove_tenfold(const Proof& proof);

}  // namespace mou
