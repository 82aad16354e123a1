#include "engine/facts/read_facts.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "engine/facts/fact_source.h"
#include "engine/facts/outside_table.h"
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

// Takes the rows of a table that is there.
TableFacts take_table(FactSource& source, const std::string& name, const Table& table, Findings& findings, Facts& facts,
                      const Texts& texts, KeepRows keep) {
  TableIntake intake(table, findings, facts, texts, Demand::as_declared, keep);
  const std::unique_ptr<TableRows> rows = source.open(name, findings);
  std::vector<std::string_view> names;
  if (rows == nullptr || !rows->heading(names, findings) || !intake.heading(names)) return intake.finish();
  for (;;) {
    const TableRows::Next next = rows->next(findings);
    if (next == TableRows::Next::end || findings.full()) break;
    if (next == TableRows::Next::row && !intake.row(rows->number(), rows->fields())) break;
  }
  source.was_read(name, *rows, intake.rows());
  return intake.finish();
}

}  // namespace

std::unique_ptr<FactSource> open_facts(const std::string& path, const Schema& schema, Diagnostics& diagnostics) {
  std::error_code error;
  if (fs::is_directory(path, error)) return open_folder(path, schema);
  if (fs::is_regular_file(path, error) && is_database(path)) return open_database_facts(path, diagnostics);
  if (fs::exists(path, error)) {
    diagnostics.add_at(Code::facts_unreadable, path, "`" + path + "` is neither a folder nor a SQLite database").help =
        "name the folder that holds roster.csv";
  } else {
    diagnostics.add_at(Code::facts_no_file, path, "there is no folder or database `" + path + "`").help =
        "`mou facts CONTRACT --templates DIR` writes a folder of empty tables";
  }
  return nullptr;
}

std::string file_state(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  const auto time = fs::last_write_time(path, error);
  return std::to_string(size) + " " + std::to_string(time.time_since_epoch().count());
}

std::string facts_state(const std::string& path, const Schema& schema) {
  Diagnostics unsaid;
  const auto source = open_facts(path, schema, unsaid);
  if (source == nullptr) return "";
  std::string state = source->state(source->outside_name());
  for (const Table& table : schema.tables) state += "\n" + source->state(source->choose(table, unsaid));
  return state;
}

TableFacts read_table(FactSource& source, const std::string& name, const Table& table, Facts& facts, const Texts& texts,
                      Diagnostics& diagnostics, KeepRows keep) {
  Findings findings(source.place(name), diagnostics);
  if (name.empty()) return TableIntake(table, findings, facts, texts, Demand::as_declared, keep).finish();
  TableFacts rows = take_table(source, name, table, findings, facts, texts, keep);
  if (table.subject == TableSubject::employee_roster && facts.employees.empty() && !findings.any_errors()) {
    findings.add(Code::facts_empty_file, 0, "", "the roster names no employee", "write a row for each employee");
  }
  return rows;
}

void read_outside(FactSource& source, const Schema& schema, Facts& facts, const Texts& texts,
                  Diagnostics& diagnostics) {
  if (!source.has_outside()) return;
  Findings findings(source.place(source.outside_name()), diagnostics);
  const TableFacts rows =
      take_table(source, source.outside_name(), outside_table(), findings, facts, texts, KeepRows::all);
  take_outside(rows, schema, findings, facts, texts);
}

Facts read_facts(const std::string& path, const Schema& schema, const Texts& texts, Diagnostics& diagnostics,
                 KeepRows keep) {
  Facts facts;
  const std::unique_ptr<FactSource> source = open_facts(path, schema, diagnostics);
  if (source == nullptr) {
    facts.tables.resize(schema.tables.size());
    for (TableFacts& table : facts.tables) table.first.assign(2, 0);
    return facts;
  }
  for (const Table& table : schema.tables) {
    const std::string name = source->choose(table, diagnostics);
    facts.tables.push_back(read_table(*source, name, table, facts, texts, diagnostics, keep));
  }
  read_outside(*source, schema, facts, texts, diagnostics);
  source->find_unread(diagnostics);
  facts.files = source->files();
  return facts;
}

}  // namespace mou
