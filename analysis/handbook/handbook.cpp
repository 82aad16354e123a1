#include "analysis/handbook/handbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "analysis/amount.h"
#include "analysis/handbook/statements.h"
#include "analysis/handbook/things.h"

namespace mou {

namespace {

using ast::Statement;

bool continues(std::string_view part, std::string_view whole) {
  if (part.size() < whole.size() || !part.starts_with(whole)) return false;
  if (part.size() == whole.size()) return true;
  const char next = part[whole.size()];
  return next == '.' || next == '-' || next == '(';
}

class Maker {
 public:
  explicit Maker(const Program& program)
      : program_(program),
        tree_(program.tree),
        names_(program.checked.declarations),
        file_(program.tree.files.back()),
        examples_(run_examples(program)) {
    for (const ast::File& file : tree_.files) writers_.emplace_back(program, file, examples_);
  }

  Handbook make() {
    particulars();
    clauses();
    elsewhere();
    facts();
    uses();
    index();
    return std::move(book_);
  }

 private:
  // ---- The title page

  void say(std::string what, std::string text) {
    if (!text.empty()) book_.particulars.emplace_back(std::move(what), std::move(text));
  }

  std::string title_of(const std::string& name) const {
    for (const ast::File& file : tree_.files) {
      if (file.header.name.text == name && file.header.title) return file.header.title->text;
    }
    return spoken(name);
  }

  void particulars() {
    const ast::Header& header = file_.header;
    book_.kind = header.kind.text;
    book_.title = header.title ? header.title->text : spoken(header.name.text);
    std::vector<std::string> parties;
    for (const ast::Word& party : header.parties) parties.push_back(party.text);
    say("Parties", fmt::format("{}", fmt::join(parties, " and ")));
    if (header.term) {
      say("Term", fmt::format("{} to {}", long_date(header.term->first), long_date(header.term->second)));
    }
    if (header.approved) say("Approved", long_date(*header.approved));
    if (!header.succeeds.empty()) say("Succeeds", title_of(header.succeeds.text));
    if (!header.amends.empty()) say("Amends", title_of(header.amends.text));
    if (header.covers != ast::no_expr) {
      say("Covers", "those for whom " + plain_text(writer(file_).speaker().condition(header.covers)));
      note(no_clause, false);
    }
    if (header.rounding) say("Rounding", std::string(rounding_text(*header.rounding)) + " where it is not said how");
    say("Document", header.document.text);
  }

  // ---- The clauses

  static constexpr std::size_t no_clause = static_cast<std::size_t>(-1);

  Statements& writer(const ast::File& file) { return writers_[static_cast<std::size_t>(&file - tree_.files.data())]; }

  // Takes note of what the last sentences spoke of; `uses`: as part of a rule.
  void note(std::size_t clause, bool uses) {
    for (Statements& one : writers_) {
      for (const Thing& thing : one.speaker().take_met()) {
        met_.insert(thing);
        if (!uses || clause == no_clause) continue;
        std::vector<std::size_t>& users = used_in_[thing];
        if (users.empty() || users.back() != clause) users.push_back(clause);
      }
    }
  }

  void clauses() {
    const std::vector<ClauseCoverage> states = coverage(program_, false);
    std::vector<std::string> above;
    bool in_article = false;
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      const ast::Clause& written = tree_.clauses[id];
      if (written.article) above.clear();
      in_article = in_article || written.article;
      const std::size_t kept = in_article && !written.article ? 1 : 0;
      while (above.size() > kept && !continues(written.id, above.back())) above.pop_back();
      book_.clauses.push_back(clause(written, states[id - file_.first_clause].state, static_cast<int>(above.size())));
      above.push_back(written.id);
    }
  }

  HandbookClause clause(const ast::Clause& written, ClauseState state, int depth) {
    const Statement& heading = tree_.statement(written.heading);
    HandbookClause made;
    made.anchor = clause_anchor(written.article, written.id);
    made.id = written.id;
    made.title = heading.title ? heading.title->text : "";
    made.pages = heading.pages;
    made.state = state;
    made.depth = depth;
    Speaker& speaker = writer(file_).speaker();
    made.scope = speaker.dates(heading.mods);
    made.conditions = speaker.conditions(heading.mods);
    const std::size_t place = book_.clauses.size();
    note(place, true);
    for (const ast::StatementId id : written.statements) {
      const Statement& s = tree_.statement(id);
      auto block = writer(file_).block(id);
      note(place, s.kind != ast::StatementKind::example);
      if (!block) continue;
      placed(s);
      if (const auto* question = std::get_if<Question>(&*block)) book_.questions.push_back(*question);
      made.blocks.push_back(std::move(*block));
    }
    return made;
  }

