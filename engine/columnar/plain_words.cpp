#include "engine/columnar/plain_words.h"

#include <algorithm>
#include <bit>
#include <iterator>

#include "engine/facts/plain_text.h"

namespace mou {

namespace {

constexpr std::size_t few_texts = 64;
// Other ways to mix that are tried before two texts stand in one place.
constexpr int most_turns = 64;

}  // namespace

// Whether it stands in its own place.
bool PlainWords::put(Place one) {
  const std::size_t own = place(one.key);
  std::size_t at = own;
  while (places_[at].size != 0) at = (at + 1) & (places_.size() - 1);
  places_[at] = one;
  return at == own;
}

void PlainWords::put_all(const std::vector<Place>& all) {
  std::size_t size = std::bit_ceil(std::max<std::size_t>(16, 2 * all.size()));
  for (int turn = 0;; ++turn) {
    places_.assign(size, {});
    bool own = true;
    for (const Place& one : all) own = put(one) && own;
    if (own || all.size() > few_texts || turn == most_turns) return;
    factor_ = factor_ * 0x5851F42D4C957F2DU + 0x14057B7EF767814FU;
    // Odd, and in more places after a while.
    factor_ |= 1U;
    if (turn % 16 == 15) size = std::min(2 * size, std::size_t{1024});
  }
}

void PlainWords::add(std::string_view text, TextId id) {
  // What is read before and behind a cell must be there.
  std::string within(text_margin, ' ');
  within += text;
  within.append(text_margin, ' ');
  const plain::Cell cell{within.data() + text_margin, within.data() + text_margin + text.size()};
  const Place one{key_of(cell), text.size(), id, static_cast<std::uint32_t>(texts_.size())};
  texts_.emplace_back(text);
  if (places_.size() >= 2 * texts_.size() && put(one)) return;
  std::vector<Place> all;
  std::copy_if(places_.begin(), places_.end(), std::back_inserter(all),
               [](const Place& there) { return there.size > 0; });
  // It is among them where it stands in another's place.
  if (all.size() < texts_.size()) all.push_back(one);
  if (all.size() <= few_texts || places_.size() < 2 * texts_.size()) put_all(all);
}

}  // namespace mou
