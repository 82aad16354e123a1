// Terms and windows run forwards; from and until are known before facts are, and fall where the figure's ticks meet.
#include <fmt/format.h>

#include <set>

#include "dsl/check/declare.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::no_expr;
using ast::StatementKind;

class Dates {
 public:
  explicit Dates(const Proof& proof) : proof_(proof) {}

  void run() {
    for (const ast::File& file : proof_.tree.files) {
      term(file);
      for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) statement(file, id);
    }
  }

 private:
  void term(const ast::File& file) {
    const ast::Header& header = file.header;
    if (!header.term || header.term->first <= header.term->second) return;
    Diagnostic& said =
        proof_.diagnostics.add(Code::term_backwards, header.name.span,
                               fmt::format("the term of `{}` ends on {}, before it begins on {}", header.name.text,
                                           date_text(header.term->second), date_text(header.term->first)));
    said.help = "write the first day first: `term 2018-07-01 to 2021-06-30`";
  }

  void statement(const ast::File& file, ast::StatementId id) {
    const ast::Statement& s = proof_.statement(id);
    if (s.kind == StatementKind::example) return;
    constants(file, s.mods);
    for (const ast::Rule& rule : s.rules) {
      if (&rule.mods != &s.mods) constants(file, rule.mods);
      window(id, s, rule.mods);
    }
    figure_ticks(id, s);
  }

  // Each date once, where it is written.
  void constants(const ast::File& file, const ast::Mods& mods) {
    for (const ExprId id : {mods.from, mods.until}) {
      if (id == no_expr || proof_.checked.types[id].unknown) continue;
      if (proof_.checked.types[id].type.kind != TypeKind::date || lacks_approval(file, id)) continue;
      if (constant_date(proof_.tree, proof_.names(), file, id)) continue;
      Diagnostic& said =
          proof_.diagnostics.add(Code::not_constant, proof_.expr(id).span,
                                 fmt::format("`{}` takes a date that is known before any fact is, and this one is not",
                                             id == mods.from ? "from" : "until"));
      said.help = "a date that depends on an employee goes into a condition: `when day is on or after ...`";
    }
  }

  // That the header has no approval has been said.
  bool lacks_approval(const ast::File& file, ExprId id) const {
    bool named = false;
    walk(proof_.tree, id, [&](ExprId, const ast::Expr& e) { named = named || e.name.text == "approval"; });
    return named && !file.header.approved;
  }

  void window(ast::StatementId id, const ast::Statement& s, const ast::Mods& mods) {
    const DateWindow held = window_of(proof_, s, mods);
    if (!held.empty() || held.unknown) return;
    const bool own = mods.from != no_expr || mods.until != no_expr;
    const Span at = mods.until != no_expr  ? proof_.expr(mods.until).span
                    : mods.from != no_expr ? proof_.expr(mods.from).span
                                           : s.word_span;
    Diagnostic& said = proof_.diagnostics.add(
        Code::empty_window, at,
        fmt::format("from {} until {}: this never holds", date_text(*held.from), date_text(*held.until)));
    if (!own || mods.from == no_expr || mods.until == no_expr) {
      said.notes.push_back(
          {heading_span(id), fmt::format("{} gives dates too, and both must hold", clause_words(proof_.tree, id))});
    }
    said.help = "write the earlier date after `from`";
  }

  Span heading_span(ast::StatementId id) const {
    const ast::ClauseId clause = proof_.statement(id).clause;
    if (clause == ast::none) return proof_.statement(id).word_span;
    return proof_.statement(proof_.tree.clauses[clause].heading).id.span;
  }

  void figure_ticks(ast::StatementId id, const ast::Statement& s) {
    const bool figure = s.kind == StatementKind::figure || s.kind == StatementKind::pay ||
                        s.kind == StatementKind::deduct || s.kind == StatementKind::deadline;
    if (!figure) return;
    const Symbol* symbol = proof_.names().find(s.name.text);
    if (symbol == nullptr || symbol->kind != SymbolKind::figure) return;
    const std::uint32_t at = proof_.names().figures[symbol->index].clock;
    if (at == no_id) return;
    const Clock& clock = proof_.names().clocks[at].clock;
    if (clock.kind == ClockKind::day || clock.kind == ClockKind::chosen_days) return;
    for (const ast::Rule& rule : s.rules) {
      for (const ast::Mods* mods : mods_around(proof_.tree, s, rule.mods)) {
        boundary(id, s, clock, mods->from, true);
        boundary(id, s, clock, mods->until, false);
      }
    }
  }

  void boundary(ast::StatementId id, const ast::Statement& s, const Clock& clock, ExprId date_expr, bool from) {
    if (date_expr == no_expr) return;
    const ast::File& file = file_of(proof_.tree, s.span);
    std::optional<Date> date = constant_date(proof_.tree, proof_.names(), file, date_expr);
    if (!from) {
      const auto end = constant_period_end(proof_.tree, proof_.names(), file, date_expr);
      if (end) date = end;
    }
    if (!date || *date <= first_date || *date >= last_date) return;
    if (starts_tick(clock, from ? *date : *date + 1)) return;
    const std::optional<Tick> tick = tick_around(clock, *date);
    if (!tick) return;
    if (!said_.insert(date_expr).second) return;
    const Span at = proof_.expr(date_expr).span;
    const std::string_view written = proof_.sources.slice(at);
    Diagnostic& said =
        proof_.diagnostics.add(Code::inside_tick, at,
                               fmt::format("`{}` is each {}, and {} lies inside one, {} to {}", s.name.text, clock.name,
                                           date_text(*date), date_text(tick->first), date_text(tick->last)));
    if (!(at.file == s.span.file && at.begin >= s.span.begin && at.end <= s.span.end)) {
      said.notes.push_back({s.name.span, fmt::format("the rule of {}", clause_words(proof_.tree, id))});
    }
    if (from) {
      said.help =
          fmt::format("write `from the {0} including {1}` or `from the {0} following {1}`", clock.name, written);
      said.edits.push_back({at, fmt::format("the {} including {}", clock.name, written)});
    } else {
      said.help = fmt::format("write `until {}`, the last day of one", date_text(tick->first - 1));
      said.edits.push_back({at, date_text(tick->first - 1)});
    }
  }

  const Proof& proof_;
  // The dates of which it was said that they lie inside a tick: a clause's date holds for many rules.
  std::set<ExprId> said_;
};

}  // namespace

void prove_dates(const Proof& proof) {
  Dates(proof).run();
}

}  // namespace mou
