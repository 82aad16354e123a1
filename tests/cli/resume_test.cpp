// A report that was interrupted and taken up is the report that was not.
#include "cli/resume.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/run.h"
#include "cli/console.h"
#include "cli/report_writers.h"
#include "tests/contract/payroll.h"

namespace mou {
namespace {

namespace fs = std::filesystem;

// Ends the program, as a signal does that nobody can catch, some values after so many employees have been reached.
class EndsTheProgram : public NotedReport {
 public:
  EndsTheProgram(ReportWriter& writer, const std::string& report, std::uint64_t after)
      : NotedReport(writer, Notes(report, "this run", {}, {})), after_(after) {}

  bool cell(const Cell& cell) override {
    if (reached_ && ++cells_ == 1000) ::_exit(0);
    return NotedReport::cell(cell);
  }
  void reached(std::uint64_t employees, const RunSummary& so_far) override {
    NotedReport::reached(employees, so_far);
    reached_ = employees >= after_;
  }

 private:
  std::uint64_t after_;
  std::size_t cells_ = 0;
  bool reached_ = false;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The rows of all tables of a database.
std::string rows_of_database(const fs::path& path) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  std::string rows;
  const auto add = [](void* text, int count, char** values, char**) {
    for (int i = 0; i < count; ++i) *static_cast<std::string*>(text) += fmt::format("{}|", values[i] ? values[i] : "-");
    *static_cast<std::string*>(text) += "\n";
    return 0;
  };
  for (const char* table : {"manifest", "lines", "clauses", "cells", "findings", "orders", "faults", "hours_lost"}) {
    const std::string query = fmt::format("SELECT rowid, * FROM {}", table);
    EXPECT_EQ(sqlite3_exec(database, query.c_str(), add, &rows, nullptr), SQLITE_OK);
  }
  sqlite3_close(database);
  return rows;
}

class Resumed : public ::testing::TestWithParam<const char*> {
 protected:
  Resumed() : payroll_(general_unit_program(), sample_unit_facts(), day("2019-03-10"), day("2019-04-06")) {
    request_.from = day("2019-03-10");
    request_.to = day("2019-04-06");
    request_.at_once = 64;
    request_.lines = usual_lines(payroll_.graph(), {}, request_.from, request_.to);
    folder_ = fs::temp_directory_path() / fmt::format("mou-resumed-{}-{}", ::getpid(), GetParam());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "whole");
    fs::create_directories(folder_ / "parted");
  }
  ~Resumed() override { fs::remove_all(folder_); }

  std::unique_ptr<ReportWriter> writer(const fs::path& path) {
    const std::string format = GetParam();
    const ReportContext context{payroll_.graph(), request_, manifest_, path, ""};
    if (format == "json") return json_writer(context, console_);
    if (format == "jsonl") return json_lines_writer(context, console_);
    if (format == "sqlite") return sqlite_writer(context);
    return csv_writer(context, console_);
  }

  bool go_on(ReportWriter& writer, const ReportNote& note) {
    const auto reached = take_up(writer, note);
    if (!reached) return false;
    request_.reported = reached->summary;
    request_.reported_employees = reached->employees;
    return true;
  }

  void expect_same_files() {
    std::size_t files = 0;
    for (const auto& file : fs::directory_iterator(folder_ / "whole")) {
      ++files;
      const fs::path other = folder_ / "parted" / file.path().filename();
      if (file.path().extension() == ".sqlite") {
        EXPECT_TRUE(rows_of_database(other) == rows_of_database(file.path()));
      } else {
        EXPECT_TRUE(bytes_of(other) == bytes_of(file.path())) << other;
      }
    }
    EXPECT_GT(files, 0U);
    EXPECT_EQ(static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_ / "parted"), {})), files);
  }

  Payroll payroll_;
  RunRequest request_;
  Manifest manifest_;
  Console console_;
  fs::path folder_;
};

