// Numbers of a document that are no amounts: those of pages, items of lists, laws and formulas.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>

#include "dsl/check/numbers_in_words.h"

namespace mou {

// Where the numbers of pages stand in text that a scan has run together: two whole numbers side by side, the page of
// the memorandum and that of the packet, which are as far apart on every page. Less than three such pairs are no pages.
std::set<std::size_t> page_marks(std::string_view text);

// Whether a number of a passage is that of the passage itself, of a page, of an item ("2.", "2)", "571(a)(5)"), of a
// law, a rule or a section, or belongs to a formula ("2.7% @ 55").
bool only_a_mark(std::string_view passage, const NumberInWords& number);

}  // namespace mou
