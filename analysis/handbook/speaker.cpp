#include "analysis/handbook/speaker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mou {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;

namespace {

std::string unquoted(std::string text) {
  std::replace(text.begin(), text.end(), soft_blank, ' ');
  return text;
}

// What is said of a bank before its title.
std::string_view bank_words(BankMeasure measure) {
  switch (measure) {
    case BankMeasure::opening:
      return "the opening balance of";
    case BankMeasure::earned:
      return "what was earned in";
    case BankMeasure::moved_in:
      return "what was moved into";
    case BankMeasure::used:
      return "what was used of";
    case BankMeasure::cashed:
      return "what was cashed of";
    case BankMeasure::moved:
      return "what was moved out of";
    case BankMeasure::converted:
      return "what was converted in";
    case BankMeasure::lost:
      return "what was lost of";
    case BankMeasure::over:
      return "what is over the limit of";
    case BankMeasure::asked_short:
      return "what was asked beyond the balance of";
    case BankMeasure::balance:
      return "the balance of";
  }
  return {};
}

Sentence words(std::string_view text) {
  Sentence out;
  out += text;
  return out;
}

}  // namespace

Speaker::Speaker(const Program& program, const ast::File& file)
    : program_(program),
      tree_(program.tree),
      file_(file),
      names_(program.checked.declarations),
      phrases_(program.tree, program.sources.text(file.source)) {}

std::set<Thing> Speaker::take_met() {
  return std::exchange(met_, {});
}

Sentence Speaker::thing(const Thing& thing) {
  met_.insert(thing);
  Sentence out;
  out += thing_piece(names_, thing);
  return out;
}

Sentence Speaker::named(const std::string& name) {
  const Symbol* symbol = names_.find(name);
  if (symbol == nullptr || !has_place(symbol->kind)) return words(spoken(name));
  return thing({symbol->kind, symbol->index});
}

Sentence Speaker::named_list(const std::vector<ast::Word>& names, std::string_view last) {
  std::vector<Sentence> members;
  for (const ast::Word& word : names) members.push_back(named(word.text));
  return listed(members, last);
}

Sentence Speaker::clauses(const std::vector<ast::Word>& ids, std::string_view last) {
  std::vector<Sentence> members;
  for (const ast::Word& id : ids) {
    Sentence one;
    one += clause_piece(tree_, file_, id.text);
    members.push_back(std::move(one));
  }
  return listed(members, last);
}

// As the author wrote it, without the underlines of names.
std::string Speaker::written(ExprId id) const {
  return spoken(unquoted(phrases_.value(id)));
}

std::string Speaker::type(const ast::TypeText& type) const {
  return spoken(unquoted(phrases_.type(type)));
}

std::string Speaker::key_cell(const ast::KeyCell& cell) const {
  if (cell.kind == ast::KeyCell::Kind::any_other || cell.kind == ast::KeyCell::Kind::empty) return "any other";
  if (cell.kind != ast::KeyCell::Kind::words) return unquoted(phrases_.key_cell(cell));
  std::string out;
  for (const ast::Word& word : cell.words) out += (out.empty() ? "" : ", ") + spoken(word.text);
  return out;
}

Sentence Speaker::list(const Ids& ids, std::size_t first, std::string_view last) {
  std::vector<Sentence> members;
  for (std::size_t i = first; i < ids.size(); ++i) members.push_back(value(ids[i]));
  return listed(members, last);
}

Sentence Speaker::binary(const Expr& e, std::string_view with) {
  Sentence out = value(e.children[0]);
  out += fmt::format(" {} ", with);
  out += value(e.children[1]);
  return out;
}

