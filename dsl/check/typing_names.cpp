// What a name stands for. The order is that of the language: a choice of what it is compared with, a key of the figure
// being defined, a candidate (as an argument), a column of the row, then then what is built in or declared.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/check/declare.h"
#include "dsl/check/typing.h"

namespace mou {

using ast::ExprId;

namespace {

constexpr std::array<std::pair<std::string_view, BankMeasure>, 12> bank_measures = {{
    {"opening", BankMeasure::opening},
    {"earned", BankMeasure::earned},
    {"moved_in", BankMeasure::moved_in},
    {"used", BankMeasure::used},
    {"cashed", BankMeasure::cashed},
    {"moved", BankMeasure::moved},
    {"converted", BankMeasure::converted},
    {"lost", BankMeasure::lost},
    {"over", BankMeasure::over},
    {"short", BankMeasure::asked_short},
    {"balance", BankMeasure::balance},
    {"closing", BankMeasure::balance},
}};

std::string_view what_it_is(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::event:
      return "an event";
    case SymbolKind::bank:
      return "a bank";
    case SymbolKind::clock:
      return "a clock";
    case SymbolKind::measure:
      return "a unit";
    case SymbolKind::order:
      return "an order for people to use";
    case SymbolKind::key:
      return "a key";
    default:
      return "a name";
  }
}

bool has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

CheckedType Typing::name(ExprId id, const ast::Expr& e, const Scope& scope, Want want) {
  Resolution& meant = out_.resolutions[id];
  out_.ticks[id] = scope.event == no_id ? scope.clock : no_id;
  const std::string& word = e.name.text;
  if (e.children.empty()) {
    if (word == "yes" || word == "no") {
      meant.meaning = Meaning::choice;
      return truth();
    }
    if (want.type != nullptr && has(want.type->choices, word)) {
      meant.meaning = Meaning::choice;
      CheckedType choice = of_kind(TypeKind::text);
      choice.choices = {word};
      return choice;
    }
    if (word.find('.') != std::string::npos) return dotted(id, e, scope);
    if (scope.figure != no_id) {
      const std::vector<KeyRef>& keys = names_.figures[scope.figure].keys;
      for (std::uint32_t slot = 0; slot < keys.size(); ++slot) {
        if (keys[slot].name != word) continue;
        meant.meaning = Meaning::key_argument;
        meant.index = slot;
        return key_type(keys[slot], e.span);
      }
    }
    for (const Candidate* at = scope.candidates; at != nullptr; at = at->outer) {
      const Symbol* symbol = names_.find(word);
      const bool only_here = symbol != nullptr && symbol->kind == SymbolKind::key;
      if (at->name != word || !(want.argument || only_here)) continue;
      meant.meaning = Meaning::key_argument;
      meant.index = at->slot;
      meant.candidate = true;
      return at->type;
    }
    CheckedType of_column;
    if (column_in_scope(id, e, scope, of_column)) return of_column;
  }
  CheckedType type;
  if (e.children.empty() && built_in(id, e, scope, type)) return type;
  if (const Symbol* found = names_.find(word)) return symbol(id, e, *found, scope);
  return unknown_name(e, scope, want);
}

CheckedType Typing::symbol(ExprId id, const ast::Expr& e, const Symbol& symbol, const Scope& scope) {
  Resolution& meant = out_.resolutions[id];
  meant.index = symbol.index;
  if (!e.children.empty() && symbol.kind != SymbolKind::figure && symbol.kind != SymbolKind::outside) {
    Diagnostic& said = diagnostics_.add(Code::keys_mismatch, e.span,
                                        fmt::format("`{}` is no figure and takes no arguments", e.name.text));
    if (symbol.declared.known()) said.notes.push_back({symbol.declared, "declared here"});
    said.help = "write it without parentheses";
    for (const ExprId each : e.children) type(each, scope);
    meant.index = no_id;
    return unknown();
  }
  switch (symbol.kind) {
    case SymbolKind::roster_fact:
      meant.meaning = Meaning::fact;
      return names_.roster[symbol.index].type;
    case SymbolKind::figure:
      return figure_name(id, e, symbol.index, scope);
    case SymbolKind::reading: {
      meant.meaning = Meaning::reading;
      CheckedType type = of_kind(TypeKind::text);
      type.choices = names_.readings[symbol.index].choices;
      return type;
    }
    case SymbolKind::outside: {
      const OutsideInfo& outside = names_.outsides[symbol.index];
      meant.meaning = Meaning::outside;
      arguments(e, outside.keys, outside.name, symbol.declared, scope);
      return outside.type;
    }
    default:
      break;
  }
  meant.index = no_id;
  Diagnostic& said = diagnostics_.add(
      Code::wrong_kind, e.span, fmt::format("`{}` is {} and has no value here", e.name.text, what_it_is(symbol.kind)));
  if (symbol.declared.known()) said.notes.push_back({symbol.declared, "declared here"});
  if (symbol.kind == SymbolKind::bank)
    said.help = fmt::format("write `{}.balance`, `.earned`, `.used`, ...", e.name.text);
  if (symbol.kind == SymbolKind::event)
    said.help = fmt::format("write `the number of {}`, or `the total of ... over {}`", e.name.text, e.name.text);
  if (symbol.kind == SymbolKind::key)
    said.help = fmt::format("it has a value only in a figure that is `by {}`", e.name.text);
  if (symbol.kind == SymbolKind::clock) said.help = fmt::format("write `the {} including ...`", e.name.text);
  return unknown();
}

CheckedType Typing::figure_name(ExprId id, const ast::Expr& e, std::uint32_t index, const Scope& scope) {
  Resolution& meant = out_.resolutions[id];
  meant.meaning = Meaning::figure;
  meant.index = index;
  const FigureInfo& figure = names_.figures[index];
  if (e.children.empty()) {
    own_keys(e, figure, scope);
  } else {
    arguments(e, figure.keys, figure.name, tree_.statement(figure.declared).name.span, scope);
  }
  check_reach(e, index, scope);
  return figure_type(index, e.span);
}

// Each argument is typed with its key, so that the choices of the key may stand there.
void Typing::arguments(const ast::Expr& e, const std::vector<KeyRef>& keys, const std::string& whose, Span declared,
                       const Scope& scope) {
  if (e.children.size() != keys.size()) {
    std::vector<std::string> wanted;
    for (const KeyRef& key : keys) wanted.push_back(key.name);
    Diagnostic& said = diagnostics_.add(
        Code::keys_mismatch, e.span,
        keys.empty() ? fmt::format("`{}` has no keys and takes no arguments", whose)
                     : fmt::format("`{}` is by {} and takes {} argument{}, not {}", whose, list_words(wanted, "and"),
                                   keys.size(), keys.size() == 1 ? "" : "s", e.children.size()));
    said.notes.push_back({declared, "declared here"});
    said.help = keys.empty() ? fmt::format("write `{}`, or declare its keys: `by ...`", whose)
                             : fmt::format("write `{}({})`", whose, fmt::join(wanted, ", "));
    for (const ExprId each : e.children) type(each, scope);
    return;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const CheckedType key = key_type(keys[i], e.span);
    const ExprId id = e.children[i];
    const CheckedType& given = type(id, scope, {&key, true});
    if (fits(id, given, key)) continue;
    Diagnostic& said =
        diagnostics_.add(given.type.kind == TypeKind::number && key.type.kind == TypeKind::number ? Code::unit_mismatch
                                                                                                  : Code::type_mismatch,
                         tree_.expr(id).span,
                         fmt::format("the key `{}` of `{}` is {}, and {} is {}", keys[i].name, whose,
                                     type_words_of(key), words(id), type_words_of(given)));
    said.notes.push_back({declared, "declared here"});
    note_origin(said, id);
  }
}

// Without arguments a figure takes the employee's own keys, or those of the figure being defined.
void Typing::own_keys(const ast::Expr& e, const FigureInfo& figure, const Scope& scope) {
  for (const KeyRef& key : figure.keys) {
    if (key.kind != SymbolKind::key) continue;
    bool given = false;
    if (scope.figure != no_id) {
      for (const KeyRef& own : names_.figures[scope.figure].keys) given = given || own.name == key.name;
    }
    for (const Candidate* at = scope.candidates; at != nullptr; at = at->outer) given = given || at->name == key.name;
    if (given) continue;
    Diagnostic& said = diagnostics_.add(
        Code::keys_mismatch, e.span,
        fmt::format("`{}` is by {}, and nothing says which {} is meant", figure.name, key.name, key.name));
    said.notes.push_back({tree_.statement(figure.declared).name.span, "declared here"});
    said.help = fmt::format("write it as an argument, or make this figure `by {}` too", key.name);
    return;
  }
}

// "leave.bank", "comp_time.over"
CheckedType Typing::dotted(ExprId id, const ast::Expr& e, const Scope& scope) {
  const std::size_t dot = e.name.text.find('.');
  const std::string owner = e.name.text.substr(0, dot);
  const std::string part = e.name.text.substr(dot + 1);
  const Symbol* symbol = names_.find(owner);
  if (symbol != nullptr && symbol->kind == SymbolKind::bank) return bank_measure(id, e, symbol->index, part);
  if (symbol != nullptr && symbol->kind == SymbolKind::event) return column(id, e, symbol->index, part, scope);
  std::vector<std::string_view> known;
  for (const BankInfo& bank : names_.banks) known.push_back(bank.name);
  for (const EventInfo& event : names_.events) known.push_back(event.name);
  const std::string_view near = nearest(owner, known);
  Diagnostic& said = diagnostics_.add(symbol == nullptr ? Code::unknown_name : Code::wrong_kind, e.span,
                                      fmt::format("`{}` is neither a bank nor an event", owner));
  if (near.empty()) {
    said.help = "before the dot stands a bank (`comp_time.over`) or an event (`leave.hours`)";
  } else {
    said.help = fmt::format("did you mean `{}.{}`?", near, part);
    said.edits.push_back({e.span, fmt::format("{}.{}", near, part)});
  }
  return unknown();
}

CheckedType Typing::bank_measure(ExprId id, const ast::Expr& e, std::uint32_t bank, std::string_view measure) {
  for (const auto& [word, value] : bank_measures) {
    if (word != measure) continue;
    out_.resolutions[id] = {Meaning::bank, bank, no_id, value};
    CheckedType type = names_.banks[bank].type;
    type.low.reset();
    type.high.reset();
    return type;
  }
  std::vector<std::string_view> known;
  for (const auto& [word, value] : bank_measures) known.push_back(word);
  const std::string_view near = nearest(measure, known);
  Diagnostic& said = diagnostics_.add(Code::unknown_name, e.span, fmt::format("a bank has no `.{}`", measure));
  if (near.empty()) {
    said.help = "it has opening, earned, moved_in, used, cashed, moved, converted, lost, over, short and balance";
  } else {
    said.help = fmt::format("did you mean `.{}`?", near);
    said.edits.push_back({e.span, fmt::format("{}.{}", names_.banks[bank].name, near)});
  }
  return unknown();
}

CheckedType Typing::column(ExprId id, const ast::Expr& e, std::uint32_t event, std::string_view name,
                           const Scope& scope) {
  const EventInfo& named = names_.events[event];
  const std::uint32_t table = named.table;
  const std::vector<FactInfo>& columns = names_.events[table].columns;
  std::vector<std::string_view> known;
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    known.push_back(columns[i].name);
    if (columns[i].name != name) continue;
    if (scope.event == no_id || names_.events[scope.event].table != table) {
      Diagnostic& said = diagnostics_.add(
          Code::wrong_kind, e.span,
          fmt::format("`{}` is a column of `{}`, and no row of that event is at hand here", e.name.text, named.name));
      said.notes.push_back({tree_.statement(columns[i].declared).name.span, "declared here"});
      const bool of_the_row_left =
          scope.row_left_by_as_of != no_id && names_.events[scope.row_left_by_as_of].table == table;
      said.help = of_the_row_left ? fmt::format(
                                        "`as of` looks at another day, on which no row is: `{}` is what it is "
                                        "on every day, and stands outside of it",
                                        e.name.text)
                                  : fmt::format("write `total of {} over {}`, or make the figure `each {}`",
                                                e.name.text, named.name, named.name);
    }
    out_.resolutions[id] = {Meaning::column, i, scope.event == no_id ? event : scope.event};
    return columns[i].type;
  }
  const std::string_view near = nearest(name, known);
  Diagnostic& said =
      diagnostics_.add(Code::unknown_name, e.span, fmt::format("the event `{}` has no column `{}`", named.name, name));
  said.notes.push_back({tree_.statement(named.declared).name.span, "declared here"});
  if (near.empty()) {
    said.help = fmt::format("declare it: `fact {}.{} ...`", names_.events[table].name, name);
  } else {
    said.help = fmt::format("did you mean `{}.{}`?", named.name, near);
    said.edits.push_back({e.span, fmt::format("{}.{}", named.name, near)});
  }
  return unknown();
}

