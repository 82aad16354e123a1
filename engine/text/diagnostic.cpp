#include "engine/text/diagnostic.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace mou {

namespace {

struct CodeEntry {
  Code code;
  std::string_view text;
  Severity severity;
  std::string_view title;
};

constexpr CodeEntry entries[] = {
#define MOU_DIAGNOSTIC(name, code, severity, title) {Code::name, code, Severity::severity, title},
#include "engine/text/diagnostics.def"
};

const CodeEntry& entry(Code code) {
  return entries[static_cast<std::size_t>(code)];
}

// Entries without a place in a text keep the order in which they were found, after all others.
std::tuple<std::uint32_t, std::uint32_t, std::uint32_t> place(const Diagnostic& diagnostic) {
  const Span at = diagnostic.at;
  return at.known() ? std::tuple(at.file, at.begin, at.end) : std::tuple(Span::no_file, 0U, 0U);
}

}  // namespace

std::string_view code_text(Code code) {
  return entry(code).text;
}

std::string_view code_title(Code code) {
  return entry(code).title;
}

Severity code_severity(Code code) {
  return entry(code).severity;
}

std::vector<Code> all_codes() {
  std::vector<Code> codes;
  for (const CodeEntry& known : entries) codes.push_back(known.code);
  return codes;
}

Diagnostic& Diagnostics::add(Code code, Span at, std::string message) {
  Diagnostic& diagnostic = list_.emplace_back();
  diagnostic.code = code;
  diagnostic.at = at;
  diagnostic.message = std::move(message);
  return diagnostic;
}

Diagnostic& Diagnostics::add_at(Code code, std::string where, std::string message) {
  Diagnostic& diagnostic = add(code, Span{}, std::move(message));
  diagnostic.where = std::move(where);
  return diagnostic;
}

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(),
                     [](const Diagnostic& found) { return code_severity(found.code) == Severity::error; });
}

void Diagnostics::sort() {
  std::set<std::tuple<Code, std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::string, std::string>> seen;
  std::erase_if(list_, [&](const Diagnostic& found) {
    return !seen.emplace(found.code, place(found), found.where, found.message).second;
  });
  std::stable_sort(list_.begin(), list_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
}

}  // namespace mou
