#include "dsl/lower/lower.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/check/constant.h"
#include "dsl/lower/lowering.h"
#include "engine/graph/bounds.h"
#include "engine/graph/order.h"

namespace mou {

Lowering::Lowering(const ast::Ast& tree, const Checked& checked, const ReadTable& read, Diagnostics& diagnostics)
    : tree_(tree),
      checked_(checked),
      read_(read),
      diagnostics_(diagnostics),
      endings_(endings_of(tree, checked.declarations)) {}

// A chain is called after its newest contract and what amends it.
void Lowering::name_graph() {
  for (const ast::File& file : tree_.files) {
    const ast::Header& header = file.header;
    const bool contract = header.kind.text != "city" && header.kind.text != "assumptions";
    if (!contract && !graph_.contract.empty()) continue;
    const std::string title = header.title ? header.title->text : header.name.text;
    graph_.title = amends(file) ? fmt::format("{}, amended by {}", graph_.title, title) : title;
    graph_.contract = header.name.text;
    if (!header.term) continue;
    graph_.term_first = header.term->first;
    graph_.term_last = header.term->second;
  }
}

Graph Lowering::run() {
  // About a node for each expression: the vector does not grow by moving them.
  graph_.nodes.reserve(tree_.exprs.size());
  graph_.measures = names().measures;
  // The days of the week get texts that follow one another.
  sunday_ = text("Sunday");
  for (int day = 1; day < 7; ++day) {
    text(weekday_text(static_cast<Weekday>(day)));
  }
  for (const ast::File& file : tree_.files) {
    if (file.header.rounding) {
      rounding_ = *file.header.rounding;
    }
    for (ast::ClauseId id = file.first_clause; id < file.last_clause; ++id) {
      const ast::Statement& heading = tree_.statements[tree_.clauses[id].heading];
      graph_.clauses.push_back({file.header.name.text, tree_.clauses[id].id, heading.title ? heading.title->text : "",
                                heading.pages, heading.span});
    }
  }
  name_graph();
  for (const ClockInfo& clock : names().clocks) {
    graph_.clocks.push_back(clock.clock);
  }
  graph_.pay_clock = names().pay_clock;
  lower_schema();
  lower_names();
  for (const FigureInfo& info : names().figures) {
    const ast::Statement& declared = tree_.statements[info.declared];
    Figure figure;
    figure.name = info.name;
    figure.title = info.title.empty() ? info.name : info.title;
    figure.kind = info.kind;
    figure.type = info.type.type;
    figure.clock = info.clock;
    figure.event = info.event;
    figure.clause = clause_index(declared);
    figure.span = declared.span;
    figure.words = info.missed;
    figure.nothing_is_zero = info.kind == FigureKind::pay || info.kind == FigureKind::deduct;
    graph_.figures.push_back(std::move(figure));
  }
  declare_fact_figures();
  // All keys are declared before one is read: what a key is may be a figure with keys.
  for (FigureId id = 0; id < names().figures.size(); ++id) {
    for (const KeyRef& ref : names().figures[id].keys) graph_.figures[id].keys.push_back(declared_key(ref));
  }
  for (FigureId id = 0; id < names().figures.size(); ++id) {
    for (std::size_t i = 0; i < graph_.figures[id].keys.size(); ++i) {
      graph_.figures[id].keys[i].own = key_value(names().figures[id].keys[i], {}, graph_.figures[id].span);
    }
  }
  for (const BankInfo& info : names().banks) {
    const ast::Statement& declared = tree_.statements[info.declared];
    Bank bank;
    bank.name = info.name;
    bank.title = info.title.empty() ? info.name : info.title;
    bank.type = info.type.type;
    bank.clause = clause_index(declared);
    bank.span = declared.span;
    graph_.banks.push_back(std::move(bank));
  }
  lower_events();
  lower_clocks();
  for (std::uint32_t fact = 0; fact < names().roster.size(); ++fact) {
    lower_fact_figure(fact);
  }
  for (FigureId id = 0; id < names().figures.size(); ++id) {
    lower_figure(id);
  }
  for (BankId id = 0; id < graph_.banks.size(); ++id) {
    lower_bank(id);
  }
  for (ast::StatementId id = 0; id < tree_.statements.size(); ++id) {
    if (tree_.statements[id].kind == ast::StatementKind::require) {
      lower_requirement(id);
    } else if (tree_.statements[id].kind == ast::StatementKind::order) {
      lower_order(id);
    }
  }
  for (const ast::File& file : tree_.files) {
    if (file.header.covers != ast::no_expr) graph_.covers = expr(file.header.covers, {});
  }
  graph_.order = topological_order(graph_);
  compute_subjects(graph_);
  mark_outside(graph_);
  mark_facts_read(graph_);
  return std::move(graph_);
}

Graph lower(const ast::Ast& tree, const Checked& checked, const ReadTable& read, Diagnostics& diagnostics,
            NumberBounds bounds) {
  Graph graph = Lowering(tree, checked, read, diagnostics).run();
  if (bounds == NumberBounds::computed) compute_bounds(graph);
  return graph;
}

}  // namespace mou
