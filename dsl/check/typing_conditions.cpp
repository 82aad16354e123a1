// Conditions: both sides of a comparison have one type, and a condition is yes or no.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

void Typing::condition(ExprId id, const Scope& scope) {
  if (id == no_expr) return;
  const CheckedType& of = type(id, scope);
  if (of.unknown || of.type.kind == TypeKind::truth) return;
  Diagnostic& said =
      diagnostics_.add(Code::type_mismatch, tree_.expr(id).span,
                       fmt::format("a condition is yes or no, and {} is {}", words(id), type_words_of(of)));
  said.help = "compare it (`is ...`, `is at least ...`), or ask whether it `is recorded`";
  note_origin(said, id);
}

void Typing::same_kind(ExprId a, const CheckedType& of_a, ExprId b, const CheckedType& of_b, std::string_view cannot) {
  if (of_a.unknown || of_b.unknown) return;
  if (!fits(b, of_b, of_a) && !fits(a, of_a, of_b)) {
    say_units(tree_.expr(b).span, a, of_a, b, of_b, cannot);
    return;
  }
  // A quoted text compared with an enumeration must be one of its choices.
  const ast::Expr& text = tree_.expr(b);
  const std::vector<std::string>& choices = of_a.choices;
  if (text.kind != ExprKind::string || choices.empty()) return;
  if (std::find(choices.begin(), choices.end(), text.text) != choices.end()) return;
  const std::string_view near = nearest(text.text, {choices.begin(), choices.end()});
  Diagnostic& said =
      diagnostics_.add(Code::unknown_choice, text.span, fmt::format("{} is never \"{}\"", words(a), text.text));
  if (near.empty()) {
    said.help = fmt::format("it is {}", type_words_of(of_a));
  } else {
    said.help = fmt::format("did you mean \"{}\"?", near);
    said.edits.push_back({text.span, fmt::format("\"{}\"", near)});
  }
  note_origin(said, a);
}

CheckedType Typing::compare(const ast::Expr& e, const Scope& scope) {
  const CheckedType& a = type(e.children[0], scope);
  const std::string& word = e.word.text;
  const CheckedType& b = type(e.children[1], scope, {&a});
  if (a.unknown || b.unknown) return truth();
  if (word == "is" || word == "is not") {
    same_kind(e.children[0], a, e.children[1], b, "be compared");
  } else if (word == "at least" || word == "at most" || word == "more than" || word == "less than") {
    compare_order(e, a, b);
  } else {
    compare_dates(e, a, b);
  }
  return truth();
}

void Typing::compare_order(const ast::Expr& e, const CheckedType& a, const CheckedType& b) {
  const auto wrong = [&](ExprId id, const CheckedType& of) {
    if (of.nothing || of.type.kind == TypeKind::number) return false;
    Diagnostic& said = diagnostics_.add(
        Code::type_mismatch, tree_.expr(id).span,
        fmt::format("`is {}` compares numbers, and {} is {}", e.word.text, words(id), type_words_of(of)));
    if (of.type.kind == TypeKind::date) said.help = "of dates write `before`, `after`, `on or before`, `on or after`";
    note_origin(said, id);
    return true;
  };
  if (wrong(e.children[0], a) || wrong(e.children[1], b)) return;
  same_kind(e.children[0], a, e.children[1], b, "be compared");
}

void Typing::compare_dates(const ast::Expr& e, const CheckedType& a, const CheckedType& b) {
  const auto wrong = [&](ExprId id, const CheckedType& of) {
    if (of.nothing || of.type.kind == TypeKind::date || of.type.kind == TypeKind::time) return false;
    Diagnostic& said =
        diagnostics_.add(Code::type_mismatch, tree_.expr(id).span,
                         fmt::format("`{}` compares dates, and {} is {}", e.word.text, words(id), type_words_of(of)));
    if (of.type.kind == TypeKind::number) said.help = "of numbers write `is at least`, `is less than` and the like";
    note_origin(said, id);
    return true;
  };
  if (wrong(e.children[0], a) || wrong(e.children[1], b)) return;
  same_kind(e.children[0], a, e.children[1], b, "be compared");
}

CheckedType Typing::one_of(const ast::Expr& e, const Scope& scope) {
  const CheckedType& a = type(e.children[0], scope);
  for (std::size_t i = 1; i < e.children.size(); ++i) {
    same_kind(e.children[0], a, e.children[i], type(e.children[i], scope, {&a}), "be compared");
  }
  return truth();
}

}  // namespace mou
