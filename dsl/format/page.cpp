#include "dsl/format/page.h"

#include <algorithm>

#include "dsl/format/phrases.h"

namespace mou {
namespace {

// Characters, not bytes.
std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// A comment and how it stood in the source.
struct Placed {
  const ast::Comment* comment;
  // Nothing but blanks before it on its line.
  bool own_line;
  bool at_margin;
  bool after_blank_line;
};

// Whether the blanks directly before `offset` hold an empty line.
bool blank_line_before(std::string_view source, std::uint32_t offset) {
  int ends = 0;
  for (std::size_t i = offset; i > 0 && blank(source[i - 1]); --i) ends += source[i - 1] == '\n' ? 1 : 0;
  return ends >= 2;
}

Placed placed(std::string_view source, const ast::Comment& comment) {
  std::size_t line = comment.offset;
  while (line > 0 && source[line - 1] != '\n') --line;
  const std::string_view before = source.substr(line, comment.offset - line);
  return {&comment, std::all_of(before.begin(), before.end(), blank), before.empty(),
          blank_line_before(source, comment.offset)};
}

// A part of a phrase that is not broken, and how many parentheses are open before it.
struct Piece {
  std::string_view words;
  int depth;
};

std::vector<Piece> pieces(std::string_view phrase) {
  std::vector<Piece> all{{{}, 0}};
  std::size_t begin = 0;
  int depth = 0;
  bool in_quotes = false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (phrase[i] == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (phrase[i] == '(') ++depth;
    if (phrase[i] == ')') --depth;
    if (phrase[i] != soft_blank) continue;
    all.back().words = phrase.substr(begin, i - begin);
    all.push_back({{}, depth});
    begin = i + 1;
  }
  all.back().words = phrase.substr(begin);
  return all;
}

// How many pieces go on a line with so much room: as many as fit, but a line is rather broken outside parentheses.
std::size_t pieces_for(const std::vector<Piece>& all, std::size_t room) {
  std::size_t used = length(all.front().words);
  std::size_t fit = 1;
  while (fit < all.size() && used + 1 + length(all[fit].words) <= room) used += 1 + length(all[fit++].words);
  if (fit == all.size()) return fit;
  std::size_t best = fit;
  for (std::size_t i = fit; i > 0; --i) {
    if (all[i].depth < all[best].depth) best = i;
  }
  return best;
}

// The text as it grows, a line at a time.
class Writer {
 public:
  void line(std::size_t indent, std::string_view words) {
    out.append(indent, ' ');
    out += words;
    out += '\n';
  }
  void blank_line() {
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
  }
  std::string out;
};

}  // namespace

bool Page::fits(std::size_t indent, std::string_view phrase) {
  return indent + length(phrase) <= width;
}

void Page::put(std::size_t indent, std::uint32_t offset, std::string_view phrase, std::size_t hanging) {
  if (!lines_.empty()) offset = std::max(offset, lines_.back().offset);
  std::vector<Piece> rest = pieces(phrase);
  std::size_t room = indent;
  while (true) {
    const std::size_t count = pieces_for(rest, width - std::min(room, width));
    std::string line;
    for (std::size_t i = 0; i < count; ++i) line.append(i == 0 ? "" : " ").append(rest[i].words);
    lines_.push_back({room, std::move(line), offset, next_starts_, next_is_heading_});
    next_starts_ = next_is_heading_ = false;
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
    if (rest.empty()) return;
    room = indent + hanging;
  }
}

std::string Page::text(std::string_view source, const std::vector<ast::Comment>& comments) const {
  std::vector<Placed> own;
  std::vector<std::string> trailing(lines_.size());
  for (const ast::Comment& each : comments) {
    Placed comment = placed(source, each);
    const auto after = std::upper_bound(lines_.begin(), lines_.end(), each.offset,
                                        [](std::uint32_t offset, const Line& line) { return offset < line.offset; });
    const auto index = static_cast<std::size_t>(after - lines_.begin());
    if (!comment.own_line && index > 0 && trailing[index - 1].empty()) {
      trailing[index - 1] = each.text;
    } else {
      own.push_back(comment);
    }
  }
  Writer writer;
  std::size_t next = 0;
  const auto write_comment = [&](std::size_t indent, bool force_blank) {
    if (own[next].after_blank_line || force_blank) writer.blank_line();
    writer.line(indent, own[next].comment->text);
    ++next;
  };
  const auto stands_before = [&](const Line& line) {
    return next < own.size() && own[next].comment->offset < line.offset;
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    bool needs_blank = line.heading;
    while (stands_before(line)) {
      const bool below_previous = line.heading && !own[next].at_margin && needs_blank;
      write_comment(below_previous ? 2 : line.indent, needs_blank && !below_previous);
      if (!below_previous) needs_blank = false;
    }
    if (needs_blank || (line.starts && blank_line_before(source, line.offset))) writer.blank_line();
    writer.line(line.indent, trailing[i].empty() ? line.words : line.words + "  " + trailing[i]);
  }
  while (next < own.size()) write_comment(own[next].at_margin ? 0 : 2, false);
  return std::move(writer.out);
}

}  // namespace mou
