// Plain CSV text: printed ASCII or UTF-8 without quotes, so that every comma ends a field and every line feed a record.
// What most files of facts are, and can be cut in one pass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mou {

// Readers of plain text look at up to so many bytes before and behind it, whatever stands there.
inline constexpr std::size_t text_margin = 64;

// How many line feeds there are.
std::size_t count_lines(std::string_view text);

// Whether the text is plain, and every carriage return in it stands before a line feed.
bool is_plain_text(std::string_view text);

// Puts the offsets of all commas and line feeds, in order, into `ends` from place `count` on, which grows as needed,
// and says how many places are in use then. Reads up to text_margin bytes behind the text.
std::size_t find_ends(std::string_view text, std::vector<std::uint32_t>& ends, std::size_t count);

}  // namespace mou
