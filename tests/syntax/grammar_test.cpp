// grammar/mou.peg and the PEGTL rules say the same: the readable grammar is compared, rule by rule, with the text made
// from the types of the rules themselves.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "grammar/sentences.h"
#include "tests/syntax/grammar_text.h"

namespace mou {
namespace {

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(MOU_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// "name <- body" with continuation lines indented; `#` starts a comment line.
grammar_text::Rules peg_rules(const std::string& text) {
  grammar_text::Rules rules;
  std::istringstream lines(text);
  std::string line;
  std::string name;
  while (std::getline(lines, line)) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string word;
    if (line.front() != ' ') {
      words >> name >> word;
      EXPECT_EQ(word, "<-") << line;
      EXPECT_FALSE(rules.contains(name)) << name << " stands twice";
    }
    while (words >> word) rules[name] += (rules[name].empty() ? "" : " ") + word;
  }
  return rules;
}

// Blanks inside [ ] do not survive reading by words; both sides are compared with single blanks.
std::string with_single_blanks(const std::string& text) {
  std::istringstream words(text);
  std::string out;
  std::string word;
  while (words >> word) out += (out.empty() ? "" : " ") + word;
  return out;
}

TEST(Grammar, ReadableGrammarAndRulesAreInStep) {
  grammar_text::Rules rules;
  grammar_text::define<grammar::file>(rules);
  const grammar_text::Rules readable = peg_rules(file_text("grammar/mou.peg"));
  for (const auto& [name, body] : rules) {
    const auto line = readable.find(name);
    ASSERT_NE(line, readable.end()) << "grammar/mou.peg lacks\n" << name << " <- " << body;
    EXPECT_EQ(line->second, with_single_blanks(body)) << "for the rule " << name;
  }
  for (const auto& [name, body] : readable) {
    EXPECT_TRUE(rules.contains(name)) << "grammar/mou.peg has " << name << ", which the file rule does not reach";
  }
}

TEST(Grammar, EveryRuleOfTheHeaderIsReached) {
  grammar_text::Rules rules;
  grammar_text::define<grammar::file>(rules);
  std::istringstream lines(file_text("grammar/rules.h"));
  std::string line;
  std::size_t found = 0;
  while (std::getline(lines, line)) {
    if (!line.starts_with("struct ") || line.find(':') == std::string::npos) continue;
    std::istringstream words(line);
    std::string name;
    words >> name >> name;
    if (name.ends_with(":")) name.pop_back();
    EXPECT_TRUE(rules.contains(name)) << name << " is a rule that nothing uses";
    ++found;
  }
  EXPECT_EQ(found, rules.size() - 1) << "`blanks` is the only rule that stands elsewhere";
}

TEST(Grammar, EveryStatementHasItsSentence) {
  std::set<std::string_view> words;
  for (const grammar::Sentence& each : grammar::sentences) words.insert(each.word);
#define MOU_STATEMENT(kind, word) EXPECT_TRUE(words.contains(word)) << word;
#include "dsl/syntax/statements.def"
}

}  // namespace
}  // namespace mou
