#include "analysis/wide_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "analysis/wide_worker.h"
#include "engine/facts/fact_stream.h"
#include "engine/facts/read_facts.h"
#include "engine/facts/templates.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

constexpr std::size_t bytes_of_a_piece = std::size_t{1} << 22U;

// Whether an employee can be computed without the others: nothing is said of all of them, and no bank is kept, whose
// books open for all on one day.
class Alone {
 public:
  explicit Alone(const Graph& graph) : graph_(graph), nodes_(graph.nodes.size()), figures_(graph.figures.size()) {}

  bool all(const std::vector<ReportLine>& lines) {
    for (const ReportLine& line : lines) {
      if (line.bank != no_id) return false;
      figure(line.figure);
    }
    node(graph_.covers);
    bool chosen_days = false;
    for (const NodeId chosen : graph_.chosen_when) {
      chosen_days = chosen_days || chosen != no_node;
      node(chosen);
    }
    // How far back days are chosen depends on the first opening balance of anybody.
    const bool openings =
        std::any_of(graph_.banks.begin(), graph_.banks.end(), [](const Bank& bank) { return bank.openings != no_id; });
    return alone_ && !(chosen_days && openings);
  }

 private:
  void figure(FigureId id) {
    if (figures_[id]) return;
    figures_[id] = true;
    for_each_root(graph_, graph_.figures[id], [&](NodeId root) { node(root); });
  }

  void node(NodeId id) {
    if (id == no_node || nodes_[id]) return;
    nodes_[id] = true;
    const Node& here = graph_.nodes[id];
    const bool over_all = here.kind == NodeKind::fold && here.rows.kind == RowsKind::employee;
    if (over_all || here.kind == NodeKind::employee || here.kind == NodeKind::bank) alone_ = false;
    if (here.kind == NodeKind::figure || here.kind == NodeKind::previous) figure(here.index);
    for_each_part(graph_, here, [&](NodeId part) { node(part); });
  }

  const Graph& graph_;
  std::vector<bool> nodes_;
  std::vector<bool> figures_;
  bool alone_ = true;
};

std::size_t most_ticks(const Graph& graph, const WideRequest& request) {
  const ClockId clock = request.lines.front().clock;
  if (clock == no_id) return 1;
  if (graph.clocks[clock].kind == ClockKind::chosen_days)
    return static_cast<std::size_t>(request.to - request.from) + 1;
  return ticks_ending_in(graph.clocks[clock], request.from, request.to).size();
}

void add(const WideSummary& part, WideSummary& all) {
  all.employees += part.employees;
  all.left_out += part.left_out;
  all.rows += part.rows;
  all.cells += part.cells;
  all.faults += part.faults;
}

// What one thread does, over and over: takes what comes next, works on it, gives what it made.
struct Turn {
  // One thread at a time, in order. False when there is no more.
  std::function<bool()> take;
  // False when all is to be stopped.
  std::function<bool()> work;
  // One thread at a time, in the order in which they took. False when all is to be stopped.
  std::function<bool()> give;
};

