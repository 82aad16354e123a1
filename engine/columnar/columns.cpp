// Columns as a whole: making, filling, converting, taking some lanes of them.
#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>

#include "engine/columnar/evaluator.h"

namespace mou {

namespace {

// Calls `act` with a null pointer of the type that a lane holds.
template <typename Act>
void with_lane(Lane lane, const Act& act) {
  switch (lane) {
    case Lane::truth:
      return act(static_cast<std::uint8_t*>(nullptr));
    case Lane::i32:
      return act(static_cast<std::int32_t*>(nullptr));
    case Lane::i64:
      return act(static_cast<std::int64_t*>(nullptr));
    case Lane::i128:
      return act(static_cast<Int128*>(nullptr));
    case Lane::exact:
      return act(static_cast<Rational*>(nullptr));
  }
}

// Numbers of any lane as exact ones.
void make_exact(const Lanes& from, const Lanes& to, std::size_t n) {
  Rational* out = to.data<Rational>();
  const LaneState* states = from.states();
  const auto is_value = [states](std::size_t i) { return states == nullptr || states[i] == LaneState::value; };
  with_lane(from.lane(), [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    const T* in = from.data<T>();
    for (std::size_t i = 0; i < n; ++i) {
      if (!is_value(i)) {
        out[i] = Rational();
      } else if constexpr (sizeof(T) <= sizeof(std::int64_t)) {
        out[i] = Rational::ratio(in[i], from.shape().denominator);
      } else {
        out[i] = from.number(i);
      }
    }
  });
}

// Exact numbers as ones of 64 bits; what does not divide, or fit, is deferred.
void make_whole(const Lanes& from, const Lanes& to, std::size_t n) {
  const Rational* in = from.data<Rational>();
  std::int64_t* out = to.data<std::int64_t>();
  const LaneState* states = from.states();
  const Rational denominator(to.shape().denominator);
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = 0;
    if (states != nullptr && states[i] != LaneState::value) continue;
    if (const auto whole = (in[i] * denominator).to_int64()) {
      out[i] = *whole;
    } else {
      to.make_states(n)[i] = LaneState::deferred;
    }
  }
}

// Whole numbers over one denominator as whole numbers over another; what does not divide, or fit, is deferred.
template <typename To, typename From>
void convert_whole(const Lanes& from, const Lanes& to, std::size_t n) {
  const Int128 times = to.shape().denominator;
  const Int128 over = from.shape().denominator;
  const From* in = from.data<From>();
  To* out = to.data<To>();
  for (std::size_t i = 0; i < n; ++i) {
    Int128 value = 0;
    bool held = !__builtin_mul_overflow(static_cast<Int128>(in[i]), times, &value) && value % over == 0;
    value /= over;
    const To narrow = static_cast<To>(value);
    held = held && static_cast<Int128>(narrow) == value;
    out[i] = held ? narrow : To{0};
    if (!held && from.state(i) == LaneState::value) to.make_states(n)[i] = LaneState::deferred;
  }
}

}  // namespace

// Numbers of 32 or 64 bits over a multiple of their denominator; false where one may not fit.
bool ColumnarEvaluator::scaled_up(const Lanes& from, const Lanes& to, std::size_t n) const {
  const std::int64_t factor = to.shape().denominator / from.shape().denominator;
  std::int64_t* out = to.data<std::int64_t>();
  if (from.lane() == Lane::i32) {
    if (factor > std::numeric_limits<std::int32_t>::max()) return false;
    const std::int32_t* in = from.data<std::int32_t>();
    for (std::size_t i = 0; i < n; ++i) out[i] = in[i] * factor;
    return true;
  }
  const std::int64_t* in = from.data<std::int64_t>();
  const auto bits = bits_in(from, n) + static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(factor)));
  if (bits > addable_bits) return false;
  kernels_.i64.scale(out, in, factor, n);
  return true;
}

Lanes ColumnarEvaluator::convert(const Lanes& from, Shape shape, std::size_t n) {
  if (from.shape() == shape) return from;
  Lanes to = take(shape, n);
  if (const LaneState* states = from.states()) std::copy_n(states, n, to.make_states(n));
  if (shape.lane == Lane::exact) {
    make_exact(from, to, n);
    return to;
  }
  if (from.lane() == Lane::exact) {
    if (shape.lane == Lane::i64) {
      make_whole(from, to, n);
      return to;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (from.state(i) == LaneState::value) {
        put_number(from.data<Rational>()[i], to, i, n);
      } else {
        put_number(Rational(), to, i, n);
      }
    }
    return to;
  }
  if (from.shape().denominator == shape.denominator) {
    if (from.lane() == Lane::i32 && shape.lane == Lane::i64) {
      kernels_.widen(to.data<std::int64_t>(), from.data<std::int32_t>(), n);
      return to;
    }
  } else if (from.lane() == shape.lane && shape.denominator % from.shape().denominator == 0 &&
             shape.lane == Lane::i32) {
    // Only where the wider numbers were proved to fit.
    kernels_.i32.scale(to.data<std::int32_t>(), from.data<std::int32_t>(),
                       static_cast<std::int32_t>(shape.denominator / from.shape().denominator), n);
    return to;
  }
  if (shape.denominator % from.shape().denominator == 0 && shape.lane == Lane::i64 &&
      (from.lane() == Lane::i32 || from.lane() == Lane::i64)) {
    if (scaled_up(from, to, n)) return to;
  }
  with_lane(from.lane(), [&](auto* source) {
    with_lane(shape.lane, [&](auto* target) {
      using From = std::remove_pointer_t<decltype(source)>;
      using To = std::remove_pointer_t<decltype(target)>;
      if constexpr (!std::is_same_v<From, Rational> && !std::is_same_v<To, Rational>)
        convert_whole<To, From>(from, to, n);
    });
  });
  return to;
}

