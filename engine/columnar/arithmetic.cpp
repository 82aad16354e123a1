// Arithmetic of columns, with and without bounds.
#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <type_traits>

#include "engine/columnar/evaluator.h"
#include "engine/columnar/shapes.h"

namespace mou {

namespace {

// What stands in a lane that reads two: the first fault, and what an empty value becomes.
enum class EmptyValue { is_fault, is_kept };

constexpr LaneState merged(LaneState first, LaneState second, LaneState when_empty) {
  return is_fault(first)                                           ? first
         : is_fault(second)                                        ? second
         : first == LaneState::value && second == LaneState::value ? LaneState::value
                                                                   : when_empty;
}

void merge_states(const Lanes& out, std::size_t n, const Lanes& a, const Lanes& b, EmptyValue empty) {
  const LaneState* first = a.states();
  const LaneState* second = b.states();
  if (first == nullptr && second == nullptr) return;
  const LaneState when_empty = empty == EmptyValue::is_fault ? LaneState::fault : LaneState::empty;
  const bool fresh = out.states() == nullptr;
  LaneState* states = out.make_states(n);
  if (fresh && (first == nullptr || second == nullptr)) {
    const LaneState* only = first == nullptr ? second : first;
    for (std::size_t i = 0; i < n; ++i) states[i] = merged(only[i], LaneState::value, when_empty);
    return;
  }
  if (fresh) {
    for (std::size_t i = 0; i < n; ++i) states[i] = merged(first[i], second[i], when_empty);
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const LaneState state = merged(a.state(i), b.state(i), when_empty);
    // What overflowed was no value where an operand had none.
    if (state != LaneState::value || states[i] != LaneState::deferred) states[i] = state;
  }
}

// Division by one number as a multiplication (Granlund and Montgomery, 1994), exact for every dividend of 64 bits.
class Divider {
 public:
  explicit Divider(std::int64_t divisor)
      : shift_(static_cast<int>(std::bit_width(static_cast<std::uint64_t>(divisor - 1)))) {
    __extension__ using Wide = unsigned __int128;
    const auto by = static_cast<std::uint64_t>(divisor);
    const Wide power = Wide{1} << static_cast<unsigned>(shift_);
    magic_ = static_cast<std::uint64_t>(((power - by) << 64U) / by + 1);
  }

  // Rounded down, of negative numbers too.
  std::int64_t floor(std::int64_t dividend) const {
    const std::int64_t sign = dividend >> 63;
    return static_cast<std::int64_t>(quotient(static_cast<std::uint64_t>(dividend ^ sign))) ^ sign;
  }

 private:
  std::uint64_t quotient(std::uint64_t dividend) const {
    __extension__ using Wide = unsigned __int128;
    const auto high = static_cast<std::uint64_t>(Wide{magic_} * dividend >> 64U);
    if (shift_ == 0) return dividend;
    return (high + ((dividend - high) >> 1U)) >> static_cast<unsigned>(shift_ - 1);
  }

  std::uint64_t magic_ = 0;
  int shift_;
};

void defer_lane(const Lanes& out, std::size_t lane, std::size_t n) {
  out.make_states(n)[lane] = LaneState::deferred;
}

template <typename T>
struct UnsignedOf : std::make_unsigned<T> {};
template <>
struct UnsignedOf<Int128> {
  __extension__ using type = unsigned __int128;
};
template <typename T>
using Unsigned = typename UnsignedOf<T>::type;

template <typename T>
constexpr T lowest_of() {
  return static_cast<T>(Unsigned<T>{1} << (sizeof(T) * 8 - 1));
}

std::size_t bits_of(std::int64_t value) {
  return static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(value ^ (value >> 63))));
}

