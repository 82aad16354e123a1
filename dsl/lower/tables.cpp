// Tables, printed in the text or kept in a data file, as arrays.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/data_file.h"
#include "dsl/lower/lowering.h"

namespace mou {

using Match = Array::Cell::Match;

Match Lowering::match(const ast::KeyCell& cell, const KeyRef& key) {
  Match match;
  if (cell.kind == ast::KeyCell::Kind::range) {
    match.kind = Match::Kind::range;
    match.low = cell.low;
    match.high = cell.high;
    match.below_high = cell.under;
    if (key.type.type.kind == TypeKind::text && cell.low) {
      match = {};
      match.kind = Match::Kind::texts;
      match.texts = {text(cell.low->text())};
    }
    return match;
  }
  if (cell.kind == ast::KeyCell::Kind::words) {
    match.kind = Match::Kind::texts;
    for (const ast::Word& word : cell.words) {
      match.texts.push_back(text(word.text));
    }
  }
  return match;
}

NodeId Lowering::gather(Array array, const Around& around, ast::ExprId id) {
  const Figure& figure = graph_.figures[around.figure];
  Node node;
  node.kind = NodeKind::gather;
  node.index = static_cast<std::uint32_t>(graph_.arrays.size());
  node.type = figure.type;
  node.clause = around.clause;
  node.span = at(id).span;
  std::vector<NodeId> keys;
  for (std::uint32_t slot = 0; slot < figure.keys.size(); ++slot) {
    keys.push_back(argument(slot, figure.keys[slot].type, around, at(id).span));
  }
  node.children = std::move(keys);
  graph_.arrays.push_back(std::move(array));
  return add(std::move(node));
}

NodeId Lowering::table(ast::ExprId id, const Around& around) {
  const ast::Table& written = tree_.tables[at(id).table];
  const std::vector<KeyRef>& keys = names().figures[around.figure].keys;
  Array array;
  array.span = written.span;
  for (const ast::TableRow& row : written.rows) {
    std::vector<Match> down;
    for (std::size_t i = 0; i < row.keys.size(); ++i) {
      down.push_back(match(row.keys[i], keys[i]));
    }
    for (std::size_t column = 0; column < row.values.size(); ++column) {
      Array::Cell cell;
      cell.keys = down;
      if (written.cross) {
        cell.keys.push_back(match(written.columns[column], keys[down.size()]));
      }
      cell.value = value(row.values[column], graph_.figures[around.figure].type, around);
      cell.span = at(row.values[column]).span;
      array.cells.push_back(std::move(cell));
    }
  }
  return gather(std::move(array), around, id);
}

Match Lowering::match_text(std::string_view cell, const KeyRef& key, bool& sound) {
  Match match;
  if (key.type.type.kind == TypeKind::number) {
    match.kind = Match::Kind::range;
    match.low = match.high = Rational::parse(cell);
    sound = match.low.has_value();
    return match;
  }
  match.kind = Match::Kind::texts;
  match.texts = {text(cell)};
  return match;
}

NodeId Lowering::table_from_file(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const std::vector<KeyRef>& keys = names().figures[around.figure].keys;
  Array array;
  array.span = e.span;
  const auto file = read_(e.span.file, e.text);
  if (!file) {
    diagnostics_.add(Code::unreadable_table, e.span, fmt::format("the data file `{}` cannot be read", e.text)).help =
        "put it beside the file that names it";
    return gather(std::move(array), around, id);
  }
  for (const DataRow& line : data_rows(*file)) {
    const int row = line.number;
    const std::vector<std::string>& fields = line.fields;
    const auto bad = [&](std::string why) {
      diagnostics_.add(Code::bad_table_row, e.span, fmt::format("row {} of `{}` {}", row, e.text, why)).help =
          fmt::format("a row has {} key{} and one value, commas apart, numbers without units", keys.size(),
                      keys.size() == 1 ? "" : "s");
    };
    if (fields.size() != keys.size() + 1) {
      bad(fmt::format("has {} fields instead of {}", fields.size(), keys.size() + 1));
      continue;
    }
    Array::Cell cell;
    bool sound = true;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      cell.keys.push_back(match_text(fields[i], keys[i], sound));
    }
    const Type& type = graph_.figures[around.figure].type;
    Value value = Value::text(text(fields.back()));
    if (type.kind == TypeKind::number) {
      const auto parsed = Rational::parse(fields.back());
      sound = sound && parsed.has_value();
      value = Value::of(parsed.value_or(Rational(0)));
    }
    if (!sound) {
      bad("holds text where a number is wanted");
      continue;
    }
    cell.value = constant(std::move(value), type, around, e.span);
    cell.span = e.span;
    array.cells.push_back(std::move(cell));
  }
  return gather(std::move(array), around, id);
}

}  // namespace mou
