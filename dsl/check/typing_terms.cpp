// Statements that speak of what others define: raises, `only one of`, requirements, orders, assumptions.
#include <fmt/format.h>

#include "dsl/check/amending.h"
#include "dsl/check/constant.h"
#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;
using ast::Statement;
using ast::StatementKind;

// raise X by 2.5%, rounded to the dollar; raise X by 3; change X to V
void Typing::version_statement(const Statement& s) {
  Scope scope = scope_of(s);
  const Symbol* symbol = names_.find(s.name.text);
  const bool figure = symbol != nullptr && symbol->kind == SymbolKind::figure;
  if (!figure && (symbol == nullptr || symbol->kind != SymbolKind::roster_fact)) {
    say_no_version(s, symbol);
    return;
  }
  if (figure) scope.figure = symbol->index;
  const CheckedType wanted = figure ? figure_type(symbol->index, s.name.span) : names_.roster[symbol->index].type;
  const Span declared = figure ? tree_.statement(names_.figures[symbol->index].declared).name.span : symbol->declared;
  mods(s.mods, scope);
  for (const ast::Rule& rule : s.rules) {
    mods(rule.mods, scope);
    if (s.kind == StatementKind::change) {
      rule_value(rule.value, wanted, rule.mods, scope, s.name.text, declared);
    } else {
      raise_value(rule.value, wanted, scope, s.name.text, declared);
    }
  }
}

void Typing::say_no_version(const Statement& s, const Symbol* symbol) {
  std::vector<std::string_view> known;
  for (const FigureInfo& each : names_.figures) known.push_back(each.name);
  for (const FactInfo& each : names_.roster) known.push_back(each.name);
  const std::string_view near = nearest(s.name.text, known);
  Diagnostic& said = diagnostics_.add(symbol == nullptr ? Code::unknown_name : Code::wrong_kind, s.name.span,
                                      fmt::format("`{}` is no figure that can be {}", s.name.text,
                                                  s.kind == StatementKind::raise ? "raised" : "changed"));
  if (near.empty()) {
    said.help = "raise and change what a rule of the contract defines, or a fact of the roster";
  } else {
    said.help = fmt::format("did you mean `{}`?", near);
    said.edits.push_back({s.name.span, std::string(near)});
  }
}

// A percentage or a plain number multiplies (adds to a plain number); anything else is in the figure's unit and adds.
// What is rounded is the figure.
void Typing::raise_value(ExprId id, const CheckedType& wanted, const Scope& scope, const std::string& whose,
                         Span declared) {
  if (id == no_expr) return;
  const ast::Expr& e = tree_.expr(id);
  if (e.kind == ExprKind::rounded) {
    typed_[id] = true;
    out_.types[id] = wanted;
    raise_value(e.children[0], wanted, scope, whose, declared);
    if (child(e, 1) != no_expr) type(child(e, 1), scope);
    check_rounding(e, wanted);
    return;
  }
  const CheckedType& value = type(id, scope);
  if (value.unknown || wanted.unknown || (wanted.type.kind == TypeKind::number && fits(id, value, wanted))) return;
  if (value.type.kind == TypeKind::number && value.type.unit.plain() && wanted.type.kind == TypeKind::number) return;
  const Code code = wanted.type.kind == TypeKind::number ? Code::unit_mismatch : Code::type_mismatch;
  Diagnostic& said = diagnostics_.add(code, e.span,
                                      fmt::format("`{}` is {} and cannot be raised by {}, which is {}", whose,
                                                  type_words_of(wanted), words(id), type_words_of(value)));
  said.notes.push_back({declared, fmt::format("`{}` is declared here", whose)});
  said.help = fmt::format("raise it by a percentage, or by an amount in {}", type_words(wanted, names_.measures));
}

// Figures that are alike: numbers of one unit on one clock, so that the greatest can be told.
void Typing::only_one_statement(const Statement& s) {
  std::vector<std::string_view> known;
  for (const FigureInfo& each : names_.figures) known.push_back(each.name);
  const FigureInfo* first = nullptr;
  for (const ast::Word& word : s.names) {
    const Symbol* symbol = names_.find(word.text);
    if (symbol == nullptr || symbol->kind != SymbolKind::figure) {
      const std::string_view near = nearest(word.text, known);
      Diagnostic& said = diagnostics_.add(symbol == nullptr ? Code::unknown_name : Code::wrong_kind, word.span,
                                          fmt::format("`{}` is no pay line", word.text));
      said.help = near.empty() ? "`only one of` lists pay lines" : fmt::format("did you mean `{}`?", near);
      if (!near.empty()) said.edits.push_back({word.span, std::string(near)});
      continue;
    }
    const CheckedType type = figure_type(symbol->index, word.span);
    const FigureInfo& figure = names_.figures[symbol->index];
    if (first == nullptr) first = &figure;
    if (!type.unknown && !first->type.unknown) alike(s, word, figure, *first);
  }
  mods(s.mods, scope_of(s));
}

