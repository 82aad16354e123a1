// The text of the document itself, held against the file that writes it down.
#pragma once

#include "dsl/check/check.h"

namespace mou {

// How much of the document was recognised.
struct DocumentRead {
  // Clauses that compute something, and those of them whose passage was found.
  std::size_t clauses = 0;
  std::size_t found = 0;
};

// Looks up the numbers that the passage of each computed clause prints: those that no rule and no text of the clause
// has are said. Numbers written in words and as numerals are compared in the whole document. `document` is the source
// that holds its text; `file` the contract that writes it down. A passage begins at a line that begins with the
// clause's number, or with the word article and the number, and ends where the next one begins; a clause that has none
// is looked up in that of the clause around it.
DocumentRead check_document(const ast::Ast& tree, const Sources& sources, const Checked& checked, const ast::File& file,
                            std::uint32_t document, Diagnostics& diagnostics);

}  // namespace mou
