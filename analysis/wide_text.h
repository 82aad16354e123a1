// Text of a wide table: rows of fields, written straight into a buffer that is used again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

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
  LaneText(const Type& type, const Shape& shape);

  // Writes the value of a lane, which has one, and gives the end of it; null where the value must be made. At least
  // `longest` bytes of room are needed.
  char* write(char* out, const Lanes& lanes, std::size_t lane) const;

 private:
  enum class How : std::uint8_t { made, decimal32, decimal64, truth, date };

  char* decimal(char* out, std::int64_t value) const;

  How how_ = How::made;
  // What a number is multiplied by to be over 10 to the power of `places`; how many decimals are always written.
  std::int64_t factor_ = 1;
  unsigned places_ = 0;
  unsigned least_ = 0;
};

}  // namespace mou
