#include "dsl/format/format.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/format/page.h"
#include "dsl/format/phrases.h"
#include "dsl/syntax/dump.h"
#include "dsl/syntax/parse.h"

namespace mou {
namespace {

using ast::ExprId;
using ast::ExprKind;
using ast::Statement;
using ast::StatementKind;

const std::string soft(1, soft_blank);

class Formatter {
 public:
  Formatter(const ast::Ast& tree, std::string_view text) : tree_(tree), phrases_(tree, text), text_(text) {}

  std::string file(const ast::File& file) {
    if (!file.header.kind.empty()) header(file.header);
    for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
      const Statement& each = tree_.statement(id);
      indent_ = each.clause == ast::none ? 0 : 2;
      statement(each);
    }
    return page_.text(text_, file.comments);
  }

 private:
  // ---- The header

  void header(const ast::Header& header) {
    page_.start_statement();
    page_.put(0, header.span.begin,
              header.kind.text + " " + header.name.text + (header.title ? " " + quoted_phrase(header.title->text) : ""),
              4);
    struct Property {
      std::uint32_t offset;
      std::string word;
      std::string phrase;
    };
    std::vector<Property> properties;
    const auto named = [&](std::string_view word, const ast::Word& name) {
      if (!name.empty()) properties.push_back({name.span.begin, std::string(word), name.text});
    };
    if (!header.parties.empty()) {
      std::string parties;
      for (const ast::Word& each : header.parties) {
        parties += (parties.empty() ? "" : "," + soft) + quoted_phrase(each.text);
      }
      properties.push_back({header.parties.front().span.begin, "parties", parties});
    }
    if (header.covers != ast::no_expr) {
      properties.push_back({header.covers_span.begin, "covers", phrases_.value(header.covers)});
    }
    if (header.term) {
      properties.push_back(
          {header.term_span.begin, "term", date_text(header.term->first) + " to " + date_text(header.term->second)});
    }
    if (header.approved) {
      properties.push_back({header.approved_span.begin, "approved", date_text(*header.approved)});
    }
    named("succeeds", header.succeeds);
    named("amends", header.amends);
    if (!header.document.empty()) {
      properties.push_back({header.document.span.begin, "document", quoted_phrase(header.document.text)});
    }
    if (!header.uses.empty()) {
      properties.push_back({header.uses.front().span.begin, "uses", word_list(header.uses, "")});
    }
    if (header.rounding) {
      properties.push_back({header.rounding_span.begin, "rounding", std::string(rounding_text(*header.rounding))});
    }
    std::size_t longest = 0;
    for (const Property& each : properties) longest = std::max(longest, each.word.size());
    for (const Property& each : properties) {
      page_.put(2, each.offset, each.word + std::string(longest - each.word.size() + 2, ' ') + each.phrase,
                longest + 2);
    }
  }

  // ---- Statements

  void statement(const Statement& s) {
    page_.start_statement();
    switch (s.kind) {
      case StatementKind::article:
      case StatementKind::clause:
        return heading(s);
      case StatementKind::figure:
      case StatementKind::pay:
      case StatementKind::deduct:
      case StatementKind::deadline:
        return figure(s);
      case StatementKind::fact:
      case StatementKind::key:
        return put(s, first(s) + phrases_.head(s.head));
      case StatementKind::measure:
        return put(s, first(s));
      case StatementKind::bank:
        return bank(s);
      case StatementKind::raise:
        return with_modifiers(s, first(s) + " by " + phrases_.value(s.rules.front().value), s.rules.front().mods);
      case StatementKind::change:
        return with_modifiers(s, first(s) + " to " + phrases_.value(s.rules.front().value), s.rules.front().mods);
      case StatementKind::only_one:
        return with_modifiers(s, "only one of " + word_list(s.names, "and") + "," + soft + "the " + s.word.text,
                              s.mods);
      case StatementKind::require:
        return require(s);
      case StatementKind::order:
        return order(s);
      case StatementKind::reading:
        return reading(s);
      case StatementKind::example:
        return example(s);
      case StatementKind::assume: {
        const ast::Assignment& assumed = s.assignments.front();
        return with_modifiers(s, "assume " + phrases_.value(assumed.target) + " = " + phrases_.value(assumed.value),
                              s.mods);
      }
      case StatementKind::cites:
        return cites(s);
      case StatementKind::prose:
        return put(s, "prose " + quoted_phrase(s.text.text));
      case StatementKind::outside:
        return put(s, "outside " + s.name.text + " " + quoted_phrase(s.text.text) + phrases_.head(s.head));
      case StatementKind::event:
        return event(s);
      case StatementKind::clock:
        return clock(s);
    }
  }

