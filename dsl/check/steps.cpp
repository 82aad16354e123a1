#include "dsl/check/steps.h"

#include "dsl/check/constant.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

namespace {

// Expressions inside expressions, through the figures they read: beyond it nothing is known.
constexpr int deepest_nesting = 2000;

// The largest amount that divides both; by Euclid, in few steps or not at all.
std::optional<Rational> common_step(const std::optional<Rational>& a, const std::optional<Rational>& b) {
  if (!a || !b) return std::nullopt;
  Rational x = *a;
  Rational y = *b;
  for (int i = 0; i < 200 && !y.is_zero(); ++i) {
    const Rational rest = x - y * (x / y).floor();
    x = y;
    y = rest;
  }
  return y.is_zero() ? std::optional<Rational>(x) : std::nullopt;
}

std::optional<Rational> absolute(const Rational& number) {
  return number.sign() < 0 ? -number : number;
}

}  // namespace

bool multiple(const Rational& step, const Rational& of) {
  return (step / of).is_whole();
}

std::optional<Rational> rounding_step(const ast::Ast& tree, const ast::Expr& rounded) {
  if (rounded.children.size() > 1 && rounded.children[1] != no_expr) {
    const ast::Expr& step = tree.expr(rounded.children[1]);
    if (step.kind == ExprKind::quantity && step.number.sign() > 0) return step.number;
    return std::nullopt;
  }
  return rounded.word.text == "cent" ? Rational::ratio(1, 100) : Rational(1);
}

Steps::Steps(const Proof& proof) : proof_(proof) {
  state_.assign(proof.names().figures.size(), State::no);
  figures_.resize(state_.size());
}

std::optional<Rational> Steps::common(const std::vector<ExprId>& ids) {
  std::optional<Rational> step = Rational(0);
  for (const ExprId id : ids) step = common_step(step, of(id));
  return step;
}

std::optional<Rational> Steps::of_type(const CheckedType& type) const {
  if (type.unknown || type.type.kind != TypeKind::number) return std::nullopt;
  if (type.step) return type.step;
  return type.whole ? std::optional<Rational>(1) : std::nullopt;
}

std::optional<Rational> Steps::of(ExprId id) {
  if (id == no_expr) return Rational(0);
  if (nesting_ > deepest_nesting) return std::nullopt;
  ++nesting_;
  std::optional<Rational> step = compute(id);
  --nesting_;
  return step;
}

std::optional<Rational> Steps::compute(ExprId id) {
  const ast::Expr& e = proof_.expr(id);
  switch (e.kind) {
    case ExprKind::quantity:
      return absolute(e.percent ? e.number / Rational(100) : e.number);
    case ExprKind::nothing:
      return Rational(0);
    case ExprKind::name:
      return of_name(id);
    case ExprKind::parentheses:
    case ExprKind::as_of:
    case ExprKind::previous:
      return of(e.children[0]);
    case ExprKind::add:
    case ExprKind::subtract:
      if (proof_.checked.types[e.children[0]].type.kind == TypeKind::date) return Rational(1);
      return common(e.children);
    case ExprKind::at_least:
    case ExprKind::at_most:
      return common(e.children);
    case ExprKind::among:
      return e.word.text == "average" ? std::nullopt : common(e.children);
    case ExprKind::multiply:
    case ExprKind::percent_of: {
      const std::optional<Rational> a = of(e.children[0]);
      const std::optional<Rational> b = of(e.children[1]);
      if (!a || !b) return std::nullopt;
      return *a * *b;
    }
    case ExprKind::divide: {
      const std::optional<Rational> a = of(e.children[0]);
      const std::optional<Rational> by = constant_number(proof_.tree, e.children[1]);
      if (!a || !by || by->is_zero()) return std::nullopt;
      return absolute(*a / *by);
    }
    case ExprKind::rounded:
      return rounding_step(proof_.tree, e);
    case ExprKind::total:
      return e.word.text == "average" ? std::nullopt : of(e.children[0]);
    case ExprKind::stretch:
      return Rational::ratio(1, 60);
    case ExprKind::count:
    case ExprKind::completed:
      return Rational(1);
    case ExprKind::table: {
      std::optional<Rational> step = Rational(0);
      for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
        for (const ExprId value : row.values) step = common_step(step, of(value));
      }
      return step;
    }
    case ExprKind::from_file:
      // What is printed is printed to the cent.
      return Rational::ratio(1, 100);
    case ExprKind::search:
      return of_type(proof_.checked.types[id]);
    default:
      return std::nullopt;
  }
}

std::optional<Rational> Steps::of_name(ExprId id) {
  const Resolution& meant = proof_.checked.resolutions[id];
  switch (meant.meaning) {
    case Meaning::fact:
    case Meaning::column:
    case Meaning::key_argument:
    case Meaning::outside:
      return of_type(proof_.checked.types[id]);
    case Meaning::figure:
      return of_figure(meant.index);
    default:
      return std::nullopt;
  }
}

std::optional<Rational> Steps::of_rule(const ast::Rule& rule) {
  std::optional<Rational> step = of(rule.value);
  if (!step || rule.mods.paid_on.empty()) return step;
  Rational parts(0);
  for (const ExprId moment : rule.mods.paid_on) {
    const ast::Expr& e = proof_.expr(moment);
    parts += e.kind == ExprKind::nth && e.number.sign() > 0 ? e.number : Rational(1);
  }
  return *step / parts;
}

std::optional<Rational> Steps::of_figure(std::uint32_t index) {
  if (state_[index] == State::yes) return figures_[index];
  // A figure that reads itself (`previous`) is as fine as the rest of its rules.
  if (state_[index] == State::running) return Rational(0);
  state_[index] = State::running;
  const FigureInfo& figure = proof_.names().figures[index];
  std::optional<Rational> step = Rational(0);
  for (const RuleRef& ref : figure.rules) {
    step = common_step(step, of_rule(proof_.statement(ref.statement).rules[ref.rule]));
  }
  for (const ast::StatementId version : figure.versions) {
    if (proof_.statement(version).rules.empty()) continue;
    const ast::Rule& rule = proof_.statement(version).rules.front();
    if (rule.value == no_expr) continue;
    const bool rounds = proof_.expr(rule.value).kind == ExprKind::rounded;
    step = common_step(step, rounds ? rounding_step(proof_.tree, proof_.expr(rule.value)) : std::nullopt);
  }
  if (figure.rules.empty()) {
    step = of_type(figure.type);
    if (figure.total_of) step = Rational::ratio(1, 100);
  }
  figures_[index] = step;
  state_[index] = State::yes;
  return step;
}

}  // namespace mou
