// Numbers in our own words, the title of a clause and its prose, that no rule of the clause uses. A clause that
// computes nothing is only placed: its numbers are let be.
#include <fmt/format.h>

#include <array>
#include <set>

#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::StatementKind;

// `one` is too common a word to be a number.
constexpr std::array<std::pair<std::string_view, int>, 27> number_words = {
    {{"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},       {"seven", 7},
     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13},
     {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
     {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},    {"seventy", 70},
     {"eighty", 80},   {"ninety", 90},  {"hundred", 100}}};

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

struct Found {
  Rational number;
  std::string text;
  std::uint32_t begin = 0;
};

std::optional<Rational> numeral(std::string text) {
  std::erase(text, ',');
  while (!text.empty() && (text.back() == '.' || text.back() == '%')) text.pop_back();
  return Rational::parse(text);
}

std::optional<Rational> word_number(const std::string& word) {
  const std::size_t dash = word.find('-');
  const auto of = [](std::string_view part) -> std::optional<int> {
    for (const auto& [name, value] : number_words) {
      if (name == part) return value;
    }
    return std::nullopt;
  };
  if (dash == std::string::npos) {
    const auto value = of(word);
    return value ? std::optional<Rational>(*value) : std::nullopt;
  }
  const auto tens = of(word.substr(0, dash));
  const auto ones = word.substr(dash + 1) == "one" ? std::optional<int>(1) : of(word.substr(dash + 1));
  if (!tens || !ones || *tens < 20 || *tens > 90 || *ones > 9) return std::nullopt;
  return Rational(*tens + *ones);
}

// Numerals and number words of a text. Dates, times and numbers of clauses are no amounts.
std::vector<Found> numbers_in(std::string_view text) {
  std::vector<Found> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (digit(text[at])) {
      while (at < text.size() && (digit(text[at]) || letter(text[at]) ||
                                  std::string_view(".,:-%").find(text[at]) != std::string_view::npos))
        ++at;
      std::string word(text.substr(begin, at - begin));
      while (!word.empty() && !digit(word.back()) && !letter(word.back()) && word.back() != '%') word.pop_back();
      if (const auto number = numeral(word)) found.push_back({*number, word, static_cast<std::uint32_t>(begin)});
    } else if (letter(text[at])) {
      while (at < text.size() && (letter(text[at]) || digit(text[at]) || text[at] == '-')) ++at;
      std::string word(text.substr(begin, at - begin));
      for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (const auto number = word_number(word)) found.push_back({*number, word, static_cast<std::uint32_t>(begin)});
    } else {
      ++at;
    }
  }
  return found;
}

class Prose {
 public:
  explicit Prose(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const ast::File& file : proof_.tree.files) {
      // Of a file with mistakes in its grammar it is not known which rules a clause has.
      if (!file.whole) continue;
      for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) of_clause(file, id);
    }
  }

 private:
  void of_clause(const ast::File& file, ast::ClauseId id) {
    const ast::Clause& clause = proof_.tree.clauses[id];
    used_.clear();
    bool computes = false;
    mods(proof_.statement(clause.heading).mods);
    for (const ast::StatementId each : clause.statements) {
      const ast::Statement& s = proof_.statement(each);
      computes = computes || !s.rules.empty();
      statement(s);
    }
    if (!computes) return;
    const ast::Statement& heading = proof_.statement(clause.heading);
    if (heading.title) words(file, *heading.title);
    for (const ast::StatementId each : clause.statements) {
      const ast::Statement& s = proof_.statement(each);
      if (s.kind == StatementKind::prose) words(file, s.text);
    }
  }

  void statement(const ast::Statement& s) {
    for (const ast::Rule& rule : s.rules) {
      expr(rule.value);
      mods(rule.mods);
    }
    mods(s.mods);
    for (const ExprId id : {s.condition, s.start, s.paid, s.head.starting, s.head.default_value, s.head.type.low,
                            s.head.type.high, s.head.type.step}) {
      expr(id);
    }
    for (const ast::Assignment& a : s.assignments) {
      for (const ExprId id : {a.value, a.from, a.on}) expr(id);
    }
  }

  void mods(const ast::Mods& mods) {
    for (const ExprId id : exprs_of(mods)) expr(id);
  }

  void expr(ExprId id) {
    walk(proof_.tree, id, [&](ExprId, const ast::Expr& e) {
      used_.insert(e.number);
      if (e.kind == ast::ExprKind::date) {
        const YearMonthDay day = civil(e.date);
        used_.insert(Rational(day.year));
        used_.insert(Rational(static_cast<std::int64_t>(day.day)));
      }
      if (e.kind == ast::ExprKind::time) used_.insert(Rational(e.time / 60 > 12 ? e.time / 60 - 12 : e.time / 60));
      for (const Found& in : numbers_in(e.text)) used_.insert(in.number);
      if (e.kind != ast::ExprKind::table) return;
      for (const ast::TableRow& row : proof_.tree.tables[e.table].rows) {
        for (const ast::KeyCell& cell : row.keys) {
          if (cell.low) used_.insert(*cell.low);
          if (cell.high) used_.insert(*cell.high);
        }
      }
    });
  }

  void words(const ast::File& file, const ast::Word& text) {
    const std::size_t index = static_cast<std::size_t>(&file - proof_.tree.files.data());
    const auto& clauses = proof_.names().clauses[index];
    for (const Found& found : numbers_in(proof_.sources.slice(text.span))) {
      if (used_.contains(found.number) || clauses.contains(found.text)) continue;
      const Span at{text.span.file, text.span.begin + found.begin,
                    text.span.begin + found.begin + static_cast<std::uint32_t>(found.text.size())};
      Diagnostic& said = proof_.diagnostics.add(
          Code::number_unused, at,
          fmt::format("the text says `{}`, and no rule of the clause uses that number", found.text));
      said.help = "write the rule that uses it, or put what is not computed into a clause of its own";
    }
  }

  const Proof& proof_;
  std::set<Rational> used_;
};

}  // namespace

void prove_prose(const Proof& proof) {
  Prose(proof).run();
}

}  // namespace mou
