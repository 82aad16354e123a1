#include "cli/near_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string_view>
#include <vector>

#include "engine/text/diagnostic.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

// The names of the contracts in the folder, in order.
std::set<std::string> contracts_in(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".mou") names.insert(it->path().filename().string());
  }
  return names;
}

}  // namespace

std::string unread_help(const std::string& path, const std::string& otherwise) {
  std::error_code error;
  const fs::path wanted(path);
  if (fs::is_directory(wanted, error)) {
    const std::set<std::string> names = contracts_in(wanted);
    if (names.empty()) return otherwise;
    return fmt::format("name a file in it, such as `{}`", (wanted / *names.begin()).string());
  }
  if (fs::exists(wanted, error)) return otherwise;
  const fs::path folder = wanted.parent_path();
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    return fmt::format("there is no folder `{}`", folder.string());
  }
  const std::set<std::string> names = contracts_in(folder.empty() ? "." : folder);
  const std::string name = wanted.filename().string();
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string_view near = names.contains(name + ".mou") ? *names.find(name + ".mou") : nearest(name, known);
  return near.empty() ? otherwise : fmt::format("did you mean `{}`?", (folder / near).string());
}

}  // namespace mou
