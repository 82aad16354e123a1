#include "dsl/check/guards.h"

#include <fmt/format.h>

#include <algorithm>

namespace mou {

namespace {

using ast::ExprId;
using ast::ExprKind;

// For whom a condition is read.
struct Standpoint {
  // The clock of the figure whose rule it is; no_id where it has none.
  std::uint32_t clock = no_id;
  std::optional<Date> day;
  // How many figures it was seen through.
  int depth = 0;
};

constexpr int deepest_figure = 3;

Guard guard_from(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const DateWindow& window,
                 const Standpoint& from);

class Reader {
 public:
  Reader(const Proof& proof, const ast::File& file, Standpoint from) : proof_(proof), file_(file), from_(from) {}

  Guard read(ExprId id, bool holds) const {
    const ast::Expr& e = proof_.expr(id);
    switch (e.kind) {
      case ExprKind::parentheses:
        return read(e.children[0], holds);
      case ExprKind::negation:
        return read(e.children[0], !holds);
      case ExprKind::all_of:
      case ExprKind::any_of:
        return several(e, holds);
      case ExprKind::compare:
        return compare(id, e, holds);
      case ExprKind::one_of:
        return one_of(id, e, holds);
      case ExprKind::presence:
        return presence(e, holds);
      default:
        return truth(id, holds);
    }
  }

  // A condition that is one name or something computed.
  Guard truth(ExprId id, bool holds) const {
    if (auto seen = seen_through(id, holds)) return std::move(*seen);
    return taken_whole(id, holds);
  }

  // It holds or it does not.
  Guard taken_whole(ExprId id, bool holds) const { return one(whole_truth(id, holds)); }

  // That one of the moments falls into the tick. Every calendar has such ticks, yet perhaps not of two moments at once.
  Guard moment(ExprId id) const {
    Allowed allowed = whole_truth(id, true);
    allowed.moment = true;
    return one(std::move(allowed));
  }

 private:
  // The rules of a yes/no figure that always hold, all of one statement; nothing when its definition is not so simple.
  const ast::Statement* simple_definition(const FigureInfo& figure) const {
    if (figure.rules.empty() || !figure.versions.empty() || !figure.keys.empty() || figure.event != no_id)
      return nullptr;
    if (figure.clock != no_id && figure.clock != from_.clock) return nullptr;
    const ast::Statement& s = proof_.statement(figure.rules.front().statement);
    for (const RuleRef& ref : figure.rules) {
      if (ref.statement != figure.rules.front().statement) return nullptr;
      const ast::Rule& rule = s.rules[ref.rule];
      const auto value = word(rule.value);
      if (!value || (*value != "yes" && *value != "no")) return nullptr;
      for (const ast::Mods* mods : mods_around(proof_.tree, s, rule.mods)) {
        if (mods->from != ast::no_expr || mods->until != ast::no_expr) return nullptr;
      }
    }
    return &s;
  }

  std::optional<Guard> seen_through(ExprId id, bool holds) const {
    const Resolution& meant = proof_.checked.resolutions[id];
    if (meant.meaning != Meaning::figure || proof_.expr(id).kind != ExprKind::name) return std::nullopt;
    if (from_.depth >= deepest_figure || proof_.checked.types[id].type.kind != TypeKind::truth) return std::nullopt;
    const ast::Statement* definition = simple_definition(proof_.names().figures[meant.index]);
    if (definition == nullptr) return std::nullopt;
    const Guards::Seen& seen = definition_of(meant.index, *definition);
    // Both or neither, so that the figure and its contrary always contradict one another.
    if (seen.yes.unknown || seen.no.unknown) return std::nullopt;
    Allowed whole = whole_truth(id, holds);
    whole.seen_through = true;
    return all(store(), one(std::move(whole)), holds ? seen.yes : seen.no);
  }

