// Which figures can be read from where: one of a slower clock is that of the tick around the day; one of a faster
// clock, or of the rows of an event, must be totalled.
#include <fmt/format.h>

#include "dsl/check/typing.h"

namespace mou {

namespace {

// Days of a tick, to compare clocks by speed.
int length(const Clock& clock) {
  switch (clock.kind) {
    case ClockKind::day:
    case ClockKind::chosen_days:
      return 1;
    case ClockKind::every:
      return clock.days;
    case ClockKind::month:
      return 30;
    case ClockKind::calendar_year:
    case ClockKind::fiscal_year:
      return 365;
  }
  return 1;
}

}  // namespace

void Typing::check_reach(const ast::Expr& e, std::uint32_t index, const Scope& scope) {
  const FigureInfo& figure = names_.figures[index];
  if (scope.figure != no_id && names_.figures[scope.figure].clock_unknown) return;
  const auto say = [&](Code code, std::string message, std::string help) {
    Diagnostic& said = diagnostics_.add(code, e.span, std::move(message));
    said.notes.push_back({tree_.statement(figure.declared).name.span, "declared here"});
    said.help = std::move(help);
  };
  if (figure.event != no_id) {
    const EventInfo& event = names_.events[figure.event];
    const bool same =
        scope.event != no_id && (scope.event == figure.event || names_.events[scope.event].table == figure.event);
    if (same) return;
    say(Code::faster_clock,
        fmt::format("`{}` is each {}, and no row of that event is at hand here", figure.name, event.name),
        fmt::format("write `total of {} over {}`", figure.name, event.name));
    return;
  }
  if (figure.clock == no_id || scope.clock == no_id || figure.clock == scope.clock) return;
  const Clock& read = names_.clocks[figure.clock].clock;
  const Clock& reader = names_.clocks[scope.clock].clock;
  if (length(read) >= length(reader)) return;
  say(Code::faster_clock,
      fmt::format("`{}` is each {}, and is read here each {}: there are several of it", figure.name, read.name,
                  reader.name),
      fmt::format("write `total of {0} over each {1}`, or `the latest of {0} over each {1}`", figure.name, read.name));
}

}  // namespace mou
