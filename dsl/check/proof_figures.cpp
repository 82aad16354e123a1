// Two figures for one thing: a reading that decides between two numbers of one rule, and a table of which one row
// departs from the ratio that the others keep to another table.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "dsl/check/declare.h"
#include "dsl/check/guards.h"
#include "dsl/check/series.h"

namespace mou {

namespace {

using ast::ExprId;

struct Ruling {
  ast::StatementId id = ast::none;
  const ast::Rule* rule = nullptr;
  const Guard* guard = nullptr;
  DateWindow window;
  std::vector<ExprId> numbers;
};

class Figures {
 public:
  explicit Figures(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const FigureInfo& figure : proof_.names().figures) {
      std::vector<RuleRef> all = figure.rules;
      for (const ast::StatementId version : figure.versions) all.push_back({version, 0});
      of_rules(figure.name, all);
    }
    for (const BankInfo& bank : proof_.names().banks) {
      std::vector<RuleRef> all;
      for (const ast::StatementId line : bank.lines) all.push_back({line, 0});
      of_rules(bank.name, all);
    }
    for (const ast::File& file : proof_.tree.files) odd_rows(file);
  }

 private:
  // Rules of one file that are alike but for their numbers.
  void of_rules(const std::string& name, const std::vector<RuleRef>& refs) {
    if (refs.size() < 2) return;
    std::vector<Ruling> all;
    for (const RuleRef& ref : refs) {
      const ast::Statement& s = proof_.statement(ref.statement);
      if (ref.rule >= s.rules.size()) continue;
      Ruling ruling;
      ruling.id = ref.statement;
      ruling.rule = &s.rules[ref.rule];
      ruling.window = window_of(proof_, s, ruling.rule->mods);
      ruling.guard = &guard_of(proof_, s, *ruling.rule, ruling.window);
      all.push_back(std::move(ruling));
    }
    if (std::none_of(all.begin(), all.end(), asks_reading)) return;
    std::map<std::string, std::vector<Ruling>> alike;
    for (Ruling& ruling : all) {
      const ast::Statement& s = proof_.statement(ruling.id);
      std::string key = fmt::format("{} {} {} ", s.span.file, static_cast<int>(s.kind), static_cast<int>(s.flow));
      if (folded(ruling.rule->value)) {
        key += "a number";
        ruling.numbers.push_back(ruling.rule->value);
      } else {
        key += shape_of(proof_, ruling.rule->value, ruling.numbers);
      }
      if (!ruling.numbers.empty()) alike[key].push_back(std::move(ruling));
    }
    for (const auto& [key, rulings] : alike) {
      for (std::size_t second = 1; second < rulings.size(); ++second) {
        for (std::size_t first = 0; first < second; ++first) {
          if (pair(name, rulings[first], rulings[second])) break;
        }
      }
    }
  }

  static bool asks_reading(const Ruling& ruling) {
    const std::vector<Alternative>& alternatives = ruling.guard->alternatives;
    return std::any_of(alternatives.begin(), alternatives.end(), [](const Alternative& alternative) {
      return std::any_of(alternative.begin(), alternative.end(), [](const Allowed* each) { return each->of->reading; });
    });
  }

  bool pair(const std::string& name, const Ruling& first, const Ruling& second) {
    if (overlap(first.window, second.window).empty()) return false;
    ExprId one = ast::no_expr;
    ExprId other = ast::no_expr;
    for (std::size_t i = 0; i < first.numbers.size(); ++i) {
      if (number(first.numbers[i]) == number(second.numbers[i])) continue;
      if (one != ast::no_expr) return false;
      one = first.numbers[i];
      other = second.numbers[i];
    }
    // Something or nothing is no question of its figure.
    if (one == ast::no_expr || number(one).is_zero() || number(other).is_zero()) return false;
    const std::string reading = decides(*first.guard, *second.guard);
    // A reading is said once, however many figures it decides.
    if (reading.empty() || !said_.emplace(proof_.expr(one).span.file, reading).second) return false;
    Diagnostic& said = proof_.diagnostics.add(
        Code::two_figures, proof_.expr(other).span,
        fmt::format("`{}` takes {} or {}, as the reading `{}` decides: two figures for one thing", name, words(one),
                    words(other), reading));
    said.label = clause_words(proof_.tree, second.id);
    said.notes.push_back({proof_.expr(one).span, fmt::format("the other, of {}", clause_words(proof_.tree, first.id))});
    said.help = "the reading stands until the contract says which of them holds; `mou run --reading` prices the other";
    return true;
  }

