// Sentences of a handbook: words, and names that lead to where they are explained.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mou {

// `target` is the anchor the piece leads to; empty for plain words.
struct Piece {
  std::string text;
  std::string target;
};

struct Sentence {
  std::vector<Piece> pieces;

  bool empty() const { return pieces.empty(); }
  Sentence& operator+=(std::string_view words);
  Sentence& operator+=(Piece piece);
  Sentence& operator+=(const Sentence& other);
};

// Without what its names lead to.
std::string plain_text(const Sentence& sentence);
// a, b `last` c
Sentence listed(const std::vector<Sentence>& members, std::string_view last);

}  // namespace mou
