// A figure that holds on any date may change on a date of the contract. What a ticked figure reads must change where
// its ticks meet, else one tick would have two values of it.
#include <fmt/format.h>

#include <map>
#include <set>

#include "dsl/check/declare.h"
#include "dsl/check/windows.h"

namespace mou {

namespace {

using ast::ExprId;
using ast::no_expr;

// A date on which a figure changes, and where that is written.
struct Change {
  Date date;
  ExprId at = no_expr;
  ast::StatementId statement = ast::none;
};

// A date inside ticks, with the first that reads across it in the longest of them, and how many others do.
struct Inside {
  Change change;
  std::uint32_t figure = no_id;
  const Clock* clock = nullptr;
  Tick tick;
  ast::StatementId reader = ast::none;
  ExprId read_at = no_expr;
  std::size_t others = 0;
};

class Changes {
 public:
  explicit Changes(const Proof& proof) : proof_(proof), of_figure_(proof.names().figures.size()) {
    state_.assign(of_figure_.size(), 0);
  }

  void run() {
    for (const ast::File& file : proof_.tree.files) {
      for (ast::StatementId id = file.first_statement; id < file.last_statement; ++id) {
        const ast::Statement& s = proof_.statement(id);
        if (s.kind == ast::StatementKind::raise || s.kind == ast::StatementKind::change) continue;
        for (const ast::Rule& rule : s.rules) of_rule(id, s, rule);
      }
    }
    for (const auto& [date, found] : found_) say(found);
  }

 private:
  void of_rule(ast::StatementId id, const ast::Statement& s, const ast::Rule& rule) {
    std::set<std::uint32_t> said;
    const DateWindow held = live_window(proof_, s, rule.mods);
    const auto check_names = [&](ExprId at, const ast::Expr& e) {
      const Resolution& meant = proof_.checked.resolutions[at];
      if (e.kind != ast::ExprKind::name || meant.meaning != Meaning::figure || said.contains(meant.index)) return;
      const std::uint32_t clock = proof_.checked.ticks[at];
      if (clock == no_id || !any_date(meant.index)) return;
      if (check(id, held, at, meant.index, proof_.names().clocks[clock].clock)) said.insert(meant.index);
    };
    walk(proof_.tree, rule.value, check_names);
    for (const ExprId each : rule.mods.when) walk(proof_.tree, each, check_names);
    for (const ExprId each : rule.mods.unless) walk(proof_.tree, each, check_names);
  }

  bool any_date(std::uint32_t figure) const {
    const FigureInfo& info = proof_.names().figures[figure];
    return info.clock == no_id && info.event == no_id;
  }

  bool check(ast::StatementId id, const DateWindow& held, ExprId at, std::uint32_t figure, const Clock& clock) {
    if (clock.kind == ClockKind::day || clock.kind == ClockKind::chosen_days) return false;
    for (const Change& change : changes_of(figure)) {
      if (starts_tick(clock, change.date)) continue;
      if ((held.from && change.date <= *held.from) || (held.until && *held.until < change.date)) continue;
      const std::optional<Tick> tick = tick_around(clock, change.date);
      if (!tick) continue;
      note({change, figure, &clock, *tick, id, at, 0});
      return true;
    }
    return false;
  }

  // One mistake is one message: a date is said once, however many figures read across it.
  void note(const Inside& inside) {
    const auto [at, fresh] = found_.emplace(inside.change.at, inside);
    if (fresh) return;
    Inside& known = at->second;
    const std::size_t others = known.others + 1;
    if (inside.tick.last - inside.tick.first > known.tick.last - known.tick.first) known = inside;
    known.others = others;
  }

  void say(const Inside& inside) {
    const Span written = proof_.expr(inside.change.at).span;
    for (const Diagnostic& each : proof_.diagnostics.all()) {
      if (each.code == Code::inside_tick && each.at.file == written.file && each.at.begin == written.begin) return;
    }
    const ast::Statement& s = proof_.statement(inside.reader);
    const std::string& name = proof_.names().figures[inside.figure].name;
    const std::string reader =
        s.name.empty() ? clause_words(proof_.tree, inside.reader) : fmt::format("`{}`", s.name.text);
    Diagnostic& said = proof_.diagnostics.add(
        Code::changes_inside, written,
        fmt::format("`{}` changes on {}, inside the {} {} to {} of {}", name, date_text(inside.change.date),
                    inside.clock->name, date_text(inside.tick.first), date_text(inside.tick.last), reader));
    said.label = fmt::format("the date is that of {}", clause_words(proof_.tree, inside.change.statement));
    said.notes.push_back({proof_.expr(inside.read_at).span,
                          inside.others == 0 ? fmt::format("{} reads it here", reader)
                                             : fmt::format("{} reads it here, and {} more read across the date", reader,
                                                           inside.others)});
    said.help = fmt::format("write `from the {0} including {1}`, or there a total `over each day`", inside.clock->name,
                            proof_.sources.slice(written));
  }

  const std::vector<Change>& changes_of(std::uint32_t figure) {
    if (state_[figure] != 0 || depth_ > deepest) return of_figure_[figure];
    state_[figure] = 1;
    ++depth_;
    std::map<Date, Change> found;
    const FigureInfo& info = proof_.names().figures[figure];
    for (const RuleRef& ref : info.rules) {
      const ast::Statement& s = proof_.statement(ref.statement);
      own_dates(ref.statement, s, s.rules[ref.rule], found);
      inherited(s.rules[ref.rule].value, found);
    }
    for (const ast::StatementId version : info.versions) {
      const ast::Statement& s = proof_.statement(version);
      for (const ast::Rule& rule : s.rules) own_dates(version, s, rule, found);
    }
    --depth_;
    for (const auto& [date, change] : found) of_figure_[figure].push_back(change);
    return of_figure_[figure];
  }

  void own_dates(ast::StatementId id, const ast::Statement& s, const ast::Rule& rule, std::map<Date, Change>& found) {
    const ast::File& file = file_of(proof_.tree, s.span);
    for (const ast::Mods* mods : mods_around(proof_.tree, s, rule.mods)) {
      if (const auto from = constant_date(proof_.tree, proof_.names(), file, mods->from)) {
        found.emplace(*from, Change{*from, mods->from, id});
      }
      std::optional<Date> until = constant_period_end(proof_.tree, proof_.names(), file, mods->until);
      if (!until) until = constant_date(proof_.tree, proof_.names(), file, mods->until);
      if (until) found.emplace(*until + 1, Change{*until + 1, mods->until, id});
    }
  }

  // The changes of the figures it reads, for the same day.
  void inherited(ExprId id, std::map<Date, Change>& found) {
    if (id == no_expr) return;
    const ast::Expr& e = proof_.expr(id);
    if (e.kind == ast::ExprKind::as_of || e.kind == ast::ExprKind::total || e.kind == ast::ExprKind::count) return;
    const Resolution& meant = proof_.checked.resolutions[id];
    if (meant.meaning == Meaning::figure && any_date(meant.index)) {
      for (const Change& change : changes_of(meant.index)) found.emplace(change.date, change);
    }
    for (const ExprId child : e.children) inherited(child, found);
  }

  const Proof& proof_;
  std::vector<std::vector<Change>> of_figure_;
  std::vector<char> state_;
  // By the expression of the date.
  std::map<ExprId, Inside> found_;
  // Figures that read figures: a longer chain is not followed.
  static constexpr int deepest = 100;
  int depth_ = 0;
};

}  // namespace

void prove_changes(const Proof& proof) {
  Changes(proof).run();
}

}  // namespace mou
