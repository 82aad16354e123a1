#include "dsl/check/allowed.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/time/date.h"

namespace mou {

namespace {

constexpr std::size_t most_alternatives = 128;

// One end of what is allowed; no value where there is none.
struct End {
  const Rational* value = nullptr;
  bool open = false;
};

End low_end(const Allowed& allowed) {
  return {allowed.low ? &*allowed.low : nullptr, allowed.low_open};
}

End high_end(const Allowed& allowed) {
  return {allowed.high ? &*allowed.high : nullptr, allowed.high_open};
}

// The narrower of two.
End later(const End& a, const End& b) {
  if (a.value == nullptr || b.value == nullptr) return a.value == nullptr ? b : a;
  return *a.value < *b.value || (*a.value == *b.value && b.open) ? b : a;
}

End earlier(const End& a, const End& b) {
  if (a.value == nullptr || b.value == nullptr) return a.value == nullptr ? b : a;
  return *b.value < *a.value || (*a.value == *b.value && b.open) ? b : a;
}

bool leaves_number(const End& low, const End& high, bool whole) {
  if (low.value == nullptr || high.value == nullptr) return true;
  if (*high.value < *low.value) return false;
  if (*high.value == *low.value) return !low.open && !high.open;
  // Between neighbours lies no whole number.
  return !whole || !low.open || !high.open || *high.value - *low.value != Rational(1);
}

bool leaves_word(const Allowed& a, const Allowed& b) {
  if (!a.only && !b.only) return true;
  const Allowed& those = a.only ? a : b;
  const Allowed& other = a.only ? b : a;
  return std::any_of(those.only->begin(), those.only->end(), [&](std::string_view word) {
    return (!other.only || has(*other.only, word)) && !has(a.except, word) && !has(b.except, word);
  });
}

// Whether a value is left that both allow.
bool possible(const Allowed& a, const Allowed& b) {
  if (a.may_be_empty && b.may_be_empty) return true;
  return a.may_be_filled && b.may_be_filled && leaves_word(a, b) &&
         leaves_number(later(low_end(a), low_end(b)), earlier(high_end(a), high_end(b)), a.of->whole);
}

bool same(const SubjectInfo& a, const SubjectInfo& b) {
  return a.name.data() == b.name.data();
}

bool comes_before(const Allowed* allowed, const SubjectInfo& subject) {
  return allowed->of->name < subject.name;
}

Alternative::const_iterator place_of(const Alternative& alternative, const SubjectInfo& subject) {
  return std::find_if(alternative.begin(), alternative.end(),
                      [&](const Allowed* allowed) { return same(*allowed->of, subject); });
}

const Allowed* narrowed(AllowedStore& store, const Allowed& a, const Allowed& b) {
  Allowed both = a;
  meet(both, b);
  return store.keep(std::move(both));
}

// Both alternatives at once, which do not contradict one another.
Alternative meet(AllowedStore& store, const Alternative& a, const Alternative& b) {
  Alternative met;
  met.reserve(a.size() + b.size());
  auto right = b.begin();
  for (const Allowed* left : a) {
    while (right != b.end() && comes_before(*right, *left->of)) met.push_back(*right++);
    const bool twice = right != b.end() && same(*left->of, *(*right)->of);
    met.push_back(twice && left != *right ? narrowed(store, *left, **right) : left);
    if (twice) ++right;
  }
  met.insert(met.end(), right, b.end());
  return met;
}

// One alternative that asks for nothing.
bool is_always(const Guard& guard) {
  return !guard.unknown && guard.alternatives.size() == 1 && guard.alternatives.front().empty();
}

bool identical(const Alternative& a, const Alternative& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Allowed* x, const Allowed* y) {
    return x == y || (same(*x->of, *y->of) && x->only == y->only && x->except == y->except && x->low == y->low &&
                      x->high == y->high && x->may_be_empty == y->may_be_empty && x->may_be_filled == y->may_be_filled);
  });
}

// An alternative is provably possible when all it asks for can be chosen freely, or it asks for one thing only.
bool provable(const Alternative& alternative) {
  if (alternative.size() <= 1) return true;
  const auto moments =
      std::count_if(alternative.begin(), alternative.end(), [](const Allowed* each) { return each->moment; });
  return moments <= 1 && std::all_of(alternative.begin(), alternative.end(), [](const Allowed* each) {
           return each->of->free || each->moment || each->seen_through;
         });
}

std::string describe(const Alternative& alternative) {
  std::string words;
  for (const Allowed* allowed : alternative) {
    if (allowed->seen_through || allowed->moment) continue;
    const std::string example = allowed->example();
    if (example.empty()) continue;
    if (!words.empty()) words += ", ";
    words += example;
  }
  return words;
}

}  // namespace

