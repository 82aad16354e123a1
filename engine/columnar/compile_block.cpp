// One block: from nodes to steps.
#include <algorithm>
#include <limits>
#include <utility>

#include "engine/columnar/compiler.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

constexpr Shape truth_shape{Lane::truth, 1};
constexpr Shape word_shape{Lane::i32, 1};
constexpr Shape exact_shape{Lane::exact, 1};

bool is_number(const Node& node) {
  return node.type.kind == TypeKind::number;
}

// Which registers are read, and by which step of the block last, so that a buffer serves again after it. Steps that
// nobody reads are dropped.
class Readers {
 public:
  Readers(std::vector<Step>& steps, std::size_t registers, Register kept)
      : read_(registers, 0), last_(registers, never) {
    read_[kept] = 1;
    prune(steps);
    for (at_ = 0; at_ < steps.size(); ++at_) note(steps[at_]);
    for (Register id = 0; id < registers; ++id) {
      if (id != kept && last_[id] != never) steps[last_[id]].drops.push_back(id);
    }
  }

 private:
  static constexpr std::size_t never = ~std::size_t{0};

  void read(Register id) {
    if (id != no_register) read_[id] = 1;
  }

  // From the last step to the first: what a step that is dropped read is not read by it.
  void prune(std::vector<Step>& steps) {
    std::vector<Step> kept;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (read_[step->out] == 0) continue;
      for (const Register id : step->in) read(id);
      for (auto arm = step->arms.rbegin(); arm != step->arms.rend(); ++arm) {
        read(arm->value);
        prune(arm->value_steps);
        read(arm->guard);
        prune(arm->guard_steps);
      }
      kept.push_back(std::move(*step));
    }
    std::reverse(kept.begin(), kept.end());
    steps = std::move(kept);
  }

  void note(const Step& step) {
    last_[step.out] = at_;
    for (const Register id : step.in) last_[id] = at_;
    for (const ArmPlan& arm : step.arms) {
      for (const Step& inner : arm.guard_steps) note(inner);
      for (const Step& inner : arm.value_steps) note(inner);
      if (arm.guard != no_register) last_[arm.guard] = at_;
      last_[arm.value] = at_;
    }
  }

  std::vector<char> read_;
  std::vector<std::size_t> last_;
  std::size_t at_ = 0;
};

}  // namespace

Block BlockCompiler::finish(Register result) {
  block_.result = result;
  const Readers readers(block_.steps, block_.registers.size(), result);
  return std::move(block_);
}

Block BlockCompiler::compile(NodeId root) {
  // Which rule of a figure gave a value is asked for even where the value is the same for all.
  const bool rules = graph().nodes[root].kind == NodeKind::choose;
  return finish(rules ? choose(root) : emit(root));
}

Block BlockCompiler::compile_lookup(FigureId id) {
  const Figure& figure = graph().figures[id];
  Step step;
  step.kind = StepKind::lookup;
  step.figure = id;
  for (const Key& key : figure.keys) step.in.push_back(emit(key.own));
  const Register out = declare(graph().nodes[figure.root], as_denominator(graph().nodes[figure.root].denominator));
  return finish(add(std::move(step), out));
}

Register BlockCompiler::declare(TypeKind kind, Shape shape, const std::optional<Rational>& low,
                                const std::optional<Rational>& high) {
  block_.registers.push_back({shape, kind, low, high});
  return static_cast<Register>(block_.registers.size() - 1);
}

Register BlockCompiler::declare(const Node& node, std::optional<std::int64_t> denominator) {
  switch (node.type.kind) {
    case TypeKind::truth:
      return declare(node.type.kind, truth_shape);
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::text:
      return declare(node.type.kind, word_shape);
    case TypeKind::number:
      break;
  }
  if (!denominator) return declare(node.type.kind, exact_shape);
  const Lane lane = fit(node.low, node.high_bound, *denominator).lane;
  const Shape shape = lane == Lane::exact ? exact_shape : Shape{lane, *denominator};
  return declare(node.type.kind, shape, node.low, node.high_bound);
}

Register BlockCompiler::add(Step step, Register out) {
  step.out = out;
  regions_.back().steps->push_back(std::move(step));
  return out;
}

