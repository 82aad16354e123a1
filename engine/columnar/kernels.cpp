#include "engine/columnar/kernels.h"

namespace mou {

extern const Kernels sse2_kernels;
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;

std::string_view lane_text(Lane lane) {
  switch (lane) {
    case Lane::truth:
      return "truth";
    case Lane::i32:
      return "32";
    case Lane::i64:
      return "64";
    case Lane::i128:
      return "128";
    case Lane::exact:
      return "exact";
  }
  return "";
}

std::size_t lane_size(Lane lane) {
  switch (lane) {
    case Lane::truth:
      return 1;
    case Lane::i32:
      return 4;
    case Lane::i64:
      return 8;
    case Lane::i128:
    case Lane::exact:
      return 16;
  }
  return 0;
}

bool has(Instructions instructions) {
  switch (instructions) {
    case Instructions::sse2:
      return true;
    case Instructions::avx2:
      return __builtin_cpu_supports("avx2") != 0;
    case Instructions::avx512:
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
             __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
  }
  return false;
}

Instructions widest_instructions() {
  if (has(Instructions::avx512)) return Instructions::avx512;
  return has(Instructions::avx2) ? Instructions::avx2 : Instructions::sse2;
}

const Kernels& kernels(Instructions instructions) {
  switch (instructions) {
    case Instructions::sse2:
      return sse2_kernels;
    case Instructions::avx2:
      return avx2_kernels;
    case Instructions::avx512:
      return avx512_kernels;
  }
  return sse2_kernels;
}

}  // namespace mou
