// The one description of the kernels. Included once by each file that compiles it for a set of instructions, which
// defines MOU_KERNELS as the name of the set; so nothing here may be shared between those files.
#ifdef __AVX2__
#include <immintrin.h>
#endif

#include "engine/columnar/kernels.h"

namespace mou {

namespace {

// Lanes without a value hold anything: what overflows there wraps and is never read.
template <typename T>
struct Wrapping;
template <>
struct Wrapping<std::int32_t> {
  using Type = std::uint32_t;
};
template <>
struct Wrapping<std::int64_t> {
  using Type = std::uint64_t;
};
template <>
struct Wrapping<Int128> {
  __extension__ using Type = unsigned __int128;
};

template <typename T>
T plus(T a, T b) {
  using U = typename Wrapping<T>::Type;
  return static_cast<T>(static_cast<U>(a) + static_cast<U>(b));
}

template <typename T>
T minus(T a, T b) {
  using U = typename Wrapping<T>::Type;
  return static_cast<T>(static_cast<U>(a) - static_cast<U>(b));
}

template <typename T>
T times(T a, T b) {
  using U = typename Wrapping<T>::Type;
  return static_cast<T>(static_cast<U>(a) * static_cast<U>(b));
}

template <typename T>
void sum(T* __restrict out, const T* __restrict a, T ca, const T* __restrict b, T cb, std::size_t n) {
  if (ca == 1 && cb == 1) {
    for (std::size_t i = 0; i < n; ++i) out[i] = plus(a[i], b[i]);
  } else if (ca == 1 && cb == -1) {
    for (std::size_t i = 0; i < n; ++i) out[i] = minus(a[i], b[i]);
  } else if (ca == 1) {
    for (std::size_t i = 0; i < n; ++i) out[i] = plus(a[i], times(b[i], cb));
  } else {
    for (std::size_t i = 0; i < n; ++i) out[i] = plus(times(a[i], ca), times(b[i], cb));
  }
}

template <typename T>
void product(T* __restrict out, const T* __restrict a, const T* __restrict b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = times(a[i], b[i]);
}

template <typename T>
void scale(T* __restrict out, const T* __restrict a, T c, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = times(a[i], c);
}

template <typename T>
void least(T* __restrict out, const T* __restrict a, const T* __restrict b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = a[i] < b[i] ? a[i] : b[i];
}

template <typename T>
void greatest(T* __restrict out, const T* __restrict a, const T* __restrict b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = a[i] > b[i] ? a[i] : b[i];
}

template <typename T>
void compare(std::uint8_t* __restrict out, Comparison how, const T* __restrict a, const T* __restrict b,
             std::size_t n) {
  switch (how) {
    case Comparison::equal:
      for (std::size_t i = 0; i < n; ++i) out[i] = a[i] == b[i];
      break;
    case Comparison::not_equal:
      for (std::size_t i = 0; i < n; ++i) out[i] = a[i] != b[i];
      break;
    case Comparison::less:
      for (std::size_t i = 0; i < n; ++i) out[i] = a[i] < b[i];
      break;
    case Comparison::less_equal:
      for (std::size_t i = 0; i < n; ++i) out[i] = a[i] <= b[i];
      break;
  }
}

template <typename T>
void select(T* __restrict out, const std::uint8_t* __restrict mask, const T* __restrict a, const T* __restrict b,
            std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const T from_a = static_cast<T>(-static_cast<T>(mask[i]));
    out[i] = static_cast<T>(b[i] ^ ((a[i] ^ b[i]) & from_a));
  }
}

template <typename T>
void one_of(T* __restrict out, const std::uint8_t* __restrict mask, T a, T b, std::size_t n) {
  const T differs = static_cast<T>(a ^ b);
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<T>(b ^ (differs & static_cast<T>(-static_cast<T>(mask[i]))));
}

// y * magic >> shift, y not negative.
inline std::int32_t quotient(std::int32_t y, const Rounder<std::int32_t>& how) {
  const std::uint64_t wide = std::uint64_t{static_cast<std::uint32_t>(y)} * how.magic;
  return static_cast<std::int32_t>(wide >> how.shift);
}

inline std::int64_t quotient(std::int64_t y, const Rounder<std::int64_t>& how) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::int64_t>(static_cast<Wide>(static_cast<std::uint64_t>(y)) * how.magic >> how.shift);
}

