// What may be done to a file without changing what it pays: its clauses, and the statements in them, in any other
// order; the file formatted. The same amounts come out, by the same clauses.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "dsl/format/format.h"
#include "dsl/syntax/dump.h"
#include "dsl/syntax/parse.h"
#include "tests/contract/payroll.h"
#include "tests/contract/property.h"

namespace mou {
namespace {

using Shuffle = std::mt19937;

std::string slice(const Program& program, Span span) {
  return std::string(program.sources.slice(span)) + "\n";
}

std::string shuffled_statements(const Program& program, std::vector<ast::StatementId> statements, Shuffle& shuffle) {
  std::shuffle(statements.begin(), statements.end(), shuffle);
  std::string text;
  for (const ast::StatementId id : statements) text += slice(program, program.tree.statement(id).span);
  return text;
}

// The file with its clauses, articles among them, and the statements of each in another order. Comments are gone.
std::string rearranged(const Program& program, const ast::File& file, Shuffle& shuffle) {
  const ast::Ast& tree = program.tree;
  std::vector<ast::StatementId> loose;
  for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
    if (tree.statement(id).clause == ast::none) loose.push_back(id);
  }
  std::vector<std::string> blocks;
  for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) {
    const ast::Clause& clause = tree.clauses[id];
    blocks.push_back(slice(program, tree.statement(clause.heading).span) +
                     shuffled_statements(program, clause.statements, shuffle));
  }
  std::shuffle(blocks.begin(), blocks.end(), shuffle);
  std::string text = slice(program, file.header.span) + shuffled_statements(program, loose, shuffle);
  for (const std::string& block : blocks) text += block;
  return text;
}

// All that is computed of some awkward people in the year.
std::map<std::string, std::string> cells(Program program) {
  Payroll payroll(std::move(program), sample_unit_facts(), day("2018-12-30"), day("2019-12-31"));
  std::map<std::string, std::string> all;
  for (const char* who : {"0001", "0003", "0028", "0044", "0055", "0090"}) {
    const EmployeeId employee = payroll.employee(who);
    for (const Tick& period : payroll.pay_periods()) {
      if (!payroll.evaluator().employed(employee, period.first, period.last)) continue;
      const std::string where = who + (" " + date_text(period.last)) + " ";
      for (const Figure& figure : payroll.graph().figures) {
        if (figure.event != no_id || figure.kind == FigureKind::requirement) continue;
        if (std::any_of(figure.keys.begin(), figure.keys.end(), [](const Key& key) { return key.own == no_node; })) {
          continue;
        }
        const Outcome outcome = payroll.outcome(figure.name, employee, period.last);
        all[where + figure.name] = payroll.text(outcome.value) + " by " + payroll.clause(outcome);
      }
      for (const BankId bank : payroll.banks()) {
        all[where + payroll.graph().banks[bank].name] =
            payroll.text(payroll.evaluator().bank(bank, BankMeasure::balance, employee, period.first, period.last));
      }
    }
  }
  return all;
}

std::string file_name(const Program& program, const ast::File& file) {
  return std::filesystem::path(program.sources.path(file.source)).filename().string();
}

// The first cell that is not what it was; empty when all are.
std::string difference(const std::map<std::string, std::string>& was, const std::map<std::string, std::string>& is) {
  for (const auto& [cell, value] : was) {
    const auto there = is.find(cell);
    if (there == is.end()) return cell + " is gone";
    if (there->second != value) return cell + " was " + value + " and is " + there->second;
  }
  return was.size() == is.size() ? "" : "there are more cells";
}

class SameMeaning : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    printed_ = std::make_unique<Program>(general_unit_program());
    expected_ = cells(Program(*printed_));
  }
  static void TearDownTestSuite() { printed_.reset(); }

  static std::string difference_with(const std::map<std::string, std::string>& texts) {
    Program program = general_unit_program({}, texts);
    return program.graph ? difference(expected_, cells(std::move(program))) : diagnostics_of(program);
  }

  static std::unique_ptr<Program> printed_;
  static std::map<std::string, std::string> expected_;
};

std::unique_ptr<Program> SameMeaning::printed_;
std::map<std::string, std::string> SameMeaning::expected_;

TEST_F(SameMeaning, HasFiguresToCompare) {
  EXPECT_GT(expected_.size(), 5U * 26U * 60U);
  const std::string text = text_of(general_unit() / "seiu_2018.mou").value();
  const std::string raise = "raise salary_schedule by 2.5%";
  std::string other = text;
  other.replace(other.find(raise), raise.size(), "raise salary_schedule by 2.4%");
  EXPECT_NE(difference_with({{"seiu_2018.mou", other}}), "");
}

TEST_F(SameMeaning, WhateverTheOrderOfClausesAndStatements) {
  expect_property(5, [](std::uint32_t seed) {
    Shuffle shuffle(seed);
    std::map<std::string, std::string> texts;
    for (const ast::File& file : printed_->tree.files)
      texts[file_name(*printed_, file)] = rearranged(*printed_, file, shuffle);
    const std::string different = difference_with(texts);
    if (!different.empty()) RC_FAIL(different);
  });
}

TEST_F(SameMeaning, WhenFormatted) {
  std::map<std::string, std::string> texts;
  for (const ast::File& file : printed_->tree.files) {
    Diagnostics diagnostics;
    const auto text = format(printed_->sources, file.source, printed_->tree, diagnostics);
    ASSERT_TRUE(text) << file_name(*printed_, file);
    texts[file_name(*printed_, file)] = *text;
  }
  EXPECT_EQ(difference_with(texts), "");
}

struct Formatted {
  std::optional<std::string> text;
  std::string tree;
};

Formatted formatted(const std::string& text) {
  Sources sources;
  ast::Ast tree;
  Diagnostics diagnostics;
  parse(sources, sources.add("a.mou", text), tree, diagnostics);
  if (diagnostics.has_errors() || tree.files.empty()) return {};
  return {format(sources, 0, tree, diagnostics), dump(tree)};
}

// All contract text of the project.
TEST(Formatting, TwiceIsOnceAndTheTreeStays) {
  int files = 0;
  for (const char* folder : {"contracts", "tests"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(MOU_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".mou") continue;
      const Formatted once = formatted(text_of(entry.path()).value());
      if (!once.text) continue;
      ++files;
      const Formatted twice = formatted(*once.text);
      ASSERT_TRUE(twice.text) << entry.path();
      EXPECT_EQ(*twice.text, *once.text) << entry.path();
      EXPECT_EQ(twice.tree, once.tree) << entry.path();
    }
  }
  EXPECT_GE(files, 3);
}

}  // namespace
}  // namespace mou