  // The statement's word, name and title.
  static std::string first(const Statement& s) {
    std::string out(ast::statement_word(s.kind));
    out += " " + s.name.text;
    if (s.title) out += " " + quoted_phrase(s.title->text);
    return out;
  }

  void put(const Statement& s, const std::string& phrase) { page_.put(indent_, s.span.begin, phrase, 4); }

  enum class Commas { none, some, all };

  static std::string joined(const std::vector<Modifier>& modifiers, Commas commas) {
    std::string out;
    for (const Modifier& each : modifiers) {
      const bool comma = commas == Commas::all || (commas == Commas::some && each.comma);
      out += (comma ? "," : "") + soft + each.phrase;
    }
    return out;
  }

  // One line when it fits, else the sentence and below it each modifier on its own line.
  void with_modifiers(const Statement& s, const std::string& sentence, const ast::Mods& mods) {
    const std::vector<Modifier> modifiers = phrases_.modifiers(mods);
    const std::string whole = sentence + joined(modifiers, Commas::some);
    if (Page::fits(indent_, whole)) return put(s, whole);
    put(s, sentence);
    below(modifiers, indent_ + 2);
  }

  void below(const std::vector<Modifier>& modifiers, std::size_t indent) {
    for (const Modifier& each : modifiers) page_.put(indent, each.offset, each.phrase, 2);
  }

  void heading(const Statement& s) {
    page_.start_heading();
    std::string out = std::string(ast::statement_word(s.kind)) + " " + s.id.text;
    if (s.title) out += " " + quoted_phrase(s.title->text);
    if (!s.pages.empty()) out += ", page " + s.pages;
    page_.put(0, s.span.begin, out + joined(phrases_.modifiers(s.mods), Commas::all), 4);
  }

  bool is_table(const ast::Rule& rule) const { return tree_.expr(rule.value).kind == ExprKind::table; }

  // One line when there is one rule and it fits; else each rule on its own line below, their conditions in a column.
  void figure(const Statement& s) {
    const std::string head = first(s) + phrases_.head(s.head);
    if (s.rules.empty()) return put(s, head);
    const bool tables = std::any_of(s.rules.begin(), s.rules.end(), [&](const ast::Rule& r) { return is_table(r); });
    if (s.rules.size() == 1 && !tables) {
      const ast::Rule& rule = s.rules.front();
      const std::string whole =
          head + " = " + phrases_.value(rule.value) + joined(phrases_.modifiers(rule.mods), Commas::some);
      if (Page::fits(indent_, whole)) return put(s, whole);
    }
    put(s, head);
    const std::size_t column = tables ? 0 : value_column(s.rules);
    for (const ast::Rule& rule : s.rules) {
      if (is_table(rule)) {
        table(rule);
      } else {
        one_rule(rule, column, s.rules.size() == 1 ? Commas::some : Commas::none);
      }
    }
  }

  // The width to which values are filled up so that what follows stands in a column; 0 when it would not fit.
  std::size_t value_column(const std::vector<ast::Rule>& rules) const {
    if (rules.size() < 2) return 0;
    std::size_t widest = 0;
    for (const ast::Rule& rule : rules) widest = std::max(widest, characters(phrases_.value(rule.value)));
    for (const ast::Rule& rule : rules) {
      const std::string rest = joined(phrases_.modifiers(rule.mods), Commas::none);
      if (!Page::fits(indent_ + 4 + widest, rest)) return 0;
    }
    return widest;
  }

  void one_rule(const ast::Rule& rule, std::size_t column, Commas commas) {
    std::string value = "= " + phrases_.value(rule.value);
    const std::vector<Modifier> modifiers = phrases_.modifiers(rule.mods);
    if (column > 0 && !modifiers.empty()) value.append(column + 2 - std::min(column + 2, characters(value)), ' ');
    const std::string whole = value + joined(modifiers, commas);
    if (Page::fits(indent_ + 2, whole)) return page_.put(indent_ + 2, rule.span.begin, whole, 2);
    page_.put(indent_ + 2, rule.span.begin, value, 2);
    below(modifiers, indent_ + 6);
  }