  // Read once from each standpoint: conditions name the same few figures again and again.
  const Guards::Seen& definition_of(std::uint32_t figure, const ast::Statement& definition) const {
    const Guards::SeenKey key{figure, from_.clock, from_.day, from_.depth};
    const auto known = proof_.guards.seen.find(key);
    if (known != proof_.guards.seen.end()) return known->second;
    Standpoint further = from_;
    ++further.depth;
    Guards::Seen seen;
    for (const ast::Rule& rule : definition.rules) {
      Guard& into = *word(rule.value) == "yes" ? seen.yes : seen.no;
      into =
          any(std::move(into), guard_from(proof_, definition, rule, window_of(proof_, definition, rule.mods), further));
    }
    return proof_.guards.seen.emplace(key, std::move(seen)).first->second;
  }

  AllowedStore& store() const { return proof_.guards.store; }

  Guard one(Allowed allowed) const {
    if (!allowed.possible()) return {};
    return {{Alternative{store().keep(std::move(allowed))}}, false};
  }

  Allowed whole_truth(ExprId id, bool holds) const {
    Allowed allowed = subject(id);
    allowed.only = WordSet{holds ? "yes" : "no"};
    // Facts without a value fault; they are neither yes nor no.
    allowed.may_be_empty = false;
    return allowed;
  }

  Guard several(const ast::Expr& e, bool holds) const {
    const bool together = (e.kind == ExprKind::all_of) == holds;
    Guard guard = together ? always() : Guard{};
    for (const ExprId child : e.children) {
      guard = together ? all(store(), std::move(guard), read(child, holds)) : any(std::move(guard), read(child, holds));
    }
    return guard;
  }

  // What the subject that the expression is may be whatever the conditions say.
  const Allowed& subject(ExprId id) const {
    std::vector<const Allowed*>& known = proof_.guards.whole;
    if (known.size() <= id) known.resize(proof_.tree.exprs.size());
    if (known[id] == nullptr) known[id] = store().keep(read_subject(id));
    return *known[id];
  }

  Allowed read_subject(ExprId id) const {
    const Resolution& meant = proof_.checked.resolutions[id];
    const CheckedType& type = proof_.checked.types[id];
    SubjectInfo& subject = proof_.guards.subjects.emplace_back();
    subject.name = *proof_.guards.names.insert(canonical(proof_, id)).first;
    subject.words = proof_.sources.slice(proof_.expr(id).span);
    subject.free = meant.meaning == Meaning::fact || meant.meaning == Meaning::column ||
                   meant.meaning == Meaning::key_argument || meant.meaning == Meaning::reading ||
                   meant.meaning == Meaning::weekday;
    subject.reading = meant.meaning == Meaning::reading;
    subject.today = meant.meaning == Meaning::today;
    subject.whole = type.whole || type.type.kind == TypeKind::date;
    subject.date = type.type.kind == TypeKind::date;
    subject.time = type.type.kind == TypeKind::time;
    Allowed allowed;
    allowed.of = &subject;
    if (!type.choices.empty()) {
      allowed.only.emplace(type.choices.begin(), type.choices.end());
      put_in_order(*allowed.only);
    }
    // An enumeration without a value faults, so that neither rule is live.
    if (subject.free && !type.choices.empty() && !may_be_nothing(meant)) allowed.may_be_empty = false;
    if (type.type.kind == TypeKind::number) {
      allowed.low = type.low;
      allowed.high = type.high;
    }
    return allowed;
  }

  // A fact declared `default nothing`.
  bool may_be_nothing(const Resolution& meant) const {
    const Declarations& names = proof_.names();
    ast::StatementId declared = ast::none;
    if (meant.meaning == Meaning::fact) declared = names.roster[meant.index].declared;
    if (meant.meaning == Meaning::column) {
      declared = names.events[names.events[meant.event].table].columns[meant.index].declared;
    }
    if (declared == ast::none) return false;
    const ExprId value = proof_.statement(declared).head.default_value;
    return value != ast::no_expr && proof_.expr(value).kind == ExprKind::nothing;
  }

  // The constant that the subject is compared with.
  std::optional<std::string_view> word(ExprId id) const {
    const ast::Expr& e = proof_.expr(id);
    if (e.kind == ExprKind::parentheses) return word(e.children[0]);
    if (e.kind == ExprKind::string) return e.text;
    if (e.kind == ExprKind::weekday) return e.word.text;
    if (e.kind == ExprKind::name && proof_.checked.resolutions[id].meaning == Meaning::choice) return e.name.text;
    return std::nullopt;
  }