Register BlockCompiler::convert(Register from, Shape shape) {
  if (plan_of(from).shape == shape) return from;
  const RegisterPlan source = plan_of(from);
  if (constant_in(from) != no_node && source.kind == TypeKind::number) {
    return constant(constant_in(from), source.kind, shape);
  }
  Step step;
  step.kind = StepKind::convert;
  step.in = {from};
  const Register out = add(std::move(step), declare(source.kind, shape, source.low, source.high));
  const Register of = source.twin == no_register ? from : source.twin;
  const auto [first, fresh] = first_converted_.try_emplace({of, shape.lane, shape.denominator}, out);
  if (!fresh) block_.registers[out].twin = first->second;
  return out;
}

std::optional<Rational> BlockCompiler::only_number(Register id) const {
  const RegisterPlan& plan = plan_of(id);
  if (plan.low && plan.high && *plan.low == *plan.high) return plan.low;
  return std::nullopt;
}

std::optional<std::int64_t> BlockCompiler::one_denominator(const std::vector<Register>& registers) const {
  std::optional<std::int64_t> common = 1;
  for (const Register id : registers) {
    const Shape& shape = plan_of(id).shape;
    if (shape.lane == Lane::exact || !common) return std::nullopt;
    common = common_denominator(*common, shape.denominator);
  }
  return common;
}

BlockCompiler::Aligned BlockCompiler::align(Register a, Register b) {
  const auto common = one_denominator({a, b});
  if (!common) return {convert(a, exact_shape), convert(b, exact_shape), false};
  const auto fit_of = [&](Register id) { return fit(plan_of(id).low, plan_of(id).high, *common); };
  const Fit both = wider(fit_of(a), fit_of(b));
  if (both.lane == Lane::exact) return {convert(a, exact_shape), convert(b, exact_shape), false};
  return {convert(a, {both.lane, *common}), convert(b, {both.lane, *common}), both.checked};
}

Register BlockCompiler::emit(NodeId id, bool raw) {
  const std::pair<NodeId, bool> key{plan_.alike(id), raw};
  for (auto region = regions_.rbegin(); region != regions_.rend(); ++region) {
    const auto known = region->known.find(key);
    if (known != region->known.end()) return known->second;
  }
  const Register made = emit_new(id, raw);
  regions_.back().known.emplace(key, made);
  const auto [first, fresh] = first_.try_emplace(key, made);
  if (!fresh && first->second != made && plan_of(first->second).shape == plan_of(made).shape) {
    block_.registers[made].twin = first->second;
  }
  return made;
}

Register BlockCompiler::emit_new(NodeId id, bool raw) {
  const Node& node = graph().nodes[id];
  if (node.kind == NodeKind::constant) return constant(id);
  if (plan_.is_shared(id)) return shared(id, raw);
  switch (node.kind) {
    case NodeKind::constant:
    case NodeKind::reading:
    case NodeKind::pay_day:
      return shared(id, raw);
    case NodeKind::roster:
      return leaf(id, StepKind::fact, raw);
    case NodeKind::roster_since:
      return leaf(id, StepKind::since, raw);
    case NodeKind::column:
      return leaf(id, StepKind::cell, raw);
    case NodeKind::today:
      return leaf(id, StepKind::today, raw);
    case NodeKind::employee:
      return leaf(id, StepKind::employee, raw);
    case NodeKind::argument:
      return leaf(id, StepKind::argument, raw);
    case NodeKind::arith:
      return arith(id);
    case NodeKind::round:
      return round(id);
    case NodeKind::limit:
      return limit(id);
    case NodeKind::running_limit:
      return running_limit(id);
    case NodeKind::among:
      return among(id);
    case NodeKind::compare:
      return compare(id);
    case NodeKind::logic:
      return logic(id);
    case NodeKind::presence:
      return presence(id);
    case NodeKind::choose:
      return choose(id);
    case NodeKind::gather:
      return gather(id);
    case NodeKind::figure:
      return figure(id, raw);
    case NodeKind::previous:
      return previous(id);
    case NodeKind::bank:
      return bank(id);
    case NodeKind::at:
      return at(id);
    case NodeKind::fold:
      return fold(id);
    case NodeKind::search:
      return search(id);
    case NodeKind::completed:
    case NodeKind::offset:
    case NodeKind::period_start:
    case NodeKind::period_end:
    case NodeKind::nth:
    case NodeKind::month_day:
    case NodeKind::weekday:
    case NodeKind::hours_between:
      return date(id);
    case NodeKind::outside:
      return defer(id);
  }
  return defer(id);
}

