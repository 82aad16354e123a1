// What a fuzzer asserts: the program ends where something does not hold, and the fuzzer keeps the input.
#pragma once

#include <cstdlib>

namespace mou {

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace mou
