#include "dsl/syntax/build_expressions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/syntax/lexis.h"

namespace mou {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;
using ast::Word;

ExpressionBuilder::ExpressionBuilder(std::string_view text, std::uint32_t source, const Matches& matches,
                                     ast::Ast& tree, Diagnostics& diagnostics)
    : text_(text),
      source_(source),
      matches_(matches),
      tree_(tree),
      diagnostics_(diagnostics),
      comments_(comments_of(text)),
      first_expr_(static_cast<std::uint32_t>(tree.exprs.size())) {}

// ---- Places and words

Span ExpressionBuilder::span(std::uint32_t match) const {
  const Match& m = matches_[match];
  return {source_, m.begin, end_without_blanks(text_, comments_, m.begin, m.end)};
}

Word ExpressionBuilder::word(std::uint32_t match) const {
  const Span at = span(match);
  const std::string_view written = text_.substr(at.begin, at.end - at.begin);
  return {is_one_word(written) ? std::string(written) : words_of(written), at};
}

Word ExpressionBuilder::quoted(std::uint32_t match) const {
  const Span at = span(match);
  return {one_line_of(text_.substr(at.begin + 1, at.end - at.begin - 2)), at};
}

Diagnostic& ExpressionBuilder::mistake(Code code, Span at, std::string message) {
  lost_ = true;
  return diagnostics_.add(code, at, std::move(message));
}

void ExpressionBuilder::said_twice(std::uint32_t match) {
  const std::string first = std::string(token_at(text_, matches_[match].begin));
  mistake(Code::syntax, span(match), "`" + first + "` is said a second time here").help =
      "a rule or declaration says it once; leave one of them out";
}

Span ExpressionBuilder::covering(ExprId first, Span last) const {
  return cover(tree_.exprs[first].span, last);
}

// ---- Nodes

Expr ExpressionBuilder::node(ExprKind kind, std::uint32_t match) const {
  Expr made;
  made.kind = kind;
  made.span = span(match);
  return made;
}

ExprId ExpressionBuilder::add(Expr&& expr) {
  unsigned height = 0;
  for (const ExprId child : expr.children) {
    if (child != ast::no_expr) height = std::max<unsigned>(height, heights_[child - first_expr_]);
  }
  ++height;
  if (height == greatest_height) {
    mistake(Code::too_deep, expr.span, "a calculation of more steps than are followed").help =
        "split it into several figures";
  }
  heights_.push_back(static_cast<std::uint16_t>(std::min(height, greatest_height + 1)));
  tree_.exprs.push_back(std::move(expr));
  return static_cast<ExprId>(tree_.exprs.size() - 1);
}

ExprId ExpressionBuilder::add(ExprKind kind, std::uint32_t match, Ids children) {
  Expr made = node(kind, match);
  made.children = std::move(children);
  return add(std::move(made));
}

bool ExpressionBuilder::is_condition(ExprId id) const {
  switch (tree_.exprs[id].kind) {
    case ExprKind::compare:
    case ExprKind::one_of:
    case ExprKind::presence:
    case ExprKind::becomes:
    case ExprKind::all_of:
    case ExprKind::any_of:
    case ExprKind::negation:
      return true;
    case ExprKind::parentheses:
      return is_condition(tree_.exprs[id].children.front());
    default:
      return false;
  }
}

void ExpressionBuilder::want_value(ExprId id) {
  if (!is_condition(id)) return;
  mistake(Code::syntax, tree_.exprs[id].span, "a condition stands where a value is wanted").help =
      "conditions follow `when`, `unless` and `where`";
}

ExprId ExpressionBuilder::want_condition(ExprId id) {
  ExprId inner = id;
  while (tree_.exprs[inner].kind == ExprKind::parentheses) inner = tree_.exprs[inner].children.front();
  if (!is_condition(inner) && tree_.exprs[inner].kind != ExprKind::name) {
    mistake(Code::syntax, tree_.exprs[id].span, "a value stands where a condition is wanted").help =
        "compare it: `is`, `is not`, `is at least`, `is more than`, `before`, `after`; a yes-or-no name stands alone";
  }
  return id;
}

// ---- Values

ExprId ExpressionBuilder::value(std::uint32_t match) {
  Children children(matches_, match);
  switch (matches_[match].node) {
    case Node::single: {
      const ExprId made = limited(match);
      want_value(made);
      return made;
    }
    case Node::from_file: {
      Expr made = node(ExprKind::from_file, match);
      made.text = quoted(children.take()).text;
      return add(std::move(made));
    }
    case Node::table:
      return table(match);
    case Node::expr:
    case Node::term: {
      const ExprId first = value(children.take());
      return operations(first, children);
    }
    case Node::primary:
      return primary(match);
    case Node::percent_of: {
      const ExprId share = value(children.take());
      const ExprId of = value(children.take());
      want_value(of);
      return add(ExprKind::percent_of, match, {share, of});
    }
    case Node::percent:
    case Node::quantity:
      return quantity(match);
    case Node::measured:
      return measured(match);
    case Node::date: {
      Expr made = node(ExprKind::date, match);
      made.date = date(match);
      return add(std::move(made));
    }
    case Node::time:
      return literal_time(match);
    case Node::string: {
      Expr made = node(ExprKind::string, match);
      made.text = quoted(match).text;
      return add(std::move(made));
    }
    case Node::nothing:
      return add(node(ExprKind::nothing, match));
    case Node::parentheses: {
      const ExprId inner = limited(children.take());
      return add(ExprKind::parentheses, match, {inner});
    }
    case Node::among:
      return among(match);
    case Node::fold:
    case Node::inner_fold:
      return fold(match);
    case Node::count:
      return count(match);
    case Node::cond:
      return value_or_condition(match);
    case Node::search:
      return search(match);
    case Node::previous: {
      const ExprId of = value(children.take());
      return add(ExprKind::previous, match, {of});
    }
    case Node::completed: {
      Expr made = node(ExprKind::completed, match);
      made.word = word(children.take());
      made.children = {value(children.take())};
      want_value(made.children.front());
      return add(std::move(made));
    }
    case Node::stretch:
      return stretch(match);
    case Node::ref:
      return reference(match);
    default:
      return moment(match);
  }
}

// left, then `+ term`, `- term`, `* factor`, `/ factor` in turn.
ExprId ExpressionBuilder::operations(ExprId left, Children& children) {
  while (children.more()) {
    ExprKind kind = ExprKind::add;
    if (children.next_is(Node::added)) {
      kind = ExprKind::add;
    } else if (children.next_is(Node::subtracted)) {
      kind = ExprKind::subtract;
    } else if (children.next_is(Node::multiplied)) {
      kind = ExprKind::multiply;
    } else if (children.next_is(Node::divided)) {
      kind = ExprKind::divide;
    } else {
      return left;
    }
    const std::uint32_t match = children.take();
    const ExprId right = value(Children(matches_, match).take());
    want_value(left);
    want_value(right);
    Expr made = node(kind, match);
    made.span = covering(left, made.span);
    made.children = {left, right};
    left = add(std::move(made));
  }
  return left;
}

// A whole value or the inside of parentheses with its `, at least ...`.
ExprId ExpressionBuilder::limited(std::uint32_t match) {
  Children children(matches_, match);
  const ExprId first = value(children.take());
  return suffixes(first, children);
}

ExprId ExpressionBuilder::suffixes(ExprId left, Children& children) {
  while (children.more()) {
    const std::uint32_t match = children.take();
    want_value(left);
    if (matches_[match].node == Node::rounded) {
      left = rounded(left, match);
      continue;
    }
    Expr made = node(matches_[match].node == Node::at_least ? ExprKind::at_least : ExprKind::at_most, match);
    Children parts(matches_, match);
    const ExprId bound = value(parts.take());
    want_value(bound);
    if (parts.more()) made.clock = word(Children(matches_, parts.take()).take());
    made.span = covering(left, made.span);
    made.children = {left, bound};
    left = add(std::move(made));
  }
  return left;
}

ExprId ExpressionBuilder::rounded(ExprId left, std::uint32_t match) {
  Expr made = node(ExprKind::rounded, match);
  Children parts(matches_, match);
  if (parts.next_is(Node::rounding_way)) made.word2 = word(parts.take());
  ExprId step = ast::no_expr;
  if (parts.next_is(Node::the_unit)) {
    made.word = word(Children(matches_, parts.take()).take());
  } else {
    step = value(parts.take());
  }
  made.span = covering(left, made.span);
  made.children = {left, step};
  return add(std::move(made));
}

ExprId ExpressionBuilder::primary(std::uint32_t match) {
  Children children(matches_, match);
  const ExprId what = value(children.take());
  if (!children.more()) return what;
  const ExprId when = value(Children(matches_, children.take()).take());
  want_value(what);
  want_value(when);
  return add(ExprKind::as_of, match, {what, when});
}

Date ExpressionBuilder::date(std::uint32_t match) {
  const Word written = word(match);
  const auto parsed = parse_date(written.text);
  if (!parsed) {
    mistake(Code::bad_literal, written.span, "`" + written.text + "` is a date that does not exist").help =
        "write a day of the calendar as YYYY-MM-DD, from 1600-01-01 to 2999-12-31";
    // The reading goes on with the last day before, so that nothing else is said of the day that is none.
    const std::string day = written.text.substr(written.text.size() - 2);
    const auto month = parse_date(written.text.substr(0, written.text.size() - 2) + "01");
    return month && day > "28" ? add_months(*month, 1).value_or(*month) - 1 : Date{};
  }
  return *parsed;
}

ExprId ExpressionBuilder::literal_time(std::uint32_t match) {
  Expr made = node(ExprKind::time, match);
  const Word written = word(match);
  const auto parsed = parse_time(written.text);
  if (!parsed) {
    mistake(Code::bad_literal, written.span, "`" + written.text + "` is a time that does not exist").help =
        "times go from 00:00 to 23:59";
  }
  made.time = parsed.value_or(0);
  return add(std::move(made));
}

Rational ExpressionBuilder::number(std::uint32_t match) {
  std::string digits = word(match).text;
  std::erase_if(digits, [](char c) { return c == ',' || c == '%'; });
  const auto parsed = Rational::parse(digits);
  if (!parsed) {
    mistake(Code::bad_literal, span(match), "a number of more digits than are read").help =
        "numbers have at most 200 digits";
  }
  return parsed.value_or(Rational(0));
}

// percent | dollars per_unit? | number unit? per_unit?
ExprId ExpressionBuilder::quantity(std::uint32_t match) {
  Expr made = node(ExprKind::quantity, match);
  ast::UnitText unit;
  std::uint32_t amount = match;
  if (matches_[match].node != Node::percent) {
    Children children(matches_, match);
    amount = children.take();
    if (matches_[amount].node == Node::dollars) {
      unit.of = {"$", {source_, matches_[amount].begin, matches_[amount].begin + 1}};
      amount = Children(matches_, amount).take();
    }
    if (children.next_is(Node::unit)) unit.of = word(children.take());
    if (children.next_is(Node::per_unit)) unit.per = word(Children(matches_, children.take()).take());
  }
  if (matches_[amount].node == Node::percent) {
    const Span at = span(amount);
    unit.of = {"%", {source_, at.end - 1, at.end}};
  }
  made.percent = unit.of.text == "%";
  if (unit.written()) made.unit = std::move(unit);
  made.number = number(amount);
  return add(std::move(made));
}

ExprId ExpressionBuilder::measured(std::uint32_t match) {
  Children children(matches_, match);
  const ExprId amount = value(children.take());
  if (!children.more()) return amount;
  Expr made = node(ExprKind::offset, match);
  Children parts(matches_, children.take());
  made.word = word(parts.take());
  const ExprId from = value(parts.take());
  want_value(from);
  made.children = {amount, from};
  return add(std::move(made));
}

// the_ among_word factor members
ExprId ExpressionBuilder::among(std::uint32_t match) {
  Expr made = node(ExprKind::among, match);
  Children children(matches_, match);
  made.each = !word(children.take()).empty();
  made.word = word(children.take());
  if (made.word.text == "latest") {
    mistake(Code::syntax, made.word.span, "`latest` chooses among rows, not among values").help =
        "write `the later of A and B`, or `(the latest of A over ROWS)` in parentheses";
  }
  made.children.push_back(value(children.take()));
  Children others(matches_, children.take());
  while (others.more()) made.children.push_back(value(others.take()));
  for (const ExprId member : made.children) want_value(member);
  return add(std::move(made));
}

// the_ fold_word factor, then fold_among (a list after all) or fold_total; in parentheses a list may be compared.
ExprId ExpressionBuilder::fold(std::uint32_t match) {
  Children children(matches_, match);
  const Word the = word(children.take());
  const Word how = word(children.take());
  const ExprId first = value(children.take());
  const std::uint32_t rest = children.take();
  Children parts(matches_, rest);
  if (matches_[rest].node == Node::fold_total) {
    Expr made = node(ExprKind::total, match);
    made.each = !the.empty();
    made.word = how;
    const ExprId what = operations(first, parts);
    want_value(what);
    made.children = {what, rows(parts.take())};
    return add(std::move(made));
  }
  const std::uint32_t list = parts.take();
  Expr made = node(ExprKind::among, list);
  made.span = cover(how.span, made.span);
  if (!the.empty()) made.span = cover(the.span, made.span);
  made.each = !the.empty();
  made.word = how;
  if (how.text == "latest") {
    mistake(Code::syntax, how.span, "`latest` chooses among rows, not among values").help =
        "write `the later of A and B`";
  }
  made.children.push_back(first);
  Children others(matches_, list);
  while (others.more()) made.children.push_back(value(others.take()));
  for (const ExprId member : made.children) want_value(member);
  ExprId result = operations(add(std::move(made)), parts);
  if (children.more() && !children.next_is(Node::all_of) && !children.next_is(Node::any_of)) {
    result = comparison(result, children.take());
  }
  return children.more() ? chain(want_condition(result), children) : result;
}

// the_ rows
ExprId ExpressionBuilder::count(std::uint32_t match) {
  Expr made = node(ExprKind::count, match);
  Children children(matches_, match);
  made.each = !word(children.take()).empty();
  made.children = {rows(children.take())};
  return add(std::move(made));
}

// each_ clock where? window?
ExprId ExpressionBuilder::rows(std::uint32_t match) {
  Expr made = node(ExprKind::rows, match);
  made.children = {ast::no_expr, ast::no_expr};
  Children children(matches_, match);
  made.each = !word(children.take()).empty();
  made.word = word(children.take());
  if (children.next_is(Node::where)) made.children[0] = condition(Children(matches_, children.take()).take());
  if (!children.more()) return add(std::move(made));
  Children window(matches_, children.take());
  const bool previous = !word(window.take()).empty();
  made.clock = word(window.take());
  made.window = previous ? ast::Window::previous : ast::Window::around;
  if (!window.more()) return add(std::move(made));
  const std::uint32_t which = window.take();
  if (previous) {
    mistake(Code::syntax, span(which), "a window is the previous one or another, not both").help =
        "write `in the previous " + made.clock->text + "`";
  }
  made.window = matches_[which].node == Node::so_far ? ast::Window::so_far : ast::Window::including;
  if (made.window == ast::Window::including) {
    made.children[1] = value(Children(matches_, which).take());
    want_value(made.children[1]);
  }
  return add(std::move(made));
}

// extreme|end_word name search_where
ExprId ExpressionBuilder::search(std::uint32_t match) {
  Expr made = node(ExprKind::search, match);
  Children children(matches_, match);
  made.word = word(children.take());
  made.name = word(children.take());
  Children parts(matches_, children.take());
  made.children = {condition(parts.take()), ast::no_expr};
  if (parts.more()) {
    made.children[1] = value(Children(matches_, parts.take()).take());
    want_value(made.children[1]);
  }
  return add(std::move(made));
}

// name (argument ...)
ExprId ExpressionBuilder::reference(std::uint32_t match) {
  Expr made = node(ExprKind::name, match);
  Children children(matches_, match);
  made.name = word(children.take());
  while (children.more()) {
    made.children.push_back(value(children.take()));
    want_value(made.children.back());
  }
  return add(std::move(made));
}

}  // namespace mou
