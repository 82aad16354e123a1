// Statements: each is typed in the scope its form gives it.
#include "dsl/check/typing.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/constant.h"
#include "dsl/check/declare.h"

namespace mou {

using ast::ExprId;
using ast::ExprKind;
using ast::no_expr;
using ast::Statement;
using ast::StatementKind;

Typing::Typing(const ast::Ast& tree, const Sources& sources, Checked& out, Diagnostics& diagnostics)
    : tree_(tree), sources_(sources), out_(out), names_(out.declarations), diagnostics_(diagnostics) {}

void Typing::run() {
  out_.types.assign(tree_.exprs.size(), unknown());
  out_.resolutions.assign(tree_.exprs.size(), {});
  out_.ticks.assign(tree_.exprs.size(), no_id);
  typed_.assign(tree_.exprs.size(), false);
  inferred_.assign(names_.figures.size(), Inferred::no);
  for (FigureInfo& figure : names_.figures) {
    for (KeyRef& key : figure.keys) key.type = key_type(key, tree_.statement(figure.declared).name.span);
  }
  for (OutsideInfo& outside : names_.outsides) {
    for (KeyRef& key : outside.keys) key.type = key_type(key, tree_.statement(outside.declared).name.span);
  }
  for (const ast::File& file : tree_.files) {
    Scope scope;
    scope.file = &file;
    if (file.header.covers != no_expr) condition(file.header.covers, scope);
    for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) statement(id);
  }
  for (std::uint32_t i = 0; i < names_.figures.size(); ++i) figure_type(i, Span{});
}

Scope Typing::scope_of(const Statement& s) const {
  Scope scope;
  scope.file = &file_of(tree_, s.span);
  return scope;
}

Scope Typing::figure_scope(std::uint32_t figure, const Statement& s) const {
  Scope scope = scope_of(s);
  scope.figure = figure;
  scope.clock = names_.figures[figure].clock;
  scope.event = names_.figures[figure].event;
  return scope;
}

void Typing::set_tick(Scope& scope, const ast::Word& word) {
  if (word.empty()) return;
  scope.clock = find_clock(names_, word.text);
  if (scope.clock != no_id) return;
  const Symbol* symbol = names_.find(word.text);
  if (symbol != nullptr && symbol->kind == SymbolKind::event) {
    scope.event = symbol->index;
  } else {
    known_clock(word, false);
  }
}

void Typing::statement(ast::StatementId id) {
  const Statement& s = tree_.statement(id);
  switch (s.kind) {
    case StatementKind::article:
    case StatementKind::clause:
      mods(s.mods, scope_of(s));
      return;
    case StatementKind::figure:
    case StatementKind::pay:
    case StatementKind::deduct:
    case StatementKind::deadline:
      figure_statement(s);
      return;
    case StatementKind::fact:
      fact_statement(s);
      return;
    case StatementKind::bank:
      bank_statement(s);
      return;
    case StatementKind::raise:
    case StatementKind::change:
      version_statement(s);
      return;
    case StatementKind::only_one:
      only_one_statement(s);
      return;
    case StatementKind::require:
      require_statement(s);
      return;
    case StatementKind::order:
      order_statement(s);
      return;
    case StatementKind::assume:
      assume_statement(s);
      return;
    case StatementKind::example:
      for (const ast::Assignment& a : s.assignments) assignment(a, scope_of(s));
      mods(s.mods, scope_of(s));
      return;
    case StatementKind::event:
      event_statement(s);
      return;
    case StatementKind::clock:
      clock_statement(s);
      return;
    case StatementKind::key:
    case StatementKind::reading:
    case StatementKind::cites:
    case StatementKind::prose:
    case StatementKind::outside:
    case StatementKind::measure:
      return;
  }
}

void Typing::mods(const ast::Mods& mods, const Scope& scope) {
  for (const ExprId each : mods.when) condition(each, scope);
  for (const ExprId each : mods.unless) condition(each, scope);
  date(mods.from, scope);
  date(mods.until, scope);
  for (const ExprId each : mods.on) date(each, scope);
  for (const ExprId each : mods.paid_on) date(each, scope);
  known_key(mods.for_each);
}

