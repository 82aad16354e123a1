// Cells of plain text, one as machine words: each reader takes a field's place in the text and says whether it is
// written plainly. It may look at up to text_margin bytes before and behind the field.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace mou::plain {

static_assert(std::endian::native == std::endian::little, "the first byte of a text is the lowest of a word");

inline constexpr std::uint64_t each_byte = 0x0101010101010101U;

struct Cell {
  const char* begin;
  const char* end;

  std::size_t size() const { return static_cast<std::size_t>(end - begin); }
  bool empty() const { return begin == end; }
};

inline std::uint64_t first_bytes(const char* begin) {
  std::uint64_t word = 0;
  std::memcpy(&word, begin, 8);
  return word;
}

// The bytes of a word that a field of so many bytes fills up to its end. Looked up: a size differs from row to row, and
// a branch on it would be guessed wrong.
inline constexpr std::array<std::uint64_t, 9> bytes_of_size = {0,
                                                               0xFF00000000000000U,
                                                               0xFFFF000000000000U,
                                                               0xFFFFFF0000000000U,
                                                               0xFFFFFFFF00000000U,
                                                               0xFFFFFFFFFF000000U,
                                                               0xFFFFFFFFFFFF0000U,
                                                               0xFFFFFFFFFFFFFF00U,
                                                               0xFFFFFFFFFFFFFFFFU};

// The last eight bytes of the field, or all of a shorter one: the last byte is the highest, bytes before the field are
// 0.
inline std::uint64_t last_bytes(Cell cell) {
  return first_bytes(cell.end - 8) & bytes_of_size[std::min<std::size_t>(cell.size(), 8)];
}

// Whether every byte of a word is a digit's value once the digits' common bits are taken away.
inline bool are_digits(std::uint64_t values) {
  return (((values + 0x76 * each_byte) | values) & (0x80 * each_byte)) == 0;
}

// Eight digits, the first in the lowest byte (the way of adding up neighbours that Lemire and others describe).
inline std::uint32_t of_eight_digits(std::uint64_t values) {
  constexpr std::uint64_t mask = 0x000000FF000000FFU;
  constexpr std::uint64_t mul1 = 100 + (std::uint64_t{1000000} << 32U);
  constexpr std::uint64_t mul2 = 1 + (std::uint64_t{10000} << 32U);
  values = values * 10 + (values >> 8U);
  return static_cast<std::uint32_t>(((values & mask) * mul1 + ((values >> 16U) & mask) * mul2) >> 32U);
}

// The digits of a decimal as a whole number, and how many of them stand behind the point.
struct Decimal {
  std::int64_t digits = 0;
  std::uint32_t places = 0;
};

inline constexpr std::uint64_t zero_digits = '0' * each_byte;

// The same, with digits 0 before the field.
inline std::uint64_t filled_up(Cell cell) {
  const std::uint64_t within = bytes_of_size[std::min<std::size_t>(cell.size(), 8)];
  return (first_bytes(cell.end - 8) & within) | (zero_digits & ~within);
}

// Digits with at most one point among them, not at either end, at most eight bytes. Most columns have as many decimals
// in each row: `like` says how many there were before.
inline bool short_decimal(Cell cell, std::uint32_t like, Decimal& out) {
  const std::size_t size = cell.size();
  if (size - 1 > 7) return false;
  std::uint64_t word = filled_up(cell);
  if (like == 2 && size > 3 && cell.end[-3] == '.') {
    out.places = 2;
    word = (word & 0xFFFF000000000000U) | ((word << 8U) & 0x0000FFFFFFFFFF00U) | '0';
  } else {
    // The point is found as the one byte whose difference to a point is 0.
    const std::uint64_t differs = word ^ ('.' * each_byte);
    const std::uint64_t found = ~(((differs & 0x7F * each_byte) + 0x7F * each_byte) | differs) & (0x80 * each_byte);
    out.places = 0;
    if (found != 0) {
      const auto at = static_cast<unsigned>(std::countr_zero(found)) / 8;
      out.places = 7 - at;
      if (out.places == 0 || at == 8 - size) return false;
      const std::uint64_t below = (std::uint64_t{1} << (8 * at)) - 1;
      const std::uint64_t above = ~std::uint64_t{0} << (8 * at + 8);
      word = (word & above) | ((word & below) << 8U) | '0';
    }
  }
  const std::uint64_t values = word ^ zero_digits;
  out.digits = of_eight_digits(values);
  return are_digits(values);
}

// At most 18 digits, with a sign or without.
inline bool long_decimal(Cell cell, Decimal& out) {
  const char* at = cell.begin;
  const bool negative = at != cell.end && *at == '-';
  if (negative) ++at;
  std::uint64_t digits = 0;
  const char* point = nullptr;
  const char* const first = at;
  if (cell.end - at > 19) return false;
  for (; at != cell.end; ++at) {
    const auto value = static_cast<unsigned char>(*at - '0');
    if (value <= 9) {
      digits = digits * 10 + value;
    } else if (*at == '.' && point == nullptr && at != first) {
      point = at;
    } else {
      return false;
    }
  }
  const std::ptrdiff_t count = cell.end - first - (point == nullptr ? 0 : 1);
  if (count < 1 || count > 18 || (point != nullptr && point + 1 == cell.end)) return false;
  out.digits = negative ? -static_cast<std::int64_t>(digits) : static_cast<std::int64_t>(digits);
  out.places = point == nullptr ? 0 : static_cast<std::uint32_t>(cell.end - point - 1);
  return true;
}

// "2019-07-01" as year, month and day, which need not exist.
struct Civil {
  unsigned year;
  unsigned month;
  unsigned day;
};

inline bool civil(Cell cell, Civil& out) {
  if (cell.size() != 10) return false;
  // The digits of the year, the month and the day, without the two dashes.
  const std::uint64_t head = first_bytes(cell.begin);
  std::uint16_t tail = 0;
  std::memcpy(&tail, cell.end - 2, 2);
  constexpr std::uint64_t dashes = 0xFF0000FF00000000U;
  if ((head & dashes) != (std::uint64_t{'-'} << 32U | std::uint64_t{'-'} << 56U)) return false;
  const std::uint64_t digits =
      (head & 0xFFFFFFFFU) | ((head >> 8U) & 0x0000FFFF00000000U) | (std::uint64_t{tail} << 48U);
  const std::uint64_t values = digits ^ ('0' * each_byte);
  if (!are_digits(values)) return false;
  const std::uint32_t number = of_eight_digits(values);
  out = {number / 10000, number / 100 % 100, number % 100};
  return true;
}

}  // namespace mou::plain