Sentence Speaker::value(ExprId id) {
  const Expr& e = tree_.expr(id);
  // Words and the child between them.
  const auto around = [&](std::string_view before, std::size_t child, std::string_view after = "") {
    Sentence out = words(before);
    out += value(e.children[child]);
    out += after;
    return out;
  };
  const auto and_then = [&](Sentence out, std::string_view between, std::size_t child) {
    out += between;
    out += value(e.children[child]);
    return out;
  };
  switch (e.kind) {
    case ExprKind::quantity:
    case ExprKind::time:
    case ExprKind::weekday:
      return words(written(id));
    case ExprKind::date:
      return words(long_date(e.date));
    case ExprKind::string:
      return words("“" + e.text + "”");
    case ExprKind::nothing:
      return words("nothing");
    case ExprKind::name:
      return name(id);
    case ExprKind::add:
      return binary(e, "+");
    case ExprKind::subtract:
      return binary(e, "−");
    case ExprKind::multiply:
      return binary(e, "×");
    case ExprKind::divide:
      return binary(e, "÷");
    case ExprKind::percent_of:
      return binary(e, "of");
    case ExprKind::parentheses:
      return around("(", 0, ")");
    case ExprKind::at_least:
      return and_then(value(e.children[0]), ", but at least ", 1);
    case ExprKind::at_most: {
      Sentence out = and_then(value(e.children[0]), ", but at most ", 1);
      if (!e.clock.empty()) out += " each " + e.clock->text;
      return out;
    }
    case ExprKind::rounded: {
      Sentence out = value(e.children[0]);
      out += fmt::format(", rounded {}to ", e.word2.empty() ? "" : e.word2->text + " ");
      out += e.children[1] == ast::no_expr ? words("the " + e.word.text) : value(e.children[1]);
      return out;
    }
    case ExprKind::as_of:
      return and_then(value(e.children[0]), " as of ", 1);
    case ExprKind::among: {
      Sentence out = words(fmt::format("the {} of ", e.word.text));
      out += list(e.children, 0, "and");
      return out;
    }
    case ExprKind::total: {
      Sentence out = around(fmt::format("the {} of ", e.word.text), 0);
      out += " over ";
      out += value(e.children[1]);
      return out;
    }
    case ExprKind::count:
      return around("the number of ", 0);
    case ExprKind::rows:
      return rows(e);
    case ExprKind::search: {
      Sentence out = words(fmt::format("the {} ", e.word.text));
      out += named(e.name.text);
      out += " at which ";
      out += condition(e.children[0]);
      if (e.children[1] == ast::no_expr) return out;
      out += " (where there is none, ";
      out += value(e.children[1]);
      out += ")";
      return out;
    }
    case ExprKind::previous:
      return around("the previous ", 0);
    case ExprKind::completed:
      return around(fmt::format("the completed {} since ", e.word.text), 0);
    case ExprKind::stretch: {
      Sentence out = around("the hours from ", 0);
      out = and_then(std::move(out), " to ", 1);
      if (e.children.size() < 4) return out;
      out = and_then(std::move(out), " that lie between ", 2);
      return and_then(std::move(out), " and ", 3);
    }
    case ExprKind::offset: {
      Sentence out = value(e.children[0]);
      out += fmt::format(" {} ", e.word.text);
      out += value(e.children[1]);
      return out;
    }
    case ExprKind::nth:
      return around(fmt::format("the {} {}{} of ", e.word.text,
                                e.number == Rational(1) ? std::string() : e.number.text() + " ", e.clock->text),
                    0);
    case ExprKind::boundary:
      return around(fmt::format("the {} of ", e.word.text), 0);
    case ExprKind::period:
      return period(e);
    case ExprKind::month_day:
    case ExprKind::month_name: {
      Sentence out = words(e.word.text + (e.kind == ExprKind::month_day ? " " + e.number.text() : ""));
      return e.children[0] == ast::no_expr ? out : and_then(std::move(out), " of ", 0);
    }
    case ExprKind::table:
      return {};
    case ExprKind::from_file:
      return words("the table in " + e.text);
    case ExprKind::compare:
    case ExprKind::one_of:
    case ExprKind::presence:
    case ExprKind::becomes:
      return comparison(e);
    case ExprKind::all_of:
      return logic(e, " and ");
    case ExprKind::any_of:
      return logic(e, " or ");
    case ExprKind::negation: {
      const Expr& inner = tree_.expr(e.children[0]);
      if (inner.kind == ExprKind::name) return and_then({}, "", 0) += " is no";
      if (inner.kind != ExprKind::presence) {
        Sentence out = words("not ");
        return out += condition(e.children[0]);
      }
      Sentence out = value(inner.children[0]);
      return out += fmt::format(" is not {}", inner.word.text);
    }
  }
  return {};
}

