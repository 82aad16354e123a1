// Tables: every key in one row. The keys of a table cut it into boxes; each box is looked up in the rows.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/check/guards.h"
#include "dsl/check/units.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::KeyCell;

constexpr std::size_t most_boxes = 20000;

// One value, or the stretch between two values, of a key that the rows tell apart.
struct Slice {
  // A choice or a title; empty for numbers, and for what no row names.
  std::string word;
  // Numbers: the stretch low..high; open ends included or not.
  std::optional<Rational> low;
  std::optional<Rational> high;
  bool low_open = false;
  bool high_open = false;
  // No key needs to be in it: the table cannot tell whether there are such keys.
  bool optional = false;
};

bool covers(const KeyCell& cell, const Slice& slice) {
  if (cell.kind == KeyCell::Kind::any_other) return true;
  if (cell.kind == KeyCell::Kind::words) {
    return std::any_of(cell.words.begin(), cell.words.end(), [&](const ast::Word& w) { return w.text == slice.word; });
  }
  if (cell.kind != KeyCell::Kind::range || !slice.word.empty()) return false;
  if (cell.low && (!slice.low || *slice.low < *cell.low)) return false;
  if (!cell.high) return true;
  if (!slice.high || *cell.high < *slice.high) return false;
  // `under 5` has no 5; a stretch that ends before 5 is inside it.
  return !(cell.under && *cell.high == *slice.high && !slice.high_open);
}

class TableProof {
 public:
  TableProof(const Proof& proof, const ast::Table& table, const FigureInfo& figure, const ast::Statement& statement,
             const ast::Rule& rule)
      : proof_(proof), table_(table), figure_(figure), statement_(statement), rule_(rule) {}

  void run() {
    if (!shaped()) return;
    lay_rows();
    any_other_last();
    for (std::size_t i = 0; i < figure_.keys.size(); ++i) slices_.push_back(slices_of(i));
    std::size_t boxes = 1;
    for (const std::vector<Slice>& along : slices_) {
      if (along.empty() || boxes > most_boxes / along.size()) return;
      boxes *= along.size();
    }
    look_up();
    overlaps();
    unreachable();
    gaps();
  }

 private:
  // A row of the table, or one value of a cross row, with a cell for each key.
  struct Line {
    std::vector<const KeyCell*> cells;
    Span span;
    int others = 0;
    bool reached = false;
    bool overlapped = false;
  };

  bool shaped() const {
    const std::size_t across = table_.cross ? 1 : 0;
    if (figure_.keys.empty()) return false;
    for (const KeyRef& key : figure_.keys) {
      if (key.type.unknown) return false;
    }
    for (const ast::TableRow& row : table_.rows) {
      if (row.keys.size() + across != figure_.keys.size()) return false;
      if (table_.cross && row.values.size() != table_.columns.size()) return false;
    }
    return true;
  }

  void lay_rows() {
    for (const ast::TableRow& row : table_.rows) {
      const std::size_t values = table_.cross ? table_.columns.size() : 1;
      for (std::size_t column = 0; column < values; ++column) {
        Line line;
        for (const KeyCell& cell : row.keys) line.cells.push_back(&cell);
        if (table_.cross) line.cells.push_back(&table_.columns[column]);
        line.span = table_.cross ? proof_.expr(row.values[column]).span : row.span;
        for (const KeyCell* cell : line.cells) line.others += cell->kind == KeyCell::Kind::any_other ? 1 : 0;
        lines_.push_back(std::move(line));
      }
    }
  }

