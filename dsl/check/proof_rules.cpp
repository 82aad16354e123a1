// One rule of a figure at most is live for an employee on a day. Where two provably can be, that is an error with a
// witness; where nothing can be proved the run decides.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/check/declare.h"
#include "dsl/check/guards.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::no_expr;

constexpr std::size_t most_arms = 300;

struct Arm {
  ast::StatementId id = ast::none;
  const ast::Statement* statement = nullptr;
  const ast::Rule* rule = nullptr;
  const ast::File* file = nullptr;
  DateWindow window;
  const Guard* guard = nullptr;
};

class Rules {
 public:
  explicit Rules(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const FigureInfo& figure : proof_.names().figures) {
      std::vector<Arm> arms;
      // A single rule meets no other.
      for (const RuleRef& ref : figure.rules) {
        if (figure.rules.size() > 1) add_arm(arms, ref.statement, ref.rule);
      }
      pairs(arms, Code::rules_at_once, figure.name, "rules");
      holes(arms, figure.name);
      std::vector<Arm> raises;
      for (const ast::StatementId id : figure.versions) {
        if (proof_.statement(id).kind == ast::StatementKind::raise) add_arm(raises, id, 0);
      }
      same_day(raises, figure.name);
    }
    for (const BankInfo& bank : proof_.names().banks) {
      std::vector<Arm> caps;
      for (const ast::StatementId line : bank.lines) {
        if (proof_.statement(line).flow == ast::FlowKind::holds) add_arm(caps, line, 0);
      }
      pairs(caps, Code::caps_at_once, bank.name, "caps");
    }
  }

 private:
  void add_arm(std::vector<Arm>& arms, ast::StatementId id, std::uint32_t rule) {
    Arm arm;
    arm.id = id;
    arm.statement = &proof_.statement(id);
    if (rule >= arm.statement->rules.size()) return;
    arm.rule = &arm.statement->rules[rule];
    arm.file = &file_of(proof_.tree, arm.statement->span);
    arm.window = live_window(proof_, *arm.statement, arm.rule->mods);
    arm.guard = &guard_of(proof_, *arm.statement, *arm.rule, arm.window);
    arms.push_back(arm);
  }

  void pairs(const std::vector<Arm>& arms, Code code, const std::string& name, std::string_view what) {
    if (arms.size() > most_arms) return;
    for (std::size_t second = 1; second < arms.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        if (pair(arms[first], arms[second], code, name, what)) break;
      }
    }
  }

  // True when it said something.
  bool pair(const Arm& first, const Arm& second, Code code, const std::string& name, std::string_view what) {
    if (!met(first, second) || yields(first, second) || yields(second, first)) return false;
    if (names_nothing(first) || names_nothing(second)) return false;
    if (ended_for_some(first) || ended_for_some(second)) return false;
    const bool siblings = first.statement == second.statement;
    if (siblings && first.rule->mods.otherwise != second.rule->mods.otherwise) return false;
    const DateWindow both = overlap(first.window, second.window);
    if (both.unknown || both.empty()) return false;
    std::string witness;
    Together found = together(*first.guard, *second.guard, witness);
    if (found == Together::unknown) found = together_on_a_day(first, second, both, witness);
    if (found != Together::always_possible) return false;
    say(first, second, code, name, what, both, witness);
    return true;
  }

  // What the calendar says of a day is known when the day is: tries one in which both are in force.
  Together together_on_a_day(const Arm& first, const Arm& second, const DateWindow& both, std::string& witness) const {
    constexpr int some_weeks = 45;
    if (!both.from && !both.until) return Together::unknown;
    Date day = both.from ? *both.from + some_weeks : *both.until;
    if (both.until && *both.until < day) day = *both.until;
    const Together found = together(guard_on(proof_, *first.statement, *first.rule, first.window, day),
                                    guard_on(proof_, *second.statement, *second.rule, second.window, day), witness);
    if (found == Together::always_possible)
      witness += fmt::format("{}on {}", witness.empty() ? "" : " ", date_text(day));
    return found;
  }

  // A successor's rules take the place of what was before it; a clause of an amendment that of the same number.
  bool met(const Arm& a, const Arm& b) const {
    if (a.file == b.file) return true;
    const ast::File& later = a.file < b.file ? *b.file : *a.file;
    if (later.header.kind.text == "contract") return false;
    return clause_id(proof_, a.id).empty() || clause_id(proof_, a.id) != clause_id(proof_, b.id);
  }

  bool yields(const Arm& a, const Arm& to) const {
    const std::string clause = clause_id(proof_, a.id);
    if (clause.empty()) return false;
    for (const ast::Mods* mods : mods_around(proof_.tree, *to.statement, to.rule->mods)) {
      for (const ast::Word& id : mods->instead_of) {
        if (id.text == clause) return true;
      }
    }
    return false;
  }

  static std::string when_words(const DateWindow& window, const std::string& witness) {
    std::string words;
    if (!witness.empty()) words = ", for example with " + witness;
    if (!window.written) return words;
    if (window.from) return words + ", from " + date_text(*window.from);
    return window.until ? words + ", until " + date_text(*window.until) : words;
  }

  // An amendment ends it for those who meet a condition: the run decides.
  bool ended_for_some(const Arm& arm) const {
    if (arm.statement->clause == ast::none) return false;
    const std::vector<Ending>& endings = proof_.endings[arm.statement->clause];
    return std::any_of(endings.begin(), endings.end(), [](const Ending& ending) { return ending.conditional(); });
  }

  // It names a clause that is not there, which has been said.
  bool names_nothing(const Arm& arm) const {
    for (const ast::Mods* mods : mods_around(proof_.tree, *arm.statement, arm.rule->mods)) {
      for (const ast::Word& id : mods->instead_of) {
        const auto has = [&](const auto& clauses) { return clauses.contains(id.text); };
        const auto& files = proof_.names().clauses;
        if (std::none_of(files.begin(), files.end(), has)) return true;
      }
    }
    return false;
  }

  void say(const Arm& first, const Arm& second, Code code, const std::string& name, std::string_view what,
           const DateWindow& both, const std::string& witness) {
    Diagnostic& said =
        proof_.diagnostics.add(code, second.rule->span,
                               fmt::format("two {} of `{}` are live at once{}", what, name, when_words(both, witness)));
    said.label = clause_words(proof_.tree, second.id);
    said.notes.push_back({first.rule->span, fmt::format("the other, of {}", clause_words(proof_.tree, first.id))});
    const std::string other = clause_id(proof_, first.id);
    if (other.empty() || other == clause_id(proof_, second.id)) {
      said.help = "make their conditions or dates exclude one another, or write `otherwise` for the last";
    } else {
      said.help = fmt::format(
          "if this one replaces the other write `instead of {}`, else make their conditions or dates "
          "exclude one another",
          other);
    }
  }

  // Two raises on one day: which comes first decides what is rounded.
  void same_day(const std::vector<Arm>& raises, const std::string& name) {
    if (raises.size() > most_arms) return;
    for (std::size_t second = 1; second < raises.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        const Arm& a = raises[first];
        const Arm& b = raises[second];
        if (a.file != b.file || !a.window.from || a.window.from != b.window.from) continue;
        if (a.window.unknown || b.window.unknown || yields(a, b) || yields(b, a)) continue;
        std::string witness;
        if (together(*a.guard, *b.guard, witness) != Together::always_possible) continue;
        Diagnostic& said =
            proof_.diagnostics.add(Code::raised_twice, b.statement->name.span,
                                   fmt::format("`{}` is raised twice on {}", name, date_text(*b.window.from)));
        said.label = clause_words(proof_.tree, b.id);
        said.notes.push_back(
            {a.statement->name.span, fmt::format("the other, of {}", clause_words(proof_.tree, a.id))});
        said.help = fmt::format("let one take the other's place, `instead of {}`, or let a reading decide between them",
                                clause_id(proof_, a.id));
        break;
      }
    }
  }

  // Rules with the same conditions and dates one after the other, with days between them that none covers.
  void holes(const std::vector<Arm>& arms, const std::string& name) {
    const auto ends = [](const Arm& arm) { return arm.window.until.has_value(); };
    if (std::none_of(arms.begin(), arms.end(), ends)) return;
    std::map<std::string, std::vector<const Arm*>> alike;
    for (const Arm& arm : arms) {
      if (arm.rule->mods.otherwise || arm.window.unknown || arm.window.empty()) continue;
      alike[fmt::format("{} {}", arm.file->source, conditions(arm))].push_back(&arm);
    }
    for (auto& [key, group] : alike) {
      std::sort(group.begin(), group.end(), [](const Arm* a, const Arm* b) {
        return a->window.from.value_or(first_date) < b->window.from.value_or(first_date);
      });
      for (std::size_t i = 1; i < group.size(); ++i) hole(arms, *group[i - 1], *group[i], name);
    }
  }

  std::string conditions(const Arm& arm) const {
    std::string all;
    for (const ast::Mods* mods : mods_around(proof_.tree, *arm.statement, arm.rule->mods)) {
      for (const ExprId id : mods->when) all += "when " + canonical(proof_, id);
      for (const ExprId id : mods->unless) all += "unless " + canonical(proof_, id);
      for (const ExprId id : mods->on) all += "on " + canonical(proof_, id);
    }
    return all;
  }

  void hole(const std::vector<Arm>& arms, const Arm& before, const Arm& after, const std::string& name) {
    if (!before.window.until || !after.window.from || *before.window.until + 1 >= *after.window.from) return;
    DateWindow between;
    between.from = *before.window.until + 1;
    between.until = *after.window.from - 1;
    for (const Arm& other : arms) {
      if (&other != &before && &other != &after && !overlap(other.window, between).empty()) return;
    }
    const ExprId from = after.rule->mods.from;
    Diagnostic& said = proof_.diagnostics.add(
        Code::window_hole, from != no_expr ? proof_.expr(from).span : after.rule->span,
        fmt::format("no rule of `{}` covers {} to {}", name, date_text(*between.from), date_text(*between.until)));
    const ExprId until = before.rule->mods.until;
    said.notes.push_back({until != no_expr ? proof_.expr(until).span : before.rule->span,
                          fmt::format("the rule before ends here, {}", clause_words(proof_.tree, before.id))});
    said.help = "let the rules meet: `until` includes its day, and the next begins on the day after";
  }

  const Proof& proof_;
};

}  // namespace

void prove_rules(const Proof& proof) {
  Rules(proof).run();
}

}  // namespace mou
