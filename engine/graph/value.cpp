#include "engine/graph/value.h"

namespace mou {

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