template <typename T>
Rounder<T> rounder(const RoundingPlan& plan) {
  return {static_cast<T>(plan.factor),
          static_cast<T>(plan.bias),
          static_cast<T>(plan.divisor),
          static_cast<T>(plan.step),
          static_cast<T>(plan.lift),
          static_cast<typename Rounder<T>::Magic>(plan.magic),
          plan.shift};
}

}  // namespace

template <typename T>
void ColumnarEvaluator::arithmetic_in(const Step& step, const Frame& frame, Lanes& out, std::size_t n) {
  const LaneKernels<T>& kernel = lane_kernels<T>(kernels_);
  const T* a = frame[step.in[0]].data<T>();
  T* to = out.data<T>();
  switch (step.kind) {
    case StepKind::sum:
      kernel.sum(to, a, static_cast<T>(step.factor), frame[step.in[1]].data<T>(), static_cast<T>(step.second_factor),
                 n);
      return;
    case StepKind::product:
      kernel.product(to, a, frame[step.in[1]].data<T>(), n);
      return;
    case StepKind::scale:
      kernel.scale(to, a, static_cast<T>(step.factor), n);
      return;
    case StepKind::round:
      kernel.round(to, a, rounder<T>(step.rounding), n);
      return;
    case StepKind::round_product:
      kernel.round_product(to, a, frame[step.in[1]].data<T>(), rounder<T>(step.rounding), n);
      return;
    case StepKind::limit:
      (step.op == Op::at_least ? kernel.greatest : kernel.least)(to, a, frame[step.in[1]].data<T>(), n);
      return;
    default:
      return;
  }
}

std::size_t ColumnarEvaluator::bits_in(const Lanes& lanes, std::size_t n) const {
  return lanes.bits(n, [&](const std::int64_t* numbers, std::size_t count) {
    return static_cast<std::size_t>(std::bit_width(kernels_.magnitudes(numbers, count)));
  });
}

bool ColumnarEvaluator::round_in_room(const RoundingPlan& how, const Lanes& from, std::int64_t* to,
                                      std::size_t n) const {
  const std::int64_t* a = from.data<std::int64_t>();
  const auto factor = static_cast<std::int64_t>(how.factor);
  const auto bias = static_cast<std::int64_t>(how.bias);
  const auto unit = static_cast<std::int64_t>(how.step);
  const auto bits = bits_in(from, n) + bits_of(factor) + bits_of(unit);
  if (bias != how.bias || bits_of(bias) + bits_of(unit) >= addable_bits - 1 || bits >= addable_bits - 1) return false;
  const Divider divide(static_cast<std::int64_t>(how.divisor));
  for (std::size_t i = 0; i < n; ++i) to[i] = divide.floor(a[i] * factor + bias) * unit;
  return true;
}

