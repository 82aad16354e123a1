#include "analysis/wide_text.h"

#include <array>
#include <bit>
#include <utility>

#include "analysis/amount.h"
#include "engine/number/rational.h"

namespace mou {

namespace {

constexpr std::uint64_t eight_nines = 99'999'999;
// Numbers of at most eight digits are written with a digit before the point.
constexpr unsigned most_places = 7;
constexpr std::uint64_t zero_digits = 0x3030303030303030U;

static_assert(std::endian::native == std::endian::little, "the first byte of a text is the lowest of a word");

}  // namespace

void WideText::add(std::string_view text) {
  char* out = room(text.size());
  std::copy(text.begin(), text.end(), out);
  wrote(out + text.size());
}

LaneText::LaneText(const Type& type, Lanes lanes) : lanes_(std::move(lanes)) {
  if (type.kind == TypeKind::truth) how_ = How::truth;
  if (type.kind == TypeKind::date) how_ = How::date;
  const Shape& shape = lanes_.shape();
  if (type.kind != TypeKind::number || (shape.lane != Lane::i32 && shape.lane != Lane::i64)) return;
  const int decimals = Rational::ratio(1, shape.denominator).decimals();
  if (decimals < 0) return;
  least_ = static_cast<unsigned>(least_decimals(type.unit));
  places_ = std::max(static_cast<unsigned>(decimals), least_);
  if (places_ > most_places) return;
  most_zeros_ = most_places - places_;
  std::int64_t power = 1;
  for (unsigned i = 0; i < places_; ++i) power *= 10;
  factor_ = static_cast<std::uint32_t>(power / shape.denominator);
  how_ = How::decimal;
}

void LaneText::prepare(const Kernels& kernels, std::size_t first, std::size_t n) {
  first_ = first;
  if (how_ != How::decimal) return;
  digits_.resize(n);
  zeros_.resize(n);
  const auto most = static_cast<std::uint32_t>(eight_nines / factor_);
  bool all = false;
  if (lanes_.lane() == Lane::i32) {
    all = kernels.i32.digits(digits_.data(), zeros_.data(), lanes_.words() + first, factor_, most, 1 + places_, n);
  } else {
    all = kernels.i64.digits(digits_.data(), zeros_.data(), lanes_.data<std::int64_t>() + first, factor_, most,
                             1 + places_, n);
  }
  all_cents_ = all && places_ == 2 && least_ == 2;
}

char* LaneText::write_alone(char* out, std::size_t lane) const {
  switch (how_) {
    case How::decimal:
      return write_long(out, lanes_.lane() == Lane::i32 ? lanes_.words()[lane] : lanes_.data<std::int64_t>()[lane]);
    case How::truth: {
      const std::string_view text = lanes_.truths()[lane] != 0 ? "yes" : "no";
      return std::copy(text.begin(), text.end(), out);
    }
    case How::date: {
      const std::string text = date_text(Date{lanes_.words()[lane]});
      return std::copy(text.begin(), text.end(), out);
    }
    case How::made:
      break;
  }
  return nullptr;
}

// Negative, or of more than eight digits, the last eight of which are all written then.
char* LaneText::write_long(char* out, std::int64_t value) const {
  std::int64_t scaled = 0;
  const bool fits = !__builtin_mul_overflow(value, std::int64_t{factor_}, &scaled);
  if (!fits || scaled == std::numeric_limits<std::int64_t>::min()) return nullptr;
  if (scaled < 0) {
    *out++ = '-';
    scaled = -scaled;
  }
  std::array<char, 24> text;
  std::size_t begin = text.size();
  for (auto rest = static_cast<std::uint64_t>(scaled); rest > 0 || text.size() - begin < 8; rest /= 10) {
    text[--begin] = static_cast<char>('0' + rest % 10);
  }
  const std::size_t ahead = text.size() - begin - 8;
  std::memcpy(out, text.data() + begin, ahead);
  std::uint64_t digits = 0;
  std::memcpy(&digits, text.data() + text.size() - 8, sizeof digits);
  unsigned zeros = 0;
  while (ahead == 0 && zeros < most_zeros_ && (digits >> (8 * zeros) & 0xFFU) == '0') ++zeros;
  return write_eight(out + ahead, digits, zeros);
}

// Takes zeros off the end, and the point where nothing is left behind it.
char* LaneText::without_idle_zeros(char* point, std::uint64_t digits) const {
  const std::uint64_t values = digits ^ zero_digits;
  const unsigned idle = values == 0 ? 8 : static_cast<unsigned>(std::countl_zero(values)) / 8;
  if (idle >= places_ && least_ == 0) return point;
  return point + 1 + places_ - std::min(idle, places_ - least_);
}

}  // namespace mou
