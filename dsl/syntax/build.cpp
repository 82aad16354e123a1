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
  if (matches_[0].node == Node::header) {
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

namespace {

StatementKind kind_of(Node node) {
  switch (node) {
    case Node::article:
      return StatementKind::article;
    case Node::clause:
      return StatementKind::clause;
    case Node::figure:
      return StatementKind::figure;
    case Node::pay:
      return StatementKind::pay;
    case Node::deduct:
      return StatementKind::deduct;
    case Node::deadline:
      return StatementKind::deadline;
    case Node::fact:
      return StatementKind::fact;
    case Node::key:
      return StatementKind::key;
    case Node::bank:
      return StatementKind::bank;
    case Node::raise:
      return StatementKind::raise;
    case Node::change:
      return StatementKind::change;
    case Node::only_one:
      return StatementKind::only_one;
    case Node::require:
      return StatementKind::require;
    case Node::order:
      return StatementKind::order;
    case Node::reading:
      return StatementKind::reading;
    case Node::example:
      return StatementKind::example;
    case Node::assume:
      return StatementKind::assume;
    case Node::cites:
      return StatementKind::cites;
    case Node::prose:
      return StatementKind::prose;
    case Node::outside:
      return StatementKind::outside;
    case Node::measure:
      return StatementKind::measure;
    case Node::event:
      return StatementKind::event;
    default:
      // clock_stmt
      return StatementKind::clock;
  }
}

}  // namespace

Statement TreeBuilder::statement(std::uint32_t match) {
  Statement made{};
  made.kind = kind_of(matches_[match].node);
  made.span = expressions_.span(match);
  const auto word_size = static_cast<std::uint32_t>(ast::statement_word(made.kind).size());
  made.word_span = {made.span.file, made.span.begin, made.span.begin + word_size};
  Children children(matches_, match);
  fill(made, children);
  return made;
}

void TreeBuilder::fill(Statement& statement, Children& children) {
  switch (statement.kind) {
    case StatementKind::article:
    case StatementKind::clause:
      return heading(statement, children);
    case StatementKind::figure:
    case StatementKind::pay:
    case StatementKind::deduct:
    case StatementKind::deadline:
    case StatementKind::fact:
    case StatementKind::key:
    case StatementKind::measure:
      return declared(statement, children);
    case StatementKind::bank:
      return bank(statement, children);
    case StatementKind::raise:
    case StatementKind::change:
      return change(statement, children);
    case StatementKind::only_one:
      return only_one(statement, children);
    case StatementKind::require:
      return require(statement, children);
    case StatementKind::order:
      return order(statement, children);
    case StatementKind::reading:
      return reading(statement, children);
    case StatementKind::example:
      return example(statement, children);
    case StatementKind::assume:
      return assume(statement, children);
    case StatementKind::cites:
      return cites(statement, children);
    case StatementKind::prose:
      statement.text = expressions_.quoted(children.take());
      return;
    case StatementKind::outside:
      return outside(statement, children);
    case StatementKind::event:
      return event(statement, children);
    case StatementKind::clock:
      return clock(statement, children);
  }
}

// id title pages? mods
void TreeBuilder::heading(Statement& statement, Children& children) {
  statement.id = expressions_.word(children.take());
  statement.title = expressions_.quoted(children.take());
  if (children.next_is(Node::pages)) statement.pages = expressions_.word(children.take()).text;
  mods(statement.mods, children);
}

// raise and change: name value mods
void TreeBuilder::change(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  const std::uint32_t value = children.take();
  statement.rules.push_back(rule(matches_[value].begin, expressions_.value(value), children));
}

// name+ which mods
void TreeBuilder::only_one(Statement& statement, Children& children) {
  while (children.next_is(Node::name)) statement.names.push_back(expressions_.word(children.take()));
  statement.word = expressions_.word(children.take());
  mods(statement.mods, children);
}

// cond each_clock? mods title?
void TreeBuilder::require(Statement& statement, Children& children) {
  const std::uint32_t condition = children.take();
  const ast::ExprId value = expressions_.condition(condition);
  if (children.next_is(Node::each_clock)) {
    statement.head.clock = expressions_.word(Children(matches_, children.take()).take());
  }
  statement.rules.push_back(rule(matches_[condition].begin, value, children));
  statement.mods = statement.rules.front().mods;
  if (children.more()) statement.text = expressions_.quoted(children.take());
}

// title (given | gives)*
void TreeBuilder::example(Statement& statement, Children& children) {
  statement.title = expressions_.quoted(children.take());
  while (children.more()) {
    const bool gives = children.next_is(Node::gives);
    statement.assignments.push_back(assignment(children.take(), gives));
  }
}

// ref equals mods
void TreeBuilder::assume(Statement& statement, Children& children) {
  ast::Assignment assumed;
  assumed.target = expressions_.value(children.take());
  assumed.value = expressions_.value(Children(matches_, children.take()).take());
  assumed.span = cover(tree_.exprs[assumed.target].span, tree_.exprs[assumed.value].span);
  mods(statement.mods, children);
  assumed.from = statement.mods.from;
  statement.assignments.push_back(std::move(assumed));
}

// (string | id)+
void TreeBuilder::cites(Statement& statement, Children& children) {
  while (children.more()) {
    const bool in_quotes = children.next_is(Node::string);
    const std::uint32_t cited = children.take();
    if (in_quotes) {
      statement.texts.push_back(expressions_.quoted(cited));
    } else {
      statement.ids.push_back(expressions_.word(cited));
    }
  }
}

// name string head_part*
void TreeBuilder::outside(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  statement.text = expressions_.quoted(children.take());
  while (children.more()) head_part(statement.head, children.take());
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

// name title? in_unit? of_the_unit? starting? (flow mods)?
void TreeBuilder::bank(Statement& statement, Children& children) {
  statement.name = expressions_.word(children.take());
  if (children.next_is(Node::title)) statement.title = expressions_.quoted(children.take());
  if (children.next_is(Node::in_unit)) statement.head.type = type(children.take());
  if (children.next_is(Node::of_the_unit)) {
    children.take();
    statement.of_the_unit = true;
  }
  if (children.next_is(Node::starting)) head_part(statement.head, children.take());
  if (!children.more()) return;
  const std::uint32_t match = children.take();
  flow(statement, match);
  const std::uint32_t begin = expressions_.span(match).begin;
  const ast::ExprId value = statement.rules.front().value;
  statement.rules.front() = rule(begin, value, children);
  book_each(statement);
}

// In `earns V, at most 8 hours each month` the clock is that of the line: a line has no values of its own that a limit
// over a month could add up.
void TreeBuilder::book_each(Statement& statement) {
  const ast::Rule& line = statement.rules.front();
  ast::Expr& value = tree_.exprs[line.value];
  const bool limited = value.kind == ast::ExprKind::at_most || value.kind == ast::ExprKind::at_least;
  if (limited && statement.flow != ast::FlowKind::holds && statement.head.clock.empty() && line.mods.on.empty())
    statement.head.clock = std::exchange(value.clock, {});
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

}  // namespace mou