// 64 bits, nobody having proved that they suffice.
void ColumnarEvaluator::arithmetic_checked(const Step& step, const Frame& frame, Lanes& out, std::size_t n) {
  const Lanes& first = frame[step.in[0]];
  const Lanes& second = step.in.size() > 1 ? frame[step.in[1]] : first;
  const std::int64_t* a = first.data<std::int64_t>();
  std::int64_t* to = out.data<std::int64_t>();
  const auto each = [&](const auto& overflows) {
    for (std::size_t i = 0; i < n; ++i) {
      if (overflows(i)) {
        to[i] = 0;
        defer_lane(out, i, n);
      }
    }
  };
  // Where there are few bits nothing can overflow.
  const auto bits = [&](const Lanes& lanes) { return bits_in(lanes, n); };
  switch (step.kind) {
    case StepKind::sum: {
      const std::int64_t* b = second.data<std::int64_t>();
      if (bits(first) + bits_of(step.factor) < addable_bits &&
          bits(second) + bits_of(step.second_factor) < addable_bits) {
        return arithmetic_in<std::int64_t>(step, frame, out, n);
      }
      each([&](std::size_t i) {
        std::int64_t left = 0;
        std::int64_t right = 0;
        const bool left_over = __builtin_mul_overflow(a[i], step.factor, &left);
        const bool right_over = __builtin_mul_overflow(b[i], step.second_factor, &right);
        return __builtin_add_overflow(left, right, &to[i]) || left_over || right_over;
      });
      return;
    }
    case StepKind::product: {
      const std::int64_t* b = second.data<std::int64_t>();
      if (bits(first) + bits(second) < addable_bits) return arithmetic_in<std::int64_t>(step, frame, out, n);
      each([&](std::size_t i) { return __builtin_mul_overflow(a[i], b[i], &to[i]); });
      return;
    }
    case StepKind::scale:
      if (bits(first) + bits_of(step.factor) < addable_bits) return arithmetic_in<std::int64_t>(step, frame, out, n);
      each([&](std::size_t i) { return __builtin_mul_overflow(a[i], step.factor, &to[i]); });
      return;
    default: {
      const RoundingPlan& how = step.rounding;
      if (round_in_room(how, first, to, n)) return;
      const auto factor = static_cast<std::int64_t>(how.factor);
      const Divider divide(static_cast<std::int64_t>(how.divisor));
      each([&](std::size_t i) {
        std::int64_t dividend = 0;
        const bool narrow = static_cast<std::int64_t>(how.bias) == how.bias &&
                            !__builtin_mul_overflow(a[i], factor, &dividend) &&
                            !__builtin_add_overflow(dividend, static_cast<std::int64_t>(how.bias), &dividend);
        Int128 floor = 0;
        if (narrow) {
          floor = divide.floor(dividend);
        } else {
          const Int128 wide = static_cast<Int128>(a[i]) * factor + how.bias;
          floor = wide / how.divisor;
          if (floor * how.divisor > wide) --floor;
        }
        Int128 result = 0;
        const bool over = __builtin_mul_overflow(floor, how.step, &result);
        to[i] = static_cast<std::int64_t>(result);
        return over || static_cast<Int128>(to[i]) != result;
      });
      return;
    }
  }
}

void ColumnarEvaluator::arithmetic_exact(const Step& step, const Block& block, Frame& frame, Lanes& out,
                                         std::size_t n) {
  make_inputs_exact(step, block, frame, n);
  const Lanes& first = frame[step.in[0]];
  const Lanes& second = step.in.size() > 1 ? frame[step.in[1]] : first;
  const Rational* a = first.data<Rational>();
  const Rational* b = second.lane() == Lane::exact ? second.data<Rational>() : nullptr;
  Rational* to = out.data<Rational>();
  const LaneState* of_first = states_or_none(first, n);
  const LaneState* of_second = states_or_none(second, n);
  const auto each = [&](const auto& result) {
    for (std::size_t i = 0; i < n; ++i) {
      const bool values = of_first[i] == LaneState::value && of_second[i] == LaneState::value;
      to[i] = values ? result(i) : Rational();
      // The reference evaluator says what is wrong with numbers that grow without end.
      if (to[i].bits() > 2048) defer_lane(out, i, n);
    }
  };
  switch (step.kind) {
    case StepKind::sum:
      if (step.second_factor < 0) return each([&](std::size_t i) { return a[i] - b[i]; });
      return each([&](std::size_t i) { return a[i] + b[i]; });
    case StepKind::product:
      return each([&](std::size_t i) { return a[i] * b[i]; });
    case StepKind::quotient:
      return each([&](std::size_t i) {
        if (!b[i].is_zero()) return a[i] / b[i];
        out.make_states(n)[i] = LaneState::fault;
        return Rational();
      });
    case StepKind::round:
      return each([&](std::size_t i) { return round_to(a[i], step.rounding.unit, step.rounding.mode); });
    default:
      if (step.op == Op::at_least) return each([&](std::size_t i) { return greatest(a[i], b[i]); });
      return each([&](std::size_t i) { return least(a[i], b[i]); });
  }
}

