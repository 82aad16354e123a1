// Tables of a contract, written in the text or kept in a data file, as they are printed.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/amount.h"
#include "analysis/handbook/statements.h"

namespace mou {

namespace {

using Match = Array::Cell::Match;

std::string match_text(const Match& match, const Texts& texts) {
  switch (match.kind) {
    case Match::Kind::any_other:
      return "any other";
    case Match::Kind::range:
      return match.low ? match.low->text() : "";
    case Match::Kind::texts: {
      std::string out;
      for (const TextId id : match.texts) out += (out.empty() ? "" : ", ") + texts.text(id);
      return out;
    }
  }
  return {};
}

// Where the text stands in the list, which it joins if it is new.
std::size_t place_in(std::vector<std::string>& list, const std::string& text) {
  const auto found = std::find(list.begin(), list.end(), text);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.push_back(text);
  return list.size() - 1;
}

Sentence words(std::string_view text) {
  Sentence out;
  out += text;
  return out;
}

std::vector<std::string> key_titles(const Declarations& names, const FigureInfo& figure) {
  std::vector<std::string> titles;
  for (const KeyRef& key : figure.keys) titles.push_back(thing_title(names, {key.kind, key.index}));
  return titles;
}

}  // namespace

Grid Statements::grid(const ast::Table& table, const FigureInfo& figure) {
  Grid made;
  const std::string title = title_or_name(figure.title, figure.name);
  made.caption = words(title);
  std::vector<std::string> keys = key_titles(names_, figure);
  if (table.cross && keys.size() > 1) {
    for (const ast::KeyCell& cell : table.columns) made.across.push_back(keys.back() + " " + speaker_.key_cell(cell));
    keys.pop_back();
  } else {
    made.across = {title};
  }
  made.down = std::move(keys);
  for (const ast::TableRow& row : table.rows) {
    Grid::Row one;
    for (const ast::KeyCell& cell : row.keys) one.keys.push_back(speaker_.key_cell(cell));
    for (const ast::ExprId value : row.values) one.values.push_back(speaker_.value(value));
    made.rows.push_back(std::move(one));
  }
  return made;
}

// Two keys make a table with the second across; any other number of keys a list.
Grid Statements::grid_from_file(const ast::Expr& e, const FigureInfo& figure) {
  const Graph& graph = *program_.graph;
  Grid made;
  made.numbers = figure.type.type.kind == TypeKind::number;
  const std::string title = title_or_name(figure.title, figure.name);
  made.caption = words(title);
  if (figure.type.type.kind == TypeKind::number && !figure.type.type.unit.plain()) {
    made.caption += " in " + people_unit(figure.type.type.unit, names_.measures);
  }
  const auto from_here = [&](const Array& array) { return array.span == e.span; };
  const auto array = std::find_if(graph.arrays.begin(), graph.arrays.end(), from_here);
  made.down = key_titles(names_, figure);
  const bool across = made.down.size() == 2;
  const std::string last_key = made.down.empty() ? "" : made.down.back();
  if (across) made.down.pop_back();
  if (!across) made.across = {title};
  if (array == graph.arrays.end()) return made;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  for (const Array::Cell& cell : array->cells) {
    const Node& node = graph.nodes[cell.value];
    const Sentence value = words(people_text(node.value, node.type, graph.texts));
    std::vector<std::string> keys;
    for (const Match& match : cell.keys) keys.push_back(match_text(match, graph.texts));
    if (!across) {
      made.rows.push_back({std::move(keys), {value}});
      continue;
    }
    const std::size_t row = place_in(rows, keys[0]);
    const std::size_t column = place_in(columns, keys[1]);
    if (row == made.rows.size()) made.rows.push_back({{keys[0]}, {}});
    std::vector<Sentence>& values = made.rows[row].values;
    values.resize(std::max(values.size(), column + 1));
    values[column] = value;
  }
  for (const std::string& column : columns) made.across.push_back(fmt::format("{} {}", last_key, column));
  for (Grid::Row& row : made.rows) row.values.resize(made.across.size());
  return made;
}

}  // namespace mou