Register BlockCompiler::constant(NodeId id) {
  const Node& node = graph().nodes[id];
  const auto denominator =
      is_number(node) ? as_denominator(node.value.number.denominator()) : std::optional<std::int64_t>(1);
  if (!is_number(node) || !node.value.is_number()) {
    const Register plain = declare(node, 1);
    return constant(id, node.type.kind, plan_of(plain).shape);
  }
  const Lane lane = denominator ? fit(node.value.number, node.value.number, *denominator).lane : Lane::exact;
  return constant(id, node.type.kind, lane == Lane::exact ? exact_shape : Shape{lane, *denominator});
}

Register BlockCompiler::constant(NodeId id, TypeKind kind, Shape shape) {
  const Value& value = graph().nodes[id].value;
  const auto bound = value.is_number() ? std::optional(value.number) : std::nullopt;
  const Register out = declare(kind, shape, bound, bound);
  constants_.resize(block_.registers.size(), no_node);
  constants_[out] = id;
  Step step;
  step.kind = StepKind::constant;
  step.node = id;
  return add(std::move(step), out);
}

Register BlockCompiler::shared(NodeId id, bool raw) {
  Step step;
  step.kind = StepKind::shared;
  step.node = id;
  step.raw = raw;
  const Node& node = graph().nodes[id];
  return add(std::move(step), declare(node, as_denominator(node.denominator)));
}

Register BlockCompiler::leaf(NodeId id, StepKind kind, bool raw) {
  Step step;
  step.kind = kind;
  step.node = id;
  step.raw = raw;
  const Node& node = graph().nodes[id];
  auto denominator = as_denominator(node.denominator);
  if (!denominator && (kind == StepKind::fact || kind == StepKind::cell)) denominator = usual_denominator;
  return add(std::move(step), declare(node, kind == StepKind::employee ? 1 : denominator));
}

Register BlockCompiler::defer(NodeId id) {
  Step step;
  step.kind = StepKind::defer;
  step.node = id;
  return add(std::move(step), declare(graph().nodes[id], 1));
}

Register BlockCompiler::arith(NodeId id) {
  const Node& node = graph().nodes[id];
  if (node.type.kind == TypeKind::time) return defer(id);
  const Register a = emit(node.children[0]);
  const Register b = emit(node.children[1]);
  if (!is_number(node)) {
    Step step;
    step.kind = StepKind::days_on;
    step.op = node.op;
    step.node = id;
    step.in = {a, b};
    return add(std::move(step), declare(node, 1));
  }
  switch (node.op) {
    case Op::add:
    case Op::subtract:
      return add_numbers(id, a, b, node.op == Op::subtract);
    case Op::multiply:
      return multiply(id, a, b);
    default:
      return divide(id, a, b);
  }
}

Register BlockCompiler::add_numbers(NodeId id, Register a, Register b, bool subtract) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::sum;
  step.op = node.op;
  step.node = id;
  const auto common = one_denominator({a, b});
  Fit all;
  if (common) {
    const auto fit_of = [&](Register part) { return fit(plan_of(part).low, plan_of(part).high, *common); };
    all = wider(wider(fit_of(a), fit_of(b)), fit(node.low, node.high_bound, *common));
  }
  if (!common || all.lane == Lane::exact) {
    step.in = {convert(a, exact_shape), convert(b, exact_shape)};
    step.second_factor = subtract ? -1 : 1;
    return add(std::move(step), declare(node, std::nullopt));
  }
  const std::int64_t of_a = plan_of(a).shape.denominator;
  const std::int64_t of_b = plan_of(b).shape.denominator;
  step.in = {convert(a, {all.lane, of_a}), convert(b, {all.lane, of_b})};
  step.factor = *common / of_a;
  step.second_factor = (subtract ? -1 : 1) * (*common / of_b);
  step.checked = all.checked;
  return add(std::move(step), declare(node.type.kind, {all.lane, *common}, node.low, node.high_bound));
}