Sentence Speaker::condition(ExprId id) {
  const Expr& e = tree_.expr(id);
  if (e.kind == ExprKind::name && type_of(id).type.kind == TypeKind::truth) {
    Sentence out = name(id);
    return out += " is yes";
  }
  if (e.kind == ExprKind::parentheses) {
    Sentence out = words("(");
    out += condition(e.children[0]);
    return out += ")";
  }
  return value(id);
}

Sentence Speaker::logic(const Expr& e, std::string_view with) {
  Sentence out;
  for (const ExprId child : e.children) {
    if (!out.empty()) out += with;
    out += condition(child);
  }
  return out;
}

void Speaker::conditions(ExprId id, std::vector<Sentence>& out) {
  const Expr& e = tree_.expr(id);
  if (e.kind != ExprKind::all_of) {
    out.push_back(condition(id));
    return;
  }
  for (const ExprId child : e.children) conditions(child, out);
}

std::vector<Sentence> Speaker::conditions(const ast::Mods& mods) {
  std::vector<Sentence> out;
  for (const ExprId each : mods.when) conditions(each, out);
  for (const ExprId each : mods.unless) {
    Sentence one = words("it is not so that ");
    out.push_back(one += condition(each));
  }
  return out;
}

Sentence Speaker::dates(const ast::Mods& mods) {
  Sentence out;
  const auto say = [&](std::string_view before, const Sentence& what) {
    out += fmt::format(", {} ", before);
    out += what;
  };
  if (mods.from != ast::no_expr) say("from", value(mods.from));
  if (mods.until != ast::no_expr) say("until", value(mods.until));
  if (!mods.paid_on.empty()) say("paid on", list(mods.paid_on, 0, "and"));
  if (!mods.on.empty()) say("on", list(mods.on, 0, "and"));
  if (!mods.instead_of.empty()) say("in place of", clauses(mods.instead_of, "and"));
  if (!mods.for_each.empty()) say("for each", named(mods.for_each.text));
  return out;
}

// ---- Names

Sentence Speaker::name(ExprId id) {
  const Expr& e = tree_.expr(id);
  const Resolution& meant = program_.checked.resolutions[id];
  switch (meant.meaning) {
    case Meaning::fact:
      return thing({SymbolKind::roster_fact, meant.index});
    case Meaning::column: {
      const EventInfo& table = names_.events[names_.events[meant.event].table];
      const FactInfo& column = table.columns[meant.index];
      return words(column.title.empty() ? spoken(column.name) : column.title);
    }
    case Meaning::figure: {
      Sentence out = thing({SymbolKind::figure, meant.index});
      return out += arguments(e);
    }
    case Meaning::outside: {
      Sentence out = thing({SymbolKind::outside, meant.index});
      return out += arguments(e);
    }
    case Meaning::bank: {
      Sentence out = words(fmt::format("{} ", bank_words(meant.measure)));
      return out += thing({SymbolKind::bank, meant.index});
    }
    case Meaning::reading:
      return thing({SymbolKind::reading, meant.index});
    case Meaning::today:
      return words("the day");
    case Meaning::weekday:
      return words("the day of the week");
    case Meaning::approval: {
      const auto& approved = file_.header.approved;
      return words(approved ? fmt::format("the approval ({})", long_date(*approved)) : "the approval");
    }
    case Meaning::employee:
      return words("the employee");
    case Meaning::key_argument: {
      const Symbol* symbol = names_.find(e.name.text);
      if (symbol == nullptr || symbol->kind != SymbolKind::key) return named(e.name.text);
      // Columns of events have the same titles.
      Sentence out = words("the ");
      out += named(e.name.text);
      return out += " asked for";
    }
    case Meaning::choice:
    case Meaning::unresolved:
      break;
  }
  return words(spoken(e.name.text));
}

