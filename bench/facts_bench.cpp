// How fast facts are read: the roster of the workload (24 columns, an employee in each row) as CSV, whole and as a
// stream. Prints the best of the runs in rows a second of processor time, and the most memory that was held.
//
//   facts_bench [ROWS]
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>

#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/roster.h"
#include "engine/facts/fact_stream.h"
#include "engine/facts/read_facts.h"

namespace mou::bench {
namespace {

constexpr int runs = 3;
constexpr std::uint32_t employees_in_a_batch = 2048;

std::size_t read_stream(const std::string& folder, const Schema& schema, Texts& texts) {
  FactStream stream(folder, schema, texts, employees_in_a_batch);
  std::size_t employees = 0;
  while (const auto batch = stream.next()) employees += batch->facts.employees.size();
  return stream.diagnostics().has_errors() ? 0 : employees;
}

std::size_t read_whole(const std::string& folder, const Schema& schema, Texts& texts) {
  Diagnostics diagnostics;
  return read_facts(folder, schema, texts, diagnostics).employees.size();
}

bool measure(const char* name, std::size_t rows, const std::function<std::size_t()>& read) {
  double best = 0;
  for (int i = 0; i < runs; ++i) {
    const std::clock_t start = std::clock();
    if (read() != rows) return false;
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best = std::max(best, static_cast<double>(rows) / seconds);
  }
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  std::cout << name << ": " << static_cast<std::int64_t>(best / 1000) << " thousand rows a second, "
            << usage.ru_maxrss / 1024 << " MB at most\n";
  return true;
}

int measure_all(std::size_t rows) {
  const Program program = program_of(workload_text());
  if (!program.graph) return 2;
  std::string pattern = (std::filesystem::temp_directory_path() / "facts_bench_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 2;
  if (!write_roster(pattern + "/roster.csv", rows)) return 2;
  const Schema& schema = program.graph->schema;
  Texts texts;
  // The stream first: memory is the most that was ever held.
  const bool read = measure("as a stream", rows, [&] { return read_stream(pattern, schema, texts); }) &&
                    measure("whole", rows, [&] { return read_whole(pattern, schema, texts); });
  std::error_code ignored;
  std::filesystem::remove_all(pattern, ignored);
  return read ? 0 : 1;
}

}  // namespace
}  // namespace mou::bench

int main(int count, char** arguments) {
  const long rows = count > 1 ? std::atol(arguments[1]) : 500'000;
  if (rows < 1) {
    std::cerr << "usage: facts_bench [ROWS]\n";
    return 2;
  }
  return mou::bench::measure_all(static_cast<std::size_t>(rows));
}
