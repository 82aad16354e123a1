// Where the clauses of a contract stand in the text of its document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mou {

struct DocumentLine {
  // Where it begins in the document.
  std::uint32_t begin = 0;
  std::string_view text;
};

// The lines of a document. Text that was read from a scan may be one long line: that is parted before each number that
// a section may begin with.
std::vector<DocumentLine> lines_of_document(std::string_view text);

// The lines from a clause's heading to the next heading, or to an appendix or a schedule.
struct Passage {
  std::string number;
  std::size_t first = 0;
  std::size_t last = 0;
};

// The passages of clauses with these printed numbers, which are in the order of the document: "5" is headed by
// "ARTICLE 5, STANDBY" or "5. Standby", "5.1" by "5.1 Hours", "App.A" by "APPENDIX A". Each is looked for behind the
// one before it; a number that heads no line has no passage.
std::vector<Passage> passages_of(const std::vector<DocumentLine>& lines, const std::vector<std::string>& numbers);

}  // namespace mou
