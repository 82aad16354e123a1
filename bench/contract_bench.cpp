// How long `mou check` takes with the contract, from the start of the process to its end, examples and all; how long
// the sample unit's year takes on the reference evaluator, and how much memory: processor time, so that a busy machine
// disturbs it less. Ends with 1 when one of them is beyond what is promised.
//
// contract_bench [CONTRACT FACTS FROM TO]
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "analysis/lines.h"
#include "analysis/run.h"
#include "dsl/program.h"
#include "engine/facts/read_facts.h"

namespace mou {
namespace {

std::optional<std::string> text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

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
  RunRequest request;
  request.from = from;
  request.to = to;
  request.lines = usual_lines(*program.graph, {}, from, to);
  Nowhere sink;
  const RunSummary summary = run(*program.graph, facts, request, sink, {});
  const double run_seconds = processor_seconds() - read;
  fmt::print("reading of the facts     {:8.2f} s\n", read - begin);
  fmt::print("run, {:>3} employees       {:8.2f} s   (promised: under {:.0f})  {} cells\n", summary.employees,
             run_seconds, promised_run_seconds, summary.cells);
  fmt::print("peak memory              {:8.0f} MB  (promised: under {:.0f})\n", peak_megabytes(), promised_megabytes);
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
  return mou::bench(asked[0], asked[1], *from, *to);
}
