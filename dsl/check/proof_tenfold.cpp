// A decimal point in the wrong place: a number that is about ten times, or a tenth of, the numbers it stands among: the
// rows of a table, the raises of a schedule, what a rule was worth before, the same rule of the contract before.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/check/declare.h"
#include "dsl/check/series.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;

// The numbers of a rule, with the first day on which it holds.
struct Dated {
  ast::StatementId id = ast::none;
  const ast::Rule* rule = nullptr;
  Date from;
  std::vector<ExprId> numbers;
};

class Tenfold {
 public:
  explicit Tenfold(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const ast::File& file : proof_.tree.files) {
      for (const Series& series : series_of(proof_, file)) column(series);
    }
    for (const FigureInfo& figure : proof_.names().figures) {
      std::vector<RuleRef> all = figure.rules;
      of_rules(all);
      all.clear();
      for (const ast::StatementId version : figure.versions) all.push_back({version, 0});
      of_rules(all);
    }
    for (const BankInfo& bank : proof_.names().banks) {
      std::vector<RuleRef> all;
      for (const ast::StatementId line : bank.lines) all.push_back({line, 0});
      of_rules(all);
    }
  }

 private:
  Rational number(ExprId id) const {
    const ast::Expr& e = proof_.expr(id);
    return e.percent ? e.number / Rational(100) : e.number;
  }

  std::string words(ExprId id) const { return fmt::format("`{}`", proof_.sources.slice(proof_.expr(id).span)); }

  // Whether a is ten times b, within a fifth.
  static bool ten_times(const Rational& a, const Rational& b) {
    return b.sign() > 0 && b * Rational(8) < a && a < b * Rational(12);
  }

  static bool tenfold(const Rational& a, const Rational& b) { return ten_times(a, b) || ten_times(b, a); }

  // A row that is ten times both of its neighbours, or a tenth of both; at an end, of the two next to it.
  void column(const Series& series) {
    std::vector<ExprId> cells;
    std::copy_if(series.cells.begin(), series.cells.end(), std::back_inserter(cells),
                 [&](ExprId id) { return id != ast::no_expr && !number(id).is_zero(); });
    if (cells.size() < 3) return;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t before = i == 0 ? 2 : i - 1;
      const std::size_t after = i + 1 == cells.size() ? i - 2 : i + 1;
      const Rational at = number(cells[i]);
      const Rational a = number(cells[before]);
      const Rational b = number(cells[after]);
      if (std::min(a, b) * Rational(3) < std::max(a, b)) continue;
      const bool more = Rational(5) * std::max(a, b) < at;
      const bool less = at * Rational(5) < std::min(a, b);
      // With its point moved it would fit among them.
      const Rational moved = more ? at / Rational(10) : at * Rational(10);
      const bool fits = !(moved < std::min(a, b) / Rational(2)) && !(std::max(a, b) * Rational(2) < moved);
      if ((more || less) && fits) {
        say(cells[i], series.statement, {cells[before], cells[after]}, "its neighbours");
        return;
      }
    }
  }

  void of_rules(const std::vector<RuleRef>& refs) {
    std::vector<Dated> rules;
    for (const RuleRef& ref : refs) {
      const ast::Statement& s = proof_.statement(ref.statement);
      if (ref.rule >= s.rules.size()) continue;
      Dated dated;
      dated.id = ref.statement;
      dated.rule = &s.rules[ref.rule];
      dated.from = window_of(proof_, s, dated.rule->mods).from.value_or(first_date);
      rules.push_back(std::move(dated));
    }
    // Where none follows another nothing is compared.
    const auto together = [&](const Dated& rule) { return rule.from == rules.front().from; };
    if (std::all_of(rules.begin(), rules.end(), together)) return;
    std::map<std::string, std::vector<Dated>> alike;
    for (Dated& dated : rules) {
      const ast::Statement& s = proof_.statement(dated.id);
      std::string key = fmt::format("{} {} ", static_cast<int>(s.kind), static_cast<int>(s.flow));
      key += shape_of(proof_, dated.rule->value, dated.numbers);
      if (!dated.numbers.empty()) alike[key].push_back(std::move(dated));
    }
    for (auto& [key, group] : alike) {
      std::stable_sort(group.begin(), group.end(), [](const Dated& a, const Dated& b) { return a.from < b.from; });
      for (std::size_t i = 1; i < group.size(); ++i) {
        if (group[i - 1].from < group[i].from) successor(group, i);
      }
    }
  }

  // Against the rule in force before it; where another like rule is of its own size the leap is meant.
  void successor(const std::vector<Dated>& rules, std::size_t at) {
    for (std::size_t n = 0; n < rules[at].numbers.size(); ++n) {
      const Rational now = number(rules[at].numbers[n]);
      const Rational then = number(rules[at - 1].numbers[n]);
      if (!tenfold(now, then)) continue;
      const auto of_its_size = [&](const Dated& other) {
        const Rational like = number(other.numbers[n]);
        return other.from < rules[at].from && !like.is_zero() && like < now * Rational(3) && now < like * Rational(3);
      };
      if (std::any_of(rules.begin(), rules.end(), of_its_size)) continue;
      say(rules[at].numbers[n], rules[at].id, {rules[at - 1].numbers[n]}, "what held before");
      return;
    }
  }

  void say(ExprId odd, ast::StatementId id, const std::vector<ExprId>& others, std::string_view what) {
    const bool more = number(others.front()) < number(odd);
    Diagnostic& said = proof_.diagnostics.add(
        Code::factor_of_ten, proof_.expr(odd).span,
        fmt::format("{} is about {} {}, {}", words(odd), more ? "ten times" : "a tenth of", what, listed(others)));
    said.label = clause_words(proof_.tree, id);
    for (const ExprId other : others) said.notes.push_back({proof_.expr(other).span, "compare this"});
    said.help = "does the decimal point stand in the right place?";
  }

  std::string listed(const std::vector<ExprId>& ids) const {
    std::string all;
    for (const ExprId id : ids) all += (all.empty() ? "" : " and ") + words(id);
    return all;
  }

  const Proof& proof_;
};

}  // namespace

void prove_tenfold(const Proof& proof) {
  Tenfold(proof).run();
}

}  // namespace mou
