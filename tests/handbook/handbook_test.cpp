// The handbooks of the real contracts: nothing is left out, and every link leads somewhere.
#include "analysis/handbook/handbook.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dsl/program.h"
#include "tests/program.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::vector<std::string> contracts() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(MOU_SOURCE_DIR) / "contracts")) {
    if (entry.path().extension() != ".mou") continue;
    const auto text = read(entry.path().string());
    if (text && (text->starts_with("contract ") || text->find("\ncontract ") != std::string::npos)) {
      paths.push_back(fs::relative(entry.path(), MOU_SOURCE_DIR).string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Everything between `before` and `after`, in order.
std::vector<std::string> all_between(const std::string& text, const std::string& before, const std::string& after) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    found.push_back(text.substr(at, text.find(after, at) - at));
  }
  return found;
}

// What `mou doc` prints.
std::string page_of(const std::string& path) {
  const fs::path page = fs::temp_directory_path() / ("mou_handbook_" + std::to_string(::getpid()) + ".html");
  const std::string command = "cd '" + std::string(MOU_SOURCE_DIR) + "' && '" + program_path() + "' doc '" + path +
                              "' -o '" + page.string() + "'";
  EXPECT_EQ(0, std::system(command.c_str()));
  const std::string text = read(page.string()).value_or("");
  fs::remove(page);
  return text;
}

class Handbooks : public testing::TestWithParam<std::string> {};

std::string case_name(const testing::TestParamInfo<std::string>& info) {
  return fs::path(info.param).stem().string();
}

}  // namespace

TEST_P(Handbooks, HaveAPlaceForEveryClauseAndNoLinkThatLeadsNowhere) {
  const std::string page = page_of(GetParam());
  const std::vector<std::string> anchors = all_between(page, " id=\"", "\"");
  const std::set<std::string> places(anchors.begin(), anchors.end());
  EXPECT_EQ(anchors.size(), places.size()) << "two places of one name";
  const std::vector<std::string> links = all_between(page, "href=\"#", "\"");
  EXPECT_FALSE(links.empty());
  for (const std::string& link : links) EXPECT_TRUE(places.contains(link)) << link;

  const Program program = compile(std::string(MOU_SOURCE_DIR) + "/" + GetParam(), std::nullopt, read);
  ASSERT_TRUE(program.graph);
  const Handbook book = make_handbook(program);
  const ast::File& file = program.tree.files.back();
  EXPECT_EQ(file.last_clause - file.first_clause, book.clauses.size());
  for (const HandbookClause& clause : book.clauses) {
    EXPECT_TRUE(places.contains(clause.anchor)) << clause.id;
    if (clause.title.find_first_of("&<>\"") == std::string::npos) {
      EXPECT_NE(page.find(clause.id + " " + clause.title + "</h"), std::string::npos) << clause.id;
    }
  }
}

TEST_P(Handbooks, ShowEveryRuleQuestionAndExampleOnce) {
  const Program program = compile(std::string(MOU_SOURCE_DIR) + "/" + GetParam(), std::nullopt, read);
  ASSERT_TRUE(program.graph);
  const Handbook book = make_handbook(program);
  std::size_t rules = 0;
  std::size_t questions = 0;
  std::size_t checks = 0;
  for (const HandbookClause& clause : book.clauses) {
    for (const Block& block : clause.blocks) {
      if (const auto* definition = std::get_if<Definition>(&block)) {
        rules += definition->rules.size();
        for (const RuleText& rule : definition->rules) {
          EXPECT_TRUE(rule.grid || !rule.text.empty()) << clause.id << " " << definition->title;
          EXPECT_FALSE(rule.grid && rule.grid->rows.empty()) << clause.id << " " << definition->title;
        }
      }
      if (std::holds_alternative<Question>(block)) ++questions;
      if (const auto* example = std::get_if<WorkedExample>(&block)) {
        for (const WorkedExample::Check& check : example->checks) {
          ++checks;
          EXPECT_TRUE(check.holds) << clause.id << " " << example->title;
          EXPECT_FALSE(check.computed.empty()) << clause.id << " " << example->title;
        }
      }
    }
  }
  std::size_t rules_written = 0;
  std::size_t questions_written = 0;
  std::size_t checks_written = 0;
  const ast::File& file = program.tree.files.back();
  for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
    const ast::Statement& s = program.tree.statement(id);
    const bool figure = s.kind == ast::StatementKind::figure || s.kind == ast::StatementKind::pay ||
                        s.kind == ast::StatementKind::deduct || s.kind == ast::StatementKind::deadline;
    if (figure && s.clause != ast::none) rules_written += s.rules.size();
    if (s.kind == ast::StatementKind::reading) ++questions_written;
    for (const ast::Assignment& assignment : s.assignments) {
      if (s.kind == ast::StatementKind::example && assignment.gives) ++checks_written;
    }
  }
  EXPECT_EQ(rules_written, rules);
  EXPECT_EQ(questions_written, questions);
  EXPECT_EQ(questions_written, book.questions.size());
  EXPECT_EQ(checks_written, checks);
}

INSTANTIATE_TEST_SUITE_P(Contracts, Handbooks, testing::ValuesIn(contracts()), case_name);

}  // namespace mou
