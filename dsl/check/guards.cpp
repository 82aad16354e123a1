#include "dsl/check/guards.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace mou {

namespace {

using ast::ExprId;
using ast::ExprKind;

constexpr std::size_t most_alternatives = 128;

bool has(const WordSet& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// Narrows `into` to what both allow.
void meet(Allowed& into, const Allowed& with) {
  into.may_be_empty = into.may_be_empty && with.may_be_empty;
  into.may_be_filled = into.may_be_filled && with.may_be_filled;
  if (with.only && into.only) {
    WordSet both;
    std::set_intersection(into.only->begin(), into.only->end(), with.only->begin(), with.only->end(),
                          std::back_inserter(both));
    into.only = std::move(both);
  } else if (with.only) {
    into.only = with.only;
  }
  if (!with.except.empty()) {
    WordSet either;
    std::set_union(into.except.begin(), into.except.end(), with.except.begin(), with.except.end(),
                   std::back_inserter(either));
    into.except = std::move(either);
  }
  if (with.low && (!into.low || *into.low < *with.low || (*into.low == *with.low && with.low_open))) {
    into.low = with.low;
    into.low_open = with.low_open;
  }
  if (with.high && (!into.high || *with.high < *into.high || (*into.high == *with.high && with.high_open))) {
    into.high = with.high;
    into.high_open = with.high_open;
  }
}

// Both alternatives at once; nothing when they contradict one another.
std::optional<Alternative> meet(Alternative a, const Alternative& b) {
  for (const auto& [subject, allowed] : b) {
    auto at = a.lower_bound(subject);
    if (at == a.end() || at->first != subject) {
      at = a.emplace_hint(at, subject, allowed);
    } else {
      meet(at->second, allowed);
    }
    if (!at->second.possible()) return std::nullopt;
  }
  return a;
}

// One alternative that asks for nothing.
bool is_always(const Guard& guard) {
  return !guard.unknown && guard.alternatives.size() == 1 && guard.alternatives.front().empty();
}

Guard all(Guard a, Guard b) {
  if (is_always(a)) return b;
  if (is_always(b)) return a;
  Guard both;
  both.unknown = a.unknown || b.unknown || a.alternatives.size() * b.alternatives.size() > most_alternatives;
  if (both.unknown) return both;
  if (b.alternatives.empty()) return both;
  const auto keep = [&both](std::optional<Alternative> met) {
    if (met) both.alternatives.push_back(std::move(*met));
  };
  const auto last = std::prev(b.alternatives.end());
  for (Alternative& left : a.alternatives) {
    // Most contradict one another, and are not worth a copy.
    for (auto right = b.alternatives.begin(); right != last; ++right) {
      if (!contradict(left, *right)) keep(meet(left, *right));
    }
    keep(meet(std::move(left), *last));
  }
  return both;
}

Guard any(Guard a, Guard b) {
  a.unknown = a.unknown || b.unknown || a.alternatives.size() + b.alternatives.size() > most_alternatives;
  if (a.unknown) return {{}, true};
  a.alternatives.insert(a.alternatives.end(), std::make_move_iterator(b.alternatives.begin()),
                        std::make_move_iterator(b.alternatives.end()));
  return a;
}

Guard always() {
  return {{Alternative{}}, false};
}

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
  Guard taken_whole(ExprId id, bool holds) const {
    Allowed allowed = subject(id);
    allowed.truth = true;
    allowed.only = WordSet{holds ? "yes" : "no"};
    // Facts without a value fault; they are neither yes nor no.
    allowed.may_be_empty = false;
    return one(subject_of(id), std::move(allowed));
  }

  // That one of the moments falls into the tick. Every calendar has such ticks, yet perhaps not of two moments at once.
  Guard moment(ExprId id) const {
    Guard guard = taken_whole(id, true);
    for (Alternative& each : guard.alternatives) each.begin()->second.moment = true;
    return guard;
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
    Guard whole = taken_whole(id, holds);
    for (Alternative& each : whole.alternatives) each.begin()->second.seen_through = true;
    return all(std::move(whole), holds ? seen.yes : seen.no);
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

  std::string_view subject_of(ExprId id) const { return proof_.guards.subject(proof_, id); }

  static Guard one(std::string_view subject, Allowed allowed) {
    if (!allowed.possible()) return {};
    Alternative alternative;
    alternative.emplace(subject, std::move(allowed));
    Guard guard;
    guard.alternatives.push_back(std::move(alternative));
    return guard;
  }

  Guard several(const ast::Expr& e, bool holds) const {
    const bool together = (e.kind == ExprKind::all_of) == holds;
    Guard guard = together ? always() : Guard{};
    for (const ExprId child : e.children) {
      guard = together ? all(std::move(guard), read(child, holds)) : any(std::move(guard), read(child, holds));
    }
    return guard;
  }

  Allowed subject(ExprId id) const {
    Allowed allowed;
    const Resolution& meant = proof_.checked.resolutions[id];
    const CheckedType& type = proof_.checked.types[id];
    allowed.words = proof_.sources.slice(proof_.expr(id).span);
    allowed.free = meant.meaning == Meaning::fact || meant.meaning == Meaning::column ||
                   meant.meaning == Meaning::key_argument || meant.meaning == Meaning::reading ||
                   meant.meaning == Meaning::weekday;
    allowed.reading = meant.meaning == Meaning::reading;
    allowed.today = meant.meaning == Meaning::today;
    allowed.whole = type.whole || type.type.kind == TypeKind::date;
    allowed.date = type.type.kind == TypeKind::date;
    allowed.time = type.type.kind == TypeKind::time;
    allowed.truth = type.type.kind == TypeKind::truth;
    if (!type.choices.empty()) {
      allowed.only.emplace(type.choices.begin(), type.choices.end());
      put_in_order(*allowed.only);
    }
    // An enumeration without a value faults, so that neither rule is live.
    if (allowed.free && !type.choices.empty() && !may_be_nothing(meant)) allowed.may_be_empty = false;
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
    return one(subject_of(left), std::move(allowed));
  }

  static void put_in_order(WordSet& words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
  }

  Guard bounds(ExprId id, ExprId left, const std::string& how, const Rational& value, bool holds) const {
    const bool less =
        how == "less than" || how == "before" || how == "at most" || how == "on or before" || how == "is not";
    const bool more =
        how == "more than" || how == "after" || how == "at least" || how == "on or after" || how == "is not";
    const bool same = how == "at most" || how == "at least" || how == "on or before" || how == "on or after" ||
                      how == "is" || how == "on";
    if (!less && !more && !same) return taken_whole(id, holds);
    const std::string_view key = subject_of(left);
    Allowed whole = subject(left);
    Guard guard;
    const auto add = [&](const Allowed& asked) {
      Allowed allowed = whole;
      meet(allowed, asked);
      allowed.may_be_empty = false;
      guard = any(std::move(guard), one(key, std::move(allowed)));
    };
    if (less == holds) add(upper(value, true));
    if (same == holds) add(exactly(value));
    if (more == holds) add(lower(value, true));
    guard = joined(key, std::move(guard));
    if (holds) return guard;
    whole.may_be_filled = false;
    return any(std::move(guard), one(key, std::move(whole)));
  }

  // "before or on" as one stretch, so that alternatives stay few.
  static Guard joined(std::string_view key, Guard guard) {
    if (guard.alternatives.size() != 2) return guard;
    Allowed& first = guard.alternatives[0].at(key);
    const Allowed& second = guard.alternatives[1].at(key);
    if (first.high && second.low && *first.high == *second.low && first.high_open != second.low_open) {
      first.high = second.high;
      first.high_open = second.high_open;
      guard.alternatives.pop_back();
    }
    return guard;
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
    return one(subject_of(left), std::move(allowed));
  }

  const Proof& proof_;
  const ast::File& file_;
  Standpoint from_;
};

Guard own_guard(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, const Standpoint& from) {
  const Reader reader(proof, file_of(proof.tree, statement.span), from);
  Guard guard = always();
  for (const ast::Mods* mods : mods_around(proof.tree, statement, rule.mods)) {
    for (const ExprId id : mods->when) guard = all(std::move(guard), reader.read(id, true));
    for (const ExprId id : mods->unless) guard = all(std::move(guard), reader.read(id, false));
    for (const ExprId id : mods->on) guard = all(std::move(guard), reader.moment(id));
    for (const ExprId id : mods->paid_on) guard = all(std::move(guard), reader.moment(id));
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
    if (throughout) guard = all(std::move(guard), denied(proof, statement, other, from));
  }
  return guard;
}

// The clock of the figure that the statement rules; no_id where it has none.
std::uint32_t clock_of(const Proof& proof, const ast::Statement& statement) {
  const Symbol* named = proof.names().find(statement.name.text);
  const bool figure = named != nullptr && named->kind == SymbolKind::figure;
  return figure ? proof.names().figures[named->index].clock : no_id;
}

bool identical(const Alternative& a, const Alternative& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.only == y.second.only && x.second.except == y.second.except &&
           x.second.low == y.second.low && x.second.high == y.second.high &&
           x.second.may_be_empty == y.second.may_be_empty && x.second.may_be_filled == y.second.may_be_filled;
  });
}

