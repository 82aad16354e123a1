#include "engine/facts/findings.h"

namespace mou {

void Findings::add(Code code, std::uint64_t row, const std::string& column, std::string message, std::string help) {
  if (full()) return;
  std::string where = source_;
  if (row > 0) where += ", row " + std::to_string(row);
  if (!column.empty()) where += ", column " + column;
  diagnostics_.add_at(code, where, std::move(message)).help = std::move(help);
  ++count_;
  if (code_severity(code) == Severity::error) ++errors_;
  if (!full()) return;
  diagnostics_
      .add_at(Code::facts_more, source_,
              "and more: `" + source_ + "` was not read further after " + std::to_string(most) + " findings")
      .help = "put these right, then look again";
  ++errors_;
}

}  // namespace mou
