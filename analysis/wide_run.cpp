#include "analysis/wide_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "analysis/first_look.h"
#include "analysis/in_turns.h"
#include "analysis/wide_worker.h"
#include "engine/facts/fact_stream.h"
#include "engine/facts/read_facts.h"
#include "engine/facts/templates.h"
#include "engine/graph/unit.h"
#include "engine/graph/walk.h"

namespace mou {

namespace {

constexpr std::size_t bytes_of_a_piece = std::size_t{1} << 22U;

// What an employee needs of the others.
enum class Needed : std::uint8_t {
  nothing,
  // The first day of anybody's books.
  books,
  everybody,
};

Needed needed(const Graph& graph, const std::vector<ReportLine>& lines) {
  Reach reach(graph);
  for (const ReportLine& line : lines) line.bank != no_id ? reach.bank(line.bank) : reach.figure(line.figure);
  reach.everywhere();
  if (reads_everybody(graph, reach)) return Needed::everybody;
  // How far back days are chosen depends on the first opening balance of anybody.
  const bool chosen_days =
      std::any_of(graph.chosen_when.begin(), graph.chosen_when.end(), [](NodeId chosen) { return chosen != no_node; });
  const bool openings =
      std::any_of(graph.banks.begin(), graph.banks.end(), [](const Bank& bank) { return bank.openings != no_id; });
  const bool banks = std::any_of(reach.banks().begin(), reach.banks().end(), [](bool reached) { return reached; });
  return banks || (chosen_days && openings) ? Needed::books : Needed::nothing;
}

void add(const WideSummary& part, WideSummary& all) {
  all.employees += part.employees;
  all.left_out += part.left_out;
  all.rows += part.rows;
  all.cells += part.cells;
  all.faults += part.faults;
}

class WideRunner {
 public:
  WideRunner(const Graph& graph, const WideRequest& request, WideSink& sink, const Progress& progress)
      : graph_(graph), request_(request), sink_(sink), progress_(progress), plan_(graph, request) {}

  Asked<WideOutcome> run() {
    const Needed others = needed(graph_, request_.lines);
    if (!request_.employees.empty() || !sink_.can_begin_again() || others == Needed::everybody) return whole();
    if (others == Needed::books) {
      FirstLook look = look_at(request_.facts, graph_, request_.from, {}, progress_);
      if (look.diagnostics.has_errors()) {
        outcome_.diagnostics = std::move(look.diagnostics);
        return std::move(outcome_);
      }
      plan_.books_open = look.books_open;
      batches();
    } else if (goes_on(WideReading::batches) || !pieces()) {
      batches();
    }
    return std::move(outcome_);
  }

 private:
  std::size_t at_once() const {
    return plan_.employees_at_once(most_ticks(graph_, request_.lines.front().clock, request_.from, request_.to));
  }

  // Whether the table that was interrupted is gone on with in this reading.
  bool goes_on(WideReading reading) const {
    return !begun_ && request_.reached && request_.reached->summary.reading == reading;
  }

  void begin(WideReading reading) {
    outcome_ = {};
    taken_ = given_ = reached_ = done_ = 0;
    if (goes_on(reading)) {
      outcome_.summary = request_.reached->summary;
      reached_ = request_.reached->turns;
    } else {
      outcome_.summary.reading = reading;
      sink_.begin();
    }
    begun_ = true;
  }

  // Of the portion with the number; nothing of one that the sink holds.
  void compute(WideWorker& worker, std::uint64_t number) const {
    if (number < reached_) return;
    worker.compute();
    worker.write();
  }

  // `all` and what was done of it now, of whatever is counted.
  void advance(std::uint64_t more, std::uint64_t all, std::string_view of) {
    if (progress_ && done_ == 0) progress_({0, all, of});
    done_ += more;
    if (progress_) progress_({done_, all, of});
  }

  bool give(const WideWorker& worker) {
    if (given_++ < reached_) return true;
    add(worker.summary(), outcome_.summary);
    const bool wanted = sink_.rows(worker.rows()) && (worker.problems().empty() || sink_.problems(worker.problems()));
    if (!wanted) outcome_.summary.stopped = true;
    if (wanted) sink_.reached({given_, outcome_.summary});
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
      const auto number = std::make_shared<std::uint64_t>();
      const auto worker = std::make_shared<WideWorker>(plan_, roster->common());
      if (!worker->expect_pieces(roster->names())) plain = false;
      return Turn{[&, piece, number] {
                    *number = taken_++;
                    const RosterPieces::Next next = plain ? roster->next(*piece) : RosterPieces::Next::refused;
                    if (next == RosterPieces::Next::refused) plain = false;
                    return next == RosterPieces::Next::piece;
                  },
                  [&, piece, number, worker] {
                    if (!worker->take_piece(*piece)) {
                      plain = false;
                      return false;
                    }
                    compute(*worker, *number);
                    return true;
                  },
                  [&, piece, worker] {
                    order.add(worker->order());
                    if (!order.ascends()) plain = false;
                    rows += worker->facts_rows();
                    advance(piece->text().size(), roster->bytes(), "bytes");
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
      const auto number = std::make_shared<std::uint64_t>();
      const auto worker = std::make_shared<std::unique_ptr<WideWorker>>();
      return Turn{[&, batch, number] {
                    *number = taken_++;
                    *batch = stream.next();
                    return batch->has_value();
                  },
                  [&, batch, number, worker] {
                    // What is the same for all is in every batch.
                    if (*worker == nullptr) *worker = std::make_unique<WideWorker>(plan_, (*batch)->facts);
                    (*worker)->take_batch(std::move((*batch)->facts));
                    compute(**worker, *number);
                    return true;
                  },
                  [&, worker] {
                    advance((*worker)->size(), stream.employees(), "employees");
                    return give(**worker);
                  }};
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
    if (request_.employees.empty()) employees = everybody(facts);
    TypedFacts typed(facts);
    const std::size_t size = at_once();
    std::size_t next = 0;
    in_turns(request_.jobs, [&] {
      const auto some = std::make_shared<std::vector<EmployeeId>>();
      const auto number = std::make_shared<std::uint64_t>();
      const auto worker = std::make_shared<WideWorker>(plan_, facts, typed);
      return Turn{[&, some, number] {
                    *number = taken_++;
                    const std::size_t end = std::min(employees.size(), next + size);
                    some->assign(employees.begin() + static_cast<std::ptrdiff_t>(next),
                                 employees.begin() + static_cast<std::ptrdiff_t>(end));
                    next = end;
                    return !some->empty();
                  },
                  [&, some, number, worker] {
                    worker->take_some(*some);
                    compute(*worker, *number);
                    return true;
                  },
                  [&, worker] {
                    advance(worker->size(), employees.size(), "employees");
                    return give(*worker);
                  }};
    });
    return std::move(outcome_);
  }

  const Graph& graph_;
  const WideRequest& request_;
  WideSink& sink_;
  const Progress& progress_;
  WidePlan plan_;
  WideOutcome outcome_;
  bool begun_ = false;
  // Portions of employees: taken up, given, and held by the sink from before.
  std::uint64_t taken_ = 0;
  std::uint64_t given_ = 0;
  std::uint64_t reached_ = 0;
  std::uint64_t done_ = 0;
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

Asked<WideOutcome> wide_run(const Graph& graph, const WideRequest& request, WideSink& sink, const Progress& progress) {
  return WideRunner(graph, request, sink, progress).run();
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
