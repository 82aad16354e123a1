// Declared clocks: "every 14 days from 2018-10-07 paid on 5 days after the end of the pay period", "each day when ...".
#include <fmt/format.h>

#include "dsl/check/constant.h"
#include "dsl/check/declare.h"

namespace mou {

namespace {

using ast::ExprKind;

std::optional<std::int32_t> length_in_days(const ast::Ast& tree, ast::ExprId id) {
  if (id == ast::no_expr || tree.expr(id).kind != ExprKind::quantity) return std::nullopt;
  const ast::Expr& e = tree.expr(id);
  const std::optional<std::int64_t> count = e.number.to_int64();
  const std::string& unit = e.unit->of.text;
  const bool weeks = unit == "week" || unit == "weeks";
  if (!count || *count < 1 || *count > 1000 || !(weeks || unit == "day" || unit == "days")) return std::nullopt;
  return static_cast<std::int32_t>(weeks ? 7 * *count : *count);
}

// "5 days after the end of the pay period", "the end of the pay period"
std::optional<std::int32_t> pay_delay(const ast::Ast& tree, ast::ExprId id) {
  const ast::Expr& e = tree.expr(id);
  if (e.kind == ExprKind::boundary && e.word.text == "end") return 0;
  if (e.kind != ExprKind::offset) return std::nullopt;
  const ast::Expr& base = tree.expr(e.children[1]);
  const std::optional<std::int32_t> days = length_in_days(tree, e.children[0]);
  if (!days || base.kind != ExprKind::boundary || base.word.text != "end") return std::nullopt;
  return e.word.text == "before" ? -*days : *days;
}

}  // namespace

ClockInfo declared_clock(const ast::Ast& tree, ast::StatementId id, Diagnostics& diagnostics) {
  const ast::Statement& statement = tree.statement(id);
  ClockInfo info;
  info.declared = id;
  info.paid = statement.paid;
  info.clock.name = statement.head.clock.text;
  info.clock.title = statement.title ? statement.title->text : info.clock.name;
  if (statement.condition == ast::no_expr) {
    info.clock.kind = ClockKind::chosen_days;
    return info;
  }
  info.clock.kind = ClockKind::every;
  const std::optional<std::int32_t> days = length_in_days(tree, statement.condition);
  if (days) {
    info.clock.days = *days;
  } else {
    Diagnostic& said = diagnostics.add(Code::type_mismatch, tree.expr(statement.condition).span,
                                       "the ticks of a clock must be some days or weeks long");
    said.help = "write for example `every 14 days from 2018-10-07`";
  }
  if (statement.start != ast::no_expr && tree.expr(statement.start).kind == ExprKind::date) {
    info.clock.anchor = tree.expr(statement.start).date;
  } else {
    const Span at = statement.start == ast::no_expr ? statement.span : tree.expr(statement.start).span;
    diagnostics.add(Code::type_mismatch, at, "a clock starts from a date that is written out");
  }
  if (statement.paid == ast::no_expr) return info;
  info.clock.pay_delay = pay_delay(tree, statement.paid);
  if (!info.clock.pay_delay) {
    Diagnostic& said = diagnostics.add(Code::type_mismatch, tree.expr(statement.paid).span,
                                       "a pay day is counted in days from the end of the period");
    said.help = fmt::format("write for example `paid on 5 days after the end of the {}`", info.clock.name);
  }
  return info;
}

}  // namespace mou