void put_in_order(WordSet& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

bool has(const WordSet& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

std::string SubjectInfo::value_words(const Rational& value) const {
  const auto whole_value = value.to_int64();
  if (date && whole_value) return date_text(Date{static_cast<std::int32_t>(*whole_value)});
  if (time && whole_value) return fmt::format("{:02}:{:02}", *whole_value / 60, *whole_value % 60);
  return value.text();
}

bool Allowed::possible() const {
  return mou::possible(*this, *this);
}

std::string Allowed::example() const {
  if (!may_be_filled) return fmt::format("`{}` empty", of->words);
  if (only) {
    for (const std::string_view word : *only) {
      if (!has(except, word)) return fmt::format("`{}` {}", of->words, word);
    }
  }
  if (low) return fmt::format("`{}` {}", of->words, of->value_words(low_open ? *low + Rational(1) : *low));
  if (high) return fmt::format("`{}` {}", of->words, of->value_words(high_open ? *high - Rational(1) : *high));
  return {};
}

void meet(Allowed& into, const Allowed& with) {
  into.may_be_empty = into.may_be_empty && with.may_be_empty;
  into.may_be_filled = into.may_be_filled && with.may_be_filled;
  if (with.only && into.only) {
    WordSet both;
    std::set_intersection(into.only->begin(), into.only->end(), with.only->begin(), with.only->end(),
                          std::back_inserter(both));
    into.only = std::move(both);
  } else if (with.only) {
    into.only = with.only;
  }
  if (!with.except.empty()) {
    WordSet either;
    std::set_union(into.except.begin(), into.except.end(), with.except.begin(), with.except.end(),
                   std::back_inserter(either));
    into.except = std::move(either);
  }
  const End low = later(low_end(into), low_end(with));
  if (low.value != nullptr) into.low = *low.value;
  into.low_open = low.open;
  const End high = earlier(high_end(into), high_end(with));
  if (high.value != nullptr) into.high = *high.value;
  into.high_open = high.open;
}

const Allowed* asked_of(const Alternative& alternative, const SubjectInfo& subject) {
  const auto at = place_of(alternative, subject);
  return at != alternative.end() ? *at : nullptr;
}

void ask_no_more(Alternative& alternative, const SubjectInfo& subject) {
  const auto at = place_of(alternative, subject);
  if (at != alternative.end()) alternative.erase(at);
}

void ask(Alternative& alternative, const Allowed* allowed) {
  const auto at = std::lower_bound(alternative.begin(), alternative.end(), *allowed->of, comes_before);
  alternative.insert(at, allowed);
}

bool contradict(const Alternative& a, const Alternative& b) {
  auto right = b.begin();
  for (const Allowed* left : a) {
    while (right != b.end() && comes_before(*right, *left->of)) ++right;
    if (right == b.end()) return false;
    if (same(*left->of, *(*right)->of) && left != *right && !possible(*left, **right)) return true;
  }
  return false;
}

Guard always() {
  return {{Alternative{}}, false};
}

Guard all(AllowedStore& store, Guard a, Guard b) {
  if (is_always(a)) return b;
  if (is_always(b)) return a;
  Guard both;
  both.unknown = a.unknown || b.unknown || a.alternatives.size() * b.alternatives.size() > most_alternatives;
  if (both.unknown) return both;
  for (const Alternative& left : a.alternatives) {
    for (const Alternative& right : b.alternatives) {
      if (!contradict(left, right)) both.alternatives.push_back(meet(store, left, right));
    }
  }
  return both;
}

Guard any(Guard a, Guard b) {
  a.unknown = a.unknown || b.unknown || a.alternatives.size() + b.alternatives.size() > most_alternatives;
  if (a.unknown) return {{}, true};
  if (a.alternatives.empty()) return b;
  a.alternatives.insert(a.alternatives.end(), std::make_move_iterator(b.alternatives.begin()),
                        std::make_move_iterator(b.alternatives.end()));
  return a;
}

Together together(const Guard& a, const Guard& b, std::string& witness) {
  if (a.unknown || b.unknown) return Together::unknown;
  AllowedStore store;
  Together found = Together::never;
  for (const Alternative& left : a.alternatives) {
    for (const Alternative& right : b.alternatives) {
      if (contradict(left, right)) continue;
      const Alternative both = meet(store, left, right);
      if (provable(both) || identical(left, right)) {
        witness = describe(both);
        return Together::always_possible;
      }
      found = Together::unknown;
    }
  }
  return found;
}

}  // namespace mou
