#include "tests/text_of.h"

#include <fstream>
#include <iterator>

namespace mou {

namespace fs = std::filesystem;

std::optional<std::string> text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || fs::is_directory(path)) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string project_text(const std::string& path) {
  return text_of(fs::path(MOU_SOURCE_DIR) / path).value_or("");
}

}  // namespace mou