inline Int128 quotient(Int128 y, const Rounder<Int128>& how) {
  return y / how.divisor;
}

template <typename T>
T floor_quotient(T y, T divisor) {
  const T towards_zero = static_cast<T>(y / divisor);
  return static_cast<T>(towards_zero - (y % divisor < 0 ? 1 : 0));
}

template <typename T>
inline void quotients(T* a, const Rounder<T>& how, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) a[i] = quotient(a[i], how);
}

#ifdef __AVX2__
// Left to itself the compiler brings 32 bits to 64 across the halves of a register, which takes most of the time.
inline void quotients(std::int32_t* a, const Rounder<std::int32_t>& how, std::size_t n) {
  const __m256i magic = _mm256_set1_epi64x(how.magic);
  const __m128i shift = _mm_cvtsi32_si128(how.shift);
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    auto* lanes = reinterpret_cast<__m256i*>(a + i);
    const __m256i y = _mm256_loadu_si256(lanes);
    const __m256i even = _mm256_srl_epi64(_mm256_mul_epu32(y, magic), shift);
    const __m256i odd = _mm256_srl_epi64(_mm256_mul_epu32(_mm256_srli_epi64(y, 32), magic), shift);
    _mm256_storeu_si256(lanes, _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA));
  }
  for (; i < n; ++i) a[i] = quotient(a[i], how);
}
#endif

// `value(i)` is what is rounded in lane i.
template <typename T, typename Value>
inline void round_each(T* __restrict out, const Value& value, const Rounder<T>& by, std::size_t n) {
  const auto dividend = [&](std::size_t i) { return plus(times(value(i), by.factor), by.bias); };
  if (by.magic == 0) {
    for (std::size_t i = 0; i < n; ++i) {
      out[i] = minus(times(floor_quotient(dividend(i), by.divisor), by.step), by.lift);
    }
    return;
  }
  if (by.divisor == 1 && by.bias == 0) {
    const T factor = times(by.factor, by.step);
    for (std::size_t i = 0; i < n; ++i) out[i] = times(value(i), factor);
    return;
  }
  if (by.magic == 1 && by.step == 1 && by.lift == 0) {
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<T>(dividend(i) >> by.shift);
    return;
  }
  // In parts that stay near the processor between one pass and the next.
  constexpr std::size_t part = 1024;
  for (std::size_t begin = 0; begin < n; begin += part) {
    const std::size_t end = begin + part < n ? begin + part : n;
    if (by.factor == 1) {
      for (std::size_t i = begin; i < end; ++i) out[i] = plus(value(i), by.bias);
    } else {
      for (std::size_t i = begin; i < end; ++i) out[i] = dividend(i);
    }
    quotients(out + begin, by, end - begin);
    // Mostly to one cent of dollars in cents, nothing below zero.
    if (by.step == 1 && by.lift == 0) continue;
    for (std::size_t i = begin; i < end; ++i) out[i] = minus(times(out[i], by.step), by.lift);
  }
}

template <typename T>
void round(T* __restrict out, const T* __restrict a, const Rounder<T>& how, std::size_t n) {
  const Rounder<T> by = how;
  round_each(
      out, [a](std::size_t i) { return a[i]; }, by, n);
}

template <typename T>
void round_product(T* __restrict out, const T* __restrict a, const T* __restrict b, const Rounder<T>& how,
                   std::size_t n) {
  const Rounder<T> by = how;
  round_each(
      out, [a, b](std::size_t i) { return times(a[i], b[i]); }, by, n);
}