bool Typing::column_in_scope(ExprId id, const ast::Expr& e, const Scope& scope, CheckedType& type) {
  if (scope.event == no_id) return false;
  const std::vector<FactInfo>& columns = names_.events[names_.events[scope.event].table].columns;
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name != e.name.text) continue;
    out_.resolutions[id] = {Meaning::column, i, scope.event};
    type = columns[i].type;
    return true;
  }
  return false;
}

bool Typing::built_in(ExprId id, const ast::Expr& e, const Scope& scope, CheckedType& type) {
  Resolution& meant = out_.resolutions[id];
  const std::string& word = e.name.text;
  if (word == "weekday") {
    meant.meaning = Meaning::weekday;
    type = of_kind(TypeKind::text);
    type.choices = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return true;
  }
  if (word == "day") {
    meant.meaning = Meaning::today;
    type = of_kind(TypeKind::date);
    return true;
  }
  if (word == "employee") {
    meant.meaning = Meaning::employee;
    type = of_kind(TypeKind::text);
    return true;
  }
  if (word != "approval") return false;
  meant.meaning = Meaning::approval;
  type = of_kind(TypeKind::date);
  if (!scope.file->header.approved && lacks_approval_.insert(scope.file).second) {
    Diagnostic& said = diagnostics_.add(Code::unknown_name, e.span,
                                        "`approval` is the date the contract was approved, and the header has none");
    said.help = "write it in the header: `approved 2019-02-06`";
    said.notes.push_back({scope.file->header.name.span, "the header"});
  }
  return true;
}

