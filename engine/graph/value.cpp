#include "engine/graph/value.h"

namespace mou {

Texts::Texts(const Texts& other) {
  for (const std::string& text : other.texts_) intern(text);
}

Texts& Texts::operator=(const Texts& other) {
  if (this != &other) *this = Texts(other);
  return *this;
}

TextId Texts::intern(std::string_view text) {
  const auto known = ids_.find(text);
  if (known != ids_.end()) {
    return known->second;
  }
  texts_.emplace_back(text);
  const auto id = static_cast<TextId>(texts_.size() - 1);
  ids_.emplace(texts_.back(), id);
  return id;
}

}  // namespace mou
