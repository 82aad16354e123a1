// Holds every #include line of the project against the two tables of docs/architecture.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace mou {

namespace {

namespace fs = std::filesystem;

// One row of a table: the back-quoted words of its first cell and of its second.
struct Row {
  std::string subject;
  std::vector<std::string> allowed;
};

struct Include {
  std::string file;
  int line;
  std::string header;
  // Written in quotes: a file of the project.
  bool own;
};

std::vector<std::string> quoted_words(const std::string& cell) {
  static const std::regex word("`([^`]+)`");
  std::vector<std::string> words;
  for (std::sregex_iterator at(cell.begin(), cell.end(), word); at != std::sregex_iterator(); ++at) {
    words.push_back((*at)[1]);
  }
  return words;
}

// The rows of the table under the heading.
std::vector<Row> table(const std::string& heading) {
  std::ifstream page(fs::path(MOU_SOURCE_DIR) / "docs" / "architecture.md");
  std::vector<Row> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("#")) inside = line == "## " + heading;
    if (!inside || !line.starts_with("| `")) continue;
    const std::size_t second = line.find('|', 1);
    rows.push_back({quoted_words(line.substr(0, second)).at(0), quoted_words(line.substr(second))});
  }
  return rows;
}

// Whether the path is the part itself or lies in it.
bool within(const std::string& path, const std::string& part) {
  return path.starts_with(part) && (path.size() == part.size() || part.back() == '/' || path[part.size()] == '/');
}

bool within_any(const std::string& path, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return within(path, part); });
}

// The row whose subject is the longest that fits.
const Row* row_of(const std::string& path, const std::vector<Row>& rows) {
  const Row* best = nullptr;
  for (const Row& row : rows) {
    const bool fits = within(path, row.subject);
    if (fits && (best == nullptr || row.subject.size() > best->subject.size())) best = &row;
  }
  return best;
}

std::vector<Include> includes() {
  static const std::regex include_line(R"re(\s*#\s*include\s*(["<])([^">]+)[">].*)re");
  std::vector<Include> found;
  for (const char* folder : {"grammar", "dsl", "engine", "analysis", "cli", "tests", "bench"}) {
    const fs::path top = fs::path(MOU_SOURCE_DIR) / folder;
    if (!fs::exists(top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".h" && extension != ".def") continue;
      const std::string file = fs::relative(entry.path(), MOU_SOURCE_DIR).generic_string();
      std::ifstream in(entry.path());
      int number = 0;
      for (std::string line; std::getline(in, line);) {
        ++number;
        std::smatch match;
        if (std::regex_match(line, match, include_line)) found.push_back({file, number, match[2], match[1] == "\""});
      }
    }
  }
  return found;
}

std::string place(const Include& include) {
  return include.file + ":" + std::to_string(include.line) + " includes " + include.header;
}

}  // namespace

TEST(Architecture, IncludesGoOneWay) {
  const std::vector<Row> layers = table("Layers");
  ASSERT_GE(layers.size(), 10U);
  int own = 0;
  for (const Include& include : includes()) {
    if (!include.own) continue;
    ++own;
    EXPECT_TRUE(fs::exists(fs::path(MOU_SOURCE_DIR) / include.header)) << place(include) << ", not a path from the top";
    const Row* from = row_of(include.file, layers);
    const Row* to = row_of(include.header, layers);
    ASSERT_TRUE(from != nullptr && to != nullptr) << place(include) << ", which the table does not know";
    const bool same_part = from == to || within(include.header, from->subject);
    EXPECT_TRUE(same_part || within_any(include.header, from->allowed)) << place(include);
  }
  EXPECT_GT(own, 20);
}

TEST(Architecture, HeavyHeadersStayWhereTheyAreNamed) {
  const std::vector<Row> libraries = table("Libraries");
  ASSERT_GE(libraries.size(), 5U);
  for (const Include& include : includes()) {
    const Row* library = include.own ? nullptr : row_of(include.header, libraries);
    if (library == nullptr) continue;
    EXPECT_TRUE(within_any(include.file, library->allowed)) << place(include);
  }
}

}  // namespace mou
