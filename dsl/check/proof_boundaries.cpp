// "Hired before" one day and "hired after" it: the day itself belongs to neither. So does an hour, a number of years.
// Where only a reading decides the day, the contract leaves it open too.
#include <fmt/format.h>

#include <map>
#include <set>

#include "dsl/check/declare.h"
#include "dsl/check/guards.h"

namespace mou {

namespace {

struct Side {
  ast::StatementId id = ast::none;
  const ast::Rule* rule = nullptr;
  DateWindow window;
  const Alternative* asks = nullptr;
  // The first reading that it tests.
  std::string reading;
  // What it asks to be below something.
  std::vector<const Allowed*> bounded;
};

constexpr std::size_t most_sides = 120;

class Boundaries {
 public:
  explicit Boundaries(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const FigureInfo& figure : proof_.names().figures) {
      std::map<std::uint32_t, std::vector<Side>> by_file;
      for (const RuleRef& ref : figure.rules) add(ref, by_file[proof_.statement(ref.statement).span.file]);
      for (const auto& [file, sides] : by_file) {
        if (sides.size() <= most_sides) of_figure(figure.name, sides);
      }
    }
  }

 private:
  void add(const RuleRef& ref, std::vector<Side>& sides) const {
    const ast::Statement& s = proof_.statement(ref.statement);
    if (ref.rule >= s.rules.size()) return;
    const ast::Rule& rule = s.rules[ref.rule];
    const DateWindow window = window_of(proof_, s, rule.mods);
    const Guard& guard = guard_of(proof_, s, rule, window);
    if (guard.unknown) sides.resize(most_sides + 1);
    for (const Alternative& alternative : guard.alternatives) {
      Side side{ref.statement, &rule, window, &alternative, {}, {}};
      for (const Allowed* allowed : alternative) {
        if (allowed->of->reading && side.reading.empty()) side.reading = allowed->of->words;
        if (allowed->high && allowed->may_be_filled && !allowed->of->today) side.bounded.push_back(allowed);
      }
      sides.push_back(std::move(side));
    }
  }

  void of_figure(const std::string& name, const std::vector<Side>& sides) {
    std::set<std::pair<std::string, std::string>> said;
    for (const Side& below : sides) {
      if (!below.reading.empty() || below.bounded.empty()) continue;
      for (const Side& above : sides) {
        if (!above.reading.empty() || overlap(below.window, above.window).empty()) continue;
        for (const Allowed* low : below.bounded) {
          const Allowed* high = asked_of(*above.asks, *low->of);
          if (high == nullptr) continue;
          const auto open = between(*low, *high);
          if (!open || !said.emplace(low->of->name, open->text()).second) continue;
          of_day(name, sides, below, above, *low, *open);
        }
      }
    }
  }

  // The one value between two bounds that neither has; `below` is bounded.
  static std::optional<Rational> between(const Allowed& below, const Allowed& above) {
    if (!above.low || !above.may_be_filled) return std::nullopt;
    if (!below.of->whole) {
      return below.high_open && above.low_open && *below.high == *above.low ? below.high : std::nullopt;
    }
    const Rational last = below.high_open ? *below.high - Rational(1) : *below.high;
    const Rational first = above.low_open ? *above.low + Rational(1) : *above.low;
    return first - last == Rational(2) ? std::optional<Rational>(last + Rational(1)) : std::nullopt;
  }

  void of_day(const std::string& name, const std::vector<Side>& sides, const Side& below, const Side& above,
              const Allowed& low, const Rational& open) {
    Alternative on_it = *below.asks;
    Alternative rest_above = *above.asks;
    ask_no_more(on_it, *low.of);
    ask_no_more(rest_above, *low.of);
    if (contradict(on_it, rest_above)) return;
    for (const Allowed* asked : rest_above) {
      if (asked_of(on_it, *asked->of) == nullptr) ask(on_it, asked);
    }
    Allowed day = low;
    day.low = day.high = open;
    day.low_open = day.high_open = false;
    day.may_be_empty = false;
    ask(on_it, &day);
    const Side* decided = nullptr;
    for (const Side& side : sides) {
      if (contradict(*side.asks, on_it) || overlap(side.window, above.window).empty()) continue;
      if (side.reading.empty()) return;
      if (decided == nullptr) decided = &side;
    }
    say(name, below, above, *day.of, open, decided);
  }

  void say(const std::string& name, const Side& below, const Side& above, const SubjectInfo& day, const Rational& open,
           const Side* decided) {
    Diagnostic& said = proof_.diagnostics.add(
        Code::boundary_day, above.rule->span,
        fmt::format("`{}` has rules for `{}` below and above {}, and {}", name, day.words, day.value_words(open),
                    decided == nullptr ? "none for that itself"
                                       : fmt::format("only the reading `{}` for that itself", decided->reading)));
    said.label = clause_words(proof_.tree, above.id);
    if (below.rule != above.rule) {
      said.notes.push_back({below.rule->span, fmt::format("the other side, {}", clause_words(proof_.tree, below.id))});
    }
    said.help = day.date || day.time ? "let one of the two sides take it in: `on or before`, or `on or after`"
                                     : "let one of the two sides take it in: `at most`, or `at least`";
  }

  const Proof& proof_;
};

}  // namespace

void prove_boundaries(const Proof& proof) {
  Boundaries(proof).run();
}

}  // namespace mou
