#include "dsl/check/declare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/check/constant.h"
#include "dsl/check/units.h"

namespace mou {

namespace {

using ast::Statement;
using ast::StatementId;
using ast::StatementKind;

constexpr std::array<std::string_view, 6> built_in_names = {"day", "weekday", "approval", "employee", "yes", "no"};

// "leave.bank": the table and the column.
std::pair<std::string, std::string> split_column(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {"", name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

std::string_view kind_words(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::roster_fact:
      return "a fact";
    case SymbolKind::event:
      return "an event";
    case SymbolKind::figure:
      return "a figure";
    case SymbolKind::bank:
      return "a bank";
    case SymbolKind::key:
      return "a key";
    case SymbolKind::clock:
      return "a clock";
    case SymbolKind::reading:
      return "a reading";
    case SymbolKind::outside:
      return "an outside name";
    case SymbolKind::measure:
      return "a measure";
    case SymbolKind::order:
      return "an order";
  }
  return {};
}

class Declarer {
 public:
  Declarer(const ast::Ast& tree, Diagnostics& diagnostics) : tree_(tree), diagnostics_(diagnostics) {}

  Declarations run() {
    built_in_clocks();
    // Measures first: types name them; then everything that has a name; then what names say of one another.
    each_statement([&](StatementId id) { declare_measures(id); });
    each_statement([&](StatementId id) { declare_name(id); });
    each_statement([&](StatementId id) { declare_column(id); });
    for (EventInfo& event : out_.events) finish_event(event);
    each_statement([&](StatementId id) { describe(id); });
    finish_figures();
    number_clauses();
    return std::move(out_);
  }

 private:
  template <typename Visit>
  void each_statement(Visit visit) {
    for (const ast::File& file : tree_.files) {
      for (StatementId id = file.first_statement; id < file.last_statement; ++id) visit(id);
    }
  }

  void built_in_clocks() {
    const auto add = [&](const char* name, ClockKind kind) {
      ClockInfo info;
      info.clock.name = info.clock.title = name;
      info.clock.kind = kind;
      add_symbol(name, SymbolKind::clock, out_.clocks.size(), Span{});
      out_.clocks.push_back(std::move(info));
      out_.measures.intern(name);
    };
    add("day", ClockKind::day);
    add("month", ClockKind::month);
    add("calendar year", ClockKind::calendar_year);
    add("fiscal year", ClockKind::fiscal_year);
    out_.measures.intern("employee");
  }

  void add_symbol(const std::string& name, SymbolKind kind, std::size_t index, Span declared) {
    out_.names.emplace(name, Symbol{kind, static_cast<std::uint32_t>(index), declared});
  }

  // The symbol of that name when the statement may go on describing it: same kind. Otherwise says that the name is
  // taken.
  Symbol* taken(const ast::Word& name, SymbolKind kind, bool& clash) {
    clash = false;
    if (std::find(built_in_names.begin(), built_in_names.end(), name.text) != built_in_names.end() &&
        kind != SymbolKind::measure && kind != SymbolKind::clock) {
      Diagnostic& said =
          diagnostics_.add(Code::declared_twice, name.span,
                           fmt::format("`{}` is a word of the language and names nothing else", name.text));
      said.help = "choose another name";
      clash = true;
      return nullptr;
    }
    const auto found = out_.names.find(name.text);
    if (found == out_.names.end()) return nullptr;
    if (found->second.kind == kind) return &found->second;
    say_twice(name, kind, found->second);
    clash = true;
    return nullptr;
  }

  void say_twice(const ast::Word& name, SymbolKind kind, const Symbol& first) {
    const std::string message = first.kind == kind ? fmt::format("`{}` is declared twice", name.text)
                                                   : fmt::format("`{}` is {} here and {} elsewhere", name.text,
                                                                 kind_words(kind), kind_words(first.kind));
    Diagnostic& said = diagnostics_.add(Code::declared_twice, name.span, message);
    if (first.declared.known()) said.notes.push_back({first.declared, "first declared here"});
    said.help = first.kind == kind ? "delete one of the two" : "rename one of the two: a name means one thing";
  }

  // A declaration that later files may repeat or replace, but not the same file. True when this is the first.
  bool once(const ast::Word& name, SymbolKind kind, std::size_t next, bool& usable) {
    bool clash = false;
    Symbol* first = taken(name, kind, clash);
    usable = !clash;
    if (clash) return false;
    if (first == nullptr) {
      add_symbol(name.text, kind, next, name.span);
      return true;
    }
    if (first->declared.file == name.span.file) {
      say_twice(name, kind, *first);
      usable = false;
    }
    return false;
  }

  void declare_measures(StatementId id) {
    const Statement& s = tree_.statement(id);
    if (s.kind == StatementKind::measure) out_.measures.intern(s.name.text);
    if (s.kind == StatementKind::clock) out_.measures.intern(s.head.clock.text);
  }

  void declare_name(StatementId id) {
    const Statement& s = tree_.statement(id);
    switch (s.kind) {
      case StatementKind::fact:
        if (split_column(s.name.text).first.empty()) declare_fact(id);
        return;
      case StatementKind::key:
        declare_key(id);
        return;
      case StatementKind::event:
        declare_event(id);
        return;
      case StatementKind::clock:
        declare_clock(id);
        return;
      case StatementKind::figure:
      case StatementKind::pay:
      case StatementKind::deduct:
      case StatementKind::deadline:
        declare_figure(id);
        return;
      case StatementKind::bank:
        declare_bank(id);
        return;
      case StatementKind::reading:
        declare_reading(id);
        return;
      case StatementKind::outside:
        declare_outside(id);
        return;
      case StatementKind::order: {
        bool usable = false;
        once(s.name, SymbolKind::order, 0, usable);
        return;
      }
      default:
        return;
    }
  }

  CheckedType type_of(const Statement& s) { return declared_type(tree_, s.head.type, out_.measures, diagnostics_); }

  static std::string title_of(const Statement& s) { return s.title ? s.title->text : s.name.text; }

  FactInfo fact_info(StatementId id, std::string name) {
    const Statement& s = tree_.statement(id);
    FactInfo info{std::move(name), title_of(s), type_of(s), id, {}};
    if (s.head.type.form == ast::TypeForm::none) {
      Diagnostic& said = diagnostics_.add(Code::no_type, s.name.span,
                                          fmt::format("nothing says what kind of fact `{}` is", s.name.text));
      said.help = "write for example `is a date`, `is yes or no`, `is one of a or b`, `in hours`";
    }
    return info;
  }

  bool same_type(const CheckedType& a, const CheckedType& b) const {
    return a.unknown || b.unknown || (a.type == b.type && a.choices == b.choices);
  }

  void say_two_types(const ast::Word& name, const CheckedType& now, const CheckedType& before, Span first) {
    Diagnostic& said = diagnostics_.add(Code::head_disagrees, name.span,
                                        fmt::format("`{}` is {} here and {} elsewhere", name.text,
                                                    type_words(now, out_.measures), type_words(before, out_.measures)));
    said.notes.push_back({first, "declared here"});
    said.help = "say the type once";
  }

  void declare_fact(StatementId id) {
    const Statement& s = tree_.statement(id);
    bool usable = false;
    const bool first = once(s.name, SymbolKind::roster_fact, out_.roster.size(), usable);
    if (!usable) return;
    FactInfo info = fact_info(id, s.name.text);
    if (first) {
      out_.roster.push_back(std::move(info));
      return;
    }
    const Symbol& known = out_.names.at(s.name.text);
    if (!same_type(info.type, out_.roster[known.index].type)) {
      say_two_types(s.name, info.type, out_.roster[known.index].type, known.declared);
    }
  }

  void declare_key(StatementId id) {
    const Statement& s = tree_.statement(id);
    bool usable = false;
    const bool first = once(s.name, SymbolKind::key, out_.keys.size(), usable);
    if (!usable) return;
    CheckedType type = type_of(s);
    if (first) {
      out_.keys.push_back({s.name.text, title_of(s), std::move(type), id});
      return;
    }
    const Symbol& known = out_.names.at(s.name.text);
    if (!same_type(type, out_.keys[known.index].type)) {
      say_two_types(s.name, type, out_.keys[known.index].type, known.declared);
    }
  }

  void declare_event(StatementId id) {
    const Statement& s = tree_.statement(id);
    bool usable = false;
    if (!once(s.name, SymbolKind::event, out_.events.size(), usable)) return;
    EventInfo info;
    info.name = s.name.text;
    info.title = title_of(s);
    info.table = static_cast<std::uint32_t>(out_.events.size());
    info.of_the_city = s.of_the_city;
    info.where = s.condition;
    info.declared = id;
    out_.events.push_back(std::move(info));
  }

  void declare_clock(StatementId id) {
    const Statement& s = tree_.statement(id);
    ast::Word name = s.head.clock;
    bool usable = false;
    const bool first = once(name, SymbolKind::clock, out_.clocks.size(), usable);
    if (!usable) return;
    ClockInfo info = declared_clock(tree_, id, diagnostics_);
    if (first) {
      out_.clocks.push_back(std::move(info));
    } else {
      // A contract that prints its own clock has the word.
      out_.clocks[out_.names.at(name.text).index] = std::move(info);
    }
  }

  static FigureKind figure_kind(StatementKind kind) {
    if (kind == StatementKind::pay) return FigureKind::pay;
    if (kind == StatementKind::deduct) return FigureKind::deduct;
    return kind == StatementKind::deadline ? FigureKind::deadline : FigureKind::figure;
  }

  static std::string_view figure_word(FigureKind kind) {
    if (kind == FigureKind::pay) return "pay";
    if (kind == FigureKind::deduct) return "deduct";
    return kind == FigureKind::deadline ? "deadline" : "figure";
  }

  void declare_figure(StatementId id) {
    const Statement& s = tree_.statement(id);
    bool clash = false;
    Symbol* known = taken(s.name, SymbolKind::figure, clash);
    if (clash) return;
    if (known == nullptr) {
      add_symbol(s.name.text, SymbolKind::figure, out_.figures.size(), s.name.span);
      FigureInfo info;
      info.name = info.title = s.name.text;
      info.type.unknown = true;
      info.declared = id;
      out_.figures.push_back(std::move(info));
      known = &out_.names.at(s.name.text);
    }
    FigureInfo& figure = out_.figures[known->index];
    const FigureKind kind = figure_kind(s.kind);
    if (kind != FigureKind::figure && figure.kind != FigureKind::figure && kind != figure.kind) {
      Diagnostic& said = diagnostics_.add(Code::head_disagrees, s.word_span,
                                          fmt::format("`{}` is `{}` here and `{}` elsewhere", s.name.text,
                                                      figure_word(kind), figure_word(figure.kind)));
      said.notes.push_back({tree_.statement(figure.declared).name.span, "first named here"});
      said.help = "give one of the two another name";
    } else if (kind != FigureKind::figure) {
      figure.kind = kind;
    }
    if (s.title) figure.title = s.title->text;
    for (std::uint32_t rule = 0; rule < s.rules.size(); ++rule) {
      figure.rules.push_back({id, rule});
      if (s.rules[rule].mods.missed) figure.missed = *s.rules[rule].mods.missed;
    }
    if (s.mods.missed) figure.missed = *s.mods.missed;
  }

  void declare_bank(StatementId id) {
    const Statement& s = tree_.statement(id);
    bool clash = false;
    Symbol* known = taken(s.name, SymbolKind::bank, clash);
    if (clash) return;
    if (known == nullptr) {
      add_symbol(s.name.text, SymbolKind::bank, out_.banks.size(), s.name.span);
      BankInfo info;
      info.name = info.title = s.name.text;
      info.type.unknown = true;
      info.declared = id;
      out_.banks.push_back(std::move(info));
      known = &out_.names.at(s.name.text);
    }
    BankInfo& bank = out_.banks[known->index];
    if (s.title) bank.title = s.title->text;
    if (s.flow != ast::FlowKind::none) bank.lines.push_back(id);
    if (s.head.starting != ast::no_expr) bank.starting = s.head.starting;
    bank.of_the_unit = bank.of_the_unit || s.of_the_unit;
    const CheckedType type = type_of(s);
    if (type.unknown) return;
    if (bank.type.unknown) {
      bank.type = type;
      bank.declared = id;
    } else if (!same_type(type, bank.type)) {
      say_two_types(s.name, type, bank.type, tree_.statement(bank.declared).name.span);
    }
  }

  void declare_reading(StatementId id) {
    const Statement& s = tree_.statement(id);
    ReadingInfo info{s.name.text, {}, id};
    for (const ast::Word& choice : s.names) info.choices.push_back(choice.text);
    if (!s.target.empty() && std::find(info.choices.begin(), info.choices.end(), s.target.text) == info.choices.end()) {
      Diagnostic& said = diagnostics_.add(
          Code::unknown_choice, s.target.span,
          fmt::format("`{}` is not among the choices of the reading `{}`", s.target.text, s.name.text));
      said.help = fmt::format("used is one of {}", list_words(info.choices));
    }
    bool usable = false;
    const bool first = once(s.name, SymbolKind::reading, out_.readings.size(), usable);
    if (!usable) return;
    if (first) {
      out_.readings.push_back(std::move(info));
      return;
    }
    const Symbol& known = out_.names.at(s.name.text);
    if (out_.readings[known.index].choices != info.choices) {
      Diagnostic& said = diagnostics_.add(Code::head_disagrees, s.name.span,
                                          fmt::format("`{}` has other choices elsewhere", s.name.text));
      said.notes.push_back({known.declared, "declared here"});
      said.help = "give the reading of this contract another name";
      return;
    }
    out_.readings[known.index] = std::move(info);
  }

  void declare_outside(StatementId id) {
    const Statement& s = tree_.statement(id);
    bool usable = false;
    const bool first = once(s.name, SymbolKind::outside, out_.outsides.size(), usable);
    if (!usable) return;
    OutsideInfo info;
    info.name = s.name.text;
    info.why = s.title ? s.title->text : s.text.text;
    info.type = type_of(s);
    info.declared = id;
    // Without a type it is a plain number.
    if (s.head.type.form == ast::TypeForm::none) info.type = CheckedType{};
    if (first) {
      out_.outsides.push_back(std::move(info));
      return;
    }
    const Symbol& known = out_.names.at(s.name.text);
    if (!same_type(info.type, out_.outsides[known.index].type)) {
      say_two_types(s.name, info.type, out_.outsides[known.index].type, known.declared);
    }
  }

  void declare_column(StatementId id) {
    const Statement& s = tree_.statement(id);
    if (s.kind != StatementKind::fact) return;
    auto [table, column] = split_column(s.name.text);
    if (table.empty()) return;
    const Symbol* symbol = out_.find(table);
    if (symbol == nullptr || symbol->kind != SymbolKind::event) {
      say_no_event(s.name, table);
      return;
    }
    std::vector<FactInfo>& columns = out_.events[symbol->index].columns;
    const auto same = [&, name = column](const FactInfo& known) { return known.name == name; };
    const auto known = std::find_if(columns.begin(), columns.end(), same);
    if (known == columns.end()) {
      columns.push_back(fact_info(id, column));
      return;
    }
    const Span first = tree_.statement(known->declared).name.span;
    if (first.file == s.name.span.file) {
      say_twice(s.name, SymbolKind::roster_fact, Symbol{SymbolKind::roster_fact, 0, first});
      return;
    }
    const CheckedType type = type_of(s);
    if (!same_type(type, known->type)) say_two_types(s.name, type, known->type, first);
  }

  void say_no_event(const ast::Word& name, const std::string& table) {
    std::vector<std::string_view> events;
    for (const EventInfo& event : out_.events) events.push_back(event.name);
    const std::string_view near = nearest(table, events);
    Diagnostic& said =
        diagnostics_.add(Code::unknown_name, name.span,
                         fmt::format("`{}` is a column of the event `{}`, which nothing declares", name.text, table));
    said.help = near.empty() ? fmt::format("declare it: `event {} \"...\"`", table)
                             : fmt::format("did you mean the event `{}`?", near);
  }

  // Its table, the column that dates its rows.
  void finish_event(EventInfo& event) {
    const Statement& s = tree_.statement(event.declared);
    if (!s.target.empty()) {
      const Symbol* table = out_.find(s.target.text);
      if ((table == nullptr || s.target.text == event.name) && s.condition == ast::no_expr) {
        // The name of its file.
        date_event(event, s);
        return;
      }
      if (table == nullptr || table->kind != SymbolKind::event) {
        say_no_event(s.target, s.target.text);
        return;
      }
      if (out_.events[table->index].where != ast::no_expr) {
        Diagnostic& said = diagnostics_.add(
            Code::wrong_kind, s.target.span,
            fmt::format("`{}` is itself taken from another event: its rows have no table of their own", s.target.text));
        said.help = fmt::format("take `{}` from `{}` and write both conditions", event.name,
                                tree_.statement(out_.events[table->index].declared).target.text);
        return;
      }
      event.table = table->index;
      return;
    }
    date_event(event, s);
  }

  static void date_event(EventInfo& event, const Statement& s) {
    const auto has = [&](std::string_view name) {
      return std::any_of(event.columns.begin(), event.columns.end(), [&](const auto& c) { return c.name == name; });
    };
    event.day_column = s.dated.empty() ? "day" : s.dated.text;
    if (has(event.day_column)) return;
    if (s.dated.empty() && event.of_the_city) {
      event.day_column.clear();
      return;
    }
    FactInfo day;
    day.name = event.day_column;
    day.title = "Day";
    day.type.type.kind = TypeKind::date;
    day.declared = event.declared;
    event.columns.insert(event.columns.begin(), std::move(day));
  }

  // What statements say of names, once all names are known.
  void describe(StatementId id) {
    const Statement& s = tree_.statement(id);
    switch (s.kind) {
      case StatementKind::figure:
      case StatementKind::pay:
      case StatementKind::deduct:
      case StatementKind::deadline:
        describe_figure(s);
        return;
      case StatementKind::raise:
      case StatementKind::change: {
        const Symbol* symbol = out_.find(s.name.text);
        if (symbol != nullptr && symbol->kind == SymbolKind::figure) {
          out_.figures[symbol->index].versions.push_back(id);
        } else if (symbol != nullptr && symbol->kind == SymbolKind::roster_fact) {
          out_.roster[symbol->index].versions.push_back(id);
        }
        return;
      }
      case StatementKind::only_one:
        for (const ast::Word& word : s.names) {
          const Symbol* symbol = out_.find(word.text);
          if (symbol != nullptr && symbol->kind == SymbolKind::figure) {
            out_.figures[symbol->index].only_one.push_back(id);
          }
        }
        return;
      case StatementKind::assume:
        for (const ast::Assignment& assumed : s.assignments) {
          const Symbol* symbol = out_.find(tree_.expr(assumed.target).name.text);
          if (symbol != nullptr && symbol->kind == SymbolKind::roster_fact) {
            out_.roster[symbol->index].versions.push_back(id);
          } else if (symbol != nullptr && symbol->kind == SymbolKind::outside) {
            out_.outsides[symbol->index].assumed.push_back(id);
          }
        }
        return;
      case StatementKind::outside: {
        const Symbol* symbol = out_.find(s.name.text);
        if (symbol == nullptr || symbol->kind != SymbolKind::outside) return;
        OutsideInfo& info = out_.outsides[symbol->index];
        if (info.keys.empty()) info.keys = keys_of(s.head.keys);
        return;
      }
      default:
        return;
    }
  }

  void describe_figure(const Statement& s) {
    const Symbol* symbol = out_.find(s.name.text);
    if (symbol == nullptr || symbol->kind != SymbolKind::figure) return;
    FigureInfo& figure = out_.figures[symbol->index];
    if (s.head.type.form != ast::TypeForm::none) {
      CheckedType type = type_of(s);
      if (!figure.type_declared) {
        figure.type = std::move(type);
        figure.type_declared = true;
        typed_at_[figure.name] = s.name.span;
      } else if (!same_type(type, figure.type)) {
        say_two_types(s.name, type, figure.type, typed_at_[figure.name]);
      }
    }
    if (!s.head.clock.empty()) describe_clock(figure, s.head.clock);
    if (!s.head.keys.empty()) describe_keys(figure, s);
    if (s.head.starting != ast::no_expr) figure.starting = s.head.starting;
  }

  void describe_clock(FigureInfo& figure, const ast::Word& word) {
    std::uint32_t clock = find_clock(out_, word.text);
    std::uint32_t event = no_id;
    if (clock == no_id) {
      const Symbol* symbol = out_.find(word.text);
      if (symbol == nullptr || symbol->kind != SymbolKind::event) {
        figure.clock_unknown = true;
        say_no_clock(word);
        return;
      }
      event = symbol->index;
    }
    const bool said_before = figure.clock != no_id || figure.event != no_id;
    if (said_before && (figure.clock != clock || figure.event != event)) {
      Diagnostic& said = diagnostics_.add(
          Code::head_disagrees, word.span,
          fmt::format("`{}` is each {} here and each {} elsewhere", figure.name, word.text, clock_name(figure)));
      said.notes.push_back({tree_.statement(figure.declared).name.span, "first named here"});
      said.help = "a figure has one clock: say it once";
      return;
    }
    figure.clock = clock;
    figure.event = event;
  }

  const std::string& clock_name(const FigureInfo& figure) const {
    return figure.clock != no_id ? out_.clocks[figure.clock].clock.name : out_.events[figure.event].name;
  }

  void say_no_clock(const ast::Word& word) {
    std::vector<std::string_view> known;
    for (const ClockInfo& clock : out_.clocks) known.push_back(clock.clock.name);
    for (const EventInfo& event : out_.events) known.push_back(event.name);
    const std::string_view near = nearest(word.text, known);
    Diagnostic& said =
        diagnostics_.add(Code::unknown_name, word.span, fmt::format("`{}` is neither a clock nor an event", word.text));
    if (near.empty()) {
      said.help = "after `each` stands a clock such as `pay period` or `month`, or an event";
    } else {
      said.help = fmt::format("did you mean `{}`?", near);
      said.edits.push_back({word.span, std::string(near)});
    }
  }

  void describe_keys(FigureInfo& figure, const Statement& s) {
    std::vector<KeyRef> keys = keys_of(s.head.keys);
    if (keys.size() != s.head.keys.size()) return;
    if (figure.keys.empty()) {
      figure.keys = std::move(keys);
      return;
    }
    const auto same = [](const KeyRef& a, const KeyRef& b) { return a.name == b.name; };
    if (std::equal(keys.begin(), keys.end(), figure.keys.begin(), figure.keys.end(), same)) return;
    std::vector<std::string> before;
    for (const KeyRef& key : figure.keys) before.push_back(key.name);
    Diagnostic& said = diagnostics_.add(Code::head_disagrees, s.head.keys.front().span,
                                        fmt::format("`{}` has other keys elsewhere", figure.name));
    said.notes.push_back({tree_.statement(figure.declared).name.span, "first named here"});
    said.help = fmt::format("its keys are said once: `by {}`", list_words(before, "and"));
  }

  std::vector<KeyRef> keys_of(const std::vector<ast::Word>& words) {
    std::vector<KeyRef> keys;
    for (const ast::Word& word : words) {
      const Symbol* symbol = out_.find(word.text);
      if (symbol != nullptr && (symbol->kind == SymbolKind::roster_fact || symbol->kind == SymbolKind::key ||
                                symbol->kind == SymbolKind::figure)) {
        KeyRef key{word.text, symbol->kind, symbol->index, {}};
        if (symbol->kind == SymbolKind::roster_fact) key.type = out_.roster[symbol->index].type;
        if (symbol->kind == SymbolKind::key) key.type = out_.keys[symbol->index].type;
        if (symbol->kind == SymbolKind::figure) key.type.unknown = true;
        keys.push_back(std::move(key));
      } else {
        say_no_key(word, symbol);
      }
    }
    return keys;
  }

  void say_no_key(const ast::Word& word, const Symbol* symbol) {
    if (symbol != nullptr) {
      Diagnostic& said =
          diagnostics_.add(Code::wrong_kind, word.span,
                           fmt::format("`{}` is {} and cannot be a key", word.text, kind_words(symbol->kind)));
      said.notes.push_back({symbol->declared, "declared here"});
      said.help = "a key is a fact of the roster, a figure that holds on any date, or what `key` declares";
      return;
    }
    std::vector<std::string_view> known;
    for (const FactInfo& fact : out_.roster) known.push_back(fact.name);
    for (const KeyInfo& key : out_.keys) known.push_back(key.name);
    for (const FigureInfo& figure : out_.figures) known.push_back(figure.name);
    const std::string_view near = nearest(word.text, known);
    Diagnostic& said =
        diagnostics_.add(Code::unknown_name, word.span, fmt::format("nothing declares the key `{}`", word.text));
    if (near.empty()) {
      said.help = fmt::format("declare it: `key {} \"...\" is one of ...`", word.text);
    } else {
      said.help = fmt::format("did you mean `{}`?", near);
      said.edits.push_back({word.span, std::string(near)});
    }
  }

  void finish_figures() {
    out_.pay_clock = find_clock(out_, "pay period");
    for (std::uint32_t i = 0; i < out_.clocks.size() && out_.pay_clock == no_id; ++i) {
      if (out_.clocks[i].clock.pay_delay) out_.pay_clock = i;
    }
    for (FigureInfo& figure : out_.figures) finish_figure(figure);
    declare_sum("gross_pay", "Gross pay", FigureKind::pay);
    declare_sum("deductions", "Deductions", FigureKind::deduct);
  }

  // The totals of all pay lines and of all deductions, where there are any and nobody else has the name.
  void declare_sum(const std::string& name, const char* title, FigureKind kind) {
    const auto first = std::find_if(out_.figures.begin(), out_.figures.end(),
                                    [&](const FigureInfo& figure) { return figure.kind == kind; });
    if (first == out_.figures.end() || out_.find(name) != nullptr) return;
    FigureInfo sum;
    sum.name = name;
    sum.title = title;
    sum.total_of = kind;
    sum.type.type.unit = Unit::of(dollar_measure);
    sum.type_declared = true;
    sum.clock = out_.pay_clock;
    sum.declared = first->declared;
    add_symbol(name, SymbolKind::figure, out_.figures.size(), Span{});
    out_.figures.push_back(std::move(sum));
  }

  // Pay lines are dollars each pay period, deadlines are dates, whatever else is said.
  void finish_figure(FigureInfo& figure) {
    if (figure.kind == FigureKind::deadline) {
      if (!figure.type_declared) figure.type.unknown = false;
      figure.type_declared = true;
      figure.type.type.kind = TypeKind::date;
    }
    if (figure.kind != FigureKind::pay && figure.kind != FigureKind::deduct) return;
    const Span at = tree_.statement(figure.declared).name.span;
    const Unit dollars = Unit::of(dollar_measure);
    if (figure.type_declared && !figure.type.unknown && figure.type.type.unit != dollars) {
      Diagnostic& said = diagnostics_.add(
          Code::unit_mismatch, at,
          fmt::format("`{}` is a pay line and cannot be {}", figure.name, type_words(figure.type, out_.measures)));
      said.help = "pay lines are dollars each pay period: leave the unit out";
    }
    if (!figure.type_declared || figure.type.type.unit != dollars) {
      figure.type = CheckedType{};
      figure.type.type.unit = dollars;
    }
    figure.type_declared = true;
    if (out_.pay_clock == no_id) {
      if (!said_no_pay_clock_) {
        Diagnostic& said = diagnostics_.add(Code::unknown_name, at, "there are pay lines, but no pay period");
        said.help =
            "declare it: `clock pay period every 14 days from ... paid on 5 days after the end of the pay period`";
        said_no_pay_clock_ = true;
      }
      return;
    }
    if (figure.event != no_id || (figure.clock != no_id && figure.clock != out_.pay_clock)) {
      Diagnostic& said =
          diagnostics_.add(Code::head_disagrees, at,
                           fmt::format("`{}` is a pay line and cannot be each {}", figure.name, clock_name(figure)));
      said.help =
          fmt::format("pay lines are paid each pay period: total a figure of each {} in it", clock_name(figure));
      figure.event = no_id;
    }
    figure.clock = out_.pay_clock;
  }

  void number_clauses() {
    for (const ast::File& file : tree_.files) {
      auto& by_id = out_.clauses.emplace_back();
      for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) {
        by_id.emplace(tree_.clauses[id].id, id);
      }
    }
  }

  const ast::Ast& tree_;
  Diagnostics& diagnostics_;
  Declarations out_;
  std::unordered_map<std::string, Span> typed_at_;
  bool said_no_pay_clock_ = false;
};

}  // namespace

std::string clause_words(const ast::Ast& tree, ast::StatementId id) {
  if (id == ast::none || tree.statement(id).clause == ast::none) return "the header";
  const ast::Clause& clause = tree.clauses[tree.statement(id).clause];
  return (clause.article ? "article " : "clause ") + clause.id;
}

Declarations declare(const ast::Ast& tree, Diagnostics& diagnostics) {
  return Declarer(tree, diagnostics).run();
}

}  // namespace mou
