// What every command is made of: a name, its options with their descriptions, and what it does. The library that reads
// the command line is slow to compile and stays behind command.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/refusal.h"
#include "cli/console.h"
#include "engine/time/date.h"

namespace CLI {
class App;
}

namespace mou {

enum class Need { optional, required };

// A command being described. What options are read into must live until the command has run.
class Command {
 public:
  explicit Command(CLI::App& app, int& status) : app_(app), status_(status) {}

  // An argument without a name before it.
  void argument(const std::string& name, std::string& value, const std::string& description);
  void arguments(const std::string& name, std::vector<std::string>& values, const std::string& description, Need need);
  void flag(const std::string& name, bool& value, const std::string& description);
  // `kind` is what the help calls the value: "DIR".
  void text(const std::string& name, const std::string& kind, std::string& value, const std::string& description,
            Need need = Need::optional);
  // The option may be given several times; `listed`: or once with names between commas.
  void texts(const std::string& name, const std::string& kind, std::vector<std::string>& values,
             const std::string& description, bool listed);
  // A date as YYYY-MM-DD; anything else is wrong use.
  void date(const std::string& name, std::optional<Date>& value, const std::string& description,
            Need need = Need::optional);
  // A whole number from `least` to `most`; anything else is wrong use.
  void number(const std::string& name, unsigned& value, unsigned least, unsigned most, const std::string& description);
  // One of a few words.
  void choice(const std::string& name, std::string& value, const std::vector<std::string>& choices,
              const std::string& description);
  // Stands at the end of the help.
  void example(const std::string& command_line);
  // What the command does; gives the exit status.
  void does(std::function<int()> action);

 private:
  CLI::App& app_;
  int& status_;
};

// The commands of the program, and how they report.
class CommandLine {
 public:
  CommandLine(CLI::App& app, Console& console, int& status) : app_(app), console_(console), status_(status) {}

  Command add(const std::string& name, const std::string& description);
  CLI::App& app() { return app_; }
  Console& console() { return console_; }

 private:
  CLI::App& app_;
  Console& console_;
  int& status_;
};

// One file each.
void add_check(CommandLine& line);
void add_coverage(CommandLine& line);
void add_doc(CommandLine& line);
void add_facts(CommandLine& line);
void add_fmt(CommandLine& line);
void add_pay(CommandLine& line);
void add_readings(CommandLine& line);
void add_run(CommandLine& line);
void add_schedule(CommandLine& line);
void add_show(CommandLine& line);
void add_test(CommandLine& line);
void add_trace(CommandLine& line);
// The commands that print the manual and the completion of the shell from the descriptions of the others.
void add_manual(CommandLine& line);

// The contract of a command and how it is read.
struct ContractOptions {
  std::string path;
  std::optional<Date> as_known_on;
  std::vector<std::string> readings;
  // Amendments, proposals and assumptions to take in.
  std::vector<std::string> with;
};

// CONTRACT, --as-known-on, --reading.
void add_contract(Command& command, ContractOptions& options);

// The facts that a report on a contract may be held against, and the days of the run over them.
struct OverFacts {
  std::string facts;
  std::optional<Date> from;
  std::optional<Date> to;

  bool given() const { return !facts.empty(); }
};

// --facts, --from, --to; `what_for` says what the facts are for.
void add_over_facts(Command& command, OverFacts& over, const std::string& what_for);
// They go together: says so when only some of them are given.
std::optional<Refusal> refused(const OverFacts& over);

// Runs the command that the arguments name; gives the exit status.
int run_command_line(const std::vector<std::string>& arguments, Console& console);

}  // namespace mou