Register BlockCompiler::multiply(NodeId id, Register a, Register b) {
  if (const auto number = only_number(b)) return times(id, a, *number, b);
  if (const auto number = only_number(a)) return times(id, b, *number, a, true);
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::product;
  step.node = id;
  const bool exact = plan_of(a).shape.lane == Lane::exact || plan_of(b).shape.lane == Lane::exact;
  const auto denominator =
      exact ? std::nullopt : denominator_product(plan_of(a).shape.denominator, plan_of(b).shape.denominator);
  Fit all;
  if (denominator) {
    const auto fit_of = [&](Register part) {
      return fit(plan_of(part).low, plan_of(part).high, plan_of(part).shape.denominator);
    };
    all = wider(wider(fit_of(a), fit_of(b)), fit(node.low, node.high_bound, *denominator));
  }
  if (!denominator || all.lane == Lane::exact) {
    step.in = {convert(a, exact_shape), convert(b, exact_shape)};
    return add(std::move(step), declare(node, std::nullopt));
  }
  step.in = {convert(a, {all.lane, plan_of(a).shape.denominator}),
             convert(b, {all.lane, plan_of(b).shape.denominator})};
  step.checked = all.checked;
  const Scaled left = scaled(step.in[0]);
  const Scaled right = scaled(step.in[1]);
  const auto out = [&] { return declare(node.type.kind, {all.lane, *denominator}, node.low, node.high_bound); };
  std::int64_t factor = 1;
  if (all.checked) return add(std::move(step), out());
  if (__builtin_mul_overflow(left.factor, right.factor, &factor)) {
    const std::vector<Register> plain = step.in;
    return product(std::move(step), plain[0], plain[1], out());
  }
  if (factor == 1) return product(std::move(step), left.of, right.of, out());
  // The factors go to the end, where a rounding takes them up.
  Step scaling = step;
  const auto part = [&](const std::optional<Rational>& bound) {
    return bound ? std::optional(*bound / Rational(factor)) : std::nullopt;
  };
  const bool turned = factor < 0;
  const Register bare =
      product(std::move(step), left.of, right.of,
              declare(node.type.kind, {all.lane, *denominator}, part(turned ? node.high_bound : node.low),
                      part(turned ? node.low : node.high_bound)));
  return scale(std::move(scaling), bare, factor, out());
}

Register BlockCompiler::product(Step step, Register a, Register b, Register out) {
  step.in = {a, b};
  factors_.resize(block_.registers.size());
  factors_[out] = {a, b};
  return add(std::move(step), out);
}

Register BlockCompiler::scale(Step step, Register from, std::int64_t factor, Register out) {
  const Scaled inner = scaled(from);
  std::int64_t all = 0;
  const bool held = !__builtin_mul_overflow(inner.factor, factor, &all);
  step.kind = StepKind::scale;
  step.in = {held ? inner.of : from};
  step.factor = held ? all : factor;
  scaled_.resize(block_.registers.size());
  if (step.factor != 0) scaled_[out] = {step.in[0], step.factor};
  return add(std::move(step), out);
}

// The number comes from a register that may still have no value.
Register BlockCompiler::times(NodeId id, Register a, const Rational& number, Register states, bool turned) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::scale;
  step.turned = turned;
  step.node = id;
  // a / d * (p / q): what d and p have in common cancels.
  const Rational ratio = number / Rational(plan_of(a).shape.denominator);
  const auto factor = ratio.numerator().to_int64();
  const auto denominator = as_denominator(ratio.denominator());
  Fit all;
  if (factor && denominator && plan_of(a).shape.lane != Lane::exact) {
    const auto in = fit(plan_of(a).low, plan_of(a).high, plan_of(a).shape.denominator);
    const auto of_number = fit(Rational(*factor), Rational(*factor), 1);
    all = wider(wider(in, of_number), fit(node.low, node.high_bound, *denominator));
  }
  if (all.lane == Lane::exact) {
    // The register holds what the node names: of a division the divisor.
    step.kind = node.op == Op::divide ? StepKind::quotient : StepKind::product;
    step.in = {convert(a, exact_shape), convert(states, exact_shape)};
    return add(std::move(step), declare(node, std::nullopt));
  }
  const Register from = convert(a, {all.lane, plan_of(a).shape.denominator});
  const Register out = declare(node.type.kind, {all.lane, *denominator}, node.low, node.high_bound);
  if (!all.checked && constant_in(states) != no_node) return scale(std::move(step), from, *factor, out);
  step.in = {from};
  if (constant_in(states) == no_node) step.in.push_back(states);
  step.factor = *factor;
  step.checked = all.checked;
  return add(std::move(step), out);
}

