// Conditions as far as they can be reasoned about: each a list of alternatives, each alternative what it asks of every
// subject (a fact, a key, a reading, any other condition taken whole).
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/number/rational.h"

namespace mou {

// Words in order, each once: views of the text and the tree, which outlive every proof.
using WordSet = std::vector<std::string_view>;

void put_in_order(WordSet& words);
bool has(const WordSet& words, std::string_view word);

// What a condition asks about.
struct SubjectInfo {
  // Its canonical text, the same for all that mean the same, and the same characters in memory.
  std::string_view name;
  // In the author's words: `hired`.
  std::string_view words;
  // May be anything: facts of the roster, keys, readings, columns. Others are computed from something.
  bool free = false;
  bool whole = false;
  bool date = false;
  // Minutes since midnight.
  bool time = false;
  // A reading; the day itself.
  bool reading = false;
  bool today = false;

  // A value as people write it: a date, a time of day, a number.
  std::string value_words(const Rational& value) const;
};

// The values of one subject that an alternative allows.
struct Allowed {
  const SubjectInfo* of = nullptr;
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
  // A moment in which the rule is live.
  bool moment = false;
  // A yes/no figure whose conditions stand beside it.
  bool seen_through = false;

  bool possible() const;
  // A value that is allowed, in words: "hired 2019-02-06".
  std::string example() const;
};

// Narrows `into` to what both allow.
void meet(Allowed& into, const Allowed& with);

// Guards are copied more than anything else that is proved with: what they allow is kept here once, and never changed.
class AllowedStore {
 public:
  const Allowed* keep(Allowed allowed) { return &kept_.emplace_back(std::move(allowed)); }

 private:
  std::deque<Allowed> kept_;
};

// One for each subject that it asks about, in the order of their names.
using Alternative = std::vector<const Allowed*>;

// What it allows of the subject; nullptr when it does not ask about it.
const Allowed* asked_of(const Alternative& alternative, const SubjectInfo& subject);
void ask_no_more(Alternative& alternative, const SubjectInfo& subject);
// Of a subject that it does not ask about yet.
void ask(Alternative& alternative, const Allowed* allowed);

// Whether two alternatives contradict one another.
bool contradict(const Alternative& a, const Alternative& b);

struct Guard {
  std::vector<Alternative> alternatives;
  // Too large to be written out: nothing is proved of it.
  bool unknown = false;
};

// What always holds.
Guard always();
Guard all(AllowedStore& store, Guard a, Guard b);
Guard any(Guard a, Guard b);

enum class Together { never, always_possible, unknown };

// Whether both can hold; with a witness when they provably can.
Together together(const Guard& a, const Guard& b, std::string& witness);

}  // namespace mou
