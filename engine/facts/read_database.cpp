#include "engine/facts/read_database.h"

#include <sqlite3.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "engine/facts/csv_scanner.h"
#include "engine/facts/digest.h"

namespace mou {

namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

Database open_database(const std::string& path) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  Database database(opened);
  if (status != SQLITE_OK) database.reset();
  return database;
}

Statement prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return nullptr;
  return Statement(statement);
}

std::string digest_of(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return {};
  Digest digest;
  std::vector<char> chunk(std::size_t{1} << 16U);
  for (;;) {
    const std::size_t count = std::fread(chunk.data(), 1, chunk.size(), file);
    digest.add({chunk.data(), count});
    if (count < chunk.size()) break;
  }
  std::fclose(file);
  return digest.text();
}

std::string_view column_text(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

class QueryRows : public TableRows {
 public:
  explicit QueryRows(Statement statement) : statement_(std::move(statement)) {}

  bool heading(std::vector<std::string_view>& names, Findings&) override {
    names.clear();
    columns_ = sqlite3_column_count(statement_.get());
    for (int i = 0; i < columns_; ++i) names.emplace_back(sqlite3_column_name(statement_.get(), i));
    return true;
  }

  Next next(Findings& findings) override {
    const int status = sqlite3_step(statement_.get());
    if (status == SQLITE_DONE) return Next::end;
    ++number_;
    if (status == SQLITE_ROW) return take_fields(findings) ? Next::row : Next::unreadable;
    findings.add(Code::facts_unreadable, number_, "", "the table cannot be read further", "");
    return Next::end;
  }

 private:
  bool take_fields(Findings& findings) {
    fields_.clear();
    for (int i = 0; i < columns_; ++i) {
      const int type = sqlite3_column_type(statement_.get(), i);
      if (type == SQLITE_BLOB || (type == SQLITE_TEXT && !is_text(column_text(statement_.get(), i)))) {
        findings.add(Code::facts_unreadable, number_, sqlite3_column_name(statement_.get(), i), "the cell is not text",
                     "keep the column as TEXT in UTF-8");
        return false;
      }
      fields_.push_back({column_text(statement_.get(), i), type == SQLITE_FLOAT ? FieldKind::binary : FieldKind::text});
    }
    return true;
  }

  Statement statement_;
  int columns_ = 0;
};

class DatabaseFacts : public FactSource {
 public:
  DatabaseFacts(const std::string& path, Diagnostics& diagnostics)
      : path_(path), name_(std::filesystem::path(path).filename().string()), database_(open_database(path)) {
    if (database_ != nullptr && prepare(database_.get(), "SELECT name FROM sqlite_master") != nullptr) return;
    Findings findings(name_, diagnostics);
    findings.add(Code::facts_unreadable, 0, "", "the database cannot be read",
                 "it must be a SQLite database that you may read and nobody is writing");
    database_.reset();
  }

  std::string choose(const Table& table, Diagnostics& diagnostics) override {
    if (database_ == nullptr) return {};
    std::vector<std::string> there;
    for (const std::string& stem : file_stems(table)) {
      if (has_table(stem)) there.push_back(stem);
    }
    if (there.empty() && table.read) {
      diagnostics.add_at(Code::facts_no_file, name_, "the database has no table `" + table.name + "`").help =
          "create it, if only without rows";
    } else if (there.size() > 1) {
      diagnostics.add_at(Code::facts_twice, name_, "both tables `" + there[0] + "` and `" + there[1] + "` are there")
          .help = "keep one of them";
    }
    return there.size() == 1 ? there.front() : std::string();
  }

  bool has_outside() override { return database_ != nullptr && has_table(outside_name()); }
  std::string outside_name() const override { return "outside"; }
  std::string place(const std::string& name) const override { return name_ + ", table " + name; }

  std::unique_ptr<TableRows> open(const std::string& name, Findings& findings) override {
    Statement statement = prepare(database_.get(), "SELECT * FROM \"" + name + "\"");
    if (statement != nullptr) return std::make_unique<QueryRows>(std::move(statement));
    findings.add(Code::facts_unreadable, 0, "", "the table cannot be read", "");
    return nullptr;
  }

  void was_read(const std::string&, TableRows&, std::uint64_t count) override { rows_ += count; }
  // A database may hold whatever else it likes.
  void find_unread(Diagnostics&) override {}
  std::vector<FactsFile> files() override { return {{path_, digest_of(path_), rows_}}; }
  std::string state(const std::string&) const override { return file_state(path_); }

 private:
  bool has_table(const std::string& name) {
    const Statement statement =
        prepare(database_.get(), "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1");
    if (statement == nullptr) return false;
    sqlite3_bind_text(statement.get(), 1, name.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(statement.get()) == SQLITE_ROW;
  }

  std::string path_;
  std::string name_;
  Database database_;
  std::uint64_t rows_ = 0;
};

}  // namespace

std::unique_ptr<FactSource> open_database_facts(const std::string& path, Diagnostics& diagnostics) {
  return std::make_unique<DatabaseFacts>(path, diagnostics);
}

}  // namespace mou