Register BlockCompiler::divide(NodeId id, Register a, Register b) {
  const auto number = only_number(b);
  if (number && !number->is_zero()) return times(id, a, Rational(1) / *number, b);
  Step step;
  step.kind = StepKind::quotient;
  step.node = id;
  step.in = {convert(a, exact_shape), convert(b, exact_shape)};
  return add(std::move(step), declare(graph().nodes[id], std::nullopt));
}

Register BlockCompiler::round(NodeId id) {
  const Node& node = graph().nodes[id];
  const Register a = emit(node.children[0]);
  const Register unit = emit(node.children[1]);
  const auto number = only_number(unit);
  if (!number || number->sign() <= 0) return defer(id);
  const RegisterPlan source = plan_of(a);
  Step step;
  step.kind = StepKind::round;
  step.node = id;
  step.rounding.mode = node.rounding;
  step.rounding.unit = *number;
  const auto denominator = as_denominator(number->denominator());
  std::optional<RoundingFit> how;
  if (source.shape.lane != Lane::exact && denominator) {
    how = rounding_fit(source.low, source.high, source.shape.denominator, *number, node.rounding);
  }
  if (!how || how->fit.lane == Lane::exact) {
    step.in = {convert(a, exact_shape)};
    if (constant_in(unit) == no_node) step.in.push_back(unit);
    const Register exact = add(std::move(step), declare(node, std::nullopt));
    return denominator ? convert(exact, plan_of(declare(node, denominator)).shape) : exact;
  }
  const Fit all = wider(how->fit, fit(source.low, source.high, source.shape.denominator));
  const Register from = convert(a, {all.lane, source.shape.denominator});
  const Register out = declare(node.type.kind, {all.lane, *denominator}, node.low, node.high_bound);
  const bool alone = !all.checked && constant_in(unit) != no_node;
  const RoundingPlan& plan = how->plan;
  Register wide = out;
  const Scaled inner = alone ? scaled(from) : Scaled{from, 1};
  std::int64_t factor = 1;
  if (inner.of != from && plan.divisor == 1 && plan.lift == 0 &&
      !__builtin_mul_overflow(plan.factor, plan.step, &factor)) {
    // There is nothing to round.
    scale(std::move(step), from, factor, out);
  } else {
    const Factors both = alone ? factors(inner.of) : Factors{};
    if (both.a != no_register) {
      step.kind = StepKind::round_product;
      step.in = {both.a, both.b};
    } else {
      step.in = {inner.of};
    }
    if (constant_in(unit) == no_node) step.in.push_back(unit);
    step.rounding = plan;
    step.rounding.factor *= inner.factor;
    step.of_product = inner.of != from;
    step.checked = all.checked;
    wide = add(std::move(step), out);
  }
  // What is rounded is often small again.
  const Lane lane = fit(node.low, node.high_bound, *denominator).lane;
  return lane < all.lane ? convert(wide, {lane, *denominator}) : wide;
}

Register BlockCompiler::limit(NodeId id) {
  const Node& node = graph().nodes[id];
  const Register value = emit(node.children[0]);
  const Register bound = emit(node.children[1]);
  Step step;
  step.kind = StepKind::limit;
  step.op = node.op;
  step.node = id;
  if (!is_number(node)) {
    step.in = {value, bound};
    return add(std::move(step), declare(node, 1));
  }
  const Aligned both = align(value, bound);
  const Shape shape = plan_of(both.a).shape;
  step.in = {both.a, both.b};
  const Register wide = add(std::move(step), declare(node.type.kind, shape, node.low, node.high_bound));
  const Lane lane = shape.lane == Lane::exact ? Lane::exact : fit(node.low, node.high_bound, shape.denominator).lane;
  return lane < shape.lane ? convert(wide, {lane, shape.denominator}) : wide;
}

