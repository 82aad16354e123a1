#include "dsl/check/lists.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

#include "dsl/check/declare.h"
#include "dsl/check/guards.h"
#include "dsl/check/proofs.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::ExprKind;

// A figure whose table is kept in a file.
struct List {
  std::uint32_t figure = no_id;
  ExprId file = ast::no_expr;
  std::vector<DataRow> rows;
};

class Lists {
 public:
  Lists(const Proof& proof, const ReadTable& read) : proof_(proof) {
    for (std::uint32_t index = 0; index < proof.names().figures.size(); ++index) {
      for (const RuleRef& ref : proof.names().figures[index].rules) {
        const ExprId value = proof.statement(ref.statement).rules[ref.rule].value;
        if (value == ast::no_expr || proof.expr(value).kind != ExprKind::from_file) continue;
        const auto text = read(proof.expr(value).span.file, proof.expr(value).text);
        if (text) lists_.push_back({index, value, data_rows(*text)});
      }
    }
  }

  void run() {
    for (const List& list : lists_) {
      const std::vector<KeyRef>& keys = proof_.names().figures[list.figure].keys;
      if (keys.size() == 1 && keys[0].kind == SymbolKind::roster_fact && keys[0].type.type.kind == TypeKind::text) {
        for (const DataRow& row : list.rows) entries_[keys[0].index].insert(row.fields.front());
      }
      for (std::size_t slot = 0; slot < keys.size(); ++slot) {
        if (keys[slot].kind == SymbolKind::figure) reached(list, slot, keys[slot]);
      }
    }
    if (entries_.empty()) return;
    for (ExprId id = 0; id < proof_.tree.exprs.size(); ++id) named(id);
    for (const FigureInfo& figure : proof_.names().figures) key_cells(figure);
  }

 private:
  const std::set<std::string>* entries_of(const KeyRef& key) const {
    const auto found = key.kind == SymbolKind::roster_fact ? entries_.find(key.index) : entries_.end();
    return found == entries_.end() ? nullptr : &found->second;
  }

  // classification is "Ranger", is one of ...
  void named(ExprId id) {
    const ast::Expr& e = proof_.expr(id);
    if ((e.kind != ExprKind::compare && e.kind != ExprKind::one_of) || e.children.size() < 2) return;
    const Resolution& meant = proof_.checked.resolutions[e.children[0]];
    const auto entries = entries_.find(meant.index);
    if (meant.meaning != Meaning::fact || entries == entries_.end()) return;
    for (std::size_t i = 1; i < e.children.size(); ++i) {
      const ast::Expr& value = proof_.expr(e.children[i]);
      if (value.kind == ExprKind::string) entry(value.text, value.span, meant.index, entries->second);
    }
  }

  // The rows of a table by the fact.
  void key_cells(const FigureInfo& figure) {
    for (const RuleRef& ref : figure.rules) {
      walk(proof_.tree, proof_.statement(ref.statement).rules[ref.rule].value, [&](ExprId, const ast::Expr& e) {
        if (e.kind != ExprKind::table) return;
        for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
          for (std::size_t slot = 0; slot < row.keys.size() && slot < figure.keys.size(); ++slot) {
            const std::set<std::string>* entries = entries_of(figure.keys[slot]);
            if (entries == nullptr) continue;
            for (const ast::Word& word : row.keys[slot].words) {
              entry(word.text, word.span, figure.keys[slot].index, *entries);
            }
          }
        }
      });
    }
  }

  void entry(const std::string& text, Span at, std::uint32_t fact, const std::set<std::string>& entries) {
    if (entries.contains(text)) return;
    const std::string& name = proof_.names().roster[fact].name;
    Diagnostic& said = proof_.diagnostics.add(
        Code::unknown_class, at, fmt::format("no list has a `{}` called `{}`: the rule is for nobody", name, text));
    const std::string_view near = nearest(text, {entries.begin(), entries.end()});
    said.help = near.empty() ? "write it as the list does, or add it there" : fmt::format("did you mean `{}`?", near);
  }

  // The list whose values are those of the key: `range = range_of(classification)`.
  const List* source_of(const KeyRef& key) const {
    for (const RuleRef& ref : proof_.names().figures[key.index].rules) {
      const ExprId value = proof_.statement(ref.statement).rules[ref.rule].value;
      if (value == ast::no_expr || proof_.checked.resolutions[value].meaning != Meaning::figure) continue;
      for (const List& list : lists_) {
        if (list.figure == proof_.checked.resolutions[value].index) return &list;
      }
    }
    return nullptr;
  }

  // What one list gives as a key is a key of the other.
  void reached(const List& list, std::size_t slot, const KeyRef& key) {
    const List* source = source_of(key);
    if (source == nullptr || !said_.emplace(source->file, list.figure).second) return;
    std::set<std::string> known;
    for (const DataRow& row : list.rows) {
      if (slot < row.fields.size()) known.insert(row.fields[slot]);
    }
    std::string beyond;
    for (const DataRow& row : source->rows) {
      if (row.fields.empty() || known.contains(row.fields.back())) continue;
      beyond += fmt::format("{}{} for `{}`", beyond.empty() ? "" : ", ", row.fields.back(), row.fields.front());
    }
    if (beyond.empty()) return;
    Diagnostic& said = proof_.diagnostics.add(
        Code::unknown_class, proof_.expr(source->file).span,
        fmt::format("`{}` gives {}, and `{}` has no such `{}`", proof_.names().figures[source->figure].name, beyond,
                    proof_.names().figures[list.figure].name, key.name));
    said.notes.push_back({proof_.expr(list.file).span, "the table that has no row for it"});
    said.help = "who is in such a row gets no figure until the table is continued or the list is corrected";
  }

  Proof proof_;
  std::vector<List> lists_;
  // The names that lists have, by the fact of the roster that they list.
  std::map<std::uint32_t, std::set<std::string>> entries_;
  std::set<std::pair<ExprId, std::uint32_t>> said_;
};

}  // namespace

void check_lists(const ast::Ast& tree, const Sources& sources, const Checked& checked, const ReadTable& read,
                 Diagnostics& diagnostics) {
  const Endings endings = endings_of(tree, checked.declarations);
  Guards guards;
  Lists(Proof{tree, sources, checked, diagnostics, endings, guards}, read).run();
}

}  // namespace mou
