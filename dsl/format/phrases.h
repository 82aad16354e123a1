// Parts of the tree as canonical words on one line.
#pragma once

#include <string>
#include <vector>

#include "dsl/syntax/ast.h"
#include "engine/text/source.h"

namespace mou {

// Stands in a phrase for a blank at which a line may be broken.
inline constexpr char soft_blank = '\x1f';

// A modifier with the place it came from.
struct Modifier {
  std::uint32_t offset;
  std::string phrase;
  // Written with a comma before it when it follows a value on the same line.
  bool comma;
};

class Phrases {
 public:
  // `text` is that of the file the tree was read from: numbers are printed as written.
  Phrases(const ast::Ast& tree, std::string_view text) : tree_(tree), text_(text) {}

  std::string value(ast::ExprId id) const;
  std::string type(const ast::TypeText& type) const;
  // " in UNIT, each CLOCK ..." with its leading blank; empty when nothing is said.
  std::string head(const ast::Head& head) const;
  std::vector<Modifier> modifiers(const ast::Mods& mods) const;
  std::string key_cell(const ast::KeyCell& cell) const;
  std::string sort_key(const ast::SortKey& key) const;

 private:
  using Ids = std::vector<ast::ExprId>;

  std::string quantity(const ast::Expr& e) const;
  std::string number_at(std::uint32_t offset) const;
  std::string rows(const ast::Expr& e) const;
  std::string comparison(const ast::Expr& e) const;
  std::string period(const ast::Expr& e) const;
  std::string named(const ast::Expr& e) const;
  // a, b `last` c — from the member at `first` on.
  std::string list(const Ids& ids, std::size_t first, std::string_view last) const;
  std::string chain(const Ids& ids, std::string_view with) const;
  std::string binary(const ast::Expr& e, std::string_view with) const;

  const ast::Ast& tree_;
  std::string_view text_;
};

std::string quoted_phrase(std::string_view text);
// a, b `last` c
std::string word_list(const std::vector<ast::Word>& words, std::string_view last);

}  // namespace mou
