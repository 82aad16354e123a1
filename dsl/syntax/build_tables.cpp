// Tables of rows and the cells of their keys.
#include <string>
#include <utility>

#include "dsl/syntax/build_expressions.h"

namespace mou {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;

ExprId ExpressionBuilder::table(std::uint32_t match) {
  ast::Table made;
  made.span = span(match);
  Children children(matches_, match);
  if (children.next_is(Node::cross_header)) {
    made.cross = true;
    Children columns(matches_, children.take());
    while (columns.more()) made.columns.push_back(key_cell(columns.take()));
  }
  while (children.more()) made.rows.push_back(row(children.take()));
  const std::size_t keys = made.rows.front().keys.size();
  const std::size_t values = made.cross ? made.columns.size() : 1;
  for (const ast::TableRow& each : made.rows) {
    if (each.keys.empty()) {
      mistake(Code::syntax, each.span, "a row of one cell: it needs a key and a value").help =
          "write `| KEY | VALUE |`";
    } else if (each.keys.size() != keys || each.values.size() != values) {
      const std::size_t wanted = keys + values;
      const std::size_t found = each.keys.size() + each.values.size();
      Diagnostic& told =
          mistake(Code::syntax, each.span,
                  "a row of " + std::to_string(found) + " cells in a table of " + std::to_string(wanted) + " columns");
      told.help = "every row has a cell for every column; a `|` stands between cells and at both ends";
    }
  }
  Expr whole = node(ExprKind::table, match);
  whole.table = static_cast<ast::TableId>(tree_.tables.size());
  tree_.tables.push_back(std::move(made));
  return add(std::move(whole));
}

ast::TableRow ExpressionBuilder::row(std::uint32_t match) {
  ast::TableRow made;
  made.span = span(match);
  Children children(matches_, match);
  while (children.more()) {
    if (children.next_is(Node::key_cell)) {
      made.keys.push_back(key_cell(children.take()));
    } else {
      made.values.push_back(value(children.take()));
    }
  }
  return made;
}

ast::KeyCell ExpressionBuilder::key_cell(std::uint32_t match) {
  ast::KeyCell cell;
  cell.span = span(match);
  const std::uint32_t what = Children(matches_, match).take();
  Children children(matches_, what);
  switch (matches_[what].node) {
    case Node::any_other:
      cell.kind = ast::KeyCell::Kind::any_other;
      break;
    case Node::key_range:
      key_bound(cell, children.take(), true, false);
      key_bound(cell, children.take(), false, true);
      break;
    case Node::or_more:
      key_bound(cell, children.take(), true, false);
      break;
    case Node::under:
      key_bound(cell, children.take(), false, true);
      cell.under = true;
      break;
    case Node::key_number:
      key_bound(cell, what, true, true);
      break;
    default:
      cell.kind = ast::KeyCell::Kind::words;
      while (children.more()) {
        const bool in_quotes = children.next_is(Node::string);
        const std::uint32_t entry = children.take();
        cell.words.push_back(in_quotes ? quoted(entry) : word(entry));
      }
  }
  return cell;
}

// One number of a range: dollars|percent|number unit? per_unit?
void ExpressionBuilder::key_bound(ast::KeyCell& cell, std::uint32_t match, bool low, bool high) {
  cell.kind = ast::KeyCell::Kind::range;
  const ExprId made = quantity(match);
  const Expr bound = std::move(tree_.exprs[made]);
  tree_.exprs.pop_back();
  heights_.pop_back();
  if (low) cell.low = bound.number;
  if (high) cell.high = bound.number;
  if (bound.unit->written()) cell.unit = bound.unit;
}

}  // namespace mou