  void placed(const Statement& s) {
    const Symbol* symbol = names_.find(s.name.text);
    if (symbol == nullptr) return;
    const Thing thing{symbol->kind, symbol->index};
    const bool version = s.kind == ast::StatementKind::raise || s.kind == ast::StatementKind::change;
    const bool fact = s.kind == ast::StatementKind::fact || s.kind == ast::StatementKind::event;
    if (!version && !fact) placed_.insert(thing);
    if (s.clause == ast::none || fact) return;
    const ast::Clause& written = tree_.clauses[s.clause];
    Piece clause{written.id, clause_anchor(written.article, written.id)};
    std::vector<Piece>& stands_in = stands_in_[thing];
    const bool again = !stands_in.empty() && stands_in.back().target == clause.target;
    if (!again && &file_of_statement(tree_, static_cast<ast::StatementId>(&s - tree_.statements.data())) == &file_) {
      stands_in.push_back(std::move(clause));
    }
  }

  // ---- What stands elsewhere

  static bool is_fact(const Thing& thing) {
    return thing.first == SymbolKind::roster_fact || thing.first == SymbolKind::event || thing.first == SymbolKind::key;
  }

  // The statements that say what a thing is: those of the newest file that has any.
  std::vector<ast::StatementId> said_of(const Thing& thing) const {
    std::vector<ast::StatementId> all;
    switch (thing.first) {
      case SymbolKind::figure:
        for (const RuleRef& rule : names_.figures[thing.second].rules) all.push_back(rule.statement);
        break;
      case SymbolKind::bank:
        all = names_.banks[thing.second].lines;
        break;
      case SymbolKind::reading:
        all = {names_.readings[thing.second].declared};
        break;
      case SymbolKind::outside:
        all = {names_.outsides[thing.second].declared};
        break;
      case SymbolKind::roster_fact:
      case SymbolKind::event:
      case SymbolKind::key:
      case SymbolKind::clock:
      case SymbolKind::measure:
      case SymbolKind::order:
        break;
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.empty()) return all;
    const ast::File* newest = &file_of_statement(tree_, all.back());
    std::erase_if(all, [&](ast::StatementId id) { return &file_of_statement(tree_, id) != newest; });
    return all;
  }

  // A figure that no rule gives: the totals that nobody declares, and names that only other contracts fill.
  Definition without_rules(const Thing& thing) const {
    Definition made;
    made.anchor = thing_anchor(names_, thing);
    made.title = thing_title(names_, thing);
    RuleText rule;
    if (thing.first == SymbolKind::figure) {
      const FigureInfo& figure = names_.figures[thing.second];
      made.about += figure_about(names_, figure);
      rule.text += !figure.total_of                      ? "given by no rule of this contract"
                   : *figure.total_of == FigureKind::pay ? "the total of all pay lines"
                                                         : "the total of all deductions";
    } else {
      rule.text += "given by no rule of this contract";
    }
    made.rules.push_back(std::move(rule));
    return made;
  }

  // What is met may lead to more; the statements are kept in the order of the files.
  void elsewhere() {
    std::set<ast::StatementId> wanted;
    std::vector<Thing> ruleless;
    for (;;) {
      std::vector<Thing> next;
      for (const Thing& thing : met_) {
        if (!is_fact(thing) && !placed_.contains(thing)) next.push_back(thing);
      }
      if (next.empty()) break;
      for (const Thing& thing : next) {
        placed_.insert(thing);
        const auto statements = said_of(thing);
        if (statements.empty()) ruleless.push_back(thing);
        for (const ast::StatementId id : statements) {
          wanted.insert(id);
          probe(id);
        }
      }
    }
    for (std::size_t i = tree_.files.size(); i-- > 0;) add_elsewhere(i, wanted);
    if (ruleless.empty()) return;
    Elsewhere totals{"Totals and open names", "elsewhere-totals", {}};
    for (const Thing& thing : ruleless) totals.blocks.emplace_back(without_rules(thing));
    book_.elsewhere.push_back(std::move(totals));
  }

  void probe(ast::StatementId id) {
    Statements writer(program_, file_of_statement(tree_, id), examples_);
    writer.block(id);
    for (const Thing& thing : writer.speaker().take_met()) met_.insert(thing);
  }

  void add_elsewhere(std::size_t index, const std::set<ast::StatementId>& wanted) {
    const ast::File& file = tree_.files[index];
    Elsewhere made;
    made.title = file.header.title ? file.header.title->text : spoken(file.header.name.text);
    made.anchor = "elsewhere-" + file.header.name.text;
    for (const ast::StatementId id : wanted) {
      if (&file_of_statement(tree_, id) != &file) continue;
      if (auto block = writers_[index].block(id)) made.blocks.push_back(std::move(*block));
    }
    note(no_clause, false);
    if (!made.blocks.empty()) book_.elsewhere.push_back(std::move(made));
  }

  // ---- Facts

