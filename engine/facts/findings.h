// The findings of one table of facts, with their places; a file of garbage stops after a few.
#pragma once

#include <cstdint>
#include <string>

#include "engine/text/diagnostic.h"

namespace mou {

class Findings {
 public:
  static constexpr int most = 20;

  // `source` is how the table is called in places: "time.csv".
  Findings(std::string source, Diagnostics& diagnostics) : source_(std::move(source)), diagnostics_(diagnostics) {}

  // Of the whole table; of a row (0: of none); of a cell.
  void add(Code code, std::uint64_t row, const std::string& column, std::string message, std::string help);
  // Enough was found: reading on would only repeat it.
  bool full() const { return count_ >= most; }
  bool any_errors() const { return errors_ > 0; }
  const std::string& source() const { return source_; }

 private:
  std::string source_;
  Diagnostics& diagnostics_;
  int count_ = 0;
  int errors_ = 0;
};

}  // namespace mou