TEST_P(Resumed, IsTheReportThatWasNotInterrupted) {
  const std::string name = fmt::format("pay.{}", GetParam());
  const auto whole = writer(folder_ / "whole" / name);
  ASSERT_EQ(whole->open(), "");
  const RunSummary all = run(payroll_.graph(), payroll_.facts(), request_, *whole, {});
  ASSERT_EQ(whole->close(all), "");

  const fs::path parted = folder_ / "parted" / name;
  // Interrupted twice: the second time a run that was taken up itself.
  for (const std::uint64_t after : {128U, 256U}) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const auto begun = writer(parted);
      const auto note = read_note(parted);
      if (note ? !go_on(*begun, *note) : !begun->open().empty()) ::_exit(1);
      EndsTheProgram sink(*begun, parted, after);
      run(payroll_.graph(), payroll_.facts(), request_, sink, {});
      ::_exit(2);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(WEXITSTATUS(status), 0);
    ASSERT_FALSE(fs::exists(parted));
  }

  const auto note = read_note(parted);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->report_id, "this run");
  const auto taken_up = writer(parted);
  ASSERT_TRUE(go_on(*taken_up, *note));
  EXPECT_EQ(request_.reported_employees, 256U);
  const RunSummary rest = run(payroll_.graph(), payroll_.facts(), request_, *taken_up, {});
  ASSERT_EQ(taken_up->close(rest), "");
  remove_note(parted);
  EXPECT_EQ(rest.employees, all.employees);
  EXPECT_EQ(rest.cells, all.cells);
  EXPECT_EQ(rest.faults, all.faults);
  EXPECT_EQ(rest.findings, all.findings);
  EXPECT_EQ(rest.losses, all.losses);
  EXPECT_EQ(rest.ranked, all.ranked);
  expect_same_files();
}

// A note that somebody wrote, or half of one, is none.
TEST_P(Resumed, DoesNotFollowAStrangeNote) {
  const fs::path path = folder_ / "parted" / fmt::format("pay.{}", GetParam());
  const auto write = [&](const std::string& text) { std::ofstream(path.string() + ".resume") << text; };
  EXPECT_FALSE(read_note(path));
  write("{\"report_id\": \"");
  EXPECT_FALSE(read_note(path));
  write("[]");
  EXPECT_FALSE(read_note(path));
  for (const char* mark :
       {"", "7", "{}", R"({"suffix":"../../","rows":{}})", R"({"file":{"suffix":"abcdef","size":9}})"}) {
    const ReportNote note{"this run", text_of(RunReached{}), mark};
    EXPECT_FALSE(take_up(*writer(path), note)) << mark;
    EXPECT_FALSE(take_up(*writer(path), {"this run", mark, mark})) << mark;
    EXPECT_FALSE(wide_reached({"this run", mark, mark})) << mark;
  }
  remove_note(path);
  EXPECT_TRUE(fs::is_empty(folder_ / "parted"));
}

INSTANTIATE_TEST_SUITE_P(Formats, Resumed, ::testing::Values("csv", "json", "jsonl", "sqlite"),
                         [](const auto& format) { return std::string(format.param); });

// How far a long run has come, in words.
TEST(ProgressText, SaysRateAndTimeLeft) {
  using std::chrono::milliseconds;
  EXPECT_EQ(progress_text({0, 2000, "employees"}, milliseconds(1000)),
            "..............................   0%  0 of 2,000 employees");
  EXPECT_EQ(progress_text({1000, 2000, "employees"}, milliseconds(2000)),
            "###############...............  50%  1,000 of 2,000 employees, 500 a second, 2 s left");
  EXPECT_EQ(progress_text({10, 10000, "employees"}, milliseconds(10000)),
            "..............................   0%  10 of 10,000 employees, 1 a second, 2 h 46 min left");
  EXPECT_EQ(progress_text({10, 110, "employees"}, milliseconds(10000)),
            "##............................   9%  10 of 110 employees, 1 a second, 1 min 40 s left");
}

}  // namespace
}  // namespace mou