  void facts() {
    const Schema& schema = program_.graph->schema;
    for (const Thing& thing : met_) {
      if (!is_fact(thing)) continue;
      FactText made;
      made.anchor = thing_anchor(names_, thing);
      made.title = thing_title(names_, thing);
      if (thing.first == SymbolKind::roster_fact) {
        const FactInfo& fact = names_.roster[thing.second];
        const std::uint32_t column = column_index(schema.tables[0], fact.name);
        made.type = spoken(column_type_text(schema.tables[0].columns[column]));
        made.place = "roster.csv, column " + fact.name;
      } else if (thing.first == SymbolKind::event) {
        event_fact(names_.events[thing.second], made);
      } else {
        made.type = spoken(fmt::format("one of {}", fmt::join(names_.keys[thing.second].type.choices, ", ")));
        if (names_.keys[thing.second].type.choices.empty()) made.type = "chosen by the rule that asks";
        made.place = "no fact of an employee";
      }
      book_.facts.push_back(std::move(made));
    }
  }

  void event_fact(const EventInfo& event, FactText& made) {
    const EventInfo& table = names_.events[event.table];
    std::vector<std::string> columns;
    for (const FactInfo& column : table.columns) columns.push_back(title_or_name(column.title, column.name));
    made.type = fmt::format("entries with {}", fmt::join(columns, ", "));
    if (event.where != ast::no_expr) {
      const Statement& declared = tree_.statement(event.declared);
      const auto at = static_cast<ast::StatementId>(&declared - tree_.statements.data());
      Speaker speaker(program_, file_of_statement(tree_, at));
      made.type = "entries where " + plain_text(speaker.condition(event.where));
    }
    const Schema& schema = program_.graph->schema;
    const std::uint32_t at = table_index(schema, table.name);
    made.place = (at == no_column ? table.name : file_stems(schema.tables[at]).front()) + ".csv";
  }

  // ---- Backwards

  std::vector<Piece> users_of(const Thing& thing) const {
    std::vector<Piece> out;
    const auto found = used_in_.find(thing);
    if (found == used_in_.end()) return out;
    for (const std::size_t place : found->second) {
      out.push_back({book_.clauses[place].id, book_.clauses[place].anchor});
    }
    return out;
  }

  void uses() {
    std::map<std::string, Thing> by_anchor;
    for (const Thing& thing : placed_) by_anchor.emplace(thing_anchor(names_, thing), thing);
    // That the clause itself reads it can be seen there.
    const auto fill = [&](std::vector<Block>& blocks, const std::string& own) {
      for (Block& block : blocks) {
        auto* definition = std::get_if<Definition>(&block);
        if (definition == nullptr) continue;
        const auto found = by_anchor.find(definition->anchor);
        if (found == by_anchor.end()) continue;
        definition->used_in = users_of(found->second);
        std::erase_if(definition->used_in, [&](const Piece& user) { return user.target == own; });
      }
    };
    for (HandbookClause& clause : book_.clauses) fill(clause.blocks, clause.anchor);
    for (Elsewhere& other : book_.elsewhere) fill(other.blocks, "");
  }

  void index() {
    for (const Thing& thing : placed_) {
      IndexEntry entry;
      if (thing.first == SymbolKind::figure) {
        entry.about = figure_about(names_, names_.figures[thing.second]);
      } else if (thing.first == SymbolKind::bank) {
        entry.about = "Bank, in " + people_unit(names_.banks[thing.second].type.type.unit, names_.measures);
      } else if (thing.first == SymbolKind::outside) {
        entry.about = "Supplied from outside";
      } else {
        continue;
      }
      entry.name = thing_piece(names_, thing);
      const auto found = stands_in_.find(thing);
      if (found != stands_in_.end()) entry.clauses = found->second;
      entry.used_in = users_of(thing);
      book_.index.push_back(std::move(entry));
    }
    const auto earlier = [](const IndexEntry& a, const IndexEntry& b) {
      return a.name.text != b.name.text ? a.name.text < b.name.text : a.name.target < b.name.target;
    };
    std::sort(book_.index.begin(), book_.index.end(), earlier);
  }

  const Program& program_;
  const ast::Ast& tree_;
  const Declarations& names_;
  const ast::File& file_;
  const std::vector<ExampleResult> examples_;
  // Beside Ast::files.
  std::vector<Statements> writers_;
  Handbook book_;
  // All that was spoken of; what has its place already.
  std::set<Thing> met_;
  std::set<Thing> placed_;
  // By thing: the places in Handbook::clauses of those that read it; the clauses that say what it is.
  std::map<Thing, std::vector<std::size_t>> used_in_;
  std::map<Thing, std::vector<Piece>> stands_in_;
};

}  // namespace

Handbook make_handbook(const Program& program) {
  return Maker(program).make();
}

}  // namespace mou
