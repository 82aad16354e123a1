#include "analysis/unit_needs.h"

#include <algorithm>

#include "engine/graph/reach.h"
#include "engine/graph/unit.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

// What the part of the report that is of the unit as a whole reads, or the part that is of employees.
Reach reach_of(const Graph& graph, const RunRequest& request, bool of_the_unit) {
  Reach reach(graph);
  for (const ReportLine& line : request.lines) {
    if (line.shared != of_the_unit) continue;
    line.bank != no_id ? reach.bank(line.bank) : reach.figure(line.figure);
  }
  for (FigureId id = 0; id < graph.figures.size(); ++id) {
    const Figure& figure = graph.figures[id];
    if (figure.kind == FigureKind::requirement && is_of_employee(figure) != of_the_unit) reach.figure(id);
  }
  for (BankId id = 0; id < graph.banks.size(); ++id) {
    if (is_kept(graph.banks[id]) && graph.banks[id].of_the_unit == of_the_unit) reach.bank(id);
  }
  return reach;
}

Reach reach_of_employees(const Graph& graph, const RunRequest& request) {
  Reach reach = reach_of(graph, request, false);
  reach.everywhere();
  if (!request.orders) return reach;
  for (Ranking ranking : graph.rankings) {
    // The place of an employee is what a batch says it is.
    std::erase_if(ranking.by, [&](const Ranking::By& by) { return graph.nodes[by.value].kind == NodeKind::employee; });
    reach.ranking(ranking);
  }
  return reach;
}

// Whether hours flow from employees' banks into the bank.
bool is_fed_by_employees(const Graph& graph, BankId id) {
  const auto sends = [&](const auto& line) { return line.target == id; };
  return std::any_of(graph.banks.begin(), graph.banks.end(), [&](const Bank& bank) {
    return std::any_of(bank.lines.begin(), bank.lines.end(), sends) ||
           std::any_of(bank.caps.begin(), bank.caps.end(), sends);
  });
}

// Whether what the node reads is of all employees.
bool reads_everybody_below(const Graph& graph, NodeId id) {
  Reach reach(graph);
  for_each_part(graph, graph.nodes[id], [&](NodeId part) { reach.node(part); });
  return reads_everybody(graph, reach);
}

}  // namespace

UnitNeeds unit_needs(const Graph& graph, const RunRequest& request) {
  UnitNeeds needs;
  needs.all_at_once = reads_everybody(graph, reach_of_employees(graph, request));
  const Reach unit = reach_of(graph, request, true);
  for (NodeId id = 0; id < graph.nodes.size(); ++id) {
    if (!unit.nodes()[id] || !is_of_everybody(graph, id)) continue;
    if (graph.nodes[id].kind == NodeKind::bank) continue;
    const bool told_apart = graph.nodes[id].kind == NodeKind::employee;
    needs.all_at_once = needs.all_at_once || told_apart || reads_everybody_below(graph, id);
    needs.totals.push_back(id);
  }
  for (BankId id = 0; id < graph.banks.size(); ++id) {
    if (!unit.banks()[id] || !graph.banks[id].of_the_unit) continue;
    needs.all_at_once = needs.all_at_once || is_fed_by_employees(graph, id);
    for (const BankLine& line : graph.banks[id].lines) {
      if (line.event != no_id && !graph.events[line.event].of_the_city) {
        needs.tables.push_back(graph.events[line.event].table);
      }
    }
  }
  return needs;
}

}  // namespace mou
