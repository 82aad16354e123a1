// Explains figures and banks: walks the rule that gave a value and evaluates its parts again. Each file explain_*.cpp
// holds one idea of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/graph/words.h"
#include "engine/trace/trace.h"

namespace mou {

class Explainer {
 public:
  explicit Explainer(Evaluator& evaluator)
      : evaluator_(evaluator), graph_(evaluator.graph()), facts_(evaluator.facts()) {}
  TraceNode figure_on(FigureId id, EmployeeId employee, Date day, std::span<const Value> keys);
  TraceNode figure_of_row(FigureId id, EmployeeId employee, std::uint32_t row);
  TraceNode bank(BankId id, BankMeasure measure, EmployeeId employee, Date first, Date last);

 private:
  // "leave_bank" as "leave bank", for facts without a title.
  static std::string spoken(std::string name);
  static std::string capital(std::string text);
  std::string spoken_title(const std::string& title, const std::string& name) const;
  std::string figure_title(FigureId id) const;
  std::string text_of(const Type& type, const Value& value) const;
  std::string exact(const Type& type, const Value& value) const;
  TraceNode sentence(TraceKind kind, std::string text) const;
  // "WHAT is VALUE".
  TraceNode with_value(TraceKind kind, const std::string& what, const Type& type, const Value& value) const;
  void cite(TraceNode& node, ClauseIndex index) const;
  std::string tick_text(const Scope& scope) const;
  Standing standing(const Scope& scope) const;
  std::string expression(NodeId id, const Scope& scope) const;

  TraceNode figure(FigureId id, const Scope& scope, const Outcome& outcome, bool outermost);
  // Whether the scope lies on other days than the figure around it. What holds on any date is read on the last day.
  bool moved_on(const Scope& scope) const;
  bool rests_on_outside(FigureId id, const Scope& scope);
  TraceNode explained(FigureId id, const Scope& scope, const Outcome& outcome, const std::string& what);
  std::string key_text(const Figure& figure, const std::vector<Value>& keys) const;

  void rules(const Node& root, const Scope& scope, const Outcome& outcome, TraceNode& node);
  // A value that one sentence below it says whole.
  bool speaks_for_itself(NodeId id) const;
  // Rules of other years in one line.
  void not_in_force(const Node& root, const std::vector<ArmOutcome>& outcomes, const Scope& scope, TraceNode& node);
  void idle(std::uint32_t index, const ArmOutcome& outcome, const Scope& scope, TraceNode& node);
  std::string clause_number(ClauseIndex index) const;

  // The first part of a condition that is to blame for its `no`, in words.
  std::string why_not(NodeId id, const Scope& scope);
  // "Hired (2015-03-01) is on or before 2019-02-06", "... is not on or before ...".
  std::string condition_text(NodeId id, const Scope& scope);
  std::string comparison_text(const Node& node, const Value& value, const Scope& scope);
  // A side of a comparison: what it is and, unless that is a plain value, its value.
  std::string side(NodeId id, const Scope& scope);
  void conditions(NodeId id, const Scope& scope, std::vector<TraceNode>& out);
  // A condition on one fact takes the fact's place and needs no line of its own for it.
  static void merge_single_fact(TraceNode& condition);
  void condition_parts(NodeId id, const Scope& scope, std::vector<TraceNode>& out);

  void parts(NodeId id, const Scope& scope, std::vector<TraceNode>& out);
  // A fact that is read twice in a rule is said once.
  static void once(TraceNode node, std::vector<TraceNode>& out);
  // A raise or change: the version in force, and what it was made from.
  void version(const Node& node, const Scope& scope, std::vector<TraceNode>& out);
  void at(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out);

  TraceNode read_figure(const Node& node, const Scope& scope);
  TraceNode previous(const Node& node, NodeId id, const Scope& scope);
  TraceNode reading(const Node& node);
  TraceNode cell(const std::string& what, const Node& node, const TableFacts& table, std::optional<std::uint32_t> row,
                 const Value& value);
  TraceNode roster(const Node& node, const Scope& scope);
  TraceNode column(const Node& node, const Scope& scope);
  NodeId node_id(const Node& node) const;
  TraceNode outside(const Node& node, NodeId id, const Scope& scope);

  void rounding(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out);
  void limit(const Node& node, const Scope& scope, std::vector<TraceNode>& out);
  void running_limit(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out);
  void among(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out);

  void table_row(const Node& node, NodeId id, const Scope& scope, std::vector<TraceNode>& out);
  std::string row_text(const Node& node, const Scope& there) const;
  TraceNode fold(const Node& node, NodeId id, const Scope& scope);
  // `first_with`: by value, the first row that had it; later ones are not explained again.
  TraceNode row(const Node& node, const Scope& there, std::map<std::string, std::string>& first_with);
  TraceNode search(const Node& node, NodeId id, const Scope& scope);

  // `over` is said again as what became of it, unless it is paid.
  bool changes_balance(BankId id, const Posting& posting) const;
  TraceNode posted(const Type& type, const Posting& posting) const;

  Evaluator& evaluator_;
  const Graph& graph_;
  const Facts& facts_;
  // The scope of the figure, row or date being explained.
  // By the days asked for: which figures can rest on a value from outside.
  std::map<std::pair<Date, Date>, std::vector<bool>> resting_;
  const Scope* around_ = nullptr;
  int depth_ = 0;
  std::set<std::tuple<FigureId, std::int32_t, std::uint32_t, std::string>> seen_;
};

}  // namespace mou
