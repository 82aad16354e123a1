// What can be told of a text without the grammar: comments, tokens as a person sees them, bytes that do not belong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/syntax/ast.h"

namespace mou {

// The comments of a text whose quotes are closed.
std::vector<ast::Comment> comments_of(std::string_view text);

// The end of text[begin, end) without the blanks and comments at its end.
std::uint32_t end_without_blanks(std::string_view text, const std::vector<ast::Comment>& comments, std::uint32_t begin,
                                 std::uint32_t end);

// The token that starts at `offset`: a word, a number with what clings to it, a quoted text or one character.
// Empty at the end of the text.
std::string_view token_at(std::string_view text, std::uint32_t offset);

// Whether neither a blank nor a comment stands in it.
bool is_one_word(std::string_view text);

// `text` with every run of blanks and line ends made one blank, none at its ends.
std::string one_line_of(std::string_view text);

// The words of a text without quotes, one blank between them, comments left out.
std::string words_of(std::string_view text);

// A byte that no text file should hold: a control character, or one that is not UTF-8.
struct ForeignByte {
  std::uint32_t offset;
  bool control;
};
std::vector<ForeignByte> foreign_bytes(std::string_view text);

}  // namespace mou
