// Sums need one unit, products make units, rounding needs the unit it rounds to.
#include <fmt/format.h>

#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

bool Typing::number(ExprId id, const CheckedType& type, std::string_view what) {
  if (type.unknown || type.nothing || type.type.kind == TypeKind::number) return true;
  Diagnostic& said =
      diagnostics_.add(Code::type_mismatch, tree_.expr(id).span,
                       fmt::format("{} takes numbers, and {} is {}", what, words(id), type_words_of(type)));
  note_origin(said, id);
  return false;
}

CheckedType Typing::add(const ast::Expr& e, const Scope& scope) {
  const ExprId left = e.children[0];
  const ExprId right = e.children[1];
  const CheckedType& a = type(left, scope);
  const CheckedType& b = type(right, scope);
  if (a.unknown || b.unknown) return unknown();
  const bool minus = e.kind == ExprKind::subtract;
  if (a.type.kind == TypeKind::date && b.type.kind == TypeKind::number) return shift_date(e, b);
  if (minus && a.type.kind == TypeKind::date && b.type.kind == TypeKind::date) {
    CheckedType days = plain();
    days.type.unit = Unit::of(day_measure);
    days.whole = true;
    return days;
  }
  if (a.type.kind == TypeKind::time) return shift_time(e, b);
  const std::string_view verb = minus ? "`-`" : "`+`";
  if (!number(left, a, verb) || !number(right, b, verb)) return unknown();
  if (a.nothing) return b;
  CheckedType sum = zero(left, b.type.unit) ? b : a;
  if (!fits(right, b, sum)) {
    say_units(e.span, left, a, right, b, minus ? "be subtracted" : "be added");
    return unknown();
  }
  sum = CheckedType{};
  sum.type = zero(left, b.type.unit) ? b.type : a.type;
  sum.whole = a.whole && b.whole;
  return sum;
}

// A date plus days, or plus a computed count of weeks, months or years; a count that is written out is a sentence.
CheckedType Typing::shift_date(const ast::Expr& e, const CheckedType& by) {
  const ExprId right = e.children[1];
  if (by.nothing || by.type.unit == Unit::of(day_measure)) return of_kind(TypeKind::date);
  const bool calendar = by.type.unit == Unit::of(week_measure) || by.type.unit == Unit::of(month_measure) ||
                        by.type.unit == Unit::of(calendar_year_measure);
  const ast::Expr& count = tree_.expr(right);
  if (calendar && count.kind != ExprKind::quantity) return of_kind(TypeKind::date);
  Diagnostic& said =
      diagnostics_.add(Code::month_arithmetic, e.span,
                       fmt::format("{} is {} and cannot be added to a date", words(right), type_words_of(by)));
  if (count.kind == ExprKind::quantity) {
    const std::string text =
        fmt::format("{} {} {}", sources_.slice(count.span), e.kind == ExprKind::add ? "after" : "before",
                    sources_.slice(tree_.expr(e.children[0]).span));
    said.help = fmt::format("write `{}`", text);
    said.edits.push_back({e.span, text});
  } else {
    said.help = "only days, weeks, months and years are added to a date";
  }
  note_origin(said, right);
  return of_kind(TypeKind::date);
}

// A time of day plus hours, or less hours: what the clock shows then. Between two times lies a stretch.
CheckedType Typing::shift_time(const ast::Expr& e, const CheckedType& by) {
  const ExprId right = e.children[1];
  if (by.nothing || by.type.unit == Unit::of(hour_measure)) return of_kind(TypeKind::time);
  const bool minus = e.kind == ExprKind::subtract;
  Diagnostic& said = diagnostics_.add(Code::type_mismatch, e.span,
                                      fmt::format("{} is {} and cannot be {} a time of day", words(right),
                                                  type_words_of(by), minus ? "taken from" : "added to"));
  note_origin(said, right);
  if (minus && by.type.kind == TypeKind::time) {
    said.help = fmt::format("write `the hours from {} to {}`", sources_.slice(tree_.expr(right).span),
                            sources_.slice(tree_.expr(e.children[0]).span));
  } else {
    said.help = "only hours are added to a time of day";
  }
  return of_kind(TypeKind::time);
}