void Typing::alike(const Statement& s, const ast::Word& word, const FigureInfo& figure, const FigureInfo& first) {
  const bool ticks = figure.clock == first.clock && figure.event == first.event;
  const bool number = figure.type.type.kind == TypeKind::number;
  if (ticks && number && figure.type.type == first.type.type && figure.keys.empty() && !figure.total_of) return;
  std::string why = "is not given in the same ticks as";
  if (!number || figure.type.type != first.type.type) why = "is not of the same unit as";
  if (!figure.keys.empty() || figure.total_of) why = "has keys, or is a total, and cannot stand beside";
  Diagnostic& said =
      diagnostics_.add(Code::type_mismatch, word.span, fmt::format("`{}` {} `{}`", figure.name, why, first.name));
  said.notes.push_back({tree_.statement(figure.declared).name.span, fmt::format("`{}` is declared here", figure.name)});
  said.help = fmt::format("`only one of` takes the {} of figures of one unit and one clock", s.word.text);
}

// `for each KEY`: a key that nothing of an employee gives is meant wherever its name stands.
const Candidate* Typing::group_of(const Statement& s, const ast::Mods& mods, const Scope& scope, Candidate& candidate) {
  if (mods.for_each.empty()) return scope.candidates;
  const Symbol* symbol = names_.find(mods.for_each.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::key || s.kind != StatementKind::require) return scope.candidates;
  candidate.name = mods.for_each.text;
  candidate.type = names_.keys[symbol->index].type;
  candidate.outer = scope.candidates;
  return &candidate;
}

void Typing::require_statement(const Statement& s) {
  Scope scope = scope_of(s);
  set_tick(scope, s.head.clock);
  for (const ast::Rule& rule : s.rules) {
    Scope inner = scope;
    const Symbol* event = rule.mods.for_each.empty() ? nullptr : names_.find(rule.mods.for_each.text);
    if (event != nullptr && event->kind == SymbolKind::event) inner.event = event->index;
    Candidate candidate;
    inner.candidates = group_of(s, rule.mods, inner, candidate);
    condition(rule.value, inner);
    mods(rule.mods, inner);
  }
  mods(s.mods, scope);
}

void Typing::order_statement(const Statement& s) {
  Scope scope = scope_of(s);
  const Symbol* symbol = names_.find(s.target.text);
  if (symbol != nullptr && symbol->kind == SymbolKind::event) {
    scope.event = symbol->index;
  } else if (s.target.text != "employee") {
    Diagnostic& said =
        diagnostics_.add(symbol == nullptr ? Code::unknown_name : Code::wrong_kind, s.target.span,
                         fmt::format("an order is of employees or of an event, and `{}` is neither", s.target.text));
    said.help = "write `of employee`";
  }
  condition(s.condition, scope);
  for (const ast::SortKey& key : s.sort_keys) type(key.value, scope);
  mods(s.mods, scope);
}

// What an assumptions file assumes: facts, and what is supplied from outside.
void Typing::assume_statement(const Statement& s) {
  const ast::File& file = file_of(tree_, s.span);
  if (file.header.kind.text != "assumptions") {
    Diagnostic& said = diagnostics_.add(
        Code::wrong_kind, s.word_span,
        fmt::format("`assume` stands in a file of assumptions, and `{}` is none", file.header.name.text));
    said.help = "put it into a file that starts with `assumptions`, and name that file with `--with`";
  }
  for (const ast::Assignment& a : s.assignments) {
    assignment(a, scope_of(s));
    const Resolution& meant = out_.resolutions[a.target];
    const bool unresolved = meant.meaning == Meaning::unresolved;
    if (unresolved || meant.meaning == Meaning::fact || meant.meaning == Meaning::outside) continue;
    const ast::Expr& target = tree_.expr(a.target);
    Diagnostic& said = diagnostics_.add(
        Code::wrong_kind, target.span,
        fmt::format("`{}` is neither a fact of the roster nor supplied from outside", target.name.text));
    said.help = "assume the facts that it is computed from";
  }
  mods(s.mods, scope_of(s));
}

}  // namespace mou
