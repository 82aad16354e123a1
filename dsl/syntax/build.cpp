#include "dsl/syntax/build.h"

#include <optional>
#include <string>
#include <utility>

namespace mou {

using ast::Statement;
using ast::StatementKind;
using ast::Word;

TreeBuilder::TreeBuilder(std::string_view text, std::uint32_t source, const Matches& matches, ast::Ast& tree,
                         Diagnostics& diagnostics)
    : matches_(matches),
      tree_(tree),
      expressions_(text, source, matches, tree, diagnostics),
      file_(static_cast<std::uint32_t>(tree.files.size())) {
  // Sizes as they are met in contracts, so that the vectors do not grow by copying.
  tree.exprs.reserve(tree.exprs.size() + text.size() / 16);
  tree.statements.reserve(tree.statements.size() + text.size() / 96);
  ast::File file;
  file.source = source;
  file.first_statement = file.last_statement = static_cast<ast::StatementId>(tree.statements.size());
  file.first_clause = file.last_clause = static_cast<ast::ClauseId>(tree.clauses.size());
  file.comments = expressions_.comments();
  tree.files.push_back(std::move(file));
}

void TreeBuilder::close(bool whole) {
  ast::File& file = tree_.files[file_];
  file.last_statement = static_cast<ast::StatementId>(tree_.statements.size());
  file.last_clause = static_cast<ast::ClauseId>(tree_.clauses.size());
  file.whole = whole && !expressions_.lost();
}

void TreeBuilder::add() {
  if (matches_.front().node == Node::header) {
    header(0);
    return;
  }
  Statement made = statement(0);
  const auto id = static_cast<ast::StatementId>(tree_.statements.size());
  if (made.kind == StatementKind::article || made.kind == StatementKind::clause) {
    clause_ = static_cast<ast::ClauseId>(tree_.clauses.size());
    tree_.clauses.push_back({id, made.kind == StatementKind::article, made.id.text, {}});
  } else if (clause_ != ast::none) {
    tree_.clauses[clause_].statements.push_back(id);
  }
  made.clause = clause_;
  tree_.statements.push_back(std::move(made));
}

// ---- The header

void TreeBuilder::header(std::uint32_t match) {
  ast::Header made;
  made.span = expressions_.span(match);
  Children children(matches_, match);
  made.kind = expressions_.word(children.take());
  made.name = expressions_.word(children.take());
  if (children.next_is(Node::title)) made.title = expressions_.quoted(children.take());
  while (children.more()) {
    const std::uint32_t property = children.take();
    Children parts(matches_, property);
    switch (matches_[property].node) {
      case Node::parties:
        while (parts.more()) made.parties.push_back(expressions_.quoted(parts.take()));
        break;
      case Node::in_force: {
        const Date first = expressions_.date(parts.take());
        made.term_span = expressions_.span(property);
        made.term = {first, expressions_.date(parts.take())};
        break;
      }
      case Node::approved:
        made.approved_span = expressions_.span(property);
        made.approved = expressions_.date(parts.take());
        break;
      case Node::succeeds:
        made.succeeds = expressions_.word(parts.take());
        break;
      case Node::amends:
        made.amends = expressions_.word(parts.take());
        break;
      case Node::document:
        made.document = expressions_.quoted(parts.take());
        break;
      case Node::uses:
        while (parts.more()) made.uses.push_back(expressions_.word(parts.take()));
        break;
      case Node::covers:
        made.covers_span = expressions_.span(property);
        made.covers = expressions_.condition(parts.take());
        break;
      default:
        made.rounding_span = expressions_.span(property);
        made.rounding = expressions_.word(property).text == "up" ? Rounding::half_up : Rounding::half_down;
    }
  }
  tree_.files[file_].header = std::move(made);
  has_header_ = true;
}

// ---- Statements

Statement TreeBuilder::statement(std::uint32_t match) {
  Statement made{};
  made.span = expressions_.span(match);
  Children children(matches_, match);
  switch (matches_[match].node) {
    case Node::article:
    case Node::clause:
      made.kind = matches_[match].node == Node::article ? StatementKind::article : StatementKind::clause;
      made.id = expressions_.word(children.take());
      made.title = expressions_.quoted(children.take());
      if (children.next_is(Node::pages)) made.pages = expressions_.word(children.take()).text;
      mods(made.mods, children);
      break;
    case Node::figure:
      made.kind = StatementKind::figure;
      declared(made, children);
      break;
    case Node::pay:
      made.kind = StatementKind::pay;
      declared(made, children);
      break;
    case Node::deduct:
      made.kind = StatementKind::deduct;
      declared(made, children);
      break;
    case Node::deadline:
      made.kind = StatementKind::deadline;
      declared(made, children);
      break;
    case Node::fact:
      made.kind = StatementKind::fact;
      declared(made, children);
      break;
    case Node::key:
      made.kind = StatementKind::key;
      declared(made, children);
      break;
    case Node::measure:
      made.kind = StatementKind::measure;
      declared(made, children);
      break;
    case Node::bank:
      made.kind = StatementKind::bank;
      bank(made, children);
      break;
    case Node::raise:
    case Node::change: {
      made.kind = matches_[match].node == Node::raise ? StatementKind::raise : StatementKind::change;
      made.name = expressions_.word(children.take());
      const std::uint32_t value = children.take();
      made.rules.push_back(rule(matches_[value].begin, expressions_.value(value), children));
      break;
    }
    case Node::only_one:
      made.kind = StatementKind::only_one;
      while (children.next_is(Node::name)) made.names.push_back(expressions_.word(children.take()));
      made.word = expressions_.word(children.take());
      mods(made.mods, children);
      break;
    case Node::require: {
      made.kind = StatementKind::require;
      const std::uint32_t condition = children.take();
      const ast::ExprId value = expressions_.condition(condition);
      if (children.next_is(Node::each_clock)) {
        made.head.clock = expressions_.word(Children(matches_, children.take()).take());
      }
      made.rules.push_back(rule(matches_[condition].begin, value, children));
      made.mods = made.rules.front().mods;
      if (children.more()) made.text = expressions_.quoted(children.take());
      break;
    }
    case Node::order:
      made.kind = StatementKind::order;
      order(made, children);
      break;
    case Node::reading:
      made.kind = StatementKind::reading;
      reading(made, children);
      break;
    case Node::example:
      made.kind = StatementKind::example;
      made.title = expressions_.quoted(children.take());
      while (children.more()) {
        const bool gives = children.next_is(Node::gives);
        made.assignments.push_back(assignment(children.take(), gives));
      }
      break;
    case Node::strike:
      made.kind = StatementKind::strike;
      while (children.next_is(Node::id)) made.ids.push_back(expressions_.word(children.take()));
      mods(made.mods, children);
      break;
    case Node::assume: {
      made.kind = StatementKind::assume;
      ast::Assignment assumed;
      assumed.target = expressions_.value(children.take());
      assumed.value = expressions_.value(Children(matches_, children.take()).take());
      assumed.span = {made.span.file, tree_.exprs[assumed.target].span.begin, tree_.exprs[assumed.value].span.end};
      mods(made.mods, children);
      assumed.from = made.mods.from;
      made.assignments.push_back(std::move(assumed));
      break;
    }
    case Node::cites:
      made.kind = StatementKind::cites;
      while (children.more()) {
        const bool in_quotes = children.next_is(Node::string);
        const std::uint32_t cited = children.take();
        if (in_quotes) {
          made.texts.push_back(expressions_.quoted(cited));
        } else {
          made.ids.push_back(expressions_.word(cited));
        }
      }
      break;
    case Node::prose:
      made.kind = StatementKind::prose;
      made.text = expressions_.quoted(children.take());
      break;
    case Node::outside:
      made.kind = StatementKind::outside;
      made.name = expressions_.word(children.take());
      made.text = expressions_.quoted(children.take());
      while (children.more()) head_part(made.head, children.take());
      break;
    case Node::event:
      made.kind = StatementKind::event;
      event(made, children);
      break;
    default:
      made.kind = StatementKind::clock;
      clock(made, children);
  }
  const std::string_view first_word = ast::statement_word(made.kind);
  made.word_span = {made.span.file, made.span.begin, made.span.begin + static_cast<std::uint32_t>(first_word.size())};
  return made;
}

// name title? head_part* rule*
void TreeBuilder::declared(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  if (children.next_is(Node::title)) statement.title = expressions_.quoted(children.take());
  while (children.more() && !children.next_is(Node::rule)) head_part(statement.head, children.take());
  rules(statement, children);
}

void TreeBuilder::rules(Statement& statement, Children& children) {
  while (children.more()) {
    const std::uint32_t match = children.take();
    Children parts(matches_, match);
    const ast::ExprId value = expressions_.value(parts.take());
    statement.rules.push_back(rule(matches_[match].begin, value, parts));
  }
}

// A value that has been read, and the modifiers that follow it.
ast::Rule TreeBuilder::rule(std::uint32_t begin, ast::ExprId value, Children& children) {
  ast::Rule made;
  made.value = value;
  const Span at = tree_.exprs[value].span;
  made.span = {at.file, begin, at.end};
  const Span last = mods_end(children);
  if (last.known()) made.span.end = last.end;
  mods(made.mods, children);
  return made;
}

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

// name title? in_unit? (flow mods)?
void TreeBuilder::bank(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  if (children.next_is(Node::title)) statement.title = expressions_.quoted(children.take());
  if (children.next_is(Node::in_unit)) statement.head.type = type(children.take());
  if (!children.more()) return;
  const std::uint32_t match = children.take();
  flow(statement, match);
  const std::uint32_t begin = expressions_.span(match).begin;
  const ast::ExprId value = statement.rules.front().value;
  statement.rules.front() = rule(begin, value, children);
}

// adds | moves | converts | holds
void TreeBuilder::flow(Statement& statement, std::uint32_t match) {
  Children flow(matches_, match);
  const std::uint32_t what = flow.take();
  Children parts(matches_, what);
  switch (matches_[what].node) {
    case Node::adds: {
      const std::string how = expressions_.word(parts.take()).text;
      statement.flow = how == "earns"    ? ast::FlowKind::earns
                       : how == "uses"   ? ast::FlowKind::uses
                       : how == "cashes" ? ast::FlowKind::cashes
                                         : ast::FlowKind::loses;
      break;
    }
    case Node::moves:
      statement.flow = ast::FlowKind::moves;
      break;
    case Node::converts:
      statement.flow = ast::FlowKind::converts;
      break;
    default:
      statement.flow = ast::FlowKind::holds;
  }
  ast::Rule made;
  made.value = expressions_.value(parts.take());
  statement.rules.push_back(std::move(made));
  if (parts.next_is(Node::name)) statement.target = expressions_.word(parts.take());
  if (parts.next_is(Node::each_clock)) {
    statement.head.clock = expressions_.word(Children(matches_, parts.take()).take());
  }
  if (!parts.more()) return;
  const std::uint32_t fate = parts.take();
  if (matches_[fate].node == Node::is_lost) return;
  statement.fate = matches_[fate].node == Node::is_paid ? ast::Fate::paid_as : ast::Fate::moves_to;
  statement.target = expressions_.word(Children(matches_, fate).take());
}

// name title? name where? for_each? sort_key+
void TreeBuilder::order(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  if (children.next_is(Node::title)) statement.title = expressions_.quoted(children.take());
  statement.target = expressions_.word(children.take());
  if (children.next_is(Node::where)) {
    statement.condition = expressions_.condition(Children(matches_, children.take()).take());
  }
  if (children.next_is(Node::for_each)) {
    statement.mods.for_each = expressions_.word(Children(matches_, children.take()).take());
  }
  while (children.more()) statement.sort_keys.push_back(sort_key(children.take()));
}

ast::SortKey TreeBuilder::sort_key(std::uint32_t match) {
  Children parts(matches_, match);
  ast::SortKey made;
  made.value = expressions_.value(parts.take());
  if (parts.more()) made.direction = expressions_.word(parts.take());
  return made;
}

// name title name+ used_choice because?
void TreeBuilder::reading(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  statement.text = expressions_.quoted(children.take());
  while (children.next_is(Node::name)) statement.names.push_back(expressions_.word(children.take()));
  statement.target = expressions_.word(Children(matches_, children.take()).take());
  if (children.more()) statement.reason = expressions_.quoted(Children(matches_, children.take()).take());
}

// clock title? (every | days_of) paid_day?
void TreeBuilder::clock(Statement& statement, Children& children) {
  statement.head.clock = expressions_.word(children.take());
  statement.name = statement.head.clock;
  if (children.next_is(Node::title)) statement.title = expressions_.quoted(children.take());
  const std::uint32_t form = children.take();
  Children parts(matches_, form);
  if (matches_[form].node == Node::every) {
    statement.condition = expressions_.value(parts.take());
    statement.start = expressions_.value(parts.take());
  } else {
    statement.target = expressions_.word(parts.take());
    mods(statement.mods, parts);
  }
  if (children.more()) statement.paid = expressions_.value(Children(matches_, children.take()).take());
}

// name title? dated? of_the_city? from_table?
void TreeBuilder::event(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  if (children.next_is(Node::title)) statement.title = expressions_.quoted(children.take());
  if (children.next_is(Node::dated)) {
    statement.dated = expressions_.word(Children(matches_, children.take()).take());
  }
  if (children.next_is(Node::of_the_city)) {
    children.take();
    statement.of_the_city = true;
  }
  if (!children.more()) return;
  Children table(matches_, children.take());
  statement.target = expressions_.word(table.take());
  if (table.more()) statement.condition = expressions_.condition(Children(matches_, table.take()).take());
}

// given: ref on_day? (equals | column*) from? · gives: ref equals on_day?
ast::Assignment TreeBuilder::assignment(std::uint32_t match, bool gives) {
  ast::Assignment made;
  made.span = expressions_.span(match);
  made.gives = gives;
  Children children(matches_, match);
  made.target = expressions_.value(children.take());
  while (children.more()) {
    const std::uint32_t part = children.take();
    Children parts(matches_, part);
    switch (matches_[part].node) {
      case Node::on_day:
        made.on = expressions_.value(parts.take());
        break;
      case Node::equals:
        made.value = expressions_.value(parts.take());
        break;
      case Node::column: {
        const Word name = expressions_.word(parts.take());
        made.columns.emplace_back(name, expressions_.value(parts.take()));
        break;
      }
      default:
        made.from = expressions_.value(parts.take());
    }
  }
  return made;
}

// ---- Modifiers

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
