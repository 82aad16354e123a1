// Clauses: each number once, nothing forgotten, nothing named that is not there.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::StatementKind;

// "7.1-3" goes on after "7.1" and "7", "7.10" does not go on after "7.1".
bool continues(std::string_view id, std::string_view heading) {
  if (id.size() <= heading.size() || !id.starts_with(heading)) return false;
  const char next = id[heading.size()];
  return next == '.' || next == '-' || next == '(';
}

const ast::File* file_named(const Proof& proof, const std::string& name) {
  for (const ast::File& file : proof.tree.files) {
    if (!name.empty() && file.header.name.text == name) return &file;
  }
  return nullptr;
}

class Clauses {
 public:
  explicit Clauses(const Proof& proof) : proof_(proof) {}

  void run() {
    for (std::size_t i = 0; i < proof_.tree.files.size(); ++i) {
      const ast::File& file = proof_.tree.files[i];
      numbers(file);
      if (file.whole) untouched(file);
      references(file);
    }
  }

 private:
  void numbers(const ast::File& file) {
    std::unordered_map<std::string, ast::ClauseId> seen;
    for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) {
      const ast::Clause& clause = proof_.tree.clauses[id];
      const auto [first, fresh] = seen.emplace(clause.id, id);
      // An article may have one clause of its own number.
      if (fresh || proof_.tree.clauses[first->second].article != clause.article) continue;
      Diagnostic& said = proof_.diagnostics.add(
          Code::clause_twice, heading(id).id.span,
          fmt::format("{} `{}` stands twice in this file", clause.article ? "article" : "clause", clause.id));
      said.notes.push_back({heading(first->second).id.span, "first here"});
      said.help = fmt::format("number one of the two apart, as the contract cites it: `{}(second)`", clause.id);
    }
  }

  const ast::Statement& heading(ast::ClauseId id) const { return proof_.statement(proof_.tree.clauses[id].heading); }

  // A clause without statements is a heading if another number continues its own, or an article with clauses.
  void untouched(const ast::File& file) {
    if (file.header.kind.text == "city" || file.header.kind.text == "assumptions") return;
    for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) {
      const ast::Clause& clause = proof_.tree.clauses[id];
      if (!clause.statements.empty()) continue;
      bool is_heading = clause.article && id + 1 < file.last_clause && !proof_.tree.clauses[id + 1].article;
      for (ast::ClauseId other = file.first_clause; other < file.last_clause && !is_heading; ++other) {
        is_heading = continues(proof_.tree.clauses[other].id, clause.id);
      }
      if (is_heading) continue;
      Diagnostic& said = proof_.diagnostics.add(
          Code::untouched_clause, heading(id).id.span,
          fmt::format("{} `{}` has nothing in it", clause.article ? "article" : "clause", clause.id));
      said.help =
          "write its rule, or, in your own words, `prose \"...\"` when nothing is computed, or the name it waits for: "
          "`outside NAME \"...\"`";
    }
  }

  void references(const ast::File& file) {
    for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
      const ast::Statement& s = proof_.statement(id);
      for (const ast::Rule& rule : s.rules) each_reference(file, rule.mods.instead_of, "instead of");
      each_reference(file, s.mods.instead_of, "instead of");
      if (s.kind == StatementKind::cites) each_reference(file, s.ids, "cites");
    }
  }

  void each_reference(const ast::File& file, const std::vector<ast::Word>& ids, std::string_view how) {
    for (const ast::Word& id : ids) {
      if (!known(file, id.text, 0)) say_unknown(file, id, how);
    }
  }

  // In this file, or in the contracts it amends or succeeds.
  bool known(const ast::File& file, const std::string& id, int depth) const {
    const std::size_t index = static_cast<std::size_t>(&file - proof_.tree.files.data());
    if (proof_.names().clauses[index].contains(id)) return true;
    if (depth > 20) return false;
    for (const std::string* other : {&file.header.amends.text, &file.header.succeeds.text}) {
      const ast::File* before = file_named(proof_, *other);
      if (before != nullptr && before != &file && known(*before, id, depth + 1)) return true;
      // A predecessor that is not at hand cannot be looked into.
      if (before == nullptr && !other->empty()) return true;
    }
    return false;
  }

  void say_unknown(const ast::File& file, const ast::Word& id, std::string_view how) {
    std::vector<std::string_view> ids;
    for (ast::ClauseId each = file.first_clause; each < file.last_clause; ++each)
      ids.push_back(proof_.tree.clauses[each].id);
    if (const ast::File* amended = file_named(proof_, file.header.amends.text)) {
      for (ast::ClauseId each = amended->first_clause; each < amended->last_clause; ++each) {
        ids.push_back(proof_.tree.clauses[each].id);
      }
    }
    const std::string_view near = nearest_id(id.text, ids);
    Diagnostic& said = proof_.diagnostics.add(Code::unknown_clause, id.span,
                                              fmt::format("`{} {}` names a clause that does not exist", how, id.text));
    if (near.empty()) {
      said.help = how == "cites" ? "put a law or a rule from elsewhere in quotes"
                                 : "name a clause of this contract, or of the one it amends, by its number";
    } else {
      said.help = fmt::format("did you mean `{}`?", near);
      said.edits.push_back({id.span, std::string(near)});
    }
  }

  // Numbers of clauses are short: one slip is near.
  static std::string_view nearest_id(std::string_view id, const std::vector<std::string_view>& ids) {
    const std::string_view near = nearest(id, ids);
    if (!near.empty()) return near;
    for (const std::string_view other : ids) {
      if (continues(other, id) || continues(id, other)) return other;
    }
    return {};
  }

  const Proof& proof_;
};

}  // namespace

void prove_clauses(const Proof& proof) {
  Clauses(proof).run();
}

}  // namespace mou