  Rational number(ExprId id) const { return folded(id).value_or(Rational(0)); }

  // A value that is a number, or worked out from numbers alone: "16 hours * 1.4".
  std::optional<Rational> folded(ExprId id) const {
    if (const auto number = constant_number(proof_.tree, id)) return number;
    if (id == ast::no_expr || proof_.expr(id).children.size() != 2) return std::nullopt;
    const ast::Expr& e = proof_.expr(id);
    const bool times = e.kind == ast::ExprKind::multiply || e.kind == ast::ExprKind::percent_of;
    if (!times && e.kind != ast::ExprKind::divide) return std::nullopt;
    const auto a = folded(e.children[0]);
    const auto b = folded(e.children[1]);
    if (!a || !b || (!times && b->is_zero())) return std::nullopt;
    return times ? *a * *b : *a / *b;
  }

  std::string words(ExprId id) const { return fmt::format("`{}`", proof_.sources.slice(proof_.expr(id).span)); }

  // The reading that alone keeps two rules apart; empty when other conditions do too.
  static std::string decides(const Guard& first, const Guard& second) {
    if (first.unknown || second.unknown) return "";
    std::string reading;
    for (const Alternative& a : first.alternatives) {
      for (const Alternative& b : second.alternatives) {
        if (!contradict(a, b)) return "";
        Alternative rest_a = a;
        Alternative rest_b = b;
        for (const Allowed* asked : a) {
          const Allowed* there = asked_of(b, *asked->of);
          if (!asked->of->reading || there == nullptr) continue;
          if (contradict({asked}, {there})) reading = asked->of->words;
          ask_no_more(rest_a, *asked->of);
          ask_no_more(rest_b, *asked->of);
        }
        if (contradict(rest_a, rest_b)) return "";
      }
    }
    return reading;
  }

  void odd_rows(const ast::File& file) {
    const std::vector<Series> all = series_of(proof_, file);
    for (std::size_t second = 1; second < all.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        if (all[first].rows == all[second].rows && all[first].cells.size() >= 3) odd_row(all[first], all[second]);
      }
    }
  }

  // All rows but one keep one ratio, and that one comes near it.
  void odd_row(const Series& base, const Series& other) {
    std::vector<Rational> ratios;
    for (std::size_t i = 0; i < base.cells.size(); ++i) {
      if (base.cells[i] == ast::no_expr || other.cells[i] == ast::no_expr) return;
      if (number(base.cells[i]).is_zero() || number(other.cells[i]).is_zero()) return;
      ratios.push_back(number(other.cells[i]) / number(base.cells[i]));
    }
    for (std::size_t odd = 0; odd < ratios.size(); ++odd) {
      const Rational& kept = ratios[odd == 0 ? 1 : 0];
      bool others_keep = kept != ratios[odd];
      for (std::size_t i = 0; i < ratios.size(); ++i) others_keep = others_keep && (i == odd || ratios[i] == kept);
      // Tables that are the same but for one row are two tables of one row.
      if (!others_keep || kept == Rational(1)) continue;
      const Rational off = ratios[odd] / kept;
      if (off < Rational(9) / Rational(10) || Rational(11) / Rational(10) < off) continue;
      Diagnostic& said = proof_.diagnostics.add(
          Code::two_figures, proof_.expr(other.cells[odd]).span,
          fmt::format("{} is not {} times {}, as the other rows of the two tables are: that would be {}",
                      words(other.cells[odd]), kept.text(), words(base.cells[odd]),
                      (kept * proof_.expr(base.cells[odd]).number).text()));
      said.label = clause_words(proof_.tree, other.statement);
      said.notes.push_back(
          {proof_.expr(base.cells[odd]).span, fmt::format("the row of {}", clause_words(proof_.tree, base.statement))});
      said.help = "the contract has two figures for one thing: a reading says which is used";
      return;
    }
  }

  const Proof& proof_;
  // By file and name.
  std::set<std::pair<std::uint32_t, std::string>> said_;
};

}  // namespace

void prove_figures(const Proof& proof) {
  Figures(proof).run();
}

}  // namespace mou
