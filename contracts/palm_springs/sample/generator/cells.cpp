#include "contracts/palm_springs/sample/generator/cells.h"

#include <algorithm>

namespace mou::sample {

void put(Cells& cells, std::string_view column, std::string text) {
  const auto found = std::find_if(cells.begin(), cells.end(), [&](const auto& cell) { return cell.first == column; });
  if (found == cells.end()) {
    cells.emplace_back(column, std::move(text));
  } else {
    found->second = std::move(text);
  }
}

const std::string* find(const Cells& cells, std::string_view column) {
  const auto found = std::find_if(cells.begin(), cells.end(), [&](const auto& cell) { return cell.first == column; });
  return found == cells.end() ? nullptr : &found->second;
}

std::string hundredths(int value) {
  std::string text = std::to_string(value / 100);
  const int rest = value % 100;
  if (rest == 0) return text;
  text += "." + std::to_string(rest / 10);
  if (rest % 10 != 0) text += std::to_string(rest % 10);
  return text;
}

std::string cents(int value) {
  const int rest = value % 100;
  return std::to_string(value / 100) + "." + std::to_string(rest / 10) + std::to_string(rest % 10);
}

std::string table_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    line += fields[i].find(',') == std::string::npos ? fields[i] : "\"" + fields[i] + "\"";
  }
  return line + '\n';
}

}  // namespace mou::sample
