#include "analysis/handbook/statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/amount.h"

namespace mou {

using ast::ExprKind;
using ast::Statement;
using ast::StatementKind;

namespace {

Sentence words(std::string_view text) {
  Sentence out;
  out += text;
  return out;
}

std::string title_of(const Statement& s) {
  return title_or_name(s.title ? s.title->text : "", s.name.text);
}

std::string_view kind_title(FigureKind kind) {
  switch (kind) {
    case FigureKind::figure:
    case FigureKind::requirement:
      return "Figure";
    case FigureKind::pay:
      return "Pay line";
    case FigureKind::deduct:
      return "Deduction";
    case FigureKind::deadline:
      return "Deadline";
  }
  return {};
}

std::string type_words(const Declarations& declarations, const CheckedType& type) {
  if (!type.choices.empty()) return spoken(fmt::format("one of {}", fmt::join(type.choices, ", ")));
  if (type.type.kind != TypeKind::number) return "a " + unit_title(type.type, declarations.measures);
  if (type.type.unit.plain()) return type.whole ? "a whole number" : "a number";
  return "in " + people_unit(type.type.unit, declarations.measures);
}

}  // namespace

std::string figure_about(const Declarations& declarations, const FigureInfo& figure) {
  std::string out(kind_title(figure.kind));
  const CheckedType& type = figure.type;
  const bool plain = type.choices.empty() && (type.type.kind == TypeKind::text || type.type.kind == TypeKind::truth);
  out += ", " + (plain ? unit_title(type.type, declarations.measures) : type_words(declarations, type));
  if (figure.clock != no_id) out += ", each " + declarations.clocks[figure.clock].clock.name;
  if (figure.event != no_id) {
    out += ", for each entry of " + thing_title(declarations, {SymbolKind::event, figure.event});
  }
  std::vector<std::string> keys;
  for (const KeyRef& key : figure.keys) keys.push_back(thing_title(declarations, {key.kind, key.index}));
  if (!keys.empty()) out += fmt::format(", by {}", fmt::join(keys, " and "));
  return out;
}

Statements::Statements(const Program& program, const ast::File& file, const std::vector<ExampleResult>& examples)
    : program_(program),
      tree_(program.tree),
      names_(program.checked.declarations),
      file_(file),
      examples_(examples),
      speaker_(program, file) {}

std::string Statements::fresh_anchor(const std::string& anchor) {
  const int times = ++anchors_[anchor];
  return times == 1 ? anchor : fmt::format("{}.{}", anchor, times);
}

std::optional<Block> Statements::block(ast::StatementId id) {
  const Statement& s = tree_.statement(id);
  switch (s.kind) {
    case StatementKind::article:
    case StatementKind::clause:
    case StatementKind::key:
    case StatementKind::measure:
      return std::nullopt;
    case StatementKind::figure:
    case StatementKind::pay:
    case StatementKind::deduct:
    case StatementKind::deadline:
      if (s.rules.empty()) return std::nullopt;
      return definition(s);
    case StatementKind::bank:
      if (s.flow == ast::FlowKind::none && s.head.starting == ast::no_expr) return std::nullopt;
      return bank(s);
    case StatementKind::raise:
    case StatementKind::change:
      return version(s);
    case StatementKind::only_one: {
      Sentence text = words("Only one of ");
      text += speaker_.named_list(s.names, "and");
      return line(text += " counts: the " + s.word.text, s.mods);
    }
    case StatementKind::require:
      return require(s);
    case StatementKind::order:
      return order(s);
    case StatementKind::reading:
      return question(s);
    case StatementKind::example:
      return example(s);
    case StatementKind::assume: {
      Sentence text = words("Assumed: ");
      text += speaker_.value(s.assignments.front().target);
      text += " is ";
      return line(text += speaker_.value(s.assignments.front().value), s.mods);
    }
    case StatementKind::cites:
      return cites(s);
    case StatementKind::prose:
      return Prose{s.text.text};
    case StatementKind::outside:
      return outside(s);
    case StatementKind::fact: {
      const std::string type = speaker_.type(s.head.type);
      return line(words(fmt::format("Needed to know: {} ({})", title_of(s), type)), s.mods);
    }
    case StatementKind::event:
      return event(s);
    case StatementKind::clock:
      return clock(s);
  }
  return std::nullopt;
}

Line Statements::line(Sentence text, const ast::Mods& mods) {
  Line made;
  made.rule.text = std::move(text);
  made.rule.text += speaker_.dates(mods);
  made.rule.conditions = speaker_.conditions(mods);
  made.rule.otherwise = mods.otherwise;
  const auto other = [&](ast::ExprId id) { return asks_another_reading(id); };
  made.rule.other_reading = std::any_of(mods.when.begin(), mods.when.end(), other);
  return made;
}

// ---- Figures

Definition Statements::definition(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  const FigureInfo& figure = names_.figures[symbol->index];
  Definition made;
  made.anchor = fresh_anchor(thing_anchor(names_, {SymbolKind::figure, symbol->index}));
  made.title = thing_title(names_, {SymbolKind::figure, symbol->index});
  made.about = words(figure_about(names_, figure));
  if (s.head.starting != ast::no_expr) {
    made.about += ", starting at ";
    made.about += speaker_.value(s.head.starting);
  }
  bool used_reading_asked = false;
  for (const ast::Rule& one : s.rules) {
    made.rules.push_back(rule(one, figure));
    // What is left when the used answer was asked for is for the other answers.
    if (one.mods.otherwise && used_reading_asked) made.rules.back().other_reading = true;
    used_reading_asked = used_reading_asked || asks_used_reading_alone(one.mods);
  }
  return made;
}

RuleText Statements::rule(const ast::Rule& rule, const FigureInfo& figure) {
  const ast::Expr& value = tree_.expr(rule.value);
  RuleText made = line({}, rule.mods).rule;
  const Sentence dates = std::exchange(made.text, {});
  if (value.kind == ExprKind::table || value.kind == ExprKind::from_file) {
    made.grid = value.kind == ExprKind::table ? grid(tree_.tables[value.table], figure) : grid_from_file(value, figure);
    made.grid->caption += dates;
    return made;
  }
  made.text = speaker_.value(rule.value);
  if (rule.mods.missed) made.text += fmt::format(" (missed: {})", *rule.mods.missed);
  made.text += dates;
  return made;
}

bool Statements::asks_another_reading(ast::ExprId id) const {
  const ast::Expr& e = tree_.expr(id);
  const auto other = [&](ast::ExprId child) { return asks_another_reading(child); };
  if (e.kind == ExprKind::all_of) return std::any_of(e.children.begin(), e.children.end(), other);
  if (e.kind != ExprKind::compare && e.kind != ExprKind::one_of) return false;
  const Resolution& asked = program_.checked.resolutions[e.children[0]];
  if (tree_.expr(e.children[0]).kind != ExprKind::name || asked.meaning != Meaning::reading) return false;
  const std::string& used = tree_.statement(names_.readings[asked.index].declared).target.text;
  const auto is_used = [&](ast::ExprId choice) { return tree_.expr(choice).name.text == used; };
  const bool names_used = std::any_of(e.children.begin() + 1, e.children.end(), is_used);
  const bool denies = e.word.text.find("not") != std::string::npos;
  return names_used == denies;
}

bool Statements::asks_used_reading_alone(const ast::Mods& mods) const {
  if (mods.when.size() != 1 || !mods.unless.empty() || mods.from != ast::no_expr || mods.until != ast::no_expr) {
    return false;
  }
  const ast::Expr& e = tree_.expr(mods.when.front());
  const bool compares = e.kind == ExprKind::compare && tree_.expr(e.children[0]).kind == ExprKind::name &&
                        program_.checked.resolutions[e.children[0]].meaning == Meaning::reading;
  return compares && !asks_another_reading(mods.when.front());
}

// ---- Sentences about other things

Line Statements::bank(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  Sentence text = words(thing_title(names_, {SymbolKind::bank, symbol->index}));
  if (s.of_the_unit) text += " is one bank of all employees";
  if (s.head.starting != ast::no_expr) {
    text += s.of_the_unit ? " and starts at " : " starts at ";
    text += speaker_.value(s.head.starting);
    if (!s.of_the_unit) text += " where no opening balance is given";
    if (s.flow != ast::FlowKind::none) text += "; it";
  }
  if (s.flow == ast::FlowKind::none) {
    Line made = line(std::move(text), s.mods);
    made.anchor = fresh_anchor(thing_anchor(names_, {SymbolKind::bank, symbol->index}));
    return made;
  }
  const ast::Rule& rule = s.rules.front();
  const auto flow = [&](std::string_view verb) {
    text += fmt::format(" {} ", verb);
    text += speaker_.value(rule.value);
  };
  switch (s.flow) {
    case ast::FlowKind::none:
      break;
    case ast::FlowKind::earns:
      flow("earns");
      break;
    case ast::FlowKind::uses:
      flow("goes down by");
      break;
    case ast::FlowKind::cashes:
      flow("pays out");
      break;
    case ast::FlowKind::loses:
      flow("loses");
      break;
    case ast::FlowKind::moves:
      flow("moves");
      text += " to ";
      text += speaker_.named(s.target.text);
      break;
    case ast::FlowKind::converts:
      flow("becomes");
      break;
    case ast::FlowKind::holds:
      flow("holds at most");
      if (s.fate == ast::Fate::lost) {
        text += "; the rest is lost";
      } else {
        text += s.fate == ast::Fate::paid_as ? "; the rest is paid as " : "; the rest moves to ";
        text += speaker_.named(s.target.text);
      }
      break;
  }
  if (!s.head.clock.empty()) {
    const Symbol* each = names_.find(s.head.clock.text);
    const bool entry = each != nullptr && each->kind == SymbolKind::event;
    text += entry ? " for each entry of " : " each ";
    text += speaker_.named(s.head.clock.text);
  }
  Line made = line(std::move(text), rule.mods);
  made.anchor = fresh_anchor(thing_anchor(names_, {SymbolKind::bank, symbol->index}));
  return made;
}

Line Statements::version(const Statement& s) {
  Sentence text = speaker_.named(s.name.text);
  text += s.kind == StatementKind::raise ? " rises by " : " becomes ";
  text += speaker_.value(s.rules.front().value);
  return line(std::move(text), s.rules.front().mods);
}

Line Statements::require(const Statement& s) {
  Sentence text = words("Required");
  if (!s.head.clock.empty()) text += " each " + s.head.clock.text;
  text += ": ";
  text += speaker_.condition(s.rules.front().value);
  Line made = line(std::move(text), s.rules.front().mods);
  made.why = s.text.text;
  return made;
}

Line Statements::order(const Statement& s) {
  Sentence text = words(title_of(s) + ": ");
  const Symbol* rows = names_.find(s.target.text);
  text += rows != nullptr && has_place(rows->kind) ? speaker_.named(s.target.text) : words(s.target.text + "s");
  if (s.condition != ast::no_expr) {
    text += " whose ";
    text += speaker_.condition(s.condition);
  }
  text += ", by ";
  std::vector<Sentence> keys;
  for (const ast::SortKey& key : s.sort_keys) {
    Sentence one = speaker_.value(key.value);
    if (!key.direction.empty()) one += fmt::format(" ({} first)", key.direction.text);
    keys.push_back(std::move(one));
  }
  text += listed(keys, "then");
  return line(std::move(text), s.mods);
}

Line Statements::clock(const Statement& s) {
  Sentence text = words(title_or_name(s.title ? s.title->text : "", s.head.clock.text));
  if (s.condition != ast::no_expr) {
    text += ": every ";
    text += speaker_.value(s.condition);
    text += " from ";
    text += speaker_.value(s.start);
  } else if (!s.target.empty()) {
    text += ": each " + s.target.text;
  }
  if (s.paid != ast::no_expr) {
    text += ", paid on the day ";
    text += speaker_.value(s.paid);
  }
  return line(std::move(text), s.mods);
}

Line Statements::event(const Statement& s) {
  Sentence text = words("Entries of ");
  text += speaker_.named(s.name.text);
  if (!s.target.empty()) {
    text += " are those of ";
    text += speaker_.named(s.target.text);
  }
  if (s.condition != ast::no_expr) {
    text += " where ";
    text += speaker_.condition(s.condition);
  }
  return line(std::move(text), s.mods);
}

Line Statements::outside(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  Sentence text = words(thing_title(names_, {SymbolKind::outside, symbol->index}));
  Line made = line(text += " is supplied from outside", s.mods);
  made.anchor = fresh_anchor(thing_anchor(names_, {SymbolKind::outside, symbol->index}));
  made.why = s.text.text;
  return made;
}

Question Statements::question(const Statement& s) {
  const Symbol* symbol = names_.find(s.name.text);
  Question made;
  made.anchor = fresh_anchor(thing_anchor(names_, {SymbolKind::reading, symbol->index}));
  made.question = s.text.text;
  made.answers.push_back(spoken(s.target.text));
  for (const ast::Word& name : s.names) {
    if (name.text != s.target.text) made.answers.push_back(spoken(name.text));
  }
  made.reason = s.reason.text;
  if (s.clause != ast::none) {
    const ast::Clause& clause = tree_.clauses[s.clause];
    made.clause = {clause.id, clause_anchor(clause.article, clause.id)};
  }
  return made;
}

// Laws and clauses in the order in which they are written.
Cited Statements::cites(const Statement& s) {
  std::vector<std::pair<std::uint32_t, Sentence>> cited;
  for (const ast::Word& id : s.ids) {
    Sentence one = words("clause ");
    cited.emplace_back(id.span.begin, one += clause_piece(tree_, file_, id.text));
  }
  for (const ast::Word& law : s.texts) cited.emplace_back(law.span.begin, words(law.text));
  std::sort(cited.begin(), cited.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Sentence> members;
  for (auto& [offset, one] : cited) members.push_back(std::move(one));
  return {listed(members, "")};
}

// ---- Examples

Sentence Statements::row_given(const ast::Assignment& assignment, const EventInfo& event) {
  Sentence out = speaker_.named(event.name);
  if (assignment.on != ast::no_expr) {
    out += " on ";
    out += speaker_.value(assignment.on);
  }
  const std::vector<FactInfo>& columns = names_.events[event.table].columns;
  const char* between = ": ";
  for (const auto& [word, value] : assignment.columns) {
    const auto named = [&, &name = word.text](const FactInfo& column) { return column.name == name; };
    const auto column = std::find_if(columns.begin(), columns.end(), named);
    const std::string title = column == columns.end() ? "" : column->title;
    out += fmt::format("{}{} ", between, title_or_name(title, word.text));
    out += speaker_.value(value);
    between = ", ";
  }
  return out;
}

WorkedExample Statements::example(const Statement& s) {
  WorkedExample made;
  made.title = s.title ? s.title->text : "";
  const auto meant = [&](const ExampleResult& result) { return result.span == s.span; };
  const auto result = std::find_if(examples_.begin(), examples_.end(), meant);
  for (const ast::Assignment& assignment : s.assignments) {
    if (!assignment.gives) {
      const Symbol* symbol = names_.find(tree_.expr(assignment.target).name.text);
      if (assignment.value == ast::no_expr && symbol != nullptr && symbol->kind == SymbolKind::event) {
        made.given.push_back(row_given(assignment, names_.events[symbol->index]));
        continue;
      }
      Sentence one = speaker_.value(assignment.target);
      one += " is ";
      one += speaker_.value(assignment.value);
      if (assignment.from != ast::no_expr) {
        one += " from ";
        one += speaker_.value(assignment.from);
      }
      made.given.push_back(std::move(one));
      continue;
    }
    WorkedExample::Check check;
    check.what = speaker_.value(assignment.target);
    if (assignment.on != ast::no_expr) check.day = plain_text(speaker_.value(assignment.on));
    check.expected = plain_text(speaker_.value(assignment.value));
    if (result != examples_.end()) {
      const auto same = [&](const ExampleCheck& one) { return one.at == assignment.span; };
      const auto computed = std::find_if(result->checks.begin(), result->checks.end(), same);
      if (computed != result->checks.end()) {
        check.computed = spoken(computed->actual);
        check.holds = computed->holds;
      }
    }
    made.checks.push_back(std::move(check));
  }
  return made;
}

}  // namespace mou
