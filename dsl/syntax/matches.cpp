#include "dsl/syntax/matches.h"

namespace mou {

// Out of the way of `add`, which is called for every attempt of the grammar.
void Matches::grow() {
  log_.resize(2 * size_ + 64);
}

}  // namespace mou
