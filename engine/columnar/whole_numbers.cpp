// Exact numbers that are whole ones as yet. Where a plan knows no denominator it asks for exact numbers; mostly that is
// because of a rule that is not in force, or of a value that nobody has. A column of such a register holds whole
// numbers of 64 bits over a denominator of its own for as long as these suffice, and fractions from then on.
#include <algorithm>
#include <numeric>

#include "engine/columnar/evaluator.h"
#include "engine/columnar/shapes.h"

namespace mou {

namespace {

constexpr Shape exact_shape{Lane::exact, 1};

}  // namespace

Shape ColumnarEvaluator::whole_shape(const Value& value, Shape shape) {
  if (shape.lane != Lane::exact || !value.is_number()) return shape;
  const auto denominator = as_denominator(value.number.denominator());
  return denominator && value.number.numerator().to_int64() ? Shape{Lane::i64, *denominator} : shape;
}

Lanes ColumnarEvaluator::in_register(const Lanes& from, Shape shape, std::size_t n) {
  const bool whole = from.lane() == Lane::i32 || from.lane() == Lane::i64;
  const bool stays = shape.lane == Lane::exact && whole;
  return convert(from, stays ? Shape{Lane::i64, from.shape().denominator} : shape, n);
}

Lanes ColumnarEvaluator::made_whole(const Lanes& from, std::size_t n) {
  if (from.lane() != Lane::exact) return from;
  std::int64_t common = 1;
  for (std::size_t i = 0; i < n; ++i) {
    if (from.state(i) != LaneState::value) continue;
    const auto denominator = as_denominator(from.data<Rational>()[i].denominator());
    if (!denominator || *denominator > most_common) return from;
    common = std::lcm(common, *denominator);
    if (common > most_common) return from;
  }
  const Lanes whole = convert(from, {Lane::i64, common}, n);
  // Numbers that do not fit are left to the reference evaluator.
  const bool all = from.states() != nullptr ? std::equal(from.states(), from.states() + n, whole.states())
                                            : whole.states() == nullptr;
  return all ? whole : from;
}

void ColumnarEvaluator::make_alike(std::span<const CountedLanes> columns) {
  if (make_alike_whole(columns)) return;
  for (const auto& [lanes, n] : columns) *lanes = convert(*lanes, exact_shape, n);
}

bool ColumnarEvaluator::make_alike_whole(std::span<const CountedLanes> columns) {
  std::optional<std::int64_t> common = 1;
  for (const auto& [lanes, n] : columns) {
    if (lanes->lane() != Lane::i64) return false;
    common = common_denominator(*common, lanes->shape().denominator);
    if (!common) return false;
  }
  for (const auto& [lanes, n] : columns) {
    if (lanes->shape().denominator == *common) continue;
    const Lanes scaled = take({Lane::i64, *common}, n);
    if (!scaled_up(*lanes, scaled, n)) return false;
    if (const LaneState* states = lanes->states()) std::copy_n(states, n, scaled.make_states(n));
    *lanes = scaled;
  }
  return true;
}

void ColumnarEvaluator::make_inputs_exact(const Step& step, const Block& block, Frame& frame, std::size_t n) {
  for (const Register id : step.in) {
    if (block.registers[id].shape.lane == Lane::exact) frame[id] = convert(frame[id], exact_shape, n);
  }
}

void ColumnarEvaluator::prepare(const Step& step, const Block& block, Frame& frame, std::size_t n) {
  switch (step.kind) {
    case StepKind::convert:
    case StepKind::presence:
    case StepKind::product:
    case StepKind::quotient:
    case StepKind::round:
      return;
    case StepKind::sum:
    case StepKind::limit:
    case StepKind::among:
    case StepKind::compare: {
      std::vector<CountedLanes> columns;
      for (const Register id : step.in) columns.push_back({&frame[id], n});
      make_alike(columns);
      return;
    }
    default:
      make_inputs_exact(step, block, frame, n);
      return;
  }
}

}  // namespace mou
