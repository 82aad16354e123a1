// The modifiers that hold for a rule: nearly everything that is proved or lowered of a rule asks for them.
#pragma once

#include <array>
#include <cstddef>

#include "dsl/syntax/ast.h"

namespace mou {

// The innermost first: a rule's own, its statement's, its clause's and its article's, as far as they are there.
class ModsAround {
 public:
  void add(const ast::Mods& mods) { all_.at(count_++) = &mods; }
  auto begin() const { return all_.begin(); }
  auto end() const { return all_.begin() + static_cast<std::ptrdiff_t>(count_); }

 private:
  std::array<const ast::Mods*, 4> all_{};
  std::size_t count_ = 0;
};

// The modifiers that hold for a rule of the statement, `own` being those of the rule or of the statement itself.
ModsAround mods_around(const ast::Ast& tree, const ast::Statement& statement, const ast::Mods& own);

}  // namespace mou