std::vector<std::string_view> Typing::names_near(const Scope& scope, Want want) const {
  std::vector<std::string_view> known;
  if (want.type != nullptr) known.insert(known.end(), want.type->choices.begin(), want.type->choices.end());
  if (scope.event != no_id) {
    for (const FactInfo& column : names_.events[names_.events[scope.event].table].columns) known.push_back(column.name);
  }
  for (const FactInfo& fact : names_.roster) known.push_back(fact.name);
  for (const FigureInfo& figure : names_.figures) known.push_back(figure.name);
  for (const ReadingInfo& reading : names_.readings) known.push_back(reading.name);
  for (const OutsideInfo& outside : names_.outsides) known.push_back(outside.name);
  for (const BankInfo& bank : names_.banks) known.push_back(bank.name);
  for (const std::string_view word : {"day", "weekday", "approval", "employee"}) known.push_back(word);
  return known;
}

CheckedType Typing::unknown_name(const ast::Expr& e, const Scope& scope, Want want) {
  for (const ExprId each : e.children) type(each, scope);
  const std::string& word = e.name.text;
  const std::string_view near = nearest(word, names_near(scope, want));
  Diagnostic& said = diagnostics_.add(Code::unknown_name, e.name.span, fmt::format("nothing declares `{}`", word));
  if (!near.empty()) {
    said.help = fmt::format("did you mean `{}`?", near);
    said.edits.push_back({e.name.span, std::string(near)});
    return unknown();
  }
  said.help = "declare it as a fact, a figure or an outside name";
  if (want.type != nullptr && !want.type->unknown && want.type->type.kind == TypeKind::text) {
    said.help =
        want.type->choices.empty()
            ? fmt::format("a text is written in quotes, `\"{0}\"`; a choice is declared, `is one of {0} or ...`", word)
            : fmt::format("what stands here is {}", type_words_of(*want.type));
  }
  // A column of some event, written where no row is at hand.
  for (const EventInfo& event : names_.events) {
    for (const FactInfo& column : event.columns) {
      if (column.name != word) continue;
      said.help = fmt::format("it is a column of `{0}`: write `total of {1} over {0}`, or make the figure `each {0}`",
                              event.name, word);
      return unknown();
    }
  }
  return unknown();
}

}  // namespace mou
