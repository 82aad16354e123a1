// How each statement is written: shown as help where one goes wrong.
#pragma once

#include <array>
#include <string_view>

namespace mou::grammar {

struct Sentence {
  std::string_view word;
  std::string_view form;
};

inline constexpr auto sentences = std::to_array<Sentence>({
    {"article", "article 5 \"Salaries\", page 2"},
    {"clause", "clause 5-2 \"Increase of 2019\", page 2"},
    {"figure", "figure NAME \"title\" in UNIT, each CLOCK, by KEYS = VALUE when CONDITION"},
    {"pay", "pay NAME \"title\" = VALUE, rounded to the cent when CONDITION"},
    {"deduct", "deduct NAME \"title\" = VALUE, rounded to the cent when CONDITION"},
    {"deadline", "deadline NAME \"title\" each EVENT = 15 working days after DATE"},
    {"fact", "fact NAME \"title\" in UNIT from LOW to HIGH` or `fact NAME \"title\" is a date"},
    {"key", "key NAME \"title\" is one of a, b or c"},
    {"bank", "bank NAME \"title\" in UNIT` or `bank NAME earns VALUE each CLOCK"},
    {"raise", "raise NAME by 2.5%, rounded to the dollar, from DATE"},
    {"change", "change NAME to VALUE, from DATE"},
    {"only", "only one of A, B and C, the greatest"},
    {"require", "require CONDITION each CLOCK \"why\""},
    {"order", "order NAME \"title\" of employee where CONDITION by hired, earliest first"},
    {"reading", "reading NAME \"question\" is A or B, used A because \"reason\""},
    {"example", "example \"title\" given NAME = VALUE, NAME = VALUE gives NAME = VALUE on DATE"},
    {"assume", "assume NAME = VALUE from DATE"},
    {"cites", "cites 31.1, \"Gov. Code 21551\""},
    {"prose", "prose \"what the clause says, in other words\""},
    {"outside", "outside NAME \"why it is not here\" in UNIT"},
    {"measure", "measure NAME \"title\""},
    {"event", "event NAME \"title\" from TABLE where CONDITION"},
    {"clock", "clock NAME \"title\" every 14 days from DATE` or `clock NAME each day when CONDITION"},
    {"contract", "contract NAME \"title\"` with `term DATE to DATE`, `approved DATE`, `succeeds NAME`, `uses NAME"},
    {"amendment", "amendment NAME \"title\" amends NAME approved DATE"},
    {"proposal", "proposal NAME \"title\" amends NAME"},
    {"city", "city NAME \"title\" rounding half up"},
    {"assumptions", "assumptions NAME \"title\""},
});

}  // namespace mou::grammar