  void table(const ast::Rule& rule) {
    const ast::Table& table = tree_.tables[tree_.expr(rule.value).table];
    std::vector<std::vector<std::string>> cells;
    std::vector<std::uint32_t> offsets;
    if (table.cross) {
      cells.push_back({""});
      for (const ast::KeyCell& each : table.columns) cells.back().push_back(phrases_.key_cell(each));
      offsets.push_back(table.span.begin);
    }
    for (const ast::TableRow& row : table.rows) {
      cells.emplace_back();
      for (const ast::KeyCell& each : row.keys) cells.back().push_back(phrases_.key_cell(each));
      for (const ExprId each : row.values) cells.back().push_back(unbroken(phrases_.value(each)));
      offsets.push_back(row.span.begin);
    }
    std::vector<std::size_t> widths(cells.front().size());
    for (const auto& row : cells) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
    }
    for (std::size_t r = 0; r < cells.size(); ++r) {
      std::string line = r == 0 ? "= |" : "|";
      for (std::size_t i = 0; i < cells[r].size(); ++i) {
        line += " " + cells[r][i] + std::string(widths[i] - characters(cells[r][i]), ' ') + " |";
      }
      page_.put(indent_ + (r == 0 ? 2 : 4), offsets[r], line, 0);
    }
    const std::vector<Modifier> modifiers = phrases_.modifiers(rule.mods);
    std::string all;
    for (const Modifier& each : modifiers) all += (all.empty() ? "" : soft) + each.phrase;
    if (modifiers.empty()) return;
    if (Page::fits(indent_ + 4, all)) return page_.put(indent_ + 4, modifiers.front().offset, all, 2);
    below(modifiers, indent_ + 4);
  }

  static std::string unbroken(std::string phrase) {
    std::replace(phrase.begin(), phrase.end(), soft_blank, ' ');
    return phrase;
  }
  static std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  }

  void bank(const Statement& s) {
    std::string out = first(s);
    if (s.head.type.form != ast::TypeForm::none) out += soft + phrases_.type(s.head.type);
    if (s.of_the_unit) out += soft + "of the unit";
    if (s.head.starting != ast::no_expr) out += soft + "starting at " + phrases_.value(s.head.starting);
    if (s.flow == ast::FlowKind::none) return put(s, out);
    const ast::Rule& rule = s.rules.front();
    out += " " + flow(s, phrases_.value(rule.value));
    if (!s.head.clock.empty()) out += " each " + s.head.clock.text;
    with_modifiers(s, out, rule.mods);
  }

  static std::string flow(const Statement& s, const std::string& value) {
    switch (s.flow) {
      case ast::FlowKind::none:
        return {};
      case ast::FlowKind::earns:
        return "earns " + value;
      case ast::FlowKind::uses:
        return "uses " + value;
      case ast::FlowKind::cashes:
        return "cashes " + value;
      case ast::FlowKind::loses:
        return "loses " + value;
      case ast::FlowKind::moves:
        return "moves " + value + " to " + s.target.text;
      case ast::FlowKind::converts:
        return "converts to " + value;
      case ast::FlowKind::holds:
        return "holds at most " + value + fate(s);
    }
    return {};
  }

  static std::string fate(const Statement& s) {
    const std::string rest = "," + soft + "the rest ";
    switch (s.fate) {
      case ast::Fate::lost:
        return rest + "is lost";
      case ast::Fate::paid_as:
        return rest + "is paid as " + s.target.text;
      case ast::Fate::moves_to:
        return rest + "moves to " + s.target.text;
    }
    return {};
  }

  void require(const Statement& s) {
    const ast::Rule& rule = s.rules.front();
    std::string out = "require " + phrases_.value(rule.value);
    if (!s.head.clock.empty()) out += " each " + s.head.clock.text;
    const std::string why = s.text.empty() ? "" : soft + quoted_phrase(s.text.text);
    put(s, out + joined(phrases_.modifiers(rule.mods), Commas::none) + why);
  }

  void order(const Statement& s) {
    std::string out = first(s) + " of " + s.target.text;
    if (s.condition != ast::no_expr) out += soft + "where " + phrases_.value(s.condition);
    if (!s.mods.for_each.empty()) out += soft + "for each " + s.mods.for_each.text;
    std::string keys;
    for (const ast::SortKey& each : s.sort_keys) {
      keys += (keys.empty() ? "by " : "," + soft + "then ") + phrases_.sort_key(each);
    }
    if (Page::fits(indent_, out + " " + keys)) return put(s, out + soft + keys);
    put(s, out);
    page_.put(indent_ + 2, tree_.expr(s.sort_keys.front().value).span.begin, keys, 2);
  }

  void reading(const Statement& s) {
    const std::string question = "reading " + s.name.text + " " + quoted_phrase(s.text.text);
    std::string choice = "is " + word_list(s.names, "or") + "," + soft + "used " + s.target.text;
    if (!s.reason.empty()) choice += soft + "because " + quoted_phrase(s.reason.text);
    if (Page::fits(indent_, question + " " + choice)) return put(s, question + soft + choice);
    put(s, question);
    page_.put(indent_ + 2, s.names.front().span.begin, choice, 2);
  }

  void cites(const Statement& s) {
    std::vector<std::pair<std::uint32_t, std::string>> cited;
    for (const ast::Word& each : s.ids) cited.emplace_back(each.span.begin, each.text);
    for (const ast::Word& each : s.texts) cited.emplace_back(each.span.begin, quoted_phrase(each.text));
    std::sort(cited.begin(), cited.end());
    std::string out;
    for (const auto& [offset, phrase] : cited) out += (out.empty() ? "cites " : "," + soft) + phrase;
    put(s, out);
  }

  void event(const Statement& s) {
    std::string out = first(s);
    if (!s.dated.empty()) out += "," + soft + "dated " + s.dated.text;
    if (s.of_the_city) out += soft + "of the city";
    if (!s.target.empty()) out += soft + "from " + s.target.text;
    if (s.condition != ast::no_expr) out += soft + "where " + phrases_.value(s.condition);
    put(s, out);
  }

  void clock(const Statement& s) {
    std::string out = "clock " + s.head.clock.text;
    if (s.title) out += " " + quoted_phrase(s.title->text);
    if (s.target.empty()) {
      out += soft + "every " + phrases_.value(s.condition) + " from " + phrases_.value(s.start);
    } else {
      out += soft + "each " + s.target.text + joined(phrases_.modifiers(s.mods), Commas::none);
    }
    if (s.paid != ast::no_expr) out += soft + "paid on " + phrases_.value(s.paid);
    put(s, out);
  }

  // ---- Examples

  // Plain facts share one `given`; events and dated facts have a line each.
  void example(const Statement& s) {
    put(s, "example " + quoted_phrase(s.title->text));
    for (std::size_t i = 0; i < s.assignments.size();) {
      const ast::Assignment& start = s.assignments[i];
      std::string line = (start.gives ? "gives " : "given ") + assignment(start);
      ++i;
      while (plain(start) && i < s.assignments.size() && plain(s.assignments[i])) {
        line += "," + soft + assignment(s.assignments[i]);
        ++i;
      }
      page_.put(indent_ + 2, start.span.begin, line, 2);
    }
  }

  static bool plain(const ast::Assignment& a) {
    return !a.gives && a.columns.empty() && a.from == ast::no_expr && a.on == ast::no_expr;
  }

  std::string assignment(const ast::Assignment& a) const {
    std::string out = phrases_.value(a.target);
    if (!a.gives && a.on != ast::no_expr) out += " on " + phrases_.value(a.on);
    if (a.value != ast::no_expr) out += " = " + phrases_.value(a.value);
    for (std::size_t i = 0; i < a.columns.size(); ++i) {
      out += (i == 0 ? soft + "with " : "," + soft) + a.columns[i].first.text + " = " +
             phrases_.value(a.columns[i].second);
    }
    if (a.gives && a.on != ast::no_expr) out += " on " + phrases_.value(a.on);
    if (a.from != ast::no_expr) out += " from " + phrases_.value(a.from);
    return out;
  }

  const ast::Ast& tree_;
  Phrases phrases_;
  std::string_view text_;
  Page page_;
  std::size_t indent_ = 0;
};

