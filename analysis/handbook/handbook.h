// A contract as a handbook: its clauses in order, each rule a sentence whose names lead to where they are explained.
// Anchors are unique within the handbook, and every target of a piece is one of them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/coverage.h"
#include "analysis/handbook/sentence.h"
#include "dsl/program.h"

namespace mou {

// A table: the keys down the side, and values below a title each (one, or the keys across).
struct Grid {
  // What it is a table of, with dates: "Most the City pays, from January 1, 2018".
  Sentence caption;
  std::vector<std::string> down;
  std::vector<std::string> across;
  struct Row {
    std::vector<std::string> keys;
    std::vector<Sentence> values;
  };
  std::vector<Row> rows;
  // The values are bare numbers.
  bool numbers = false;
};

// One value of a figure, or one sentence about something else, and what must be so for it.
struct RuleText {
  Sentence text;
  std::optional<Grid> grid;
  std::vector<Sentence> conditions;
  // Applies when none of the others does.
  bool otherwise = false;
  // Applies only under an answer to a question of reading that is not the one used.
  bool other_reading = false;
};

// A figure's rules in one clause.
struct Definition {
  std::string anchor;
  std::string title;
  // "Pay line, in dollars, each pay period".
  Sentence about;
  std::vector<RuleText> rules;
  // The clauses whose rules read it.
  std::vector<Piece> used_in;
};

// Any other sentence: of a bank, a raise, a requirement.
struct Line {
  std::string anchor;
  RuleText rule;
  // Why, in the author's words.
  std::string why;
};

struct Question {
  std::string anchor;
  std::string question;
  // The one used first.
  std::vector<std::string> answers;
  std::string reason;
  // Of the clause it stands in.
  Piece clause;
};

struct WorkedExample {
  std::string title;
  // "Step is 3"; rows of events with all they hold in one.
  std::vector<Sentence> given;
  struct Check {
    Sentence what;
    std::string day;
    std::string expected;
    // What the rules give, or why they give nothing.
    std::string computed;
    bool holds = false;
  };
  std::vector<Check> checks;
};

struct Prose {
  std::string text;
};

struct Cited {
  Sentence clauses;
};

using Block = std::variant<Prose, Definition, Line, Question, WorkedExample, Cited>;

struct HandbookClause {
  std::string anchor;
  std::string id;
  std::string title;
  std::string pages;
  ClauseState state = ClauseState::untouched;
  // How many clauses of the contract its number continues: 0 for an article.
  int depth = 0;
  // What holds for all its rules: "from January 1, 2020".
  Sentence scope;
  std::vector<Sentence> conditions;
  std::vector<Block> blocks;
};

// What the contract's rules read and do not say themselves.
struct Elsewhere {
  std::string title;
  std::string anchor;
  std::vector<Block> blocks;
};

struct FactText {
  std::string anchor;
  std::string title;
  std::string type;
  // "roster.csv, classification".
  std::string place;
};

struct IndexEntry {
  Piece name;
  std::string about;
  std::vector<Piece> clauses;
  std::vector<Piece> used_in;
};

struct Handbook {
  std::string kind;
  std::string title;
  std::vector<std::pair<std::string, std::string>> particulars;
  // An article first, then its clauses; clauses before the first article stand alone.
  std::vector<HandbookClause> clauses;
  std::vector<Question> questions;
  std::vector<Elsewhere> elsewhere;
  std::vector<FactText> facts;
  std::vector<IndexEntry> index;
};

// The program must have a graph. `readings` as RunSettings::readings; the examples are computed as the file says.
Handbook make_handbook(const Program& program);

}  // namespace mou
