// Statements of one file as blocks of a handbook.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/examples.h"
#include "analysis/handbook/handbook.h"
#include "analysis/handbook/speaker.h"

namespace mou {

class Statements {
 public:
  // `examples`: the results of all examples of the program.
  Statements(const Program& program, const ast::File& file, const std::vector<ExampleResult>& examples);

  // Nothing for a statement that says nothing to a reader (a name declared for the checker).
  std::optional<Block> block(ast::StatementId id);
  Speaker& speaker() { return speaker_; }

 private:
  Definition definition(const ast::Statement& s);
  RuleText rule(const ast::Rule& rule, const FigureInfo& figure);
  Grid grid(const ast::Table& table, const FigureInfo& figure);
  Grid grid_from_file(const ast::Expr& e, const FigureInfo& figure);
  Line bank(const ast::Statement& s);
  Line version(const ast::Statement& s);
  Line require(const ast::Statement& s);
  Line order(const ast::Statement& s);
  Line clock(const ast::Statement& s);
  Line event(const ast::Statement& s);
  Line outside(const ast::Statement& s);
  Question question(const ast::Statement& s);
  WorkedExample example(const ast::Statement& s);
  Cited cites(const ast::Statement& s);
  Line line(Sentence text, const ast::Mods& mods);
  Sentence row_given(const ast::Assignment& assignment, const EventInfo& event);
  bool asks_another_reading(ast::ExprId condition) const;
  bool asks_used_reading_alone(const ast::Mods& mods) const;
  // The anchor, with a number behind it from the second place on.
  std::string fresh_anchor(const std::string& anchor);

  const Program& program_;
  const ast::Ast& tree_;
  const Declarations& names_;
  const ast::File& file_;
  const std::vector<ExampleResult>& examples_;
  Speaker speaker_;
  std::map<std::string, int> anchors_;
};

// "Pay line, in dollars, each pay period".
std::string figure_about(const Declarations& declarations, const FigureInfo& figure);

}  // namespace mou
