// Loops over columns of whole numbers, compiled from one text (kernels_body.h) for each set of vector instructions; the
// widest one that the processor has is taken at run time. No kernel reads or writes beyond `n` lanes; `out` is never
// one of the inputs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/columnar/lane.h"

namespace mou {

// Rounding as whole numbers: floor((x * factor + bias) / divisor) * step - lift. `bias` holds half of the divisor, as
// the mode of rounding asks, and what makes the dividend positive, which `lift` takes away again.
//
// With `magic` the division is (y * magic) >> shift, exact for every dividend up to the bound that it was proved for
// (see rounding_fit); in lanes of 32 bits magic has no more either.
template <typename T>
struct Rounder {
  // A multiplication of 32 bits by 32 is seen as one only where both have no more.
  using Magic = std::conditional_t<sizeof(T) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
  T factor = 1;
  T bias = 0;
  T divisor = 1;
  T step = 1;
  T lift = 0;
  Magic magic = 0;
  int shift = 0;
};

enum class Comparison : std::uint8_t { equal, not_equal, less, less_equal };

// Eight characters, the first four and the last four, each the first in the lowest byte.
struct EightDigits {
  std::uint32_t first;
  std::uint32_t last;
};
inline constexpr std::uint8_t no_digits = 255;

struct DecimalForm {
  // At most 6.
  unsigned places = 0;
  std::int64_t scale = 1;
  std::int64_t low = 0;
  std::int64_t high = 0;
};

template <typename T>
struct LaneKernels {
  // a * ca + b * cb
  void (*sum)(T* out, const T* a, T ca, const T* b, T cb, std::size_t n);
  void (*product)(T* out, const T* a, const T* b, std::size_t n);
  void (*scale)(T* out, const T* a, T c, std::size_t n);
  void (*least)(T* out, const T* a, const T* b, std::size_t n);
  void (*greatest)(T* out, const T* a, const T* b, std::size_t n);
  void (*compare)(std::uint8_t* out, Comparison how, const T* a, const T* b, std::size_t n);
  // a where the mask is 1, else b
  void (*select)(T* out, const std::uint8_t* mask, const T* a, const T* b, std::size_t n);
  // The same of two numbers.
  void (*one_of)(T* out, const std::uint8_t* mask, T a, T b, std::size_t n);
  void (*round)(T* out, const T* a, const Rounder<T>& how, std::size_t n);
  // a * b, rounded
  void (*round_product)(T* out, const T* a, const T* b, const Rounder<T>& how, std::size_t n);
  // The sum of the columns, of which there is one at least.
  void (*total)(T* out, const T* const* columns, std::size_t count, std::size_t n);
  // table[at]; every `at` lies in the table
  void (*gather)(T* out, const T* table, const std::int32_t* at, std::size_t n);
  void (*fill)(T* out, T value, std::size_t n);
  // Whether some lane has the value.
  bool (*holds)(const T* a, T value, std::size_t n);
  // Where a is one of 0 to `most`: the eight digits of a * factor, which has no more, as text, and how many of them are
  // zeros ahead of the last `kept`; `no_digits` zeros elsewhere. Whether all are.
  bool (*digits)(EightDigits* out, std::uint8_t* zeros, const T* a, std::uint32_t factor, std::uint32_t most,
                 unsigned kept, std::size_t n);
};

struct Kernels {
  const char* name;
  LaneKernels<std::int32_t> i32;
  LaneKernels<std::int64_t> i64;
  LaneKernels<Int128> i128;
  void (*widen)(std::int64_t* out, const std::int32_t* a, std::size_t n);
  // The values are known to fit.
  void (*narrow)(std::int32_t* out, const std::int64_t* a, std::size_t n);
  // Masks of 0 and 1.
  void (*both)(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n);
  void (*either)(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n);
  void (*negate)(std::uint8_t* out, const std::uint8_t* a, std::size_t n);
  // a where the mask is 1, else b
  void (*blend)(std::uint8_t* out, const std::uint8_t* mask, const std::uint8_t* a, const std::uint8_t* b,
                std::size_t n);
  bool (*any)(const std::uint8_t* a, std::size_t n);
  // Of which the highest bit that is set is the highest of all magnitudes.
  std::uint64_t (*magnitudes)(const std::int64_t* a, std::size_t n);
  // Whether every lane is in 0..size - 1.
  bool (*all_below)(const std::int32_t* a, std::int32_t size, std::size_t n);
  // Whether flags[at], each 0 or 1, is 1 for every lane.
  bool (*all_set)(const std::int32_t* flags, const std::int32_t* at, std::size_t n);
  // Decimals as text, of `sizes` bytes each: the last eight bytes, the last one the highest, with digits 0 ahead of
  // shorter ones. Each must be of eight bytes at most, digits only but for a point with `places` digits behind it
  // (none: no point) and one ahead at least, and within low..high once multiplied by `scale`. False where one is not;
  // what stands in `out` is of no use then.
  bool (*decimals)(std::int64_t* out, const std::uint64_t* text, const std::uint64_t* sizes, const DecimalForm& form,
                   std::size_t n);
};

enum class Instructions : std::uint8_t { sse2, avx2, avx512 };

// Whether this processor has them.
bool has(Instructions instructions);
// The widest that this processor has.
Instructions widest_instructions();
const Kernels& kernels(Instructions instructions);

template <typename T>
const LaneKernels<T>& lane_kernels(const Kernels& kernels) {
  if constexpr (sizeof(T) == 4) {
    return kernels.i32;
  } else if constexpr (sizeof(T) == 8) {
    return kernels.i64;
  } else {
    return kernels.i128;
  }
}

}  // namespace mou
