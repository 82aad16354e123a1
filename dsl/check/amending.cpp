#include "dsl/check/amending.h"

#include <algorithm>

#include "dsl/check/constant.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ClauseId;
using ast::StatementId;

class Amending {
 public:
  Amending(const ast::Ast& tree, const Declarations& names)
      : tree_(tree), names_(names), endings_(tree.clauses.size()) {}

  Endings run() {
    for (const ast::File& file : tree_.files) {
      if (!amends(file)) continue;
      for (ClauseId id = file.first_clause; id < file.last_clause; ++id) replace(file, id);
    }
    return std::move(endings_);
  }

 private:
  // An article with clauses is a heading and has nothing to replace.
  bool says_something(const ast::Clause& clause) const { return !clause.article || !clause.statements.empty(); }

  void replace(const ast::File& file, ClauseId id) {
    const ast::Clause& clause = tree_.clauses[id];
    if (!says_something(clause)) return;
    const ast::Statement& heading = tree_.statement(clause.heading);
    Ending ending{beginning_of_clause(file, clause), clause.heading, mods_around(tree_, heading, heading.mods)};
    each_amended(file, [&](const ast::File& amended) { end(amended, clause.id, ending); });
  }

  void end(const ast::File& amended, const std::string& id, const Ending& ending) {
    for (ClauseId old = amended.first_clause; old < amended.last_clause; ++old) {
      const ast::Clause& clause = tree_.clauses[old];
      if (clause.id == id && says_something(clause)) endings_[old].push_back(ending);
    }
  }

  // What the file amends, and what that amends.
  template <typename Visit>
  void each_amended(const ast::File& file, const Visit& visit) const {
    const ast::File* at = &file;
    for (std::size_t steps = 0; steps < tree_.files.size() && amends(*at); ++steps) {
      const auto named = [&](const ast::File& other) { return other.header.name.text == at->header.amends.text; };
      const auto found = std::find_if(tree_.files.begin(), tree_.files.end(), named);
      if (found == tree_.files.end()) return;
      visit(*found);
      at = &*found;
    }
  }

  // The earliest day of its rules; that of its heading where it has none.
  std::optional<Date> beginning_of_clause(const ast::File& file, const ast::Clause& clause) const {
    std::optional<Date> earliest;
    for (const StatementId id : clause.statements) {
      const ast::Statement& s = tree_.statement(id);
      if (s.kind == ast::StatementKind::example) continue;
      for (const ast::Rule& rule : s.rules) {
        const std::optional<Date> day = start(file, s, rule.mods);
        if (day && (!earliest || *day < *earliest)) earliest = day;
      }
    }
    const ast::Statement& heading = tree_.statement(clause.heading);
    return earliest ? earliest : start(file, heading, heading.mods);
  }

  std::optional<Date> start(const ast::File& file, const ast::Statement& s, const ast::Mods& own) const {
    std::optional<Date> day;
    for (const ast::Mods* mods : mods_around(tree_, s, own)) {
      if (mods->from == ast::no_expr) continue;
      const std::optional<Date> said = constant_date(tree_, names_, file, mods->from);
      if (said && (!day || *day < *said)) day = said;
    }
    return day ? day : beginning_of(file);
  }

  const ast::Ast& tree_;
  const Declarations& names_;
  Endings endings_;
};

}  // namespace

bool Ending::conditional() const {
  return std::any_of(mods.begin(), mods.end(),
                     [](const ast::Mods* each) { return !each->when.empty() || !each->unless.empty(); });
}

bool amends(const ast::File& file) {
  return !file.header.amends.empty();
}

std::optional<Date> beginning_of(const ast::File& file) {
  if (amends(file)) return file.header.approved;
  const bool contract = file.header.kind.text == "contract" && file.header.term;
  return contract ? std::optional<Date>(file.header.term->first) : std::nullopt;
}

Endings endings_of(const ast::Ast& tree, const Declarations& declarations) {
  return Amending(tree, declarations).run();
}

}  // namespace mou