// In parts that stay near the processor while column after column is added.
template <typename T>
void total(T* __restrict out, const T* const* columns, std::size_t count, std::size_t n) {
  constexpr std::size_t part = 1024;
  for (std::size_t begin = 0; begin < n; begin += part) {
    const std::size_t end = begin + part < n ? begin + part : n;
    for (std::size_t i = begin; i < end; ++i) out[i] = columns[0][i];
    std::size_t k = 1;
    for (; k + 1 < count; k += 2) {
      const T* __restrict a = columns[k];
      const T* __restrict b = columns[k + 1];
      for (std::size_t i = begin; i < end; ++i) out[i] = plus(out[i], plus(a[i], b[i]));
    }
    if (k < count) {
      const T* __restrict a = columns[k];
      for (std::size_t i = begin; i < end; ++i) out[i] = plus(out[i], a[i]);
    }
  }
}

template <typename T>
void gather(T* __restrict out, const T* __restrict table, const std::int32_t* __restrict at, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = table[at[i]];
}

template <typename T>
void fill(T* out, T value, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = value;
}

template <typename T>
bool holds(const T* a, T value, std::size_t n) {
  T found = 0;
  for (std::size_t i = 0; i < n; ++i) found = static_cast<T>(found | (a[i] == value ? 1 : 0));
  return found != 0;
}

template <typename To, typename From>
void convert(To* __restrict out, const From* __restrict a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<To>(a[i]);
}

void both(std::uint8_t* __restrict out, const std::uint8_t* __restrict a, const std::uint8_t* __restrict b,
          std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = a[i] & b[i];
}

void either(std::uint8_t* __restrict out, const std::uint8_t* __restrict a, const std::uint8_t* __restrict b,
            std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = a[i] | b[i];
}

void negate(std::uint8_t* __restrict out, const std::uint8_t* __restrict a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = a[i] ^ 1;
}

void blend(std::uint8_t* __restrict out, const std::uint8_t* __restrict mask, const std::uint8_t* __restrict a,
           const std::uint8_t* __restrict b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = b[i] ^ ((a[i] ^ b[i]) & mask[i]);
}

bool any(const std::uint8_t* a, std::size_t n) {
  std::uint8_t found = 0;
  for (std::size_t i = 0; i < n; ++i) found = found | a[i];
  return found != 0;
}

std::uint64_t magnitudes(const std::int64_t* a, std::size_t n) {
  std::int64_t all = 0;
  for (std::size_t i = 0; i < n; ++i) all |= a[i] ^ (a[i] >> 63);
  return static_cast<std::uint64_t>(all);
}

bool all_below(const std::int32_t* a, std::int32_t size, std::size_t n) {
  std::int32_t beyond = 0;
  for (std::size_t i = 0; i < n; ++i) beyond = beyond | (a[i] < 0 ? 1 : 0) | (a[i] >= size ? 1 : 0);
  return beyond == 0;
}

bool all_set(const std::int32_t* flags, const std::int32_t* at, std::size_t n) {
  std::int32_t set = 1;
  for (std::size_t i = 0; i < n; ++i) set = set & flags[at[i]];
  return set != 0;
}

// The digits of a number below 10,000 as text: its halves, then its digits, side by side.
std::uint32_t four_digits(std::uint32_t number) {
  const std::uint32_t hundreds = (number * 5243U) >> 19U;
  const std::uint32_t halves = hundreds | ((number - hundreds * 100U) << 16U);
  const std::uint32_t tens = ((halves * 103U) >> 10U) & 0x000F000FU;
  return (tens | ((halves - tens * 10U) << 8U)) + 0x30303030U;
}

template <typename T>
bool digits(EightDigits* __restrict out, std::uint8_t* __restrict zeros, const T* __restrict a, std::uint32_t factor,
            std::uint32_t most, unsigned kept, std::size_t n) {
  const std::uint32_t most_ahead = 8U - kept;
  using U = typename Wrapping<T>::Type;
  for (std::size_t i = 0; i < n; ++i) {
    const U value = static_cast<U>(a[i]);
    const std::uint32_t number = (value <= most ? static_cast<std::uint32_t>(value) : 0U) * factor;
    const std::uint32_t first = number / 10000U;
    out[i].first = four_digits(first);
    out[i].last = four_digits(number - first * 10000U);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const U value = static_cast<U>(a[i]);
    const std::uint32_t number = (value <= most ? static_cast<std::uint32_t>(value) : 0U) * factor;
    std::uint32_t ahead = 0;
    ahead += number < 10U ? 1U : 0U;
    ahead += number < 100U ? 1U : 0U;
    ahead += number < 1000U ? 1U : 0U;
    ahead += number < 10000U ? 1U : 0U;
    ahead += number < 100000U ? 1U : 0U;
    ahead += number < 1000000U ? 1U : 0U;
    ahead += number < 10000000U ? 1U : 0U;
    zeros[i] = static_cast<std::uint8_t>(value <= most ? (ahead < most_ahead ? ahead : most_ahead) : no_digits);
  }
  std::uint8_t all = 0;
  for (std::size_t i = 0; i < n; ++i) all = all | zeros[i];
  return all != no_digits;
}

