// seiu_pay_facts ROWS FOLDER: writes the workload's facts into the folder, to be read with `--facts FOLDER`.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include "bench/seiu_pay/generate.h"
#include "bench/seiu_pay/roster.h"

namespace mou::bench {
namespace {

std::optional<std::size_t> row_count(const char* text) {
  std::size_t rows = 0;
  const char* end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, rows);
  return error == std::errc() && stop == end ? std::optional(rows) : std::nullopt;
}

// Batch by batch, so that memory does not grow with the rows.
bool write_roster(const std::filesystem::path& path, std::size_t rows) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  Generator generator;
  FactColumns facts(fact_count, batch_rows);
  std::string csv;
  append_heading(csv);
  for (std::size_t done = 0; done < rows && file; done += batch_rows) {
    const std::size_t count = std::min(batch_rows, rows - done);
    generator.fill(facts, 0, count);
    append_rows(csv, facts, count, done);
    file << csv;
    csv.clear();
  }
  file << csv;
  file.close();
  return static_cast<bool>(file);
}

}  // namespace
}  // namespace mou::bench

int main(int count, char** arguments) {
  const auto rows = count == 3 ? mou::bench::row_count(arguments[1]) : std::nullopt;
  if (!rows) {
    std::fputs("usage: seiu_pay_facts ROWS FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[2];
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::filesystem::path roster = folder / "roster.csv";
  if (!mou::bench::write_roster(roster, *rows)) {
    std::fprintf(stderr, "%s cannot be written\n", roster.string().c_str());
    return 1;
  }
  return 0;
}
