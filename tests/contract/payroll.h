// The General Unit's contract over facts, as the tests of this folder ask for it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program.h"
#include "engine/facts/facts.h"
#include "engine/reference/evaluator.h"
#include "tests/text_of.h"

namespace mou {

// Where the contract and the sample unit lie.
std::filesystem::path general_unit();
std::filesystem::path sample_unit_facts();
// An ISO date that exists.
Date day(const std::string& text);

// The contract with `texts` in place of its files of these names ("seiu_2018.mou").
Program general_unit_program(std::optional<Date> as_known_on = {},
                             const std::map<std::string, std::string>& texts = {});
// What the checker says, for the message of a failing test.
std::string diagnostics_of(const Program& program);

// A folder of facts made up for one test: the tables of a schema with their headings, and rows. It is removed with the
// object.
class AlteredFacts {
 public:
  using Row = std::vector<std::pair<std::string, std::string>>;

  explicit AlteredFacts(const Schema& schema);
  AlteredFacts(const AlteredFacts&) = delete;
  AlteredFacts& operator=(const AlteredFacts&) = delete;
  ~AlteredFacts();

  // A row of a table ("roster", "time", "outside"); cells that are not named are empty.
  void add(const std::string& table, const Row& row);
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::map<std::string, std::pair<std::filesystem::path, std::vector<std::string>>> tables_;
};

// A program over a folder of facts.
class Payroll {
 public:
  Payroll(Program program, const std::filesystem::path& facts, Date from, Date to);
  Payroll(const Payroll&) = delete;
  Payroll& operator=(const Payroll&) = delete;

  const Program& program() const { return program_; }
  const Graph& graph() const { return *program_.graph; }
  const Facts& facts() const { return facts_; }
  Evaluator& evaluator() { return *evaluator_; }
  EmployeeId employee(const std::string& identifier) const { return facts_.find_employee(identifier); }
  FigureId figure_named(const std::string& name) const;
  // The banks of employees that the contract keeps.
  std::vector<BankId> banks() const;
  BankId bank_named(const std::string& name) const;

  Outcome outcome(const std::string& figure, EmployeeId employee, Date day, const std::vector<Value>& keys = {});
  // "2253.69", "2018-10-07", "no"; of a fault "fault: " and its message.
  std::string text(const Value& value) const;
  std::string text(const std::string& figure, const std::string& employee, Date day);
  // The clause whose rule gave the figure; empty when none did.
  std::string clause(const Outcome& outcome) const;
  // The ticks of the pay clock that end in the run.
  std::vector<Tick> pay_periods() const;

 private:
  Program program_;
  Facts facts_;
  RunSettings settings_;
  std::unique_ptr<Evaluator> evaluator_;
};

}  // namespace mou