void Typing::known_key(const ast::Word& word) {
  if (word.empty()) return;
  const Symbol* symbol = names_.find(word.text);
  const bool key = symbol != nullptr && (symbol->kind == SymbolKind::roster_fact || symbol->kind == SymbolKind::key ||
                                         symbol->kind == SymbolKind::figure || symbol->kind == SymbolKind::event);
  if (key) return;
  std::vector<std::string_view> known;
  for (const FactInfo& fact : names_.roster) known.push_back(fact.name);
  for (const KeyInfo& each : names_.keys) known.push_back(each.name);
  const std::string_view near = nearest(word.text, known);
  Diagnostic& said =
      diagnostics_.add(Code::unknown_name, word.span, fmt::format("nothing declares the key `{}`", word.text));
  said.help = near.empty() ? "after `for each` stands a fact or a key" : fmt::format("did you mean `{}`?", near);
}

void Typing::figure_statement(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::figure) return;
  const std::uint32_t index = symbol->index;
  const Scope scope = figure_scope(index, s);
  const CheckedType wanted = figure_type(index, s.name.span);
  const Span declared = tree_.statement(names_.figures[index].declared).name.span;
  for (const ast::Rule& rule : s.rules) {
    mods(rule.mods, scope);
    rule_value(rule.value, wanted, rule.mods, scope, names_.figures[index].name, declared);
  }
  mods(s.mods, scope);
  if (s.head.starting != no_expr) {
    rule_value(s.head.starting, wanted, ast::Mods{}, scope, names_.figures[index].name, declared);
  }
}

// The value of a rule is of the type of what it defines; `paid on` makes an amount of a rate, and so does the tick of
// the rule's own clock.
void Typing::rule_value(ExprId id, const CheckedType& wanted, const ast::Mods& mods, const Scope& scope,
                        std::string_view whose, Span declared) {
  if (id == no_expr) return;
  const CheckedType& value = type(id, scope, {&wanted});
  if (fits(id, value, wanted)) {
    known_text(id, value, wanted, whose, declared);
    return;
  }
  const ExprId shown = shown_value(id);
  const bool numbers = value.type.kind == TypeKind::number && wanted.type.kind == TypeKind::number;
  if (numbers && is_rate(value.type.unit, wanted.type.unit)) {
    const Unit per = wanted.type.unit / value.type.unit;
    const MeasureId tick =
        scope.clock == no_id ? dollar_measure : measure_of(names_.clocks[scope.clock].clock, names_.measures);
    if (!mods.paid_on.empty() || per == Unit::of(tick)) return;
    say_not_paid(shown, value, per, scope, whose, declared);
    return;
  }
  Diagnostic& said = diagnostics_.add(
      numbers ? Code::unit_mismatch : Code::type_mismatch, tree_.expr(shown).span,
      fmt::format("`{}` is {}, and {} is {}", whose, type_words_of(wanted), words(shown), type_words_of(value)));
  said.notes.push_back({declared, fmt::format("`{}` is declared here", whose)});
  note_origin(said, id);
  if (numbers && !value.type.unit.plain() && !wanted.type.unit.plain()) {
    said.help = fmt::format("multiply by a factor that says so, in {}",
                            unit_text(wanted.type.unit / value.type.unit, names_.measures));
  } else if (numbers && value.type.unit.plain()) {
    said.help = fmt::format("write the unit: {}", unit_text(wanted.type.unit, names_.measures));
  }
}

// Dollars per month where dollars are wanted.
bool Typing::is_rate(const Unit& value, const Unit& wanted) const {
  const Unit per = wanted / value;
  if (per.powers.size() != 1 || per.powers[0].second != 1) return false;
  const std::string& measure = names_.measures.name(per.powers[0].first);
  return measure == "week" || find_clock(names_, measure) != no_id;
}