  std::optional<Date> date(ExprId id) const {
    return from_.day ? constant_date_on(proof_.tree, proof_.names(), file_, id, *from_.day)
                     : constant_date(proof_.tree, proof_.names(), file_, id);
  }

  std::optional<Rational> number(ExprId id) const {
    if (const auto known = date(id)) return Rational(known->days);
    const ast::Expr& e = proof_.expr(id);
    if (e.kind == ExprKind::time) return Rational(e.time);
    return constant_number(proof_.tree, id);
  }

  Guard compare(ExprId id, const ast::Expr& e, bool holds) const {
    const std::string& how = e.word.text;
    const ExprId left = e.children[0];
    const ExprId right = e.children[1];
    if (how == "is" || how == "is not") {
      if (proof_.expr(right).kind == ExprKind::nothing) return filled(left, (how == "is") != holds);
      if (const auto same = word(right)) return words(left, {*same}, (how == "is") == holds);
    }
    const auto value = number(right);
    if (!value) return taken_whole(id, holds);
    if (from_.day) {
      // Of the day itself it is known.
      if (const auto known = date(left)) return known_bounds(Rational(known->days), how, *value, holds);
    }
    return bounds(id, left, how, *value, holds);
  }

  static Guard known_bounds(const Rational& left, const std::string& how, const Rational& right, bool holds) {
    const bool less = left < right;
    const bool same = left == right;
    const bool said = (how == "less than" || how == "before")       ? less
                      : (how == "at most" || how == "on or before") ? less || same
                      : (how == "more than" || how == "after")      ? !less && !same
                      : (how == "at least" || how == "on or after") ? !less
                      : how == "is not"                             ? !same
                                                                    : same;
    return said == holds ? always() : Guard{};
  }

  Guard words(ExprId left, WordSet choices, bool among) const {
    put_in_order(choices);
    Allowed allowed = subject(left);
    Allowed asked;
    if (among) {
      asked.only = std::move(choices);
      asked.may_be_empty = false;
    } else {
      asked.except = std::move(choices);
    }
    meet(allowed, asked);
    return one(std::move(allowed));
  }

  Guard bounds(ExprId id, ExprId left, const std::string& how, const Rational& value, bool holds) const {
    const bool less =
        how == "less than" || how == "before" || how == "at most" || how == "on or before" || how == "is not";
    const bool more =
        how == "more than" || how == "after" || how == "at least" || how == "on or after" || how == "is not";
    const bool same = how == "at most" || how == "at least" || how == "on or before" || how == "on or after" ||
                      how == "is" || how == "on";
    if (!less && !more && !same) return taken_whole(id, holds);
    const bool below = less == holds;
    const bool at = same == holds;
    const bool above = more == holds;
    Guard guard;
    const auto add = [&](const Allowed& asked) {
      Allowed allowed = subject(left);
      meet(allowed, asked);
      allowed.may_be_empty = false;
      guard = any(std::move(guard), one(std::move(allowed)));
    };
    if (below) add(upper(value, !at));
    if (at && !below && !above) add(exactly(value));
    if (above) add(lower(value, !at));
    if (holds) return guard;
    Allowed empty = subject(left);
    empty.may_be_filled = false;
    return any(std::move(guard), one(std::move(empty)));
  }

  static Allowed upper(const Rational& value, bool open) {
    Allowed allowed;
    allowed.high = value;
    allowed.high_open = open;
    return allowed;
  }

  static Allowed lower(const Rational& value, bool open) {
    Allowed allowed;
    allowed.low = value;
    allowed.low_open = open;
    return allowed;
  }

  static Allowed exactly(const Rational& value) {
    Allowed allowed = lower(value, false);
    allowed.high = value;
    return allowed;
  }

  Guard one_of(ExprId id, const ast::Expr& e, bool holds) const {
    WordSet choices;
    for (std::size_t i = 1; i < e.children.size(); ++i) {
      const auto choice = word(e.children[i]);
      if (!choice) return taken_whole(id, holds);
      choices.push_back(*choice);
    }
    return words(e.children[0], std::move(choices), (e.word.text == "is one of") == holds);
  }

  Guard presence(const ast::Expr& e, bool holds) const {
    return filled(e.children[0], (e.word.text == "recorded") == holds);
  }

