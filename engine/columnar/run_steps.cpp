// Blocks and their steps, and the arithmetic among them.
#include <algorithm>
#include <bit>
#include <limits>
#include <type_traits>

#include "engine/columnar/evaluator.h"
#include "engine/graph/walk.h"

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

template <typename T>
Rounder<T> rounder(const RoundingPlan& plan) {
  return {static_cast<T>(plan.factor),
          static_cast<T>(plan.bias),
          static_cast<T>(plan.divisor),
          static_cast<T>(plan.step),
          static_cast<T>(plan.lift),
          plan.magic,
          plan.shift};
}

}  // namespace

ColumnOutcome ColumnarEvaluator::run_block(BlockId id, Context& context) {
  const Block& block = plan_.blocks[id];
  Frame frame(block.registers.size());
  ColumnOutcome outcome;
  run_steps(block.steps, block, frame, context, outcome);
  outcome.value = std::move(frame[block.result]);
  return outcome;
}

void ColumnarEvaluator::run_steps(const std::vector<Step>& steps, const Block& block, Frame& frame, Context& context,
                                  ColumnOutcome& outcome) {
  for (const Step& step : steps) {
    const Register twin = block.registers[step.out].twin;
    if (twin != no_register && frame[twin]) {
      frame[step.out] = frame[twin];
    } else {
      run_step(step, block, frame, context, outcome);
    }
    for (const Register id : step.drops) frame[id] = {};
  }
}

void ColumnarEvaluator::run_step(const Step& step, const Block& block, Frame& frame, Context& context,
                                 ColumnOutcome& outcome) {
  const std::size_t n = context.n;
  const RegisterPlan& out = block.registers[step.out];
  switch (step.kind) {
    case StepKind::constant:
      frame[step.out] = constant(step, block, n);
      return;
    case StepKind::shared:
      frame[step.out] = shared(step, block, context);
      return;
    case StepKind::lookup:
      frame[step.out] = lookup(step, block, frame, context, outcome);
      return;
    case StepKind::fact:
    case StepKind::since:
      frame[step.out] = fact(step, block, context);
      return;
    case StepKind::cell:
      frame[step.out] = cell(step, block, context);
      return;
    case StepKind::today: {
      Lanes days = take(out.shape, n);
      for (std::size_t i = 0; i < n; ++i) days.words()[i] = context.day_of(i).days;
      frame[step.out] = std::move(days);
      return;
    }
    case StepKind::argument:
      frame[step.out] = convert(context.slots[graph_.nodes[step.node].slot], out.shape, n);
      return;
    case StepKind::employee: {
      Lanes who = take(out.shape, n);
      for (std::size_t i = 0; i < n; ++i) {
        put_number(Rational(static_cast<std::int64_t>(batch_[context.member(i)])), who, i, n);
      }
      frame[step.out] = std::move(who);
      return;
    }
    case StepKind::convert:
      frame[step.out] = convert(frame[step.in[0]], out.shape, n);
      return;
    case StepKind::sum:
    case StepKind::product:
    case StepKind::scale:
    case StepKind::quotient:
    case StepKind::round:
    case StepKind::round_product:
    case StepKind::limit:
      frame[step.out] = arithmetic(step, block, frame, n);
      return;
    case StepKind::among:
      frame[step.out] = among(step, block, frame, n);
      return;
    case StepKind::compare:
      frame[step.out] = compare(step, block, frame, n);
      return;
    case StepKind::days_on:
      frame[step.out] = days_on(step, frame, n);
      return;
    case StepKind::logic:
      frame[step.out] = logic(step, frame, n);
      return;
    case StepKind::presence:
      frame[step.out] = presence(step, frame, n);
      return;
    case StepKind::choose:
      choose(step, block, frame, context, outcome);
      return;
    case StepKind::gather:
      frame[step.out] = gather(step, block, frame, context);
      return;
    case StepKind::figure:
      frame[step.out] = read_figure(step, block, frame, context);
      return;
    case StepKind::previous:
      frame[step.out] = read_previous(step, block, frame, context);
      return;
    case StepKind::running_limit:
      frame[step.out] = running_limit(step, frame, context);
      return;
    case StepKind::bank:
      frame[step.out] = read_bank(step, block, context);
      return;
    case StepKind::at:
      frame[step.out] = at(step, block, frame, context);
      return;
    case StepKind::fold:
      frame[step.out] = fold(step, block, frame, context);
      return;
    case StepKind::search:
      frame[step.out] = search(step, block, frame, context);
      return;
    case StepKind::completed:
      frame[step.out] = completed(step, frame, context);
      return;
    case StepKind::date:
      frame[step.out] = date(step, frame, context);
      return;
    case StepKind::hours:
      frame[step.out] = hours(step, frame, n);
      return;
    case StepKind::defer:
      frame[step.out] = deferred(out, n);
      return;
  }
}

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

