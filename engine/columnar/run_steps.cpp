// Blocks and their steps.
#include "engine/columnar/evaluator.h"

namespace mou {

ColumnOutcome ColumnarEvaluator::run_block(BlockId id, Context& context) {
  const Block& block = plan_.blocks[id];
  // The room of a frame serves the next block again.
  Frame frame;
  if (!spare_frames_.empty()) {
    frame = std::move(spare_frames_.back());
    spare_frames_.pop_back();
  }
  frame.resize(block.registers.size());
  ColumnOutcome outcome;
  run_steps(block.steps, block, frame, context, outcome);
  outcome.value = std::move(frame[block.result]);
  frame.clear();
  spare_frames_.push_back(std::move(frame));
  return outcome;
}

void ColumnarEvaluator::run_steps(const std::vector<Step>& steps, const Block& block, Frame& frame, Context& context,
                                  ColumnOutcome& outcome) {
  for (const Step& step : steps) {
    const Register twin = block.registers[step.out].twin;
    if (twin != no_register && frame[twin]) {
      frame[step.out] = frame[twin];
    } else {
      if (step.exact) prepare(step, block, frame, context.n);
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
      frame[step.out] = in_register(frame[step.in[0]], out.shape, n);
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
      frame[step.out] = deferred(out.shape, n);
      return;
  }
}

}  // namespace mou
