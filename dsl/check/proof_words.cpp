// A number that is written in words and as a numeral is the same number.
#include <fmt/format.h>

#include "dsl/check/constant.h"
#include "dsl/check/numbers_in_words.h"
#include "dsl/check/proofs.h"

namespace mou {

namespace {

// "fifty hours (32.1)" refers to a clause.
bool names_clause(const Proof& proof, Span text, const SaidTwice& twice) {
  const ast::File& file = file_of(proof.tree, text);
  const auto& clauses = proof.names().clauses[static_cast<std::size_t>(&file - proof.tree.files.data())];
  const std::string_view said = proof.sources.slice(text).substr(twice.begin, twice.end - twice.begin);
  const std::size_t open = said.rfind('(');
  return said.ends_with(')') && clauses.contains(std::string(said.substr(open + 1, said.size() - open - 2)));
}

void of_text(const Proof& proof, const ast::Word& text) {
  if (text.empty() || !text.span.known()) return;
  for (const SaidTwice& twice : said_twice(proof.sources.slice(text.span))) {
    if (twice.words == twice.numeral || names_clause(proof, text.span, twice)) continue;
    const Span at{text.span.file, text.span.begin + twice.begin, text.span.begin + twice.end};
    proof.diagnostics
        .add(Code::words_and_numerals, at,
             fmt::format("the words say {} and the numeral says {}", twice.words.text(), twice.numeral.text()))
        .help = "which of them was agreed? write it in a rule, and let a reading keep the other where it is disputed";
  }
}

}  // namespace

void prove_words(const Proof& proof) {
  for (const ast::Statement& s : proof.tree.statements) {
    if (s.title) of_text(proof, *s.title);
    of_text(proof, s.text);
    of_text(proof, s.reason);
    for (const ast::Word& text : s.texts) of_text(proof, text);
  }
}

}  // namespace mou
