#include "cli/text_table.h"

#include <algorithm>

namespace mou {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

void TextTable::column(std::string title, Align align) {
  columns_.push_back({std::move(title), align});
}

void TextTable::row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

void TextTable::rule() {
  rows_.emplace_back();
}

namespace {

// Not narrower, whatever the line.
constexpr std::size_t narrowest_column = 30;

// Lines of whole words; a word that is too long has a line of its own.
std::vector<std::string> broken(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (!lines.back().empty() && width_of(lines.back()) + 1 + width_of(word) > width) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::size_t TextTable::width_of_column(const std::vector<Row>& rows, std::size_t column) const {
  std::size_t width = 0;
  for (const Row& row : rows) width = row.empty() ? width : std::max(width, width_of(row[column]));
  return width == 0 ? 0 : std::max(width, width_of(columns_[column].title));
}

std::vector<TextTable::Row> TextTable::rows_with_last_column_broken() const {
  if (line_width_ == 0 || columns_.empty()) return rows_;
  std::size_t before = 0;
  for (std::size_t i = 0; i + 1 < columns_.size(); ++i) {
    const std::size_t width = width_of_column(rows_, i);
    before += width == 0 ? 0 : width + 2;
  }
  const std::size_t width = std::max(line_width_ - std::min(line_width_, before), narrowest_column);
  std::vector<Row> rows;
  for (const Row& row : rows_) {
    if (row.empty() || width_of(row.back()) <= width) {
      rows.push_back(row);
      continue;
    }
    Row next = row;
    for (std::string& line : broken(row.back(), width)) {
      next.back() = std::move(line);
      rows.push_back(next);
      next.assign(row.size(), "");
    }
  }
  return rows;
}

std::string TextTable::text(bool bold, std::size_t indent) const {
  const std::vector<Row> rows = rows_with_last_column_broken();
  std::vector<std::size_t> widths;
  std::size_t all = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    widths.push_back(width_of_column(rows, i));
    if (widths[i] > 0) all += widths[i] + (all == 0 ? 0 : 2);
  }
  const std::string margin(indent, ' ');
  const std::string across = margin + std::string(all, '-') + "\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string out = margin;
    bool first = true;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] == 0) continue;
      if (!first) out += "  ";
      first = false;
      const std::string blanks(widths[i] - width_of(cells[i]), ' ');
      out += columns_[i].align == Align::right ? blanks + cells[i] : cells[i] + blanks;
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out + "\n";
  };
  std::vector<std::string> titles;
  for (const Column& column : columns_) titles.push_back(column.title);
  std::string out;
  const bool has_titles = std::any_of(titles.begin(), titles.end(), [](const auto& title) { return !title.empty(); });
  if (has_titles) {
    const std::string head = line(titles);
    out += bold ? "\x1b[1m" + head.substr(0, head.size() - 1) + "\x1b[0m\n" : head;
    out += across;
  }
  for (const auto& row : rows) out += row.empty() ? across : line(row);
  return out;
}

}  // namespace mou