// An alternative is provably possible when all it asks for can be chosen freely, or it asks for one thing only.
bool provable(const Alternative& alternative) {
  if (alternative.size() <= 1) return true;
  const auto moments =
      std::count_if(alternative.begin(), alternative.end(), [](const auto& each) { return each.second.moment; });
  return moments <= 1 && std::all_of(alternative.begin(), alternative.end(), [](const auto& each) {
           return each.second.free || each.second.moment || each.second.seen_through;
         });
}

std::string describe(const Alternative& alternative) {
  std::string words;
  for (const auto& [subject, allowed] : alternative) {
    if (allowed.seen_through || allowed.moment) continue;
    const std::string example = allowed.example();
    if (example.empty()) continue;
    if (!words.empty()) words += ", ";
    words += example;
  }
  return words;
}

}  // namespace

bool Allowed::possible() const {
  if (may_be_empty) return true;
  if (!may_be_filled) return false;
  if (only) {
    const auto left = std::any_of(only->begin(), only->end(), [&](std::string_view w) { return !has(except, w); });
    if (!left) return false;
  }
  if (!low || !high) return true;
  if (*high < *low) return false;
  if (*high == *low) return !low_open && !high_open;
  // Between neighbours lies no whole number.
  if (whole && low_open && high_open) return !(*high - *low == Rational(1));
  return true;
}

