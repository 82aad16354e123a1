// Cells of a row of a table, by column. A column without one is an empty cell.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mou::sample {

using Cells = std::vector<std::pair<std::string_view, std::string>>;

// Puts a cell in place of what the column has. Columns are named by texts that stay.
void put(Cells& cells, std::string_view column, std::string text);
// Null where the column has none.
const std::string* find(const Cells& cells, std::string_view column);

// Hundredths as a decimal without needless zeros: 975 is 9.75, 1000 is 10.
std::string hundredths(int value);
// Cents as dollars: 97500 is 975.00.
std::string cents(int value);
// A line of a table, with its end.
std::string table_line(const std::vector<std::string>& fields);

}  // namespace mou::sample
