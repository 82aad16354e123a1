// What is told of texts that are wrong, and that reading goes on after it.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "tests/syntax/random_contract.h"
#include "tests/syntax/reading.h"

namespace mou {
namespace {

std::string told(const std::string& text) {
  return Read(text).told();
}
std::string told_of(const std::string& statements) {
  return told("contract c\n" + statements);
}

struct Mistake {
  const char* statement;
  const char* message;
};

TEST(Mistakes, SayWhatIsThereAndWhatIsWanted) {
  const std::vector<Mistake> mistakes = {
      {"figur a = 5", "M0101 `figur` is no word that can stand here"},
      {"figure a in hours 5 hours", "M0101 `=` is missing before `5`"},
      {"figure a = 6 -3", "M0101 a `-` without a blank after it is no subtraction"},
      {"figure a = 2019-2-30", "M0103 `2019-2-30` looks like a date, but is none"},
      {"figure a = 2019-02-30", "M0103 `2019-02-30` is a date that does not exist"},
      {"figure a = 25:00", "M0103 `25:00` is a time that does not exist"},
      {"figure a = 40hours", "M0103 `40hours` runs a number and a word together"},
      {"figure a = 1.", "M0103 `1.` is no number"},
      {"figure a = December 32", "M0103 `32` is no day of a month"},
      {"pay a = when b", "M0101 `when` stands where a value is wanted"},
      {"pay a =", "M0101 a value is missing after `=`"},
      {"raise a 2.5%", "M0101 `2.5%` stands where `by` is wanted"},
      {"raise a by 2.5% rounded to the dollar", "M0101 a comma is missing before `rounded to`"},
      {"figure a = (1 + 2", "M0101 `)` is missing after `2`"},
      {"figure a = 5 )", "M0101 `)` closes nothing"},
      {"figure a = 5 wen b", "M0101 `wen` is no word that can stand here"},
      {"figure a = 5,", "M0101 nothing follows this comma"},
      {"figure a = 5 if b", "M0101 `if` is no word that can stand here"},
      {"figure a = b till 2019-06-30", "M0101 `till` is no word that can stand here"},
      {"figure a = b Until 2019-06-30", "M0101 `Until` is no word that can stand here"},
      {"prose \"p\"\nRaise a by 2", "M0101 `Raise` is no word that can stand here"},
      {"figure a = $85 a month", "M0101 `a month` is no unit"},
      {"prose “A text”", "M0101 `“` is the quote of a word processor"},
      {"figure a = b from 2019-07-01 strike 3", "M0101 `strike` does not fit here after `2019-07-01`"},
      {"figure a = 5 days aftr b", "M0101 `aftr` is no word that can stand here"},
      {"figure a = ~5", "M0101 `~` stands where a value is wanted"},
      {"figure a = b is c", "M0101 `is` does not fit here after `b`"},
      {"figure a is a string", "M0101 `a` stands where a type is wanted"},
      {"figure a each = 4", "M0101 `=` stands where a clock is wanted"},
      {"figure = 4", "M0101 `=` stands where a name is wanted"},
      {"figure a = 1 otherwise otherwise", "M0101 `otherwise` is said a second time here"},
      {"require a is more 5", "M0101 `5` stands where `than` is wanted"},
      {"only one of a, b, the greatest", "M0101 `,` stands where `and` is wanted"},
      {"bank b = 5", "M0101 `=` stands in a statement that has no values of its own"},
      {"bank b holds at most 5 hours, the rest", "M0101 what becomes of the rest is missing after `rest`"},
      {"reading r \"q\" is a or b, used", "M0101 a name is missing after `used`"},
      {"prose \"never closed", "M0101 this quote is not closed"},
      {"clause \"C\"", "M0101 `\"C\"` stands where the number of a clause is wanted"},
      {"clause 1 \"C\", pag 3", "M0101 `pag` is no word that can stand here"},
      {"example \"e\" given a 5", "M0101 `5` stands where `=` with a value, or `with` and columns is wanted"},
      {"figure a by k = | 5 to | 3 |", "M0101 `|` stands where a number is wanted"},
      {"figure a by k = | x | 3 | 4", "M0101 the row does not end with `|`"},
      {"figure a by k = | x | 3 |\n | y | z | 3 |", "M0101 a row of 3 cells in a table of 2 columns"},
      {"raise x by 5 | a | b |", "M0101 a row of a table stands where none is wanted"},
  };
  for (const Mistake& each : mistakes) {
    const std::string lines = told_of(each.statement);
    const std::size_t colon = lines.find(": ");
    ASSERT_NE(colon, std::string::npos) << each.statement;
    EXPECT_EQ(lines.substr(colon + 2), std::string(each.message) + "\n") << each.statement;
  }
}

TEST(Mistakes, ATellingHasHelp) {
  const Read read("contract c\nfigur a = 5\n");
  const Diagnostic& found = read.diagnostics.all().front();
  EXPECT_EQ(found.help, "did you mean `figure`?");
  ASSERT_EQ(found.edits.size(), 1U);
  EXPECT_EQ(found.edits.front().text, "figure");
  EXPECT_EQ(read.sources.slice(found.edits.front().at), "figur");
}

TEST(Mistakes, TenInAFileAreTenMessages) {
  EXPECT_EQ(told(R"(contract c "C"
  covrs unit is general
clause 1-1 "One"
  figure a = 5-2
  figure b =
  figure good = 1
  pay c = 5 when
    a is
  raise d 5%
  prose "open
  bank e earns
clause 1-2 "Two
  figure f by x =
    | a | 1 |
    | b | 2
    | c | 3 |
  fact g is a colour
  require h is more 5
  figure last = 2)"),
            "2: M0101 `covrs` is no word that can stand here\n"
            "4: M0101 `5-2` has no blanks around its `-`, so it is no subtraction: `5-2` is the number of a clause\n"
            "5: M0101 a value is missing after `=`\n"
            "8: M0101 what it is compared with is missing after `is`\n"
            "9: M0101 `5%` stands where `by` is wanted\n"
            "10: M0101 this quote is not closed\n"
            "11: M0101 a value is missing after `earns`\n"
            "12: M0101 this quote is not closed\n"
            "15: M0101 the row does not end with `|`\n"
            "17: M0101 `a` stands where a type is wanted\n"
            "18: M0101 `5` stands where `than` is wanted\n");
}

TEST(Mistakes, StatementsAroundAMistakeAreRead) {
  const Read read("contract c\nfigure a = 1\nfigure b = = 2\nfigure d = 3\n");
  ASSERT_EQ(read.tree.statements.size(), 2U);
  EXPECT_EQ(read.tree.statements.back().name.text, "d");
  EXPECT_FALSE(read.tree.files.front().whole);
}

TEST(Mistakes, FilesWithoutAHeader) {
  EXPECT_EQ(told(""), "1: M0101 the file says nothing\n");
  EXPECT_EQ(told("# only a comment\n"), "2: M0101 the file says nothing\n");
  EXPECT_EQ(told("figure a = 1\n"), "1: M0101 `figure` stands where the header is wanted\n");
  EXPECT_EQ(told("contrat c\nfigure a = 1\n"), "1: M0101 `contrat` stands where the header is wanted\n");
}

TEST(Mistakes, BytesThatDoNotBelong) {
  EXPECT_EQ(told(std::string("contract c\nfigure a \0= 1\n", 25)),
            "2: M0103 the control character 0x00 stands in the text\n");
  EXPECT_EQ(told("contract c\nprose \"caf\xe9\"\n"), "2: M0103 the byte 0xe9 is not UTF-8 text\n");
  EXPECT_EQ(told("contract c\nprose \"caf\xc3\xa9\"\n"), "");
  EXPECT_EQ(told("contract c\r\nfigure a by k =\r\n | b | 1 |\r\n | c | 2 |\r\n"), "");
}

TEST(Mistakes, NestingHasALimit) {
  const auto nested = [](int levels, const std::string& open, const std::string& inner, const std::string& close) {
    std::string text = "contract c\nfigure a = 1 when ";
    for (int i = 0; i < levels; ++i) text += open;
    text += inner;
    for (int i = 0; i < levels; ++i) text += close;
    return told(text);
  };
  EXPECT_EQ(nested(60, "(", "b", ")"), "");
  const std::string deep = "2: M0102 parentheses and conditions stand in one another too deeply here\n";
  EXPECT_EQ(nested(20'000, "(", "b", ")"), deep);
  EXPECT_EQ(nested(20'000, "not ", "b", ""), deep);
  EXPECT_EQ(nested(20'000, "b as of ", "b", ""), deep);
  EXPECT_EQ(nested(20'000, "5% of ", "b", ""), deep);
  EXPECT_EQ(nested(20'000, "f(", "b", ")"), deep);
  EXPECT_EQ(told_of("figure a = " +
                    [] {
                      std::string sum = "1";
                      for (int i = 0; i < 20'000; ++i) sum += " + 1";
                      return sum;
                    }()),
            "2: M0102 a calculation of more steps than are followed\n");
}

// Each of these took time that doubles with every level in a grammar that goes back over what it has read.
TEST(Mistakes, NothingIsReadTwice) {
  const auto time_of = [](const std::string& open, const std::string& close) {
    std::string text = "contract c\nfigure a = 1 when ";
    for (int i = 0; i < 45; ++i) text += open;
    text += "b";
    for (int i = 0; i < 45; ++i) text += close;
    const auto start = std::chrono::steady_clock::now();
    told(text);
    return std::chrono::steady_clock::now() - start;
  };
  const auto most = std::chrono::seconds(2);
  EXPECT_LT(time_of("((total of x over y where ", ") is 1)"), most);
  EXPECT_LT(time_of("((total of x over y where ", ")"), most);
  EXPECT_LT(time_of("(the total of (a) and ", ")"), most);
  EXPECT_LT(time_of("(the lowest x where ", " else 7)"), most);
  EXPECT_LT(time_of("(", ") is 1"), most);
  EXPECT_LT(time_of("bank ", ""), most);
}

TEST(Mistakes, WordsThatCouldStartAStatementForEver) {
  std::string text = "contract c\n";
  for (int i = 0; i < 20'000; ++i) text += "bank ";
  EXPECT_LE(Read(text).diagnostics.all().size(), 100U);
}

// One token left out: refused, and on that line, nearly always.
TEST(Mistakes, ATokenLeftOutIsMissedWhereItWas) {
  const std::string text = R"(contract sample "A sample"
  covers unit is general
  term 2019-01-01 to 2020-12-31
  approved 2019-02-06
  uses city
article 1 "Pay", page 1
clause 1-1 "Raise", page 1
  raise salary_schedule by 2.5%, rounded to the dollar, from the pay period including 2019-07-01
clause 1-2 "Premium", page 2, from 2019-03-01
  pay notary_pay "Notary" = $100 per month, paid on the first 2 pay days of each month when notary and hired after approval
  figure counted "Hours counted" in hours, each workweek = (total of hours over worked) - 40 hours, at least 0 hours
  figure rate by service_years
    = | 0 to 3    | 12 hours per month |
      | 4 to 7    | 14 hours per month |
      | 8 or more | 16 hours per month |
clause 1-3 "Leave", page 3
  bank leave "Leave" in hours
  bank leave earns rate each month when worked_full_month
  bank leave holds at most 440 hours, the rest is lost
  reading which "Which?" is first_one or second_one, used first_one because "it is printed first"
  require (number of employee where on_duty) is at least 2 employees each day
  deadline answer "Answer" each grievance = 15 working days after the later of occurred and known
  only one of a_pay, b_pay and c_pay, the greatest
  order layoff "Layoff" of employee by hired, earliest first
  example "two years" given hired = 2018-01-15, full = yes gives leave.earned = 12 hours on 2020-01-31
)";
  ASSERT_EQ(told(text), "");
  struct Token {
    std::size_t begin;
    std::size_t size;
  };
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == '"') {
      end = text.find('"', end) + 1;
    } else if (std::isalnum(static_cast<unsigned char>(text[i])) != 0) {
      while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_' ||
                                   ((text[end] == '-' || text[end] == '.') &&
                                    std::isalnum(static_cast<unsigned char>(text[end + 1])) != 0))) {
        ++end;
      }
    }
    if (text[i] != ' ' && text[i] != '\n') tokens.push_back({i, end - i});
    i = end;
  }
  ASSERT_GE(tokens.size(), 240U);
  std::size_t refused = 0;
  std::size_t on_its_line = 0;
  for (const Token& token : tokens) {
    std::string cut = text;
    cut.replace(token.begin, token.size, "");
    const Read read(cut);
    if (read.diagnostics.all().empty()) continue;
    ++refused;
    const Diagnostic& first = read.diagnostics.all().front();
    const auto line = read.sources.position(0, static_cast<std::uint32_t>(token.begin)).line;
    if (read.sources.position(0, first.at.begin).line == line) ++on_its_line;
  }
  // Of the rest most leave a sentence that says something else.
  EXPECT_GE(refused * 100, tokens.size() * 80) << refused << " of " << tokens.size();
  EXPECT_GE(on_its_line * 100, refused * 90) << on_its_line << " of " << refused;
}

RC_GTEST_PROP(Mistakes, AnyBytesAreReadToTheEnd, (const std::string& bytes)) {
  const Read read(bytes);
  RC_ASSERT(read.tree.files.size() == 1U);
  for (const Diagnostic& each : read.diagnostics.all()) {
    RC_ASSERT(each.at.begin <= each.at.end && each.at.end <= read.sources.text(0).size());
  }
}

RC_GTEST_PROP(Mistakes, AnyDamageIsReadToTheEnd, ()) {
  const auto seed = *rc::gen::arbitrary<unsigned>();
  std::string text = RandomContract(seed).text(6);
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const auto size = *rc::gen::inRange<std::size_t>(0, 8);
  text.replace(at, size,
               *rc::gen::element<std::string>("", "\"", "(", "|", " bank ", "5-2", "\n", "#", "\xff", " of "));
  const Read read(text);
  for (const Diagnostic& each : read.diagnostics.all()) {
    RC_ASSERT(each.at.begin <= each.at.end && each.at.end <= read.sources.text(0).size());
  }
}

}  // namespace
}  // namespace mou
