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

}  // namespace mou
