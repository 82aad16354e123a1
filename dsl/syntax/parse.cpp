#include "dsl/syntax/parse.h"

#include <cstddef>
#include <string>

#include "dsl/syntax/build.h"
#include "dsl/syntax/lexis.h"
#include "dsl/syntax/matches.h"
#include "dsl/syntax/mistake.h"
#include "grammar/messages.h"
#include "grammar/rules.h"

namespace mou {
namespace {

namespace pegtl = tao::pegtl;

using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf_crlf, const char*>;

// Thrown by a committed rule, caught by `Reading::attempt`; the mistake has been told.
struct Mistaken {};

template <typename Rule>
inline constexpr bool in_row = std::is_same_v<Rule, grammar::bar> || std::is_same_v<Rule, grammar::cell> ||
                               std::is_same_v<Rule, grammar::row_end> || std::is_same_v<Rule, grammar::key_cell>;

// The state of the grammar: the log of matches, and what to do when a part is read or wrong.
class Reading {
 public:
  // Levels of `deeper`: a pair of parentheses takes two.
  static constexpr unsigned deepest = 200;
  // After so many mistakes the rest of the file is not read.
  static constexpr unsigned most_mistakes = 100;

  Reading(std::string_view text, std::uint32_t source, ast::Ast& tree, Diagnostics& diagnostics)
      : text_(text), source_(source), diagnostics_(diagnostics), builder_(text, source, matches_, tree, diagnostics) {}

  unsigned depth = 0;

  // Where the log stands: what is logged from here on can be taken back.
  std::size_t logged() const { return matches_.size(); }
  void take_back(std::size_t to) { matches_.cut(to); }
  void open(Node node, const char* at) { matches_.add(node, offset(at)); }
  void close(std::size_t opened, const char* at) {
    matches_[opened].end = offset(at);
    matches_[opened].next = static_cast<std::uint32_t>(matches_.size());
  }

  template <typename Rule>
  [[noreturn]] void wrong(const char* at) {
    constexpr grammar::Wanted wanted = grammar::wanted<Rule>;
    static_assert(!wanted.what.empty(), "messages.h does not say what is wanted here");
    tell_missing(stop(at), {wanted.what, wanted.help, grammar::says_itself<Rule>, in_row<Rule>}, diagnostics_);
    throw Mistaken{};
  }
  [[noreturn]] void too_deep(const char* at) {
    tell_too_deep(stop(at), diagnostics_);
    throw Mistaken{};
  }

  // Whether `read` matched the part that starts at `from`; if not, the mistake has been told.
  template <typename Read>
  bool attempt(const char* from, const Read& read) {
    part_ = offset(from);
    matches_.cut(0);
    depth = 0;
    try {
      if (read()) return true;
      if (part_ == first_part_ && !builder_.has_header()) {
        tell_no_header(stop(from), diagnostics_);
      } else {
        part_ = last_part_;
        tell_leftover(stop(from), diagnostics_);
      }
    } catch (const Mistaken&) {
    }
    ++mistakes_;
    return false;
  }
  // The part was read: it goes into the tree.
  void done() {
    last_part_ = part_;
    builder_.add();
  }
  bool full() const { return mistakes_ >= most_mistakes; }

  void begin(std::uint32_t first_part) { first_part_ = last_part_ = first_part; }
  void end() {
    if (mistakes_ == 0 && !builder_.has_header()) {
      part_ = static_cast<std::uint32_t>(text_.size());
      tell_no_header(stop(text_.data() + text_.size()), diagnostics_);
      ++mistakes_;
    }
    builder_.close(mistakes_ == 0);
  }

 private:
  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - text_.data()); }
  Stop stop(const char* at) const { return {text_, source_, part_, offset(at)}; }

  std::string_view text_;
  std::uint32_t source_;
  Diagnostics& diagnostics_;
  Matches matches_;
  TreeBuilder builder_;
  std::uint32_t part_ = 0;
  std::uint32_t first_part_ = 0;
  std::uint32_t last_part_ = 0;
  unsigned mistakes_ = 0;
};

