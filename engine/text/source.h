// Source files and places in them. A place is a byte range; lines and columns are derived when a person asks.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mou {

// A half-open range of bytes [begin, end) of one source file. `file` indexes `Sources`; no_file marks a place that is
// not in any text (a command line argument, a missing file).
struct Span {
  static constexpr std::uint32_t no_file = 0xffffffffU;

  std::uint32_t file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool known() const { return file != no_file; }
  friend bool operator==(const Span&, const Span&) = default;
};

// The smallest span that covers both; both must lie in the same file.
Span cover(Span first, Span last);

// A place as a person counts it: line and column from 1, the column in characters (UTF-8 code points).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The texts of one run. Paths are as the user wrote them. Text is kept as read, a UTF-8 byte order mark removed.
class Sources {
 public:
  std::uint32_t add(std::string path, std::string text);
  std::uint32_t size() const { return static_cast<std::uint32_t>(files_.size()); }
  const std::string& path(std::uint32_t file) const { return files_[file].path; }
  std::string_view text(std::uint32_t file) const { return files_[file].text; }
  std::string_view slice(Span span) const;
  Position position(std::uint32_t file, std::uint32_t offset) const;
  // The line (from 1) without its line end.
  std::string_view line(std::uint32_t file, std::uint32_t number) const;

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  std::deque<File> files_;
};

}  // namespace mou
