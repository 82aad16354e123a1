#include "engine/facts/read_folder.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "engine/facts/csv_scanner.h"
#include "engine/facts/outside_table.h"
#include "engine/facts/table_intake.h"

namespace mou {

namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// The names of the CSV files there, in order.
std::set<std::string> csv_files(const std::string& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.ends_with(".csv")) names.insert(name);
  }
  return names;
}

// "`receipt.csv` or `receipts.csv`"
std::string file_names(const std::vector<std::string>& stems) {
  std::string text;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    if (i > 0) text += i + 1 == stems.size() ? " or " : ", ";
    text += "`" + stems[i] + ".csv`";
  }
  return text;
}

class FolderReader {
 public:
  FolderReader(const std::string& folder, const Schema& schema, Texts& texts, Diagnostics& diagnostics)
      : folder_(folder), schema_(schema), texts_(texts), diagnostics_(diagnostics), unread_(csv_files(folder)) {}

  Facts read() {
    for (const Table& table : schema_.tables) facts_.tables.push_back(read_table(table));
    read_outside();
    for (const std::string& name : unread_) unknown_file(name);
    return std::move(facts_);
  }

 private:
  // The one file of the table; empty, with a finding, when there is none or there are several.
  std::string choose_file(const Table& table) {
    const std::vector<std::string> stems = file_stems(table);
    std::vector<std::string> there;
    for (const std::string& stem : stems) {
      if (unread_.erase(stem + ".csv") > 0) there.push_back(stem);
    }
    if (there.empty() && table.read) {
      diagnostics_.add_at(Code::facts_no_file, folder_, "there is no " + file_names({stems.begin(), stems.begin() + 1}))
          .help = std::string(stems.size() > 1 ? "it may also be called `" + stems[1] + ".csv`; " : "") +
                  "`mou facts CONTRACT --templates DIR` writes an empty one";
    } else if (there.size() > 1) {
      diagnostics_
          .add_at(Code::facts_twice, folder_,
                  "both " + file_names({there[0]}) + " and " + file_names({there[1]}) + " are there")
          .help = "keep one of them";
    }
    return there.size() == 1 ? there.front() + ".csv" : std::string();
  }

  TableFacts read_table(const Table& table) {
    const std::string name = choose_file(table);
    Findings findings(name, diagnostics_);
    TableIntake intake(table, findings, facts_, texts_);
    if (!name.empty()) read_file(name, intake, findings);
    if (!name.empty() && table.subject == TableSubject::employee_roster && facts_.employees.empty() &&
        !findings.any_errors()) {
      findings.add(Code::facts_empty_file, 0, "", "the roster names no employee", "write a row for each employee");
    }
    return intake.finish();
  }

  void read_outside() {
    if (unread_.erase("outside.csv") == 0) return;
    Findings findings("outside.csv", diagnostics_);
    TableIntake intake(outside_table(), findings, facts_, texts_);
    read_file("outside.csv", intake, findings);
    take_outside(intake.finish(), schema_, findings, facts_, texts_);
  }

  void read_file(const std::string& name, TableIntake& intake, Findings& findings) {
    const std::string path = (fs::path(folder_) / name).string();
    std::error_code error;
    const File file(fs::is_regular_file(path, error) ? std::fopen(path.c_str(), "rb") : nullptr);
    if (file == nullptr) {
      findings.add(Code::facts_unreadable, 0, "", "`" + path + "` cannot be opened",
                   "it must be a file that you may read");
      return;
    }
    Digest digest;
    CsvScanner scanner(file.get(), digest);
    if (!read_heading(scanner, intake, findings)) return;
    read_rows(scanner, intake, findings);
    facts_.files.push_back({path, digest.text(), intake.rows()});
  }

  static void scanner_problem(const CsvScanner& scanner, Findings& findings) {
    findings.add(Code::facts_unreadable, scanner.row(), "", scanner.message(), scanner.help());
  }

  static bool read_heading(CsvScanner& scanner, TableIntake& intake, Findings& findings) {
    switch (scanner.next()) {
      case CsvScanner::Result::record:
        if (scanner.fields().size() > 1 || !scanner.fields()[0].empty()) return intake.heading(scanner.fields());
        [[fallthrough]];
      case CsvScanner::Result::end:
        findings.add(Code::facts_empty_file, 0, "", "the file has no heading",
                     "its first row names the columns; `mou facts CONTRACT --templates DIR` writes it");
        return false;
      case CsvScanner::Result::problem:
        scanner_problem(scanner, findings);
        return false;
    }
    return false;
  }

  static void read_rows(CsvScanner& scanner, TableIntake& intake, Findings& findings) {
    std::vector<Field> fields;
    for (;;) {
      switch (scanner.next()) {
        case CsvScanner::Result::end:
          return;
        case CsvScanner::Result::problem:
          scanner_problem(scanner, findings);
          if (scanner.fatal() || findings.full()) return;
          break;
        case CsvScanner::Result::record:
          fields.clear();
          for (const std::string_view text : scanner.fields()) fields.push_back({text, FieldKind::text});
          if (!intake.row(scanner.row(), fields)) return;
          break;
      }
    }
  }

  void unknown_file(const std::string& name) {
    const std::string stem = name.substr(0, name.size() - 4);
    std::vector<std::string> stems{"outside"};
    for (const Table& table : schema_.tables) {
      for (const std::string& known : file_stems(table)) stems.push_back(known);
    }
    const std::string_view near = nearest(stem, {stems.begin(), stems.end()});
    diagnostics_.add_at(Code::facts_unknown_file, folder_, "nothing reads `" + name + "`").help =
        near.empty() ? "take it away, or declare its event" : "did you mean `" + std::string(near) + ".csv`?";
  }

  const std::string& folder_;
  const Schema& schema_;
  Texts& texts_;
  Diagnostics& diagnostics_;
  std::set<std::string> unread_;
  Facts facts_;
};

}  // namespace

Facts read_folder(const std::string& folder, const Schema& schema, Texts& texts, Diagnostics& diagnostics) {
  return FolderReader(folder, schema, texts, diagnostics).read();
}

}  // namespace mou
