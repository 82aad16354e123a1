// A table for people: columns as wide as they need, amounts to the right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mou {

class TextTable {
 public:
  enum class Align { left, right };

  // A column without any text is left out of the table.
  void column(std::string title, Align align = Align::left);
  void row(std::vector<std::string> cells);
  // Cells of the last column are broken between words, so that lines are no wider than this if they can be.
  void break_last_column_at(std::size_t line_width) { line_width_ = line_width; }
  // A line across, before the next row.
  void rule();
  // The lines of the table, each indented; `bold` makes the titles stand out on a terminal.
  std::string text(bool bold, std::size_t indent = 0) const;

 private:
  struct Column {
    std::string title;
    Align align;
  };
  std::vector<Column> columns_;
  using Row = std::vector<std::string>;

  // 0 where no row has text in the column.
  std::size_t width_of_column(const std::vector<Row>& rows, std::size_t column) const;
  std::vector<Row> rows_with_last_column_broken() const;

  // An empty row is a line across.
  std::vector<Row> rows_;
  // 0: as wide as they are.
  std::size_t line_width_ = 0;
};

// How many columns of a terminal a text takes: its characters, as far as we know them to be one wide.
std::size_t width_of(std::string_view text);

}  // namespace mou