Register BlockCompiler::among(NodeId id) {
  const Node& node = graph().nodes[id];
  std::vector<Register> members;
  for (const NodeId child : node.children) members.push_back(emit(child));
  Step step;
  step.kind = StepKind::among;
  step.op = node.op;
  step.node = id;
  if (!is_number(node)) {
    step.in = members;
    return add(std::move(step), declare(node, 1));
  }
  const bool sums = node.op == Op::total || node.op == Op::average;
  const auto common = one_denominator(members);
  Fit all;
  if (common) {
    all = {Lane::i32, false};
    for (const Register member : members) {
      all = wider(all, fit(plan_of(member).low, plan_of(member).high, *common));
    }
    if (sums && all.lane != Lane::exact) {
      // The sum of the magnitudes bounds every sum of some of them.
      std::optional<Rational> most = Rational(0);
      for (const Register member : members) {
        const RegisterPlan& part = plan_of(member);
        most = most && part.low && part.high
                   ? std::optional(*most + greatest(greatest(*part.high, -*part.low), Rational(0)))
                   : std::nullopt;
      }
      all = wider(all, most ? fit(-*most, *most, *common) : Fit{Lane::i64, true});
    }
  }
  const Shape shape = !common || all.lane == Lane::exact ? exact_shape : Shape{all.lane, *common};
  for (const Register member : members) step.in.push_back(convert(member, shape));
  step.checked = all.checked;
  if (node.op != Op::average) {
    return add(std::move(step), declare(node.type.kind, shape, node.low, node.high_bound));
  }
  // The total over the count, in parts of the count where every member counts.
  const auto parts = shape.lane == Lane::exact
                         ? std::nullopt
                         : denominator_product(shape.denominator, static_cast<std::int64_t>(members.size()));
  if (shape.lane != Lane::exact && !parts) return defer(id);
  const Shape result = shape.lane == Lane::exact ? exact_shape : Shape{shape.lane, *parts};
  return add(std::move(step), declare(node.type.kind, result, node.low, node.high_bound));
}

Register BlockCompiler::compare(NodeId id) {
  const Node& node = graph().nodes[id];
  Register a = emit(node.children[0]);
  Register b = emit(node.children[1]);
  Step step;
  step.kind = StepKind::compare;
  step.op = node.op;
  step.node = id;
  if (plan_of(a).kind == TypeKind::number && plan_of(b).kind == TypeKind::number) {
    const Aligned both = align(a, b);
    a = both.a;
    b = both.b;
  }
  step.in = {a, b};
  return add(std::move(step), declare(TypeKind::truth, truth_shape));
}

Register BlockCompiler::logic(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::logic;
  step.op = node.op;
  step.node = id;
  for (const NodeId child : node.children) step.in.push_back(emit(child));
  return add(std::move(step), declare(TypeKind::truth, truth_shape));
}

Register BlockCompiler::presence(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::presence;
  step.op = node.op;
  step.node = id;
  step.in = {emit(node.children[0], true)};
  return add(std::move(step), declare(TypeKind::truth, truth_shape));
}

Register BlockCompiler::choose(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::choose;
  step.node = id;
  std::vector<Register> values;
  for (std::uint32_t i = arms_begin(node); i < arms_end(node); ++i) {
    const Arm& arm = graph().arms[i];
    ArmPlan plan;
    plan.arm = i;
    regions_.push_back({&plan.guard_steps, {}});
    if (arm.guard != no_node) plan.guard = emit(arm.guard);
    regions_.pop_back();
    regions_.push_back({&plan.value_steps, {}});
    plan.value = emit(arm.value);
    regions_.pop_back();
    values.push_back(plan.value);
    step.arms.push_back(std::move(plan));
  }
  const auto common = is_number(node) ? one_denominator(values) : std::optional<std::int64_t>(1);
  const Register out = declare(node, common);
  for (ArmPlan& plan : step.arms) {
    regions_.push_back({&plan.value_steps, {}});
    plan.value = convert(plan.value, plan_of(out).shape);
    regions_.pop_back();
  }
  return add(std::move(step), out);
}

