// The words that cannot be names. Few on purpose: only what may follow a finished value, or start a statement.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace mou::grammar {

// Never a bare name or a unit; a column named so is written with its table: `elections.paid`. Sorted.
inline constexpr auto operator_words = std::to_array<std::string_view>({
    "after",   "and",    "as",     "at",        "because",  "becomes", "before", "by",       "dated",     "default",
    "each",    "else",   "every",  "following", "for",      "from",    "given",  "gives",    "in",        "including",
    "instead", "is",     "missed", "not",       "nothing",  "of",      "on",     "or",       "otherwise", "over",
    "paid",    "per",    "period", "periods",   "previous", "rounded", "since",  "starting", "the",       "then",
    "to",      "unless", "until",  "used",      "when",     "where",   "with",
});
static_assert(std::ranges::is_sorted(operator_words));

// Words that start a statement when a name follows. Sorted.
inline constexpr auto naming_words = std::to_array<std::string_view>({
    "assume",
    "bank",
    "change",
    "clock",
    "deadline",
    "deduct",
    "event",
    "fact",
    "figure",
    "key",
    "measure",
    "order",
    "outside",
    "pay",
    "raise",
    "reading",
});
static_assert(std::ranges::is_sorted(naming_words));

// Words that start a statement when a clause's id follows. Sorted.
inline constexpr auto numbered_words = std::to_array<std::string_view>({"article", "cites", "clause"});
static_assert(std::ranges::is_sorted(numbered_words));

// Words that start a statement when a text in quotes follows. Sorted.
inline constexpr auto quoting_words =
    std::to_array<std::string_view>({"article", "cites", "clause", "example", "prose"});
static_assert(std::ranges::is_sorted(quoting_words));

}  // namespace mou::grammar
