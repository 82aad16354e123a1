#include "engine/columnar/plain_words.h"

#include <algorithm>
#include <utility>

#include "engine/facts/plain_text.h"

namespace mou {

void PlainWords::put(Place place_of_text) {
  std::size_t at = place(place_of_text.key);
  while (places_[at].size != 0) at = (at + 1) & (places_.size() - 1);
  places_[at] = place_of_text;
}

void PlainWords::add(std::string_view text, TextId id) {
  if (places_.size() < 2 * (texts_.size() + 1)) {
    std::vector<Place> before(std::max<std::size_t>(16, 2 * places_.size()));
    std::swap(before, places_);
    for (const Place& one : before) {
      if (one.size != 0) put(one);
    }
  }
  // What is read before and behind a cell must be there.
  std::string within(text_margin, ' ');
  within += text;
  within.append(text_margin, ' ');
  const plain::Cell cell{within.data() + text_margin, within.data() + text_margin + text.size()};
  put({key_of(cell), text.size(), id, static_cast<std::uint32_t>(texts_.size())});
  texts_.emplace_back(text);
}

}  // namespace mou