Register BlockCompiler::gather(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::gather;
  step.node = id;
  for (const NodeId key : node.children) step.in.push_back(emit(key));
  std::vector<Register> values;
  for (const Array::Cell& cell : graph().arrays[node.index].cells) {
    // What differs by employee is computed beside the table.
    if (plan_.is_shared(cell.value)) continue;
    if (graph().nodes[cell.value].subject <= Subject::contract) return defer(id);
    values.push_back(emit(cell.value));
  }
  std::optional<std::int64_t> denominator = as_denominator(node.denominator);
  const Register out = declare(node, denominator);
  for (const Register value : values) step.in.push_back(convert(value, plan_of(out).shape));
  return add(std::move(step), out);
}

// Whether a figure is read for the employee's own keys, as they are on the day for which the figure itself finds them.
bool BlockCompiler::reads_own(const Node& node) const {
  const Figure& read = graph().figures[node.index];
  if (!node.children.empty() && read.clock != no_id && read.clock != place_.clock) return false;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (read.keys[i].own == no_node || plan_.alike(read.keys[i].own) != plan_.alike(node.children[i])) return false;
  }
  return true;
}

Register BlockCompiler::figure(NodeId id, bool raw) {
  const Node& node = graph().nodes[id];
  const Figure& read = graph().figures[node.index];
  Step step;
  step.kind = StepKind::figure;
  step.node = id;
  step.raw = raw;
  const bool own = reads_own(node) && (!node.children.empty() || read.subject >= Subject::employee);
  if (read.subject < Subject::employee && !own) {
    step.kind = StepKind::lookup;
    step.figure = node.index;
    for (const NodeId key : node.children) step.in.push_back(emit(key));
    return add(std::move(step), declare(node, as_denominator(node.denominator)));
  }
  plan_.want(node.index);
  if (!own) {
    for (const NodeId key : node.children) step.in.push_back(emit(key));
  }
  const RegisterPlan* result = plan_.result_of(node.index);
  // The bounds are those of the reading: they know that nothing may be zero.
  const Register out = result != nullptr ? declare(result->kind, result->shape, node.low, node.high_bound)
                                         : declare(node, as_denominator(node.denominator));
  return add(std::move(step), out);
}

Register BlockCompiler::previous(NodeId id) {
  const Node& node = graph().nodes[id];
  const Figure& read = graph().figures[node.index];
  if (read.subject < Subject::employee) return defer(id);
  plan_.want(node.index);
  Step step;
  step.kind = StepKind::previous;
  step.node = id;
  const bool own = reads_own(node);
  // The opening may name the keys, which stand in the slots of the figure's own scope.
  if (!own || (read.starting != no_node && !read.keys.empty())) return defer(id);
  for (const NodeId key : node.children) step.in.push_back(emit(key));
  if (read.starting != no_node) step.blocks.push_back(plan_.block(read.starting, place_));
  return add(std::move(step), declare(node, as_denominator(node.denominator)));
}

Register BlockCompiler::running_limit(NodeId id) {
  const Node& node = graph().nodes[id];
  const Register value = emit(node.children[0]);
  const Register bound = emit(node.children[1]);
  const auto common = one_denominator({value, bound});
  Step step;
  step.kind = StepKind::running_limit;
  step.node = id;
  if (!common) return defer(id);
  step.in = {convert(value, {Lane::i64, *common}), convert(bound, {Lane::i64, *common})};
  step.checked = true;
  return add(std::move(step), declare(node.type.kind, {Lane::i64, *common}, node.low, node.high_bound));
}

Register BlockCompiler::bank(NodeId id) {
  const Node& node = graph().nodes[id];
  if (graph().banks[node.index].of_the_unit) return defer(id);
  plan_.want_bank(node.index);
  Step step;
  step.kind = StepKind::bank;
  step.node = id;
  return add(std::move(step), declare(node, as_denominator(node.denominator)));
}

