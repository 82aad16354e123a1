#include "engine/facts/roster_pieces.h"

#include <algorithm>
#include <cstring>

#include "engine/facts/csv_scanner.h"
#include "engine/facts/plain_text.h"

namespace mou {

namespace {

// What is read to find the heading and how long a record is.
constexpr std::size_t first_read = std::size_t{1} << 16U;

struct Whole {
  std::size_t bytes = 0;
  std::uint64_t records = 0;
};

// The whole records at the beginning of a text with quotes: a line feed between quotes ends none.
Whole whole_among_quotes(std::string_view text) {
  Whole whole;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] != '\n' || quoted) continue;
    whole.bytes = i + 1;
    ++whole.records;
  }
  return whole;
}

Whole whole_records(std::string_view text) {
  if (text.find('"') != std::string_view::npos) return whole_among_quotes(text);
  const std::size_t last = text.rfind('\n');
  if (last == std::string_view::npos) return {};
  return {last + 1, count_lines(text.substr(0, last + 1))};
}

}  // namespace

RosterPieces::RosterPieces(std::size_t records, std::size_t bytes) : records_(records), bytes_(bytes) {}

bool RosterPieces::open(const std::string& path) {
  file_.reset(std::fopen(path.c_str(), "rb"));
  if (file_ == nullptr) return false;
  // What is read goes straight to its piece.
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  return take_heading();
}

bool RosterPieces::take_heading() {
  left_.resize(first_read);
  const std::size_t count = std::fread(left_.data(), 1, left_.size(), file_.get());
  if (std::ferror(file_.get()) != 0) return false;
  at_end_ = count < left_.size();
  left_.resize(count);
  digest_.add(left_);
  if (left_.starts_with("\xEF\xBB\xBF")) left_.erase(0, 3);
  const std::size_t newline = left_.find('\n');
  if (newline == std::string::npos) return false;
  std::string heading = left_.substr(0, newline + 1);
  if (!is_plain_text(heading)) return false;
  heading.pop_back();
  if (heading.ends_with('\r')) heading.pop_back();
  for (std::size_t begin = 0; begin <= heading.size();) {
    const std::size_t end = std::min(heading.find(',', begin), heading.size());
    names_.push_back(heading.substr(begin, end - begin));
    begin = end + 1;
  }
  left_.erase(0, newline + 1);
  before_ = 1;
  const std::size_t lines = count_lines(left_);
  bytes_a_record_ = lines == 0 ? left_.size() + 1 : left_.size() / lines + 1;
  return names_.size() <= CsvScanner::most_fields;
}

// Puts what is left and what there is room for into the piece.
bool RosterPieces::fill(RosterPiece& piece, std::size_t room) {
  room = std::max(room, left_.size());
  piece.buffer.resize(std::max(piece.buffer.size(), room + 2 * text_margin + 1));
  piece.begin = text_margin;
  char* to = piece.buffer.data() + piece.begin;
  if (!left_.empty()) std::memcpy(to, left_.data(), left_.size());
  std::size_t size = left_.size();
  if (!at_end_ && room > size) {
    const std::size_t count = std::fread(to + size, 1, room - size, file_.get());
    if (std::ferror(file_.get()) != 0) return false;
    digest_.add({to + size, count});
    at_end_ = count < room - size;
    size += count;
  }
  piece.end = piece.begin + size;
  return true;
}

RosterPieces::Next RosterPieces::next(RosterPiece& piece) {
  if (at_end_ && left_.empty()) return Next::end;
  std::size_t room = std::min(bytes_, records_ * bytes_a_record_);
  Whole whole;
  for (;;) {
    if (!fill(piece, room)) return Next::refused;
    if (piece.begin == piece.end) return Next::end;
    if (at_end_ && piece.text().back() != '\n') piece.buffer[piece.end++] = '\n';
    whole = whole_records(piece.text());
    if (whole.bytes > 0 || at_end_) break;
    // The first record has no end yet.
    left_.assign(piece.text());
    if (left_.size() > CsvScanner::longest_record) return Next::refused;
    room = 2 * left_.size();
  }
  const std::string_view text = piece.text();
  if (whole.bytes == 0) return Next::refused;
  left_.assign(text.substr(whole.bytes));
  piece.end = piece.begin + whole.bytes;
  piece.before = before_;
  piece.records = whole.records;
  before_ += whole.records;
  bytes_a_record_ = whole.bytes / whole.records + 1;
  return Next::piece;
}

}  // namespace mou