void in_turns(unsigned threads, const std::function<Turn()>& make) {
  std::mutex taking;
  std::mutex giving;
  std::condition_variable given;
  std::uint64_t taken = 0;
  std::uint64_t turn = 0;
  std::atomic<bool> stopped = false;
  const auto run = [&] {
    const Turn own = make();
    for (;;) {
      std::uint64_t mine = 0;
      {
        const std::scoped_lock lock(taking);
        if (stopped || !own.take()) return;
        mine = taken++;
      }
      const bool sound = own.work();
      std::unique_lock lock(giving);
      given.wait(lock, [&] { return turn == mine; });
      if (!stopped && !(sound && own.give())) stopped = true;
      ++turn;
      given.notify_all();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(run);
  run();
  for (std::thread& other : others) other.join();
}

class WideRunner {
 public:
  WideRunner(const Graph& graph, const WideRequest& request, WideSink& sink)
      : graph_(graph), request_(request), sink_(sink), plan_(graph, request) {}

  Asked<WideOutcome> run() {
    const bool alone = request_.employees.empty() && sink_.can_begin_again() && Alone(graph_).all(request_.lines);
    if (!alone) return whole();
    if (!pieces()) batches();
    return std::move(outcome_);
  }

 private:
  std::size_t at_once() const { return plan_.employees_at_once(most_ticks(graph_, request_)); }

  void begin(WideReading reading) {
    outcome_ = {};
    outcome_.summary.reading = reading;
    sink_.begin();
  }

  bool give(const WideWorker& worker) {
    add(worker.summary(), outcome_.summary);
    const bool wanted = sink_.rows(worker.rows()) && (worker.problems().empty() || sink_.problems(worker.problems()));
    if (!wanted) outcome_.summary.stopped = true;
    return wanted;
  }

  // False when the facts are not to be read this way.
  bool pieces() {
    const auto roster = PlainRoster::open(request_.facts, graph_.schema, graph_.texts, at_once(), bytes_of_a_piece);
    if (roster == nullptr) return false;
    begin(WideReading::pieces);
    std::atomic<bool> plain = true;
    IdentifierOrder order;
    std::uint64_t rows = 0;
    in_turns(request_.jobs, [&] {
      const auto piece = std::make_shared<RosterPiece>();
      const auto worker = std::make_shared<WideWorker>(plan_, roster->common());
      if (!worker->expect_pieces(roster->names())) plain = false;
      return Turn{[&, piece] {
                    const RosterPieces::Next next = plain ? roster->next(*piece) : RosterPieces::Next::refused;
                    if (next == RosterPieces::Next::refused) plain = false;
                    return next == RosterPieces::Next::piece;
                  },
                  [&plain, piece, worker] {
                    if (!worker->take_piece(*piece)) {
                      plain = false;
                      return false;
                    }
                    worker->compute();
                    worker->write();
                    return true;
                  },
                  [&, worker] {
                    order.add(worker->order());
                    if (!order.ascends()) plain = false;
                    rows += worker->facts_rows();
                    return plain && give(*worker);
                  }};
    });
    if (!plain || rows == 0) return false;
    outcome_.diagnostics = roster->diagnostics();
    if (outcome_.summary.stopped) return true;
    const auto files = roster->files(rows);
    if (files) outcome_.files = *files;
    return files.has_value();
  }

  void batches() {
    begin(WideReading::batches);
    FactStream stream(request_.facts, graph_.schema, graph_.texts, static_cast<std::uint32_t>(at_once()));
    in_turns(request_.jobs, [&] {
      const auto batch = std::make_shared<std::optional<FactsBatch>>();
      const auto worker = std::make_shared<std::unique_ptr<WideWorker>>();
      return Turn{[&stream, batch] {
                    *batch = stream.next();
                    return batch->has_value();
                  },
                  [this, batch, worker] {
                    // What is the same for all is in every batch.
                    if (*worker == nullptr) *worker = std::make_unique<WideWorker>(plan_, (*batch)->facts);
                    (*worker)->take_batch(std::move((*batch)->facts));
                    (*worker)->compute();
                    (*worker)->write();
                    return true;
                  },
                  [this, worker] { return give(**worker); }};
    });
    outcome_.diagnostics = stream.diagnostics();
    outcome_.files = stream.files();
    outcome_.notes = stream.notes();
    if (outcome_.diagnostics.has_errors()) sink_.begin();
  }

  Asked<WideOutcome> whole() {
    begin(WideReading::whole);
    const Facts facts = read_facts(request_.facts, graph_.schema, graph_.texts, outcome_.diagnostics);
    if (outcome_.diagnostics.has_errors()) return std::move(outcome_);
    outcome_.files = facts.files;
    auto named = employees_named(facts, request_.employees);
    if (const auto* refusal = std::get_if<Refusal>(&named)) return *refusal;
    auto employees = std::get<std::vector<EmployeeId>>(std::move(named));
    if (request_.employees.empty()) {
      for (EmployeeId employee = 0; employee < facts.employees.size(); ++employee) employees.push_back(employee);
    }
    TypedFacts typed(facts);
    const std::size_t size = at_once();
    std::size_t next = 0;
    in_turns(request_.jobs, [&] {
      const auto some = std::make_shared<std::vector<EmployeeId>>();
      const auto worker = std::make_shared<WideWorker>(plan_, facts, typed);
      return Turn{[&, some] {
                    const std::size_t end = std::min(employees.size(), next + size);
                    some->assign(employees.begin() + static_cast<std::ptrdiff_t>(next),
                                 employees.begin() + static_cast<std::ptrdiff_t>(end));
                    next = end;
                    return !some->empty();
                  },
                  [some, worker] {
                    worker->take_some(*some);
                    worker->compute();
                    worker->write();
                    return true;
                  },
                  [this, worker] { return give(*worker); }};
    });
    return std::move(outcome_);
  }

  const Graph& graph_;
  const WideRequest& request_;
  WideSink& sink_;
  WidePlan plan_;
  WideOutcome outcome_;
};

std::string clock_words(const Graph& graph, const ReportLine& line) {
  return line.clock == no_id ? "once in the run" : "each " + graph.clocks[line.clock].name;
}

// The clauses whose rules give the line, each once, in their order.
std::vector<ClauseIndex> clauses_of(const Graph& graph, const ReportLine& line) {
  std::set<ClauseIndex> clauses;
  const auto note = [&](ClauseIndex clause) {
    if (clause != no_id) clauses.insert(clause);
  };
  if (line.bank != no_id) {
    for (const BankLine& one : graph.banks[line.bank].lines) note(one.rule.clause);
  } else {
    for_each_below(graph, graph.figures[line.figure].root, [&](NodeId id) {
      const Node& node = graph.nodes[id];
      if (node.kind != NodeKind::choose) return;
      for (std::uint32_t arm = arms_begin(node); arm < arms_end(node); ++arm) note(graph.arms[arm].clause);
    });
  }
  return {clauses.begin(), clauses.end()};
}

}  // namespace

Asked<std::vector<ReportLine>> wide_lines(const Graph& graph, std::vector<ReportLine> lines) {
  const std::string help = "choose figures of employees on one clock with `--figures`, or leave `--wide` away";
  if (lines.empty()) return Refusal{"the contract has no figure for a wide table", help};
  for (const ReportLine& line : lines) {
    if (line.event != no_id) {
      return Refusal{fmt::format("`{}` is given for each row of an event, and a wide table has rows of employees and "
                                 "ticks",
                                 line.name),
                     help};
    }
    if (line.shared) return Refusal{fmt::format("`{}` is of no single employee", line.name), help};
    const ReportLine& first = lines.front();
    if (line.clock == first.clock) continue;
    return Refusal{fmt::format("`{}` is given {}, `{}` {}: they have no rows in common", first.name,
                               clock_words(graph, first), line.name, clock_words(graph, line)),
                   help};
  }
  return lines;
}

Asked<WideOutcome> wide_run(const Graph& graph, const WideRequest& request, WideSink& sink) {
  return WideRunner(graph, request, sink).run();
}

std::string wide_heading(const std::vector<ReportLine>& lines) {
  std::string heading = "employee,first,last";
  for (const ReportLine& line : lines) heading += "," + line.name;
  return heading + "\n";
}

std::string wide_columns(const Graph& graph, const std::vector<ReportLine>& lines) {
  std::string text = "column,title,unit,clauses,contracts\n";
  for (const ReportLine& line : lines) {
    std::vector<std::string> ids;
    std::vector<std::string> contracts;
    for (const ClauseIndex clause : clauses_of(graph, line)) {
      ids.push_back(graph.clauses[clause].id);
      const std::string& contract = graph.clauses[clause].contract;
      if (std::find(contracts.begin(), contracts.end(), contract) == contracts.end()) contracts.push_back(contract);
    }
    text += fmt::format("{},{},{},{},{}\n", line.name, csv_field(line.title), csv_field(line.unit),
                        csv_field(fmt::format("{}", fmt::join(ids, "; "))),
                        csv_field(fmt::format("{}", fmt::join(contracts, "; "))));
  }
  return text;
}

}  // namespace mou
