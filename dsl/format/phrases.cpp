#include "dsl/format/phrases.h"

#include "dsl/syntax/lexis.h"

namespace mou {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;

namespace {

const std::string soft(1, soft_blank);

std::string unit_phrase(const ast::UnitText& unit) {
  return unit.per.empty() ? unit.of.text : unit.of.text + " per " + unit.per.text;
}

std::string the(const Expr& e) {
  return e.each ? "the " : "";
}

}  // namespace

std::string quoted_phrase(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string word_list(const std::vector<ast::Word>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() && !last.empty() ? soft + std::string(last) + " " : "," + soft;
    out += words[i].text;
  }
  return out;
}

std::string Phrases::list(const Ids& ids, std::size_t first, std::string_view last) const {
  std::string out;
  for (std::size_t i = first; i < ids.size(); ++i) {
    if (i > first) out += i + 1 == ids.size() && !last.empty() ? soft + std::string(last) + " " : "," + soft;
    out += value(ids[i]);
  }
  return out;
}

std::string Phrases::chain(const Ids& ids, std::string_view with) const {
  std::string out;
  for (const ExprId each : ids) {
    if (!out.empty()) out += soft + std::string(with) + " ";
    out += value(each);
  }
  return out;
}

std::string Phrases::binary(const Expr& e, std::string_view with) const {
  return value(e.children[0]) + soft + std::string(with) + " " + value(e.children[1]);
}

std::string Phrases::value(ExprId id) const {
  const Expr& e = tree_.expr(id);
  const auto child = [&](std::size_t i) { return value(e.children[i]); };
  switch (e.kind) {
    case ExprKind::quantity:
      return quantity(e);
    case ExprKind::date:
      return date_text(e.date);
    case ExprKind::time:
      return time_text(e.time);
    case ExprKind::string:
      return quoted_phrase(e.text);
    case ExprKind::nothing:
      return "nothing";
    case ExprKind::name:
      return named(e);
    case ExprKind::add:
      return binary(e, "+");
    case ExprKind::subtract:
      return binary(e, "-");
    case ExprKind::multiply:
      return binary(e, "*");
    case ExprKind::divide:
      return binary(e, "/");
    case ExprKind::percent_of:
      return child(0) + " of " + child(1);
    case ExprKind::parentheses:
      return "(" + child(0) + ")";
    case ExprKind::at_least:
      return child(0) + "," + soft + "at least " + child(1);
    case ExprKind::at_most:
      return child(0) + "," + soft + "at most " + child(1) + (e.clock.empty() ? "" : " each " + e.clock->text);
    case ExprKind::rounded:
      return child(0) + "," + soft + "rounded " + (e.word2.empty() ? "" : e.word2->text + " ") + "to " +
             (e.children[1] == ast::no_expr ? "the " + e.word.text : child(1));
    case ExprKind::as_of:
      return child(0) + " as of " + child(1);
    case ExprKind::among:
      return the(e) + e.word.text + " of " + list(e.children, 0, "and");
    case ExprKind::total:
      return the(e) + e.word.text + " of " + child(0) + soft + "over " + child(1);
    case ExprKind::count:
      return the(e) + "number of " + child(0);
    case ExprKind::rows:
      return rows(e);
    case ExprKind::search:
      return "the " + e.word.text + " " + e.name.text + soft + "where " + child(0) +
             (e.children[1] == ast::no_expr ? "" : soft + "else " + child(1));
    case ExprKind::previous:
      return "previous " + child(0);
    case ExprKind::completed:
      return "completed " + e.word.text + " since " + child(0);
    case ExprKind::stretch:
      return "the hours from " + child(0) + " to " + child(1) +
             (e.children.size() < 4 ? "" : soft + "within " + child(2) + " to " + child(3));
    case ExprKind::offset:
      return child(0) + " " + e.word.text + " " + child(1);
    case ExprKind::nth:
      return "the " + e.word.text + " " + (e.number == Rational(1) ? "" : e.number.text() + " ") + e.clock->text +
             " of " + child(0);
    case ExprKind::boundary:
      return "the " + e.word.text + " of " + child(0);
    case ExprKind::period:
      return period(e);
    case ExprKind::month_day:
    case ExprKind::month_name:
      return e.word.text + (e.kind == ExprKind::month_day ? " " + e.number.text() : "") +
             (e.children[0] == ast::no_expr ? "" : " of " + child(0));
    case ExprKind::weekday:
      return e.word.text;
    case ExprKind::table:
      return "";
    case ExprKind::from_file:
      return "from file " + quoted_phrase(e.text);
    case ExprKind::compare:
    case ExprKind::one_of:
    case ExprKind::presence:
    case ExprKind::becomes:
      return comparison(e);
    case ExprKind::all_of:
      return chain(e.children, "and");
    case ExprKind::any_of:
      return chain(e.children, "or");
    case ExprKind::negation: {
      const Expr& inner = tree_.expr(e.children[0]);
      if (inner.kind == ExprKind::presence) return value(inner.children[0]) + " is not " + inner.word.text;
      return "not " + child(0);
    }
  }
  return {};
}

std::string Phrases::named(const Expr& e) const {
  if (e.children.empty()) return e.name.text;
  return e.name.text + "(" + list(e.children, 0, "") + ")";
}

// The digits at a place, as the author grouped them.
std::string Phrases::number_at(std::uint32_t offset) const {
  std::size_t end = offset;
  const auto digit = [&](std::size_t i) { return i < text_.size() && text_[i] >= '0' && text_[i] <= '9'; };
  while (digit(end) || (end < text_.size() && (text_[end] == ',' || text_[end] == '.') && digit(end + 1))) ++end;
  return std::string(text_.substr(offset, end - offset));
}

std::string Phrases::quantity(const Expr& e) const {
  const std::string number = number_at(e.span.begin + (e.unit->of.text == "$" ? 1 : 0));
  std::string out;
  if (e.unit->of.text == "$") {
    out = "$" + number;
  } else if (e.percent) {
    out = number + (e.unit->per.empty() ? "%" : " %");
  } else {
    out = number + (e.unit->of.empty() ? "" : " " + e.unit->of.text);
  }
  return out + (e.unit->per.empty() ? "" : " per " + e.unit->per.text);
}

std::string Phrases::rows(const Expr& e) const {
  std::string out = (e.each ? "each " : "") + e.word.text;
  if (e.children[0] != ast::no_expr) out += soft + "where " + value(e.children[0]);
  switch (e.window) {
    case ast::Window::tick:
      break;
    case ast::Window::around:
      out += soft + "in the " + e.clock->text;
      break;
    case ast::Window::previous:
      out += soft + "in the previous " + e.clock->text;
      break;
    case ast::Window::so_far:
      out += soft + "in the " + e.clock->text + " so far";
      break;
    case ast::Window::including:
      out += soft + "in the " + e.clock->text + " including " + value(e.children[1]);
      break;
  }
  return out;
}

std::string Phrases::period(const Expr& e) const {
  const std::string& how = e.word.text;
  if (how == "the" || how == "each") return how + " " + e.clock->text;
  if (how == "previous" || how == "next") return "the " + how + " " + e.clock->text;
  return "the " + e.clock->text + " " + how + " " + value(e.children[0]);
}

std::string Phrases::comparison(const Expr& e) const {
  const Expr& left = tree_.expr(e.children[0]);
  const std::string subject = value(e.children[0]);
  if (e.kind == ExprKind::presence) return subject + " is " + e.word.text;
  if (e.kind == ExprKind::becomes) return subject + " becomes " + value(e.children[1]);
  const std::string& how = e.word.text;
  if (e.kind == ExprKind::one_of) return subject + " " + how + " " + list(e.children, 1, "or");
  const std::string right = value(e.children[1]);
  if (how == "is" || how == "is not") return subject + " " + how + " " + right;
  // `15 days before d` is a date: only a plain name goes without `is`.
  const bool dates = how == "before" || how == "after" || how == "on or before" || how == "on or after";
  if (dates && left.kind == ExprKind::name) return subject + " " + how + " " + right;
  return subject + " is " + how + " " + right;
}

// ---- Declarations

std::string Phrases::type(const ast::TypeText& type) const {
  std::string out;
  switch (type.form) {
    case ast::TypeForm::none:
      return {};
    case ast::TypeForm::unit:
      out = "in " + unit_phrase(type.unit);
      break;
    case ast::TypeForm::date:
      return "is a date";
    case ast::TypeForm::time:
      return "is a time";
    case ast::TypeForm::number:
      out = "is a number";
      break;
    case ast::TypeForm::whole_number:
      out = "is a whole number";
      break;
    case ast::TypeForm::text:
      return "is text";
    case ast::TypeForm::yes_or_no:
      return "is yes or no";
    case ast::TypeForm::one_of:
      return "is one of " + word_list(type.choices, "or");
  }
  if (type.low != ast::no_expr) out += soft + "from " + value(type.low) + " to " + value(type.high);
  if (type.step != ast::no_expr) out += soft + "in steps of " + value(type.step);
  return out;
}

std::string Phrases::head(const ast::Head& head) const {
  std::string out;
  const auto part = [&](const std::string& words, bool comma) {
    if (words.empty()) return;
    out += (comma && !out.empty() ? "," : "") + soft + words;
  };
  part(type(head.type), false);
  if (!head.clock.empty()) part("each " + head.clock.text, true);
  if (!head.keys.empty()) part("by " + word_list(head.keys, "and"), true);
  if (head.starting != ast::no_expr) part("starting at " + value(head.starting), true);
  if (head.default_value != ast::no_expr) part("default " + value(head.default_value), false);
  return out;
}

std::vector<Modifier> Phrases::modifiers(const ast::Mods& mods) const {
  std::vector<Modifier> out;
  const auto place = [&](ExprId id) { return tree_.expr(id).span.begin; };
  if (mods.from != ast::no_expr) out.push_back({place(mods.from), "from " + value(mods.from), true});
  if (mods.until != ast::no_expr) {
    out.push_back({place(mods.until), "until " + value(mods.until), mods.from == ast::no_expr});
  }
  if (!mods.paid_on.empty()) {
    out.push_back({place(mods.paid_on.front()), "paid on " + list(mods.paid_on, 0, "and"), true});
  }
  if (!mods.on.empty()) out.push_back({place(mods.on.front()), "on " + list(mods.on, 0, "and"), true});
  if (!mods.instead_of.empty()) {
    out.push_back({mods.instead_of.front().span.begin, "instead of " + word_list(mods.instead_of, ""), true});
  }
  if (!mods.for_each.empty()) out.push_back({mods.for_each.span.begin, "for each " + mods.for_each.text, true});
  for (const ExprId each : mods.when) out.push_back({place(each), "when " + value(each), false});
  for (const ExprId each : mods.unless) out.push_back({place(each), "unless " + value(each), false});
  if (mods.otherwise) out.push_back({mods.otherwise_span.begin, "otherwise", false});
  if (mods.missed) out.push_back({0, "missed " + quoted_phrase(*mods.missed), true});
  return out;
}

std::string Phrases::sort_key(const ast::SortKey& key) const {
  return value(key.value) + (key.direction.empty() ? "" : "," + soft + key.direction.text + " first");
}

// ---- Tables

std::string Phrases::key_cell(const ast::KeyCell& cell) const {
  if (cell.kind == ast::KeyCell::Kind::words) {
    std::string out;
    for (const ast::Word& each : cell.words) {
      if (!out.empty()) out += ", ";
      out += text_[each.span.begin] == '"' ? quoted_phrase(each.text) : each.text;
    }
    return out;
  }
  return one_line_of(text_.substr(cell.span.begin, cell.span.end - cell.span.begin));
}

}  // namespace mou
