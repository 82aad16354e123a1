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

std::string TextTable::text(bool bold, std::size_t indent) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::size_t all = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) continue;
    widths[i] = std::max(widths[i], width_of(columns_[i].title));
    all += widths[i] + (all == 0 ? 0 : 2);
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
  for (const auto& row : rows_) out += row.empty() ? across : line(row);
  return out;
}

}  // namespace mou
