// Types of figures and of keys, found when they are first asked for.
#include <fmt/format.h>

#include "dsl/check/declare.h"
#include "dsl/check/typing.h"

namespace mou {

namespace {

// How many figures deep a type is looked for before the author is asked to declare one.
constexpr int deepest_inference = 100;
constexpr int deepest_nesting = 1000;

}  // namespace

const CheckedType& Typing::figure_type(std::uint32_t index, Span asked_at) {
  if (inferred_[index] == Inferred::no) infer(index, asked_at);
  if (inferred_[index] == Inferred::running && !names_.figures[index].type_declared) {
    say_no_type(index, asked_at, "depends on itself");
    names_.figures[index].type_declared = true;
  }
  return names_.figures[index].type;
}

void Typing::infer(std::uint32_t index, Span asked_at) {
  FigureInfo& figure = names_.figures[index];
  inferred_[index] = Inferred::running;
  if (!figure.type_declared) {
    if (figure.rules.empty()) {
      say_no_type(index, asked_at, "is not said, and it has no rule that shows it");
      figure.type_declared = true;
    } else if (depth_ >= deepest_inference || nesting_ >= deepest_nesting) {
      say_no_type(index, asked_at, "depends on a long chain of figures without one");
      figure.type_declared = true;
    } else {
      ++depth_;
      const RuleRef& first = figure.rules.front();
      const ast::Statement& s = tree_.statement(first.statement);
      const CheckedType found = type(s.rules[first.rule].value, figure_scope(index, s));
      --depth_;
      if (!names_.figures[index].type_declared) {
        names_.figures[index].type = found;
        names_.figures[index].type.low.reset();
        names_.figures[index].type.high.reset();
        names_.figures[index].type.step.reset();
        names_.figures[index].type.moment = false;
      }
      if (found.nothing) {
        say_no_type(index, asked_at, "is not said: its first rule is `nothing`");
        names_.figures[index].type = unknown();
      }
    }
  }
  inferred_[index] = Inferred::yes;
}

void Typing::say_no_type(std::uint32_t index, Span asked_at, std::string why) {
  const FigureInfo& figure = names_.figures[index];
  const Span declared = tree_.statement(figure.declared).name.span;
  Diagnostic& said = diagnostics_.add(Code::no_type, declared, fmt::format("the type of `{}` {}", figure.name, why));
  if (asked_at.known() && !(asked_at == declared)) said.notes.push_back({asked_at, "it is read here"});
  said.help = fmt::format("declare it: `figure {} in dollars`, `is a number`, `is a date`, ...", figure.name);
}

CheckedType Typing::key_type(const KeyRef& key, Span asked_at) {
  if (key.kind == SymbolKind::figure) return figure_type(key.index, asked_at);
  return key.type;
}

}  // namespace mou
