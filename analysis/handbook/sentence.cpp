#include "analysis/handbook/sentence.h"

#include <utility>

namespace mou {

Sentence& Sentence::operator+=(std::string_view words) {
  if (words.empty()) return *this;
  if (pieces.empty() || !pieces.back().target.empty()) pieces.emplace_back();
  pieces.back().text += words;
  return *this;
}

Sentence& Sentence::operator+=(Piece piece) {
  if (piece.target.empty()) return *this += std::string_view(piece.text);
  pieces.push_back(std::move(piece));
  return *this;
}

Sentence& Sentence::operator+=(const Sentence& other) {
  for (const Piece& piece : other.pieces) *this += piece;
  return *this;
}

std::string plain_text(const Sentence& sentence) {
  std::string text;
  for (const Piece& piece : sentence.pieces) text += piece.text;
  return text;
}

Sentence listed(const std::vector<Sentence>& members, std::string_view last) {
  Sentence out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += i + 1 == members.size() && !last.empty() ? " " + std::string(last) + " " : ", ";
    out += members[i];
  }
  return out;
}

}  // namespace mou
