// How much more two threads compute than one: the workload in columns, each thread with an evaluator of its own, by the
// clock on the wall. They take turns; ends with 1 when two threads make less than is promised.
//
//   threads_bench [ROWS]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "bench/seiu_pay/columnar.h"
#include "bench/seiu_pay/contender.h"
#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/generate.h"

namespace mou::bench {
namespace {

constexpr int rounds = 15;
// Goes of each thread in a round, so that beginning a thread is nothing beside them.
constexpr int goes = 10;
constexpr double promised = 1.8;

double seconds(const std::vector<std::unique_ptr<Contender>>& contenders) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (const auto& contender : contenders) {
    threads.emplace_back([&contender] {
      for (int i = 0; i < goes; ++i) contender->run();
    });
  }
  for (std::thread& thread : threads) thread.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int bench(std::size_t rows) {
  Program program = program_of(workload_text());
  if (!program.graph) return 1;
  const FactColumns facts = generate(rows);
  const auto make = [&](std::size_t count) {
    std::vector<std::unique_ptr<Contender>> made;
    for (std::size_t i = 0; i < count; ++i) {
      made.push_back(
          make_columnar(program, workload_figures(*program.graph), facts, widest_instructions(), Output::stream));
    }
    return made;
  };
  const auto one = make(1);
  const auto two = make(2);
  double of_one = seconds(one);
  double of_two = seconds(two);
  for (int round = 1; round < rounds; ++round) {
    of_one = std::min(of_one, seconds(one));
    of_two = std::min(of_two, seconds(two));
  }
  const double done = static_cast<double>(rows) * goes / 1e6;
  const double gain = 2 * of_one / of_two;
  fmt::print("one thread  {:6.1f} M rows/s\ntwo threads {:6.1f} M rows/s, {:.2f} times one  (promised: {:.1f})\n",
             done / of_one, 2 * done / of_two, gain, promised);
  return gain < promised ? 1 : 0;
}

}  // namespace
}  // namespace mou::bench

int main(int count, char** arguments) {
  const long rows = count > 1 ? std::atol(arguments[1]) : 200'000;
  if (rows < 1) {
    fmt::print("threads_bench [ROWS]\n");
    return 2;
  }
  return mou::bench::bench(static_cast<std::size_t>(rows));
}
