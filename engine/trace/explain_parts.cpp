// What a value was made of: what each kind of node has to say.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/trace/explainer.h"

namespace mou {

void Explainer::parts(NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  const Node& node = graph_.nodes[id];
  const auto children = [&] {
    for (const NodeId child : node.children) {
      if (child != no_node) parts(child, scope, out);
    }
  };
  switch (node.kind) {
    case NodeKind::constant:
    case NodeKind::today:
    case NodeKind::employee:
    case NodeKind::argument:
    case NodeKind::roster_since:
      return;
    case NodeKind::reading:
      out.push_back(reading(node));
      return;
    case NodeKind::roster:
      once(roster(node, scope), out);
      return;
    case NodeKind::column:
      once(column(node, scope), out);
      return;
    case NodeKind::pay_day:
      once(with_value(TraceKind::date, "The pay day", node.type, evaluator_.evaluate(id, scope)), out);
      return;
    case NodeKind::arith:
    case NodeKind::weekday:
    case NodeKind::presence:
    case NodeKind::compare:
    case NodeKind::logic:
      children();
      return;
    case NodeKind::round:
      children();
      rounding(node, id, scope, out);
      return;
    case NodeKind::limit:
      children();
      limit(node, scope, out);
      return;
    case NodeKind::running_limit:
      children();
      running_limit(node, id, scope, out);
      return;
    case NodeKind::among:
      children();
      among(node, id, scope, out);
      return;
    case NodeKind::choose:
      version(node, scope, out);
      return;
    case NodeKind::gather:
      children();
      table_row(node, id, scope, out);
      return;
    case NodeKind::figure:
      once(read_figure(node, scope), out);
      return;
    case NodeKind::previous:
      out.push_back(previous(node, id, scope));
      return;
    case NodeKind::bank:
      out.push_back(bank(node.index, node.measure, scope.employee, scope.first, scope.last));
      return;
    case NodeKind::at:
      at(node, id, scope, out);
      return;
    case NodeKind::fold:
      out.push_back(fold(node, id, scope));
      return;
    case NodeKind::search:
      out.push_back(search(node, id, scope));
      return;
    case NodeKind::period_start: {
      children();
      const Value start = evaluator_.evaluate(id, scope);
      TraceNode made = with_value(TraceKind::date, capital(expression(id, scope)), node.type, start);
      if (!start.is_fault()) {
        made.text = fmt::format("{} begins on {}", capital(expression(id, scope)), text_of(node.type, start));
      }
      once(std::move(made), out);
      return;
    }
    case NodeKind::completed:
    case NodeKind::hours_between:
    case NodeKind::offset:
    case NodeKind::period_end:
    case NodeKind::nth:
    case NodeKind::month_day:
      children();
      once(with_value(TraceKind::date, capital(expression(id, scope)), node.type, evaluator_.evaluate(id, scope)), out);
      return;
    case NodeKind::outside:
      children();
      out.push_back(outside(node, id, scope));
      return;
  }
}

void Explainer::once(TraceNode node, std::vector<TraceNode>& out) {
  const auto same = [&](const TraceNode& other) {
    return other.kind == node.kind && other.text == node.text && other.place == node.place;
  };
  if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(node));
}

void Explainer::version(const Node& node, const Scope& scope, std::vector<TraceNode>& out) {
  const std::vector<ArmOutcome> outcomes = evaluator_.judge(node, scope);
  for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].life != ArmLife::live) continue;
    const Arm& arm = graph_.arms[node.index + i];
    if (!arm.from && arm.guard == no_node) {
      parts(arm.value, scope, out);
      return;
    }
    const std::string since = arm.from ? fmt::format("From {} on it", date_text(*arm.from)) : "Here it";
    TraceNode made = with_value(TraceKind::version, since, node.type, evaluator_.evaluate(arm.value, scope));
    cite(made, arm.clause);
    parts(arm.value, scope, made.children);
    out.push_back(std::move(made));
    return;
  }
}

void Explainer::at(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out) {
  parts(node.children[1], scope, out);
  const Value day = evaluator_.evaluate(node.children[1], scope);
  if (day.kind != ValueKind::date) return;
  Scope there = scope;
  there.day = there.first = there.last = day.date();
  there.clock = no_id;
  there.event = no_id;
  TraceNode made = with_value(
      TraceKind::date, fmt::format("{} as of {}", capital(expression(node.children[0], there)), date_text(day.date())),
      node.type, evaluator_.evaluate(id, scope));
  const Scope* outer = std::exchange(around_, &there);
  parts(node.children[0], there, made.children);
  around_ = outer;
  out.push_back(std::move(made));
}

}  // namespace mou
