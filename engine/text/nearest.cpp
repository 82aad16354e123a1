#include <algorithm>
#include <numeric>

#include "engine/text/diagnostic.h"

namespace mou {

namespace {

// Slips between two words: letters added, left out, replaced, or two neighbours swapped (the optimal string alignment
// distance).
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t longest = 80;
  if (word.size() > longest) return {};
  std::string_view best;
  // One slip in three letters is still a slip; words of one or two letters have no near ones.
  std::size_t fewest = word.size() / 3 + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t lengths_apart =
        candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
    if (candidate.empty() || lengths_apart >= fewest) continue;
    const std::size_t apart = slips(word, candidate);
    if (apart < fewest) {
      fewest = apart;
      best = candidate;
    }
  }
  return best;
}

}  // namespace mou
