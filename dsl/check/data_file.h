// The rows of a table that is kept in a file of its own: first the keys, then the value.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mou {

// Reads a data file that the source names; nothing when it cannot be read.
using ReadTable = std::function<std::optional<std::string>(std::uint32_t source, const std::string& name)>;

struct DataRow {
  // In the file, the heading being row 1.
  int number = 0;
  std::vector<std::string> fields;
};

// Without the heading and empty lines.
std::vector<DataRow> data_rows(const std::string& text);

}  // namespace mou
