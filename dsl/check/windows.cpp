#include "dsl/check/windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

DateWindow overlap(const DateWindow& a, const DateWindow& b) {
  DateWindow both;
  both.from = !a.from ? b.from : !b.from ? a.from : std::max(*a.from, *b.from);
  both.until = !a.until ? b.until : !b.until ? a.until : std::min(*a.until, *b.until);
  both.written = a.written || b.written;
  both.unknown = a.unknown || b.unknown;
  return both;
}

DateWindow window_of(const Proof& proof, const ast::Statement& statement, const ast::Mods& own) {
  const ast::File& file = file_of(proof.tree, statement.span);
  DateWindow window;
  for (const ast::Mods* mods : mods_around(proof.tree, statement, own)) {
    DateWindow said;
    if (mods->from != no_expr) {
      said.from = constant_date(proof.tree, proof.names(), file, mods->from);
      said.unknown = !said.from;
      said.written = true;
    }
    if (mods->until != no_expr) {
      said.until = constant_period_end(proof.tree, proof.names(), file, mods->until);
      if (!said.until) said.until = constant_date(proof.tree, proof.names(), file, mods->until);
      said.unknown = said.unknown || !said.until;
      said.written = true;
    }
    window = overlap(window, said);
  }
  if (!window.from) window.from = beginning_of(file);
  return window;
}

DateWindow live_window(const Proof& proof, const ast::Statement& statement, const ast::Mods& own) {
  DateWindow window = window_of(proof, statement, own);
  if (statement.clause == ast::none) return window;
  for (const Ending& ending : proof.endings[statement.clause]) {
    if (ending.conditional()) continue;
    DateWindow before;
    before.until = ending.from.value_or(first_date) - 1;
    window = overlap(window, before);
  }
  return window;
}

std::vector<ExprId> exprs_of(const ast::Mods& mods) {
  std::vector<ExprId> all = mods.when;
  all.insert(all.end(), mods.unless.begin(), mods.unless.end());
  all.insert(all.end(), mods.on.begin(), mods.on.end());
  all.insert(all.end(), mods.paid_on.begin(), mods.paid_on.end());
  if (mods.from != no_expr) all.push_back(mods.from);
  if (mods.until != no_expr) all.push_back(mods.until);
  return all;
}

namespace {

void write(const Proof& proof, ExprId id, std::string& out, std::vector<ExprId>* numbers);

void write_table(const Proof& proof, const ast::Table& table, std::string& out, std::vector<ExprId>& numbers) {
  for (const ast::TableRow& row : table.rows) {
    for (const ast::KeyCell& cell : row.keys) out += fmt::format("|{}", proof.sources.slice(cell.span));
    for (const ExprId value : row.values) write(proof, value, out, &numbers);
  }
}

void write_number(char before, std::uint32_t number, std::string& out) {
  std::array<char, 11> text{before};
  out.append(text.data(), std::to_chars(text.data() + 1, text.data() + text.size(), number).ptr);
}

// With `numbers` these are gathered there and not written.
void write(const Proof& proof, ExprId id, std::string& out, std::vector<ExprId>* numbers) {
  if (id == no_expr) {
    out += "-";
    return;
  }
  const ast::Expr& e = proof.expr(id);
  if (e.kind == ExprKind::parentheses) {
    write(proof, e.children[0], out, numbers);
    return;
  }
  const Resolution& meant = proof.checked.resolutions[id];
  write_number('(', static_cast<std::uint32_t>(e.kind), out);
  if (e.kind == ExprKind::name && meant.meaning != Meaning::unresolved && meant.meaning != Meaning::choice) {
    out += ' ';
    write_number('#', static_cast<std::uint32_t>(meant.meaning), out);
    write_number('.', meant.index, out);
    write_number('.', static_cast<std::uint32_t>(meant.measure), out);
  } else {
    out.append(1, ' ').append(e.name.text);
  }
  for (const std::string* part : {&e.word.text, &e.word2->text, &e.text, &e.clock->text})
    out.append(1, ' ').append(*part);
  const bool left_out = numbers != nullptr && e.kind == ExprKind::quantity;
  if (left_out) numbers->push_back(id);
  out += ' ';
  if (!left_out && !e.number.is_zero()) out += e.number.text();
  if (!left_out) out.append(1, ' ').append(e.unit->of.text);
  out.append(1, '/').append(e.unit->per.text).append(e.percent ? " %" : " ");
  write_number(' ', static_cast<std::uint32_t>(e.window), out);
  if (e.kind == ExprKind::date) out += date_text(e.date);
  if (e.kind == ExprKind::time) out += std::to_string(e.time);
  if (e.kind == ExprKind::table && numbers == nullptr) out += fmt::format("table {}", e.table);
  if (e.kind == ExprKind::table && numbers != nullptr) write_table(proof, proof.tree.tables[e.table], out, *numbers);
  for (const ExprId child : e.children) write(proof, child, out, numbers);
  out += ')';
}

}  // namespace

std::string canonical(const Proof& proof, ExprId id) {
  std::string out;
  write(proof, id, out, nullptr);
  return out;
}

std::string shape_of(const Proof& proof, ExprId id, std::vector<ExprId>& numbers) {
  std::string out;
  write(proof, id, out, &numbers);
  return out;
}

std::string clause_id(const Proof& proof, ast::StatementId id) {
  const ast::ClauseId clause = proof.statement(id).clause;
  return clause == ast::none ? std::string() : proof.tree.clauses[clause].id;
}

}  // namespace mou
