// How many employees a second: the hand-written code, and what runs the contract, over the same made-up facts. They
// take turns in rounds, and every cell is compared. Ends with 1 when a cell differs.
//
// seiu_pay_bench [--rows N] [--rounds N] [--reference-rows N] [--only WORD]
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "bench/seiu_pay/columnar.h"
#include "bench/seiu_pay/contender.h"
#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/turns.h"

namespace mou::bench {
namespace {

struct Request {
  std::size_t rows = 200'000;
  std::size_t rounds = 11;
  // The reference evaluator takes the first of them.
  std::size_t reference_rows = 2'000;
  // Only the contenders whose names hold this.
  std::string only;
};

std::optional<Request> request_of(const std::vector<std::string>& words) {
  Request request;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (i + 1 == words.size()) return std::nullopt;
    const std::string& value = words[i + 1];
    if (words[i] == "--only") {
      request.only = value;
      continue;
    }
    std::size_t* number = words[i] == "--rows"             ? &request.rows
                          : words[i] == "--rounds"         ? &request.rounds
                          : words[i] == "--reference-rows" ? &request.reference_rows
                                                           : nullptr;
    if (number == nullptr) return std::nullopt;
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), *number);
    if (error != std::errc() || stop != value.data() + value.size() || *number == 0) return std::nullopt;
  }
  return request;
}

// Everything that takes turns, in the order of the table. A new engine is added here.
std::vector<std::unique_ptr<Contender>> contenders_for(const Request& request, Program& program,
                                                       const FactColumns& facts) {
  std::vector<std::unique_ptr<Contender>> all;
  for (const Output output : {Output::stream, Output::store}) {
    all.push_back(make_scalar(facts, output));
    for (const Vectors vectors : {Vectors::sse2, Vectors::avx2}) {
      if (supported(vectors)) all.push_back(make_fused(facts, vectors, output));
    }
  }
  for (const Output output : {Output::stream, Output::store}) {
    for (const Instructions set : {Instructions::sse2, Instructions::avx2, Instructions::avx512}) {
      if (has(set)) all.push_back(make_columnar(program, workload_figures(*program.graph), facts, set, output));
    }
  }
  all.push_back(make_reference(program, workload_figures(*program.graph), facts, request.reference_rows));
  std::erase_if(all, [&](const auto& contender) { return contender->name().find(request.only) == std::string::npos; });
  return all;
}

// What the sums of all cells must be, where they are known.
std::optional<std::int64_t> known_checksum(std::size_t rows) {
  switch (rows) {
    case 1'000:
      return 2'102'795'836;
    case 200'000:
      return 422'603'690'277;
    case 2'000'000:
      return 4'229'293'711'318;
  }
  return std::nullopt;
}

bool print_checksum(const FactColumns& facts) {
  std::int64_t sum = 0;
  make_scalar(facts, Output::stream)->show([&](const Block& block) {
    for (const std::int64_t cell : block.cells) sum += cell;
  });
  const auto known = known_checksum(facts.rows());
  const bool right = !known || sum == *known;
  fmt::print("checksum {}{}\n\n", sum, !known ? "" : right ? ", as it must be" : ", which is WRONG");
  return right;
}

struct Result {
  Contender* contender = nullptr;
  double rows_per_second = 0;
  double best = 0;
};

// "0.84": how fast this is beside the fastest contender whose name starts so and that leaves its figures likewise.
std::string beside(const Result& result, std::string_view baseline, const std::vector<Result>& all) {
  double best = 0;
  for (const Result& other : all) {
    const bool same_output = other.contender->output() == result.contender->output();
    if (same_output && other.contender->name().starts_with(baseline)) best = std::max(best, other.rows_per_second);
  }
  return best > 0 ? fmt::format("{:.3g}", result.rows_per_second / best) : "-";
}

// Whether every cell is right.
bool print(const Result& result, const std::vector<Result>& all, const Expected& expected) {
  Contender& contender = *result.contender;
  const std::size_t differing = differing_cells(contender, contender.rows(), expected);
  fmt::print("{:<22} {:<7} {:>8.3f} M {:>8.3f} M {:>10.2f} {:>10} {:>10}  {}\n", contender.name(),
             output_name(contender.output()), result.rows_per_second / 1e6, result.best / 1e6,
             1e9 / result.rows_per_second, beside(result, "scalar", all), beside(result, "fused", all),
             differing == 0 ? "yes" : fmt::format("NO, {} cells differ", differing));
  return differing == 0;
}

int bench(const Request& request) {
  Program program = program_of(workload_text());
  if (!program.graph) {
    fmt::print("the contract has errors: mou check bench/seiu_pay/seiu_pay.mou\n");
    return 1;
  }
  const FactColumns facts = generate(request.rows);
  fmt::print("{} employees, {} figures each, {} rounds, one core of {}\n", facts.rows(), figure_count, request.rounds,
             processor_name());
  bool right = print_checksum(facts);
  const auto contenders = contenders_for(request, program, facts);
  const std::vector<Pace> paces = take_turns(contenders, static_cast<int>(request.rounds));
  std::vector<Result> results;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    const auto rows = static_cast<double>(contenders[i]->rows());
    results.push_back({contenders[i].get(), rows / paces[i].median, rows / paces[i].best});
  }
  const Expected expected = expected_of_scalar(facts);
  fmt::print("{:<22} {:<7} {:>10} {:>10} {:>10} {:>10} {:>10}  exact\n", "", "output", "rows/s", "best", "ns/row",
             "to scalar", "to fused");
  for (const Result& result : results) right = print(result, results, expected) && right;
  return right ? 0 : 1;
}

}  // namespace
}  // namespace mou::bench

int main(int count, char** arguments) {
  const auto request = mou::bench::request_of({arguments + 1, arguments + count});
  if (!request) {
    std::fputs("usage: seiu_pay_bench [--rows N] [--rounds N] [--reference-rows N] [--only WORD]\n", stderr);
    return 2;
  }
  return mou::bench::bench(*request);
}
