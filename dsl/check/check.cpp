#include "dsl/check/check.h"

#include <algorithm>

#include "dsl/check/declare.h"
#include "dsl/check/guards.h"
#include "dsl/check/proofs.h"
#include "dsl/check/typing.h"

namespace mou {

namespace {

// The statement of a file in which a place lies: the last that begins before it.
ast::StatementId statement_at(const ast::Ast& tree, Span at) {
  for (const ast::File& file : tree.files) {
    if (file.source != at.file || file.first_statement == file.last_statement) continue;
    const auto first = tree.statements.begin() + file.first_statement;
    const auto last = tree.statements.begin() + file.last_statement;
    const auto after = std::upper_bound(
        first, last, at.begin, [](std::uint32_t begin, const ast::Statement& s) { return begin < s.span.begin; });
    if (after != first) return static_cast<ast::StatementId>(after - tree.statements.begin()) - 1;
  }
  return ast::none;
}

// Every message cites its clause: under the underline, where nothing else stands there.
void cite(const ast::Ast& tree, const Diagnostics& found, Diagnostics& diagnostics) {
  for (const Diagnostic& each : found.all()) {
    Diagnostic& said = diagnostics.add(each.code, each.at, each.message);
    said = each;
    const ast::StatementId statement = each.label.empty() ? statement_at(tree, each.at) : ast::none;
    if (statement == ast::none || tree.statement(statement).clause == ast::none) continue;
    said.label = clause_words(tree, statement);
  }
}

}  // namespace

Checked check(const ast::Ast& tree, const Sources& sources, Diagnostics& diagnostics) {
  Diagnostics found;
  Checked checked;
  checked.declarations = declare(tree, found);
  Typing(tree, sources, checked, found).run();
  const Endings endings = endings_of(tree, checked.declarations);
  Guards guards;
  const Proof proof{tree, sources, checked, found, endings, guards};
  prove_clauses(proof);
  prove_dates(proof);
  prove_changes(proof);
  prove_state(proof);
  prove_exactness(proof);
  prove_tables(proof);
  prove_rules(proof);
  prove_cycles(proof);
  prove_caps(proof);
  prove_unit_banks(proof);
  prove_use(proof);
  prove_prose(proof);
  prove_words(proof);
  prove_figures(proof);
  prove_boundaries(proof);
  prove_numbering(proof);
  prove_term(proof);
  prove_tenfold(proof);
  cite(tree, found, diagnostics);
  return checked;
}

std::vector<std::string> not_looked_for(const ast::Ast& tree, const ast::File* document_of) {
  std::vector<std::string> notes;
  for (const ast::File& file : tree.files) {
    if (file.header.document.empty() || &file == document_of) continue;
    notes.push_back("`" + file.header.name.text +
                    "`: numbers printed in the document that no rule uses were not looked for; `--document` names its "
                    "text");
  }
  return notes;
}

}  // namespace mou