bool decimals(std::int64_t* __restrict out, const std::uint64_t* __restrict text, const std::uint64_t* __restrict sizes,
              const DecimalForm& form, std::size_t n) {
  constexpr std::uint64_t each = 0x0101010101010101U;
  constexpr std::uint64_t zeros = '0' * each;
  // The byte of the point, and the bytes ahead of it, which move up by one. Without one neither has any.
  const unsigned at = 8 * (7 - form.places);
  const std::uint64_t point = form.places == 0 ? 0 : std::uint64_t{0xFF} << at;
  const std::uint64_t ahead = form.places == 0 ? 0 : (std::uint64_t{1} << at) - 1;
  const std::uint64_t wanted = ('.' * each) & point;
  const std::uint64_t behind = ~(ahead | point);
  const std::uint64_t first = form.places == 0 ? 0 : '0';
  const std::uint64_t shortest = form.places == 0 ? 1 : form.places + 2;
  const std::int64_t scale = form.scale;
  // No value here is below 0.
  const std::int64_t low = form.low > 0 ? form.low : 0;
  const std::int64_t high = form.high > -1 ? form.high : -1;
  // Of which the highest bit of some byte is set where a decimal is not as it must be.
  std::uint64_t odd = 0;
  for (std::size_t i = 0; i < n; ++i) {
    // Beyond 8, or below the shortest, the highest bit is set.
    odd |= (sizes[i] - shortest) | (8U - sizes[i]);
    const std::uint64_t word = text[i];
    const std::uint64_t digits = ((word & behind) | ((word & ahead) << 8U) | first) ^ zeros;
    const std::uint64_t differs = (word & point) ^ wanted;
    odd |= (differs + 0x7FU * each) | differs | (digits + 0x76U * each) | digits;
    // Neighbours are added up: digits, pairs, fours.
    const std::uint64_t pairs = (digits * 10U + (digits >> 8U)) & 0x00FF00FF00FF00FFU;
    const std::uint64_t fours = (pairs * 100U + (pairs >> 16U)) & 0x0000FFFF0000FFFFU;
    out[i] = static_cast<std::int64_t>((fours & 0xFFFFFFFFU) * 10000U + (fours >> 32U));
  }
  for (std::size_t i = 0; scale != 1 && i < n; ++i) out[i] *= scale;
  std::int64_t beyond = 0;
  for (std::size_t i = 0; i < n; ++i) beyond |= (out[i] - low) | (high - out[i]);
  odd |= static_cast<std::uint64_t>(beyond >> 63);
  return (odd & (0x80U * each)) == 0;
}

template <typename T>
constexpr LaneKernels<T> all_of_lane() {
  return {sum<T>,   product<T>,       scale<T>, least<T>,  greatest<T>, compare<T>, select<T>, one_of<T>,
          round<T>, round_product<T>, total<T>, gather<T>, fill<T>,     holds<T>,   digits<T>};
}

}  // namespace

extern const Kernels MOU_KERNELS;
const Kernels MOU_KERNELS{MOU_KERNELS_NAME,
                          all_of_lane<std::int32_t>(),
                          all_of_lane<std::int64_t>(),
                          all_of_lane<Int128>(),
                          convert<std::int64_t, std::int32_t>,
                          convert<std::int32_t, std::int64_t>,
                          both,
                          either,
                          negate,
                          blend,
                          any,
                          magnitudes,
                          all_below,
                          all_set,
                          decimals};

}  // namespace mou
