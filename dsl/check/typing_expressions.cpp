// Types of expressions, kind by kind.
#include <fmt/format.h>

#include "dsl/check/constant.h"
#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

CheckedType Typing::unknown() {
  CheckedType type;
  type.unknown = true;
  return type;
}

CheckedType Typing::of_kind(TypeKind kind) {
  CheckedType type;
  type.type.kind = kind;
  return type;
}

CheckedType Typing::truth() const {
  return of_kind(TypeKind::truth);
}

ExprId Typing::child(const ast::Expr& e, std::size_t i) const {
  return i < e.children.size() ? e.children[i] : no_expr;
}

const CheckedType& Typing::type(ExprId id, const Scope& scope, Want want) {
  if (typed_[id]) return out_.types[id];
  typed_[id] = true;
  ++nesting_;
  out_.types[id] = compute(id, tree_.expr(id), scope, want);
  --nesting_;
  return out_.types[id];
}

CheckedType Typing::compute(ExprId id, const ast::Expr& e, const Scope& scope, Want want) {
  switch (e.kind) {
    case ExprKind::quantity:
      return quantity(e);
    case ExprKind::date:
      return of_kind(TypeKind::date);
    case ExprKind::time:
      return of_kind(TypeKind::time);
    case ExprKind::string:
      return of_kind(TypeKind::text);
    case ExprKind::nothing: {
      CheckedType type;
      type.nothing = true;
      return type;
    }
    case ExprKind::name:
      return name(id, e, scope, want);
    case ExprKind::add:
    case ExprKind::subtract:
      return add(e, scope);
    case ExprKind::multiply:
    case ExprKind::divide:
      return multiply(e, scope);
    case ExprKind::percent_of:
      return percent_of(e, scope);
    case ExprKind::parentheses:
      return type(e.children[0], scope, want);
    case ExprKind::at_least:
    case ExprKind::at_most:
      return limit(e, scope, want);
    case ExprKind::rounded:
      return rounded(e, scope, want);
    case ExprKind::as_of:
      return as_of(e, scope, want);
    case ExprKind::among:
      return among(e, scope, want);
    case ExprKind::total:
      return total(e, scope, want);
    case ExprKind::count:
      return count(e, scope);
    case ExprKind::rows:
      return unknown();
    case ExprKind::search:
      return search(e, scope, want);
    case ExprKind::previous:
      return previous(e, scope, want);
    case ExprKind::completed:
      return completed(e, scope);
    case ExprKind::stretch:
      return stretch(e, scope);
    case ExprKind::offset:
      return offset(e, scope);
    case ExprKind::nth:
    case ExprKind::boundary:
    case ExprKind::period:
    case ExprKind::month_day:
    case ExprKind::month_name:
      return moment(e, scope);
    case ExprKind::weekday: {
      CheckedType day = of_kind(TypeKind::text);
      day.choices = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
      return day;
    }
    case ExprKind::table:
      return table(e, scope, want);
    case ExprKind::from_file:
      return want.type != nullptr ? *want.type : unknown();
    case ExprKind::compare:
      return compare(e, scope);
    case ExprKind::one_of:
      return one_of(e, scope);
    case ExprKind::presence:
      type(e.children[0], scope);
      return truth();
    case ExprKind::becomes: {
      const CheckedType of = type(e.children[0], scope);
      same_kind(e.children[0], of, e.children[1], type(e.children[1], scope, {&of}), "be compared");
      return truth();
    }
    case ExprKind::all_of:
    case ExprKind::any_of:
    case ExprKind::negation:
      for (const ExprId each : e.children) condition(each, scope);
      return truth();
  }
  return unknown();
}

CheckedType Typing::quantity(const ast::Expr& e) {
  CheckedType type = plain();
  if (e.percent) return type;
  const std::optional<Unit> unit = unit_of(e.unit, names_.measures, diagnostics_);
  type.unknown = !unit;
  if (unit) type.type.unit = *unit;
  type.whole = unit && unit->plain() && e.number.is_whole();
  return type;
}

CheckedType Typing::limit(const ast::Expr& e, const Scope& scope, Want want) {
  CheckedType value = type(e.children[0], scope, want);
  const CheckedType& bound = type(e.children[1], scope, {&value});
  if (!e.clock.empty() && known_clock(e.clock, false)) adds_up(e, scope);
  if (value.unknown || bound.unknown) return value;
  if (value.type.kind != TypeKind::number && value.type.kind != TypeKind::date) {
    number(e.children[0], value, e.kind == ExprKind::at_least ? "`at least`" : "`at most`");
    return unknown();
  }
  if (!fits(e.children[1], bound, value)) {
    say_units(tree_.expr(e.children[1]).span, e.children[0], value, e.children[1], bound, "limit one another");
  }
  if (value.nothing) return bound;
  value.whole = value.whole && bound.whole;
  return value;
}

