#include "analysis/handbook/things.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/amount.h"

namespace mou {

namespace {

// What may stand in an anchor and in an address as it is.
std::string anchor_text(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    out += plain ? c : '_';
  }
  return out;
}

std::string_view kind_word(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::roster_fact:
      return "fact";
    case SymbolKind::event:
      return "entry";
    case SymbolKind::figure:
      return "figure";
    case SymbolKind::bank:
      return "bank";
    case SymbolKind::key:
      return "key";
    case SymbolKind::clock:
      return "clock";
    case SymbolKind::reading:
      return "question";
    case SymbolKind::outside:
      return "outside";
    case SymbolKind::measure:
      return "measure";
    case SymbolKind::order:
      return "order";
  }
  return {};
}

// The name and title of a thing.
std::pair<std::string, std::string> names_of(const Declarations& names, const Thing& thing) {
  const std::uint32_t index = thing.second;
  switch (thing.first) {
    case SymbolKind::roster_fact:
      return {names.roster[index].name, names.roster[index].title};
    case SymbolKind::event:
      return {names.events[index].name, names.events[index].title};
    case SymbolKind::figure:
      return {names.figures[index].name, names.figures[index].title};
    case SymbolKind::bank:
      return {names.banks[index].name, names.banks[index].title};
    case SymbolKind::key:
      return {names.keys[index].name, names.keys[index].title};
    case SymbolKind::clock:
      return {names.clocks[index].clock.name, ""};
    case SymbolKind::reading:
      return {names.readings[index].name, ""};
    case SymbolKind::outside:
      return {names.outsides[index].name, ""};
    case SymbolKind::measure:
    case SymbolKind::order:
      break;
  }
  return {};
}

}  // namespace

bool has_place(SymbolKind kind) {
  return kind != SymbolKind::clock && kind != SymbolKind::measure && kind != SymbolKind::order;
}

std::string spoken(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string long_date(Date date) {
  const YearMonthDay day = civil(date);
  return fmt::format("{} {}, {}", month_text(day.month), day.day, day.year);
}

std::string thing_title(const Declarations& declarations, const Thing& thing) {
  const auto [name, title] = names_of(declarations, thing);
  return title_or_name(title, name);
}

std::string thing_anchor(const Declarations& declarations, const Thing& thing) {
  return fmt::format("{}-{}", kind_word(thing.first), anchor_text(names_of(declarations, thing).first));
}

Piece thing_piece(const Declarations& declarations, const Thing& thing) {
  return {thing_title(declarations, thing), thing_anchor(declarations, thing)};
}

std::string clause_anchor(bool article, std::string_view id) {
  return fmt::format("{}-{}", article ? "article" : "clause", anchor_text(id));
}

Piece clause_piece(const ast::Ast& tree, const ast::File& file, const std::string& id) {
  Piece piece{id, ""};
  for (ast::ClauseId at = file.first_clause; at < file.last_clause; ++at) {
    const ast::Clause& clause = tree.clauses[at];
    if (clause.id != id) continue;
    piece.target = clause_anchor(clause.article, id);
    if (!clause.article) break;
  }
  return piece;
}

const ast::File& file_of_statement(const ast::Ast& tree, ast::StatementId id) {
  const auto holds = [&](const ast::File& file) { return file.first_statement <= id && id < file.last_statement; };
  return *std::find_if(tree.files.begin(), tree.files.end(), holds);
}

}  // namespace mou
