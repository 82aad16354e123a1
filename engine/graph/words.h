// Values and expressions of a graph in words: for dumps, with the names of the text; for traces, with the titles people
// know.
#pragma once

#include <string>

#include "engine/graph/graph.h"

namespace mou {

enum class Naming { names, titles };

// "$1,873.00", "12 hours", "0.0251", "2019-02-06", "yes", "empty". A fraction that does not end is cut after six digits
// and marked "...". Not for faults.
std::string value_text(const Graph& graph, const Type& type, const Value& value);

// Where an expression stands: whose keys its arguments are, of which event its columns.
struct Standing {
  FigureId figure = no_id;
  EventId event = no_id;
  Naming naming = Naming::names;
};

// The expression in one line: "5% of base_pay, rounded half up to $0.01".
std::string expression_text(const Graph& graph, NodeId id, const Standing& standing);

// The name or title of a figure, bank, fact.
const std::string& figure_name(const Graph& graph, FigureId id, Naming naming);
const std::string& bank_name(const Graph& graph, BankId id, Naming naming);
const std::string& fact_name(const Column& column, Naming naming);
// As the language writes them: "opening", "earned", "short"; "pay", "require".
std::string_view measure_text(BankMeasure measure);
std::string_view kind_text(FigureKind kind);

}  // namespace mou
