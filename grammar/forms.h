// The building blocks of rules.h beyond PEGTL's own: words, signs, commitments, limits.
//
// They expect one state `st`: `st.wrong<Rule>(at)` and `st.too_deep(at)` throw, `st.depth` counts nesting,
// `st.done(...)` and `st.recover(...)` are told of whole parts. `at` is a pointer into the text.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tao/pegtl.hpp>

namespace mou::grammar {

namespace pegtl = tao::pegtl;
using pegtl::at;
using pegtl::eof;
using pegtl::not_at;
using pegtl::opt;
using pegtl::plus;
using pegtl::seq;
using pegtl::sor;
using pegtl::star;

// A string as a template argument.
template <std::size_t N>
struct Text {
  char chars[N]{};
  consteval Text(const char (&text)[N]) { std::copy_n(text, N, chars); }  // NOLINT(google-explicit-constructor)
  constexpr std::string_view view() const { return {chars, N - 1}; }
};

constexpr bool is_idchar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The first byte at or after `from` that is neither blank nor in a comment.
inline const char* after_blanks(const char* from, const char* end) {
  while (from != end && (is_blank(*from) || *from == '#')) {
    if (*from == '#') {
      from = static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(end - from)));
      if (from == nullptr) return end;
    }
    ++from;
  }
  return from;
}

template <typename Input>
void skip_to(Input& in, const char* to) {
  in.bump(static_cast<std::size_t>(to - in.current()));
}

// Blanks, line ends and comments; never fails.
struct blanks {
  using rule_t = blanks;
  using subs_t = pegtl::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    skip_to(in, after_blanks(in.current(), in.end()));
    return true;
  }
};

// A keyword: not followed by a letter, digit or `_`. Takes the blanks after it, as every token does.
template <Text T>
struct word {
  using rule_t = word;
  using subs_t = pegtl::empty_list;
  static constexpr std::string_view text = T.view();
  template <typename Input>
  static bool match(Input& in) {
    constexpr std::size_t size = text.size();
    const char* const from = in.current();
    const auto left = static_cast<std::size_t>(in.end() - from);
    if (left < size || *from != text.front() || std::memcmp(from, text.data(), size) != 0) return false;
    if (left > size && is_idchar(from[size])) return false;
    skip_to(in, after_blanks(from + size, in.end()));
    return true;
  }
};

// A punctuation mark.
template <Text T>
struct sign {
  using rule_t = sign;
  using subs_t = pegtl::empty_list;
  static constexpr std::string_view text = T.view();
  template <typename Input>
  static bool match(Input& in) {
    const char* const from = in.current();
    if (in.empty() || *from != text.front()) return false;
    static_assert(text.size() == 1);
    skip_to(in, after_blanks(from + 1, in.end()));
    return true;
  }
};

// Where the words of each first letter begin in a sorted list of words in small letters; the end of the list is last.
template <const auto& Words>
inline constexpr auto first_of_letter = [] {
  std::array<std::uint8_t, 27> first{};
  static_assert(Words.size() < 256);
  for (const std::string_view word : Words) {
    for (std::size_t later = static_cast<std::size_t>(word.front() - 'a') + 1; later < first.size(); ++later)
      ++first[later];
  }
  return first;
}();

// Any word of a sorted list. Asked of nearly every name: most fall by their first letter.
template <const auto& Words>
struct any_word {
  using rule_t = any_word;
  using subs_t = pegtl::empty_list;
  static constexpr auto& words = Words;
  template <typename Input>
  static bool match(Input& in) {
    const char* to = in.current();
    if (in.empty() || *to < 'a' || *to > 'z') return false;
    const auto letter = static_cast<std::size_t>(*to - 'a');
    const auto first = Words.begin() + first_of_letter<Words>[letter];
    const auto last = Words.begin() + first_of_letter<Words>[letter + 1];
    if (first == last) return false;
    while (to != in.end() && is_idchar(*to)) ++to;
    const std::string_view found(in.current(), static_cast<std::size_t>(to - in.current()));
    if (std::find(first, last, found) == last) return false;
    skip_to(in, after_blanks(to, in.end()));
    return true;
  }
};

// What must stand here once reading has come this far; messages.h says what is wanted.
template <typename Rule>
struct need {
  using rule_t = need;
  using subs_t = pegtl::type_list<Rule>;
  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& st) {
    if (Control<Rule>::template match<A, pegtl::rewind_mode::required, Action, Control>(in, st)) return true;
    st.template wrong<Rule>(in.current());
  }
};

// What may not stand here, for a reason that messages.h gives. In the PEG: `!Rule`.
template <typename Rule>
struct refuse {
  using rule_t = refuse;
  using subs_t = pegtl::type_list<Rule>;
  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& st) {
    const char* const from = in.current();
    if (!Control<at<Rule>>::template match<A, pegtl::rewind_mode::required, Action, Control>(in, st)) return true;
    st.template wrong<refuse>(from);
  }
};

// A rule that may hold itself: one level deeper.
template <typename Rule>
struct deeper {
  using rule_t = deeper;
  using subs_t = pegtl::type_list<Rule>;
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& st) {
    struct Level {
      unsigned& depth;
      ~Level() { --depth; }
    } level{st.depth};
    if (++st.depth > State::deepest) st.too_deep(in.current());
    return Control<Rule>::template match<A, M, Action, Control>(in, st);
  }
};

// A rule that sees no further than the end of its line; then the blanks up to the next token.
template <typename Rule>
struct one_line {
  using rule_t = one_line;
  using subs_t = pegtl::type_list<Rule>;
  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& st) {
    const void* const eol = in.empty() ? nullptr : std::memchr(in.current(), '\n', in.size());
    Input line(in.current(), eol == nullptr ? in.end() : static_cast<const char*>(eol), in.source());
    if (!Control<Rule>::template match<A, pegtl::rewind_mode::required, Action, Control>(line, st)) return false;
    skip_to(in, after_blanks(line.current(), in.end()));
    return true;
  }
};

// A part of the file that stands for itself: when it is wrong, the mistake is told and reading goes on at the next line
// that starts a statement (`Ahead` matches there). Consumes something or fails at the end of the text.
template <typename Rule, typename Ahead>
struct recovering {
  using rule_t = recovering;
  using subs_t = pegtl::type_list<Rule>;

  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename State>
  static bool match(Input& in, State& st) {
    if (in.empty() || st.full()) return false;
    const char* const from = in.current();
    const bool read = st.attempt(
        from, [&] { return Control<Rule>::template match<A, pegtl::rewind_mode::required, Action, Control>(in, st); });
    if (read) {
      st.done();
      return true;
    }
    Input rest(from, in.end(), in.source());
    while (!rest.empty()) {
      const void* const eol = std::memchr(rest.current(), '\n', rest.size());
      skip_to(rest, eol == nullptr ? rest.end() : after_blanks(static_cast<const char*>(eol), rest.end()));
      if (Control<at<Ahead>>::template match<A, pegtl::rewind_mode::required, Action, Control>(rest, st)) break;
    }
    if (rest.current() > in.current()) skip_to(in, rest.current());
    return true;
  }
};

}  // namespace mou::grammar
