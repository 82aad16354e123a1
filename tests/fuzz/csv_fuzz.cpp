// CSV files: any bytes end in records or in a problem, and a record that is written back reads the same.
#include <cstdio>
#include <string>
#include <vector>

#include "engine/facts/csv_scanner.h"
#include "engine/facts/templates.h"
#include "tests/fuzz/fuzzer.h"
#include "tests/fuzz/require.h"

namespace {

using Record = std::vector<std::string>;

// The records before the first fatal problem.
std::vector<Record> scan(std::string bytes) {
  std::vector<Record> records;
  if (bytes.empty()) return records;
  std::FILE* file = fmemopen(bytes.data(), bytes.size(), "r");
  mou::Digest digest;
  mou::CsvScanner scanner(file, digest);
  for (;;) {
    const auto result = scanner.next();
    if (result == mou::CsvScanner::Result::end) break;
    if (result == mou::CsvScanner::Result::problem && scanner.fatal()) break;
    if (result == mou::CsvScanner::Result::problem) continue;
    records.emplace_back(scanner.fields().begin(), scanner.fields().end());
  }
  std::fclose(file);
  return records;
}

std::string written(const Record& record) {
  std::string line;
  for (std::size_t i = 0; i < record.size(); ++i) line += (i > 0 ? "," : "") + mou::csv_field(record[i]);
  return line + "\n";
}

}  // namespace

MOU_FUZZER(csv) {
  for (const Record& record : scan(std::string(input))) {
    for (const std::string& field : record) mou::require(mou::is_text(field));
    // The mark that a file may begin with is no part of a field there.
    if (record[0].starts_with("\xEF\xBB\xBF")) continue;
    mou::require(scan(written(record)) == std::vector<Record>{record});
  }
}
