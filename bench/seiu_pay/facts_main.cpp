// seiu_pay_facts ROWS FOLDER: writes the workload's facts into the folder, to be read with `--facts FOLDER`.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>

#include "bench/seiu_pay/roster.h"

namespace mou::bench {
namespace {

std::optional<std::size_t> row_count(const char* text) {
  std::size_t rows = 0;
  const char* end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, rows);
  return error == std::errc() && stop == end ? std::optional(rows) : std::nullopt;
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
  if (!mou::bench::write_roster(roster.string(), *rows)) {
    std::fprintf(stderr, "%s cannot be written\n", roster.string().c_str());
    return 1;
  }
  return 0;
}
