// The parts of the tree that hold or do not.
#include <string>
#include <utility>

#include "dsl/syntax/build_expressions.h"
#include "dsl/syntax/lexis.h"

namespace mou {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;

ExprId ExpressionBuilder::condition(std::uint32_t match) {
  return want_condition(value_or_condition(match));
}

// cond: test (all_of|any_of)? — in parentheses a lone value may stand; what is around it decides.
ExprId ExpressionBuilder::value_or_condition(std::uint32_t match) {
  Children children(matches_, match);
  const ExprId first = test(children.take());
  return children.more() ? chain(want_condition(first), children) : first;
}

ExprId ExpressionBuilder::chain(ExprId left, Children& children) {
  const std::uint32_t match = children.take();
  Expr made = node(matches_[match].node == Node::all_of ? ExprKind::all_of : ExprKind::any_of, match);
  made.span = covering(left, made.span);
  made.children.push_back(left);
  Children others(matches_, match);
  while (others.more()) made.children.push_back(want_condition(test(others.take())));
  return add(std::move(made));
}

// negated | expr comparison?
ExprId ExpressionBuilder::test(std::uint32_t match) {
  Children children(matches_, match);
  const std::uint32_t first = children.take();
  if (matches_[first].node == Node::negated) {
    const ExprId inner = want_condition(test(Children(matches_, first).take()));
    return negated(inner, span(first));
  }
  const ExprId left = value(first);
  return children.more() ? comparison(left, children.take()) : left;
}

ExprId ExpressionBuilder::negated(ExprId inner, Span at) {
  Expr made;
  made.kind = ExprKind::negation;
  made.span = at;
  made.children = {inner};
  return add(std::move(made));
}

// is_ | on_or | before_after | becomes
ExprId ExpressionBuilder::comparison(ExprId left, std::uint32_t match) {
  Children children(matches_, match);
  switch (matches_[match].node) {
    case Node::is_:
      return is_comparison(left, children.take());
    case Node::on_or: {
      const std::string how = "on or " + word(children.take()).text;
      return compare(left, how, value(children.take()));
    }
    case Node::before_after: {
      const std::string how = word(children.take()).text;
      return compare(left, how, value(children.take()));
    }
    default: {
      const ExprId right = value(children.take());
      const ExprId made = compare(left, "", right);
      tree_.exprs[made].kind = ExprKind::becomes;
      return made;
    }
  }
}

// What follows `is`.
ExprId ExpressionBuilder::is_comparison(ExprId left, std::uint32_t match) {
  Children children(matches_, match);
  switch (matches_[match].node) {
    case Node::is_not: {
      const std::uint32_t what = children.take();
      if (matches_[what].node == Node::one_of) return listed(left, "is not one of", what);
      if (matches_[what].node != Node::presence) return compare(left, "is not", value(what));
      const ExprId inner = is_comparison(left, what);
      return negated(inner, tree_.exprs[inner].span);
    }
    case Node::one_of:
      return listed(left, "is one of", match);
    case Node::presence: {
      want_value(left);
      Expr made = node(ExprKind::presence, match);
      made.word = word(match);
      made.span = covering(left, made.span);
      made.children = {left};
      return add(std::move(made));
    }
    case Node::at_limit: {
      const std::string how = "at " + word(children.take()).text;
      return compare(left, how, value(children.take()));
    }
    case Node::than: {
      const std::string how = word(children.take()).text + " than";
      return compare(left, how, value(children.take()));
    }
    case Node::on_or:
    case Node::before_after:
      return comparison(left, match);
    case Node::on_date:
      return compare(left, "on", value(children.take()));
    default:
      return compare(left, "is", value(match));
  }
}

ExprId ExpressionBuilder::compare(ExprId left, std::string how, ExprId right) {
  want_value(left);
  want_value(right);
  Expr made;
  made.kind = ExprKind::compare;
  made.span = covering(left, tree_.exprs[right].span);
  made.word = {std::move(how), between(left, right)};
  made.children = {left, right};
  return add(std::move(made));
}

// The words between two values.
Span ExpressionBuilder::between(ExprId left, ExprId right) const {
  Span words{source_, tree_.exprs[left].span.end, tree_.exprs[right].span.begin};
  words.end = end_without_blanks(text_, comments_, words.begin, words.end);
  while (words.begin < words.end && (text_[words.begin] == ' ' || text_[words.begin] == '\n')) ++words.begin;
  return words;
}

ExprId ExpressionBuilder::listed(ExprId left, std::string how, std::uint32_t match) {
  want_value(left);
  Expr made = node(ExprKind::one_of, match);
  made.span = covering(left, made.span);
  made.children.push_back(left);
  Children members(matches_, match);
  while (members.more()) {
    made.children.push_back(value(members.take()));
    want_value(made.children.back());
  }
  made.word = {std::move(how), between(left, made.children[1])};
  return add(std::move(made));
}

}  // namespace mou
