// Numbers in our own words, the title of a clause and its prose, that no rule of the clause uses. A clause that
// computes nothing is only placed: its numbers are let be.
#include <fmt/format.h>

#include <set>

#include "dsl/check/numbers_in_words.h"
#include "dsl/check/used_numbers.h"

namespace mou {

namespace {

using ast::StatementKind;

class Prose {
 public:
  explicit Prose(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const ast::File& file : proof_.tree.files) {
      // Of a file with mistakes in its grammar it is not known which rules a clause has.
      if (!file.whole) continue;
      for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) of_clause(file, id);
    }
  }

 private:
  void of_clause(const ast::File& file, ast::ClauseId id) {
    const ast::Clause& clause = proof_.tree.clauses[id];
    if (!computes(proof_, clause)) return;
    used_ = numbers_used(proof_, clause);
    const ast::Statement& heading = proof_.statement(clause.heading);
    if (heading.title) words(file, *heading.title);
    for (const ast::StatementId each : clause.statements) {
      const ast::Statement& s = proof_.statement(each);
      if (s.kind == StatementKind::prose) words(file, s.text);
    }
  }

  void words(const ast::File& file, const ast::Word& text) {
    const std::size_t index = static_cast<std::size_t>(&file - proof_.tree.files.data());
    const auto& clauses = proof_.names().clauses[index];
    for (const NumberInWords& found : numbers_in(proof_.sources.slice(text.span))) {
      if (used_.contains(found.number) || clauses.contains(found.text)) continue;
      const Span at{text.span.file, text.span.begin + found.begin,
                    text.span.begin + found.begin + static_cast<std::uint32_t>(found.text.size())};
      Diagnostic& said = proof_.diagnostics.add(
          Code::number_unused, at,
          fmt::format("the text says `{}`, and no rule of the clause uses that number", found.text));
      said.help = "write the rule that uses it, or put what is not computed into a clause of its own";
    }
  }

  const Proof& proof_;
  std::set<Rational> used_;
};

}  // namespace

void prove_prose(const Proof& proof) {
  Prose(proof).run();
}

}  // namespace mou
