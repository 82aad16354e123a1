// Where facts stand: a folder of CSV files or a SQLite database. Both give the rows of a table one after another, as
// text, and say what cannot be read; what the text means is the business of TableIntake.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/facts/findings.h"
#include "engine/facts/schema.h"
#include "engine/facts/table_intake.h"
#include "engine/text/diagnostic.h"

namespace mou {

// The rows of one table, in the order in which they stand.
class TableRows {
 public:
  // `unreadable`: a row that is no text; the finding is said and the next one may be asked for.
  enum class Next { row, unreadable, end };

  TableRows() = default;
  TableRows(const TableRows&) = delete;
  TableRows& operator=(const TableRows&) = delete;
  virtual ~TableRows() = default;

  // The names of the columns, before any row. False, with a finding, when there are none.
  virtual bool heading(std::vector<std::string_view>& names, Findings& findings) = 0;
  // `fields` and `number` speak of this row until the next call.
  virtual Next next(Findings& findings) = 0;
  const std::vector<Field>& fields() const { return fields_; }
  // As row_numbers of TableFacts.
  std::uint64_t number() const { return number_; }
  // SHA-256 of the bytes read, where the table is a file of its own.
  virtual std::string digest() { return {}; }

 protected:
  std::vector<Field> fields_;
  std::uint64_t number_ = 0;
};

class FactSource {
 public:
  FactSource() = default;
  FactSource(const FactSource&) = delete;
  FactSource& operator=(const FactSource&) = delete;
  virtual ~FactSource() = default;

  // What the table is called there; empty when it is not there, with a finding when it should be.
  virtual std::string choose(const Table& table, Diagnostics& diagnostics) = 0;
  // Whether the table `outside` is there, and what it is called.
  virtual bool has_outside() = 0;
  virtual std::string outside_name() const = 0;
  // How places call a table: "time.csv"; "facts.sqlite, table time".
  virtual std::string place(const std::string& name) const = 0;
  // Null, with a finding, when it cannot be read.
  virtual std::unique_ptr<TableRows> open(const std::string& name, Findings& findings) = 0;
  // A table with a sound heading was read, as far as its rows are.
  virtual void was_read(const std::string& name, TableRows& rows, std::uint64_t count) = 0;
  // After all tables: what is there and nothing reads.
  virtual void find_unread(Diagnostics& diagnostics) = 0;
  // What was read, for the manifest: in the order in which tables were asked for.
  virtual std::vector<FactsFile> files() = 0;
  // Changes when somebody writes to a table, as far as times and sizes of files tell.
  virtual std::string state(const std::string& name) const = 0;
};

// Null, with a diagnostic, when the path is neither. The schema must outlive it.
std::unique_ptr<FactSource> open_facts(const std::string& path, const Schema& schema, Diagnostics& diagnostics);

// Size and time of the file at the path.
std::string file_state(const std::string& path);
// The same of all that is read of the facts.
std::string facts_state(const std::string& path, const Schema& schema);

}  // namespace mou
