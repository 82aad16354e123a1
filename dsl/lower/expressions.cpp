// Values and conditions.
#include <fmt/format.h>

#include "dsl/check/constant.h"
#include "dsl/lower/lowering.h"

namespace mou {

using ast::ExprKind;

namespace {

// What is added to a date: days, weeks, months or years; none for everything else.
CalendarUnit calendar_unit(const Type& type) {
  if (type.kind != TypeKind::number || type.unit.powers.size() != 1 || type.unit.powers.front().second != 1) {
    return CalendarUnit::none;
  }
  switch (type.unit.powers.front().first) {
    case day_measure:
      return CalendarUnit::day;
    case week_measure:
      return CalendarUnit::week;
    case month_measure:
      return CalendarUnit::month;
    case calendar_year_measure:
      return CalendarUnit::year;
    default:
      return CalendarUnit::none;
  }
}

}  // namespace

NodeId Lowering::expr(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const auto child = [&](std::size_t i) { return expr(e.children[i], around); };
  const auto binary = [&](Op op) {
    const NodeId a = child(0);
    const NodeId b = child(1);
    if (const CalendarUnit unit = calendar_unit(graph_.nodes[b].type);
        graph_.nodes[a].type.kind == TypeKind::date && unit != CalendarUnit::none) {
      Node node;
      node.kind = NodeKind::offset;
      node.op = op;
      node.calendar = unit;
      node.type.kind = TypeKind::date;
      node.children = {b, a};
      node.clause = around.clause;
      node.span = e.span;
      return add(std::move(node));
    }
    const NodeId made = arith(op, a, b, around, e.span);
    graph_.nodes[made].type = type_of(id).type;
    return made;
  };
  switch (e.kind) {
    case ExprKind::quantity:
    case ExprKind::date:
    case ExprKind::time:
    case ExprKind::string:
    case ExprKind::nothing:
    case ExprKind::weekday:
      return literal(id, around);
    case ExprKind::name:
      return named(id, around);
    case ExprKind::add:
      return binary(Op::add);
    case ExprKind::subtract:
      return binary(Op::subtract);
    case ExprKind::multiply:
    case ExprKind::percent_of:
      return binary(Op::multiply);
    case ExprKind::divide:
      return binary(Op::divide);
    case ExprKind::parentheses:
      return child(0);
    case ExprKind::at_least:
    case ExprKind::at_most:
      return limited(id, around);
    case ExprKind::rounded:
      return rounded(id, around);
    case ExprKind::as_of: {
      Node node;
      node.kind = NodeKind::at;
      node.type = type_of(id).type;
      node.children = {child(0), child(1)};
      node.clause = around.clause;
      node.span = e.span;
      return add(std::move(node));
    }
    case ExprKind::among:
      return among(id, around);
    case ExprKind::total:
    case ExprKind::count:
      return fold(id, around);
    case ExprKind::search:
      return search(id, around);
    case ExprKind::previous:
      return previous(id, around);
    case ExprKind::completed: {
      Node node;
      node.kind = NodeKind::completed;
      node.op = e.word.text.starts_with("month") ? Op::months : Op::years;
      node.children = {child(0)};
      node.clause = around.clause;
      node.span = e.span;
      return add(std::move(node));
    }
    case ExprKind::stretch: {
      Node node;
      node.kind = NodeKind::hours_between;
      node.type = type_of(id).type;
      for (const ast::ExprId each : e.children) node.children.push_back(expr(each, around));
      node.clause = around.clause;
      node.span = e.span;
      return add(std::move(node));
    }
    case ExprKind::offset:
    case ExprKind::nth:
    case ExprKind::boundary:
    case ExprKind::period:
    case ExprKind::month_day:
    case ExprKind::month_name:
      return date_expr(id, around);
    case ExprKind::table:
      return table(id, around);
    case ExprKind::from_file:
      return table_from_file(id, around);
    case ExprKind::compare:
    case ExprKind::one_of:
    case ExprKind::presence:
    case ExprKind::becomes:
    case ExprKind::all_of:
    case ExprKind::any_of:
    case ExprKind::negation:
      return condition(id, around);
    case ExprKind::rows:
      break;
  }
  return no_node;
}

NodeId Lowering::value(ast::ExprId id, const Type& type, const Around& around) {
  if (at(id).kind == ExprKind::nothing) {
    return constant(type.kind == TypeKind::number ? Value::of(Rational(0)) : Value::empty(), type, around, at(id).span);
  }
  return expr(id, around);
}

NodeId Lowering::literal(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const Type& type = type_of(id).type;
  switch (e.kind) {
    case ExprKind::quantity:
      return constant(Value::of(e.percent ? e.number / Rational(100) : e.number), type, around, e.span);
    case ExprKind::date:
      return constant(Value::of(e.date), {TypeKind::date, {}}, around, e.span);
    case ExprKind::time:
      return constant(Value::time(e.time), {TypeKind::time, {}}, around, e.span);
    case ExprKind::string:
      return constant(Value::text(text(e.text)), {TypeKind::text, {}}, around, e.span);
    case ExprKind::weekday:
      return constant(Value::text(text(e.word.text)), {TypeKind::text, {}}, around, e.span);
    default:
      // `nothing`: 0 of a number, empty of the rest. Its type is that of what it stands for.
      return constant(type.kind == TypeKind::number ? Value::of(Rational(0)) : Value::empty(), type, around, e.span);
  }
}

NodeId Lowering::named(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const Resolution& resolution = checked_.resolutions[id];
  // In a check of the unit `for each KEY` the key is the value that is checked; inside a total, the employee's own.
  const bool group = around.group != nullptr && around.figure != no_id && around.group->name == e.name.text;
  if (group && e.children.empty()) return key_value(*around.group, around, e.span);
  Node node;
  node.index = resolution.index;
  node.type = type_of(id).type;
  node.clause = around.clause;
  node.span = e.span;
  switch (resolution.meaning) {
    case Meaning::fact:
      return fact_value(resolution.index, around, e.span);
    case Meaning::column:
      node.kind = NodeKind::column;
      return add(std::move(node));
    case Meaning::figure:
      return figure_ref(resolution.index, keys_of(names().figures[resolution.index].keys, e.children, around, e.span),
                        around, e.span);
    case Meaning::key_argument:
      return argument(resolution.index, type_of(id).type, around, e.span);
    case Meaning::reading:
      node.kind = NodeKind::reading;
      node.type.kind = TypeKind::text;
      return add(std::move(node));
    case Meaning::outside:
      node.kind = NodeKind::outside;
      node.children = keys_of(names().outsides[resolution.index].keys, e.children, around, e.span);
      return add(std::move(node));
    case Meaning::bank:
      node.kind = NodeKind::bank;
      node.measure = resolution.measure;
      return add(std::move(node));
    case Meaning::choice:
      if (type_of(id).type.kind == TypeKind::truth) {
        return constant(Value::truth(e.name.text == "yes"), {TypeKind::truth, {}}, around, e.span);
      }
      return constant(Value::text(text(e.name.text)), {TypeKind::text, {}}, around, e.span);
    case Meaning::today:
      return today(around, e.span);
    case Meaning::weekday:
      node.kind = NodeKind::weekday;
      node.index = sunday_;
      node.type.kind = TypeKind::text;
      node.children = {today(around, e.span)};
      return add(std::move(node));
    case Meaning::approval: {
      const auto& approved = file_of(tree_, e.span).header.approved;
      return constant(approved ? Value::of(*approved) : Value::empty(), {TypeKind::date, {}}, around, e.span);
    }
    case Meaning::employee:
      node.kind = NodeKind::employee;
      return add(std::move(node));
    case Meaning::unresolved:
      break;
  }
  // `yes` and `no` are words, not names.
  return constant(Value::truth(e.name.text == "yes"), {TypeKind::truth, {}}, around, e.span);
}

Rational Lowering::rounding_step(const ast::Expr& e) {
  if (e.children.size() > 1 && e.children[1] != ast::no_expr) {
    const ast::Expr& step = at(e.children[1]);
    return step.percent ? step.number / Rational(100) : step.number;
  }
  return e.word.text == "cent" ? Rational::ratio(1, 100) : Rational(1);
}

NodeId Lowering::rounded(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  Node node;
  node.kind = NodeKind::round;
  node.rounding = e.word2->text == "up" ? Rounding::up : e.word2->text == "down" ? Rounding::down : rounding_;
  node.type = type_of(id).type;
  node.children = {expr(e.children[0], around),
                   constant(Value::of(rounding_step(e)), type_of(id).type, around, e.span)};
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::limited(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  Node node;
  node.kind = e.clock.empty() ? NodeKind::limit : NodeKind::running_limit;
  node.op = e.kind == ExprKind::at_least ? Op::at_least : Op::at_most;
  node.clock = e.clock.empty() ? no_id : find_clock(names(), e.clock->text);
  node.type = type_of(id).type;
  node.children = {expr(e.children[0], around), expr(e.children[1], around)};
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::among(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  Node node;
  node.kind = NodeKind::among;
  node.op = e.word.text == "total"                                                           ? Op::total
            : e.word.text == "average"                                                       ? Op::average
            : e.word.text == "lesser" || e.word.text == "earlier" || e.word.text == "lowest" ? Op::lesser
                                                                                             : Op::greater;
  for (const ast::ExprId child : e.children) {
    node.children.push_back(expr(child, around));
  }
  node.type = type_of(id).type;
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

std::uint32_t Lowering::candidate_slot(const Around& around) const {
  const std::size_t keys = around.figure == no_id ? 0 : graph_.figures[around.figure].keys.size();
  return static_cast<std::uint32_t>(keys) + around.candidates;
}

NodeId Lowering::fold(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const bool counts = e.kind == ExprKind::count;
  const ast::Expr& rows = at(e.children[counts ? 0 : 1]);
  Node node;
  node.kind = NodeKind::fold;
  node.op = counts                     ? Op::count
            : e.word.text == "average" ? Op::average
            : e.word.text == "highest" ? Op::highest
            : e.word.text == "lowest"  ? Op::lowest
            : e.word.text == "latest"  ? Op::latest
                                       : Op::total;
  Around inside = around;
  const Symbol* over = names().find(rows.word.text);
  std::vector<NodeId> candidates;
  if (rows.word.text == "employee" && over == nullptr) {
    node.rows.kind = RowsKind::employee;
    node.clock = around.clock;
    // What the employees are grouped by is the employee's own there.
    if (around.group != nullptr) inside.figure = no_id;
  } else if (const ClockId clock = find_clock(names(), rows.word.text);
             clock != no_id && (over == nullptr || over->kind == SymbolKind::clock)) {
    node.rows.kind = RowsKind::clock;
    node.rows.index = clock;
    inside.clock = clock;
    inside.event = no_id;
  } else if (over != nullptr && over->kind == SymbolKind::event) {
    node.rows.kind = RowsKind::event;
    node.rows.index = over->index;
    inside.clock = no_id;
    inside.event = over->index;
  } else {
    node.rows.kind = RowsKind::key;
    const CheckedType& key = over != nullptr && over->kind == SymbolKind::key ? names().keys[over->index].type
                                                                              : names().roster[over->index].type;
    node.slot = candidate_slot(around);
    ++inside.candidates;
    for (const std::string& choice : key.choices) {
      candidates.push_back(constant(Value::text(text(choice)), key.type, around, rows.span));
    }
  }
  switch (rows.window) {
    case ast::Window::tick: {
      const bool timeless = around.clock == no_id && around.event == no_id;
      const bool all =
          (node.op == Op::latest && node.rows.kind == RowsKind::event) || (timeless && around.bank == no_id);
      node.rows.window = all && node.rows.kind != RowsKind::key && node.rows.kind != RowsKind::employee
                             ? RowWindow::history
                             : RowWindow::tick;
      break;
    }
    case ast::Window::around:
      node.rows.window = RowWindow::around;
      break;
    case ast::Window::previous:
      node.rows.window = RowWindow::previous;
      break;
    case ast::Window::so_far:
      node.rows.window = RowWindow::so_far;
      break;
    case ast::Window::including:
      node.rows.window = RowWindow::including;
      break;
  }
  if (!rows.clock.empty()) {
    node.rows.clock = find_clock(names(), rows.clock->text);
  }
  const auto optional = [&](std::size_t i, const Around& where) {
    return i < rows.children.size() && rows.children[i] != ast::no_expr ? expr(rows.children[i], where) : no_node;
  };
  node.children = {counts ? number(Rational(1), around, e.span) : expr(e.children[0], inside), optional(0, inside),
                   optional(1, around)};
  if (node.rows.kind == RowsKind::employee && around.group != nullptr) {
    Around employee = inside;
    employee.figure = no_id;
    node.children[2] = key_value(*around.group, employee, rows.span);
    node.slot = 0;
  }
  node.children.insert(node.children.end(), candidates.begin(), candidates.end());
  node.type = type_of(id).type;
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::search(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const Symbol* key = names().find(e.name.text);
  const CheckedType& type =
      key->kind == SymbolKind::roster_fact ? names().roster[key->index].type : names().keys[key->index].type;
  Node node;
  node.kind = NodeKind::search;
  node.op = e.word.text == "highest" || e.word.text == "last" ? Op::highest : Op::lowest;
  node.slot = candidate_slot(around);
  node.number = static_cast<std::int32_t>(type.low ? type.low->to_int64().value_or(0) : 0);
  node.high = static_cast<std::int32_t>(type.high ? type.high->to_int64().value_or(0) : 0);
  node.type = type_of(id).type;
  Around inside = around;
  ++inside.candidates;
  node.children = {expr(e.children[0], inside)};
  node.children.push_back(e.children.size() > 1 && e.children[1] != ast::no_expr ? expr(e.children[1], around)
                                                                                 : no_node);
  node.clause = around.clause;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::previous(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const NodeId read = expr(e.children[0], around);
  Node node = graph_.nodes[read];
  node.kind = NodeKind::previous;
  node.span = e.span;
  return add(std::move(node));
}

NodeId Lowering::becomes(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const NodeId a = expr(e.children[0], around);
  const NodeId b = expr(e.children[1], around);
  const NodeId now = compare(Op::equal, a, b, around, e.span);
  const NodeId yesterday =
      arith(Op::subtract, today(around, e.span), number(Rational(1), around, e.span), around, e.span);
  Node before;
  before.kind = NodeKind::at;
  before.type = graph_.nodes[a].type;
  before.children = {a, yesterday};
  before.clause = around.clause;
  before.span = e.span;
  const NodeId then = add(std::move(before));
  return truth(Op::all, {now, compare(Op::not_equal, then, b, around, e.span)}, around, e.span);
}

NodeId Lowering::condition(ast::ExprId id, const Around& around) {
  const ast::Expr& e = at(id);
  const auto child = [&](std::size_t i) { return expr(e.children[i], around); };
  switch (e.kind) {
    case ExprKind::compare: {
      const std::string& word = e.word.text;
      const Op op = word == "is" || word == "on"                  ? Op::equal
                    : word == "is not"                            ? Op::not_equal
                    : word == "at least" || word == "on or after" ? Op::more_equal
                    : word == "at most" || word == "on or before" ? Op::less_equal
                    : word == "more than" || word == "after"      ? Op::more
                                                                  : Op::less;
      const NodeId a = child(0);
      return compare(op, a, child(1), around, e.span);
    }
    case ExprKind::one_of: {
      const NodeId subject = child(0);
      std::vector<NodeId> tests;
      for (std::size_t i = 1; i < e.children.size(); ++i) {
        tests.push_back(compare(Op::equal, subject, child(i), around, e.span));
      }
      const NodeId any = truth(Op::any, std::move(tests), around, e.span);
      return e.word.text == "is not one of" ? truth(Op::negate, {any}, around, e.span) : any;
    }
    case ExprKind::presence: {
      Node node;
      node.kind = NodeKind::presence;
      node.op = e.word.text == "recorded" ? Op::recorded : Op::empty;
      node.type.kind = TypeKind::truth;
      node.children = {child(0)};
      node.clause = around.clause;
      node.span = e.span;
      return add(std::move(node));
    }
    case ExprKind::becomes:
      return becomes(id, around);
    case ExprKind::negation:
      return truth(Op::negate, {child(0)}, around, e.span);
    default:
      break;
  }
  std::vector<NodeId> parts;
  for (const ast::ExprId part : e.children) {
    parts.push_back(expr(part, around));
  }
  return truth(e.kind == ExprKind::all_of ? Op::all : Op::any, std::move(parts), around, e.span);
}

}  // namespace mou
