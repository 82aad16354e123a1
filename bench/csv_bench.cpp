// From a roster in CSV to a wide table in CSV, the workload's 24 facts in and 25 figures out: rows a second, what takes
// the time, how much memory, and whether every cell is what the hand-written code computes. Ends with 1 when a promise
// is not kept.
//
// csv_bench [ROWS]
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "analysis/amount.h"
#include "analysis/wide_run.h"
#include "analysis/wide_worker.h"
#include "bench/seiu_pay/contract.h"
#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/roster.h"
#include "bench/seiu_pay/scalar.h"
#include "bench/seiu_pay/turns.h"

namespace mou::bench {
namespace {

constexpr int rounds = 5;
constexpr double promised_rows_a_second = 3e6;
constexpr double promised_megabytes = 200;
constexpr double promised_share_of_the_engine = 1.0 / 3;

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double most_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// A table in a file.
class FileSink : public WideSink {
 public:
  FileSink(const std::string& path, std::string heading)
      : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600)), heading_(std::move(heading)) {}
  ~FileSink() override { ::close(descriptor_); }

  bool can_begin_again() const override { return true; }
  void begin() override {
    sound_ = ::ftruncate(descriptor_, 0) == 0 && ::lseek(descriptor_, 0, SEEK_SET) == 0 && rows(heading_);
    problems_ = false;
  }
  bool rows(std::string_view csv) override {
    while (!csv.empty()) {
      const ssize_t written = ::write(descriptor_, csv.data(), csv.size());
      if (written < 0) return sound_ = false;
      csv.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  bool problems(std::string_view) override {
    problems_ = true;
    return true;
  }
  bool sound() const { return sound_ && !problems_; }

 private:
  int descriptor_;
  std::string heading_;
  bool sound_ = true;
  bool problems_ = false;
};

struct Workload {
  const Program& program;
  WideRequest request;
  std::string table;
};

struct Went {
  double wall = 0;
  double processor = 0;
  bool sound = false;
};

Went run_once(const Workload& workload) {
  FileSink sink(workload.table, wide_heading(workload.request.lines));
  const double wall = wall_seconds();
  const double processor = processor_seconds();
  const auto outcome = wide_run(*workload.program.graph, workload.request, sink);
  Went went{wall_seconds() - wall, processor_seconds() - processor, false};
  const auto* done = std::get_if<WideOutcome>(&outcome);
  went.sound = sink.sound() && done != nullptr && done->summary.reading == WideReading::pieces;
  return went;
}

// Processor time of each part, in one thread.
struct Shares {
  double reading = 0;
  double engine = 0;
  double text = 0;
  double file = 0;

  double all() const { return reading + engine + text + file; }
};

Shares shares(const Workload& workload) {
  const Graph& graph = *workload.program.graph;
  Shares parts;
  const WidePlan plan(graph, workload.request);
  const auto roster =
      PlainRoster::open(workload.request.facts, graph.schema, graph.texts, plan.employees_at_once(1), 1U << 22U);
  if (roster == nullptr) return parts;
  FileSink sink(workload.table, wide_heading(workload.request.lines));
  sink.begin();
  WideWorker worker(plan, roster->common());
  if (!worker.expect_pieces(roster->names())) return parts;
  RosterPiece piece;
  for (;;) {
    const double begin = processor_seconds();
    if (roster->next(piece) != RosterPieces::Next::piece || !worker.take_piece(piece)) return parts;
    const double read = processor_seconds();
    worker.compute();
    const double computed = processor_seconds();
    worker.write();
    const double written = processor_seconds();
    sink.rows(worker.rows());
    parts.reading += read - begin;
    parts.engine += computed - read;
    parts.text += written - computed;
    parts.file += processor_seconds() - written;
  }
}

// How many lines of the table are not what the hand-written code computes, in the words of the usual report.
std::size_t differing_rows(const Workload& workload, std::size_t rows) {
  const Graph& graph = *workload.program.graph;
  std::ifstream table(workload.table, std::ios::binary);
  std::string line;
  std::getline(table, line);
  std::size_t differing = line + "\n" == wide_heading(workload.request.lines) ? 0 : 1;
  Generator generator;
  FactColumns facts(fact_count, batch_rows);
  std::vector<FigureRow> figures(batch_rows);
  for (std::size_t done = 0; done < rows; done += batch_rows) {
    const std::size_t count = std::min(batch_rows, rows - done);
    generator.fill(facts, 0, count);
    scalar_figures(rows_of(facts, 0, count).data(), count, figures.data());
    for (std::size_t row = 0; row < count; ++row) {
      std::string expected = employee_number(done + row) + ",2024-06-17,2024-06-30";
      for (std::size_t figure = 0; figure < figure_count; ++figure) {
        const Rational value = Rational::ratio(figures[row][figure], figure_scale(static_cast<PayFigure>(figure)));
        expected += "," + exact_text(Value::of(value), workload.request.lines[figure].type, graph.texts);
      }
      differing += !std::getline(table, line) || line != expected ? 1 : 0;
    }
  }
  return differing + (std::getline(table, line) ? 1 : 0);
}

int bench(const std::string& folder, std::size_t rows) {
  const Program program = program_of(workload_text());
  if (!program.graph || !write_roster(folder + "/roster.csv", rows)) return 2;
  Workload workload{program, {}, folder + "/table.csv"};
  WideRequest& request = workload.request;
  request.facts = folder;
  request.from = request.to = *parse_date(workload_day);
  request.jobs = std::max(1U, std::thread::hardware_concurrency());
  auto lines = lines_named(*program.graph, {figure_names.begin(), figure_names.end()});
  if (std::holds_alternative<Refusal>(lines)) return 2;
  request.lines = std::get<std::vector<ReportLine>>(std::move(lines));

  Went best;
  for (int round = 0; round < rounds; ++round) {
    const Went went = run_once(workload);
    if (!went.sound) return 1;
    if (round == 0 || went.wall < best.wall) best = went;
  }
  const double memory = most_megabytes();
  const auto count = static_cast<double>(rows);
  const auto million = [&](double seconds) { return count / seconds / 1e6; };
  fmt::print("{} rows, {} facts, {} figures, {} threads, best of {} rounds\n", grouped(rows), fact_count, figure_count,
             request.jobs, rounds);
  fmt::print("rows a second            {:8.2f} M  (promised: {:.0f})\n", million(best.wall),
             promised_rows_a_second / 1e6);
  fmt::print("  of processor time      {:8.2f} M\n", million(best.processor));
  fmt::print("most memory held         {:8.0f} MB (promised: under {:.0f})\n", memory, promised_megabytes);
  const Shares parts = shares(workload);
  const double engine = parts.engine / parts.all();
  fmt::print("one thread, ns a row     {:8.0f}    reading {:.0f}, engine {:.0f}, text {:.0f}, file {:.0f}\n",
             parts.all() / count * 1e9, parts.reading / count * 1e9, parts.engine / count * 1e9,
             parts.text / count * 1e9, parts.file / count * 1e9);
  fmt::print("share of the engine      {:8.0f} %  (promised: under {:.0f})\n", engine * 100,
             promised_share_of_the_engine * 100);
  const std::size_t differing = differing_rows(workload, rows);
  fmt::print("exact                    {:>8}\n", differing == 0 ? "yes" : fmt::format("{} rows differ", differing));
  const bool kept = count / best.wall >= promised_rows_a_second && memory < promised_megabytes &&
                    engine < promised_share_of_the_engine && differing == 0;
  fmt::print("promise                  {:>8}\n", kept ? "kept" : "broken");
  return kept ? 0 : 1;
}

}  // namespace
}  // namespace mou::bench

int main(int count, char** arguments) {
  const long rows = count > 1 ? std::atol(arguments[1]) : 1'000'000;
  if (rows < 1 || count > 2) {
    fmt::print("csv_bench [ROWS]\n");
    return 2;
  }
  std::string folder = (std::filesystem::temp_directory_path() / "csv_bench_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 2;
  const int status = mou::bench::bench(folder, static_cast<std::size_t>(rows));
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return status;
}
