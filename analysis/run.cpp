#include "analysis/run.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "analysis/first_look.h"
#include "analysis/in_turns.h"
#include "analysis/run_worker.h"
#include "analysis/unit_needs.h"
#include "engine/facts/fact_stream.h"
#include "engine/facts/read_facts.h"

namespace mou {

namespace {

// Employees are computed at once: enough for columns to pay, few enough that what they report fits in memory.
constexpr std::size_t most_employees = 256;
constexpr std::size_t fewest_employees = 32;
constexpr std::size_t most_cells = std::size_t{1} << 17U;
// What an employee reports of an event, for lack of knowledge.
constexpr std::size_t rows_of_an_event = 10;

std::uint32_t employees_at_once(const Graph& graph, const RunRequest& request) {
  if (request.at_once > 0) return request.at_once;
  std::map<ClockId, std::size_t> ticks;
  std::size_t each = 1;
  for (const ReportLine& line : request.lines) {
    if (line.shared) continue;
    if (line.event != no_id) {
      each += rows_of_an_event;
    } else {
      const auto [known, fresh] = ticks.try_emplace(line.clock);
      if (fresh) known->second = most_ticks(graph, line.clock, request.from, request.to);
      each += known->second;
    }
  }
  return static_cast<std::uint32_t>(std::clamp(most_cells / each, fewest_employees, most_employees));
}

// A report that waits for its turn.
class KeptReport : public RunSink {
 public:
  bool cell(const Cell& cell) override {
    parts_.emplace_back(cell);
    return true;
  }
  bool finding(const Finding& finding) override {
    parts_.emplace_back(finding);
    return true;
  }
  bool lost(const LostHours& lost) override {
    parts_.emplace_back(lost);
    return true;
  }
  bool ranked(const Ranked& ranked) override {
    parts_.emplace_back(ranked);
    return true;
  }

  // To the sink, and forgets it; false when the sink wants no more.
  bool pass_on(RunSink& sink) {
    struct To {
      RunSink& sink;
      bool operator()(const Cell& part) const { return sink.cell(part); }
      bool operator()(const Finding& part) const { return sink.finding(part); }
      bool operator()(const LostHours& part) const { return sink.lost(part); }
      bool operator()(const Ranked& part) const { return sink.ranked(part); }
    };
    const bool wanted =
        std::all_of(parts_.begin(), parts_.end(), [&](const auto& part) { return std::visit(To{sink}, part); });
    parts_.clear();
    return wanted;
  }

 private:
  std::vector<std::variant<Cell, Finding, LostHours, Ranked>> parts_;
};

void add(const RunSummary& part, RunSummary& all) {
  all.employees += part.employees;
  all.left_out += part.left_out;
  all.cells += part.cells;
  all.faults += part.faults;
  all.findings += part.findings;
  all.losses += part.losses;
  all.ranked += part.ranked;
  all.stopped = all.stopped || part.stopped;
}

// What one thread works on.
struct Share {
  std::unique_ptr<RunWorker> worker;
  std::vector<EmployeeId> some;
  std::optional<FactsBatch> batch;
  std::size_t employees = 0;
  // Employees before these.
  std::uint64_t first = 0;
  KeptReport kept;
  RunSummary summary;
  UnitTotals totals;
  std::vector<OrderLists> orders;
};

// A run over facts however they come.
class Run {
 public:
  Run(const RunPlan& plan, std::vector<NodeId> folds, RunSink& sink, const Progress& progress)
      : plan_(plan),
        request_(plan.request),
        folds_(std::move(folds)),
        sink_(sink),
        progress_(progress),
        at_once_(employees_at_once(plan.graph, request_)),
        summary_(request_.reported) {}

  std::uint32_t at_once() const { return at_once_; }

  // `take` finds who is next, one thread at a time, and says whether there is anybody; `take_up` hands them to the
  // worker of the share.
  void employees(std::uint64_t all, const std::function<bool(Share&)>& take,
                 const std::function<void(Share&)>& take_up) {
    report_progress(0, all);
    const std::uint64_t batches = (all + at_once_ - 1) / at_once_;
    const auto threads = static_cast<std::size_t>(std::clamp<std::uint64_t>(batches, 1, std::max(request_.jobs, 1U)));
    std::uint64_t taken = 0;
    std::uint64_t done = 0;
    in_turns(threads, [&] {
      const auto share = std::make_shared<Share>();
      return Turn{[&, share] {
                    if (!take(*share)) return false;
                    share->first = std::exchange(taken, taken + share->employees);
                    return true;
                  },
                  [&, share] {
                    take_up(*share);
                    // What waits for its turn is kept; one thread alone waits for nobody.
                    compute(*share, threads == 1 ? sink_ : share->kept);
                    return true;
                  },
                  [&, share] {
                    if (!share->kept.pass_on(sink_)) share->summary.stopped = true;
                    add_share(*share);
                    done += share->employees;
                    report_progress(done, all);
                    if (!summary_.stopped && done > request_.reported_employees) sink_.reached(done, summary_);
                    return !summary_.stopped;
                  }};
    });
  }

