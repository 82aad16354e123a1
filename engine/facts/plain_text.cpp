#include "engine/facts/plain_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "engine/facts/csv_scanner.h"

namespace mou {

namespace {

// Bytes that are looked at in one loop without a branch, which the compiler turns into vector code.
constexpr std::size_t block = 32;

// What there is in a text beside printed ASCII.
struct Oddities {
  bool quotes = false;
  bool controls = false;
  bool beyond_ascii = false;
  bool returns = false;
};

struct OddBytes {
  std::array<std::uint8_t, block> quotes{};
  std::array<std::uint8_t, block> controls{};
  std::array<std::uint8_t, block> beyond{};
  std::array<std::uint8_t, block> returns{};

  void add(const unsigned char* bytes) {
    for (std::size_t i = 0; i < block; ++i) {
      const unsigned char byte = bytes[i];
      quotes[i] |= static_cast<std::uint8_t>(byte == '"');
      returns[i] |= static_cast<std::uint8_t>(byte == '\r');
      beyond[i] |= byte;
      controls[i] |=
          static_cast<std::uint8_t>((byte < 0x20 || byte == 0x7F) && byte != '\n' && byte != '\r' && byte != '\t');
    }
  }

  static bool any(const std::array<std::uint8_t, block>& bytes, std::uint8_t bits) {
    unsigned all = 0;
    for (const std::uint8_t byte : bytes) all |= byte;
    return (all & bits) != 0;
  }

  Oddities found() const { return {any(quotes, 1), any(controls, 1), any(beyond, 0x80), any(returns, 1)}; }
};

Oddities look_over(std::string_view text) {
  OddBytes odd;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t at = 0;
  for (; at + block <= text.size(); at += block) odd.add(bytes + at);
  std::array<unsigned char, block> rest{};
  rest.fill(' ');
  if (at < text.size()) std::memcpy(rest.data(), bytes + at, text.size() - at);
  odd.add(rest.data());
  return odd.found();
}

bool returns_end_lines(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') return false;
  }
  return true;
}

// Which of 64 bytes end a field: one bit each, the first the lowest, and how many.
struct Found {
  std::uint64_t bits = 0;
  std::size_t count = 0;
};

Found ends_among(const char* bytes) {
  std::array<std::uint8_t, 64> marks;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    marks[i] = static_cast<std::uint8_t>((bytes[i] == ',' ? 1 : 0) | (bytes[i] == '\n' ? 1 : 0));
  }
  Found found;
  std::uint64_t counts = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, marks.data() + 8 * i, sizeof word);
    counts += word;
    // Gathers the lowest bit of every byte in the highest byte.
    found.bits |= ((word * 0x0102040810204080U) >> 56U) << (8 * i);
  }
  found.count = (counts * 0x0101010101010101U) >> 56U;
  return found;
}

}  // namespace

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  std::size_t at = 0;
  const char* bytes = text.data();
  while (at + block <= text.size()) {
    // Counts of bytes that fit into bytes.
    std::array<std::uint8_t, block> counts{};
    for (int turn = 0; turn < 255 && at + block <= text.size(); ++turn, at += block) {
      for (std::size_t i = 0; i < block; ++i) {
        counts[i] = static_cast<std::uint8_t>(counts[i] + (bytes[at + i] == '\n' ? 1 : 0));
      }
    }
    for (const std::uint8_t count : counts) lines += count;
  }
  for (; at < text.size(); ++at) lines += bytes[at] == '\n' ? 1 : 0;
  return lines;
}

bool is_plain_text(std::string_view text) {
  const Oddities odd = look_over(text);
  if (odd.quotes || odd.controls) return false;
  return (!odd.beyond_ascii || is_text(text)) && (!odd.returns || returns_end_lines(text));
}

std::size_t find_ends(std::string_view text, std::vector<std::uint32_t>& ends, std::size_t count) {
  for (std::size_t begin = 0; begin < text.size(); begin += 64) {
    // No more ends than bytes.
    if (ends.size() < count + 64) ends.resize(2 * (count + 64));
    Found found = ends_among(text.data() + begin);
    if (text.size() - begin < 64) {
      found.bits &= (std::uint64_t{1} << (text.size() - begin)) - 1;
      found.count = static_cast<std::size_t>(std::popcount(found.bits));
    }
    std::uint32_t* out = ends.data() + count;
    // Eight at a time, those beyond the last of no use: how many there are is hard to foresee.
    for (std::size_t done = 0; done < found.count; done += 8) {
      for (std::size_t i = 0; i < 8; ++i) {
        const auto at = static_cast<std::size_t>(std::countr_zero(found.bits | (std::uint64_t{1} << 63U)));
        out[done + i] = static_cast<std::uint32_t>(begin + at);
        found.bits &= found.bits - 1;
      }
    }
    count += found.count;
  }
  return count;
}

}  // namespace mou
