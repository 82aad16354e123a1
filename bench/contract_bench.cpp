// How long `mou check` takes with the contract, from the start of the process to its end, examples and all; how long
// the sample unit's year takes on the reference evaluator, and how much memory: on one core, in processor time, so that
// a busy machine disturbs it less. Ends with 1 when one of them is beyond what is promised.
//
// contract_bench [CONTRACT FACTS FROM TO]
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "analysis/batch.h"
#include "analysis/lines.h"
#include "analysis/run.h"
#include "bench/of_contract.h"
#include "dsl/program.h"
#include "engine/facts/read_facts.h"

namespace mou {
namespace {

rusage used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double processor_seconds(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Of this process since it began.
double processor_seconds() {
  return processor_seconds(used());
}

double peak_megabytes() {
  return static_cast<double>(used().ru_maxrss) / 1024;
}

// The promises are of one core: what this process does and starts stays on the one it is on.
void stay_on_one_core() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(std::max(sched_getcpu(), 0)), &one);
  sched_setaffinity(0, sizeof one, &one);
}

constexpr double promised_check_ms = 50;
constexpr double promised_run_seconds = 10;
constexpr double promised_megabytes = 500;

class Nowhere : public RunSink {
 public:
  bool cell(const Cell&) override { return true; }
  bool finding(const Finding&) override { return true; }
  bool lost(const LostHours&) override { return true; }
  bool ranked(const Ranked&) override { return true; }
};

// What one `mou check` uses; nothing when it cannot be run.
std::optional<double> check_seconds_once(const std::string& contract) {
  const std::array<const char*, 4> arguments = {MOU_PROGRAM, "check", contract.c_str(), nullptr};
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  // The words are not written to.
  const int error =
      posix_spawn(&child, arguments[0], &quiet, nullptr, const_cast<char* const*>(arguments.data()), environ);
  posix_spawn_file_actions_destroy(&quiet);
  int status = 0;
  rusage usage{};
  if (error != 0 || wait4(child, &status, 0, &usage) != child) return std::nullopt;
  // 1: there are warnings.
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) return std::nullopt;
  return processor_seconds(usage);
}

// The median of several goes.
std::optional<double> check_seconds(const std::string& contract) {
  std::array<double, 15> goes{};
  for (double& go : goes) {
    const auto seconds = check_seconds_once(contract);
    if (!seconds) return std::nullopt;
    go = *seconds;
  }
  std::sort(goes.begin(), goes.end());
  return goes[goes.size() / 2];
}

// Every figure and measure of a bank of every employee and tick, on the reference evaluator; how many there were.
std::size_t reference_cells(const Graph& graph, const Facts& facts, const std::vector<ReportLine>& lines, Date from,
                            Date to) {
  Evaluator evaluator(graph, facts, {from, to});
  std::size_t cells = 0;
  for (EmployeeId employee = 0; employee < facts.employees.size(); ++employee) {
    for (const ReportLine& line : lines) {
      if (line.shared || line.event != no_id) continue;
      for (const Tick& tick : ticks_of(line, evaluator, from, to)) {
        if (line.bank != no_id) {
          evaluator.bank(line.bank, line.measure, employee, tick.first, tick.last);
        } else {
          evaluator.figure(line.figure, employee, tick.last);
        }
        ++cells;
      }
    }
  }
  return cells;
}

