#include "dsl/check/check.h"

#include "dsl/check/declare.h"
#include "dsl/check/proofs.h"
#include "dsl/check/typing.h"

namespace mou {

Checked check(const ast::Ast& tree, const Sources& sources, Diagnostics& diagnostics) {
  Checked checked;
  checked.declarations = declare(tree, diagnostics);
  Typing(tree, sources, checked, diagnostics).run();
  const Proof proof{tree, sources, checked, diagnostics};
  prove_clauses(proof);
  prove_dates(proof);
  prove_changes(proof);
  prove_state(proof);
  prove_exactness(proof);
  prove_tables(proof);
  prove_rules(proof);
  prove_cycles(proof);
  prove_caps(proof);
  prove_use(proof);
  prove_prose(proof);
  return checked;
}

}  // namespace mou
