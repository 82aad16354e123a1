// What diagnostics say of expressions: their words, their types, and the clauses these come from.
#include <fmt/format.h>

#include "dsl/check/declare.h"
#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;

std::string Typing::words(ExprId id) const {
  constexpr std::size_t longest = 48;
  const std::string_view text = sources_.slice(tree_.expr(id).span);
  if (text.empty() || text.size() > longest || text.find('\n') != std::string_view::npos) return "this value";
  return fmt::format("`{}`", text);
}

std::string Typing::type_words_of(const CheckedType& type) const {
  const std::string text = type_words(type, names_.measures);
  const bool measured = type.type.kind == TypeKind::number && !type.type.unit.plain();
  return measured ? "in " + text : text;
}

// The first name in the expression that has a unit or a type of its own, with the clause that gives it.
bool Typing::note_origin(Diagnostic& said, ExprId id) const {
  if (id == no_expr) return false;
  const ast::Expr& e = tree_.expr(id);
  if (e.kind == ExprKind::name) {
    const Resolution& meant = out_.resolutions[id];
    ast::StatementId declared = ast::none;
    if (meant.meaning == Meaning::figure) declared = names_.figures[meant.index].declared;
    if (meant.meaning == Meaning::fact) declared = names_.roster[meant.index].declared;
    if (meant.meaning == Meaning::bank) declared = names_.banks[meant.index].declared;
    if (meant.meaning == Meaning::outside) declared = names_.outsides[meant.index].declared;
    if (meant.meaning == Meaning::column) {
      declared = names_.events[names_.events[meant.event].table].columns[meant.index].declared;
    }
    if (declared == ast::none || out_.types[id].unknown) return false;
    said.notes.push_back(
        {tree_.statement(declared).name.span,
         fmt::format("`{}` is {} by {}", e.name.text, type_words_of(out_.types[id]), clause_words(tree_, declared))});
    return true;
  }
  for (const ExprId each : e.children) {
    if (note_origin(said, each)) return true;
  }
  return false;
}

void Typing::note_origins(Diagnostic& said, std::initializer_list<ExprId> ids) const {
  for (const ExprId id : ids) note_origin(said, id);
}

Diagnostic& Typing::say_units(Span at, ExprId a, const CheckedType& of_a, ExprId b, const CheckedType& of_b,
                              std::string_view cannot) {
  const bool units = of_a.type.kind == TypeKind::number && of_b.type.kind == TypeKind::number;
  const std::string second = b == no_expr ? "what is wanted" : words(b);
  Diagnostic& said = diagnostics_.add(units ? Code::unit_mismatch : Code::type_mismatch, at,
                                      fmt::format("{} is {}, {} is {}: they cannot {}", words(a), type_words_of(of_a),
                                                  second, type_words_of(of_b), cannot));
  if (units && !of_a.type.unit.plain() && !of_b.type.unit.plain()) {
    said.help = fmt::format("convert one of them by a factor that the contract states, in {}",
                            unit_text(of_a.type.unit / of_b.type.unit, names_.measures));
  } else if (units) {
    said.help = fmt::format("write the unit of both: {}",
                            unit_text(of_a.type.unit.plain() ? of_b.type.unit : of_a.type.unit, names_.measures));
  }
  note_origins(said, {a, b});
  return said;
}

bool Typing::zero(ExprId id, const Unit& wanted) const {
  if (id == no_expr) return false;
  const ast::Expr& e = tree_.expr(id);
  if (e.kind == ExprKind::parentheses) return zero(e.children[0], wanted);
  if (e.kind != ExprKind::quantity || !e.number.is_zero() || e.percent) return false;
  const Unit& unit = out_.types[id].type.unit;
  if (unit.powers.size() != 1) return false;
  for (const auto& power : wanted.powers) {
    if (power == unit.powers[0]) return true;
  }
  return false;
}

bool Typing::fits(ExprId id, const CheckedType& type, const CheckedType& wanted) const {
  if (type.unknown || wanted.unknown || type.nothing || wanted.nothing) return true;
  if (type.type.kind != wanted.type.kind) return false;
  if (type.type.kind == TypeKind::number) return type.type.unit == wanted.type.unit || zero(id, wanted.type.unit);
  return true;
}

}  // namespace mou