Register BlockCompiler::at(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::at;
  step.node = id;
  step.in = {emit(node.children[1])};
  const BlockId block = plan_.block(node.children[0], {no_id, place_.bank, no_id});
  step.blocks = {block};
  const RegisterPlan result = plan_.result_of_block(block);
  return add(std::move(step), declare(result.kind, result.shape, result.low, result.high));
}

Register BlockCompiler::fold(NodeId id) {
  const Node& node = graph().nodes[id];
  if (node.rows.kind == RowsKind::employee) return defer(id);
  PlanCompiler::Place inside = place_;
  Step step;
  step.kind = StepKind::fold;
  step.op = node.op;
  step.node = id;
  if (node.rows.kind == RowsKind::event) {
    inside.event = node.rows.index;
    inside.clock = no_id;
    plan_.want_event(node.rows.index);
  }
  if (node.rows.kind == RowsKind::clock) inside.clock = node.rows.index;
  if (node.children[2] != no_node) step.in = {emit(node.children[2])};
  const NodeId counted = node.op == Op::count ? no_node : node.children[0];
  const NodeId meets = node.rows.kind == RowsKind::event ? graph().events[node.rows.index].where : no_node;
  step.ahead = node.rows.kind == RowsKind::event;
  for (const NodeId part : {counted, node.children[1], meets}) {
    if (part != no_node) step.ahead = step.ahead && !plan_.reads_banks(part) && !plan_.reads_arguments(part);
  }
  for (const NodeId part : {counted, node.children[1]}) {
    step.blocks.push_back(part == no_node ? no_block
                          : step.ahead    ? plan_.block_of_row(part, node.rows.index)
                                          : plan_.block(part, inside));
  }
  const BlockId value = step.blocks[0];
  // Nobody has more rows than a word counts.
  if (node.op == Op::count) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    return add(std::move(step), declare(TypeKind::number, word_shape, Rational(0), Rational(most)));
  }
  const RegisterPlan each = plan_.result_of_block(value);
  if (node.op == Op::average) return add(std::move(step), declare(TypeKind::number, exact_shape));
  if (node.op != Op::total) return add(std::move(step), declare(each.kind, each.shape, each.low, each.high));
  if (each.shape.lane == Lane::exact) return add(std::move(step), declare(node, std::nullopt));
  step.checked = true;
  return add(std::move(step),
             declare(TypeKind::number, {Lane::i64, each.shape.denominator}, node.low, node.high_bound));
}

Register BlockCompiler::search(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = StepKind::search;
  step.node = id;
  step.op = node.op;
  step.blocks = {plan_.block(node.children[0], place_)};
  if (node.children.size() > 1 && node.children[1] != no_node) step.in = {emit(node.children[1])};
  const auto denominator = step.in.empty() ? std::optional<std::int64_t>(1) : one_denominator(step.in);
  if (!denominator) return defer(id);
  const Register out = declare(node, denominator);
  if (plan_of(out).shape.lane == Lane::exact) return defer(id);
  if (!step.in.empty()) step.in = {convert(step.in[0], plan_of(out).shape)};
  return add(std::move(step), out);
}

Register BlockCompiler::date(NodeId id) {
  const Node& node = graph().nodes[id];
  Step step;
  step.kind = node.kind == NodeKind::completed       ? StepKind::completed
              : node.kind == NodeKind::hours_between ? StepKind::hours
                                                     : StepKind::date;
  step.node = id;
  for (const NodeId child : node.children) {
    if (child != no_node) step.in.push_back(emit(child));
  }
  if (node.kind == NodeKind::hours_between) {
    // In minutes; not more hours than two days have.
    return add(std::move(step), declare(TypeKind::number, {Lane::i32, 60}, Rational(0), Rational(48)));
  }
  if (node.kind != NodeKind::completed) return add(std::move(step), declare(node, 1));
  // Not more months than there are in the calendar.
  constexpr std::int64_t most = 1400 * 12;
  return add(std::move(step), declare(TypeKind::number, word_shape, Rational(0), Rational(most)));
}

}  // namespace mou
