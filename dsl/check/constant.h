// Dates and amounts that are known from the text alone: "2019-07-01", "approval", "the pay period including
// 2019-07-01", "40 hours".
#pragma once

#include <optional>

#include "dsl/check/declarations.h"

namespace mou {

// The date an expression means wherever it stands in the file; nothing when it depends on facts, on the day, or is no
// date. A period is its first day.
std::optional<Date> constant_date(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                                  ast::ExprId id);

// The date it means on a day: "the end of the pay period" is that around it.
std::optional<Date> constant_date_on(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                                     ast::ExprId id, Date day);

// The last day of a constant period; nothing when it is none.
std::optional<Date> constant_period_end(const ast::Ast& tree, const Declarations& declarations, const ast::File& file,
                                        ast::ExprId id);

// The number of a literal, percent taken as a hundredth: "2.5%" is 1/40. Nothing for anything else.
std::optional<Rational> constant_number(const ast::Ast& tree, ast::ExprId id);

// The clock of that name, singular or plural; no_id when there is none.
std::uint32_t find_clock(const Declarations& declarations, std::string_view name);

// The file a place lies in.
const ast::File& file_of(const ast::Ast& tree, Span span);

}  // namespace mou
