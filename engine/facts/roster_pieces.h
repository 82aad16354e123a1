// A roster's CSV file in pieces of whole records, for readers that work on one piece each: read once from beginning to
// end, with its digest, in memory that does not grow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/digest.h"

namespace mou {

// Records one after another; the buffer is used again.
struct RosterPiece {
  // With text_margin bytes before and behind the records.
  std::vector<char> buffer;
  std::size_t begin = 0;
  std::size_t end = 0;
  // Records of the file before these, the heading among them, and how many these are.
  std::uint64_t before = 0;
  std::uint64_t records = 0;

  // Ends with a line feed, which is put there where the file has none.
  std::string_view text() const { return {buffer.data() + begin, end - begin}; }
};

class RosterPieces {
 public:
  enum class Next {
    piece,
    end,
    // Not to be cut into pieces: a record is too long, or a quote not closed; or the file cannot be read to its end.
    refused,
  };

  // A piece has about so many records, and not many more than this many bytes.
  RosterPieces(std::size_t records, std::size_t bytes);

  // False where the file cannot be opened or its heading is not plain text.
  bool open(const std::string& path);
  const std::vector<std::string>& names() const { return names_; }
  Next next(RosterPiece& piece);
  // Once there are no more.
  std::string digest() { return digest_.text(); }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  bool take_heading();
  bool fill(RosterPiece& piece, std::size_t room);

  std::size_t records_;
  std::size_t bytes_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  Digest digest_;
  std::vector<std::string> names_;
  // What was read and belongs to the next piece.
  std::string left_;
  bool at_end_ = false;
  std::uint64_t before_ = 0;
  // Of the piece before, a record on average.
  std::size_t bytes_a_record_ = 0;
};

}  // namespace mou
