// Dates and moments: periods, pay days, deadlines, and whether a moment falls on a day or in a tick.
#include <array>

#include "dsl/check/constant.h"
#include "dsl/lower/lowering.h"

namespace mou {

using ast::ExprKind;

namespace {

constexpr Type a_date{TypeKind::date, {}};

std::uint8_t month_number(const std::string& name) {
  for (std::uint8_t month = 1; month <= 12; ++month) {
    if (month_text(month) == name) {
      return month;
    }
  }
  return 1;
}

std::int32_t ordinal(const std::string& word) {
  constexpr std::array<std::string_view, 5> words = {"first", "second", "third", "fourth", "fifth"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) {
      return static_cast<std::int32_t>(i) + 1;
    }
  }
  return -1;
}

}  // namespace

NodeId Lowering::date_expr(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const auto optional_base = [&] {
    return !e.children.empty() && e.children[0] != ast::no_expr ? expr(e.children[0], around) : today(around, e.span);
  };
  Node node;
  node.type = a_date;
  node.clause = around.clause;
  node.span = e.span;
  switch (e.kind) {
    case ExprKind::offset:
      return offset(id, around);
    case ExprKind::period:
      return period(id, around, no_node);
    case ExprKind::nth:
      return nth(id, e.word.text == "last" ? -1 : ordinal(e.word.text), around, today(around, e.span));
    case ExprKind::boundary: {
      const NodeId start = expr(e.children[0], around);
      if (e.word.text == "start") {
        return start;
      }
      node.kind = NodeKind::period_end;
      node.children = {start};
      node.clock = find_clock(names(), at(e.children[0]).clock->text);
      return add(std::move(node));
    }
    default:
      node.kind = NodeKind::month_day;
      node.month = month_number(e.word.text);
      node.number = e.kind == ExprKind::month_day ? static_cast<std::int32_t>(e.number.to_int64().value_or(1)) : 1;
      node.children = {optional_base()};
      return add(std::move(node));
  }
}

