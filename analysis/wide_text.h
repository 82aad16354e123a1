// Text of a wide table: rows of fields, written straight into a buffer that is used again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "engine/columnar/kernels.h"
#include "engine/columnar/lanes.h"
#include "engine/graph/graph.h"

namespace mou {

class WideText {
 public:
  void clear() { size_ = 0; }
  std::string_view text() const { return {bytes_.data(), size_}; }

  // Room for so many bytes more; they count once `wrote` says up to where.
  char* room(std::size_t bytes) {
    if (bytes_.size() - size_ < bytes) bytes_.resize(2 * bytes_.size() + bytes);
    return bytes_.data() + size_;
  }
  void wrote(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.data()); }
  void add(std::string_view text);

 private:
  std::vector<char> bytes_;
  std::size_t size_ = 0;
};

// How the lanes of a column are written: exactly as exact_text writes their values, without making them.
class LaneText {
 public:
  // Longer texts than this are not written at once.
  static constexpr std::size_t longest = 48;

  LaneText() = default;
  LaneText(const Type& type, Lanes lanes);

  // Goes to the lanes [first, first + n): their digits are found together.
  void prepare(const Kernels& kernels, std::size_t first, std::size_t n);
  // Whether all of them, where they have values, are dollars and cents of eight digits at most, whose digits and zeros
  // ahead these are: what most cells of most tables are.
  bool all_cents() const { return all_cents_; }
  const EightDigits* digits() const { return digits_.data(); }
  const std::uint8_t* zeros() const { return zeros_.data(); }
  // With the comma behind.
  static char* write_cents(char* out, const EightDigits& number, unsigned zeros) {
    std::uint64_t digits = 0;
    std::memcpy(&digits, &number, sizeof digits);
    store(out, digits >> (8 * zeros));
    out += 6 - zeros;
    // The point, two digits, the comma.
    const auto rest = static_cast<std::uint32_t>((digits >> 40U) & 0x00FFFF00U) | 0x2C00002EU;
    std::memcpy(out, &rest, sizeof rest);
    return out + sizeof rest;
  }
  // Writes the value of a lane among them, which has one, and gives the end of it; null where the value must be made.
  // At least `longest` bytes of room are needed.
  char* write(char* out, std::size_t lane) const {
    const std::size_t i = lane - first_;
    if (how_ != How::decimal || zeros_[i] == no_digits) return write_alone(out, lane);
    std::uint64_t digits = 0;
    std::memcpy(&digits, &digits_[i], sizeof digits);
    return write_eight(out, digits, zeros_[i]);
  }

 private:
  enum class How : std::uint8_t { made, truth, date, decimal };

  char* write_alone(char* out, std::size_t lane) const;
  char* write_long(char* out, std::int64_t value) const;
  // Eight digits but for zeros in front, with the point among them.
  char* write_eight(char* out, std::uint64_t digits, unsigned zeros) const {
    store(out, digits >> (8 * zeros));
    if (places_ == 0) return out + 8 - zeros;
    out += 8 - places_ - zeros;
    *out = '.';
    store(out + 1, digits >> (8 * (8 - places_)));
    return places_ == least_ ? out + 1 + places_ : without_idle_zeros(out, digits);
  }
  char* without_idle_zeros(char* point, std::uint64_t digits) const;
  static void store(char* out, std::uint64_t word) { std::memcpy(out, &word, sizeof word); }

  How how_ = How::made;
  Lanes lanes_;
  // What a number is multiplied by to be over 10 to the power of `places`; how many decimals are always written.
  std::uint32_t factor_ = 1;
  unsigned places_ = 0;
  unsigned least_ = 0;
  // Ahead of the last digit before the point.
  unsigned most_zeros_ = 0;
  bool all_cents_ = false;
  std::size_t first_ = 0;
  std::vector<EightDigits> digits_;
  std::vector<std::uint8_t> zeros_;
};

}  // namespace mou
