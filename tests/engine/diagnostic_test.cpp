#include "engine/text/diagnostic.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

namespace mou {

namespace {

// A file and the places of words in it.
struct Page {
  Sources sources;
  std::uint32_t file;

  explicit Page(std::string text) : file(sources.add("seiu.mou", std::move(text))) {}

  Span word(std::string_view word, std::size_t after = 0) const {
    const std::size_t at = sources.text(file).find(word, after);
    EXPECT_NE(at, std::string_view::npos) << word;
    return Span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())};
  }
};

}  // namespace

TEST(Render, ShowsThePlaceTheNotesAndTheHelp) {
  const Page page("figure hourly_rate = 1\n\npay standby_pay\n  = 2 * hourly_rat\n");
  Diagnostics diagnostics;
  Diagnostic& found = diagnostics.add(Code::unknown_name, page.word("hourly_rat\n"), "nothing is called `hourly_rat`");
  found.at.end -= 1;
  found.label = "no such name";
  found.notes.push_back({page.word("hourly_rate"), "`hourly_rate` is declared here"});
  found.notes.push_back({Span{}, "names are looked up in the whole program"});
  found.help = "write `hourly_rate`";
  EXPECT_EQ(render(found, page.sources, false), R"(error[M0201]: nothing is called `hourly_rat`
  --> seiu.mou:4:9
   |
 4 |   = 2 * hourly_rat
   |         ^^^^^^^^^^ no such name
note: `hourly_rate` is declared here
  --> seiu.mou:1:8
   |
 1 | figure hourly_rate = 1
   |        ^^^^^^^^^^^
note: names are looked up in the whole program
help: write `hourly_rate`
)");
}

TEST(Render, ShowsTheLineAsTheEditsWouldLeaveIt) {
  const Page page("  = 2 * hourly_rat\n");
  Diagnostics diagnostics;
  Diagnostic& found = diagnostics.add(Code::unknown_name, page.word("hourly_rat"), "nothing is called `hourly_rat`");
  found.help = "write `hourly_rate`";
  found.edits.push_back({page.word("hourly_rat"), "hourly_rate"});
  found.edits.push_back({page.word("2"), "2.0"});
  EXPECT_EQ(render(found, page.sources, false), R"(error[M0201]: nothing is called `hourly_rat`
  --> seiu.mou:1:9
   |
 1 |   = 2 * hourly_rat
   |         ^^^^^^^^^^
help: write `hourly_rate`
   |
 1 |   = 2.0 * hourly_rate
)");
}

TEST(Render, CountsCharactersNotBytes) {
  const Page page("pay caf\xC3\xA9 = \xE2\x82\xAC wrong\n");
  Diagnostics diagnostics;
  EXPECT_EQ(render(diagnostics.add(Code::syntax, page.word("wrong"), "no"), page.sources, false),
            "error[M0101]: no\n  --> seiu.mou:1:14\n   |\n 1 | pay caf\xC3\xA9 = \xE2\x82\xAC wrong\n"
            "   |              ^^^^^\n");
}

TEST(Render, AtTheEndOfTheFileAndOnAnEmptyLine) {
  const Page page("pay\n");
  Diagnostics diagnostics;
  EXPECT_EQ(render(diagnostics.add(Code::syntax, Span{page.file, 4, 4}, "no"), page.sources, false),
            "error[M0101]: no\n  --> seiu.mou:2:1\n   |\n 2 | \n   | ^\n");
}

TEST(Render, OfSeveralLinesTheFirstIsUnderlined) {
  const Page page("pay a\n  = 1\n  when b\n");
  Diagnostics diagnostics;
  EXPECT_EQ(render(diagnostics.add(Code::syntax, Span{page.file, 8, 20}, "no"), page.sources, false),
            "error[M0101]: no\n  --> seiu.mou:2:3\n   |\n 2 |   = 1\n   |   ^^^\n");
}

TEST(Render, NothingReachesTheTerminalThatItWouldObey) {
  const Page page("a\t\x1b[31m\xff wrong\n");
  Diagnostics diagnostics;
  EXPECT_EQ(render(diagnostics.add(Code::syntax, page.word("wrong"), "no"), page.sources, false),
            "error[M0101]: no\n  --> seiu.mou:1:10\n   |\n 1 | a ?[31m? wrong\n   |          ^^^^^\n");
}

TEST(Render, AGreatLineIsCutAboutThePlace) {
  const Page page(std::string(100'000, 'x') + " wrong " + std::string(100'000, 'y'));
  Diagnostics diagnostics;
  const std::string text = render(diagnostics.add(Code::syntax, page.word("wrong"), "no"), page.sources, false);
  EXPECT_LT(text.size(), 500U);
  const std::size_t shown = text.find("wrong");
  const std::size_t underline = text.find('^');
  ASSERT_NE(shown, std::string::npos);
  EXPECT_EQ(shown - text.rfind('\n', shown), underline - text.rfind('\n', underline));
}

