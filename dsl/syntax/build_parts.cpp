// What several statements have: the parts of a declaration's head, and the modifiers of a rule.
#include <utility>

#include "dsl/syntax/build.h"

namespace mou {

// in_unit | is_type | each_clock | keys | starting | by_default
void TreeBuilder::head_part(ast::Head& head, std::uint32_t match) {
  Children children(matches_, match);
  switch (matches_[match].node) {
    case Node::each_clock:
      once(head.clock.empty(), match);
      head.clock = expressions_.word(children.take());
      break;
    case Node::keys:
      once(head.keys.empty(), match);
      while (children.more()) head.keys.push_back(expressions_.word(children.take()));
      break;
    case Node::starting:
      once(head.starting == ast::no_expr, match);
      head.starting = expressions_.value(children.take());
      break;
    case Node::by_default:
      once(head.default_value == ast::no_expr, match);
      head.default_value = expressions_.value(children.take());
      break;
    default:
      once(head.type.form == ast::TypeForm::none, match);
      head.type = type(match);
  }
}

// A part that may stand once does not stand yet.
void TreeBuilder::once(bool first, std::uint32_t match) {
  if (!first) expressions_.said_twice(match);
}

// in_unit | is_type
ast::TypeText TreeBuilder::type(std::uint32_t match) {
  ast::TypeText made;
  made.span = expressions_.span(match);
  Children children(matches_, match);
  if (matches_[match].node == Node::in_unit) {
    made.form = ast::TypeForm::unit;
    made.unit.of = expressions_.word(children.take());
    if (children.next_is(Node::per_unit)) {
      made.unit.per = expressions_.word(Children(matches_, children.take()).take());
    }
    limits(made, children);
    return made;
  }
  const std::uint32_t form = children.take();
  Children parts(matches_, form);
  switch (matches_[form].node) {
    case Node::a_date:
      made.form = ast::TypeForm::date;
      break;
    case Node::a_time:
      made.form = ast::TypeForm::time;
      break;
    case Node::whole_number:
      made.form = ast::TypeForm::whole_number;
      limits(made, parts);
      break;
    case Node::a_number:
      made.form = ast::TypeForm::number;
      limits(made, parts);
      break;
    case Node::a_text:
      made.form = ast::TypeForm::text;
      break;
    case Node::yes_or_no:
      made.form = ast::TypeForm::yes_or_no;
      break;
    default:
      made.form = ast::TypeForm::one_of;
      while (parts.more()) made.choices.push_back(expressions_.word(parts.take()));
  }
  return made;
}

// bounds? in_steps?
void TreeBuilder::limits(ast::TypeText& type, Children& children) {
  if (children.next_is(Node::bounds)) {
    Children parts(matches_, children.take());
    type.low = expressions_.value(parts.take());
    type.high = expressions_.value(parts.take());
  }
  if (children.next_is(Node::in_steps)) {
    type.step = expressions_.value(Children(matches_, children.take()).take());
  }
}

namespace {

bool is_mod(const Children& children) {
  for (const Node node : {Node::when, Node::unless, Node::otherwise, Node::from, Node::until, Node::instead_of,
                          Node::on, Node::paid_on, Node::for_each, Node::missed}) {
    if (children.next_is(node)) return true;
  }
  return false;
}

}  // namespace

Span TreeBuilder::mods_end(Children children) const {
  Span last;
  while (is_mod(children)) last = expressions_.span(children.take());
  return last;
}

void TreeBuilder::mods(ast::Mods& mods, Children& children) {
  while (is_mod(children)) {
    const std::uint32_t match = children.take();
    Children parts(matches_, match);
    switch (matches_[match].node) {
      case Node::when:
        mods.when.push_back(expressions_.condition(parts.take()));
        break;
      case Node::unless:
        mods.unless.push_back(expressions_.condition(parts.take()));
        break;
      case Node::otherwise:
        once(!mods.otherwise, match);
        mods.otherwise = true;
        mods.otherwise_span = expressions_.span(match);
        break;
      case Node::from:
        once(mods.from == ast::no_expr, match);
        mods.from = expressions_.value(parts.take());
        break;
      case Node::until:
        once(mods.until == ast::no_expr, match);
        mods.until = expressions_.value(parts.take());
        break;
      case Node::instead_of:
        while (parts.more()) mods.instead_of.push_back(expressions_.word(parts.take()));
        break;
      case Node::on:
        while (parts.more()) mods.on.push_back(expressions_.value(parts.take()));
        break;
      case Node::paid_on:
        while (parts.more()) mods.paid_on.push_back(expressions_.value(parts.take()));
        break;
      case Node::for_each:
        once(mods.for_each.empty(), match);
        mods.for_each = expressions_.word(parts.take());
        break;
      default:
        once(!mods.missed, match);
        mods.missed = expressions_.quoted(parts.take()).text;
    }
  }
}

}  // namespace mou
