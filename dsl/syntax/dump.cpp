#include "dsl/syntax/dump.h"

#include <string_view>

namespace mou {
namespace {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;
using ast::Statement;
using ast::Word;

std::string_view kind_text(ExprKind kind) {
  switch (kind) {
#define MOU_EXPRESSION(name) \
  case ExprKind::name:       \
    return #name;
#include "dsl/syntax/expressions.def"
  }
  return {};
}

std::string_view form_text(ast::TypeForm form) {
  switch (form) {
    case ast::TypeForm::none:
      return "none";
    case ast::TypeForm::unit:
      return "in";
    case ast::TypeForm::date:
      return "a date";
    case ast::TypeForm::time:
      return "a time";
    case ast::TypeForm::number:
      return "a number";
    case ast::TypeForm::whole_number:
      return "a whole number";
    case ast::TypeForm::text:
      return "text";
    case ast::TypeForm::yes_or_no:
      return "yes or no";
    case ast::TypeForm::one_of:
      return "one of";
  }
  return {};
}

std::string_view flow_text(ast::FlowKind flow) {
  switch (flow) {
    case ast::FlowKind::none:
      return "";
    case ast::FlowKind::earns:
      return "earns";
    case ast::FlowKind::uses:
      return "uses";
    case ast::FlowKind::cashes:
      return "cashes";
    case ast::FlowKind::loses:
      return "loses";
    case ast::FlowKind::moves:
      return "moves";
    case ast::FlowKind::converts:
      return "converts";
    case ast::FlowKind::holds:
      return "holds";
  }
  return {};
}

std::string_view fate_text(ast::Fate fate) {
  switch (fate) {
    case ast::Fate::lost:
      return "lost";
    case ast::Fate::paid_as:
      return "paid as";
    case ast::Fate::moves_to:
      return "moves to";
  }
  return {};
}

std::string_view window_text(ast::Window window) {
  switch (window) {
    case ast::Window::tick:
      return "";
    case ast::Window::around:
      return "in the";
    case ast::Window::previous:
      return "in the previous";
    case ast::Window::so_far:
      return "so far in the";
    case ast::Window::including:
      return "in the one including";
  }
  return {};
}

std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string unit_text(const ast::UnitText& unit) {
  std::string text = unit.of.text;
  if (!unit.per.empty()) text += " per " + unit.per.text;
  return text;
}

class Dump {
 public:
  explicit Dump(const ast::Ast& tree) : tree_(tree) {}

  std::string text;

  std::string expression(ExprId id) const {
    if (id == ast::no_expr) return "-";
    const Expr& e = tree_.expr(id);
    const std::string leaf = leaf_text(e);
    if (!leaf.empty() && e.children.empty()) return leaf;
    std::string out = "(" + std::string(kind_text(e.kind));
    const auto part = [&](std::string_view what) {
      if (!what.empty()) out += " " + std::string(what);
    };
    if (e.each) part("each");
    part(e.word.text);
    part(e.word2->text);
    part(e.name.text);
    if (!e.text.empty()) part(in_quotes(e.text));
    part(window_text(e.window));
    part(e.clock->text);
    if (e.kind == ExprKind::nth || (e.kind == ExprKind::month_day)) part(e.number.text());
    for (const ExprId child : e.children) part(expression(child));
    return out + ")";
  }

  void file(const ast::File& file) {
    header(file.header);
    std::uint32_t clause = ast::none;
    for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
      const Statement& s = tree_.statement(id);
      const bool heading = s.clause != clause;
      clause = s.clause;
      statement(s, heading || clause == ast::none ? 0 : 2);
    }
  }

 private:
  // Expressions that are one word.
  std::string leaf_text(const Expr& e) const {
    switch (e.kind) {
      case ExprKind::quantity:
        return "[" + e.number.text() + (e.unit->written() ? " " + unit_text(e.unit) : "") +
               (e.percent ? " percent" : "") + "]";
      case ExprKind::date:
        return date_text(e.date);
      case ExprKind::time:
        return time_text(e.time);
      case ExprKind::string:
        return in_quotes(e.text);
      case ExprKind::nothing:
        return "nothing";
      case ExprKind::name:
        return e.name.text;
      case ExprKind::weekday:
        return e.word.text;
      default:
        return {};
    }
  }

  void line(int indent, std::string_view words) {
    text.append(static_cast<std::size_t>(indent), ' ');
    text += words;
    text += '\n';
  }
  void field(int indent, std::string_view what, const std::string& value) {
    if (!value.empty()) line(indent, std::string(what) + " " + value);
  }
  void expression_field(int indent, std::string_view what, ExprId id) {
    if (id == ast::no_expr) return;
    field(indent, what, expression(id));
    if (tree_.expr(id).kind == ExprKind::table) table(indent + 2, tree_.tables[tree_.expr(id).table]);
  }
  static std::string list(const std::vector<Word>& words, bool quote = false) {
    std::string out;
    for (const Word& each : words) {
      if (!out.empty()) out += ", ";
      out += quote ? in_quotes(each.text) : each.text;
    }
    return out;
  }

  void header(const ast::Header& header) {
    if (header.kind.empty()) return;
    line(0, header.kind.text + " " + header.name.text + (header.title ? " " + in_quotes(header.title->text) : ""));
    field(2, "parties", list(header.parties, true));
    expression_field(2, "covers", header.covers);
    if (header.term) field(2, "term", date_text(header.term->first) + " to " + date_text(header.term->second));
    if (header.approved) field(2, "approved", date_text(*header.approved));
    field(2, "succeeds", header.succeeds.text);
    field(2, "amends", header.amends.text);
    if (!header.document.empty()) field(2, "document", in_quotes(header.document.text));
    field(2, "uses", list(header.uses));
    if (header.rounding) field(2, "rounding", std::string(rounding_text(*header.rounding)));
  }