  const UnitTotals& totals() const { return totals_; }

  void unit(RunWorker& worker) {
    if (!summary_.stopped) add(worker.unit(sink_), summary_);
  }
  // The same, unless the worker finds out that it would need the facts of everybody: then nothing is reported.
  bool unit_if_all_is_known(RunWorker& worker) {
    if (summary_.stopped) return true;
    KeptReport kept;
    RunSummary part = worker.unit(kept);
    if (worker.lacks_totals() || totals_.has_unknown_group()) return false;
    if (!kept.pass_on(sink_)) part.stopped = true;
    add(part, summary_);
    return true;
  }

  // What is left to report.
  RunSummary end() {
    for (OrderLists& lists : orders_) {
      lists.give([&](const Ranked& ranked) {
        if (summary_.stopped) return;
        ++summary_.ranked;
        if (!sink_.ranked(ranked)) summary_.stopped = true;
      });
    }
    return summary_;
  }

 private:
  void compute(Share& share, RunSink& sink) {
    const bool reported = share.first < request_.reported_employees;
    share.summary = reported ? RunSummary{} : share.worker->employees(sink);
    if (!folds_.empty()) share.totals = share.worker->totals(folds_);
    if (request_.orders) share.orders = share.worker->orders();
  }

  void add_share(Share& share) {
    add(share.summary, summary_);
    totals_.add(plan_.graph, share.totals);
    if (orders_.empty()) {
      orders_ = std::move(share.orders);
    } else {
      for (std::size_t i = 0; i < share.orders.size(); ++i) orders_[i].add(std::move(share.orders[i]));
    }
  }

  void report_progress(std::uint64_t done, std::uint64_t all) const {
    if (progress_) progress_({done, all, "employees"});
  }

  const RunPlan& plan_;
  const RunRequest& request_;
  std::vector<NodeId> folds_;
  RunSink& sink_;
  const Progress& progress_;
  std::uint32_t at_once_;
  RunSummary summary_;
  UnitTotals totals_;
  std::vector<OrderLists> orders_;
};

}  // namespace

RunSummary run(const Graph& graph, const Facts& facts, const RunRequest& request, RunSink& sink,
               const Progress& progress) {
  const std::vector<EmployeeId> asked = request.employees.empty() ? everybody(facts) : request.employees;
  const RunPlan plan(graph, request);
  TypedFacts typed(facts);
  Run run(plan, {}, sink, progress);
  auto next = asked.begin();
  run.employees(
      asked.size(),
      [&](Share& share) {
        share.employees = std::min<std::size_t>(run.at_once(), static_cast<std::size_t>(asked.end() - next));
        const auto end = next + static_cast<std::ptrdiff_t>(share.employees);
        share.some.assign(next, end);
        next = end;
        return share.employees > 0;
      },
      [&](Share& share) {
        if (share.worker == nullptr) share.worker = std::make_unique<RunWorker>(plan, facts, typed);
        share.worker->take_some(std::move(share.some));
      });
  RunWorker unit(plan, facts, typed);
  run.unit(unit);
  return run.end();
}

std::optional<RunSummary> run_in_batches(const Graph& graph, const std::string& path, const FirstLook& look,
                                         const RunRequest& request, RunSink& sink, const Progress& progress) {
  RunPlan plan(graph, request);
  plan.books_open = look.books_open;
  Run run(plan, look.needs.totals, sink, progress);
  FactStream stream(path, graph.schema, graph.texts, run.at_once());
  run.employees(
      look.employees,
      [&](Share& share) {
        share.batch = stream.next();
        share.employees = share.batch ? share.batch->facts.employees.size() : 0;
        return share.batch.has_value();
      },
      [&](Share& share) {
        if (share.worker == nullptr) {
          share.worker = std::make_unique<RunWorker>(plan, std::move(share.batch->facts));
        } else {
          share.worker->take_batch(std::move(share.batch->facts));
        }
      });
  const bool read_to_the_end = !stream.next().has_value() && stream.files() == look.files;
  TypedFacts typed(look.of_unit);
  RunWorker unit(plan, look.of_unit, typed, &run.totals());
  if (!run.unit_if_all_is_known(unit)) {
    Diagnostics diagnostics;
    const Facts facts = read_facts(path, graph.schema, graph.texts, diagnostics);
    if (diagnostics.has_errors() || facts.files != look.files) return std::nullopt;
    TypedFacts of_all(facts);
    RunWorker whole(plan, facts, of_all);
    run.unit(whole);
  }
  const RunSummary summary = run.end();
  if (!read_to_the_end && !summary.stopped) return std::nullopt;
  return summary;
}

std::string_view finding_text(FindingKind kind) {
  switch (kind) {
    case FindingKind::requirement:
      return "requirement";
    case FindingKind::undecided:
      return "undecided";
    case FindingKind::beyond_balance:
      return "beyond_balance";
  }
  return "";
}

}  // namespace mou
