#include "engine/columnar/lanes.h"

#include <algorithm>
#include <bit>

namespace mou {

namespace {

constexpr std::size_t line = 64;
// Buffers begin at different lines of their page.
constexpr std::size_t offsets = 61;

Rational of_wide(Int128 value, std::int64_t denominator) {
  constexpr Int128 most = std::int64_t{0x7fffffffffffffff};
  if (value <= most && value >= -most) return Rational::ratio(static_cast<std::int64_t>(value), denominator);
  // In two halves: high * 2^62 + low.
  constexpr std::int64_t half = std::int64_t{1} << 62;
  const auto low = static_cast<std::int64_t>(value % half);
  const auto high = static_cast<std::int64_t>(value / half);
  return (Rational(high) * Rational(half) + Rational(low)) / Rational(denominator);
}

}  // namespace

LaneState* Lanes::make_states(std::size_t n) const {
  if (!buffer_->has_states) {
    buffer_->states.assign(std::max(n, buffer_->states.size()), LaneState::value);
    buffer_->has_states = true;
  }
  return buffer_->states.data();
}

Rational Lanes::number(std::size_t lane) const {
  switch (buffer_->shape.lane) {
    case Lane::truth:
      return data<std::uint8_t>()[lane];
    case Lane::i32:
      return Rational::ratio(data<std::int32_t>()[lane], buffer_->shape.denominator);
    case Lane::i64:
      return Rational::ratio(data<std::int64_t>()[lane], buffer_->shape.denominator);
    case Lane::i128:
      return of_wide(data<Int128>()[lane], buffer_->shape.denominator);
    case Lane::exact:
      return buffer_->numbers[lane];
  }
  return {};
}

Lanes LanePool::take(Shape shape, std::size_t n) {
  const std::size_t capacity = std::bit_ceil(std::max<std::size_t>(n, line));
  LaneBuffer*& spare = free_of(shape.lane, capacity);
  if (spare == nullptr) {
    all_.push_back(std::make_unique<LaneBuffer>());
    LaneBuffer& made = *all_.back();
    made.capacity = capacity;
    made.pool = this;
    if (shape.lane == Lane::exact) {
      made.numbers.resize(capacity);
    } else {
      const std::size_t room = capacity * lane_size(shape.lane) + line * (offsets + 1);
      made.bytes = std::make_unique<std::byte[]>(room);
      auto* begin = made.bytes.get();
      const auto past = reinterpret_cast<std::uintptr_t>(begin) % line;
      offset_ = (offset_ + 5) % offsets;
      made.lanes = begin + (line - past) + line * offset_;
    }
    bytes_ += capacity * lane_size(shape.lane);
    spare = &made;
  }
  LaneBuffer* buffer = std::exchange(spare, spare->next);
  buffer->shape = shape;
  buffer->has_states = false;
  buffer->below = 0;
  buffer->same = false;
  buffer->measured = 0;
  return Lanes(buffer);
}

Lanes LanePool::borrow(Shape shape, std::byte* lanes, std::size_t n, std::int32_t below) {
  if (views_ == nullptr) {
    all_.push_back(std::make_unique<LaneBuffer>());
    all_.back()->borrowed = true;
    all_.back()->pool = this;
    views_ = all_.back().get();
  }
  LaneBuffer* buffer = std::exchange(views_, views_->next);
  buffer->shape = shape;
  buffer->capacity = n;
  buffer->lanes = lanes;
  buffer->has_states = false;
  buffer->below = below;
  buffer->same = false;
  buffer->measured = 0;
  return Lanes(buffer);
}

}  // namespace mou
