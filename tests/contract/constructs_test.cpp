// No construct of the language serves one clause only. Every kind of statement, expression and modifier is looked for
// in the contracts of the city, and what stands in fewer than two clauses is a word too many: it is made more general,
// or goes. What is said outside all clauses, of the file as a whole, serves every clause that reads it.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "dsl/check/windows.h"
#include "tests/contract/payroll.h"

namespace mou {
namespace {

using ast::ExprKind;
using ast::StatementKind;

// By construct: the clauses that use it.
using Uses = std::map<std::string, std::set<std::string>>;

// Words of one construct are one: those that choose among values, those that take rows together, the windows. A file of
// assumptions has no clauses, and `assume` stands in no other.
std::vector<std::string> all_constructs() {
  std::vector<std::string> all;
#define MOU_STATEMENT(name, word) \
  if (StatementKind::name != StatementKind::assume) all.push_back("statement " #name);
#include "dsl/syntax/statements.def"
#define MOU_EXPRESSION(name) all.push_back("expression " #name);
#include "dsl/syntax/expressions.def"
  for (const char* flow : {"earns", "uses", "cashes", "loses", "moves", "converts", "holds"}) {
    all.push_back(std::string("bank ") + flow);
  }
  for (const char* rest : {"the rest is lost",
                           "the rest is paid as",
                           "bank of the unit",
                           "bank starting at",
                           "total over employee",
                           "a window",
                           "stretch within",
                           "when",
                           "unless",
                           "otherwise",
                           "from",
                           "until",
                           "instead of",
                           "on",
                           "paid on",
                           "for each",
                           "missed",
                           "each clock",
                           "by keys",
                           "starting at",
                           "limit each clock"}) {
    all.push_back(rest);
  }
  return all;
}

class Collector {
 public:
  Collector(const Program& program, Uses& uses) : program_(program), tree_(program.tree), uses_(uses) {}

  void run() {
    for (ast::StatementId id = 0; id < tree_.statements.size(); ++id) of_statement(id);
  }

 private:
  void of_statement(ast::StatementId id) {
    const ast::Statement& s = tree_.statement(id);
    where_ = place(id);
    note(std::string("statement ") + name_of(s.kind));
    if (s.flow != ast::FlowKind::none) note(std::string("bank ") + flow_of(s.flow));
    if (s.flow == ast::FlowKind::holds) note(s.fate == ast::Fate::lost ? "the rest is lost" : "the rest is paid as");
    if (s.of_the_unit) note("bank of the unit");
    if (!s.head.clock.empty()) note("each clock");
    if (!s.head.keys.empty()) note("by keys");
    if (s.head.starting != ast::no_expr) note(s.kind == StatementKind::bank ? "bank starting at" : "starting at");
    for (const ast::ExprId each : {s.head.starting, s.head.default_value, s.condition, s.start, s.paid}) of(each);
    of_mods(s.mods);
    for (const ast::Rule& rule : s.rules) {
      of(rule.value);
      of_mods(rule.mods);
    }
    for (const ast::SortKey& key : s.sort_keys) of(key.value);
  }

  void of_mods(const ast::Mods& mods) {
    if (!mods.when.empty()) note("when");
    if (!mods.unless.empty()) note("unless");
    if (mods.otherwise) note("otherwise");
    if (mods.from != ast::no_expr) note("from");
    if (mods.until != ast::no_expr) note("until");
    if (!mods.instead_of.empty()) note("instead of");
    if (!mods.on.empty()) note("on");
    if (!mods.paid_on.empty()) note("paid on");
    if (!mods.for_each.empty()) note("for each");
    if (mods.missed) note("missed");
    for (const ast::ExprId each : exprs_of(mods)) of(each);
  }

  void of(ast::ExprId id) {
    walk(tree_, id, [&](ast::ExprId, const ast::Expr& e) {
      note(std::string("expression ") + name_of(e.kind));
      if (e.kind == ExprKind::stretch && e.children.size() > 2) note("stretch within");
      if (e.kind == ExprKind::at_most && !e.clock.empty()) note("limit each clock");
      if (e.kind != ExprKind::rows) return;
      if (e.word.text == "employee") note("total over employee");
      if (e.window != ast::Window::tick) note("a window");
    });
  }

  void note(const std::string& construct) { uses_[construct].insert(where_); }

  std::string place(ast::StatementId id) const {
    const ast::Statement& s = tree_.statement(id);
    const std::string file = std::string(program_.sources.path(s.span.file));
    return file + (s.clause == ast::none ? ", line " + std::to_string(s.span.begin) : " " + tree_.clauses[s.clause].id);
  }

  static const char* name_of(StatementKind kind) {
    switch (kind) {
#define MOU_STATEMENT(name, word) \
  case StatementKind::name:       \
    return #name;
#include "dsl/syntax/statements.def"
    }
    return "";
  }

  static const char* name_of(ExprKind kind) {
    switch (kind) {
#define MOU_EXPRESSION(name) \
  case ExprKind::name:       \
    return #name;
#include "dsl/syntax/expressions.def"
    }
    return "";
  }

  static const char* flow_of(ast::FlowKind flow) {
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
    return "";
  }

  const Program& program_;
  const ast::Ast& tree_;
  Uses& uses_;
  std::string where_;
};

TEST(Constructs, EachServesTwoClausesAtLeast) {
  const std::filesystem::path city = std::filesystem::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs";
  Uses uses;
  for (const char* path : {"fire_management/psfma_side_letter.mou", "fire_safety/psfsa_2014.mou",
                           "management/maps_2014.mou", "general_unit/seiu_2018.mou"}) {
    const Program program = compile(city / path, {}, [](const std::string& file) { return text_of(file); });
    ASSERT_TRUE(program.graph.has_value()) << diagnostics_of(program);
    Collector(program, uses).run();
  }
  for (const std::string& construct : all_constructs()) {
    const std::set<std::string>& clauses = uses[construct];
    EXPECT_GE(clauses.size(), 2U) << "`" << construct << "` stands in " << clauses.size()
                                  << " clauses: " << (clauses.empty() ? std::string() : *clauses.begin());
  }
}

}  // namespace
}  // namespace mou