std::string Allowed::value_words(const Rational& value) const {
  const auto whole_value = value.to_int64();
  if (date && whole_value) return date_text(Date{static_cast<std::int32_t>(*whole_value)});
  if (time && whole_value) return fmt::format("{:02}:{:02}", *whole_value / 60, *whole_value % 60);
  return value.text();
}

std::string Allowed::example() const {
  if (!may_be_filled) return fmt::format("`{}` empty", words);
  if (only) {
    for (const std::string_view word : *only) {
      if (!has(except, word)) return fmt::format("`{}` {}", words, word);
    }
  }
  if (low) return fmt::format("`{}` {}", words, value_words(low_open ? *low + Rational(1) : *low));
  if (high) return fmt::format("`{}` {}", words, value_words(high_open ? *high - Rational(1) : *high));
  return {};
}

std::string_view Guards::subject(const Proof& proof, ExprId id) {
  const auto [written, fresh] = subjects.try_emplace(id);
  if (fresh) written->second = canonical(proof, id);
  return written->second;
}

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

bool contradict(const Alternative& a, const Alternative& b) {
  return std::any_of(b.begin(), b.end(), [&](const auto& each) {
    const auto& [subject, allowed] = each;
    const auto at = a.find(subject);
    if (at == a.end()) return !allowed.possible();
    Allowed both = at->second;
    meet(both, allowed);
    return !both.possible();
  });
}

Together together(const Guard& a, const Guard& b, std::string& witness) {
  if (a.unknown || b.unknown) return Together::unknown;
  Together found = Together::never;
  for (const Alternative& left : a.alternatives) {
    for (const Alternative& right : b.alternatives) {
      if (contradict(left, right)) continue;
      const auto both = meet(left, right);
      if (provable(*both) || identical(left, right)) {
        witness = describe(*both);
        return Together::always_possible;
      }
      found = Together::unknown;
    }
  }
  return found;
}

bool excludes_choice(const Proof& proof, const ast::Statement& statement, const ast::Rule& rule, std::uint32_t key,
                     const std::string& choice) {
  const Guard guard = own_guard(proof, statement, rule, {});
  if (guard.unknown || guard.alternatives.empty()) return false;
  const std::string subject = fmt::format("#{}.{}.", static_cast<int>(Meaning::key_argument), key);
  return std::all_of(guard.alternatives.begin(), guard.alternatives.end(), [&](const Alternative& alternative) {
    return std::any_of(alternative.begin(), alternative.end(), [&](const auto& each) {
      // The key itself, not something computed from it.
      if (each.first.find(subject) == std::string_view::npos || each.first.find('(', 1) != std::string_view::npos)
        return false;
      const Allowed& allowed = each.second;
      return has(allowed.except, choice) || (allowed.only && !has(*allowed.only, choice));
    });
  });
}

}  // namespace mou
