// Rules of a contract as sentences: the order of the author's words is kept, names give way to titles, and every name
// leads to where it is explained. The tree is read rather than the graph, because the graph says how a sentence is
// computed and no longer how it was put.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/handbook/sentence.h"
#include "analysis/handbook/things.h"
#include "dsl/format/phrases.h"

namespace mou {

class Speaker {
 public:
  Speaker(const Program& program, const ast::File& file);

  Sentence value(ast::ExprId id);
  // What must be so: a name of yes or no is said with its "is yes".
  Sentence condition(ast::ExprId id);
  // The parts of a condition that all have to hold, one by one.
  void conditions(ast::ExprId id, std::vector<Sentence>& out);
  std::vector<Sentence> conditions(const ast::Mods& mods);
  // When and instead of what, each with its comma before it: ", from July 1, 2019, in place of 13-1".
  Sentence dates(const ast::Mods& mods);

  Sentence thing(const Thing& thing);
  Sentence clauses(const std::vector<ast::Word>& ids, std::string_view last);
  std::string key_cell(const ast::KeyCell& cell) const;
  std::string type(const ast::TypeText& type) const;
  // A name of a figure, bank or event that a statement speaks of.
  Sentence named(const std::string& name);
  Sentence named_list(const std::vector<ast::Word>& names, std::string_view last);

  // What was spoken of since the last call.
  std::set<Thing> take_met();

 private:
  using Ids = std::vector<ast::ExprId>;

  std::string written(ast::ExprId id) const;
  Sentence list(const Ids& ids, std::size_t first, std::string_view last);
  Sentence binary(const ast::Expr& e, std::string_view with);
  Sentence name(ast::ExprId id);
  Sentence arguments(const ast::Expr& e);
  Sentence rows(const ast::Expr& e);
  Sentence period(const ast::Expr& e);
  Sentence comparison(const ast::Expr& e);
  Sentence answer(const ast::Expr& e);
  Sentence logic(const ast::Expr& e, std::string_view with);
  const CheckedType& type_of(ast::ExprId id) const { return program_.checked.types[id]; }

  const Program& program_;
  const ast::Ast& tree_;
  const ast::File& file_;
  const Declarations& names_;
  Phrases phrases_;
  std::set<Thing> met_;
};

}  // namespace mou
