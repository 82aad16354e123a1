// A column of values in a buffer that is used again once nothing holds it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/columnar/lane.h"
#include "engine/number/rational.h"

namespace mou {

class LanePool;

// What the lanes of a column mean: whole numbers over the denominator. Not of dates, times, texts and truths, whose
// denominator is 1.
struct Shape {
  Lane lane = Lane::i32;
  std::int64_t denominator = 1;
  friend bool operator==(const Shape&, const Shape&) = default;
};

// What every step asks of it stands in one line of memory.
struct alignas(64) LaneBuffer {
  Shape shape;
  std::size_t capacity = 0;
  std::uint32_t holders = 0;
  bool has_states = false;
  // Whether the lanes are somebody else's, who keeps them, and are only read.
  bool borrowed = false;
  // Every word is one of 0 to `below` - 1; 0 where that is not known.
  std::int32_t below = 0;
  // All lanes hold one and the same value.
  bool same = false;
  // The numbers of 64 bits in the first so many lanes have at most so many bits.
  std::size_t measured = 0;
  std::size_t bits = 0;
  // The lanes; for Lane::exact `numbers` holds them.
  std::byte* lanes = nullptr;
  LanePool* pool = nullptr;
  // Of one that nobody holds: the next such one.
  LaneBuffer* next = nullptr;
  std::unique_ptr<std::byte[]> bytes;
  std::vector<Rational> numbers;
  std::vector<LaneState> states;
};

// A handle on a buffer; copies share it. Not for use by several threads.
class Lanes {
 public:
  Lanes() = default;
  explicit Lanes(LaneBuffer* buffer) : buffer_(buffer) { hold(); }
  Lanes(const Lanes& other) : buffer_(other.buffer_) { hold(); }
  Lanes(Lanes&& other) noexcept : buffer_(std::exchange(other.buffer_, nullptr)) {}
  Lanes& operator=(Lanes other) noexcept {
    std::swap(buffer_, other.buffer_);
    return *this;
  }
  ~Lanes() {
    if (buffer_ != nullptr && --buffer_->holders == 0) give_back();
  }

  explicit operator bool() const { return buffer_ != nullptr; }
  const Shape& shape() const { return buffer_->shape; }
  Lane lane() const { return buffer_->shape.lane; }
  // How many lanes it has room for.
  std::size_t capacity() const { return buffer_->capacity; }

  template <typename T>
  T* data() const {
    if constexpr (std::is_same_v<T, Rational>) {
      return buffer_->numbers.data();
    } else {
      return reinterpret_cast<T*>(buffer_->lanes);
    }
  }
  std::uint8_t* truths() const { return data<std::uint8_t>(); }
  std::int32_t* words() const { return data<std::int32_t>(); }

  // Every word is one of 0 to `below` - 1; 0 where that is not known.
  std::int32_t below() const { return buffer_->below; }

  // Whether it is known that all lanes hold one and the same value; who says so writes to none of them afterwards.
  bool same() const { return buffer_->same; }
  void mark_same() const { buffer_->same = true; }

  // How many bits the numbers of 64 bits in the first n lanes have at most, as `measure` says when first asked. Nobody
  // may write to the lanes afterwards.
  template <typename Measure>
  std::size_t bits(std::size_t n, const Measure& measure) const {
    if (buffer_->measured < n) {
      buffer_->bits = measure(data<std::int64_t>(), n);
      buffer_->measured = n;
    }
    return buffer_->bits;
  }

  // Null where every lane has a value.
  LaneState* states() const { return buffer_->has_states ? buffer_->states.data() : nullptr; }
  // States of `n` lanes, all `value` where there were none.
  LaneState* make_states(std::size_t n) const;
  // Every lane has a value.
  void drop_states() const { buffer_->has_states = false; }
  LaneState state(std::size_t lane) const { return buffer_->has_states ? buffer_->states[lane] : LaneState::value; }
  // The number in a lane of whole numbers.
  Rational number(std::size_t lane) const;
  // The number where it is whole and fits.
  std::optional<std::int64_t> whole_number(std::size_t lane) const {
    if (shape() == Shape{Lane::i32, 1}) return words()[lane];
    if (shape() == Shape{Lane::i64, 1}) return data<std::int64_t>()[lane];
    return number(lane).to_int64();
  }

 private:
  void hold() {
    if (buffer_ != nullptr) ++buffer_->holders;
  }
  void give_back() const;

  LaneBuffer* buffer_ = nullptr;
};

// Buffers by size and lane. Lanes of buffers of one size do not lie a power of two apart, lest they share cache lines.
class LanePool {
 public:
  LanePool() = default;
  LanePool(const LanePool&) = delete;
  LanePool& operator=(const LanePool&) = delete;

  // Room for n lanes, without states; what stands in them is anything.
  Lanes take(Shape shape, std::size_t n);
  // Lanes that somebody else keeps, all of them values; see Lanes::below.
  Lanes borrow(Shape shape, std::byte* lanes, std::size_t n, std::int32_t below);
  // Bytes of all buffers, in use or not.
  std::size_t bytes() const { return bytes_; }

 private:
  friend class Lanes;
  void give_back(LaneBuffer* buffer) {
    LaneBuffer*& first = buffer->borrowed ? views_ : free_of(buffer->shape.lane, buffer->capacity);
    buffer->next = std::exchange(first, buffer);
  }
  LaneBuffer*& free_of(Lane lane, std::size_t capacity) {
    return free_[static_cast<std::size_t>(lane)][std::bit_width(capacity - 1)];
  }

  std::vector<std::unique_ptr<LaneBuffer>> all_;
  // By lane size (bytes and exact numbers apart) and by binary digits of the capacity.
  LaneBuffer* free_[5][40] = {};
  LaneBuffer* views_ = nullptr;
  std::size_t bytes_ = 0;
  std::size_t offset_ = 0;
};

inline void Lanes::give_back() const {
  buffer_->pool->give_back(buffer_);
}

}  // namespace mou
