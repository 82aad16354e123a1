// Tables: one key for each column of keys, one type for all values.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::KeyCell;

CheckedType Typing::table(const ast::Expr& e, const Scope& scope, Want want) {
  const ast::Table& table = tree_.tables[e.table];
  const std::vector<KeyRef> no_keys;
  const std::vector<KeyRef>& keys = scope.figure == no_id ? no_keys : names_.figures[scope.figure].keys;
  const std::size_t across = table.cross ? 1 : 0;
  bool shape = !keys.empty();
  for (const ast::TableRow& row : table.rows) {
    const std::size_t wanted = row.keys.size() + across;
    if (wanted == keys.size()) continue;
    shape = false;
    Diagnostic& said = diagnostics_.add(Code::keys_mismatch, row.span,
                                        fmt::format("the row gives {} key{}, and {}", wanted, wanted == 1 ? "" : "s",
                                                    keys.empty() ? "nothing says what the table is by"
                                                                 : fmt::format("the figure has {}", keys.size())));
    said.help = keys.empty() ? "say what its first column holds: `by classification`"
                             : "give each row one cell for each key, then the value";
    break;
  }
  const auto check_cells = [&](const std::vector<KeyCell>& cells, std::size_t first) {
    for (std::size_t i = 0; i < cells.size() && first + i < keys.size(); ++i) key_cell(cells[i], keys[first + i]);
  };
  if (shape && table.cross) {
    for (const KeyCell& cell : table.columns) key_cell(cell, keys.back());
  }
  CheckedType first = unknown();
  ExprId first_id = ast::no_expr;
  for (const ast::TableRow& row : table.rows) {
    if (shape) check_cells(row.keys, 0);
    for (const ExprId id : row.values) {
      const CheckedType& value = type(id, scope, want);
      if (value.unknown || value.nothing) continue;
      if (first_id == ast::no_expr) {
        first = value;
        first_id = id;
      } else if (!fits(id, value, first) && !zero(first_id, value.type.unit)) {
        say_units(tree_.expr(id).span, first_id, first, id, value, "stand in one table");
      }
    }
  }
  return first;
}

void Typing::key_cell(const KeyCell& cell, const KeyRef& key) {
  if (key.type.unknown) return;
  const bool numbers = key.type.type.kind == TypeKind::number;
  if (cell.kind == KeyCell::Kind::range) {
    const std::optional<Unit> unit = unit_of(cell.unit, names_.measures, diagnostics_);
    if (!numbers) {
      diagnostics_.add(Code::type_mismatch, cell.span,
                       fmt::format("the key `{}` is {}, and the cell a number", key.name, type_words_of(key.type)));
    } else if (unit && !unit->plain() && *unit != key.type.type.unit) {
      diagnostics_.add(Code::unit_mismatch, cell.span,
                       fmt::format("the key `{}` is {}, and the cell in {}", key.name, type_words_of(key.type),
                                   unit_text(*unit, names_.measures)));
    }
    return;
  }
  if (cell.kind != KeyCell::Kind::words) return;
  if (key.type.type.kind == TypeKind::truth) return;
  if (key.type.type.kind != TypeKind::text) {
    diagnostics_.add(Code::type_mismatch, cell.span,
                     fmt::format("the key `{}` is {}, and the cell words", key.name, type_words_of(key.type)));
    return;
  }
  const std::vector<std::string>& choices = key.type.choices;
  if (choices.empty()) return;
  for (const ast::Word& word : cell.words) {
    if (std::find(choices.begin(), choices.end(), word.text) != choices.end()) continue;
    const std::string_view near = nearest(word.text, {choices.begin(), choices.end()});
    Diagnostic& said =
        diagnostics_.add(Code::unknown_choice, word.span, fmt::format("`{}` is never `{}`", key.name, word.text));
    if (near.empty()) {
      said.help = fmt::format("`{}` is {}", key.name, type_words_of(key.type));
    } else {
      said.help = fmt::format("did you mean `{}`?", near);
      said.edits.push_back({word.span, std::string(near)});
    }
  }
}

}  // namespace mou