NodeId Lowering::offset(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const ast::Expr& count = at(e.children[0]);
  const std::string& unit = count.unit->of.text;
  Node node;
  node.kind = NodeKind::offset;
  node.op = e.word.text == "before" ? Op::subtract : Op::add;
  node.type = a_date;
  if (unit == "day" || unit == "days") {
    node.calendar = CalendarUnit::day;
  } else if (unit == "week" || unit == "weeks") {
    node.calendar = CalendarUnit::week;
  } else if (unit == "month" || unit == "months") {
    node.calendar = CalendarUnit::month;
  } else if (unit == "year" || unit == "years") {
    node.calendar = CalendarUnit::year;
  } else if (unit == "pay day" || unit == "pay days") {
    node.calendar = CalendarUnit::pay_day;
    node.clock = graph_.pay_clock;
  } else {
    node.clock = find_clock(names(), unit);
  }
  node.children = {number(count.number, around, count.span), expr(e.children[1], around)};
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::next_pay_day(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  Node node;
  node.kind = NodeKind::offset;
  node.op = Op::add;
  node.type = a_date;
  node.calendar = CalendarUnit::pay_day;
  node.clock = graph_.pay_clock;
  node.children = {number(Rational(1), around, e.span), expr(e.children[0], around)};
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::period(ast::ExprId id, const Around& around, NodeId reference) {
  const ast::Expr& e = at(id);
  if (e.clock->text == "pay day") {
    return next_pay_day(id, around);
  }
  Node node;
  node.kind = NodeKind::period_start;
  node.type = a_date;
  node.clock = find_clock(names(), e.clock->text);
  node.op = e.word.text == "previous"    ? Op::previous
            : e.word.text == "next"      ? Op::next
            : e.word.text == "including" ? Op::including
            : e.word.text == "following" ? Op::following
                                         : Op::around;
  if (!e.children.empty() && e.children[0] != ast::no_expr) {
    node.children = {expr(e.children[0], around)};
  } else if (reference != no_node) {
    node.children = {reference};
  }
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::counted_in(ast::ExprId id, const Around& around, NodeId reference, ClockId& clock) {
  const ast::Expr& e = at(id);
  if (e.kind == ExprKind::period) {
    clock = find_clock(names(), e.clock->text);
    return period(id, around, reference);
  }
  clock = find_clock(names(), "month");
  Node node;
  node.kind = NodeKind::month_day;
  node.type = a_date;
  node.month = month_number(e.word.text);
  node.number = 1;
  node.children = {!e.children.empty() && e.children[0] != ast::no_expr ? expr(e.children[0], around) : reference};
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

bool Lowering::counts_pay_days(ast::ExprId id) const {
  const ast::Expr& e = at(id);
  return (e.kind == ExprKind::nth || e.kind == ExprKind::period) && e.clock->text.starts_with("pay day");
}

NodeId Lowering::nth(ast::ExprId id, std::int32_t which, const Around& around, NodeId reference) {
  const ast::Expr& e = at(id);
  Node node;
  node.kind = NodeKind::nth;
  node.type = a_date;
  node.number = which;
  if (counts_pay_days(id)) {
    node.op = Op::count;
    node.clock = graph_.pay_clock;
  } else {
    node.clock = find_clock(names(), e.clock->text);
  }
  ClockId in = no_id;
  node.children = {counted_in(e.children[0], around, reference, in)};
  node.index = in;
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::pay_day(const Around& around, Span span) {
  Node node;
  node.kind = NodeKind::pay_day;
  node.index = graph_.pay_clock;
  node.type = a_date;
  node.clause = around.clause;
  node.span = span;
  return add(std::move(node));
}

NodeId Lowering::occurs(ast::ExprId id, const Around& around, bool in_tick) {
  const ast::Expr& e = at(id);
  if (counts_pay_days(id)) {
    // What happens on a pay day is booked with the pay period it pays: on that period's last day.
    const NodeId paid = pay_day(around, e.span);
    std::vector<NodeId> tests;
    if (e.kind == ExprKind::period) {
      tests.push_back(compare(Op::equal, paid, next_pay_day(id, around), around, e.span));
    }
    const std::int32_t count = static_cast<std::int32_t>(e.number.to_int64().value_or(1));
    const bool last = e.word.text == "last";
    const std::int32_t first = last ? -count : ordinal(e.word.text);
    for (std::int32_t which = first; e.kind == ExprKind::nth && which < first + count; ++which) {
      tests.push_back(compare(Op::equal, paid, nth(id, which, around, paid), around, e.span));
    }
    const NodeId any = truth(Op::any, std::move(tests), around, e.span);
    if (in_tick) {
      return any;
    }
    Node start;
    start.kind = NodeKind::period_start;
    start.op = Op::around;
    start.type = a_date;
    start.clock = graph_.pay_clock;
    start.clause = around.clause;
    start.span = e.span;
    Node end = start;
    end.kind = NodeKind::period_end;
    end.op = Op::none;
    end.children = {add(std::move(start))};
    const NodeId last_day = compare(Op::equal, today(around, e.span), add(std::move(end)), around, e.span);
    return truth(Op::all, {last_day, any}, around, e.span);
  }
  const NodeId moment = expr(id, around);
  if (!in_tick) {
    return compare(Op::equal, today(around, e.span), moment, around, e.span);
  }
  Node start;
  start.kind = NodeKind::period_start;
  start.op = Op::around;
  start.type = a_date;
  start.clock = around.clock;
  start.clause = around.clause;
  start.span = e.span;
  const NodeId begun = compare(Op::less_equal, add(std::move(start)), moment, around, e.span);
  return truth(Op::all, {begun, compare(Op::less_equal, moment, today(around, e.span), around, e.span)}, around,
               e.span);
}

NodeId Lowering::any_occurs(const std::vector<ast::ExprId>& moments, const Around& around, bool in_tick) {
  std::vector<NodeId> tests;
  for (const ast::ExprId moment : moments) {
    tests.push_back(occurs(moment, around, in_tick));
  }
  return truth(Op::any, std::move(tests), around, at(moments.front()).span);
}

}  // namespace mou