// The columns are alike; see prepare.
Lanes ColumnarEvaluator::arithmetic_whole(const Step& step, const Frame& frame, std::size_t n) {
  const Lanes& a = frame[step.in[0]];
  if (a.lane() != Lane::i64) return {};
  if (step.kind == StepKind::round) return round_whole(step, a, n);
  const Lanes& b = frame[step.in[1]];
  if (b.lane() != Lane::i64) return {};
  const auto bits = [&](const Lanes& lanes) { return bits_in(lanes, n); };
  std::optional<std::int64_t> denominator = a.shape().denominator;
  switch (step.kind) {
    case StepKind::sum:
      if (std::max(bits(a), bits(b)) > addable_bits) return {};
      break;
    case StepKind::limit:
      break;
    case StepKind::product:
      denominator = denominator_product(a.shape().denominator, b.shape().denominator);
      if (bits(a) + bits(b) > addable_bits) return {};
      break;
    default:
      return divide_whole(a, b, n);
  }
  if (!denominator) return {};
  Lanes out = take({Lane::i64, *denominator}, n);
  arithmetic_in<std::int64_t>(step, frame, out, n);
  return out;
}

// Over the least number that all divisors divide: a division is a multiplication then.
Lanes ColumnarEvaluator::divide_whole(const Lanes& a, const Lanes& b, std::size_t n) {
  const std::int64_t* divisors = b.data<std::int64_t>();
  const LaneState* states = states_or_none(b, n);
  const auto divides = [&](std::size_t i) { return states[i] == LaneState::value; };
  std::int64_t multiple = 1;
  std::int64_t before = 1;
  for (std::size_t i = 0; i < n; ++i) {
    if (divisors[i] == before || !divides(i)) continue;
    before = divisors[i];
    if (before <= 0 || before > most_common) return {};
    multiple = std::lcm(multiple, before);
    if (multiple > most_common) return {};
  }
  const auto denominator = denominator_product(a.shape().denominator, multiple);
  std::int64_t factor = 0;
  if (!denominator || __builtin_mul_overflow(multiple, b.shape().denominator, &factor)) return {};
  const std::int64_t* dividends = a.data<std::int64_t>();
  if (bits_in(a, n) + bits_of(factor) > addable_bits) return {};
  Lanes out = take({Lane::i64, *denominator}, n);
  std::int64_t* to = out.data<std::int64_t>();
  std::int64_t last = 1;
  std::int64_t times = factor;
  for (std::size_t i = 0; i < n; ++i) {
    if (divisors[i] != last && divides(i)) {
      last = divisors[i];
      times = factor / last;
    }
    to[i] = dividends[i] * times;
  }
  return out;
}

Lanes ColumnarEvaluator::round_whole(const Step& step, const Lanes& a, std::size_t n) {
  const auto denominator = as_denominator(step.rounding.unit.denominator());
  if (!denominator) return {};
  const auto how = rounding_fit({}, {}, a.shape().denominator, step.rounding.unit, step.rounding.mode);
  if (!how) return {};
  Lanes out = take({Lane::i64, *denominator}, n);
  return round_in_room(how->plan, a, out.data<std::int64_t>(), n) ? out : Lanes();
}