// A limit over a year counts what the figure was before: there must be a figure, and it must have rows or ticks.
void Typing::adds_up(const ast::Expr& limit, const Scope& scope) {
  if (scope.figure != no_id) {
    const FigureInfo& figure = names_.figures[scope.figure];
    if (figure.clock != no_id || figure.event != no_id) return;
  }
  Diagnostic& said =
      diagnostics_.add(Code::wrong_kind, limit.clock->span,
                       fmt::format("nothing is added up here that `each {}` could limit", limit.clock->text));
  said.help =
      scope.figure == no_id
          ? "limit a figure that ticks or has a value for each row, and name the figure here; where `each` says when "
            "the line is booked, put what stands before it into parentheses"
          : "the figure holds on any date: give it a clock or rows of an event, `each month`, `each receipt`";
}

CheckedType Typing::among(const ast::Expr& e, const Scope& scope, Want want) {
  const bool dates = e.word.text == "earlier" || e.word.text == "later";
  CheckedType first = unknown();
  ExprId first_id = no_expr;
  for (const ExprId id : e.children) {
    const CheckedType& member = type(id, scope, want);
    if (member.unknown || member.nothing) continue;
    if (member.type.kind != (dates ? TypeKind::date : TypeKind::number)) {
      Diagnostic& said = diagnostics_.add(Code::type_mismatch, tree_.expr(id).span,
                                          fmt::format("`the {} of` takes {}, and {} is {}", e.word.text,
                                                      dates ? "dates" : "numbers", words(id), type_words_of(member)));
      if (!dates && member.type.kind == TypeKind::date) said.help = "of dates write `the earlier of` or `the later of`";
      note_origin(said, id);
      return unknown();
    }
    if (first_id == no_expr) {
      first = member;
      first_id = id;
    } else if (!fits(id, member, first)) {
      if (zero(first_id, member.type.unit)) {
        first = member;
      } else {
        say_units(tree_.expr(id).span, first_id, first, id, member, "be compared");
        return unknown();
      }
    }
  }
  return first;
}

bool Typing::find_candidate(const ast::Word& word, const Scope& scope, Candidate& candidate) {
  const Symbol* symbol = names_.find(word.text);
  if (symbol == nullptr) return false;
  if (symbol->kind == SymbolKind::roster_fact) {
    candidate.type = names_.roster[symbol->index].type;
  } else if (symbol->kind == SymbolKind::key) {
    candidate.type = names_.keys[symbol->index].type;
  } else {
    return false;
  }
  candidate.name = word.text;
  candidate.outer = scope.candidates;
  candidate.slot = scope.figure == no_id ? 0 : static_cast<std::uint32_t>(names_.figures[scope.figure].keys.size());
  if (scope.candidates != nullptr) candidate.slot = scope.candidates->slot + 1;
  return true;
}

Scope Typing::rows_scope(const ast::Expr& rows, const Scope& scope, Candidate& candidate) {
  Scope inner = scope;
  if (!rows.clock.empty()) known_clock(rows.clock, false);
  if (child(rows, 1) != no_expr) date(child(rows, 1), scope);
  const std::string& over = rows.word.text;
  const std::uint32_t clock = find_clock(names_, over);
  const Symbol* symbol = names_.find(over);
  if (over == "employee" || over == "employees") {
    inner.event = no_id;
    if (!rows.clock.empty()) {
      Diagnostic& said = diagnostics_.add(
          Code::wrong_kind, rows.clock->span,
          fmt::format("employees are those of the tick, and `in the {}` has no meaning for them", rows.clock->text));
      said.help = "give the figure of each employee the clock or the window, and total that over employees";
    }
  } else if (clock != no_id) {
    inner.clock = clock;
  } else if (symbol != nullptr && symbol->kind == SymbolKind::event) {
    inner.event = symbol->index;
    inner.clock = no_id;
  } else if (find_candidate(rows.word, scope, candidate)) {
    inner.candidates = &candidate;
  } else {
    std::vector<std::string_view> known = {"employee"};
    for (const EventInfo& event : names_.events) known.push_back(event.name);
    for (const ClockInfo& info : names_.clocks) known.push_back(info.clock.name);
    const std::string_view near = nearest(over, known);
    Diagnostic& said = diagnostics_.add(Code::unknown_name, rows.word.span,
                                        fmt::format("`{}` is no event, clock or key to run over", over));
    if (near.empty()) {
      said.help = fmt::format("declare it, for example `event {} \"...\"`", over);
    } else {
      said.help = fmt::format("did you mean `{}`?", near);
      said.edits.push_back({rows.word.span, std::string(near)});
    }
  }
  if (child(rows, 0) != no_expr) condition(child(rows, 0), inner);
  return inner;
}

