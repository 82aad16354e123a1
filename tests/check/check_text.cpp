#include "tests/check/check_text.h"

#include "dsl/syntax/parse.h"

namespace mou::testing {

std::string CheckedText::rendered() const {
  std::string all;
  for (const Diagnostic& each : diagnostics.all()) all += (all.empty() ? "" : "\n") + render(each, sources, false);
  return all;
}

std::vector<std::string> CheckedText::codes() const {
  std::vector<std::string> codes;
  for (const Diagnostic& each : diagnostics.all()) codes.emplace_back(code_text(each.code));
  return codes;
}

bool CheckedText::has(const std::string& code) const {
  for (const Diagnostic& each : diagnostics.all()) {
    if (code_text(each.code) == code) return true;
  }
  return false;
}

CheckedText check_texts(const std::vector<std::pair<std::string, std::string>>& files) {
  CheckedText result;
  for (const auto& [path, text] : files) {
    const std::uint32_t source = result.sources.add(path, text);
    parse(result.sources, source, result.tree, result.diagnostics);
  }
  if (!result.tree.files.empty()) result.checked = check(result.tree, result.sources, result.diagnostics);
  result.diagnostics.sort();
  return result;
}

CheckedText check_text(const std::string& text) {
  return check_texts({{"test.mou", text}});
}

}  // namespace mou::testing
