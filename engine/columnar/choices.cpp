// Which rule gives a figure, in each lane.
#include <algorithm>
#include <array>

#include "engine/columnar/evaluator.h"

namespace mou {

namespace {

// A rule meets no lane in which its condition has no value; the first fault of a lane to which the rule may apply
// counts.
void without_faults(const std::uint8_t* applies, const LaneState* states, std::uint8_t* meets, LaneState* faults,
                    std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const LaneState state = states[i];
    meets[i] = static_cast<std::uint8_t>(meets[i] & static_cast<std::uint8_t>(state == LaneState::value));
    const auto faulted = static_cast<std::uint8_t>(is_fault(state));
    const auto first = static_cast<std::uint8_t>(faults[i] == LaneState::value);
    const auto counts = static_cast<std::uint8_t>(applies[i] & faulted & first);
    faults[i] = counts != 0 ? state : faults[i];
  }
}

}  // namespace

// Between two values, each the same in all lanes; nothing where that is not the quick way.
Lanes ColumnarEvaluator::select_same(const Lanes& mask, const Lanes& a, const Lanes& b, std::size_t n) {
  if (!a.same() || !b.same() || a.states() != nullptr || b.states() != nullptr || n == 0) return {};
  if (a.lane() == Lane::truth) return a.truths()[0] > b.truths()[0] ? mask : Lanes();
  if (a.lane() != Lane::i32 && a.lane() != Lane::i64) return {};
  Lanes out = take(a.shape(), n);
  if (a.lane() == Lane::i32) {
    kernels_.i32.one_of(out.data<std::int32_t>(), mask.truths(), a.words()[0], b.words()[0], n);
  } else {
    kernels_.i64.one_of(out.data<std::int64_t>(), mask.truths(), *a.data<std::int64_t>(), *b.data<std::int64_t>(), n);
  }
  return out;
}

Lanes ColumnarEvaluator::select(const Lanes& mask, Lanes a, Lanes b, std::size_t n) {
  // Only of exact numbers is one column held in another way than the other.
  if (a.shape() != b.shape()) make_alike(std::array{CountedLanes{&a, n}, CountedLanes{&b, n}});
  if (Lanes quick = select_same(mask, a, b, n)) return quick;
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
    for (std::size_t i = 0; i < n; ++i) {
      const LaneState a_state = of_a[i];
      const LaneState b_state = of_b[i];
      states[i] = from_a[i] != 0 ? a_state : b_state;
    }
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
    outcome.arm = second->arm;
    if (some) outcome.some.push_back({mask, first->arm});
  }
  return true;
}

// The lanes in which a rule is in force, where it is sooner computed for these alone: where lanes stand on days of
// their own, and few of many are meant.
std::vector<std::uint32_t> ColumnarEvaluator::few_lanes(const ArmPlan& arm, const Context& context,
                                                        const std::uint8_t* live) {
  constexpr std::size_t small_part = 8;
  if (context.one_day || arm.value_steps.empty()) return {};
  std::vector<std::uint32_t> lanes = places_of({live, context.n});
  if (lanes.size() * small_part > context.n) lanes.clear();
  return lanes;
}

Lanes ColumnarEvaluator::value_for(const ArmPlan& arm, const Block& block, const Frame& frame, const Context& context,
                                   std::span<const std::uint32_t> lanes) {
  Context part = part_of(context, lanes);
  Frame inside(frame.size());
  for (const Register id : arm.reads) inside[id] = select_lanes(frame[id], lanes);
  ColumnOutcome inner;
  run_steps(arm.value_steps, block, inside, part, inner);
  return inside[arm.value] ? inside[arm.value] : select_lanes(frame[arm.value], lanes);
}

