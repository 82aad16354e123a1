// The parts of the tree that are days, months, periods and stretches of a day.
#include <string>
#include <utility>

#include "dsl/syntax/build_expressions.h"

namespace mou {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;

ExprId ExpressionBuilder::moment(std::uint32_t match) {
  Expr made = node(ExprKind::period, match);
  Children children(matches_, match);
  switch (matches_[match].node) {
    case Node::nth:
      return nth(match);
    case Node::month_day:
    case Node::month_name:
      return month(match);
    case Node::weekday:
      made.kind = ExprKind::weekday;
      made.word = word(match);
      return add(std::move(made));
    case Node::boundary: {
      made.kind = ExprKind::boundary;
      made.word = word(children.take());
      made.children = {moment(children.take())};
      return add(std::move(made));
    }
    case Node::shifted:
      made.word = word(children.take());
      made.clock = word(children.take());
      made.children = {ast::no_expr};
      return add(std::move(made));
    case Node::every_one:
      made.word = {"each", {source_, made.span.begin, made.span.begin + 4}};
      made.clock = word(children.take());
      made.children = {ast::no_expr};
      return add(std::move(made));
    default: {
      // around: clock related?
      made.word = {"the", {source_, made.span.begin, made.span.begin + 3}};
      made.clock = word(children.take());
      made.children = {ast::no_expr};
      if (children.more()) {
        Children related(matches_, children.take());
        made.word = word(related.take());
        made.children = {value(related.take())};
        want_value(made.children.front());
      }
      return add(std::move(made));
    }
  }
}

// ordinal number? clock period|month_name
ExprId ExpressionBuilder::nth(std::uint32_t match) {
  Expr made = node(ExprKind::nth, match);
  Children children(matches_, match);
  made.word = word(children.take());
  made.number = children.next_is(Node::number) ? number(children.take()) : Rational(1);
  made.clock = word(children.take());
  made.children = {moment(children.take())};
  return add(std::move(made));
}

// expr expr within?
ExprId ExpressionBuilder::stretch(std::uint32_t match) {
  Expr made = node(ExprKind::stretch, match);
  Children children(matches_, match);
  made.children = {value(children.take()), value(children.take())};
  if (children.more()) {
    Children within(matches_, children.take());
    while (within.more()) made.children.push_back(value(within.take()));
  }
  for (const ExprId time : made.children) want_value(time);
  return add(std::move(made));
}

// month number? period?
ExprId ExpressionBuilder::month(std::uint32_t match) {
  Expr made = node(matches_[match].node == Node::month_day ? ExprKind::month_day : ExprKind::month_name, match);
  Children children(matches_, match);
  made.word = word(children.take());
  if (children.next_is(Node::number)) {
    const std::uint32_t day = children.take();
    made.number = number(day);
    if (!made.number.is_whole() || made.number < Rational(1) || made.number > Rational(31)) {
      mistake(Code::bad_literal, span(day), "`" + word(day).text + "` is no day of a month").help =
          "write `December 15`, `January 1 of the calendar year following DATE`";
    }
  }
  made.children = {children.more() ? moment(children.take()) : ast::no_expr};
  return add(std::move(made));
}

}  // namespace mou