// The same in columns, the unit taken up again and again until many employees have been computed.
void columns(const Graph& graph, const Facts& facts, const std::vector<ReportLine>& lines, Date from, Date to) {
  constexpr std::size_t employees = 10'000;
  Evaluator evaluator(graph, facts, {from, to});
  TypedFacts typed(facts);
  double begin = processor_seconds();
  const Plan plan = plan_of_report(graph, lines);
  const double compiled = processor_seconds() - begin;
  ColumnarEvaluator columnar(plan, typed, evaluator, widest_instructions());
  std::vector<EmployeeId> all(facts.employees.size());
  for (EmployeeId employee = 0; employee < all.size(); ++employee) all[employee] = employee;
  const auto once = [&] {
    columnar.take_up(all);
    compute_all(columnar, evaluator, lines, from, to);
  };
  begin = processor_seconds();
  once();
  const double first = processor_seconds() - begin;
  begin = processor_seconds();
  std::size_t done = 0;
  for (; done < employees; done += all.size()) once();
  const double rest = processor_seconds() - begin;
  fmt::print("columns                  {:8.1f} us an employee's year, the first time {:.1f}; plan {:.1f} ms\n",
             rest / static_cast<double>(done) * 1e6, first / static_cast<double>(all.size()) * 1e6, compiled * 1e3);
}

// What `mou run` does without writing anything.
void report(const Graph& graph, const Facts& facts, const std::vector<ReportLine>& lines, Date from, Date to) {
  RunRequest request;
  request.from = from;
  request.to = to;
  request.lines = lines;
  Nowhere sink;
  const double begin = processor_seconds();
  const RunSummary summary = run(graph, facts, request, sink, {});
  fmt::print("run, nothing written     {:8.2f} s   {} cells\n", processor_seconds() - begin, summary.cells);
}

int bench(const std::string& contract, const std::string& folder, Date from, Date to) {
  const auto check = check_seconds(contract);
  if (!check) {
    fmt::print("{} cannot be run\n", MOU_PROGRAM);
    return 1;
  }
  const double check_ms = *check * 1000;
  fmt::print("check of the contract    {:8.1f} ms  (promised: under {:.0f})\n", check_ms, promised_check_ms);
  Program program = compile(contract, {}, text_of);
  if (!program.graph) {
    fmt::print("the contract has errors: mou check {}\n", contract);
    return 1;
  }
  Diagnostics diagnostics;
  const double begin = processor_seconds();
  const Facts facts = read_facts(folder, program.graph->schema, program.graph->texts, diagnostics);
  const double read = processor_seconds();
  if (diagnostics.has_errors()) {
    fmt::print("the facts have errors: mou facts {} --check {}\n", contract, folder);
    return 1;
  }
  fmt::print("reading of the facts     {:8.2f} s\n", read - begin);
  const std::vector<ReportLine> lines = usual_lines(*program.graph, {}, from, to);
  const double before = processor_seconds();
  const std::size_t cells = reference_cells(*program.graph, facts, lines, from, to);
  const double run_seconds = processor_seconds() - before;
  fmt::print("reference, {:>3} employees {:8.2f} s   (promised: under {:.0f})  {} cells\n", facts.employees.size(),
             run_seconds, promised_run_seconds, cells);
  fmt::print("peak memory              {:8.0f} MB  (promised: under {:.0f})\n", peak_megabytes(), promised_megabytes);
  columns(*program.graph, facts, lines, from, to);
  report(*program.graph, facts, lines, from, to);
  const bool kept =
      check_ms < promised_check_ms && run_seconds < promised_run_seconds && peak_megabytes() < promised_megabytes;
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace mou

int main(int argc, char** argv) {
  const std::string unit = MOU_SOURCE_DIR "/contracts/palm_springs/general_unit";
  std::vector<std::string> asked(argv + 1, argv + argc);
  if (asked.empty()) asked = {unit + "/seiu_2018.mou", unit + "/sample_2019", "2018-12-30", "2019-12-31"};
  const auto from = asked.size() == 4 ? mou::parse_date(asked[2]) : std::nullopt;
  const auto to = asked.size() == 4 ? mou::parse_date(asked[3]) : std::nullopt;
  if (!from || !to) {
    fmt::print("contract_bench [CONTRACT FACTS FROM TO]\n");
    return 2;
  }
  mou::stay_on_one_core();
  return mou::bench(asked[0], asked[1], *from, *to);
}
