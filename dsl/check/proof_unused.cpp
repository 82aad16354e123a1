// What is declared and not used, and what is used and has no rule. The city's shared file serves several contracts: it
// may declare more than one of them uses.
#include <fmt/format.h>

#include "dsl/check/windows.h"

namespace mou {

namespace {

class Unused {
 public:
  explicit Unused(const Proof& proof)
      : proof_(proof),
        facts_(proof.names().roster.size()),
        figures_(proof.names().figures.size()),
        readings_(proof.names().readings.size()),
        outsides_(proof.names().outsides.size()),
        columns_(proof.names().events.size()) {
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].assign(proof.names().events[i].columns.size(), false);
  }

  void run() {
    mark();
    const Declarations& names = proof_.names();
    for (std::size_t i = 0; i < names.readings.size(); ++i) {
      if (!readings_[i]) {
        say(names.readings[i].declared, Code::untested_reading,
            fmt::format("no rule tests the reading `{}`, so choosing another changes nothing", names.readings[i].name),
            fmt::format("test it where the choice matters, `when {} is {}`, or delete it", names.readings[i].name,
                        names.readings[i].choices.empty() ? std::string("...") : names.readings[i].choices.front()));
      }
    }
    for (std::size_t i = 0; i < names.outsides.size(); ++i) {
      if (!outsides_[i]) {
        say(names.outsides[i].declared, Code::unread_outside,
            fmt::format("nobody reads the outside name `{}`: it marks nothing", names.outsides[i].name),
            "read it in the rule that waits for it, or write `prose` instead");
      }
    }
    facts();
    figures();
    without_rule();
  }

 private:
  void mark() {
    for (ast::ExprId id = 0; id < proof_.tree.exprs.size(); ++id) {
      const Resolution& meant = proof_.checked.resolutions[id];
      switch (meant.meaning) {
        case Meaning::fact:
          facts_[meant.index] = true;
          break;
        case Meaning::figure:
          figures_[meant.index] = true;
          break;
        case Meaning::reading:
          readings_[meant.index] = true;
          break;
        case Meaning::outside:
          outsides_[meant.index] = true;
          break;
        case Meaning::column:
          columns_[proof_.names().events[meant.event].table][meant.index] = true;
          break;
        default:
          break;
      }
    }
    mark_groups();
    for (const FigureInfo& figure : proof_.names().figures) mark_keys(figure.keys);
    for (const OutsideInfo& outside : proof_.names().outsides) mark_keys(outside.keys);
  }

  // What checks and lists are made for each of.
  void mark_groups() {
    for (const ast::Statement& statement : proof_.tree.statements) {
      const Symbol* symbol = proof_.names().find(statement.mods.for_each.text);
      if (symbol == nullptr) continue;
      if (symbol->kind == SymbolKind::roster_fact) facts_[symbol->index] = true;
      if (symbol->kind == SymbolKind::figure) figures_[symbol->index] = true;
    }
  }

  void mark_keys(const std::vector<KeyRef>& keys) {
    for (const KeyRef& key : keys) {
      if (key.kind == SymbolKind::roster_fact) facts_[key.index] = true;
      if (key.kind == SymbolKind::figure) figures_[key.index] = true;
    }
  }

  bool shared(ast::StatementId id) const {
    return file_of(proof_.tree, proof_.statement(id).span).header.kind.text == "city";
  }

  void say(ast::StatementId declared, Code code, std::string message, std::string help) {
    if (shared(declared)) return;
    proof_.diagnostics.add(code, proof_.statement(declared).name.span, std::move(message)).help = std::move(help);
  }

  void facts() {
    const Declarations& names = proof_.names();
    for (std::size_t i = 0; i < names.roster.size(); ++i) {
      const FactInfo& fact = names.roster[i];
      // A run asks these two itself: who is employed when.
      if (facts_[i] || fact.name == "hired" || fact.name == "separated") continue;
      say(fact.declared, Code::unread_name, fmt::format("no rule reads the fact `{}`", fact.name), "delete it");
    }
    for (std::size_t i = 0; i < names.events.size(); ++i) {
      for (std::size_t c = 0; c < names.events[i].columns.size(); ++c) {
        const FactInfo& column = names.events[i].columns[c];
        if (columns_[i][c] || column.name == names.events[i].day_column) continue;
        say(column.declared, Code::unread_name,
            fmt::format("no rule reads the column `{}.{}`", names.events[i].name, column.name), "delete it");
      }
    }
  }

  // A figure with a title is made for people to read; one without is made for other rules.
  void figures() {
    for (std::size_t i = 0; i < proof_.names().figures.size(); ++i) {
      const FigureInfo& figure = proof_.names().figures[i];
      if (figures_[i] || figure.kind != FigureKind::figure || figure.total_of || figure.title != figure.name) continue;
      say(figure.declared, Code::unread_name,
          fmt::format("no rule reads the figure `{}`, and it has no title", figure.name),
          fmt::format("give it a title if people are to see it, `figure {} \"...\"`, or delete it", figure.name));
    }
  }

  // The first place that reads a figure which no file of the program gives a rule.
  void without_rule() {
    std::vector<bool> said(figures_.size(), false);
    for (const ast::File& file : proof_.tree.files) {
      for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
        if (!shared(id)) statement_without_rule(proof_.statement(id), said);
      }
    }
  }

  void statement_without_rule(const ast::Statement& s, std::vector<bool>& said) {
    if (s.kind == ast::StatementKind::example) return;
    const auto look = [&](ast::ExprId id, const ast::Expr& e) {
      const Resolution& meant = proof_.checked.resolutions[id];
      if (meant.meaning != Meaning::figure || said[meant.index]) return;
      const FigureInfo& figure = proof_.names().figures[meant.index];
      if (!figure.rules.empty() || figure.total_of) return;
      for (const ast::StatementId version : figure.versions) {
        if (proof_.statement(version).kind == ast::StatementKind::change) return;
      }
      said[meant.index] = true;
      Diagnostic& made =
          proof_.diagnostics.add(Code::figure_without_rule, e.span,
                                 fmt::format("`{}` is read here, and no clause gives it a rule", figure.name));
      made.notes.push_back({proof_.statement(figure.declared).name.span, "declared here"});
      made.help = fmt::format("write the clause that says it: `figure {} = ...`, or declare it `outside`", figure.name);
    };
    for (const ast::Rule& rule : s.rules) {
      walk(proof_.tree, rule.value, look);
      for (const ast::ExprId each : exprs_of(rule.mods)) walk(proof_.tree, each, look);
    }
  }

  const Proof& proof_;
  std::vector<bool> facts_;
  std::vector<bool> figures_;
  std::vector<bool> readings_;
  std::vector<bool> outsides_;
  std::vector<std::vector<bool>> columns_;
};

}  // namespace

void prove_use(const Proof& proof) {
  Unused(proof).run();
}

}  // namespace mou
