#include "tests/contract/payroll.h"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "engine/facts/read_facts.h"
#include "engine/facts/templates.h"

namespace mou {

namespace fs = std::filesystem;

fs::path general_unit() {
  return fs::path(MOU_SOURCE_DIR) / "contracts" / "palm_springs" / "general_unit";
}

fs::path sample_unit_facts() {
  return general_unit() / "sample_2019";
}

Date day(const std::string& text) {
  const auto date = parse_date(text);
  if (!date) throw std::invalid_argument(text + " is no date");
  return *date;
}

Program general_unit_program(std::optional<Date> as_known_on, const std::map<std::string, std::string>& texts) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    const auto instead = texts.find(fs::path(path).filename().string());
    return instead == texts.end() ? text_of(path) : instead->second;
  };
  return compile((general_unit() / "seiu_2018.mou").string(), as_known_on, read);
}

std::string diagnostics_of(const Program& program) {
  std::string all;
  for (const Diagnostic& diagnostic : program.diagnostics.all()) all += render(diagnostic, program.sources, false);
  return all;
}

AlteredFacts::AlteredFacts(const Schema& schema) {
  std::string pattern = (fs::temp_directory_path() / "mou_facts_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for facts");
  path_ = pattern;
  for (const auto& [file, heading] : template_files(schema)) {
    std::ofstream(path_ / file) << heading;
    std::vector<std::string> columns;
    std::istringstream names(heading.substr(0, heading.find_first_of("\r\n")));
    for (std::string name; std::getline(names, name, ',');) columns.push_back(name);
    tables_[fs::path(file).stem().string()] = {path_ / file, columns};
  }
}

AlteredFacts::~AlteredFacts() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void AlteredFacts::add(const std::string& table, const Row& row) {
  const auto& [file, columns] = tables_.at(table);
  std::string line;
  std::size_t placed = 0;
  for (const std::string& column : columns) {
    line += line.empty() && &column == columns.data() ? "" : ",";
    for (const auto& [name, value] : row) {
      if (name != column) continue;
      line += csv_field(value);
      ++placed;
    }
  }
  if (placed != row.size()) throw std::invalid_argument("a column that " + table + " does not have");
  std::ofstream(file, std::ios::app) << line << '\n';
}

Payroll::Payroll(Program program, const fs::path& facts, Date from, Date to) : program_(std::move(program)) {
  if (!program_.graph) throw std::invalid_argument(diagnostics_of(program_));
  Diagnostics found;
  facts_ = read_facts(facts.string(), program_.graph->schema, program_.graph->texts, found);
  if (found.has_errors()) {
    std::string all;
    for (const Diagnostic& diagnostic : found.all()) all += render(diagnostic, program_.sources, false);
    throw std::invalid_argument(all);
  }
  settings_.from = from;
  settings_.to = to;
  evaluator_ = std::make_unique<Evaluator>(*program_.graph, facts_, settings_);
}

FigureId Payroll::figure_named(const std::string& name) const {
  for (FigureId id = 0; id < graph().figures.size(); ++id) {
    if (graph().figures[id].name == name) return id;
  }
  throw std::invalid_argument("no figure " + name);
}

std::vector<BankId> Payroll::banks() const {
  std::vector<BankId> kept;
  for (BankId id = 0; id < graph().banks.size(); ++id) {
    if (is_kept(graph().banks[id]) && !graph().banks[id].of_the_unit) kept.push_back(id);
  }
  return kept;
}

BankId Payroll::bank_named(const std::string& name) const {
  for (BankId id = 0; id < graph().banks.size(); ++id) {
    if (graph().banks[id].name == name) return id;
  }
  throw std::invalid_argument("no bank " + name);
}

Outcome Payroll::outcome(const std::string& figure, EmployeeId employee, Date on, const std::vector<Value>& keys) {
  return evaluator_->figure(figure_named(figure), employee, on, keys);
}

std::string Payroll::text(const Value& value) const {
  switch (value.kind) {
    case ValueKind::number:
      return value.number.text();
    case ValueKind::date:
      return date_text(value.date());
    case ValueKind::time:
      return time_text(value.payload);
    case ValueKind::text:
      return graph().texts.text(value.text_id());
    case ValueKind::truth:
      return value.yes() ? "yes" : "no";
    case ValueKind::empty:
      return "nothing";
    case ValueKind::fault:
      return "fault: " + evaluator_->fault(value.fault_id()).message;
  }
  return "";
}

std::string Payroll::text(const std::string& figure, const std::string& identifier, Date on) {
  return text(outcome(figure, employee(identifier), on).value);
}

std::string Payroll::clause(const Outcome& outcome) const {
  if (outcome.arm == no_id || graph().arms[outcome.arm].clause == no_id) return "";
  return graph().clauses[graph().arms[outcome.arm].clause].id;
}

std::vector<Tick> Payroll::pay_periods() const {
  return ticks_ending_in(evaluator_->clock_of(graph().pay_clock), settings_.from, settings_.to);
}

}  // namespace mou
