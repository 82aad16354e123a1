// What a node of the graph gives: an exact value, nothing ("empty"), or a fault with its reason.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/number/rational.h"
#include "engine/time/date.h"
#include "engine/unit/unit.h"

namespace mou {

using TextId = std::uint32_t;
using FaultId = std::uint32_t;

// Every text of a run, kept once; equal texts have equal ids. A pool only grows, and threads may share it: a text that
// one of them adds disturbs nobody who reads.
class Texts {
 public:
  Texts() = default;
  Texts(const Texts& other);
  Texts& operator=(const Texts& other);
  Texts(Texts&& other) noexcept;
  Texts& operator=(Texts&& other) noexcept;
  ~Texts() = default;

  TextId intern(std::string_view text) const;
  const std::string& text(TextId id) const {
    const Place place = place_of(id);
    return blocks_[place.block][place.index];
  }

 private:
  // Block b has first_block << b texts and never moves.
  static constexpr TextId first_block = 256;
  struct Place {
    std::size_t block;
    TextId index;
  };
  static Place place_of(TextId id) {
    const auto block = static_cast<std::size_t>(std::bit_width(id / first_block + 1)) - 1;
    return {block, id + first_block - (first_block << block)};
  }

  mutable std::mutex adding_;
  mutable std::array<std::unique_ptr<std::string[]>, 24> blocks_;
  mutable TextId count_ = 0;
  mutable std::unordered_map<std::string_view, TextId> ids_;
};

enum class ValueKind : std::uint8_t { number, date, time, text, truth, empty, fault };

// Numbers are in the measures of their node's unit ($1,819 per month is 1819); percentages are plain numbers (5% is
// 1/20).
struct Value {
  Rational number;
  // date: days; time: minutes; text: TextId; truth: 0 or 1; fault: FaultId.
  std::int32_t payload = 0;
  ValueKind kind = ValueKind::empty;

  static Value of(Rational number) {
    Value value;
    value.number = std::move(number);
    value.kind = ValueKind::number;
    return value;
  }
  static Value of(Date date) { return make(ValueKind::date, date.days); }
  static Value time(std::int32_t minutes) { return make(ValueKind::time, minutes); }
  static Value text(TextId id) { return make(ValueKind::text, static_cast<std::int32_t>(id)); }
  static Value truth(bool yes) { return make(ValueKind::truth, yes ? 1 : 0); }
  static Value fault(FaultId id) { return make(ValueKind::fault, static_cast<std::int32_t>(id)); }
  static Value empty() { return {}; }

  bool is_number() const { return kind == ValueKind::number; }
  bool is_fault() const { return kind == ValueKind::fault; }
  bool is_empty() const { return kind == ValueKind::empty; }
  bool yes() const { return kind == ValueKind::truth && payload != 0; }
  Date date() const { return {payload}; }
  TextId text_id() const { return static_cast<TextId>(payload); }
  FaultId fault_id() const { return static_cast<FaultId>(payload); }

  // Same kind and same content; a fault equals only itself.
  friend bool operator==(const Value& a, const Value& b) {
    return a.kind == b.kind && (a.kind == ValueKind::number ? a.number == b.number : a.payload == b.payload);
  }

 private:
  static Value make(ValueKind kind, std::int32_t payload) {
    Value value;
    value.kind = kind;
    value.payload = payload;
    return value;
  }
};

enum class TypeKind : std::uint8_t { number, date, time, text, truth };

// The type of a node, figure, fact or column. Choices of an enumeration are texts.
struct Type {
  TypeKind kind = TypeKind::number;
  Unit unit;
  friend bool operator==(const Type&, const Type&) = default;
};

}  // namespace mou