template <typename Rule>
inline constexpr bool is_sequence = false;
template <typename... Rules>
inline constexpr bool is_sequence<pegtl::internal::seq<Rules...>> = sizeof...(Rules) > 1;
template <typename Rule>
inline constexpr bool is_lookahead = false;
template <typename... Rules>
inline constexpr bool is_lookahead<pegtl::internal::at<Rules...>> = true;
template <typename... Rules>
inline constexpr bool is_lookahead<pegtl::internal::not_at<Rules...>> = true;

// The log follows the grammar back: what a sequence logged before it failed is dropped, and what was only looked at.
template <typename Rule>
struct Logged : pegtl::normal<Rule> {
  static constexpr bool enable = false;
  static constexpr bool lookahead = is_lookahead<typename Rule::rule_t>;

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control>
  static bool match(Input& in, Reading& reading) {
    if constexpr (lookahead || is_sequence<typename Rule::rule_t>) {
      const std::size_t before = reading.logged();
      const bool matched = pegtl::match<Rule, A, M, Action, Control>(in, reading);
      if (lookahead || !matched) reading.take_back(before);
      return matched;
    } else {
      return pegtl::match<Rule, A, M, Action, Control>(in, reading);
    }
  }
};

// A rule whose match is kept, with what was logged inside it.
template <typename Rule, Node node>
struct Kept : pegtl::normal<Rule> {
  static constexpr bool enable = false;

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control>
  static bool match(Input& in, Reading& reading) {
    const std::size_t opened = reading.logged();
    reading.open(node, in.current());
    if (!pegtl::match<Rule, A, M, Action, Control>(in, reading)) {
      reading.take_back(opened);
      return false;
    }
    reading.close(opened, in.current());
    return true;
  }
};

#define MOU_NODE(rule) \
  template <>          \
  struct Logged<grammar::rule> : Kept<grammar::rule, Node::rule> {};
#include "grammar/nodes.def"

// The text with bytes that do not belong made blanks; each line that has one is told.
std::string cleaned(std::string_view text, std::uint32_t source, Diagnostics& diagnostics, bool& whole) {
  std::string clean(text);
  constexpr std::size_t most_told = 20;
  std::size_t told = 0;
  std::size_t line_told = std::string_view::npos;
  for (const ForeignByte& byte : foreign_bytes(text)) {
    clean[byte.offset] = ' ';
    whole = false;
    const std::size_t line_start = text.rfind('\n', byte.offset);
    if ((told > 0 && line_start == line_told) || told == most_told) continue;
    line_told = line_start;
    ++told;
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(text[byte.offset]);
    const std::string shown = std::string("0x") + digits[value >> 4U] + digits[value & 15U];
    diagnostics
        .add(Code::bad_literal, {source, byte.offset, byte.offset + 1},
             byte.control ? "the control character " + shown + " stands in the text"
                          : "the byte " + shown + " is not UTF-8 text")
        .help = byte.control ? "delete it; blanks, tabs and line ends are the only invisible characters"
                             : "save the file as UTF-8";
  }
  return clean;
}

template <typename Rule>
void read_by(const Sources& sources, std::uint32_t source, ast::Ast& tree, Diagnostics& diagnostics) {
  bool whole = true;
  const std::string text = cleaned(sources.text(source), source, diagnostics, whole);
  Input input(text.data(), text.data() + text.size(), "");
  Reading reading(text, source, tree, diagnostics);
  reading.begin(
      static_cast<std::uint32_t>(grammar::after_blanks(text.data(), text.data() + text.size()) - text.data()));
  static_cast<void>(pegtl::parse<Rule, pegtl::nothing, Logged>(input, reading));
  reading.end();
  if (!whole) tree.files.back().whole = false;
}

}  // namespace

void parse(const Sources& sources, std::uint32_t source, ast::Ast& tree, Diagnostics& diagnostics) {
  read_by<grammar::file>(sources, source, tree, diagnostics);
}

void reserve_for(ast::Ast& tree, std::size_t bytes) {
  // As sparse as contracts are.
  tree.exprs.reserve(tree.exprs.size() + bytes / 24);
  tree.statements.reserve(tree.statements.size() + bytes / 150);
}

ast::Header parse_header(const Sources& sources, std::uint32_t source) {
  ast::Ast tree;
  // What is wrong in the header is told when the whole file is read.
  Diagnostics ignored;
  read_by<grammar::opening>(sources, source, tree, ignored);
  return tree.files.front().header;
}

}  // namespace mou
