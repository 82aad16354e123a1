// Articles, clauses and their parts are numbered one after the other: a number that is left out, or borne by two, is a
// slip of the document that makes a reference to it uncertain. The part of a number after a dash is not the document's.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "dsl/check/proofs.h"

namespace mou {

namespace {

// A number as it is printed, and what tells apart two that are printed alike: "26(second)" is 26 and "second".
struct Printed {
  std::string number;
  std::string apart;
};

Printed printed(const std::string& id) {
  const std::size_t open = id.find('(');
  if (open == std::string::npos) return {id.substr(0, id.find('-')), ""};
  const std::size_t close = id.find(')', open);
  if (close == std::string::npos) return {id, ""};
  return {id.substr(0, open), id.substr(open + 1, close - open - 1)};
}

// The place of the last part among its neighbours: 3 of "12.3", 2 of "16.1.B"; nothing for another word.
std::optional<int> place(const std::string& part) {
  if (part.empty() || part.size() > 3) return std::nullopt;
  if (std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::stoi(part);
  if (part.size() == 1 && part[0] >= 'A' && part[0] <= 'Z') return part[0] - 'A' + 1;
  return std::nullopt;
}

std::string part_at(const std::string& part, int place) {
  const bool word = part[0] >= 'A' && part[0] <= 'Z';
  return word ? std::string(1, static_cast<char>('A' + place - 1)) : std::to_string(place);
}

class Numbering {
 public:
  Numbering(const Proof& proof, const ast::File& file) : proof_(proof), file_(file) {}

  void run() {
    for (ast::ClauseId id = file_.first_clause; id < file_.last_clause; ++id) note(id);
    for (const auto& [parent, parts] : parts_) holes(parent, parts);
    for (const auto& [number, clauses] : bearers_) {
      if (clauses.size() > 1) shared(number, clauses);
    }
  }

 private:
  void note(ast::ClauseId id) {
    const Printed now = printed(proof_.tree.clauses[id].id);
    if (!now.number.empty()) bearers_[now.number].emplace(now.apart, id);
    std::string number = now.number;
    // A clause stands for its parents too: 7.1 where no clause 7 is.
    for (;;) {
      const std::size_t dot = number.rfind('.');
      const std::string part = dot == std::string::npos ? number : number.substr(dot + 1);
      const std::string parent = dot == std::string::npos ? "" : number.substr(0, dot);
      if (const auto at = place(part)) {
        const bool letters = part[0] >= 'A';
        parts_[{parent, letters}].emplace(*at, std::make_pair(id, part));
      }
      if (dot == std::string::npos) return;
      number = parent;
    }
  }

  using Parts = std::map<int, std::pair<ast::ClauseId, std::string>>;

  void holes(const std::pair<std::string, bool>& parent, const Parts& parts) {
    // Where more is left out than is there, the file is an excerpt.
    const int lowest = std::min(parts.begin()->first, 1);
    const int left_out = parts.rbegin()->first - lowest + 1 - static_cast<int>(parts.size());
    if (left_out >= static_cast<int>(parts.size())) return;
    int expected = lowest;
    for (const auto& [at, clause] : parts) {
      if (expected < at) missing(parent.first, expected, at - 1, clause.first, clause.second);
      expected = at + 1;
    }
  }

  void missing(const std::string& parent, int first, int last, ast::ClauseId after, const std::string& part) {
    const std::string before = parent.empty() ? "" : parent + ".";
    const ast::Statement& heading = proof_.statement(proof_.tree.clauses[after].heading);
    const std::string what =
        first == last ? fmt::format("no {}{}", before, part_at(part, first))
                      : fmt::format("no {0}{1} to {0}{2}", before, part_at(part, first), part_at(part, last));
    Diagnostic& said = proof_.diagnostics.add(Code::number_missing, heading.id.span,
                                              fmt::format("there is {} before {}{}", what, before, part));
    said.label = "the numbers before it are left out";
    said.help =
        "is a clause of the document left out here? where the document skips the number, references to it mean "
        "nothing";
  }

  void shared(const std::string& number, const std::map<std::string, ast::ClauseId>& clauses) {
    const auto second = std::next(clauses.begin());
    const ast::Statement& heading = proof_.statement(proof_.tree.clauses[second->second].heading);
    Diagnostic& said = proof_.diagnostics.add(Code::number_shared, heading.id.span,
                                              fmt::format("two clauses are printed with the number {}", number));
    for (const auto& [apart, clause] : clauses) {
      if (clause == second->second) continue;
      said.notes.push_back({proof_.statement(proof_.tree.clauses[clause].heading).id.span, "another"});
    }
    said.help = "a reference to the number may mean either; in rules write the number with what tells them apart";
  }

  const Proof& proof_;
  const ast::File& file_;
  // By the number above them and whether they are letters.
  std::map<std::pair<std::string, bool>, Parts> parts_;
  std::map<std::string, std::map<std::string, ast::ClauseId>> bearers_;
};

}  // namespace

void prove_numbering(const Proof& proof) {
  for (const ast::File& file : proof.tree.files) {
    if (file.whole && file.header.kind.text == "contract") Numbering(proof, file).run();
  }
}

}  // namespace mou