Lanes ColumnarEvaluator::select_lanes(const Lanes& from, std::span<const std::uint32_t> lanes) {
  // A slot that stands empty where nobody reads it.
  if (!from) return from;
  const std::size_t n = lanes.size();
  Lanes to = take(from.shape(), n);
  with_lane(from.lane(), [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    const T* in = from.data<T>();
    T* out = to.data<T>();
    if constexpr (std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t>) {
      lane_kernels<T>(kernels_).gather(out, in, reinterpret_cast<const std::int32_t*>(lanes.data()), n);
    } else {
      for (std::size_t i = 0; i < n; ++i) out[i] = in[lanes[i]];
    }
  });
  if (const LaneState* states = from.states()) {
    LaneState* out = to.make_states(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = states[lanes[i]];
  }
  return to;
}

ColumnarEvaluator::Members ColumnarEvaluator::all_lanes(std::size_t n) {
  if (all_lanes_ == nullptr || all_lanes_->size() < n) {
    std::vector<std::uint32_t> lanes(std::bit_ceil(n));
    std::iota(lanes.begin(), lanes.end(), 0U);
    all_lanes_ = std::make_shared<const std::vector<std::uint32_t>>(std::move(lanes));
  }
  return all_lanes_;
}

const LaneState* ColumnarEvaluator::states_or_none(const Lanes& lanes, std::size_t n) {
  if (const LaneState* states = lanes.states()) return states;
  if (no_states_.size() < n) no_states_.assign(n, LaneState::value);
  return no_states_.data();
}

std::vector<std::uint32_t> ColumnarEvaluator::places_of(std::span<const std::uint8_t> flags) {
  constexpr std::size_t part = 8;
  std::vector<std::uint32_t> places;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < flags.size(); begin += part) {
    const std::size_t size = std::min(part, flags.size() - begin);
    std::uint64_t some = 0;
    std::memcpy(&some, flags.data() + begin, size);
    // Mostly none is.
    if (some == 0) continue;
    if (count + part > places.size()) places.resize(2 * count + 64 * part);
    for (std::size_t i = begin; i < begin + size; ++i) {
      places[count] = static_cast<std::uint32_t>(i);
      count += flags[i] != 0 ? 1 : 0;
    }
  }
  places.resize(count);
  return places;
}

void ColumnarEvaluator::settle(const Lanes& lanes, std::size_t n) const {
  const LaneState* states = lanes.states();
  if (states != nullptr && !kernels_.any(reinterpret_cast<const std::uint8_t*>(states), n)) lanes.drop_states();
}

Lanes ColumnarEvaluator::copied(const Lanes& from, std::size_t n) {
  if (!from) return from;
  Lanes to = take(from.shape(), n);
  with_lane(from.lane(), [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    std::copy_n(from.data<T>(), n, to.data<T>());
  });
  if (const LaneState* states = from.states()) std::copy_n(states, n, to.make_states(n));
  return to;
}

Lanes ColumnarEvaluator::pick(std::span<const Lanes* const> columns, std::span<const std::uint8_t> which,
                              std::span<const std::uint32_t> lanes) {
  const std::size_t n = lanes.size();
  Lanes to = take(columns[0]->shape(), n);
  with_lane(to.lane(), [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    std::vector<const T*> from;
    for (const Lanes* column : columns) from.push_back(column->data<T>());
    T* out = to.data<T>();
    for (std::size_t i = 0; i < n; ++i) out[i] = from[which[i]][lanes[i]];
  });
  const bool any_states =
      std::any_of(columns.begin(), columns.end(), [](const Lanes* column) { return column->states() != nullptr; });
  if (!any_states) return to;
  LaneState* states = to.make_states(n);
  for (std::size_t i = 0; i < n; ++i) states[i] = columns[which[i]]->state(lanes[i]);
  settle(to, n);
  return to;
}