// 64 bits, nobody having proved that they suffice.
void ColumnarEvaluator::arithmetic_checked(const Step& step, const Frame& frame, Lanes& out, std::size_t n) {
  const std::int64_t* a = frame[step.in[0]].data<std::int64_t>();
  std::int64_t* to = out.data<std::int64_t>();
  const auto each = [&](const auto& overflows) {
    for (std::size_t i = 0; i < n; ++i) {
      if (overflows(i)) {
        to[i] = 0;
        defer_lane(out, i, n);
      }
    }
  };
  // How many bits the largest magnitude has: where there are few nothing can overflow.
  const auto bits = [n](const std::int64_t* values) {
    std::int64_t all = 0;
    for (std::size_t i = 0; i < n; ++i) all |= values[i] ^ (values[i] >> 63);
    return std::bit_width(static_cast<std::uint64_t>(all));
  };
  const auto bits_of = [](std::int64_t value) {
    return std::bit_width(static_cast<std::uint64_t>(value ^ (value >> 63)));
  };
  constexpr auto room = 62;
  switch (step.kind) {
    case StepKind::sum: {
      const std::int64_t* b = frame[step.in[1]].data<std::int64_t>();
      if (bits(a) + bits_of(step.factor) < room && bits(b) + bits_of(step.second_factor) < room) {
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
      const std::int64_t* b = frame[step.in[1]].data<std::int64_t>();
      if (bits(a) + bits(b) < room) return arithmetic_in<std::int64_t>(step, frame, out, n);
      each([&](std::size_t i) { return __builtin_mul_overflow(a[i], b[i], &to[i]); });
      return;
    }
    case StepKind::scale:
      if (bits(a) + bits_of(step.factor) < room) return arithmetic_in<std::int64_t>(step, frame, out, n);
      each([&](std::size_t i) { return __builtin_mul_overflow(a[i], step.factor, &to[i]); });
      return;
    default: {
      const RoundingPlan& how = step.rounding;
      const auto factor = static_cast<std::int64_t>(how.factor);
      const Divider divide(static_cast<std::int64_t>(how.divisor));
      const auto bias = static_cast<std::int64_t>(how.bias);
      const auto unit = static_cast<std::int64_t>(how.step);
      if (bias == how.bias && bits_of(bias) + bits_of(unit) < room - 1 &&
          bits(a) + bits_of(factor) + bits_of(unit) < room - 1) {
        for (std::size_t i = 0; i < n; ++i) to[i] = divide.floor(a[i] * factor + bias) * unit;
        return;
      }
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

void ColumnarEvaluator::arithmetic_exact(const Step& step, const Frame& frame, Lanes& out, std::size_t n) {
  const Lanes& first = frame[step.in[0]];
  const Lanes& second = step.in.size() > 1 ? frame[step.in[1]] : first;
  const Rational* a = first.data<Rational>();
  const Rational* b = second.lane() == Lane::exact ? second.data<Rational>() : nullptr;
  Rational* to = out.data<Rational>();
  for (std::size_t i = 0; i < n; ++i) {
    if (first.state(i) != LaneState::value || second.state(i) != LaneState::value) {
      to[i] = Rational();
      continue;
    }
    switch (step.kind) {
      case StepKind::sum:
        to[i] = step.second_factor < 0 ? a[i] - b[i] : a[i] + b[i];
        break;
      case StepKind::product:
        to[i] = a[i] * b[i];
        break;
      case StepKind::quotient:
        if (b[i].is_zero()) {
          to[i] = Rational();
          out.make_states(n)[i] = LaneState::fault;
        } else {
          to[i] = a[i] / b[i];
        }
        break;
      case StepKind::round:
        to[i] = round_to(a[i], step.rounding.unit, step.rounding.mode);
        break;
      default:
        to[i] = step.op == Op::at_least ? greatest(a[i], b[i]) : least(a[i], b[i]);
        break;
    }
    // The reference evaluator says what is wrong with numbers that grow without end.
    if (to[i].bits() > 2048) defer_lane(out, i, n);
  }
}

Lanes ColumnarEvaluator::arithmetic(const Step& step, const Block& block, Frame& frame, std::size_t n) {
  const RegisterPlan& plan = block.registers[step.out];
  const Lanes& a = frame[step.in[0]];
  // What is scaled or rounded by a constant reads one column.
  const Lanes& b = step.in.size() > 1 ? frame[step.in[1]] : a;
  const Lanes& named_first = step.turned ? b : a;
  const Lanes& named_second = step.turned ? a : b;
  Lanes out = take(plan.shape, n);
  const bool limits = step.kind == StepKind::limit;
  const bool rounds = step.kind == StepKind::round && !step.of_product;
  if (plan.shape.lane == Lane::exact) {
    arithmetic_exact(step, frame, out, n);
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
    for (std::size_t i = 0; i < n; ++i) {
      if (is_fault(a.state(i)) || is_fault(b.state(i))) continue;
      if (a.state(i) == LaneState::empty && plan.kind == TypeKind::number) {
        states[i] = LaneState::empty;
      } else if (a.state(i) == LaneState::empty) {
        // Which of no date and a date is the earlier one the reference evaluator says.
        defer_lane(out, i, n);
      } else if (b.state(i) == LaneState::empty) {
        defer_lane(out, i, n);
      }
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
  const RegisterPlan& plan = block.registers[step.out];
  Lanes out = take(plan.shape, n);
  const bool any_states =
      std::any_of(step.in.begin(), step.in.end(), [&](Register id) { return frame[id].states() != nullptr; });
  const bool sums = step.op == Op::total || step.op == Op::average;
  if (!any_states && plan.shape.lane != Lane::exact && !(sums && step.checked) && step.op != Op::average) {
    if (plan.shape.lane == Lane::i32) return among_in<std::int32_t>(step, plan.shape, frame, n);
    if (plan.shape.lane == Lane::i64) return among_in<std::int64_t>(step, plan.shape, frame, n);
    return among_in<Int128>(step, plan.shape, frame, n);
  }
  if (step.op != Op::average) {
    if (plan.shape.lane == Lane::i32 && among_some<std::int32_t>(step, frame, out, n)) return out;
    if (plan.shape.lane == Lane::i64 && among_some<std::int64_t>(step, frame, out, n)) return out;
    if (plan.shape.lane == Lane::i128 && among_some<Int128>(step, frame, out, n)) return out;
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

Lanes ColumnarEvaluator::compare(const Step& step, const Block& block, Frame& frame, std::size_t n) {
  const Lanes* a = &frame[step.in[0]];
  const Lanes* b = &frame[step.in[1]];
  Lanes out = take(block.registers[step.out].shape, n);
  Op op = step.op;
  if (op == Op::more || op == Op::more_equal) {
    std::swap(a, b);
    op = op == Op::more ? Op::less : Op::less_equal;
  }
  const Comparison how = op == Op::equal       ? Comparison::equal
                         : op == Op::not_equal ? Comparison::not_equal
                         : op == Op::less      ? Comparison::less
                                               : Comparison::less_equal;
  switch (a->lane()) {
    case Lane::truth:
      for (std::size_t i = 0; i < n; ++i) {
        const bool same = a->truths()[i] == b->truths()[i];
        const bool below = a->truths()[i] < b->truths()[i];
        out.truths()[i] = how == Comparison::equal       ? same
                          : how == Comparison::not_equal ? !same
                          : how == Comparison::less      ? below
                                                         : below || same;
      }
      break;
    case Lane::i32:
      kernels_.i32.compare(out.truths(), how, a->data<std::int32_t>(), b->data<std::int32_t>(), n);
      break;
    case Lane::i64:
      kernels_.i64.compare(out.truths(), how, a->data<std::int64_t>(), b->data<std::int64_t>(), n);
      break;
    case Lane::i128:
      kernels_.i128.compare(out.truths(), how, a->data<Int128>(), b->data<Int128>(), n);
      break;
    case Lane::exact:
      for (std::size_t i = 0; i < n; ++i) {
        const Rational& left = a->data<Rational>()[i];
        const Rational& right = b->data<Rational>()[i];
        out.truths()[i] = how == Comparison::equal       ? left == right
                          : how == Comparison::not_equal ? !(left == right)
                          : how == Comparison::less      ? left < right
                                                         : left <= right;
      }
      break;
  }
  const Lanes& first = frame[step.in[0]];
  const Lanes& second = frame[step.in[1]];
  if (first.states() == nullptr && second.states() == nullptr) return out;
  LaneState* states = out.make_states(n);
  std::uint8_t* truths = out.truths();
  const LaneState* left = states_or_none(first, n);
  const LaneState* right = states_or_none(second, n);
  // Nothing is equal to nothing only.
  const std::uint8_t of_same = step.op == Op::equal ? 1 : 0;
  const std::uint8_t of_others = step.op == Op::not_equal ? 1 : 0;
  for (std::size_t i = 0; i < n; ++i) {
    states[i] = is_fault(left[i]) ? left[i] : is_fault(right[i]) ? right[i] : LaneState::value;
    const std::uint8_t of_empty = left[i] == right[i] ? of_same : of_others;
    const bool values = left[i] == LaneState::value && right[i] == LaneState::value;
    truths[i] = values ? truths[i] : states[i] != LaneState::value ? std::uint8_t{0} : of_empty;
  }
  settle(out, n);
  return out;
}

Lanes ColumnarEvaluator::logic(const Step& step, Frame& frame, std::size_t n) {
  Lanes out = take({Lane::truth, 1}, n);
  const bool any_states =
      std::any_of(step.in.begin(), step.in.end(), [&](Register id) { return frame[id].states() != nullptr; });
  if (step.op == Op::negate) {
    const Lanes& a = frame[step.in[0]];
    kernels_.negate(out.truths(), a.truths(), n);
    if (!any_states) return out;
    LaneState* states = out.make_states(n);
    std::uint8_t* truths = out.truths();
    const LaneState* from = a.states();
    for (std::size_t i = 0; i < n; ++i) {
      states[i] = is_fault(from[i]) ? from[i] : LaneState::value;
      truths[i] = from[i] == LaneState::empty ? std::uint8_t{1} : truths[i];
    }
    settle(out, n);
    return out;
  }
  const bool settles = step.op == Op::any;
  if (!any_states && !step.in.empty()) {
    const auto combine = settles ? kernels_.either : kernels_.both;
    Lanes so_far = frame[step.in[0]];
    for (std::size_t k = 1; k < step.in.size(); ++k) {
      Lanes next = k + 1 == step.in.size() ? out : take({Lane::truth, 1}, n);
      combine(next.truths(), so_far.truths(), frame[step.in[k]].truths(), n);
      so_far = std::move(next);
    }
    return so_far;
  }
  // Part after part: a lane is settled by the first that decides, else the first fault is its fault.
  std::uint8_t* truths = out.truths();
  LaneState* states = out.make_states(n);
  std::fill_n(truths, n, std::uint8_t{0});
  std::uint8_t* settled = truths;
  for (const Register id : step.in) {
    const std::uint8_t* part = frame[id].truths();
    const LaneState* from = states_or_none(frame[id], n);
    const std::uint8_t deciding = settles ? 1 : 0;
    for (std::size_t i = 0; i < n; ++i) {
      // Where a part is left to the reference evaluator, it may be one that settles.
      const bool first = states[i] == LaneState::value || from[i] == LaneState::deferred;
      states[i] = settled[i] == 0 && is_fault(from[i]) && first ? from[i] : states[i];
      const std::uint8_t truth = from[i] == LaneState::value && part[i] != 0 ? 1 : 0;
      settled[i] = static_cast<std::uint8_t>(settled[i] | (!is_fault(from[i]) && truth == deciding ? 1 : 0));
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const bool decided = settled[i] != 0;
    states[i] = decided ? LaneState::value : states[i];
    truths[i] = decided ? (settles ? 1 : 0) : (states[i] == LaneState::value && !settles ? 1 : 0);
  }
  settle(out, n);
  return out;
}

Lanes ColumnarEvaluator::presence(const Step& step, Frame& frame, std::size_t n) {
  const Lanes& a = frame[step.in[0]];
  Lanes out = take({Lane::truth, 1}, n);
  const std::uint8_t of_empty = step.op == Op::empty ? 1 : 0;
  std::uint8_t* truths = out.truths();
  std::fill_n(truths, n, static_cast<std::uint8_t>(of_empty ^ 1));
  const LaneState* from = a.states();
  if (from == nullptr) return out;
  LaneState* states = out.make_states(n);
  for (std::size_t i = 0; i < n; ++i) {
    states[i] = is_fault(from[i]) ? from[i] : LaneState::value;
    truths[i] = is_fault(from[i]) ? std::uint8_t{0} : from[i] == LaneState::empty ? of_empty : truths[i];
  }
  settle(out, n);
  return out;
}

Lanes ColumnarEvaluator::days_on(const Step& step, Frame& frame, std::size_t n) {
  const Lanes& a = frame[step.in[0]];
  const Lanes& b = frame[step.in[1]];
  Lanes out = take({Lane::i32, 1}, n);
  for (std::size_t i = 0; i < n; ++i) {
    out.words()[i] = 0;
    if (a.state(i) != LaneState::value || b.state(i) != LaneState::value) continue;
    const auto days = b.number(i).to_int64();
    const std::int64_t from = a.words()[i];
    const std::int64_t to = step.op == Op::subtract ? from - days.value_or(0) : from + days.value_or(0);
    const bool far = !days || *days > last_date.days || *days < -last_date.days;
    if (far || to < first_date.days || last_date.days < to) {
      out.make_states(n)[i] = LaneState::fault;
    } else {
      out.words()[i] = static_cast<std::int32_t>(to);
    }
  }
  if (a.states() == nullptr && b.states() == nullptr) return out;
  LaneState* states = out.make_states(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (a.state(i) == LaneState::value && b.state(i) == LaneState::value) continue;
    states[i] = is_fault(a.state(i)) ? a.state(i) : is_fault(b.state(i)) ? b.state(i) : LaneState::fault;
  }
  return out;
}

Lanes ColumnarEvaluator::select(const Lanes& mask, const Lanes& a, const Lanes& b, std::size_t n) {
  Lanes out = take(a.shape(), n);
  switch (a.lane()) {
    case Lane::truth:
      kernels_.blend(out.truths(), mask.truths(), a.truths(), b.truths(), n);
      break;
    case Lane::i32:
      kernels_.i32.select(out.data<std::int32_t>(), mask.truths(), a.data<std::int32_t>(), b.data<std::int32_t>(), n);
      break;
    case Lane::i64:
      kernels_.i64.select(out.data<std::int64_t>(), mask.truths(), a.data<std::int64_t>(), b.data<std::int64_t>(), n);
      break;
    case Lane::i128:
      kernels_.i128.select(out.data<Int128>(), mask.truths(), a.data<Int128>(), b.data<Int128>(), n);
      break;
    case Lane::exact:
      for (std::size_t i = 0; i < n; ++i) {
        out.data<Rational>()[i] = mask.truths()[i] != 0 ? a.data<Rational>()[i] : b.data<Rational>()[i];
      }
      break;
  }
  if (a.states() != nullptr || b.states() != nullptr) {
    LaneState* states = out.make_states(n);
    const LaneState* of_a = states_or_none(a, n);
    const LaneState* of_b = states_or_none(b, n);
    const std::uint8_t* from_a = mask.truths();
    for (std::size_t i = 0; i < n; ++i) states[i] = from_a[i] != 0 ? of_a[i] : of_b[i];
    settle(out, n);
  }
  return out;
}

// What most figures are: one rule without a condition, or one with a condition and one otherwise.
bool ColumnarEvaluator::choose_simply(const Step& step, const Block& block, Frame& frame, Context& context,
                                      ColumnOutcome& outcome) {
  if (!context.one_day) return false;
  const ArmPlan* first = nullptr;
  const ArmPlan* second = nullptr;
  for (const ArmPlan& plan : step.arms) {
    const Arm& arm = graph_.arms[plan.arm];
    if ((arm.from && context.day < *arm.from) || (arm.until && *arm.until < context.day)) continue;
    if (second != nullptr) return false;
    (first == nullptr ? first : second) = &plan;
  }
  if (first == nullptr) return false;
  const bool is_root = step.out == block.result;
  ColumnOutcome inner;
  if (second == nullptr) {
    if (first->guard != no_register) return false;
    run_steps(first->value_steps, block, frame, context, inner);
    frame[step.out] = frame[first->value];
    if (is_root) outcome.arm = first->arm;
    return true;
  }
  const Arm& one = graph_.arms[first->arm];
  const Arm& two = graph_.arms[second->arm];
  if (first->guard == no_register || second->guard != no_register || one.otherwise || !two.otherwise ||
      one.group != two.group || !one.yields_to.empty() || !two.yields_to.empty()) {
    return false;
  }
  run_steps(first->guard_steps, block, frame, context, inner);
  const Lanes mask = frame[first->guard];
  if (mask.states() != nullptr) return false;
  const bool some = kernels_.any(mask.truths(), context.n);
  if (some) run_steps(first->value_steps, block, frame, context, inner);
  run_steps(second->value_steps, block, frame, context, inner);
  frame[step.out] = some ? select(mask, frame[first->value], frame[second->value], context.n) : frame[second->value];
  if (is_root) {
    outcome.arm = some ? first->arm : second->arm;
    outcome.other_arm = second->arm;
    if (some) outcome.mask = mask;
  }
  return true;
}

void ColumnarEvaluator::choose(const Step& step, const Block& block, Frame& frame, Context& context,
                               ColumnOutcome& outcome) {
  if (choose_simply(step, block, frame, context, outcome)) return;
  const std::size_t n = context.n;
  const RegisterPlan& plan = block.registers[step.out];
  struct Judged {
    const ArmPlan* plan;
    // 1 where it applies; and where it is live.
    Lanes applies;
    Lanes live;
  };
  const auto all_lanes = [&](std::uint8_t value) {
    Lanes lanes = take({Lane::truth, 1}, n);
    std::fill_n(lanes.truths(), n, value);
    return lanes;
  };
  const auto unless = [&](const Lanes& a, const Lanes& b) {
    Lanes left = take({Lane::truth, 1}, n);
    std::uint8_t* to = left.truths();
    const std::uint8_t* from = a.truths();
    const std::uint8_t* taken = b.truths();
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(from[i] & (taken[i] ^ 1U));
    return left;
  };
  std::vector<Judged> arms;
  std::vector<LaneState> faults;
  for (const ArmPlan& arm_plan : step.arms) {
    const Arm& arm = graph_.arms[arm_plan.arm];
    const auto in_force = [&](Date day) { return !(arm.from && day < *arm.from) && !(arm.until && *arm.until < day); };
    if (context.one_day && !in_force(context.day)) continue;
    Judged judged{&arm_plan, all_lanes(1), {}};
    if (!context.one_day && (arm.from || arm.until)) {
      const std::int32_t first = arm.from.value_or(first_date).days;
      const std::int32_t last = arm.until.value_or(last_date).days;
      std::uint8_t* applies = judged.applies.truths();
      const Date* days = context.days->data();
      for (std::size_t i = 0; i < n; ++i) applies[i] = days[i].days >= first && days[i].days <= last ? 1 : 0;
      if (!kernels_.any(judged.applies.truths(), n)) continue;
    }
    if (arm_plan.guard != no_register) {
      ColumnOutcome inner;
      run_steps(arm_plan.guard_steps, block, frame, context, inner);
      const Lanes& guard = frame[arm_plan.guard];
      Lanes both = take({Lane::truth, 1}, n);
      kernels_.both(both.truths(), judged.applies.truths(), guard.truths(), n);
      if (guard.states() != nullptr) {
        const LaneState* states = guard.states();
        const std::uint8_t* applies = judged.applies.truths();
        std::uint8_t* meets = both.truths();
        if (faults.empty()) faults.assign(n, LaneState::value);
        for (std::size_t i = 0; i < n; ++i) {
          meets[i] = states[i] == LaneState::value ? meets[i] : std::uint8_t{0};
          const bool faulted = applies[i] != 0 && is_fault(states[i]) && faults[i] == LaneState::value;
          faults[i] = faulted ? states[i] : faults[i];
        }
      }
      judged.applies = std::move(both);
    }
    arms.push_back(std::move(judged));
  }
  // `otherwise` steps back where another rule of its statement applies, then those that are replaced; whoever applies
  // replaces, also when it is itself replaced.
  for (Judged& judged : arms) judged.live = judged.applies;
  for (Judged& judged : arms) {
    const Arm& arm = graph_.arms[judged.plan->arm];
    if (!arm.otherwise) continue;
    for (const Judged& rival : arms) {
      const Arm& other = graph_.arms[rival.plan->arm];
      if (!other.otherwise && other.group == arm.group) judged.live = unless(judged.live, rival.applies);
    }
  }
  std::vector<Lanes> standing;
  for (const Judged& judged : arms) standing.push_back(judged.live);
  for (Judged& judged : arms) {
    for (const std::uint32_t other : graph_.arms[judged.plan->arm].yields_to) {
      for (std::size_t k = 0; k < arms.size(); ++k) {
        if (arms[k].plan->arm == other) judged.live = unless(judged.live, standing[k]);
      }
    }
  }

  Lanes out;
  Lanes chosen;
  std::vector<std::uint8_t> taken(n, 0);
  std::vector<std::uint8_t> twice;
  const bool is_root = step.out == block.result;
  std::uint32_t sole = no_id;
  std::size_t alive = 0;
  for (const Judged& judged : arms) {
    const std::uint8_t* live = judged.live.truths();
    if (!kernels_.any(live, n)) continue;
    ++alive;
    sole = judged.plan->arm;
    ColumnOutcome inner;
    run_steps(judged.plan->value_steps, block, frame, context, inner);
    const Lanes& value = frame[judged.plan->value];
    std::uint8_t overlap = 0;
    std::uint8_t* so_far = taken.data();
    for (std::size_t i = 0; i < n; ++i) {
      overlap = static_cast<std::uint8_t>(overlap | (live[i] & so_far[i]));
      so_far[i] = static_cast<std::uint8_t>(so_far[i] | live[i]);
    }
    if (overlap != 0) {
      // Lanes that two rules claim: those taken before and live now.
      twice.resize(n, 0);
      std::fill(taken.begin(), taken.end(), std::uint8_t{0});
      for (const Judged& any : arms) {
        for (std::size_t i = 0; i < n; ++i) {
          twice[i] = twice[i] | (taken[i] & any.live.truths()[i]);
          taken[i] = taken[i] | any.live.truths()[i];
        }
      }
    }
    if (!out) {
      out = value;
      if (is_root) {
        chosen = take({Lane::i32, 1}, n);
        kernels_.i32.fill(chosen.words(), static_cast<std::int32_t>(sole), n);
      }
      continue;
    }
    out = select(judged.live, value, out, n);
    if (is_root) {
      std::int32_t* words = chosen.words();
      for (std::size_t i = 0; i < n; ++i) words[i] = live[i] != 0 ? static_cast<std::int32_t>(sole) : words[i];
    }
  }

  std::uint8_t all_taken = 1;
  for (std::size_t i = 0; i < n; ++i) all_taken = static_cast<std::uint8_t>(all_taken & taken[i]);
  if (!faults.empty() && !any(faults)) faults.clear();
  if (all_taken != 0 && faults.empty() && twice.empty()) {
    frame[step.out] = std::move(out);
    if (is_root) {
      outcome.arm = alive == 1 ? sole : no_id;
      outcome.arms = alive == 1 ? Lanes() : std::move(chosen);
    }
    return;
  }
  // Some lanes have no rule, or two, or nobody knows.
  const bool zero = is_root && context.figure != no_id && graph_.figures[context.figure].nothing_is_zero &&
                    graph_.figures[context.figure].root == step.node;
  if (!out) {
    out = deferred(plan, n);
    if (is_root) chosen = take({Lane::i32, 1}, n);
  }
  const Lanes nothing = zero ? filled(Value::of(Rational(0)), plan.shape, n, no_id) : deferred(plan, n);
  if (faults.empty()) faults.assign(n, LaneState::value);
  if (twice.empty()) twice.assign(n, 0);
  const Lanes good_lanes = take({Lane::truth, 1}, n);
  std::uint8_t* good = good_lanes.truths();
  for (std::size_t i = 0; i < n; ++i) {
    good[i] = taken[i] != 0 && faults[i] == LaneState::value && twice[i] == 0 ? 1 : 0;
  }
  const Lanes result = select(good_lanes, out, nothing, n);
  LaneState* states = result.make_states(n);
  const LaneState* given = states_or_none(out, n);
  const LaneState without = zero ? LaneState::value : LaneState::no_rule;
  for (std::size_t i = 0; i < n; ++i) {
    const LaneState none = twice[i] != 0 ? LaneState::fault : without;
    states[i] = good[i] != 0 ? given[i] : faults[i] != LaneState::value ? faults[i] : none;
  }
  settle(result, n);
  if (is_root) {
    std::int32_t* words = chosen.words();
    for (std::size_t i = 0; i < n; ++i) words[i] = good[i] != 0 ? words[i] : static_cast<std::int32_t>(no_id);
  }
  frame[step.out] = result;
  if (is_root) outcome.arms = std::move(chosen);
}

}  // namespace mou
