// Dates against the term: a rule that is in force only before the contract begins or after it ends is used never, or
// without a contract; a side letter without an end goes on with every contract that follows.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/check/declare.h"
#include "dsl/check/guards.h"
#include "dsl/check/reads.h"

namespace mou {

namespace {

class Term {
 public:
  explicit Term(const Proof& proof) : proof_(proof) {}

  void run() {
    const Reads reads = reads_of(proof_);
    std::set<std::uint32_t> read;
    for (const auto* readers : {&reads.figures, &reads.banks}) {
      for (const std::vector<Read>& all : *readers) {
        for (const Read& each : all) {
          if (!each.bank) read.insert(each.index);
        }
      }
    }
    for (const ast::File& file : proof_.tree.files) {
      const std::string& kind = file.header.kind.text;
      if (kind == "amendment") no_end(file);
      if (kind != "contract" || !file.header.term || file.header.term->second < file.header.term->first) continue;
      for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) statement(file, id);
      for (std::uint32_t index = 0; index < proof_.names().figures.size(); ++index) {
        if (!read.contains(index)) figure(file, proof_.names().figures[index]);
      }
    }
  }

 private:
  // The contract that follows goes on from its approval; until then this one does.
  Date last_day(const ast::File& file) const {
    Date last = file.header.term->second;
    for (const ast::File& next : proof_.tree.files) {
      if (next.header.succeeds.text != file.header.name.text || next.header.kind.text != "contract") continue;
      if (next.header.term) last = std::max(last, next.header.term->second);
      if (next.header.approved) last = std::max(last, *next.header.approved);
    }
    return last;
  }

  // What is computed for its own sake and has no rule in the term. A figure that others read may be there for its
  // history, and a bank's line of long ago has made its balance.
  void figure(const ast::File& file, const FigureInfo& figure) {
    const RuleRef* first = nullptr;
    for (const RuleRef& ref : figure.rules) {
      const ast::Statement& s = proof_.statement(ref.statement);
      if (s.span.file != file.source) continue;
      if (first == nullptr) first = &ref;
      const DateWindow held = window_of(proof_, s, s.rules[ref.rule].mods);
      if (!held.written || held.unknown || held.empty() || !outside(file, held)) return;
    }
    if (first == nullptr) return;
    const ast::Statement& s = proof_.statement(first->statement);
    const ast::Rule& rule = s.rules[first->rule];
    say(file, first->statement, rule, window_of(proof_, s, rule.mods));
  }

  // A window of days in which something may be done, or is paid.
  void statement(const ast::File& file, ast::StatementId id) {
    const ast::Statement& s = proof_.statement(id);
    for (const ast::Rule& rule : s.rules) {
      const bool acts = s.kind == ast::StatementKind::pay || s.kind == ast::StatementKind::deduct ||
                        (s.kind == ast::StatementKind::figure && rule.value != ast::no_expr &&
                         proof_.expr(rule.value).name.text == "yes");
      const DateWindow held = window_of(proof_, s, rule.mods);
      if (!acts || held.unknown || held.empty()) continue;
      const DateWindow days = days_of(s, rule, held);
      if (days.written && !days.empty() && outside(file, days)) say(file, id, rule, days);
    }
  }

  bool outside(const ast::File& file, const DateWindow& held) const {
    return (held.until && *held.until < file.header.term->first) || (held.from && last_day(file) < *held.from);
  }

  // What the conditions ask of the day itself.
  DateWindow days_of(const ast::Statement& s, const ast::Rule& rule, const DateWindow& held) const {
    const Guard& guard = guard_of(proof_, s, rule, held);
    DateWindow all;
    if (guard.unknown || guard.alternatives.empty() || rule.mods.otherwise) return all;
    bool first = true;
    for (const Alternative& alternative : guard.alternatives) {
      const auto asked =
          std::find_if(alternative.begin(), alternative.end(), [](const Allowed* each) { return each->of->today; });
      if (asked == alternative.end()) return {};
      const DateWindow one = bounds(**asked);
      all.from = first || !all.from || !one.from ? (first ? one.from : std::nullopt) : std::min(all.from, one.from);
      all.until =
          first || !all.until || !one.until ? (first ? one.until : std::nullopt) : std::max(all.until, one.until);
      first = false;
    }
    all.written = true;
    return all;
  }

  static DateWindow bounds(const Allowed& day) {
    const auto date = [](const std::optional<Rational>& value, int open) -> std::optional<Date> {
      if (!value || !value->to_int64()) return std::nullopt;
      return Date{static_cast<std::int32_t>(*value->to_int64()) + open};
    };
    DateWindow window;
    window.from = date(day.low, day.low_open ? 1 : 0);
    window.until = date(day.high, day.high_open ? -1 : 0);
    return window;
  }

  void say(const ast::File& file, ast::StatementId id, const ast::Rule& rule, const DateWindow& held) {
    const bool early = held.until && *held.until < file.header.term->first;
    Diagnostic& said =
        proof_.diagnostics.add(Code::outside_term, rule.span,
                               early ? fmt::format("this holds until {}, and the term begins on {}",
                                                   date_text(*held.until), date_text(file.header.term->first))
                                     : fmt::format("this holds from {}, and the term ends on {}", date_text(*held.from),
                                                   date_text(file.header.term->second)));
    said.label = clause_words(proof_.tree, id);
    said.notes.push_back({file.header.term_span, "the term"});
    said.help = "was the year taken over from the contract before? write the dates of this term";
  }

  void no_end(const ast::File& file) {
    if (file.header.term) return;
    ast::StatementId open = ast::none;
    for (ast::StatementId id = file.first_statement; id < file.last_statement && open == ast::none; ++id) {
      const ast::Statement& s = proof_.statement(id);
      for (const ast::Rule& rule : s.rules) {
        if (!window_of(proof_, s, rule.mods).until && s.kind != ast::StatementKind::raise) open = id;
      }
    }
    if (open == ast::none) return;
    Diagnostic& said = proof_.diagnostics.add(Code::no_end, file.header.name.span,
                                              fmt::format("`{}` has no end: it goes on with every contract after `{}`",
                                                          file.header.name.text, file.header.amends.text));
    said.label = "a side letter never ends by itself";
    said.notes.push_back(
        {proof_.statement(open).word_span, fmt::format("{} has no `until`", clause_words(proof_.tree, open))});
    said.help = "write its `term` into the header, and `until` into the clauses that end sooner";
  }

  const Proof& proof_;
};

}  // namespace

void prove_term(const Proof& proof) {
  Term(proof).run();
}

}  // namespace mou