// Puts values into some lanes of a column, which may become one of exact numbers for them.
void ColumnarEvaluator::put_in(Lanes values, std::span<const std::uint32_t> lanes, Lanes& to, std::size_t n) {
  if (to.shape() != values.shape()) make_alike(std::array{CountedLanes{&to, n}, CountedLanes{&values, lanes.size()}});
  scatter(values, lanes, to, n);
  settle(to, n);
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
    Judged judged{&arm_plan, {}, {}};
    if (!context.one_day && (arm.from || arm.until)) {
      const std::int32_t first = arm.from.value_or(first_date).days;
      const std::int32_t last = arm.until.value_or(last_date).days;
      judged.applies = take({Lane::truth, 1}, n);
      std::uint8_t* applies = judged.applies.truths();
      const Date* days = context.days->data();
      for (std::size_t i = 0; i < n; ++i) applies[i] = days[i].days >= first && days[i].days <= last ? 1 : 0;
      if (!kernels_.any(judged.applies.truths(), n)) continue;
    }
    if (arm_plan.guard != no_register) {
      ColumnOutcome inner;
      run_steps(arm_plan.guard_steps, block, frame, context, inner);
      const Lanes& guard = frame[arm_plan.guard];
      // A rule that meets nobody stands in nobody's way.
      if (guard.states() == nullptr && !kernels_.any(guard.truths(), n)) continue;
      if (!judged.applies && guard.states() == nullptr) {
        judged.applies = guard;
      } else {
        if (!judged.applies) judged.applies = all_lanes(1);
        Lanes both = take({Lane::truth, 1}, n);
        kernels_.both(both.truths(), judged.applies.truths(), guard.truths(), n);
        if (guard.states() != nullptr) {
          if (faults.empty()) faults.assign(n, LaneState::value);
          without_faults(judged.applies.truths(), guard.states(), both.truths(), faults.data(), n);
        }
        judged.applies = std::move(both);
      }
    } else if (!judged.applies) {
      judged.applies = all_lanes(1);
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
  std::vector<std::uint8_t> taken(n, 0);
  std::vector<std::uint8_t> twice;
  const bool is_root = step.out == block.result;
  for (const Judged& judged : arms) {
    const std::uint8_t* live = judged.live.truths();
    if (!kernels_.any(live, n)) continue;
    ColumnOutcome inner;
    const std::vector<std::uint32_t> few = few_lanes(*judged.plan, context, live);
    if (few.empty()) run_steps(judged.plan->value_steps, block, frame, context, inner);
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
    if (is_root && out) outcome.some.push_back({judged.live, judged.plan->arm});
    if (is_root && !out) outcome.arm = judged.plan->arm;
    if (!few.empty()) {
      const Lanes value = value_for(*judged.plan, block, frame, context, few);
      out = out ? copied(out, n) : deferred(value.shape(), n);
      put_in(value, few, out, n);
      continue;
    }
    const Lanes& value = frame[judged.plan->value];
    out = out ? select(judged.live, value, out, n) : value;
  }

  std::uint8_t all_taken = 1;
  for (std::size_t i = 0; i < n; ++i) all_taken = static_cast<std::uint8_t>(all_taken & taken[i]);
  if (!faults.empty() && !any(faults)) faults.clear();
  if (all_taken != 0 && faults.empty() && twice.empty()) {
    frame[step.out] = std::move(out);
    return;
  }
  // Some lanes have no rule, or two, or nobody knows.
  const bool zero = is_root && context.figure != no_id && graph_.figures[context.figure].nothing_is_zero &&
                    graph_.figures[context.figure].root == step.node;
  if (!out) out = deferred(plan.shape, n);
  const Lanes nothing = zero ? filled(Value::of(Rational(0)), out.shape(), n, no_id) : deferred(out.shape(), n);
  if (faults.empty()) faults.assign(n, LaneState::value);
  if (twice.empty()) twice.assign(n, 0);
  const Lanes good_lanes = take({Lane::truth, 1}, n);
  std::uint8_t* good = good_lanes.truths();
  for (std::size_t i = 0; i < n; ++i) {
    const auto sound = static_cast<std::uint8_t>(faults[i] == LaneState::value);
    good[i] = static_cast<std::uint8_t>(taken[i] & sound & (twice[i] ^ 1U));
  }
  const Lanes result = select(good_lanes, out, nothing, n);
  LaneState* states = result.make_states(n);
  const LaneState* given = states_or_none(out, n);
  const LaneState without = zero ? LaneState::value : LaneState::no_rule;
  for (std::size_t i = 0; i < n; ++i) {
    const LaneState of_value = given[i];
    const LaneState of_fault = faults[i];
    const LaneState none = twice[i] != 0 ? LaneState::fault : without;
    const LaneState bad = of_fault != LaneState::value ? of_fault : none;
    states[i] = good[i] != 0 ? of_value : bad;
  }
  settle(result, n);
  if (is_root) {
    const Lanes none = take({Lane::truth, 1}, n);
    kernels_.negate(none.truths(), good, n);
    outcome.some.insert(outcome.some.begin(), {none, no_id});
  }
  frame[step.out] = result;
}

}  // namespace mou
