#include "tests/columnar/random_graph.h"

#include <algorithm>

namespace mou {

namespace {

using Small = SmallGraph;

const std::vector<ClockId> clocks = {Small::pay_period, Small::workweek,      Small::month,
                                     Small::days,       Small::calendar_year, Small::working_day};
const std::vector<ClockId> regular_clocks = {Small::pay_period, Small::workweek, Small::month, Small::calendar_year};

// Columns beyond those of SmallGraph. Of the roster:
enum : std::uint32_t { loose = Small::division + 1, cents, large, larger, count, stands_for_none, certified, leaves };
// Of what was worked:
enum : std::uint32_t { rate = Small::worked_kind + 1, sure };

Column made_column(const char* name, ColumnType type, std::optional<Rational> low = {},
                   std::optional<Rational> high = {}, std::optional<Rational> step = {}) {
  Column column;
  column.name = name;
  column.type = type;
  column.low = std::move(low);
  column.high = std::move(high);
  column.step = std::move(step);
  return column;
}

}  // namespace

RandomGraph::RandomGraph(Dice& dice) : dice_(dice) {
  add_columns();
  add_reading();
  small_.clause("1");
  if (dice_.one_in(3)) {
    small_.graph.events[Small::worked].where = truth({no_id, Small::worked, no_id, {}, 0, 0, true, false}, 1);
  }
  const std::uint32_t first = 1 + dice_.below(4);
  for (std::uint32_t i = 0; i < first; ++i) add_figure(0);
  const std::uint32_t banks = dice_.below(3);
  for (std::uint32_t i = 0; i < banks; ++i) add_bank();
  const std::uint32_t last = 1 + dice_.below(4);
  for (std::uint32_t i = 0; i < last; ++i) add_figure(banks);
  if (dice_.one_in(8)) small_.graph.covers = truth({no_id, no_id, no_id, {}, 0, 0, true, false}, 1);
  small_.finish();
}

void RandomGraph::add_columns() {
  const Rational far(std::int64_t{1'000'000'000'000'000});
  auto& roster = small_.graph.schema.tables[0].columns;
  roster.push_back(made_column("loose", ColumnType::number));
  roster.push_back(made_column("cents", ColumnType::number, {}, {}, Rational::ratio(1, 100)));
  roster.push_back(made_column("large", ColumnType::number, -far, far, Rational(1)));
  roster.push_back(made_column("larger", ColumnType::number, -far, far, Rational::ratio(1, 1000)));
  roster.push_back(made_column("count", ColumnType::whole_number, Rational(-50), Rational(50)));
  roster.push_back(
      made_column("stands_for_none", ColumnType::number, Rational(-2), Rational(8), Rational::ratio(1, 8)));
  roster.back().default_text = "";
  roster.push_back(made_column("certified", ColumnType::truth));
  roster.back().default_text = "no";
  roster.push_back(made_column("leaves", ColumnType::date));
  roster.back().default_text = "";
  auto& worked = small_.graph.schema.tables[1].columns;
  worked.push_back(made_column("rate", ColumnType::number));
  worked.push_back(made_column("sure", ColumnType::truth));
}

void RandomGraph::add_reading() {
  Reading reading;
  reading.name = "question";
  reading.used = small_.graph.texts.intern("a");
  reading.choices = {reading.used, small_.graph.texts.intern("b")};
  small_.graph.readings.push_back(reading);
  Outside outside;
  outside.name = "elsewhere";
  outside.type = plain_number;
  small_.graph.outsides.push_back(outside);
  small_.graph.schema.outside.push_back({made_column("elsewhere", ColumnType::number), 0});
}

// — what is declared

Arm RandomGraph::arm(const Place& place, const Type& type, int depth) {
  Arm made;
  made.value = any(place, type, depth);
  made.clause = 0;
  if (dice_.below(3) != 0) made.guard = truth(place, std::min(depth, 2));
  if (dice_.one_in(5)) made.from = day("2019-01-20") + static_cast<std::int32_t>(dice_.below(30));
  if (dice_.one_in(6)) made.until = day("2019-02-10") + static_cast<std::int32_t>(dice_.below(30));
  return made;
}

void RandomGraph::add_rules(FigureId id, const Place& place) {
  const Type type = small_.graph.figures[id].type;
  const std::uint32_t rules = 1 + dice_.below(3);
  for (std::uint32_t i = 0; i < rules; ++i) {
    const Arm made = arm(place, type, 3);
    Arm& rule = small_.rule(id, made.value, made.guard, made.clause);
    rule.from = made.from;
    rule.until = made.until;
    // Most figures have one rule for everybody, and another for some.
    if (i == 0 && !dice_.one_in(3)) rule.guard = no_node;
    rule.otherwise = i > 0 && dice_.one_in(3);
  }
  // The first yields to the others, as `instead of` says.
  if (rules > 1 && !dice_.one_in(4)) {
    const std::uint32_t to = 1 + dice_.below(rules - 1);
    small_.rule_of(id, 0).yields_to = {to};
  }
}

void RandomGraph::add_figure(std::uint32_t banks) {
  const Type type =
      dice_.among<Type>({plain_number, plain_number, plain_number, plain_number, a_truth, a_date, a_text});
  const std::uint32_t place_of = dice_.below(9);
  const ClockId clock = place_of < 6 ? clocks[place_of] : no_id;
  const std::string name = "figure" + std::to_string(small_.graph.figures.size());
  const auto figures = static_cast<std::uint32_t>(small_.graph.figures.size());
  const FigureId id = small_.declare(name.c_str(), type, clock);
  Place place;
  place.clock = clock;
  place.figure = id;
  place.figures = figures;
  place.banks = banks;
  // What is the same for all, and asked for by keys that are not.
  place.shared = place_of != 7 && dice_.one_in(6);
  if (place_of == 7) {
    small_.graph.figures[id].event = Small::worked;
    place.event = Small::worked;
  } else if (place.shared || dice_.one_in(4)) {
    if (dice_.one_in(3)) {
      small_.key(id, "division", a_text, small_.fact(Small::division, a_text));
      place.slots = {a_text};
    } else {
      const std::uint32_t own = dice_.one_in(3) ? std::uint32_t{count} : std::uint32_t{Small::step};
      small_.key(id, "step", plain_number, small_.fact(own, plain_number), own == count ? -50 : 1,
                 own == count ? 50 : 7);
      place.slots = {plain_number};
    }
  }
  if (clock != no_id && !place.shared && dice_.below(4) != 0) {
    Place opening = place;
    opening.slots = {};
    opening.figure = no_id;
    small_.graph.figures[id].starting = any(opening, type, 1);
  }
  if (type.kind == TypeKind::number && dice_.one_in(5)) small_.graph.figures[id].nothing_is_zero = true;
  if (dice_.one_in(6)) small_.graph.figures[id].internal = true;
  add_rules(id, place);
}

void RandomGraph::add_bank() {
  const auto id = small_.bank_of(("bank" + std::to_string(small_.graph.banks.size())).c_str(), dice_.one_in(2));
  const bool open = small_.graph.banks[id].openings != no_id;
  if (dice_.one_in(3) || (open && dice_.one_in(2))) {
    small_.graph.banks[id].starting = dice_.among<Rational>({8, 0, Rational::ratio(5, 2), -1, Rational::ratio(1, 3)});
  }
  Place place;
  place.figures = static_cast<std::uint32_t>(small_.graph.figures.size());
  // Its own balance too, and those before it.
  place.banks = id + 1;
  const std::uint32_t lines = 1 + dice_.below(4);
  for (std::uint32_t i = 0; i < lines; ++i) {
    auto kind = dice_.among<LineKind>({LineKind::earns, LineKind::earns, LineKind::uses, LineKind::cashes,
                                       LineKind::moves, LineKind::converts, LineKind::loses});
    // Hours move on to the bank before, never in a ring.
    if (kind == LineKind::moves && id == 0) kind = LineKind::earns;
    Place at = place;
    const std::uint32_t when = kind == LineKind::converts ? 0 : dice_.below(4);
    if (when == 1) at.event = Small::worked;
    if (when >= 2) at.clock = dice_.among<ClockId>({Small::pay_period, Small::month, Small::days});
    // Amounts below zero are faults, so most are held above.
    NodeId amount = number(at, 2);
    if (!dice_.one_in(4)) amount = small_.limit(Op::at_least, amount, small_.number("0"));
    if (dice_.below(3) != 0) amount = small_.limit(Op::at_most, amount, small_.number("12.5"));
    // A conversion without a condition would be made each day.
    const NodeId guard = kind == LineKind::converts || dice_.one_in(2) ? truth(at, 1) : no_node;
    const NodeId now = when == 0 && kind != LineKind::converts ? truth(at, 1) : no_node;
    BankLine& line = small_.line(id, kind, amount, at.clock, at.event);
    line.rule.guard = guard;
    line.rule.clause = 0;
    line.moment = now;
    if (kind == LineKind::moves) line.target = dice_.below(id);
    if (dice_.one_in(5)) line.rule.from = day("2019-01-25");
  }
  const std::uint32_t caps = dice_.below(3);
  for (std::uint32_t i = 0; i < caps; ++i) {
    const NodeId most = number(place, 1);
    const NodeId guard = i > 0 || dice_.one_in(2) ? truth(place, 1) : no_node;
    const auto fate = id > 0 ? dice_.among<CapFate>({CapFate::lost, CapFate::paid, CapFate::moved})
                             : dice_.among<CapFate>({CapFate::lost, CapFate::paid});
    BankCap& cap = small_.cap(id, most, fate);
    cap.rule.guard = guard;
    cap.rule.clause = 0;
    if (fate == CapFate::moved) cap.target = dice_.below(id);
  }
}

// — nodes

NodeId RandomGraph::any(const Place& place, const Type& type, int depth) {
  switch (type.kind) {
    case TypeKind::number:
      return number(place, depth);
    case TypeKind::truth:
      return truth(place, depth);
    case TypeKind::date:
      return date(place, depth);
    case TypeKind::text:
    case TypeKind::time:
      break;
  }
  return text(place);
}

NodeId RandomGraph::constant() {
  if (dice_.one_in(8)) return small_.number(Rational::ratio(1, 3));
  if (dice_.one_in(40)) return small_.value(Value::empty(), plain_number);
  return small_.number(dice_.among<const char*>({"0", "1", "2", "0.5", "-0.5", "-1", "2.5", "0.01", "0.005", "40",
                                                 "7.25", "-3.125", "1000000", "123456789.1234", "4000000000",
                                                 "-2147483648", "1000000000000000", "0.000000001", "0.0000000000001"}));
}

NodeId RandomGraph::number_leaf(const Place& place) {
  for (std::uint32_t slot = 0; slot < place.slots.size(); ++slot) {
    if (place.slots[slot].kind == TypeKind::number && dice_.one_in(2)) return small_.argument(slot);
  }
  if (place.shared) return constant();
  if (place.event == Small::worked && dice_.one_in(2)) {
    return small_.column(dice_.one_in(3) ? std::uint32_t{rate} : std::uint32_t{Small::worked_hours}, plain_number);
  }
  if (place.event == Small::city_rate && dice_.one_in(2)) return small_.column(Small::rate_monthly, plain_number);
  const std::uint32_t which = dice_.below(12);
  if (which < 3) return constant();
  if (which == 3) return small_.add(NodeKind::employee, plain_number);
  const std::uint32_t columns[] = {Small::step, Small::fte, loose, cents, large, larger, count, stands_for_none};
  return small_.fact(columns[which - 4], plain_number);
}

NodeId RandomGraph::number(const Place& place, int depth) {
  if (depth <= 0) return number_leaf(place);
  switch (dice_.below(22)) {
    case 0:
    case 1:
      return number_leaf(place);
    case 2:
    case 3:
    case 4:
    case 5:
      return arith(place, depth);
    case 6:
    case 7:
      return rounded(place, depth);
    case 8: {
      const NodeId value = number(place, depth - 1);
      const NodeId bound = number(place, depth - 1);
      return small_.limit(dice_.one_in(2) ? Op::at_least : Op::at_most, value, bound);
    }
    case 9:
      return among(place, plain_number, depth);
    case 10:
      return chosen(place, plain_number, depth);
    case 11:
      return gathered(place, depth);
    case 12:
    case 13:
      return figure_read(place, plain_number, depth);
    case 14:
      return previous(place, plain_number);
    case 15:
      return running(place, depth);
    case 16:
      return bank(place);
    case 17:
      return at(place, plain_number, depth);
    case 18:
    case 19:
      return fold(place, plain_number, depth);
    case 20:
      return search(place, depth);
    default: {
      if (dice_.one_in(12)) return small_.indexed(NodeKind::outside, plain_number, 0);
      if (dice_.one_in(3)) {
        const NodeId later = date(place, depth - 1);
        const NodeId earlier = date(place, depth - 1);
        return small_.with_op(NodeKind::arith, Op::subtract, plain_number, {later, earlier});
      }
      const NodeId since = date(place, depth - 1);
      return small_.with_op(NodeKind::completed, dice_.one_in(2) ? Op::years : Op::months, plain_number, {since});
    }
  }
}

NodeId RandomGraph::arith(const Place& place, int depth) {
  const Op op = dice_.among<Op>({Op::add, Op::subtract, Op::multiply, Op::divide});
  const NodeId a = number(place, depth - 1);
  const NodeId b = number(place, depth - 1);
  return small_.arith(op, a, b);
}

NodeId RandomGraph::rounded(const Place& place, int depth) {
  const NodeId value = number(place, depth - 1);
  const auto mode = dice_.among<Rounding>({Rounding::half_up, Rounding::half_down, Rounding::up, Rounding::down});
  if (dice_.one_in(12)) {
    // To what is said for each employee: nobody knows it beforehand.
    const NodeId said = number_leaf(place);
    const NodeId step = small_.limit(Op::at_least, said, small_.number("0.25"));
    const NodeId id = small_.add(NodeKind::round, plain_number, {value, step});
    small_.node(id).rounding = mode;
    return id;
  }
  return small_.rounded(value, dice_.among<const char*>({"0.01", "1", "0.25", "0.1", "5", "0.5", "0.005", "1000"}),
                        mode);
}

NodeId RandomGraph::among(const Place& place, const Type& type, int depth) {
  std::vector<NodeId> members;
  const std::uint32_t many = 1 + dice_.below(4);
  for (std::uint32_t i = 0; i < many; ++i) members.push_back(any(place, type, i == 0 ? depth - 1 : 0));
  std::vector<Op> ops = {Op::greater, Op::lesser};
  if (type.kind == TypeKind::number) ops.insert(ops.end(), {Op::total, Op::average});
  return small_.with_op(NodeKind::among, dice_.among(ops), type, std::move(members));
}

NodeId RandomGraph::chosen(const Place& place, const Type& type, int depth) {
  if (place.figure == no_id) return any(place, type, 0);
  std::vector<Arm> arms;
  const std::uint32_t many = 1 + dice_.below(3);
  for (std::uint32_t i = 0; i < many; ++i) {
    arms.push_back(arm(place, type, depth - 1));
    arms.back().otherwise = i > 0 && dice_.one_in(2);
  }
  const auto begin = static_cast<std::uint32_t>(small_.graph.arms.size());
  if (many > 1 && dice_.one_in(2)) arms[0].yields_to = {begin + 1};
  small_.graph.arms.insert(small_.graph.arms.end(), arms.begin(), arms.end());
  const NodeId id = small_.indexed(NodeKind::choose, type, begin);
  small_.node(id).number = static_cast<std::int32_t>(many);
  return id;
}

NodeId RandomGraph::gathered(const Place& place, int depth) {
  const bool by_text = dice_.one_in(4);
  const NodeId key = by_text ? text(place) : dice_.one_in(3) ? number(place, depth - 1) : number_leaf(place);
  Array array;
  const std::uint32_t many = 1 + dice_.below(7);
  for (std::uint32_t i = 0; i < many; ++i) {
    Array::Cell cell;
    Array::Cell::Match match;
    match.kind = by_text ? Array::Cell::Match::Kind::texts : Array::Cell::Match::Kind::range;
    if (by_text) {
      match.texts = {small_.graph.texts.intern(dice_.among<const char*>({"police", "parks", "a"}))};
    } else {
      match.low = Rational(static_cast<std::int64_t>(i));
      match.high = Rational(static_cast<std::int64_t>(i) + (dice_.one_in(3) ? 1 : 0));
      match.below_high = *match.low < *match.high;
    }
    if (i + 1 == many && dice_.one_in(2)) match.kind = Array::Cell::Match::Kind::any_other;
    cell.keys.push_back(match);
    cell.value = dice_.one_in(4) ? number(place, depth - 1) : constant();
    array.cells.push_back(std::move(cell));
  }
  small_.graph.arrays.push_back(std::move(array));
  return small_.indexed(NodeKind::gather, plain_number, static_cast<std::uint32_t>(small_.graph.arrays.size() - 1),
                        {key});
}

std::vector<NodeId> RandomGraph::keys_of(FigureId id, const Place& place, int depth) {
  std::vector<NodeId> keys;
  for (const Key& key : small_.graph.figures[id].keys) {
    if (!place.shared && dice_.below(3) != 0) {
      // The employee's own, written anew.
      const Node own = small_.node(key.own);
      keys.push_back(small_.fact(own.index, own.type));
    } else {
      keys.push_back(any(place, key.type, std::min(depth, 1)));
    }
  }
  return keys;
}

NodeId RandomGraph::figure_read(const Place& place, const Type& type, int depth) {
  std::vector<FigureId> meant;
  for (FigureId id = 0; id < place.figures; ++id) {
    const Figure& figure = small_.graph.figures[id];
    const bool there = figure.event == no_id || figure.event == place.event;
    if (there && figure.type.kind == type.kind && !place.shared) meant.push_back(id);
  }
  if (meant.empty()) return any(place, type, 0);
  const FigureId id = dice_.among(meant);
  return small_.figure(id, keys_of(id, place, depth));
}

NodeId RandomGraph::previous(const Place& place, const Type& type) {
  std::vector<FigureId> meant;
  const std::uint32_t end = place.figure == no_id ? place.figures : place.figures + 1;
  for (FigureId id = 0; id < end; ++id) {
    const Figure& figure = small_.graph.figures[id];
    if (figure.clock != no_id && figure.type.kind == type.kind && !place.shared) meant.push_back(id);
  }
  if (meant.empty()) return any(place, type, 0);
  // Itself, as a rule.
  const FigureId id = dice_.one_in(3) ? dice_.among(meant) : meant.back();
  return small_.previous(id, keys_of(id, place, 0));
}

NodeId RandomGraph::running(const Place& place, int depth) {
  const bool ticks = place.clock != no_id && place.clock != Small::calendar_year;
  // Of the figure itself, not of what it folds.
  const bool own = place.figure != no_id && !place.inside_fold && !place.shared && (ticks || place.event != no_id);
  if (!own) return number(place, depth - 1);
  const NodeId value = number(place, depth - 1);
  const NodeId bound = dice_.one_in(3) ? number_leaf(place) : small_.number("20");
  return small_.running_limit(value, bound, dice_.among<ClockId>({Small::month, Small::calendar_year}));
}

NodeId RandomGraph::bank(const Place& place) {
  if (place.banks == 0 || place.shared) return number_leaf(place);
  const auto measure = dice_.among<BankMeasure>({BankMeasure::balance, BankMeasure::balance, BankMeasure::opening,
                                                 BankMeasure::earned, BankMeasure::moved_in, BankMeasure::used,
                                                 BankMeasure::cashed, BankMeasure::moved, BankMeasure::converted,
                                                 BankMeasure::lost, BankMeasure::over, BankMeasure::asked_short});
  return small_.bank(dice_.below(place.banks), measure);
}

NodeId RandomGraph::at(const Place& place, const Type& type, int depth) {
  Place there = place;
  there.clock = no_id;
  there.event = no_id;
  const NodeId value = any(there, type, depth - 1);
  const NodeId day = date(place, depth - 1);
  return small_.add(NodeKind::at, type, {value, day});
}

NodeId RandomGraph::fold(const Place& place, const Type& type, int depth) {
  if (place.inside_fold || place.shared) return any(place, type, depth - 1);
  Place inside = place;
  inside.inside_fold = true;
  const bool number = type.kind == TypeKind::number;
  const Op op =
      number ? dice_.among<Op>({Op::total, Op::total, Op::average, Op::highest, Op::lowest, Op::latest, Op::count})
             : dice_.among<Op>({Op::highest, Op::lowest, Op::latest});
  Rows rows;
  const std::uint32_t over = dice_.below(8);
  rows.kind = over < 5 ? RowsKind::event : over < 7 ? RowsKind::clock : RowsKind::key;
  std::vector<NodeId> candidates;
  if (rows.kind == RowsKind::event) {
    rows.index = dice_.one_in(6) ? Small::city_rate : Small::worked;
    inside.event = rows.index;
    inside.clock = no_id;
  } else if (rows.kind == RowsKind::clock) {
    rows.index = dice_.among<ClockId>({Small::days, Small::workweek, Small::working_day});
    inside.clock = rows.index;
  } else {
    for (const char* text : {"1", "2", "2.5", "-4"}) candidates.push_back(small_.number(text));
    inside.slots.push_back(plain_number);
  }
  if (rows.kind != RowsKind::key) {
    rows.window = dice_.among<RowWindow>({RowWindow::tick, RowWindow::around, RowWindow::previous, RowWindow::so_far,
                                          RowWindow::including, RowWindow::history});
    if (rows.window != RowWindow::tick && rows.window != RowWindow::history) {
      rows.clock = dice_.among<ClockId>({Small::month, Small::pay_period, Small::workweek});
    }
  }
  const NodeId value = any(inside, type, depth - 1);
  const NodeId where = dice_.one_in(2) ? truth(inside, 1) : no_node;
  const NodeId base = rows.window == RowWindow::including ? date(place, 1) : no_node;
  const NodeId id = small_.with_op(NodeKind::fold, op, type, {value, where, base});
  small_.node(id).rows = rows;
  small_.node(id).slot = static_cast<std::uint32_t>(place.slots.size());
  auto& children = small_.node(id).children;
  children.insert(children.end(), candidates.begin(), candidates.end());
  return id;
}

NodeId RandomGraph::search(const Place& place, int depth) {
  Place inside = place;
  inside.slots.push_back(plain_number);
  const NodeId meets = truth(inside, depth - 1);
  std::vector<NodeId> children = {meets};
  if (dice_.one_in(2)) children.push_back(number_leaf(place));
  const NodeId id =
      small_.with_op(NodeKind::search, dice_.one_in(2) ? Op::lowest : Op::highest, plain_number, children);
  small_.node(id).slot = static_cast<std::uint32_t>(place.slots.size());
  small_.node(id).number = static_cast<std::int32_t>(dice_.below(3)) - 1;
  small_.node(id).high = small_.node(id).number + static_cast<std::int32_t>(dice_.below(6));
  return id;
}

NodeId RandomGraph::truth_leaf(const Place& place) {
  if (place.event == Small::worked && dice_.one_in(2)) return small_.column(sure, a_truth);
  if (place.shared) return dice_.one_in(3) ? small_.no() : small_.yes();
  switch (dice_.below(4)) {
    case 0:
      return small_.yes();
    case 1:
      return small_.fact(certified, a_truth);
    default:
      return small_.fact(Small::bilingual, a_truth);
  }
}

NodeId RandomGraph::truth(const Place& place, int depth) {
  if (depth <= 0) return truth_leaf(place);
  const auto op = dice_.among<Op>({Op::equal, Op::not_equal, Op::less, Op::less_equal, Op::more, Op::more_equal});
  switch (dice_.below(11)) {
    case 0:
      return truth_leaf(place);
    case 1:
    case 2: {
      const NodeId a = number(place, depth - 1);
      const NodeId b = number(place, depth - 1);
      return small_.compare(op, a, b);
    }
    case 3: {
      const NodeId a = date(place, depth - 1);
      const NodeId b = date(place, depth - 1);
      return small_.compare(op, a, b);
    }
    case 4: {
      const NodeId a = text(place);
      const NodeId b = text(place);
      return small_.compare(dice_.one_in(2) ? Op::equal : Op::not_equal, a, b);
    }
    case 5:
    case 6: {
      std::vector<NodeId> parts;
      const std::uint32_t many = 1 + dice_.below(3);
      for (std::uint32_t i = 0; i < many; ++i) parts.push_back(truth(place, depth - 1));
      return small_.logic(dice_.one_in(2) ? Op::all : Op::any, std::move(parts));
    }
    case 7:
      return small_.logic(Op::negate, {truth(place, depth - 1)});
    case 8: {
      const Type type = dice_.among<Type>({plain_number, a_date, a_truth, a_text});
      const NodeId value = any(place, type, dice_.one_in(2) ? 0 : depth - 1);
      return small_.with_op(NodeKind::presence, dice_.one_in(2) ? Op::recorded : Op::empty, a_truth, {value});
    }
    case 9:
      return dice_.one_in(2) ? figure_read(place, a_truth, depth) : chosen(place, a_truth, depth);
    default:
      return dice_.one_in(2) ? fold(place, a_truth, depth) : at(place, a_truth, depth);
  }
}

NodeId RandomGraph::date_leaf(const Place& place) {
  if (place.event == Small::worked && dice_.one_in(3)) return small_.column(Small::worked_day, a_date);
  switch (place.shared ? dice_.below(3) : dice_.below(8)) {
    case 0:
      return small_.today();
    case 1:
      return small_.date(dice_.among<const char*>({"2019-02-01", "2019-01-06", "2016-02-29", "2018-12-31"}));
    case 2:
      return small_.indexed(NodeKind::pay_day, a_date, Small::pay_period);
    case 3:
      return small_.add(NodeKind::roster_since, a_date);
    case 4:
      return small_.fact(Small::separated, a_date);
    case 5:
      return small_.fact(leaves, a_date);
    default:
      return small_.fact(Small::hired, a_date);
  }
}

NodeId RandomGraph::date(const Place& place, int depth) {
  if (depth <= 0) return date_leaf(place);
  switch (dice_.below(9)) {
    case 0:
      return date_leaf(place);
    case 1: {
      const NodeId from = date(place, depth - 1);
      const NodeId days = dice_.one_in(2) ? small_.number("10") : number(place, depth - 1);
      return small_.with_op(NodeKind::arith, dice_.one_in(2) ? Op::add : Op::subtract, a_date, {from, days});
    }
    case 2:
      return among(place, a_date, depth);
    case 3: {
      const NodeId value = date(place, depth - 1);
      const NodeId bound = date(place, depth - 1);
      return small_.limit(dice_.one_in(2) ? Op::at_least : Op::at_most, value, bound);
    }
    case 4:
      return dice_.one_in(2) ? figure_read(place, a_date, depth) : chosen(place, a_date, depth);
    case 5:
      return dice_.one_in(2) ? fold(place, a_date, depth) : at(place, a_date, depth);
    default:
      return moment(place, depth);
  }
}

NodeId RandomGraph::moment(const Place& place, int depth) {
  const NodeId from = date(place, depth - 1);
  switch (dice_.below(5)) {
    case 0: {
      const NodeId many =
          dice_.one_in(3) ? number_leaf(place) : small_.number(dice_.among<const char*>({"1", "3", "12"}));
      const NodeId id =
          small_.with_op(NodeKind::offset, dice_.one_in(2) ? Op::add : Op::subtract, a_date, {many, from});
      small_.node(id).calendar =
          dice_.among<CalendarUnit>({CalendarUnit::day, CalendarUnit::week, CalendarUnit::month, CalendarUnit::year,
                                     CalendarUnit::pay_day, CalendarUnit::none});
      if (small_.node(id).calendar == CalendarUnit::pay_day) small_.node(id).clock = Small::pay_period;
      if (small_.node(id).calendar == CalendarUnit::none) small_.node(id).clock = Small::working_day;
      return id;
    }
    case 1: {
      const NodeId id = small_.with_op(
          NodeKind::period_start, dice_.among<Op>({Op::around, Op::previous, Op::next, Op::including, Op::following}),
          a_date, {from});
      small_.node(id).clock = dice_.among(regular_clocks);
      return id;
    }
    case 2: {
      const NodeId id = small_.add(NodeKind::period_end, a_date, {from});
      small_.node(id).clock = dice_.among(regular_clocks);
      return id;
    }
    case 3: {
      const NodeId id = small_.indexed(NodeKind::nth, a_date, Small::month, {from});
      small_.node(id).clock = Small::pay_period;
      small_.node(id).op = Op::count;
      small_.node(id).number = dice_.among<std::int32_t>({1, 3, -1});
      return id;
    }
    default: {
      const NodeId id = small_.add(NodeKind::month_day, a_date, {from});
      small_.node(id).month = static_cast<std::uint8_t>(1 + dice_.below(12));
      small_.node(id).number = dice_.among<std::int32_t>({1, 28, 29, 15});
      return id;
    }
  }
}

NodeId RandomGraph::text(const Place& place) {
  for (std::uint32_t slot = 0; slot < place.slots.size(); ++slot) {
    if (place.slots[slot].kind == TypeKind::text && dice_.one_in(2)) return small_.argument(slot, a_text);
  }
  if (place.event == Small::worked && dice_.one_in(2)) return small_.column(Small::worked_kind, a_text);
  switch (place.shared ? dice_.below(3) : dice_.below(6)) {
    case 0:
      return small_.text(dice_.among<const char*>({"police", "parks", "a"}));
    case 1:
      return small_.indexed(NodeKind::reading, a_text, 0);
    case 2: {
      const NodeId day = date(place, 1);
      return small_.indexed(NodeKind::weekday, a_text, small_.graph.texts.intern("Sunday"), {day});
    }
    case 3:
      return figure_read(place, a_text, 1);
    default:
      return small_.fact(Small::division, a_text);
  }
}

// — facts

std::string RandomGraph::cell(const Column& column) {
  if (dice_.one_in(12)) return "";
  switch (column.type) {
    case ColumnType::date:
      return dice_.among<std::string>({"2015-03-01", "2016-02-29", "2019-01-20", "2019-02-14", "2018-10-07"});
    case ColumnType::truth:
      return dice_.one_in(2) ? "yes" : "no";
    case ColumnType::whole_number:
      return std::to_string(column.name == "count" ? static_cast<int>(dice_.below(101)) - 50
                                                   : 1 + static_cast<int>(dice_.below(7)));
    case ColumnType::text:
    case ColumnType::choice:
    case ColumnType::time:
      return dice_.one_in(2) ? "police" : "parks";
    case ColumnType::number:
      break;
  }
  if (column.name == "fte") return dice_.among<std::string>({"1", "0.5", "0", "0.75", "0.01"});
  if (column.name == "hours" || column.name == "monthly")
    return dice_.among<std::string>({"8", "0", "0.25", "12.5", "1000"});
  if (column.name == "large") return dice_.among<std::string>({"3", "0", "1000000000000000", "-999999999999999"});
  if (column.name == "larger") return dice_.among<std::string>({"0.001", "-3.5", "999999999999999.999", "2.5"});
  if (column.name == "stands_for_none") return dice_.among<std::string>({"0.125", "-2", "8", "-0.5"});
  // Of these nobody said how large they are, nor of `loose` and `rate` how fine.
  std::vector<std::string> texts = {"20.5", "-0.5", "0", "123456.78", "9000000000000000", "-0.01"};
  if (column.name != "cents") texts.insert(texts.end(), {"0.000001", "33.33333", "0.0005"});
  return dice_.among(texts);
}

Facts RandomGraph::facts(Diagnostics& diagnostics) {
  const Schema& schema = small_.graph.schema;
  const auto heading = [](const Table& table, std::vector<std::string> first) {
    for (const Column& column : table.columns) first.push_back(column.name);
    return first;
  };
  const auto row = [&](const Table& table, std::vector<std::string> first) {
    for (const Column& column : table.columns) first.push_back(cell(column));
    return first;
  };
  const auto a_day = [&] { return date_text(day("2018-12-20") + static_cast<std::int32_t>(dice_.below(80))); };
  const auto later_day = [&] { return date_text(day("2019-01-02") + static_cast<std::int32_t>(dice_.below(60))); };
  std::vector<MadeTable> made = {{"roster", heading(schema.tables[0], {"employee", "from"}), {}},
                                 {"worked", heading(schema.tables[1], {"employee"}), {}},
                                 {"balance", heading(schema.tables[2], {"employee"}), {}},
                                 {"city_rate", heading(schema.tables[3], {}), {}}};
  const std::uint32_t employees = 1 + dice_.below(7);
  for (std::uint32_t i = 1; i <= employees; ++i) {
    const std::string who = std::to_string(i);
    made[0].rows.push_back(row(schema.tables[0], {who, dice_.one_in(5) ? "2018-12-25" : ""}));
    if (dice_.one_in(3)) made[0].rows.push_back(row(schema.tables[0], {who, later_day()}));
    for (std::uint32_t k = dice_.below(5); k > 0; --k) {
      made[1].rows.push_back(row(schema.tables[1], {who}));
      made[1].rows.back()[1] = a_day();
    }
    for (std::uint32_t k = dice_.below(3); k > 0; --k) {
      const std::string from = dice_.one_in(3) ? "2019-01-20" : "2019-01-06";
      const std::string bank = dice_.one_in(2) ? "bank0" : "bank1";
      made[2].rows.push_back({who, from, bank, dice_.among<std::string>({"8", "40.25", "0", ""})});
    }
  }
  for (std::uint32_t k = dice_.below(3); k > 0; --k) {
    const std::string when = a_day();
    made[3].rows.push_back({when, cell(schema.tables[3].columns[1])});
  }
  Facts facts = make_facts(schema, made, "made up", small_.graph.texts, diagnostics);
  // Finer than its column says: no reader lets it pass, and no column counts on it.
  if (dice_.one_in(6) && !facts.tables[0].cells.empty())
    facts.tables[0].cells[Small::fte] = Value::of(Rational::ratio(1, 3));
  return facts;
}

}  // namespace mou
