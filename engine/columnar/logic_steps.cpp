// Steps that give yes or no.
#include <algorithm>

#include "engine/columnar/evaluator.h"

namespace mou {

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
    const LaneState a_state = left[i];
    const LaneState b_state = right[i];
    const LaneState state = is_fault(a_state) ? a_state : is_fault(b_state) ? b_state : LaneState::value;
    const std::uint8_t of_empty = a_state == b_state ? of_same : of_others;
    const std::uint8_t none = state == LaneState::value ? of_empty : std::uint8_t{0};
    const bool values = (a_state == LaneState::value) & (b_state == LaneState::value);
    truths[i] = values ? truths[i] : none;
    states[i] = state;
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
      const LaneState state = from[i];
      states[i] = is_fault(state) ? state : LaneState::value;
      truths[i] = state == LaneState::empty ? std::uint8_t{1} : truths[i];
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
      const LaneState state = from[i];
      const auto faulted = static_cast<std::uint8_t>(is_fault(state));
      // Where a part is left to the reference evaluator, it may be one that settles.
      const auto first = static_cast<std::uint8_t>((states[i] == LaneState::value) | (state == LaneState::deferred));
      const auto takes = static_cast<std::uint8_t>(faulted & first & (settled[i] ^ 1U));
      states[i] = takes != 0 ? state : states[i];
      const auto truth = static_cast<std::uint8_t>((state == LaneState::value) & (part[i] != 0));
      settled[i] = static_cast<std::uint8_t>(settled[i] | ((faulted ^ 1U) & (truth ^ deciding ^ 1U)));
    }
  }
  const std::uint8_t of_settled = settles ? 1 : 0;
  const std::uint8_t of_unsettled = settles ? 0 : 1;
  for (std::size_t i = 0; i < n; ++i) {
    const LaneState state = settled[i] != 0 ? LaneState::value : states[i];
    const std::uint8_t of_others = state == LaneState::value ? of_unsettled : std::uint8_t{0};
    truths[i] = settled[i] != 0 ? of_settled : of_others;
    states[i] = state;
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
    const LaneState state = from[i];
    const std::uint8_t truth = state == LaneState::empty ? of_empty : truths[i];
    states[i] = is_fault(state) ? state : LaneState::value;
    truths[i] = is_fault(state) ? std::uint8_t{0} : truth;
  }
  settle(out, n);
  return out;
}

}  // namespace mou