void Typing::say_not_paid(ExprId shown, const CheckedType& value, const Unit& per, const Scope& scope,
                          std::string_view whose, Span declared) {
  const std::string& measure = names_.measures.name(per.powers[0].first);
  const std::string ticks = scope.clock == no_id
                                ? std::string("an amount")
                                : fmt::format("an amount each {}", names_.clocks[scope.clock].clock.name);
  Diagnostic& said =
      diagnostics_.add(Code::not_paid_on, tree_.expr(shown).span,
                       fmt::format("{} is {}, and `{}` is {}", words(shown), type_words_of(value), whose, ticks));
  said.label = fmt::format("when in the {} is it paid?", measure);
  said.notes.push_back({declared, fmt::format("`{}` is declared here", whose)});
  note_origin(said, shown);
  said.help = fmt::format("say when it is paid: `paid on the first 2 pay days of each {}`", measure);
}

// A table is shown by its first value.
ExprId Typing::shown_value(ExprId id) const {
  const ast::Expr& e = tree_.expr(id);
  if (e.kind != ExprKind::table) return id;
  for (const ast::TableRow& row : tree_.tables[e.table].rows) {
    for (const ExprId value : row.values) {
      if (!out_.types[value].nothing) return value;
    }
  }
  return id;
}

// A quoted text must be one of the choices where there are any.
void Typing::known_text(ExprId id, const CheckedType& value, const CheckedType& wanted, std::string_view whose,
                        Span declared) {
  const ast::Expr& e = tree_.expr(id);
  if (e.kind != ExprKind::string || wanted.choices.empty() || value.unknown) return;
  if (std::find(wanted.choices.begin(), wanted.choices.end(), e.text) != wanted.choices.end()) return;
  Diagnostic& said = diagnostics_.add(Code::unknown_choice, e.span, fmt::format("`{}` is never \"{}\"", whose, e.text));
  said.notes.push_back({declared, fmt::format("`{}` is {}", whose, type_words_of(wanted))});
  const std::string_view near = nearest(e.text, {wanted.choices.begin(), wanted.choices.end()});
  if (near.empty()) return;
  said.help = fmt::format("did you mean `{}`?", near);
  said.edits.push_back({e.span, std::string(near)});
}

void Typing::bank_statement(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::bank) return;
  const BankInfo& bank = names_.banks[symbol->index];
  Scope scope = scope_of(s);
  scope.clock = find_clock(names_, "day");
  if (!s.head.clock.empty()) {
    scope.clock = no_id;
    set_tick(scope, s.head.clock);
  }
  for (const ast::Rule& rule : s.rules) {
    mods(rule.mods, scope);
    rule_value(rule.value, bank.type, rule.mods, scope, bank.name, tree_.statement(bank.declared).name.span);
  }
  if (s.head.starting != no_expr) bank_start(s.head.starting, bank, scope);
  mods(s.mods, scope);
  if (!s.target.empty()) bank_target(s, bank);
}

void Typing::bank_start(ExprId start, const BankInfo& bank, const Scope& scope) {
  rule_value(start, bank.type, ast::Mods{}, scope, bank.name, tree_.statement(bank.declared).name.span);
  if (constant_number(tree_, start)) return;
  diagnostics_.add(Code::wrong_kind, tree_.expr(start).span, "what a bank starts at is written out").help =
      "write an amount, `starting at 0 hours`; what differs between employees stands in the table `balances`";
}

// The bank that hours move to, or the line that is paid.
void Typing::bank_target(const Statement& s, const BankInfo& bank) {
  const bool line = s.flow == ast::FlowKind::holds && s.fate == ast::Fate::paid_as;
  const Symbol* target = names_.find(s.target.text);
  if (target == nullptr || target->kind != (line ? SymbolKind::figure : SymbolKind::bank)) {
    std::vector<std::string_view> known;
    for (const BankInfo& each : names_.banks) {
      if (!line) known.push_back(each.name);
    }
    for (const FigureInfo& each : names_.figures) {
      if (line) known.push_back(each.name);
    }
    const std::string_view near = nearest(s.target.text, known);
    Diagnostic& said = diagnostics_.add(target == nullptr ? Code::unknown_name : Code::wrong_kind, s.target.span,
                                        fmt::format("`{}` is no {}", s.target.text, line ? "pay line" : "bank"));
    if (near.empty()) {
      said.help = fmt::format("declare it: `{} {} ...`", line ? "pay" : "bank", s.target.text);
    } else {
      said.help = fmt::format("did you mean `{}`?", near);
      said.edits.push_back({s.target.span, std::string(near)});
    }
    return;
  }
  if (line || bank.type.unknown) return;
  const BankInfo& other = names_.banks[target->index];
  if (other.type.unknown || other.type.type == bank.type.type) return;
  Diagnostic& said = diagnostics_.add(Code::unit_mismatch, s.target.span,
                                      fmt::format("`{}` is {}, and `{}` is {}", bank.name, type_words_of(bank.type),
                                                  other.name, type_words_of(other.type)));
  said.notes.push_back({tree_.statement(bank.declared).name.span, fmt::format("`{}` is declared here", bank.name)});
  said.notes.push_back({tree_.statement(other.declared).name.span, fmt::format("`{}` is declared here", other.name)});
  said.help = "hours move only between banks of one unit";
}

