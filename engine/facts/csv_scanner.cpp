#include "engine/facts/csv_scanner.h"

#include <algorithm>
#include <cstring>

namespace mou {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 18U;

// Length of the well-formed UTF-8 sequence at the start of `bytes`, which is not empty; 0 when there is none
// (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto continues = [&](std::size_t i) { return i < bytes.size() && (at(i) & 0xC0U) == 0x80U; };
  const unsigned char lead = at(0);
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return continues(1) ? 2 : 0;
  if (lead >= 0xE0U && lead <= 0xEFU) {
    if (!continues(1) || !continues(2)) return 0;
    if (lead == 0xE0U && at(1) < 0xA0U) return 0;
    if (lead == 0xEDU && at(1) > 0x9FU) return 0;
    return 3;
  }
  if (lead >= 0xF0U && lead <= 0xF4U) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    if (lead == 0xF0U && at(1) < 0x90U) return 0;
    if (lead == 0xF4U && at(1) > 0x8FU) return 0;
    return 4;
  }
  return 0;
}

// Whether all of eight bytes are from the blank to the tilde: most text is, and is told at once.
bool eight_are_printed(const char* bytes) {
  constexpr std::uint64_t each = 0x0101010101010101U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t not_ascii = word;
  const std::uint64_t above_tilde = (word & 0x7FU * each) + each;
  const std::uint64_t blank_or_above = (word & 0x7FU * each) + 0x60U * each;
  return ((not_ascii | above_tilde | ~blank_or_above) & 0x80U * each) == 0;
}

bool is_plain(unsigned char byte) {
  return (byte >= 0x20U && byte < 0x7FU) || byte == '\t' || byte == '\n' || byte == '\r';
}

}  // namespace

bool is_text(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    while (bytes.size() - i >= 8 && eight_are_printed(bytes.data() + i)) i += 8;
    if (i == bytes.size()) break;
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (is_plain(byte)) {
      ++i;
      continue;
    }
    if (byte < 0x80U) return false;
    const std::size_t length = sequence_length(bytes.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

CsvScanner::CsvScanner(std::FILE* file, Digest& digest) : file_(file), digest_(&digest) {
  buffer_.resize(longest_record + chunk);
}

CsvScanner::CsvScanner(std::string_view records, std::uint64_t before)
    : buffer_(records.begin(), records.end()), end_(records.size()), at_end_(true), started_(true), row_(before) {}

// Reads on; false at the end of the file.
bool CsvScanner::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const std::size_t room = std::min(chunk, buffer_.size() - end_);
  const std::size_t count = std::fread(buffer_.data() + end_, 1, room, file_);
  digest_->add({buffer_.data() + end_, count});
  end_ += count;
  if (count < room) {
    at_end_ = true;
    failed_ = std::ferror(file_) != 0;
  }
  return count > 0;
}

CsvScanner::Result CsvScanner::problem(std::string message, std::string help, bool fatal) {
  message_ = std::move(message);
  help_ = std::move(help);
  fatal_ = fatal;
  return Result::problem;
}

// Skips the byte order mark; false when the file is in another encoding.
bool CsvScanner::start() {
  started_ = true;
  fill();
  const std::string_view head(buffer_.data(), end_);
  if (head.starts_with("\xEF\xBB\xBF")) begin_ = 3;
  return !head.starts_with("\xFF\xFE") && !head.starts_with("\xFE\xFF");
}

// Finds the line end that is not inside quotes; `end` is the offset just behind it. False when the record is longer
// than any may be or a quote is left open at the end of the file.
bool CsvScanner::find_record_end(std::size_t& end) {
  std::size_t scanned = 0;
  bool quoted = false;
  for (;;) {
    const char* from = buffer_.data() + begin_ + scanned;
    const char* last = buffer_.data() + end_;
    const auto* newline = static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(last - from)));
    const char* stop = newline == nullptr ? last : newline + 1;
    if (std::count(from, stop, '"') % 2 != 0) quoted = !quoted;
    scanned += static_cast<std::size_t>(stop - from);
    if (scanned > longest_record) return false;
    if (newline != nullptr && !quoted) break;
    if (newline == nullptr && !fill()) {
      if (quoted) return false;
      break;
    }
  }
  end = begin_ + scanned;
  return true;
}

// Cuts one record, whose line end is already taken off, into fields; quoted fields are unquoted where they stand.
CsvScanner::Result CsvScanner::split(char* begin, char* end) {
  // Where quotes and line ends are mixed up nobody can say where the next row starts.
  const bool many_lines = std::memchr(begin, '\n', static_cast<std::size_t>(end - begin)) != nullptr;
  fields_.clear();
  char* at = begin;
  for (;;) {
    if (fields_.size() == most_fields) {
      return problem("more than " + std::to_string(most_fields) + " fields in one row: this is no table of facts", "",
                     true);
    }
    if (at != end && *at == '"') {
      char* out = ++at;
      char* const field = out;
      for (;;) {
        auto* quote = static_cast<char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        if (quote == nullptr) return problem("a quoted field is not closed", "write `\"` at its end", many_lines);
        std::memmove(out, at, static_cast<std::size_t>(quote - at));
        out += quote - at;
        at = quote + 1;
        if (at == end || *at != '"') break;
        *out++ = '"';
        ++at;
      }
      if (at != end && *at != ',') {
        return problem("text follows the closing quote of a field", "inside a quoted field a quote is written twice",
                       many_lines);
      }
      fields_.emplace_back(field, static_cast<std::size_t>(out - field));
    } else {
      auto* comma = static_cast<char*>(std::memchr(at, ',', static_cast<std::size_t>(end - at)));
      char* const stop = comma == nullptr ? end : comma;
      if (std::memchr(at, '"', static_cast<std::size_t>(stop - at)) != nullptr) {
        return problem("a quote stands inside a field that is not quoted",
                       "put the whole field in quotes and write the quote inside it twice", many_lines);
      }
      fields_.emplace_back(at, static_cast<std::size_t>(stop - at));
      at = stop;
    }
    if (at == end) return Result::record;
    ++at;
  }
}

CsvScanner::Result CsvScanner::next() {
  if (!started_ && !start()) {
    row_ = 1;
    return problem("the file is UTF-16, not UTF-8", "save it as `CSV UTF-8`", true);
  }
  if (begin_ == end_ && !fill()) {
    if (failed_) return problem("the file cannot be read to its end", "", true);
    return Result::end;
  }
  ++row_;
  std::size_t stop = 0;
  if (!find_record_end(stop)) {
    return at_end_ ? problem("a quote is opened and never closed", "close the quote, or write it twice", true)
                   : problem("the row is longer than 1 MB: this is no table of facts, or a quote is not closed",
                             "look at the quotes of this row and the one before", true);
  }
  if (failed_) return problem("the file cannot be read to its end", "", true);
  char* const begin = buffer_.data() + begin_;
  char* end = buffer_.data() + stop;
  begin_ = stop;
  if (end != begin && end[-1] == '\n') --end;
  if (end != begin && end[-1] == '\r') --end;
  const std::string_view record(begin, static_cast<std::size_t>(end - begin));
  if (!is_text(record)) return problem("the row is not UTF-8 text", "save the file as `CSV UTF-8`", false);
  if (record.find('\r') != std::string_view::npos && record.find('"') == std::string_view::npos) {
    return problem("the lines end with a carriage return alone", "save the file as `CSV UTF-8`", true);
  }
  return split(begin, end);
}

}  // namespace mou
