#include "dsl/check/constant.h"

#include <array>

namespace mou {

namespace {

using ast::ExprKind;

class ConstantDates {
 public:
  ConstantDates(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                std::optional<Date> day = std::nullopt)
      : tree_(tree), declarations_(declarations), file_(file), day_(day) {}

  std::optional<Date> date(ast::ExprId id) const {
    if (id == ast::no_expr) return std::nullopt;
    const ast::Expr& e = tree_.expr(id);
    switch (e.kind) {
      case ExprKind::date:
        return e.date;
      case ExprKind::name:
        if (e.name.text == "day" && e.children.empty()) return day_;
        return e.name.text == "approval" && e.children.empty() ? file_.header.approved : std::nullopt;
      case ExprKind::parentheses:
        return date(e.children[0]);
      case ExprKind::period:
      case ExprKind::month_name:
        return first(tick(id));
      case ExprKind::boundary: {
        const std::optional<Tick> held = tick(e.children[0]);
        if (!held) return std::nullopt;
        return e.word.text == "end" ? held->last : held->first;
      }
      case ExprKind::month_day:
        return month_day(e);
      case ExprKind::offset:
        return offset(e);
      default:
        return std::nullopt;
    }
  }

  // The tick a period means when it is constant.
  std::optional<Tick> tick(ast::ExprId id) const {
    if (id == ast::no_expr) return std::nullopt;
    const ast::Expr& e = tree_.expr(id);
    if (e.kind == ExprKind::parentheses) return tick(e.children[0]);
    if (e.kind == ExprKind::month_name) return month(e);
    if (e.kind != ExprKind::period) return std::nullopt;
    const bool around_day = e.children.empty() || e.children[0] == ast::no_expr;
    const std::optional<Date> base = around_day ? day_ : date(e.children[0]);
    const std::uint32_t at = find_clock(declarations_, e.clock->text);
    if (!base || at == no_id) return std::nullopt;
    const Clock& clock = declarations_.clocks[at].clock;
    if (clock.kind == ClockKind::chosen_days) return std::nullopt;
    const std::optional<Tick> around = tick_around(clock, *base);
    if (!around) return std::nullopt;
    if (e.word.text == "previous") return previous_tick(clock, *around);
    return e.word.text == "following" || e.word.text == "next" ? next_tick(clock, *around) : around;
  }

 private:
  static std::optional<Date> first(const std::optional<Tick>& tick) {
    return tick ? std::optional<Date>(tick->first) : std::nullopt;
  }

  static std::optional<unsigned> month_number(std::string_view name) {
    for (unsigned m = 1; m <= 12; ++m) {
      if (month_text(m) == name) return m;
    }
    return std::nullopt;
  }

  std::optional<int> year_of(const ast::Expr& e) const {
    if (e.children.empty() || e.children[0] == ast::no_expr)
      return day_ ? std::optional<int>(civil(*day_).year) : std::nullopt;
    const std::optional<Tick> held = tick(e.children[0]);
    return held ? std::optional<int>(civil(held->first).year) : std::nullopt;
  }

  std::optional<Tick> month(const ast::Expr& e) const {
    const std::optional<unsigned> number = month_number(e.word.text);
    const std::optional<int> year = year_of(e);
    if (!number || !year) return std::nullopt;
    const std::optional<Date> start = make_date(*year, *number, 1);
    if (!start) return std::nullopt;
    return Tick{0, *start, *add_months(*start, 1) - 1};
  }

  std::optional<Date> month_day(const ast::Expr& e) const {
    const std::optional<unsigned> number = month_number(e.word.text);
    const std::optional<int> year = year_of(e);
    const std::optional<std::int64_t> day = e.number.to_int64();
    if (!number || !year || !day || *day < 1 || *day > 31) return std::nullopt;
    return make_date(*year, *number, static_cast<unsigned>(*day));
  }

  std::optional<Date> offset(const ast::Expr& e) const {
    const std::optional<Date> base = date(e.children[1]);
    const ast::Expr& by = tree_.expr(e.children[0]);
    const std::optional<std::int64_t> count = by.number.to_int64();
    if (!base || !count || by.kind != ExprKind::quantity || *count < -100000 || *count > 100000) return std::nullopt;
    const int n = static_cast<int>(e.word.text == "before" ? -*count : *count);
    const std::string& unit = by.unit->of.text;
    if (unit == "day" || unit == "days") return in_range(*base + n);
    if (unit == "week" || unit == "weeks") return in_range(*base + 7 * n);
    if (unit == "month" || unit == "months") return add_months(*base, n);
    if (unit == "year" || unit == "years") return add_months(*base, 12 * n);
    return std::nullopt;
  }

  static std::optional<Date> in_range(Date date) {
    if (date < first_date || last_date < date) return std::nullopt;
    return date;
  }

  const ast::Ast& tree_;
  const Declarations& declarations_;
  const ast::File& file_;
  // The day for which "the month" is asked, where there is one.
  std::optional<Date> day_;
};

}  // namespace

std::optional<Date> constant_date(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                                  ast::ExprId id) {
  return ConstantDates(tree, declarations, file).date(id);
}

std::optional<Date> constant_date_on(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                                     ast::ExprId id, Date day) {
  return ConstantDates(tree, declarations, file, day).date(id);
}

std::optional<Date> constant_period_end(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                                        ast::ExprId id) {
  const std::optional<Tick> tick = ConstantDates(tree, declarations, file).tick(id);
  return tick ? std::optional<Date>(tick->last) : std::nullopt;
}

std::optional<Rational> constant_number(const ast::Ast& tree, ast::ExprId id) {
  if (id == ast::no_expr) return std::nullopt;
  const ast::Expr& e = tree.expr(id);
  if (e.kind == ExprKind::parentheses) return constant_number(tree, e.children[0]);
  if (e.kind != ExprKind::quantity) return std::nullopt;
  return e.percent ? e.number / Rational(100) : e.number;
}

std::uint32_t find_clock(const Declarations& declarations, std::string_view name) {
  if (name == "year" || name == "years") name = "calendar year";
  for (std::uint32_t i = 0; i < declarations.clocks.size(); ++i) {
    const std::string& known = declarations.clocks[i].clock.name;
    if (known == name || (name.size() == known.size() + 1 && name.ends_with('s') && name.starts_with(known))) return i;
  }
  return no_id;
}

const ast::File& file_of(const ast::Ast& tree, Span span) {
  for (const ast::File& file : tree.files) {
    if (file.source == span.file) return file;
  }
  return tree.files.front();
}

}  // namespace mou