// "for Range and Step" where all are plain names, else in parentheses.
Sentence Speaker::arguments(const Expr& e) {
  if (e.children.empty()) return {};
  const auto plain = [&](ExprId child) {
    const ExprKind kind = tree_.expr(child).kind;
    return kind == ExprKind::name || kind == ExprKind::string || kind == ExprKind::quantity;
  };
  const bool simple = std::all_of(e.children.begin(), e.children.end(), plain);
  Sentence out = words(simple ? " for " : " (");
  out += list(e.children, 0, simple ? "and" : "");
  return out += simple ? "" : ")";
}

Sentence Speaker::rows(const Expr& e) {
  Sentence out;
  const Symbol* symbol = names_.find(e.word.text);
  if (symbol != nullptr && symbol->kind == SymbolKind::event) {
    out += "entries of ";
    out += named(e.word.text);
  } else if (e.word.text == "employee") {
    out += "employees";
  } else {
    out += "each ";
    out += symbol != nullptr && symbol->kind != SymbolKind::clock ? named(e.word.text) : words(spoken(e.word.text));
  }
  if (e.children[0] != ast::no_expr) {
    out += " where ";
    out += condition(e.children[0]);
  }
  switch (e.window) {
    case ast::Window::tick:
      return out;
    case ast::Window::around:
      return out += " in the " + e.clock->text;
    case ast::Window::previous:
      return out += " in the previous " + e.clock->text;
    case ast::Window::so_far:
      return out += " in the " + e.clock->text + " so far";
    case ast::Window::including:
      out += " in the " + e.clock->text + " including ";
      return out += value(e.children[1]);
  }
  return out;
}

Sentence Speaker::period(const Expr& e) {
  const std::string& how = e.word.text;
  if (how == "the" || how == "each") return words(how + " " + e.clock->text);
  if (how == "previous" || how == "next") return words("the " + how + " " + e.clock->text);
  Sentence out = words("the " + e.clock->text + " " + how + " ");
  return out += value(e.children[0]);
}

// ---- Comparisons

// "the question of 10.3 is answered “keeps percentage”"; empty when no reading is asked.
Sentence Speaker::answer(const Expr& e) {
  const Resolution& asked = program_.checked.resolutions[e.children[0]];
  if (tree_.expr(e.children[0]).kind != ExprKind::name || asked.meaning != Meaning::reading) return {};
  met_.insert({SymbolKind::reading, asked.index});
  const ast::Statement& reading = tree_.statement(names_.readings[asked.index].declared);
  std::vector<Sentence> answers;
  for (std::size_t i = 1; i < e.children.size(); ++i) {
    answers.push_back(words("“" + spoken(tree_.expr(e.children[i]).name.text) + "”"));
  }
  const bool denies = e.word.text.find("not") != std::string::npos;
  Sentence out = words("the ");
  const std::string clause = reading.clause == ast::none ? "" : " of " + tree_.clauses[reading.clause].id;
  out += Piece{"question" + clause, thing_anchor(names_, {SymbolKind::reading, asked.index})};
  out += denies ? " is not answered " : " is answered ";
  return out += listed(answers, "or");
}

Sentence Speaker::comparison(const Expr& e) {
  if (e.kind == ExprKind::compare || e.kind == ExprKind::one_of) {
    if (Sentence read = answer(e); !read.empty()) return read;
  }
  // What is compared is a whole: the parentheses that the language asks for say nothing more.
  const Expr& subject = tree_.expr(e.children[0]);
  Sentence out = value(subject.kind == ExprKind::parentheses ? subject.children[0] : e.children[0]);
  if (e.kind == ExprKind::presence) return out += fmt::format(" is {}", e.word.text);
  if (e.kind == ExprKind::becomes) {
    out += " becomes ";
    return out += value(e.children[1]);
  }
  const std::string& how = e.word.text;
  if (e.kind == ExprKind::one_of) {
    out += fmt::format(" {} ", how);
    return out += list(e.children, 1, "or");
  }
  out += how.starts_with("is") ? fmt::format(" {} ", how) : fmt::format(" is {} ", how);
  return out += value(e.children[1]);
}

}  // namespace mou