  Guard filled(ExprId left, bool is_filled) const {
    Allowed allowed = subject(left);
    (is_filled ? allowed.may_be_empty : allowed.may_be_filled) = false;
    return one(std::move(allowed));
  }

  const Proof& proof_;
  const ast::File& file_;
  Standpoint from_;
};

Guard own_guard(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const Standpoint& from) {
  const Reader reader(proof, file_of(proof.tree, statement.span), from);
  AllowedStore& store = proof.guards.store;
  Guard guard = always();
  for (const ast::Mods* mods : mods_around(proof.tree, statement, rule.mods)) {
    for (const ExprId id : mods->when) guard = all(store, std::move(guard), reader.read(id, true));
    for (const ExprId id : mods->unless) guard = all(store, std::move(guard), reader.read(id, false));
    for (const ExprId id : mods->on) guard = all(store, std::move(guard), reader.moment(id));
    for (const ExprId id : mods->paid_on) guard = all(store, std::move(guard), reader.moment(id));
  }
  return guard;
}

// That the conditions of a rule do not hold; moments are not looked into.
Guard denied(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const Standpoint& from) {
  const Reader reader(proof, file_of(proof.tree, statement.span), from);
  if (!rule.mods.on.empty() || !rule.mods.paid_on.empty()) return {{}, true};
  Guard guard;
  for (const ExprId id : rule.mods.when) guard = any(std::move(guard), reader.read(id, false));
  for (const ExprId id : rule.mods.unless) guard = any(std::move(guard), reader.read(id, true));
  return guard;
}

Guard guard_from(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const DateWindow& window,
                 const Standpoint& from) {
  Guard guard = own_guard(proof, statement, rule, from);
  if (!rule.mods.otherwise) return guard;
  for (const ast::Rule& other : statement.rules) {
    if (&other == &rule || other.mods.otherwise) continue;
    const DateWindow live = live_window(proof, statement, other.mods);
    const bool throughout = !live.unknown && (!live.from || (window.from && *live.from <= *window.from)) &&
                            (!live.until || (window.until && *window.until <= *live.until));
    if (throughout) guard = all(proof.guards.store, std::move(guard), denied(proof, statement, other, from));
  }
  return guard;
}

// The clock of the figure that the statement rules; no_id where it has none.
std::uint32_t clock_of(const Proof& proof, const ast::Statement& statement) {
  const Symbol* named = proof.names().find(statement.name.text);
  const bool figure = named != nullptr && named->kind == SymbolKind::figure;
  return figure ? proof.names().figures[named->index].clock : no_id;
}

}  // namespace

const Guard& guard_of(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule,
                      const DateWindow& window) {
  Guards::Key key{&rule, std::nullopt, std::nullopt};
  if (rule.mods.otherwise) {
    key.from = window.from;
    key.until = window.until;
  }
  const auto known = proof.guards.known.find(key);
  if (known != proof.guards.known.end()) return known->second;
  Guard guard = guard_from(proof, statement, rule, window, {clock_of(proof, statement), std::nullopt, 0});
  return proof.guards.known.emplace(key, std::move(guard)).first->second;
}

Guard guard_on(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const DateWindow& window,
               Date day) {
  return guard_from(proof, statement, rule, window, {clock_of(proof, statement), day, 0});
}

bool excludes_choice(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, std::uint32_t key,
                     const std::string& choice) {
  const Guard guard = own_guard(proof, statement, rule, {});
  if (guard.unknown || guard.alternatives.empty()) return false;
  const std::string subject = fmt::format("#{}.{}.", static_cast<int>(Meaning::key_argument), key);
  return std::all_of(guard.alternatives.begin(), guard.alternatives.end(), [&](const Alternative& alternative) {
    return std::any_of(alternative.begin(), alternative.end(), [&](const Allowed* allowed) {
      // The key itself, not something computed from it.
      const std::string_view name = allowed->of->name;
      if (name.find(subject) == std::string_view::npos || name.find('(', 1) != std::string_view::npos) return false;
      return has(allowed->except, choice) || (allowed->only && !has(*allowed->only, choice));
    });
  });
}

}  // namespace mou
