// The PEGTL rules as the text of a PEG, read from their types: every named rule of mou::grammar that the start rule
// reaches, with the same literals and the same references.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tao/pegtl/demangle.hpp>

#include "grammar/rules.h"

namespace mou::grammar_text {

namespace in = tao::pegtl::internal;

enum class Binding { choice, sequence, prefixed, single };

struct Phrase {
  std::string text;
  Binding binding;
  std::string at_least(Binding wanted) const { return binding < wanted ? "(" + text + ")" : text; }
};

using Rules = std::map<std::string, std::string, std::less<>>;

// "figure" for mou::grammar::figure, empty for what has no name of its own.
template <typename Rule>
std::string rule_name() {
  constexpr std::string_view space = "mou::grammar::";
  const std::string_view full = tao::pegtl::demangle<Rule>();
  if (!full.starts_with(space) || full.find('<') != std::string_view::npos) return {};
  return std::string(full.substr(space.size()));
}

inline std::string shown(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c == '\r') return "\\r";
  if (c == ']' || c == '\\') return std::string("\\") + c;
  if (byte >= 0x7F) return std::string("\\x") + digits[byte >> 4U] + digits[byte & 15U];
  return std::string(1, c);
}

template <char... Cs>
std::string ranges_text() {
  const std::string chars{Cs...};
  std::string out;
  for (std::size_t i = 0; i + 1 < chars.size(); i += 2) {
    out += shown(chars[i]);
    if (chars[i] != chars[i + 1]) out += "-" + shown(chars[i + 1]);
  }
  return out;
}

template <typename Rule>
void define(Rules& rules);

template <typename Rule>
Phrase reference(Rules& rules);

template <typename Form>
struct Print;

template <typename... Subs>
Phrase joined(Rules& rules, std::string_view with, Binding binding) {
  if constexpr (sizeof...(Subs) == 1) {
    return (reference<Subs>(rules), ...);
  } else {
    std::string out;
    const auto part = [&](const Phrase& phrase) {
      if (!out.empty()) out += with;
      out += phrase.at_least(binding == Binding::choice ? Binding::sequence : Binding::prefixed);
    };
    (part(reference<Subs>(rules)), ...);
    return {out, binding};
  }
}

template <typename... Subs>
Phrase sequence(Rules& rules) {
  return joined<Subs...>(rules, " ", Binding::sequence);
}

template <typename... Subs>
struct Print<in::seq<Subs...>> {
  static Phrase print(Rules& rules) { return sequence<Subs...>(rules); }
};
template <typename... Subs>
struct Print<in::sor<Subs...>> {
  static Phrase print(Rules& rules) { return joined<Subs...>(rules, " / ", Binding::choice); }
};
template <typename... Subs>
struct Print<in::star<Subs...>> {
  static Phrase print(Rules& rules) {
    return {sequence<Subs...>(rules).at_least(Binding::single) + "*", Binding::prefixed};
  }
};
template <typename... Subs>
struct Print<in::plus<Subs...>> {
  static Phrase print(Rules& rules) {
    return {sequence<Subs...>(rules).at_least(Binding::single) + "+", Binding::prefixed};
  }
};
template <typename... Subs>
struct Print<in::opt<Subs...>> {
  static Phrase print(Rules& rules) {
    return {sequence<Subs...>(rules).at_least(Binding::single) + "?", Binding::prefixed};
  }
};
template <typename... Subs>
struct Print<in::at<Subs...>> {
  static Phrase print(Rules& rules) {
    return {"&" + sequence<Subs...>(rules).at_least(Binding::single), Binding::prefixed};
  }
};
template <typename... Subs>
struct Print<in::not_at<Subs...>> {
  static Phrase print(Rules& rules) {
    return {"!" + sequence<Subs...>(rules).at_least(Binding::single), Binding::prefixed};
  }
};
template <>
struct Print<in::eof> {
  static Phrase print(Rules&) { return {"!.", Binding::prefixed}; }
};
template <in::result_on_found Found, typename Peek, char... Cs>
struct Print<in::one<Found, Peek, Cs...>> {
  static Phrase print(Rules&) {
    const std::string chars = (shown(Cs) + ...);
    return {(Found == in::result_on_found::success ? "[" : "[^") + chars + "]", Binding::single};
  }
};
template <in::result_on_found Found, typename Peek, char Low, char High>
struct Print<in::range<Found, Peek, Low, High>> {
  static Phrase print(Rules&) { return {"[" + ranges_text<Low, High>() + "]", Binding::single}; }
};
template <typename Peek, char... Cs>
struct Print<in::ranges<Peek, Cs...>> {
  static Phrase print(Rules&) { return {"[" + ranges_text<Cs...>() + "]", Binding::single}; }
};
template <grammar::Text T>
struct Print<grammar::word<T>> {
  static Phrase print(Rules&) { return {"'" + std::string(T.view()) + "'", Binding::single}; }
};
template <grammar::Text T>
struct Print<grammar::sign<T>> {
  static Phrase print(Rules&) { return {"'" + std::string(T.view()) + "'", Binding::single}; }
};
template <const auto& Words>
struct Print<grammar::any_word<Words>> {
  static Phrase print(Rules&) {
    std::string out;
    for (const std::string_view each : Words) out += (out.empty() ? "'" : " / '") + std::string(each) + "'";
    return {out, Binding::choice};
  }
};
template <>
struct Print<grammar::blanks> {
  static Phrase print(Rules&) { return {"([ \\t\\r\\n] / [#] [^\\n]*)*", Binding::prefixed}; }
};
template <typename Rule>
struct Print<grammar::need<Rule>> {
  static Phrase print(Rules& rules) {
    return {reference<Rule>(rules).at_least(Binding::single) + "^", Binding::prefixed};
  }
};
template <typename Rule>
struct Print<grammar::refuse<Rule>> {
  static Phrase print(Rules& rules) {
    return {"!" + reference<Rule>(rules).at_least(Binding::single), Binding::prefixed};
  }
};
template <typename Rule>
struct Print<grammar::deeper<Rule>> {
  static Phrase print(Rules& rules) { return reference<Rule>(rules); }
};
template <typename Rule>
struct Print<grammar::one_line<Rule>> {
  static Phrase print(Rules& rules) { return {"line(" + reference<Rule>(rules).text + ")", Binding::single}; }
};
template <typename Rule, typename Ahead>
struct Print<grammar::recovering<Rule, Ahead>> {
  static Phrase print(Rules& rules) { return reference<Rule>(rules); }
};

template <typename Rule>
Phrase reference(Rules& rules) {
  const std::string name = rule_name<Rule>();
  if (name.empty()) return Print<typename Rule::rule_t>::print(rules);
  define<Rule>(rules);
  return {name, Binding::single};
}

template <typename Rule>
void define(Rules& rules) {
  const std::string name = rule_name<Rule>();
  if (!rules.emplace(name, "").second) return;
  const std::string text = Print<typename Rule::rule_t>::print(rules).text;
  rules[name] = text;
}

}  // namespace mou::grammar_text
