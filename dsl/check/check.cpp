#include "dsl/check/check.h"

#include "dsl/check/declare.h"
#include "dsl/check/typing.h"

namespace mou {

Checked check(const ast::Ast& tree, const Sources& sources, Diagnostics& diagnostics) {
  Checked checked;
  checked.declarations = declare(tree, diagnostics);
  Typing(tree, sources, checked, diagnostics).run();
  return checked;
}

}  // namespace mou
