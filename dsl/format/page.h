// Lines under construction, and the comments of the source woven between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/syntax/ast.h"

namespace mou {

class Page {
 public:
  // Lines are broken to stay within so many characters where they can be.
  static constexpr std::size_t width = 120;

  // Whether a phrase fits on one line at this indentation.
  static bool fits(std::size_t indent, std::string_view phrase);

  // A phrase whose words begin at `offset` of the source: one line, or several at its soft blanks with the later ones
  // indented by `hanging`.
  void put(std::size_t indent, std::uint32_t offset, std::string_view phrase, std::size_t hanging);
  // The next line starts a statement, or an article or clause.
  void start_statement() { next_starts_ = true; }
  void start_heading() { next_starts_ = next_is_heading_ = true; }

  // The page as text, with the comments of `source` at their places: on the line they ended, or above the line before
  // which they stood. Blank lines before statements and comments are kept, as one; headings always have one.
  std::string text(std::string_view source, const std::vector<ast::Comment>& comments) const;

 private:
  struct Line {
    std::size_t indent;
    std::string words;
    std::uint32_t offset;
    bool starts;
    bool heading;
  };

  std::vector<Line> lines_;
  bool next_starts_ = false;
  bool next_is_heading_ = false;
};

}  // namespace mou