void Typing::fact_statement(const Statement& s) {
  if (s.head.default_value == no_expr) return;
  Scope scope = scope_of(s);
  const std::size_t dot = s.name.text.find('.');
  CheckedType wanted = unknown();
  if (dot == std::string::npos) {
    const Symbol* symbol = names_.find(s.name.text);
    if (symbol == nullptr || symbol->kind != SymbolKind::roster_fact) return;
    wanted = names_.roster[symbol->index].type;
  } else {
    const Symbol* symbol = names_.find(s.name.text.substr(0, dot));
    if (symbol == nullptr || symbol->kind != SymbolKind::event) return;
    scope.event = symbol->index;
    for (const FactInfo& column : names_.events[symbol->index].columns) {
      if (column.name == s.name.text.substr(dot + 1)) wanted = column.type;
    }
  }
  rule_value(s.head.default_value, wanted, ast::Mods{}, scope, s.name.text, s.name.span);
}

void Typing::event_statement(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  if (symbol == nullptr || symbol->kind != SymbolKind::event) return;
  Scope scope = scope_of(s);
  scope.event = names_.events[symbol->index].table;
  condition(s.condition, scope);
}

void Typing::clock_statement(const Statement& s) {
  Scope scope = scope_of(s);
  scope.clock = find_clock(names_, "day");
  if (!s.target.empty()) known_clock(s.target, false);
  mods(s.mods, scope);
  if (s.paid != no_expr) date(s.paid, scope);
}

void Typing::assignment(const ast::Assignment& a, const Scope& scope) {
  date(a.from, scope);
  date(a.on, scope);
  if (a.target == no_expr) return;
  const ast::Expr& target = tree_.expr(a.target);
  const Symbol* symbol = names_.find(target.name.text);
  const bool event = symbol != nullptr && symbol->kind == SymbolKind::event;
  if (event && target.children.empty() && !a.gives && a.value == no_expr) {
    event_row(a, names_.events[symbol->index], scope);
    return;
  }
  // A figure of the rows of an event is meant on the row of that day.
  Scope of_row = scope;
  if (symbol != nullptr && symbol->kind == SymbolKind::figure) of_row.event = names_.figures[symbol->index].event;
  const CheckedType& wanted = type(a.target, of_row);
  if (a.value == no_expr) return;
  rule_value(a.value, wanted, ast::Mods{}, scope, target.name.text, target.span);
}

void Typing::event_row(const ast::Assignment& a, const EventInfo& event, Scope scope) {
  const std::vector<FactInfo>& columns = names_.events[event.table].columns;
  for (const auto& [word, value] : a.columns) {
    const std::string own = column_of_event(word.text, event.name);
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const FactInfo& column) { return column.name == own; });
    if (found != columns.end()) {
      rule_value(value, found->type, ast::Mods{}, scope, word.text, tree_.statement(found->declared).name.span);
      continue;
    }
    std::vector<std::string_view> known;
    for (const FactInfo& column : columns) known.push_back(column.name);
    const std::string_view near = nearest(word.text, known);
    Diagnostic& said = diagnostics_.add(Code::unknown_name, word.span,
                                        fmt::format("the event `{}` has no column `{}`", event.name, word.text));
    said.notes.push_back({tree_.statement(event.declared).name.span, "declared here"});
    if (near.empty()) continue;
    said.help = fmt::format("did you mean `{}`?", near);
    said.edits.push_back({word.span, std::string(near)});
  }
}

}  // namespace mou
