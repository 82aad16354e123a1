// What reads what: the order in which figures can be computed, and what each depends on.
#pragma once

#include <vector>

#include "engine/graph/graph.h"

namespace mou {

// Figures after everything they read on the same tick: `previous` is not followed, a reading of a bank is a reading of
// whatever its lines and limits read. Where figures need themselves the order is arbitrary; see `ring_of_figures`.
std::vector<FigureId> topological_order(const Graph& graph);

// Figures that need one another without `previous`, each reading the next and the last the first; empty when there is
// no such ring. One ring, the first that is met.
std::vector<FigureId> ring_of_figures(const Graph& graph);

// These three need Graph::order, so that what a figure reads is seen before it.

// Fills Node::subject and Figure::subject, from nothing but the shape of the graph.
void compute_subjects(Graph& graph);

// Fills rests_on_outside: the figures and banks that read, at any depth and on any tick, a name supplied from outside.
void mark_outside(Graph& graph);

// Fills Table::read (the roster, and the tables whose rows a rule, a bank or the opening of a bank reads) and
// Column::read of the roster.
void mark_facts_read(Graph& graph);

}  // namespace mou