TEST(Render, WithoutAFileSaysWhere) {
  Diagnostics diagnostics;
  const Sources sources;
  EXPECT_EQ(render(diagnostics.add_at(Code::bad_literal, "roster.csv, row 3, column step", "`x` is no number"), sources,
                   false),
            "error[M0103]: `x` is no number\n  --> roster.csv, row 3, column step\n");
}

TEST(Render, ColoursChangeNoWord) {
  const Page page("pay wrong\n");
  Diagnostics diagnostics;
  Diagnostic& found = diagnostics.add(Code::syntax, page.word("wrong"), "no");
  found.help = "write less";
  found.notes.push_back({page.word("pay"), "here"});
  const std::string coloured = render(found, page.sources, true);
  EXPECT_NE(coloured.find("\x1b["), std::string::npos);
  EXPECT_EQ(std::regex_replace(coloured, std::regex("\x1b\\[[0-9;]*m"), ""), render(found, page.sources, false));
}

TEST(Render, AsJson) {
  const Page page("pay\n  wrong\n");
  Diagnostics diagnostics;
  Diagnostic& found = diagnostics.add(Code::syntax, page.word("wrong"), "bytes \xff of no text");
  found.edits.push_back({page.word("wrong"), "right"});
  diagnostics.add_at(Code::bad_literal, "roster.csv, row 3", "no");
  const auto list = nlohmann::json::parse(render_json(diagnostics, page.sources));
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["code"], "M0101");
  EXPECT_EQ(list[0]["severity"], "error");
  EXPECT_EQ(list[0]["message"], "bytes \xEF\xBF\xBD of no text");
  EXPECT_EQ(list[0]["at"]["file"], "seiu.mou");
  EXPECT_EQ(list[0]["at"]["begin"]["line"], 2);
  EXPECT_EQ(list[0]["at"]["begin"]["column"], 3);
  EXPECT_EQ(list[0]["at"]["end"]["column"], 8);
  EXPECT_EQ(list[0]["edits"][0]["text"], "right");
  EXPECT_TRUE(list[1]["at"].is_null());
  EXPECT_EQ(list[1]["where"], "roster.csv, row 3");
}

TEST(Diagnostics, SortPutsThemInOrderAndDropsRepeats) {
  const Page page("one two\n");
  Diagnostics diagnostics;
  diagnostics.add_at(Code::bad_literal, "row 10", "no");
  diagnostics.add_at(Code::bad_literal, "row 9", "no");
  diagnostics.add(Code::syntax, page.word("two"), "second");
  diagnostics.add(Code::syntax, page.word("one"), "first");
  diagnostics.add(Code::syntax, page.word("two"), "second");
  diagnostics.sort();
  std::vector<std::string> order;
  for (const Diagnostic& found : diagnostics.all()) order.push_back(found.message + found.where);
  EXPECT_EQ(order, (std::vector<std::string>{"first", "second", "norow 10", "norow 9"}));
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_FALSE(Diagnostics().has_errors());
}

TEST(Codes, AreWellFormedAndDistinct) {
  std::set<std::string_view> seen;
  for (const Code code : all_codes()) {
    EXPECT_TRUE(std::regex_match(std::string(code_text(code)), std::regex("M[0-9]{4}"))) << code_text(code);
    EXPECT_TRUE(seen.insert(code_text(code)).second) << code_text(code) << " is used twice";
    EXPECT_FALSE(code_title(code).empty()) << code_text(code);
  }
  EXPECT_GE(seen.size(), 8U);
}

TEST(Nearest, FindsSlipsAndNothingFarther) {
  const std::vector<std::string_view> names = {"hourly_rate", "monthly_rate", "base_pay", "step", "fte"};
  EXPECT_EQ(nearest("hourly_rat", names), "hourly_rate");
  EXPECT_EQ(nearest("hourlyrate", names), "hourly_rate");
  EXPECT_EQ(nearest("huorly_rate", names), "hourly_rate");
  EXPECT_EQ(nearest("montly_rate", names), "monthly_rate");
  EXPECT_EQ(nearest("setp", names), "step");
  EXPECT_EQ(nearest("ftee", names), "fte");
  EXPECT_EQ(nearest("overtime", names), "");
  EXPECT_EQ(nearest("x", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest(std::string(1'000'000, 'a'), names), "");
  EXPECT_EQ(nearest("step", {}), "");
}

}  // namespace mou
