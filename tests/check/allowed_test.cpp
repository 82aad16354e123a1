// What conditions allow, against the values that they let through one by one.
#include "dsl/check/allowed.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace mou {

namespace {

// Three things that a condition may ask about: a word, a number, a whole number.
constexpr std::size_t subjects = 3;
constexpr std::array<const char*, subjects> names = {"(name)", "(number)", "(whole)"};

const std::array<SubjectInfo, subjects>& infos() {
  static const std::array<SubjectInfo, subjects> all = [] {
    std::array<SubjectInfo, subjects> made;
    for (std::size_t i = 0; i < subjects; ++i) {
      made[i].name = made[i].words = names[i];
      made[i].free = true;
    }
    made[2].whole = true;
    return made;
  }();
  return all;
}

struct Value {
  bool empty = false;
  std::string word;
  Rational number;
};

// Enough to tell any two things apart that are said with a few words and with whole bounds from 0 to 3.
std::vector<Value> values_of(std::size_t subject) {
  std::vector<Value> values = {{true, "", {}}};
  if (subject == 0) {
    for (const char* word : {"a", "b", "c", "d"}) values.push_back({false, word, {}});
    return values;
  }
  const int step = subject == 2 ? 2 : 1;
  for (int half = -2; half <= 8; half += step) values.push_back({false, "", Rational::ratio(half, 2)});
  return values;
}

bool allows(const Allowed& allowed, const Value& value) {
  if (value.empty) return allowed.may_be_empty;
  if (!allowed.may_be_filled) return false;
  if (!value.word.empty()) return (!allowed.only || has(*allowed.only, value.word)) && !has(allowed.except, value.word);
  const bool above = !allowed.low || *allowed.low < value.number || (!allowed.low_open && *allowed.low == value.number);
  const bool below =
      !allowed.high || value.number < *allowed.high || (!allowed.high_open && *allowed.high == value.number);
  return above && below;
}

using Assignment = std::array<Value, subjects>;

std::vector<Assignment> assignments() {
  std::vector<Assignment> all;
  for (const Value& a : values_of(0)) {
    for (const Value& b : values_of(1)) {
      for (const Value& c : values_of(2)) all.push_back({a, b, c});
    }
  }
  return all;
}

bool allows(const Alternative& alternative, const Assignment& values) {
  return std::all_of(alternative.begin(), alternative.end(), [&](const Allowed* each) {
    return allows(*each, values[static_cast<std::size_t>(each->of - infos().data())]);
  });
}

bool holds(const Guard& guard, const Assignment& values) {
  return std::any_of(guard.alternatives.begin(), guard.alternatives.end(),
                     [&](const Alternative& each) { return allows(each, values); });
}

// — made up

WordSet some_words() {
  auto words = *rc::gen::container<WordSet>(rc::gen::element<std::string_view>("a", "b", "c"));
  put_in_order(words);
  return words;
}

Allowed some_allowed(std::size_t subject) {
  Allowed allowed;
  allowed.of = &infos()[subject];
  allowed.may_be_empty = *rc::gen::arbitrary<bool>();
  allowed.may_be_filled = *rc::gen::weightedElement<bool>({{5, true}, {1, false}});
  if (subject == 0) {
    if (*rc::gen::arbitrary<bool>()) allowed.only = some_words();
    allowed.except = some_words();
    return allowed;
  }
  const auto bound = [] { return Rational(*rc::gen::inRange<std::int64_t>(0, 4)); };
  if (*rc::gen::arbitrary<bool>()) allowed.low = bound();
  if (*rc::gen::arbitrary<bool>()) allowed.high = bound();
  allowed.low_open = allowed.low && *rc::gen::arbitrary<bool>();
  allowed.high_open = allowed.high && *rc::gen::arbitrary<bool>();
  return allowed;
}

// Each of its parts is possible, as conditions make them.
Alternative some_alternative(AllowedStore& store) {
  Alternative alternative;
  for (std::size_t subject = 0; subject < subjects; ++subject) {
    if (!*rc::gen::arbitrary<bool>()) continue;
    Allowed allowed = some_allowed(subject);
    if (allowed.possible()) alternative.push_back(store.keep(std::move(allowed)));
  }
  std::sort(alternative.begin(), alternative.end(),
            [](const Allowed* a, const Allowed* b) { return a->of->name < b->of->name; });
  return alternative;
}

Guard some_guard(AllowedStore& store) {
  Guard guard;
  const int alternatives = *rc::gen::inRange(0, 4);
  for (int i = 0; i < alternatives; ++i) guard.alternatives.push_back(some_alternative(store));
  return guard;
}

RC_GTEST_PROP(Allowed, IsPossibleWhenAValueIsLetThrough, ()) {
  const std::size_t subject = *rc::gen::inRange<std::size_t>(0, subjects);
  const Allowed allowed = some_allowed(subject);
  const std::vector<Value> values = values_of(subject);
  RC_ASSERT(allowed.possible() ==
            std::any_of(values.begin(), values.end(), [&](const Value& value) { return allows(allowed, value); }));
}

RC_GTEST_PROP(Allowed, MeetsInWhatBothLetThrough, ()) {
  const std::size_t subject = *rc::gen::inRange<std::size_t>(0, subjects);
  const Allowed a = some_allowed(subject);
  const Allowed b = some_allowed(subject);
  Allowed both = a;
  meet(both, b);
  for (const Value& value : values_of(subject))
    RC_ASSERT(allows(both, value) == (allows(a, value) && allows(b, value)));
}

RC_GTEST_PROP(Alternatives, ContradictWhenNothingIsLetThroughByBoth, ()) {
  AllowedStore store;
  const Alternative a = some_alternative(store);
  const Alternative b = some_alternative(store);
  const std::vector<Assignment> all = assignments();
  const bool together = std::any_of(all.begin(), all.end(),
                                    [&](const Assignment& values) { return allows(a, values) && allows(b, values); });
  RC_ASSERT(contradict(a, b) == !together);
  RC_ASSERT(contradict(b, a) == !together);
}

RC_GTEST_PROP(Alternatives, AskWhatTheyAreTold, ()) {
  AllowedStore store;
  Alternative alternative = some_alternative(store);
  const SubjectInfo& subject = infos()[*rc::gen::inRange<std::size_t>(0, subjects)];
  const Alternative before = alternative;
  const Allowed* asked = asked_of(alternative, subject);
  ask_no_more(alternative, subject);
  RC_ASSERT(asked_of(alternative, subject) == nullptr);
  if (asked != nullptr) ask(alternative, asked);
  RC_ASSERT(alternative == before);
}

RC_GTEST_PROP(Guards, HoldWithAllAndWithAny, ()) {
  AllowedStore store;
  const Guard a = some_guard(store);
  const Guard b = some_guard(store);
  const Guard both = all(store, a, b);
  const Guard either = any(a, b);
  for (const Assignment& values : assignments()) {
    RC_ASSERT(holds(both, values) == (holds(a, values) && holds(b, values)));
    RC_ASSERT(holds(either, values) == (holds(a, values) || holds(b, values)));
  }
}

RC_GTEST_PROP(Guards, HoldTogetherWhenTheyCan, ()) {
  AllowedStore store;
  const Guard a = some_guard(store);
  const Guard b = some_guard(store);
  std::string witness;
  const std::vector<Assignment> all = assignments();
  const bool can = std::any_of(all.begin(), all.end(),
                               [&](const Assignment& values) { return holds(a, values) && holds(b, values); });
  RC_ASSERT(together(a, b, witness) == (can ? Together::always_possible : Together::never));
}

TEST(Guards, AreUnknownWhenTheyGrowTooLarge) {
  AllowedStore store;
  Guard wide;
  for (int i = 0; i < 100; ++i) {
    Allowed exactly;
    exactly.of = &infos()[1];
    exactly.low = exactly.high = Rational(i);
    wide.alternatives.push_back({store.keep(exactly)});
  }
  EXPECT_TRUE(any(wide, wide).unknown);
  EXPECT_TRUE(all(store, wide, wide).unknown);
  EXPECT_FALSE(all(store, wide, always()).unknown);
  std::string witness;
  EXPECT_EQ(together(any(wide, wide), wide, witness), Together::unknown);
}

}  // namespace

}  // namespace mou
