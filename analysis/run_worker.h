// One thread's share of a run: takes up some employees, computes them in columns, reports them one by one. What the
// columns leave open the reference evaluator computes.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analysis/orders.h"
#include "analysis/run.h"
#include "engine/columnar/plan.h"
#include "engine/columnar/typed_facts.h"
#include "engine/facts/facts.h"

namespace mou {

// What all threads share.
struct RunPlan {
  RunPlan(const Graph& the_graph, const RunRequest& the_request);

  const Graph& graph;
  const RunRequest& request;
  Plan plan;
  // As RunSettings::books_open, of facts that come batch by batch.
  std::optional<Date> books_open;
};

class RunWorker {
 public:
  // Over facts that others share. With `totals`, as RunSettings::totals, they need not be those of everybody.
  RunWorker(const RunPlan& plan, const Facts& shared, TypedFacts& typed, const UnitTotals* totals = nullptr);
  // Over facts of its own, one batch after another, which all begin with the same facts of the city.
  RunWorker(const RunPlan& plan, Facts&& batch);
  RunWorker(const RunWorker&) = delete;
  RunWorker& operator=(const RunWorker&) = delete;
  ~RunWorker();

  // Some employees of the shared facts, or all of a batch.
  void take_some(std::vector<EmployeeId> employees);
  void take_batch(Facts&& batch);

  // Reports who was taken up, and what there is of the city or the unit as a whole, without orders.
  RunSummary employees(RunSink& sink);
  RunSummary unit(RunSink& sink);
  // What those who were taken up come to, and where they stand.
  UnitTotals totals(const std::vector<NodeId>& folds);
  std::vector<OrderLists> orders();
  // As Evaluator::lacks_totals.
  bool lacks_totals() const;

 private:
  class Reporter;

  const RunPlan& plan_;
  // Unused where facts are shared.
  std::unique_ptr<Facts> own_;
  std::unique_ptr<TypedFacts> own_typed_;
  std::unique_ptr<Reporter> reporter_;
  std::vector<EmployeeId> asked_;
};

}  // namespace mou
