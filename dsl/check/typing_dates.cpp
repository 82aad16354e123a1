// Dates and moments: each part must be a date, each clock known.
#include <fmt/format.h>

#include "dsl/check/constant.h"
#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

void Typing::date(ExprId id, const Scope& scope) {
  if (id == no_expr) return;
  const CheckedType& of = type(id, scope);
  if (of.unknown || of.nothing || of.type.kind == TypeKind::date) return;
  Diagnostic& said = diagnostics_.add(Code::type_mismatch, tree_.expr(id).span,
                                      fmt::format("a date stands here, and {} is {}", words(id), type_words_of(of)));
  if (tree_.expr(id).kind == ExprKind::divide) said.help = "a day is written year, month, day: `2019-07-01`";
  note_origin(said, id);
}

bool Typing::known_clock(const ast::Word& word, bool pay_day_too) {
  if (find_clock(names_, word.text) != no_id) return true;
  if (pay_day_too && (word.text == "pay day" || word.text == "pay days")) {
    const bool pays = names_.pay_clock != no_id && names_.clocks[names_.pay_clock].clock.pay_delay.has_value();
    if (!pays) {
      diagnostics_.add(Code::unknown_name, word.span, "no clock says when it pays, so there are no pay days").help =
          "declare one: `clock pay period every 14 days from ... paid on 5 days after the end of the pay period`";
    }
    return pays;
  }
  std::vector<std::string_view> known;
  for (const ClockInfo& info : names_.clocks) known.push_back(info.clock.name);
  const std::string_view near = nearest(word.text, known);
  Diagnostic& said = diagnostics_.add(Code::unknown_name, word.span, fmt::format("`{}` is no clock", word.text));
  if (near.empty()) {
    said.help = fmt::format("declare it: `clock {} every 7 days from ...`", word.text);
  } else {
    said.help = fmt::format("did you mean `{}`?", near);
    said.edits.push_back({word.span, std::string(near)});
  }
  return false;
}

CheckedType Typing::offset(const ast::Expr& e, const Scope& scope) {
  const ast::Expr& by = tree_.expr(e.children[0]);
  typed_[e.children[0]] = true;
  out_.types[e.children[0]] = plain();
  date(e.children[1], scope);
  const std::string& unit = by.unit->of.text;
  const bool calendar = unit == "day" || unit == "days" || unit == "week" || unit == "weeks" || unit == "month" ||
                        unit == "months" || unit == "year" || unit == "years";
  if (!by.unit->per.empty() || unit.empty()) {
    Diagnostic& said =
        diagnostics_.add(Code::unit_mismatch, by.span, fmt::format("{} says no stretch of time", words(e.children[0])));
    said.help = "write days, weeks, months, years or the ticks of a clock: `15 working days after ...`";
  } else if (!calendar) {
    known_clock(by.unit->of, true);
  }
  if (!by.number.is_whole()) {
    diagnostics_.add(Code::type_mismatch, by.span, "days, months and ticks are counted in whole numbers");
  }
  return of_kind(TypeKind::date);
}

void Typing::period(const ast::Expr& e) {
  const bool pay_day = e.clock->text == "pay day" || e.clock->text == "pay days";
  if (pay_day && e.word.text != "following") {
    Diagnostic& said = diagnostics_.add(Code::unknown_name, e.clock->span, "a pay day is one day and no period");
    said.help = "write `the pay day following ...` or `the first pay day of ...`";
    return;
  }
  known_clock(e.clock, pay_day);
}

CheckedType Typing::moment(const ast::Expr& e, const Scope& scope) {
  if (e.kind == ExprKind::nth) known_clock(e.clock, true);
  if (e.kind == ExprKind::period) period(e);
  for (const ExprId each : e.children) date(each, scope);
  CheckedType moment = of_kind(TypeKind::date);
  moment.moment = true;
  return moment;
}

CheckedType Typing::stretch(const ast::Expr& e, const Scope& scope) {
  for (const ExprId id : e.children) {
    const CheckedType& at = type(id, scope);
    if (at.unknown || at.type.kind == TypeKind::time) continue;
    Diagnostic& said = diagnostics_.add(
        Code::type_mismatch, tree_.expr(id).span,
        fmt::format("the hours of a stretch lie between times of day, and {} is {}", words(id), type_words_of(at)));
    if (at.type.kind == TypeKind::date) said.help = "the days between two dates are their difference, `D - E`";
    note_origin(said, id);
  }
  CheckedType hours = plain();
  hours.type.unit = Unit::of(hour_measure);
  return hours;
}

CheckedType Typing::completed(const ast::Expr& e, const Scope& scope) {
  date(e.children[0], scope);
  CheckedType years = plain();
  years.whole = true;
  years.low = Rational(0);
  return years;
}

}  // namespace mou
