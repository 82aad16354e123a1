#include "engine/facts/plain_roster.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/facts/csv_scanner.h"
#include "engine/facts/fact_source.h"
#include "engine/facts/read_facts.h"

namespace mou {

std::unique_ptr<PlainRoster> PlainRoster::open(const std::string& path, const Schema& schema, const Texts& texts,
                                               std::size_t records, std::size_t bytes) {
  std::unique_ptr<PlainRoster> made(new PlainRoster(records, bytes));
  if (!made->open_all(path, schema, texts)) return nullptr;
  return made;
}

PlainRoster::~PlainRoster() = default;

// Says what it says in the order of read_facts; what is a mistake is said by others.
bool PlainRoster::open_all(const std::string& path, const Schema& schema, const Texts& texts) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return false;
  const std::unique_ptr<FactSource> source = open_facts(path, schema, diagnostics_);
  if (source == nullptr) return false;
  for (const Table& table : schema.tables) {
    const std::string name = source->choose(table, diagnostics_);
    if (table.subject == TableSubject::employee_roster) {
      if (name.empty()) return false;
      path_ = (std::filesystem::path(path) / name).string();
      state_ = file_state(path_);
      if (!pieces_.open(path_)) return false;
      bytes_ = std::filesystem::file_size(path_, error);
      Findings findings(source->place(name), diagnostics_);
      TableIntake intake(table, findings, common_, texts);
      if (!intake.heading({pieces_.names().begin(), pieces_.names().end()})) return false;
      common_.tables.push_back(intake.finish());
      continue;
    }
    if (table.subject == TableSubject::employee_event && !name.empty()) return false;
    common_.tables.push_back(read_table(*source, name, table, common_, texts, diagnostics_));
  }
  read_outside(*source, schema, common_, texts, diagnostics_);
  source->find_unread(diagnostics_);
  files_ = source->files();
  return !diagnostics_.has_errors();
}

std::optional<std::vector<FactsFile>> PlainRoster::files(std::uint64_t rows) {
  if (file_state(path_) != state_) return std::nullopt;
  std::vector<FactsFile> all{{path_, pieces_.digest(), rows}};
  all.insert(all.end(), files_.begin(), files_.end());
  return all;
}

PieceIntake::PieceIntake(const Table& roster, const std::vector<std::string>& names, Facts& facts, const Texts& texts)
    : facts_(facts), findings_(facts.roster().source, unsaid_), intake_(roster, findings_, facts, texts) {
  sound_ = intake_.heading({names.begin(), names.end()});
}

bool PieceIntake::read(const RosterPiece& piece) {
  facts_.employees.clear();
  facts_.employee_ids.clear();
  CsvScanner scanner(piece.text(), piece.before);
  const std::uint64_t taken = intake_.rows();
  CsvScanner::Result next = CsvScanner::Result::record;
  std::vector<Field> fields;
  while (sound_ && (next = scanner.next()) == CsvScanner::Result::record) {
    fields.clear();
    for (const std::string_view text : scanner.fields()) fields.push_back({text, FieldKind::text});
    sound_ = intake_.row(scanner.row(), fields) && !findings_.any_errors();
  }
  rows_ = intake_.rows() - taken;
  facts_.tables.front() = intake_.finish();
  for (std::size_t i = 1; i < facts_.tables.size(); ++i) {
    // Tables of employees are not there: nobody has a row.
    if (facts_.tables[i].rows() == 0) facts_.tables[i].first.assign(facts_.employees.size() + 1, 0);
  }
  sound_ = sound_ && next == CsvScanner::Result::end && !findings_.any_errors() &&
           facts_.employees.size() == facts_.roster().rows();
  return sound_;
}

}  // namespace mou
