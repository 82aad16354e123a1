#include "engine/facts/read_facts.h"

#include <array>
#include <cstdio>
#include <filesystem>

#include "engine/facts/read_database.h"
#include "engine/facts/read_folder.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

bool is_database(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  std::array<char, 16> head{};
  const std::size_t count = std::fread(head.data(), 1, head.size(), file);
  std::fclose(file);
  return std::string_view(head.data(), count) == std::string_view("SQLite format 3\0", 16);
}

}  // namespace

Facts read_facts(const std::string& path, const Schema& schema, Texts& texts, Diagnostics& diagnostics) {
  std::error_code error;
  if (fs::is_directory(path, error)) return read_folder(path, schema, texts, diagnostics);
  if (fs::is_regular_file(path, error) && is_database(path)) return read_database(path, schema, texts, diagnostics);
  Facts facts;
  if (fs::exists(path, error)) {
    diagnostics.add_at(Code::facts_unreadable, path, "`" + path + "` is neither a folder nor a SQLite database").help =
        "name the folder that holds roster.csv";
  } else {
    diagnostics.add_at(Code::facts_no_file, path, "there is no folder or database `" + path + "`").help =
        "`mou facts CONTRACT --templates DIR` writes a folder of empty tables";
  }
  facts.tables.resize(schema.tables.size());
  for (TableFacts& table : facts.tables) table.first.assign(2, 0);
  return facts;
}

}  // namespace mou
