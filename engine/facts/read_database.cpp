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
#include "engine/facts/outside_table.h"
#include "engine/facts/table_intake.h"

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

class DatabaseReader {
 public:
  DatabaseReader(const std::string& path, const Schema& schema, Texts& texts, Diagnostics& diagnostics)
      : path_(path),
        name_(std::filesystem::path(path).filename().string()),
        schema_(schema),
        texts_(texts),
        diagnostics_(diagnostics),
        database_(open_database(path)) {}

  Facts read() {
    Findings findings(name_, diagnostics_);
    if (database_ == nullptr || prepare(database_.get(), "SELECT name FROM sqlite_master") == nullptr) {
      findings.add(Code::facts_unreadable, 0, "", "the database cannot be read",
                   "it must be a SQLite database that you may read and nobody is writing");
      database_.reset();
    }
    for (const Table& table : schema_.tables) facts_.tables.push_back(read_table(table));
    read_outside();
    facts_.files.push_back({path_, digest_of(path_), rows_});
    return std::move(facts_);
  }

 private:
  bool has_table(const std::string& name) {
    const Statement statement =
        prepare(database_.get(), "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1");
    if (statement == nullptr) return false;
    sqlite3_bind_text(statement.get(), 1, name.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(statement.get()) == SQLITE_ROW;
  }

  std::string choose_table(const Table& table) {
    std::vector<std::string> there;
    for (const std::string& stem : file_stems(table)) {
      if (has_table(stem)) there.push_back(stem);
    }
    if (there.empty() && table.read) {
      diagnostics_.add_at(Code::facts_no_file, name_, "the database has no table `" + table.name + "`").help =
          "create it, if only without rows";
    } else if (there.size() > 1) {
      diagnostics_.add_at(Code::facts_twice, name_, "both tables `" + there[0] + "` and `" + there[1] + "` are there")
          .help = "keep one of them";
    }
    return there.size() == 1 ? there.front() : std::string();
  }

  TableFacts read_table(const Table& table) {
    const std::string name = database_ == nullptr ? std::string() : choose_table(table);
    Findings findings(name_ + ", table " + name, diagnostics_);
    TableIntake intake(table, findings, facts_, texts_);
    if (!name.empty()) read_rows(name, intake, findings);
    if (!name.empty() && table.subject == TableSubject::employee_roster && facts_.employees.empty() &&
        !findings.any_errors()) {
      findings.add(Code::facts_empty_file, 0, "", "the roster names no employee", "write a row for each employee");
    }
    return intake.finish();
  }

  void read_outside() {
    if (database_ == nullptr || !has_table("outside")) return;
    Findings findings(name_ + ", table outside", diagnostics_);
    TableIntake intake(outside_table(), findings, facts_, texts_);
    read_rows("outside", intake, findings);
    take_outside(intake.finish(), schema_, findings, facts_, texts_);
  }

  void read_rows(const std::string& name, TableIntake& intake, Findings& findings) {
    const Statement statement = prepare(database_.get(), "SELECT * FROM \"" + name + "\"");
    if (statement == nullptr) {
      findings.add(Code::facts_unreadable, 0, "", "the table cannot be read", "");
      return;
    }
    const int columns = sqlite3_column_count(statement.get());
    std::vector<std::string_view> names;
    for (int i = 0; i < columns; ++i) names.emplace_back(sqlite3_column_name(statement.get(), i));
    if (!intake.heading(names)) return;
    std::uint64_t number = 0;
    for (;;) {
      const int status = sqlite3_step(statement.get());
      if (status == SQLITE_DONE) break;
      if (status != SQLITE_ROW) {
        findings.add(Code::facts_unreadable, number + 1, "", "the table cannot be read further", "");
        break;
      }
      if (!take_row(statement.get(), ++number, intake, findings)) break;
    }
    rows_ += intake.rows();
  }

  static bool take_row(sqlite3_stmt* statement, std::uint64_t number, TableIntake& intake, Findings& findings) {
    std::vector<Field> fields;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const int type = sqlite3_column_type(statement, i);
      if (type == SQLITE_BLOB || (type == SQLITE_TEXT && !is_text(column_text(statement, i)))) {
        findings.add(Code::facts_unreadable, number, sqlite3_column_name(statement, i), "the cell is not text",
                     "keep the column as TEXT in UTF-8");
        return !findings.full();
      }
      fields.push_back({column_text(statement, i), type == SQLITE_FLOAT ? FieldKind::binary : FieldKind::text});
    }
    return intake.row(number, fields);
  }

  const std::string& path_;
  std::string name_;
  const Schema& schema_;
  Texts& texts_;
  Diagnostics& diagnostics_;
  Database database_;
  std::uint64_t rows_ = 0;
  Facts facts_;
};

}  // namespace

Facts read_database(const std::string& path, const Schema& schema, Texts& texts, Diagnostics& diagnostics) {
  return DatabaseReader(path, schema, texts, diagnostics).read();
}

}  // namespace mou
