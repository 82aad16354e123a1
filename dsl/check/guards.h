// What must hold for a rule to be live, read from its conditions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dsl/check/allowed.h"
#include "dsl/check/proofs.h"
#include "dsl/check/windows.h"

namespace mou {

// What must hold for the rule to be live: its conditions and moments, its clause's, and, of an `otherwise`, that no
// other rule of its statement is. A yes/no figure is seen through where its definition is simple: one statement whose
// rules are yes or no and always in force. Several proofs ask for the same guard, which is read once.
const Guard& guard_of(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule,
                      const DateWindow& window);
// The same on a day of which is known what the calendar says: the end of its month.
Guard guard_on(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const DateWindow& window,
               Date day);

// The guards that the proofs of one program have asked for.
struct Guards {
  // Of a rule; those of an `otherwise` depend on the days on which it is in force.
  struct Key {
    const ast::Rule* rule = nullptr;
    std::optional<Date> from;
    std::optional<Date> until;
    // NOLINTNEXTLINE(modernize-use-nullptr): the check takes the 0 inside a defaulted comparison for a pointer.
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::map<Key, Guard> known;

  // When a yes/no figure that is seen through is yes and when it is no, by what is known where it is read.
  struct Seen {
    Guard yes;
    Guard no;
  };
  struct SeenKey {
    std::uint32_t figure = no_id;
    std::uint32_t clock = no_id;
    std::optional<Date> day;
    int depth = 0;
    // NOLINTNEXTLINE(modernize-use-nullptr): as above.
    friend auto operator<=>(const SeenKey&, const SeenKey&) = default;
  };
  std::map<SeenKey, Seen> seen;

  AllowedStore store;
  std::deque<SubjectInfo> subjects;
  std::unordered_set<std::string> names;
  // Of a subject, by the expression that it is, what it may be whatever the conditions say; nullptr until asked for.
  std::vector<const Allowed*> whole;
};

// Whether the rule's conditions leave out that the key has this value.
bool excludes_choice(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, std::uint32_t key,
                     const std::string& choice);

}  // namespace mou