Lanes ColumnarEvaluator::arithmetic(const Step& step, const Block& block, Frame& frame, std::size_t n) {
  const RegisterPlan& plan = block.registers[step.out];
  const Lanes& a = frame[step.in[0]];
  // What is scaled or rounded by a constant reads one column.
  const Lanes& b = step.in.size() > 1 ? frame[step.in[1]] : a;
  const Lanes& named_first = step.turned ? b : a;
  const Lanes& named_second = step.turned ? a : b;
  Lanes out = step.exact ? arithmetic_whole(step, frame, n) : Lanes();
  const bool in_whole = static_cast<bool>(out);
  if (!in_whole) out = take(plan.shape, n);
  const bool limits = step.kind == StepKind::limit;
  const bool rounds = step.kind == StepKind::round && !step.of_product;
  if (plan.shape.lane == Lane::exact) {
    if (!in_whole) arithmetic_exact(step, block, frame, out, n);
    if (a.states() == nullptr && b.states() == nullptr) return out;
    // Faults of the division itself stay.
    LaneState* states = out.make_states(n);
    for (std::size_t i = 0; i < n; ++i) {
      const LaneState first = named_first.state(i);
      const LaneState second = named_second.state(i);
      if (first == LaneState::value && second == LaneState::value) continue;
      states[i] = is_fault(first) ? first : is_fault(second) ? second : LaneState::fault;
    }
    if (!limits && !rounds) return out;
  } else if (step.checked) {
    arithmetic_checked(step, frame, out, n);
  } else if (plan.shape.lane == Lane::i32) {
    arithmetic_in<std::int32_t>(step, frame, out, n);
  } else if (plan.shape.lane == Lane::i64) {
    arithmetic_in<std::int64_t>(step, frame, out, n);
  } else {
    arithmetic_in<Int128>(step, frame, out, n);
  }
  if (plan.shape.lane != Lane::exact) merge_states(out, n, named_first, named_second, EmptyValue::is_fault);
  if ((limits || rounds) && (a.states() != nullptr || b.states() != nullptr)) {
    // An empty value stays empty; a value held to an empty bound stays what it is.
    LaneState* states = out.make_states(n);
    const LaneState* of_a = states_or_none(a, n);
    const LaneState* of_b = states_or_none(b, n);
    // Which of no date and a date is the earlier one the reference evaluator says.
    const LaneState of_empty = plan.kind == TypeKind::number ? LaneState::empty : LaneState::deferred;
    for (std::size_t i = 0; i < n; ++i) {
      const LaneState first = of_a[i];
      const LaneState second = of_b[i];
      const LaneState held = first == LaneState::empty    ? of_empty
                             : second == LaneState::empty ? LaneState::deferred
                                                          : states[i];
      const int faults = static_cast<int>(is_fault(first)) | static_cast<int>(is_fault(second));
      states[i] = faults != 0 ? states[i] : held;
    }
  }
  return out;
}

// One member after the other, all of them values.
template <typename T>
Lanes ColumnarEvaluator::among_in(const Step& step, Shape shape, const Frame& frame, std::size_t n) {
  const LaneKernels<T>& kernel = lane_kernels<T>(kernels_);
  if (step.op == Op::total) {
    std::vector<const T*> columns;
    for (const Register id : step.in) columns.push_back(frame[id].data<T>());
    Lanes out = take(shape, n);
    kernel.total(out.data<T>(), columns.data(), columns.size(), n);
    return out;
  }
  Lanes so_far = frame[step.in[0]];
  for (std::size_t k = 1; k < step.in.size(); ++k) {
    Lanes next = take(shape, n);
    const T* member = frame[step.in[k]].data<T>();
    (step.op == Op::greater ? kernel.greatest : kernel.least)(next.data<T>(), so_far.data<T>(), member, n);
    so_far = std::move(next);
  }
  return so_far;
}