  void statement(const Statement& s, int indent) {
    std::string first(ast::statement_word(s.kind));
    if (!s.id.empty()) first += " " + s.id.text;
    if (!s.name.empty()) first += " " + s.name.text;
    if (s.title) first += " " + in_quotes(s.title->text);
    if (!s.pages.empty()) first += ", page " + s.pages;
    line(indent, first);
    const int inner = indent + 2;
    if (!s.text.empty()) field(inner, "text", in_quotes(s.text.text));
    head(s.head, inner);
    field(inner, "flow", std::string(flow_text(s.flow)));
    if (s.flow == ast::FlowKind::holds) field(inner, "rest", std::string(fate_text(s.fate)));
    field(inner, "target", s.target.text);
    field(inner, "word", s.word.text);
    field(inner, "names", list(s.names));
    field(inner, "ids", list(s.ids));
    field(inner, "texts", list(s.texts, true));
    if (!s.reason.empty()) field(inner, "because", in_quotes(s.reason.text));
    field(inner, "dated", s.dated.text);
    if (s.of_the_city) line(inner, "of the city");
    if (s.of_the_unit) line(inner, "of the unit");
    expression_field(inner, "condition", s.condition);
    expression_field(inner, "start", s.start);
    expression_field(inner, "paid on", s.paid);
    for (const ast::SortKey& each : s.sort_keys) field(inner, "by", expression(each.value) + " " + each.direction.text);
    for (const ast::Rule& each : s.rules) {
      expression_field(inner, "=", each.value);
      mods(each.mods, inner + 2);
    }
    for (const ast::Assignment& each : s.assignments) assignment(each, inner);
    mods(s.mods, inner);
  }

  void head(const ast::Head& head, int indent) {
    const ast::TypeText& type = head.type;
    if (type.form != ast::TypeForm::none) {
      std::string what(form_text(type.form));
      if (type.unit.written()) what += " " + unit_text(type.unit);
      if (!type.choices.empty()) what += " " + list(type.choices);
      field(indent, "type", what);
      expression_field(indent + 2, "from", type.low);
      expression_field(indent + 2, "to", type.high);
      expression_field(indent + 2, "in steps of", type.step);
    }
    field(indent, "each", head.clock.text);
    field(indent, "keys", list(head.keys));
    expression_field(indent, "starting at", head.starting);
    expression_field(indent, "default", head.default_value);
  }

  void mods(const ast::Mods& mods, int indent) {
    for (const ExprId each : mods.when) expression_field(indent, "when", each);
    for (const ExprId each : mods.unless) expression_field(indent, "unless", each);
    if (mods.otherwise) line(indent, "otherwise");
    expression_field(indent, "from", mods.from);
    expression_field(indent, "until", mods.until);
    field(indent, "instead of", list(mods.instead_of));
    for (const ExprId each : mods.on) expression_field(indent, "on", each);
    for (const ExprId each : mods.paid_on) expression_field(indent, "paid on", each);
    field(indent, "for each", mods.for_each.text);
    if (mods.missed) field(indent, "missed", in_quotes(*mods.missed));
  }

  void assignment(const ast::Assignment& a, int indent) {
    expression_field(indent, a.gives ? "gives" : "given", a.target);
    expression_field(indent + 2, "on", a.on);
    expression_field(indent + 2, "=", a.value);
    for (const auto& [name, value] : a.columns) field(indent + 2, "with " + name.text + " =", expression(value));
    expression_field(indent + 2, "from", a.from);
  }

  static std::string key_cell(const ast::KeyCell& cell) {
    switch (cell.kind) {
      case ast::KeyCell::Kind::empty:
        return "empty";
      case ast::KeyCell::Kind::any_other:
        return "any other";
      case ast::KeyCell::Kind::words:
        return list(cell.words, true);
      case ast::KeyCell::Kind::range: {
        std::string out = cell.low ? cell.low->text() : "";
        out += cell.under ? " under " : " to ";
        out += cell.high ? cell.high->text() : "";
        return out + (cell.unit.written() ? " " + unit_text(cell.unit) : "");
      }
    }
    return {};
  }

  void table(int indent, const ast::Table& table) {
    std::string columns;
    for (const ast::KeyCell& each : table.columns) columns += "| " + key_cell(each) + " ";
    if (table.cross) line(indent, columns + "|");
    for (const ast::TableRow& row : table.rows) {
      std::string cells;
      for (const ast::KeyCell& each : row.keys) cells += "| " + key_cell(each) + " ";
      cells += "=> ";
      for (const ExprId each : row.values) cells += expression(each) + " ";
      line(indent, cells + "|");
    }
  }

  const ast::Ast& tree_;
};

}  // namespace

std::string dump(const ast::Ast& tree) {
  Dump dump(tree);
  for (const ast::File& file : tree.files) dump.file(file);
  return dump.text;
}

std::string dump_file(const ast::Ast& tree, const ast::File& file) {
  Dump dump(tree);
  dump.file(file);
  return dump.text;
}

std::string dump_expression(const ast::Ast& tree, ExprId id) {
  return Dump(tree).expression(id);
}

}  // namespace mou
