#include "dsl/check/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "dsl/check/guards.h"
#include "dsl/check/numbers_in_words.h"
#include "dsl/check/used_numbers.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

struct Line {
  std::uint32_t begin = 0;
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back({static_cast<std::uint32_t>(at), text.substr(at, end - at)});
    at = end + 1;
  }
  return lines;
}

// "7.1" of "7.1-3", "26" of "26(second)".
std::string printed_number(const std::string& id) {
  return id.substr(0, id.find_first_of("-("));
}

// Whether a line is the heading of that number: "ARTICLE 7, OVERTIME", "7.1 Overtime", "7. Overtime". Lines of the
// contents, which end in a page number after dots, are none.
bool heads(std::string_view line, const std::string& number) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || line.find("....") != std::string_view::npos) return false;
  std::string_view rest = line.substr(first);
  constexpr std::string_view article = "article";
  const bool named = rest.size() > article.size() &&
                     std::equal(article.begin(), article.end(), rest.begin(),
                                [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  if (named) rest.remove_prefix(article.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (!rest.starts_with(number)) return false;
  rest.remove_prefix(number.size());
  const bool dotted = number.find('.') != std::string::npos;
  if (rest.empty()) return named;
  // "7.1" does not head "7.10", nor does "7" head a line of a table.
  if (rest[0] == '.' && rest.size() > 1 && std::isdigit(static_cast<unsigned char>(rest[1])) != 0) return false;
  const std::size_t word = rest.find_first_not_of(" .,):");
  const bool capital = word != std::string_view::npos && std::isupper(static_cast<unsigned char>(rest[word])) != 0;
  const bool apart = std::string_view(" .,):").find(rest[0]) != std::string_view::npos;
  return apart && capital && (named || dotted || rest[0] == '.');
}

struct Passage {
  std::string number;
  std::size_t first = 0;
  std::size_t last = 0;
};

class Document {
 public:
  Document(const Proof& proof, const ast::File& file, std::uint32_t document)
      : proof_(proof), file_(file), source_(document), text_(proof.sources.text(document)), lines_(lines_of(text_)) {}

  DocumentRead run() {
    twice();
    passages();
    std::set<std::string> computed;
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      if (computes(proof_, proof_.tree.clauses[id])) computed.insert(printed_number(proof_.tree.clauses[id].id));
    }
    for (const Passage& passage : passages_) {
      if (!computed.contains(passage.number)) continue;
      ++read_.found;
      of_passage(passage);
    }
    read_.clauses = computed.size();
    return read_;
  }

 private:
  Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void twice() {
    for (const SaidTwice& said : said_twice(text_)) {
      if (said.words == said.numeral) continue;
      proof_.diagnostics
          .add(Code::words_and_numerals, span(said.begin, said.end),
               fmt::format("the words say {} and the numeral says {}", said.words.text(), said.numeral.text()))
          .help = "which of them was agreed? a reading keeps both until that is settled";
    }
  }

  // In the order of the file, each after the one before it.
  void passages() {
    std::size_t line = 0;
    std::string last;
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      const std::string number = printed_number(proof_.tree.clauses[id].id);
      if (number.empty() || number == last) continue;
      last = number;
      std::size_t at = line;
      while (at < lines_.size() && !heads(lines_[at].text, number)) ++at;
      if (at == lines_.size()) continue;
      if (!passages_.empty()) passages_.back().last = at;
      passages_.push_back({number, at, lines_.size()});
      line = at + 1;
    }
  }

  // What the clauses of that number have: in rules, and in our own words.
  std::set<Rational> known(const std::string& number) const {
    std::set<Rational> all;
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      const ast::Clause& clause = proof_.tree.clauses[id];
      if (printed_number(clause.id) != number) continue;
      const std::set<Rational> used = numbers_used(proof_, clause);
      all.insert(used.begin(), used.end());
      for (const ast::StatementId each : clause.statements) {
        const ast::Statement& s = proof_.statement(each);
        for (const ast::Word* text : {&s.text, &s.reason}) add(text->text, all);
        if (s.title) add(s.title->text, all);
        for (const ast::Word& text : s.texts) add(text.text, all);
      }
    }
    return all;
  }

  static void add(std::string_view text, std::set<Rational>& into) {
    for (const NumberInWords& each : numbers_in(text)) into.insert(each.number);
  }

  void of_passage(const Passage& passage) {
    const std::set<Rational> used = known(passage.number);
    std::set<Rational> said;
    for (std::size_t i = passage.first; i < passage.last; ++i) {
      if (page_number(lines_[i].text)) continue;
      const std::string_view line = i == passage.first ? after_number(lines_[i].text) : lines_[i].text;
      const std::uint32_t begin = lines_[i].begin + static_cast<std::uint32_t>(line.data() - lines_[i].text.data());
      for (const NumberInWords& each : numbers_in(line)) {
        const Rational percent = each.number / Rational(100);
        if (used.contains(each.number) || used.contains(percent + Rational(1)) || cited(line, each.begin)) continue;
        if (!said.insert(each.number).second) continue;
        say(passage, each, begin);
      }
    }
  }

  static bool page_number(std::string_view line) {
    return std::all_of(line.begin(), line.end(), [](unsigned char c) { return std::isdigit(c) != 0 || c == ' '; });
  }

  static std::string_view after_number(std::string_view line) {
    const std::size_t number = line.find_first_of("0123456789");
    const std::size_t end = number == std::string_view::npos ? 0 : line.find(' ', number);
    return end == std::string_view::npos ? std::string_view(line.data() + line.size(), 0) : line.substr(end);
  }

  // The number of a law, a rule or an article.
  static bool cited(std::string_view line, std::size_t at) {
    constexpr std::string_view words[] = {"section ", "sections ", "rule ",  "article ", "resolution ", "code ",
                                          "title ",   "no. ",      "local ", "step ",    "tier ",       "paragraph "};
    std::string before;
    for (const char c : line.substr(0, at)) before += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view w) { return before.ends_with(w); });
  }

  void say(const Passage& passage, const NumberInWords& number, std::uint32_t line_begin) {
    const std::size_t begin = line_begin + number.begin;
    Diagnostic& said = proof_.diagnostics.add(
        Code::number_of_document, span(begin, begin + number.text.size()),
        fmt::format("{} prints `{}`, and no rule and no words of ours have that number", passage.number, number.text));
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      if (printed_number(proof_.tree.clauses[id].id) != passage.number) continue;
      said.notes.push_back({proof_.statement(proof_.tree.clauses[id].heading).id.span, "the clause"});
      break;
    }
    said.help = "write the rule that uses it, or say in `prose` what it is for";
  }

  Proof proof_;
  const ast::File& file_;
  std::uint32_t source_;
  std::string_view text_;
  std::vector<Line> lines_;
  std::vector<Passage> passages_;
  DocumentRead read_;
};

}  // namespace

DocumentRead check_document(const ast::Ast& tree, const Sources& sources, const Checked& checked, const ast::File& file,
                            std::uint32_t document, Diagnostics& diagnostics) {
  const Endings endings = endings_of(tree, checked.declarations);
  Guards guards;
  return Document(Proof{tree, sources, checked, diagnostics, endings, guards}, file, document).run();
}

}  // namespace mou
