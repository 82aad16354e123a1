// How far a long piece of work has come, for whoever shows it.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace mou {

struct Advance {
  std::uint64_t done = 0;
  std::uint64_t all = 0;
  // What is counted: "employees".
  std::string_view of;
};

// Told of the beginning, with nothing done, and then of each piece; may be empty.
using Progress = std::function<void(const Advance&)>;

}  // namespace mou