  void any_other_last() {
    if (table_.cross || figure_.keys.size() != 1) return;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      if (lines_[i].others == 0) continue;
      Diagnostic& said = proof_.diagnostics.add(Code::other_not_last, lines_[i].cells[0]->span,
                                                fmt::format("`any other` stands before {} more row{}",
                                                            lines_.size() - i - 1, lines_.size() - i == 2 ? "" : "s"));
      said.help = "put the row with `any other` last: people read a table from the top";
      return;
    }
  }

  std::vector<Slice> slices_of(std::size_t key) const {
    const CheckedType& type = figure_.keys[key].type;
    if (type.type.kind == TypeKind::number) return number_slices(key, type);
    std::set<std::string> words;
    std::vector<Slice> slices;
    for (const Line& line : lines_) {
      for (const ast::Word& word : line.cells[key]->words) words.insert(word.text);
    }
    if (type.type.kind == TypeKind::truth) words.insert({"yes", "no"});
    for (const std::string& choice : type.choices) words.insert(choice);
    for (const std::string& word : words) {
      Slice slice;
      slice.word = word;
      const bool known =
          type.choices.empty() || std::find(type.choices.begin(), type.choices.end(), word) != type.choices.end();
      slice.optional = !known;
      slices.push_back(slice);
    }
    // Titles have no list: there may be others.
    if (type.choices.empty() && type.type.kind == TypeKind::text) slices.push_back({"", {}, {}, false, false, true});
    return slices;
  }

  // Points that rows name and the stretches between them; whole numbers have no stretch between neighbours.
  std::vector<Slice> number_slices(std::size_t key, const CheckedType& type) const {
    std::set<Rational> points;
    for (const Line& line : lines_) {
      const KeyCell& cell = *line.cells[key];
      if (cell.low) points.insert(*cell.low);
      if (cell.high) points.insert(*cell.high);
    }
    if (type.low) points.insert(*type.low);
    if (type.high) points.insert(*type.high);
    std::vector<Slice> slices;
    if (points.empty()) return {{"", {}, {}, false, false, true}};
    if (!type.low) slices.push_back({"", {}, *points.begin(), false, true, true});
    std::optional<Rational> before;
    for (const Rational& point : points) {
      if (before && !(type.whole && point - *before == Rational(1))) {
        slices.push_back({"", *before, point, true, true, false});
      }
      slices.push_back({"", point, point, false, false, false});
      before = point;
    }
    if (!type.high) slices.push_back({"", *points.rbegin(), {}, true, false, false});
    return slices;
  }

  // Calls with each box: one slice for each key.
  template <typename Visit>
  void each_box(Visit visit) const {
    std::vector<std::size_t> at(slices_.size(), 0);
    while (true) {
      visit(at);
      std::size_t i = 0;
      while (i < at.size() && ++at[i] == slices_[i].size()) at[i++] = 0;
      if (i == at.size()) return;
    }
  }

  void look_up() {
    each_box([&](const std::vector<std::size_t>& box) {
      Line* best = nullptr;
      for (Line& line : lines_) {
        bool inside = true;
        for (std::size_t i = 0; i < box.size() && inside; ++i) inside = covers(*line.cells[i], slices_[i][box[i]]);
        if (!inside) continue;
        if (best != nullptr && best->others == line.others) {
          clash(*best, line, box);
          continue;
        }
        if (best == nullptr || line.others < best->others) best = &line;
      }
      if (best != nullptr) {
        best->reached = true;
      } else {
        gap(box);
      }
    });
  }

  void clash(Line& first, Line& second, const std::vector<std::size_t>& box) {
    if (second.overlapped) return;
    second.overlapped = true;
    clashes_.push_back({&first, &second, box});
  }

  void gap(const std::vector<std::size_t>& box) {
    for (std::size_t i = 0; i < box.size(); ++i) {
      if (slices_[i][box[i]].optional || excluded(i, slices_[i][box[i]])) return;
    }
    gaps_.push_back(box);
  }

  // The rule's own condition leaves the key out: `when coverage is not opt_out`.
  bool excluded(std::size_t key, const Slice& slice) const {
    if (slice.word.empty()) return false;
    return excludes_choice(proof_, statement_, rule_, static_cast<std::uint32_t>(key), slice.word);
  }

  std::string words_of(std::size_t key, const Slice& slice) const {
    const std::string& name = figure_.keys[key].name;
    if (!slice.word.empty()) return fmt::format("`{}` {}", name, slice.word);
    if (slice.low && slice.high && *slice.low == *slice.high) return fmt::format("`{}` {}", name, slice.low->text());
    if (slice.low && slice.high) {
      return fmt::format("`{}` between {} and {}", name, slice.low->text(), slice.high->text());
    }
    if (slice.low) return fmt::format("`{}` above {}", name, slice.low->text());
    return fmt::format("`{}` of other values", name);
  }

  std::string words_of(const std::vector<std::size_t>& box) const {
    std::string words;
    for (std::size_t i = 0; i < box.size(); ++i) {
      if (i > 0) words += " with ";
      words += words_of(i, slices_[i][box[i]]);
    }
    return words;
  }

  void overlaps() {
    for (const Clash& clash : clashes_) {
      Diagnostic& said = proof_.diagnostics.add(Code::table_overlap, clash.second->span,
                                                fmt::format("{} is in two rows of the table", words_of(clash.box)));
      said.notes.push_back({clash.first->span, "it is also in this row"});
      said.help = "leave it in one of the two rows";
    }
  }

  void unreachable() {
    for (const Line& line : lines_) {
      if (line.reached || line.overlapped) continue;
      if (says_impossible(line)) continue;
      Diagnostic& said =
          proof_.diagnostics.add(Code::unreachable_row, line.span, "no key reaches this row of the table");
      said.help = line.others > 0 ? "the other rows have every key: delete it"
                                  : "delete it, or mend its keys or the bounds of what they are declared as";
    }
  }

  // Its words are no choices: that has been said.
  bool says_impossible(const Line& line) const {
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      const std::vector<std::string>& choices = figure_.keys[i].type.choices;
      for (const ast::Word& word : line.cells[i]->words) {
        if (!choices.empty() && std::find(choices.begin(), choices.end(), word.text) == choices.end()) return true;
      }
    }
    return false;
  }

  // All gaps of a table in one message: the first, and how many more.
  void gaps() {
    if (gaps_.empty() || std::any_of(lines_.begin(), lines_.end(), [&](const Line& l) { return says_impossible(l); })) {
      return;
    }
    const std::vector<std::size_t>& first = gaps_.front();
    const std::string more = gaps_.size() == 1 ? "" : fmt::format(", nor have they {} more", gaps_.size() - 1);
    Diagnostic& said = proof_.diagnostics.add(Code::table_gap, row_after(first),
                                              fmt::format("no row of the table has {}{}", words_of(first), more));
    for (std::size_t i = 0; i < first.size(); ++i) {
      const Slice& slice = slices_[i][first[i]];
      if (!slice.low || !slice.high || !slice.low_open) continue;
      said.help =
          fmt::format("if `{0}` has no values in between, declare it `is a whole number`; else let the rows meet",
                      figure_.keys[i].name);
      return;
    }
    said.help = "add a row for it, or a last row `| any other | nothing |`";
  }

  // The row that goes on after the gap, else the last row.
  Span row_after(const std::vector<std::size_t>& gap) const {
    for (std::size_t i = 0; i < gap.size(); ++i) {
      const Slice& slice = slices_[i][gap[i]];
      if (!slice.high || !slice.word.empty()) continue;
      for (const Line& line : lines_) {
        if (line.cells[i]->low && *line.cells[i]->low >= *slice.high) return line.span;
      }
    }
    return table_.rows.empty() ? table_.span : table_.rows.back().span;
  }

  struct Clash {
    const Line* first;
    const Line* second;
    std::vector<std::size_t> box;
  };

  const Proof& proof_;
  const ast::Table& table_;
  const FigureInfo& figure_;
  const ast::Statement& statement_;
  const ast::Rule& rule_;
  std::vector<Line> lines_;
  std::vector<std::vector<Slice>> slices_;
  std::vector<Clash> clashes_;
  std::vector<std::vector<std::size_t>> gaps_;
};

}  // namespace

void prove_tables(const Proof& proof) {
  for (const FigureInfo& figure : proof.names().figures) {
    for (const RuleRef& ref : figure.rules) {
      const ast::Statement& s = proof.statement(ref.statement);
      const ast::Rule& rule = s.rules[ref.rule];
      walk(proof.tree, rule.value, [&](ExprId, const ast::Expr& e) {
        if (e.kind == ast::ExprKind::table) TableProof(proof, proof.tree.tables[e.table], figure, s, rule).run();
      });
    }
  }
}

}  // namespace mou