CheckedType Typing::total(const ast::Expr& e, const Scope& scope, Want want) {
  const ast::Expr& rows = tree_.expr(e.children[1]);
  typed_[e.children[1]] = true;
  Candidate candidate;
  const Scope inner = rows_scope(rows, scope, candidate);
  CheckedType value = type(e.children[0], inner, want);
  const bool people = rows.word.text == "employee" && names_.find("employee") == nullptr;
  if (e.word.text == "latest" && people) {
    Diagnostic& said = diagnostics_.add(Code::wrong_kind, e.word.span,
                                        "employees do not follow one another in time, so none is the latest");
    said.help = "write `the highest of` for the latest of their dates; `the latest of` takes rows or ticks";
  }
  if (value.unknown || e.word.text == "latest") return value;
  const bool dated = e.word.text == "highest" || e.word.text == "lowest";
  if (dated && value.type.kind == TypeKind::date) return value;
  if (!number(e.children[0], value, fmt::format("`{} of`", e.word.text))) return unknown();
  if (e.word.text == "average") value.whole = false;
  return value;
}

CheckedType Typing::count(const ast::Expr& e, const Scope& scope) {
  const ast::Expr& rows = tree_.expr(e.children[0]);
  typed_[e.children[0]] = true;
  Candidate candidate;
  rows_scope(rows, scope, candidate);
  CheckedType type = plain();
  type.whole = true;
  MeasureId id = 0;
  const bool people = rows.word.text == "employee" || rows.word.text == "employees";
  if (people && names_.measures.find("employee", id)) type.type.unit = Unit::of(id);
  return type;
}

CheckedType Typing::search(const ast::Expr& e, const Scope& scope, Want want) {
  Candidate candidate;
  if (!find_candidate(e.name, scope, candidate)) {
    Diagnostic& said = diagnostics_.add(Code::wrong_kind, e.name.span,
                                        fmt::format("`{}` is no key that can be searched", e.name.text));
    said.help = "search a fact with bounds (`step`) or what `key` declares";
    return unknown();
  }
  if (candidate.type.choices.empty() && (!candidate.type.low || !candidate.type.high) && !candidate.type.unknown) {
    Diagnostic& said = diagnostics_.add(Code::wrong_kind, e.name.span,
                                        fmt::format("`{}` has no bounds, so it cannot be searched", e.name.text));
    said.help = "declare them: `is a whole number from 1 to 7`";
    said.notes.push_back({names_.find(e.name.text)->declared, "declared here"});
  }
  Scope inner = scope;
  inner.candidates = &candidate;
  condition(e.children[0], inner);
  if (child(e, 1) != no_expr) {
    const CheckedType& other = type(child(e, 1), scope, want);
    if (!fits(child(e, 1), other, candidate.type)) {
      say_units(tree_.expr(child(e, 1)).span, child(e, 1), other, no_expr, candidate.type, "stand for one another");
    }
  }
  return candidate.type;
}

CheckedType Typing::previous(const ast::Expr& e, const Scope& scope, Want want) {
  const CheckedType& of = type(e.children[0], scope, want);
  const Resolution& meant = out_.resolutions[e.children[0]];
  if (meant.meaning == Meaning::unresolved) return of;
  const bool ticks = meant.meaning == Meaning::figure && names_.figures[meant.index].clock != no_id;
  if (!ticks) {
    Diagnostic& said = diagnostics_.add(
        Code::wrong_kind, e.span, fmt::format("{} has no ticks, so it has no previous one", words(e.children[0])));
    said.help = "only a figure with a clock has one (`each month`); of another day write `as of`";
    note_origin(said, e.children[0]);
  }
  return of;
}

CheckedType Typing::as_of(const ast::Expr& e, const Scope& scope, Want want) {
  Scope inner = scope;
  inner.clock = no_id;
  if (scope.event != no_id) inner.row_left_by_as_of = scope.event;
  inner.event = no_id;
  const CheckedType& of = type(e.children[0], inner, want);
  date(e.children[1], scope);
  return of;
}

}  // namespace mou
