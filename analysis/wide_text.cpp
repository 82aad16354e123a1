#include "analysis/wide_text.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "analysis/amount.h"
#include "engine/number/rational.h"

namespace mou {

namespace {

constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t eight_digits = 100'000'000;
// Numbers of at most eight digits are written with a digit before the point.
constexpr unsigned most_places = 7;

static_assert(std::endian::native == std::endian::little, "the first byte of a text is the lowest of a word");

// The eight digits of a number below 10^8, the first in the lowest byte: halves, then pairs, then digits side by side.
std::uint64_t digits_of(std::uint32_t number) {
  const std::uint64_t halves = number / 10000 | (std::uint64_t{number % 10000} << 32U);
  const std::uint64_t hundreds = ((halves * 10486) >> 20U) & 0x0000007F0000007FU;
  const std::uint64_t pairs = hundreds | ((halves - hundreds * 100) << 16U);
  const std::uint64_t tens = ((pairs * 103) >> 10U) & 0x000F000F000F000FU;
  return tens | ((pairs - tens * 10) << 8U);
}

void store(char* out, std::uint64_t word) {
  std::memcpy(out, &word, sizeof word);
}

}  // namespace

void WideText::add(std::string_view text) {
  char* out = room(text.size());
  std::copy(text.begin(), text.end(), out);
  wrote(out + text.size());
}

LaneText::LaneText(const Type& type, const Shape& shape) {
  if (type.kind == TypeKind::truth) how_ = How::truth;
  if (type.kind == TypeKind::date) how_ = How::date;
  if (type.kind != TypeKind::number || (shape.lane != Lane::i32 && shape.lane != Lane::i64)) return;
  const Rational part = Rational::ratio(1, shape.denominator);
  const int decimals = part.decimals();
  if (decimals < 0) return;
  least_ = static_cast<unsigned>(least_decimals(type.unit));
  places_ = std::max(static_cast<unsigned>(decimals), least_);
  if (places_ > most_places) return;
  std::int64_t power = 1;
  for (unsigned i = 0; i < places_; ++i) power *= 10;
  factor_ = power / shape.denominator;
  how_ = shape.lane == Lane::i32 ? How::decimal32 : How::decimal64;
}

char* LaneText::write(char* out, const Lanes& lanes, std::size_t lane) const {
  switch (how_) {
    case How::decimal32:
      return decimal(out, lanes.words()[lane]);
    case How::decimal64:
      return decimal(out, lanes.data<std::int64_t>()[lane]);
    case How::truth: {
      const bool yes = lanes.truths()[lane] != 0;
      std::memcpy(out, yes ? "yes" : "no ", 3);
      return out + (yes ? 3 : 2);
    }
    case How::date: {
      const std::string text = date_text(Date{lanes.words()[lane]});
      std::memcpy(out, text.data(), text.size());
      return out + text.size();
    }
    case How::made:
      break;
  }
  return nullptr;
}

char* LaneText::decimal(char* out, std::int64_t value) const {
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(value, factor_, &scaled) || scaled == INT64_MIN) return nullptr;
  if (scaled < 0) {
    *out++ = '-';
    scaled = -scaled;
  }
  auto rest = static_cast<std::uint64_t>(scaled);
  // Digits before the last eight, which then are all written.
  char* const first = out;
  if (rest >= eight_digits) {
    std::uint64_t ahead = rest / eight_digits;
    rest %= eight_digits;
    char turned[16];
    std::size_t count = 0;
    for (; ahead > 0; ahead /= 10) turned[count++] = static_cast<char>('0' + ahead % 10);
    while (count > 0) *out++ = turned[--count];
  }
  const std::uint64_t digits = digits_of(static_cast<std::uint32_t>(rest));
  const std::uint64_t text = digits | ('0' * each_byte);
  const unsigned most_zeros = out == first ? most_places - places_ : 0;
  const unsigned zeros = std::min(static_cast<unsigned>(std::countr_zero(digits | (std::uint64_t{1} << 63U))) / 8, most_zeros);
  store(out, text >> (8 * zeros));
  out += 8 - places_ - zeros;
  if (places_ == 0) return out;
  *out = '.';
  store(out + 1, text >> (8 * (8 - places_)));
  // Zeros at the end, and the point where nothing is left behind it.
  const unsigned idle = digits == 0 ? 8 : static_cast<unsigned>(std::countl_zero(digits)) / 8;
  if (idle >= places_ && least_ == 0) return out;
  return out + 1 + places_ - std::min(idle, places_ - least_);
}

}  // namespace mou