// Members of which some are empty or faults, or whose sum may be too large; false where it is.
template <typename T>
bool ColumnarEvaluator::among_some(const Step& step, const Frame& frame, const Lanes& out, std::size_t n) {
  using U = Unsigned<T>;
  const bool sums = step.op == Op::total;
  const bool greatest = step.op == Op::greater;
  // What changes nothing: where a member has no value, and where there is none yet.
  const T neutral = sums ? T{0} : greatest ? lowest_of<T>() : static_cast<T>(~lowest_of<T>());
  T* so_far = out.data<T>();
  std::fill_n(so_far, n, neutral);
  std::vector<LaneState> faults(n, LaneState::value);
  std::vector<std::uint8_t> there(n, 0);
  bool all_there = false;
  T over = 0;
  const auto take = [&](std::size_t i, T value) {
    if (sums) {
      const T sum = static_cast<T>(static_cast<U>(so_far[i]) + static_cast<U>(value));
      over = static_cast<T>(over | ((so_far[i] ^ sum) & (value ^ sum)));
      so_far[i] = sum;
    } else {
      so_far[i] = (greatest ? so_far[i] < value : value < so_far[i]) ? value : so_far[i];
    }
  };
  for (const Register id : step.in) {
    const T* values = frame[id].data<T>();
    const LaneState* states = frame[id].states();
    if (states == nullptr) {
      all_there = true;
      for (std::size_t i = 0; i < n; ++i) take(i, values[i]);
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) take(i, states[i] == LaneState::value ? values[i] : neutral);
    for (std::size_t i = 0; i < n; ++i) {
      there[i] = static_cast<std::uint8_t>(there[i] | (states[i] == LaneState::value ? 1 : 0));
      faults[i] = faults[i] == LaneState::value && is_fault(states[i]) ? states[i] : faults[i];
    }
  }
  if (over < 0) return false;
  LaneState* states = nullptr;
  for (std::size_t i = 0; i < n; ++i) {
    const LaneState none = all_there || there[i] != 0 ? LaneState::value : LaneState::empty;
    const LaneState state = faults[i] == LaneState::value ? none : faults[i];
    if (state == LaneState::value && states == nullptr) continue;
    if (states == nullptr) states = out.make_states(n);
    states[i] = state;
  }
  return true;
}

Lanes ColumnarEvaluator::among(const Step& step, const Block& block, Frame& frame, std::size_t n) {
  // Whole numbers stay such, but for averages.
  const bool in_whole = step.exact && step.op != Op::average;
  const Shape shape = in_whole ? frame[step.in[0]].shape() : block.registers[step.out].shape;
  Lanes out = take(shape, n);
  const bool any_states =
      std::any_of(step.in.begin(), step.in.end(), [&](Register id) { return frame[id].states() != nullptr; });
  const bool sums = step.op == Op::total || step.op == Op::average;
  const bool checked = step.checked || in_whole;
  if (!any_states && shape.lane != Lane::exact && !(sums && checked) && step.op != Op::average) {
    if (shape.lane == Lane::i32) return among_in<std::int32_t>(step, shape, frame, n);
    if (shape.lane == Lane::i64) return among_in<std::int64_t>(step, shape, frame, n);
    return among_in<Int128>(step, shape, frame, n);
  }
  if (step.op != Op::average) {
    if (shape.lane == Lane::i32 && among_some<std::int32_t>(step, frame, out, n)) return out;
    if (shape.lane == Lane::i64 && among_some<std::int64_t>(step, frame, out, n)) return out;
    if (shape.lane == Lane::i128 && among_some<Int128>(step, frame, out, n)) return out;
  }
  if (in_whole && shape.lane != Lane::exact) {
    make_inputs_exact(step, block, frame, n);
    out = take(block.registers[step.out].shape, n);
  }
  for (std::size_t i = 0; i < n; ++i) {
    LaneState state = LaneState::empty;
    Rational result;
    std::int64_t members = 0;
    for (const Register id : step.in) {
      const Lanes& member = frame[id];
      if (member.state(i) == LaneState::empty) continue;
      if (is_fault(member.state(i))) {
        state = member.state(i);
        break;
      }
      const Rational value = member.number(i);
      ++members;
      state = LaneState::value;
      if (members == 1) {
        result = value;
      } else if (sums) {
        result += value;
      } else {
        result = step.op == Op::greater ? greatest(result, value) : least(result, value);
      }
    }
    if (step.op == Op::average && state == LaneState::value) result = result / Rational(members);
    put_number(state == LaneState::value ? result : Rational(), out, i, n);
    if (state != LaneState::value) out.make_states(n)[i] = state;
  }
  return out;
}

}  // namespace mou
