// Conditions as far as they can be reasoned about: each a list of alternatives, each alternative what it asks of every
// subject (a fact, a key, a reading, any other condition taken whole).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/proofs.h"
#include "dsl/check/windows.h"

namespace mou {

// Words in order, each once. Guards are copied more than anything else that is proved with: their words are views of
// the text and the tree, which outlive every proof.
using WordSet = std::vector<std::string_view>;

// The values of one subject that an alternative allows.
struct Allowed {
  // The subject in the author's words: `hired`.
  std::string_view words;
  // May be anything: facts of the roster, keys, readings, columns. Others are computed from something.
  bool free = false;
  bool may_be_empty = true;
  bool may_be_filled = true;
  // Choices, texts, `yes` and `no`: the only ones allowed when set, and those not allowed.
  std::optional<WordSet> only;
  WordSet except;
  // Numbers and dates (days): bounds, included unless open.
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool low_open = false;
  bool high_open = false;
  bool whole = false;
  bool date = false;
  // Minutes since midnight.
  bool time = false;
  bool truth = false;
  // A reading; the day itself; a moment in which the rule is live.
  bool reading = false;
  bool today = false;
  bool moment = false;
  // A yes/no figure whose conditions stand beside it.
  bool seen_through = false;

  bool possible() const;
  // A value that is allowed, in words: "hired 2019-02-06".
  std::string example() const;
  // A value of the subject as people write it: a date, a time of day, a number.
  std::string value_words(const Rational& value) const;
};

// By subject, as `Guards::subject` writes it.
using Alternative = std::map<std::string_view, Allowed>;

struct Guard {
  std::vector<Alternative> alternatives;
  // Too large to be written out: nothing is proved of it.
  bool unknown = false;
};

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

  // The subject that an expression is: its canonical text, the same for all that mean the same.
  std::string_view subject(const Proof& proof, ast::ExprId id);
  std::map<ast::ExprId, std::string> subjects;
};

// Whether two alternatives contradict one another.
bool contradict(const Alternative& a, const Alternative& b);

enum class Together { never, always_possible, unknown };

// Whether both can hold; with a witness when they provably can.
Together together(const Guard& a, const Guard& b, std::string& witness);

// Whether the rule's conditions leave out that the key has this value.
bool excludes_choice(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, std::uint32_t key,
                     const std::string& choice);

}  // namespace mou
