#include "dsl/check/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/check/guards.h"
#include "dsl/check/marks.h"
#include "dsl/check/numbers_in_words.h"
#include "dsl/check/passages.h"
#include "dsl/check/used_numbers.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

// "7.1" of "7.1-3", "26" of "26(second)".
std::string printed_number(const std::string& id) {
  return id.substr(0, id.find_first_of("-("));
}

// Whether a clause stands inside one with the other number: "16.1.A" in "16.1".
bool inside(const std::string& number, const std::string& outer) {
  return number == outer || (number.size() > outer.size() && number.starts_with(outer) && number[outer.size()] == '.');
}

class Document {
 public:
  Document(const Proof& proof, const ast::File& file, std::uint32_t document)
      : proof_(proof), file_(file), source_(document), text_(proof.sources.text(document)) {}

  DocumentRead run() {
    twice();
    find_passages();
    std::set<std::string> at_hand;
    std::set<std::string> computed;
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      const std::string number = printed_number(proof_.tree.clauses[id].id);
      if (!computes(proof_, proof_.tree.clauses[id]) || !computed.insert(number).second) continue;
      const std::string passage = passage_around(number);
      if (passage.empty()) continue;
      ++read_.found;
      at_hand.insert(passage);
    }
    for (const Passage& passage : passages_) {
      if (at_hand.contains(passage.number)) of_passage(passage);
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

  void find_passages() {
    std::vector<std::string> numbers;
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      const std::string number = printed_number(proof_.tree.clauses[id].id);
      if (!number.empty() && (numbers.empty() || numbers.back() != number)) numbers.push_back(number);
    }
    lines_ = lines_of_document(text_);
    pages_ = page_marks(text_);
    passages_ = passages_of(lines_, numbers);
  }

  // The number of the passage in which a clause is printed: its own, or that of the nearest one around it.
  std::string passage_around(const std::string& number) const {
    std::string nearest;
    for (const Passage& passage : passages_) {
      if (inside(number, passage.number) && passage.number.size() > nearest.size()) nearest = passage.number;
    }
    return nearest;
  }

  // What the clauses of a passage have, in rules and in our own words, and the days of the contract itself.
  std::set<Rational> known(const std::string& number) const {
    std::set<Rational> all;
    if (const auto& term = file_.header.term) {
      for (const Date& day : {term->first, term->second}) add(day, all);
    }
    if (file_.header.approved) add(*file_.header.approved, all);
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      const ast::Clause& clause = proof_.tree.clauses[id];
      if (passage_around(printed_number(clause.id)) != number) continue;
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

  static void add(const Date& date, std::set<Rational>& into) {
    const YearMonthDay day = civil(date);
    into.insert(Rational(day.year));
    into.insert(Rational(static_cast<std::int64_t>(day.day)));
  }

  static void add(std::string_view text, std::set<Rational>& into) {
    for (const NumberInWords& each : numbers_in(text)) into.insert(each.number);
  }

  void of_passage(const Passage& passage) {
    const std::set<Rational> used = known(passage.number);
    std::set<Rational> said;
    std::vector<NumberInWords> unknown;
    // Number words may run over a line's end, so the passage is read as a whole.
    const std::size_t begin = lines_[passage.first].begin;
    const std::size_t end = passage.last < lines_.size() ? lines_[passage.last].begin : text_.size();
    const std::string_view text = text_.substr(begin, end - begin);
    for (const NumberInWords& each : numbers_in(text)) {
      const Rational percent = each.number / Rational(100);
      if (used.contains(each.number) || used.contains(percent + Rational(1))) continue;
      if (only_a_mark(text, each) || pages_.contains(begin + each.begin)) continue;
      if (said.insert(each.number).second) unknown.push_back(each);
    }
    // Where more are unknown the passage is a table, or not the clause's: the rest is counted.
    const std::size_t told = std::min<std::size_t>(unknown.size(), most_told);
    for (std::size_t i = 0; i < told; ++i) {
      say(passage, unknown[i], begin,
          fmt::format("{} prints `{}`, and no rule and no words of ours have that number", passage.number,
                      unknown[i].text));
    }
    if (told == unknown.size()) return;
    say(passage, unknown[told], begin,
        fmt::format("{} prints {} more numbers from `{}` on that no rule and no words of ours have", passage.number,
                    unknown.size() - told, unknown[told].text));
  }

  void say(const Passage& passage, const NumberInWords& number, std::size_t passage_begin, std::string message) {
    const std::size_t begin = passage_begin + number.begin;
    Diagnostic& said =
        proof_.diagnostics.add(Code::number_of_document, span(begin, begin + number.text.size()), std::move(message));
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) {
      if (printed_number(proof_.tree.clauses[id].id) != passage.number) continue;
      said.notes.push_back({proof_.statement(proof_.tree.clauses[id].heading).id.span, "the clause"});
      break;
    }
    said.help = "write the rule that uses it, or say what it is for in the `prose` of a clause that computes nothing";
  }

  static constexpr std::size_t most_told = 40;

  Proof proof_;
  const ast::File& file_;
  std::uint32_t source_;
  std::string_view text_;
  std::vector<DocumentLine> lines_;
  std::vector<Passage> passages_;
  std::set<std::size_t> pages_;
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
