// What amending files end. A clause of an amendment with the number of a clause it amends takes that clause's place:
// from a day on, and where conditions stand at its heading, only for those who meet them.
#pragma once

#include <optional>
#include <vector>

#include "dsl/check/declarations.h"
#include "dsl/check/mods_around.h"

namespace mou {

struct Ending {
  // The first day on which the clause no longer holds; nothing: no day is said, so it never does.
  std::optional<Date> from;
  // The heading of the clause that takes its place.
  ast::StatementId by = ast::none;
  // The modifiers that hold for it: their conditions are those of the ending.
  ModsAround mods;

  bool conditional() const;
};

// By clause, in the order of the files.
using Endings = std::vector<std::vector<Ending>>;

Endings endings_of(const ast::Ast& tree, const Declarations& declarations);

// Whether files of this kind change what another file says: amendments and proposals.
bool amends(const ast::File& file);

// The day from which what stands in a file holds where nothing else is said: the first of a contract's term, the day an
// amendment is approved.
std::optional<Date> beginning_of(const ast::File& file);

}  // namespace mou
