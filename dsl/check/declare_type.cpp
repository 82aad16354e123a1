// Declared types: units, bounds and steps of numbers, choices of enumerations.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/constant.h"
#include "dsl/check/declare.h"
#include "dsl/check/units.h"

namespace mou {

namespace {

using ast::TypeForm;

// A bound is a literal, in the unit declared or bare.
std::optional<Rational> bound(const ast::Ast& tree, ast::ExprId id, const CheckedType& type, const Measures& measures,
                              Diagnostics& diagnostics) {
  if (id == ast::no_expr) return std::nullopt;
  const ast::Expr& e = tree.expr(id);
  const std::optional<Rational> number = constant_number(tree, id);
  if (!number) {
    diagnostics.add(Code::type_mismatch, e.span, "a bound must be a number that is written out");
    return std::nullopt;
  }
  const std::optional<Unit> unit = unit_of(e.unit, measures, diagnostics);
  const bool leading = unit && !type.type.unit.plain() && unit->powers.size() == 1 &&
                       std::find(type.type.unit.powers.begin(), type.type.unit.powers.end(), unit->powers[0]) !=
                           type.type.unit.powers.end();
  if (unit && !unit->plain() && *unit != type.type.unit && !leading) {
    Diagnostic& said = diagnostics.add(Code::unit_mismatch, e.span,
                                       fmt::format("the bound is in {}, what it bounds in {}",
                                                   unit_text(*unit, measures), unit_text(type.type.unit, measures)));
    said.help = fmt::format("write the bound in {}", unit_text(type.type.unit, measures));
  }
  return number;
}

Rational default_step(const CheckedType& type) {
  return type.whole ? Rational(1) : Rational::ratio(1, 100);
}

void read_bounds(const ast::Ast& tree, const ast::TypeText& text, CheckedType& type, const Measures& measures,
                 Diagnostics& diagnostics) {
  type.low = bound(tree, text.low, type, measures, diagnostics);
  type.high = bound(tree, text.high, type, measures, diagnostics);
  type.step = bound(tree, text.step, type, measures, diagnostics);
  if (type.low && type.high && *type.high < *type.low) {
    Diagnostic& said =
        diagnostics.add(Code::type_mismatch, cover(tree.expr(text.low).span, tree.expr(text.high).span),
                        fmt::format("no number lies from {} to {}", type.low->text(), type.high->text()));
    said.help = "write the lower bound first";
  }
  if (type.step && type.step->sign() <= 0) {
    diagnostics.add(Code::type_mismatch, tree.expr(text.step).span, "steps must be more than 0");
    type.step.reset();
  }
  if (!type.step) type.step = default_step(type);
}

}  // namespace

CheckedType declared_type(const ast::Ast& tree, const ast::TypeText& text, const Measures& measures,
                          Diagnostics& diagnostics) {
  CheckedType type;
  switch (text.form) {
    case TypeForm::none:
      type.unknown = true;
      return type;
    case TypeForm::unit:
    case TypeForm::number:
    case TypeForm::whole_number: {
      type.type.kind = TypeKind::number;
      type.whole = text.form == TypeForm::whole_number;
      const std::optional<Unit> unit = unit_of(text.unit, measures, diagnostics);
      if (unit) type.type.unit = *unit;
      type.unknown = !unit;
      if (unit) read_bounds(tree, text, type, measures, diagnostics);
      return type;
    }
    case TypeForm::date:
      type.type.kind = TypeKind::date;
      return type;
    case TypeForm::time:
      type.type.kind = TypeKind::time;
      return type;
    case TypeForm::text:
      type.type.kind = TypeKind::text;
      return type;
    case TypeForm::yes_or_no:
      type.type.kind = TypeKind::truth;
      return type;
    case TypeForm::one_of:
      type.type.kind = TypeKind::text;
      for (const ast::Word& choice : text.choices) type.choices.push_back(choice.text);
      return type;
  }
  return type;
}

}  // namespace mou
