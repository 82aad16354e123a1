// A small generator of numbers that gives the same ones on every machine: splitmix64 (Steele, Lea and Flood, "Fast
// splittable pseudorandom number generators", 2014). For that, no two numbers are drawn in one expression or among the
// arguments of one call: in which order these are computed is the compiler's affair.
#pragma once

#include <cstdint>

namespace mou::sample {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // 0 to count - 1. The bias of the remainder is of no matter here.
  int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  // low to high, both included.
  int between(int low, int high) { return low + below(high - low + 1); }
  bool one_in(int count) { return below(count) == 0; }

 private:
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace mou::sample
