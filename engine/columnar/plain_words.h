// The texts that were met in a column, to be told apart by their first and last bytes and their length.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columnar/plain_cells.h"
#include "engine/graph/value.h"

namespace mou {

class PlainWords {
 public:
  // The text is not empty and was not added before.
  void add(std::string_view text, TextId id);
  // The cell is not empty.
  std::optional<TextId> find(plain::Cell cell) const {
    const Key key = key_of(cell);
    for (std::size_t at = place(key); !places_.empty(); at = (at + 1) & (places_.size() - 1)) {
      const Place& there = places_[at];
      if (there.size == 0) return std::nullopt;
      const bool alike = there.key.last == key.last && there.key.first == key.first && there.size == cell.size();
      // Sixteen bytes at most are all in the key.
      if (alike && (there.size <= 16 || std::string_view(cell.begin, cell.size()) == texts_[there.text])) {
        return there.id;
      }
    }
    return std::nullopt;
  }

 private:
  struct Key {
    std::uint64_t last = 0;
    // 0 where `last` holds the whole text.
    std::uint64_t first = 0;
  };
  struct Place {
    Key key;
    std::size_t size = 0;
    TextId id = 0;
    std::uint32_t text = 0;
  };

  static Key key_of(plain::Cell cell) {
    // Without a branch on the size, which differs from row to row.
    return {plain::last_bytes(cell), plain::first_bytes(cell.begin) & (cell.size() > 8 ? ~std::uint64_t{0} : 0)};
  }
  std::size_t place(const Key& key) const {
    const std::uint64_t mixed = (key.last ^ (key.first * 0x9E3779B97F4A7C15U)) * factor_;
    return (mixed >> 32U) & (places_.size() - 1);
  }
  bool put(Place place);
  void put_all(const std::vector<Place>& all);

  // A power of two of places, half of them free at least. Of a few texts each is found in its own place at once.
  std::vector<Place> places_;
  std::uint64_t factor_ = 0xD6E8FEB86659FD93U;
  std::vector<std::string> texts_;
};

}  // namespace mou