CheckedType Typing::multiply(const ast::Expr& e, const Scope& scope) {
  const CheckedType& a = type(e.children[0], scope);
  const CheckedType& b = type(e.children[1], scope);
  if (a.unknown || b.unknown) return unknown();
  const std::string_view verb = e.kind == ExprKind::multiply ? "`*`" : "`/`";
  if (!number(e.children[0], a, verb) || !number(e.children[1], b, verb)) return unknown();
  CheckedType product = plain();
  if (e.kind == ExprKind::multiply) {
    product.type.unit = a.type.unit * b.type.unit;
    product.whole = a.whole && b.whole;
    return product;
  }
  product.type.unit = a.type.unit / b.type.unit;
  const ast::Expr& divisor = tree_.expr(e.children[1]);
  if (divisor.kind == ExprKind::quantity && divisor.number.is_zero()) {
    diagnostics_.add(Code::type_mismatch, divisor.span, "nothing can be divided by 0");
  }
  return product;
}

CheckedType Typing::percent_of(const ast::Expr& e, const Scope& scope) {
  type(e.children[0], scope);
  CheckedType of = type(e.children[1], scope);
  if (of.unknown || !number(e.children[1], of, "a percentage")) return unknown();
  of.whole = false;
  of.low.reset();
  of.high.reset();
  of.step.reset();
  return of;
}

CheckedType Typing::rounded(const ast::Expr& e, const Scope& scope, Want want) {
  CheckedType value = type(e.children[0], scope, want);
  if (child(e, 1) != no_expr) type(child(e, 1), scope);
  if (value.unknown) return value;
  if (!number(e.children[0], value, "rounding")) return unknown();
  check_rounding(e, value);
  return value;
}

void Typing::check_rounding(const ast::Expr& e, const CheckedType& value) {
  if (value.unknown || value.nothing) return;
  // What is rounded is the measure that leads: cents of dollars per hour.
  std::vector<std::pair<MeasureId, int>> leads;
  for (const auto& power : value.type.unit.powers) {
    if (power.second > 0) leads.push_back(power);
  }
  const auto say = [&](Span at, std::string_view to) {
    Diagnostic& said = diagnostics_.add(
        Code::bad_rounding, at,
        fmt::format("{} is {} and cannot be rounded to {}", words(e.children[0]), type_words_of(value), to));
    if (leads.size() == 1 && leads[0].first == dollar_measure) {
      said.help = "dollars are rounded to the cent or to the dollar";
    } else if (value.type.unit.plain()) {
      said.help = "a plain number is rounded to a number: `rounded to 0.01`";
    } else {
      said.help = fmt::format(
          "write the step with its unit: `rounded to 0.01 {}`",
          leads.empty() ? unit_text(value.type.unit, names_.measures) : names_.measures.plural(leads[0].first));
    }
    note_origin(said, e.children[0]);
  };
  const ExprId step = child(e, 1);
  if (step == no_expr) {
    MeasureId to = dollar_measure;
    if (e.word.text != "cent" && !names_.measures.find(e.word.text, to)) {
      say(e.word.span, fmt::format("the {}", e.word.text));
    } else if (leads.size() != 1 || leads[0] != std::pair<MeasureId, int>(to, 1)) {
      say(e.word.span, fmt::format("the {}", e.word.text));
    }
    return;
  }
  const CheckedType& by = out_.types[step];
  if (by.unknown) return;
  const ast::Expr& literal = tree_.expr(step);
  if (literal.kind != ExprKind::quantity || literal.number.sign() <= 0) {
    Diagnostic& said = diagnostics_.add(Code::bad_rounding, literal.span, "a value is rounded to a number above 0");
    said.help = "write the number out: `rounded to 0.01 hours`";
    return;
  }
  const bool leading = leads.size() == 1 && by.type.unit == Unit{leads};
  if (by.type.unit != value.type.unit && !leading) say(literal.span, words(step));
}

}  // namespace mou
