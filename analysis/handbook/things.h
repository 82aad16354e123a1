// What a handbook has a place for: the title people know it by, and the anchor where it is explained.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "analysis/handbook/sentence.h"
#include "dsl/program.h"

namespace mou {

// A declared name: its kind and its index into the table of that kind.
using Thing = std::pair<SymbolKind, std::uint32_t>;

// Whether a handbook explains things of this kind in a place of their own.
bool has_place(SymbolKind kind);

// "leave_bank" as "leave bank".
std::string spoken(std::string_view name);
// "October 7, 2018".
std::string long_date(Date date);

std::string thing_title(const Declarations& declarations, const Thing& thing);
std::string thing_anchor(const Declarations& declarations, const Thing& thing);
// The title, leading to the anchor.
Piece thing_piece(const Declarations& declarations, const Thing& thing);

std::string clause_anchor(bool article, std::string_view id);
// Where a page about the clause of a file can be found; empty where there is none of that number.
Piece clause_piece(const ast::Ast& tree, const ast::File& file, const std::string& id);

// The file of the tree that the statement stands in.
const ast::File& file_of_statement(const ast::Ast& tree, ast::StatementId id);

}  // namespace mou
