#include "dsl/check/units.h"

#include <fmt/format.h>

namespace mou {

namespace {

void say_unknown_unit(const ast::Word& word, const Measures& measures, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    known.push_back(measures.name(static_cast<MeasureId>(i)));
    known.push_back(measures.plural(static_cast<MeasureId>(i)));
  }
  const std::string_view near = nearest(word.text, known);
  Diagnostic& said = diagnostics.add(Code::unknown_unit, word.span, fmt::format("`{}` is no unit", word.text));
  if (word.text == "percent") {
    said.help = "write the sign: `2.5%`";
  } else if (near.empty()) {
    said.help = fmt::format("declare it, once, in the shared file: `measure {}`", word.text);
  } else {
    said.help = fmt::format("did you mean `{}`?", near);
    said.edits.push_back({word.span, std::string(near)});
  }
}

std::optional<Unit> measure_unit(const ast::Word& word, const Measures& measures, Diagnostics& diagnostics) {
  if (word.empty() || word.text == "%") return Unit{};
  MeasureId id = 0;
  if (measures.find(word.text, id)) return Unit::of(id);
  say_unknown_unit(word, measures, diagnostics);
  return std::nullopt;
}

}  // namespace

std::optional<Unit> unit_of(const ast::UnitText& text, const Measures& measures, Diagnostics& diagnostics) {
  const std::optional<Unit> of = measure_unit(text.of, measures, diagnostics);
  const std::optional<Unit> per = measure_unit(text.per, measures, diagnostics);
  if (!of || !per) return std::nullopt;
  return *of / *per;
}

MeasureId measure_of(const Clock& clock, const Measures& measures) {
  MeasureId id = 0;
  measures.find(clock.name, id);
  return id;
}

std::string list_words(const std::vector<std::string>& items, std::string_view last) {
  std::string words;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) words += i + 1 == items.size() ? fmt::format(" {} ", last) : ", ";
    words += items[i];
  }
  return words;
}

std::string type_words(const CheckedType& type, const Measures& measures) {
  switch (type.type.kind) {
    case TypeKind::number:
      if (type.type.unit.plain()) return type.whole ? "a whole number" : "a plain number";
      return unit_text(type.type.unit, measures);
    case TypeKind::date:
      return "a date";
    case TypeKind::time:
      return "a time";
    case TypeKind::text:
      return type.choices.empty() ? "text" : "one of " + list_words(type.choices);
    case TypeKind::truth:
      return "yes or no";
  }
  return {};
}

}  // namespace mou