// What must not change: the tree without places, and the comments.
std::string meaning(const ast::Ast& tree, const ast::File& file) {
  std::string out = dump_file(tree, file);
  std::vector<std::string> comments;
  for (const ast::Comment& each : file.comments) comments.push_back(each.text);
  std::sort(comments.begin(), comments.end());
  for (const std::string& each : comments) out += each + "\n";
  return out;
}

}  // namespace

std::optional<std::string> format(const Sources& sources, std::uint32_t source, const ast::Ast& tree,
                                  Diagnostics& diagnostics) {
  const auto file =
      std::find_if(tree.files.begin(), tree.files.end(), [&](const ast::File& each) { return each.source == source; });
  if (file == tree.files.end() || !file->whole) return std::nullopt;
  std::string text = Formatter(tree, sources.text(source)).file(*file);

  Sources again;
  ast::Ast tree_again;
  Diagnostics told;
  parse(again, again.add(sources.path(source), text), tree_again, told);
  if (told.all().empty() && meaning(tree_again, tree_again.files.front()) == meaning(tree, *file)) return text;
  diagnostics.add(Code::format_failed, {source, 0, 0}, "formatting would change what this file says").help =
      "the file is left as it is; this is a mistake of the program, not of the file";
  return std::nullopt;
}

}  // namespace mou
