#include "engine/graph/value.h"

#include <utility>

namespace mou {

Texts::Texts(const Texts& other) {
  for (TextId id = 0; id < other.count_; ++id) intern(other.text(id));
}

Texts& Texts::operator=(const Texts& other) {
  if (this != &other) *this = Texts(other);
  return *this;
}

// The index refers to the texts, which stay where they are.
Texts::Texts(Texts&& other) noexcept
    : blocks_(std::move(other.blocks_)), count_(std::exchange(other.count_, 0)), ids_(std::move(other.ids_)) {
  other.ids_.clear();
}

Texts& Texts::operator=(Texts&& other) noexcept {
  if (this == &other) return *this;
  blocks_ = std::move(other.blocks_);
  count_ = std::exchange(other.count_, 0);
  ids_ = std::move(other.ids_);
  other.ids_.clear();
  return *this;
}

TextId Texts::intern(std::string_view text) const {
  const std::scoped_lock lock(adding_);
  const auto known = ids_.find(text);
  if (known != ids_.end()) return known->second;
  const Place place = place_of(count_);
  auto& block = blocks_[place.block];
  if (block == nullptr) block = std::make_unique<std::string[]>(first_block << place.block);
  block[place.index] = text;
  ids_.emplace(block[place.index], count_);
  return count_++;
}

}  // namespace mou
