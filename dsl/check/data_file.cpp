#include "dsl/check/data_file.h"

#include <sstream>

namespace mou {

namespace {

// The fields of one line of a data file: commas apart, quotes around fields with commas, doubled quotes inside.
std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace

std::vector<DataRow> data_rows(const std::string& text) {
  std::vector<DataRow> rows;
  std::istringstream lines(text);
  std::string line;
  for (int row = 1; std::getline(lines, line); ++row) {
    if (row == 1 || line.empty() || line == "\r") continue;
    rows.push_back({row, fields_of(line)});
  }
  return rows;
}

}  // namespace mou
