#include "bench/seiu_pay/turns.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <ctime>
#include <fstream>

namespace mou::bench {

namespace {

// What a turn takes at least.
constexpr double shortest_turn = 0.02;

}  // namespace

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::string processor_name() {
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

double median(std::vector<double> values) {
  assert(!values.empty());
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<Pace> take_turns(const std::vector<std::unique_ptr<Contender>>& contenders, int rounds) {
  std::vector<int> repetitions;
  for (const auto& contender : contenders) {
    contender->run();
    const double begin = processor_seconds();
    contender->run();
    const double once = std::max(processor_seconds() - begin, 1e-6);
    repetitions.push_back(std::max(1, static_cast<int>(std::ceil(shortest_turn / once))));
  }
  std::vector<std::vector<double>> seconds(contenders.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      const double begin = processor_seconds();
      for (int repetition = 0; repetition < repetitions[i]; ++repetition) contenders[i]->run();
      seconds[i].push_back((processor_seconds() - begin) / repetitions[i]);
    }
  }
  std::vector<Pace> paces;
  for (std::vector<double>& of_one : seconds) {
    const double best = *std::min_element(of_one.begin(), of_one.end());
    paces.push_back({median(std::move(of_one)), best});
  }
  return paces;
}

std::size_t differing_cells(Contender& contender, std::size_t rows, const Expected& expected) {
  std::size_t differing = 0;
  std::size_t compared = 0;
  contender.show([&](const Block& block) {
    if (compared == rows) return;
    assert(block.first == compared);
    const std::size_t count = std::min(block.rows, rows - compared);
    compared += count;
    const std::vector<std::int64_t> wanted = expected(block.first, count);
    assert(wanted.size() == count * block.figures);
    for (std::size_t i = 0; i < wanted.size(); ++i) differing += wanted[i] != block.cells[i] ? 1 : 0;
  });
  return differing + (rows - compared);
}

Expected expected_of_scalar(const FactColumns& facts) {
  return [&facts](std::size_t first, std::size_t rows) {
    const std::vector<FactRow> some = rows_of(facts, first, rows);
    std::vector<FigureRow> figures(rows);
    scalar_figures(some.data(), rows, figures.data());
    std::vector<std::int64_t> cells;
    for (const FigureRow& row : figures) cells.insert(cells.end(), row.begin(), row.end());
    return cells;
  };
}

Expected expected_of(Contender& contender) {
  std::vector<std::int64_t> cells;
  std::size_t figures = 0;
  contender.show([&](const Block& block) {
    figures = block.figures;
    cells.insert(cells.end(), block.cells.begin(), block.cells.end());
  });
  return [cells = std::move(cells), figures](std::size_t first, std::size_t rows) {
    const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(first * figures);
    return std::vector<std::int64_t>(begin, begin + static_cast<std::ptrdiff_t>(rows * figures));
  };
}

}  // namespace mou::bench