Lanes ColumnarEvaluator::rows_of_column(const TypedColumn& column, std::span<const std::uint32_t> rows) {
  const std::size_t n = rows.size();
  Lanes to = take(column.shape, n);
  with_lane(column.shape.lane, [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    const T* in = nullptr;
    if constexpr (std::is_same_v<T, Rational>) {
      in = column.numbers.data();
    } else {
      in = reinterpret_cast<const T*>(column.lanes.get());
    }
    T* out = to.data<T>();
    if constexpr (std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t>) {
      lane_kernels<T>(kernels_).gather(out, in, reinterpret_cast<const std::int32_t*>(rows.data()), n);
    } else {
      for (std::size_t i = 0; i < n; ++i) out[i] = in[rows[i]];
    }
  });
  if (!column.states.empty()) {
    LaneState* out = to.make_states(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = column.states[rows[i]];
    settle(to, n);
  }
  return to;
}

void ColumnarEvaluator::scatter(const Lanes& from, std::span<const std::uint32_t> lanes, Lanes& to, std::size_t n) {
  const Lanes same = convert(from, to.shape(), lanes.size());
  with_lane(to.lane(), [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    const T* in = same.data<T>();
    T* out = to.data<T>();
    for (std::size_t i = 0; i < lanes.size(); ++i) out[lanes[i]] = in[i];
  });
  const LaneState* states = same.states();
  if (states == nullptr && to.states() == nullptr) return;
  LaneState* out = to.make_states(n);
  for (std::size_t i = 0; i < lanes.size(); ++i) out[lanes[i]] = states != nullptr ? states[i] : LaneState::value;
}

Lanes ColumnarEvaluator::deferred(Shape shape, std::size_t n) {
  Lanes lanes = take(shape, n);
  with_lane(shape.lane, [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    std::fill_n(lanes.data<T>(), n, T{});
  });
  std::fill_n(lanes.make_states(n), n, LaneState::deferred);
  return lanes;
}

void ColumnarEvaluator::put(const Value& value, const Lanes& to, std::size_t lane, std::size_t n, FigureId figure) {
  put_value(value, to, lane, n);
  if (!value.is_fault()) return;
  const Fault& fault = reference_.fault(value.fault_id());
  LaneState state = LaneState::fault;
  if (fault.kind == FaultKind::no_rule) {
    state = fault.figure == figure ? LaneState::no_rule : LaneState::no_rule_below;
  } else if (fault.kind == FaultKind::missing_fact) {
    state = LaneState::missing_fact;
  }
  to.make_states(n)[lane] = state;
}

Lanes ColumnarEvaluator::filled(const Value& value, Shape shape, std::size_t n, FigureId figure) {
  Lanes lanes = take(shape, n);
  if (n == 0) return lanes;
  put(value, lanes, 0, n, figure);
  with_lane(shape.lane, [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    T* out = lanes.data<T>();
    std::fill_n(out + 1, n - 1, out[0]);
  });
  if (LaneState* states = lanes.states()) std::fill_n(states, n, states[0]);
  return lanes;
}

void ColumnarEvaluator::seen_from_outside(Lanes& lanes, std::size_t n, bool raw, bool internal) {
  const LaneState* from = lanes.states();
  if (from == nullptr) return;
  const LaneState missing = raw && internal ? LaneState::empty : LaneState::missing_fact;
  const LaneState no_value = raw ? LaneState::empty : LaneState::no_rule_below;
  const auto seen = [&](LaneState state) {
    return state == LaneState::no_rule || state == LaneState::no_rule_below ? no_value
           : state == LaneState::missing_fact                               ? missing
                                                                            : state;
  };
  std::uint8_t differs = 0;
  for (std::size_t i = 0; i < n; ++i) differs = static_cast<std::uint8_t>(differs | (seen(from[i]) != from[i] ? 1 : 0));
  if (differs == 0) return;
  lanes = copied(lanes, n);
  LaneState* states = lanes.states();
  for (std::size_t i = 0; i < n; ++i) states[i] = seen(states[i]);
}

Value ColumnarEvaluator::value_of(const Lanes& lanes, std::size_t lane, TypeKind kind) const {
  switch (lanes.state(lane)) {
    case LaneState::value:
      break;
    case LaneState::empty:
    case LaneState::no_rule:
    case LaneState::no_rule_below:
    case LaneState::missing_fact:
    case LaneState::fault:
    case LaneState::deferred:
      return Value::empty();
  }
  switch (kind) {
    case TypeKind::number:
      return Value::of(lanes.number(lane));
    case TypeKind::date:
      return Value::of(Date{lanes.words()[lane]});
    case TypeKind::time:
      return Value::time(lanes.words()[lane]);
    case TypeKind::text:
      return Value::text(static_cast<TextId>(lanes.words()[lane]));
    case TypeKind::truth:
      return Value::truth(lanes.truths()[lane] != 0);
  }
  return Value::empty();
}

}  // namespace mou
