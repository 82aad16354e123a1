// From the command line to a program, facts and the manifest of what was read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/manifest.h"
#include "cli/command.h"
#include "dsl/program.h"
#include "engine/facts/facts.h"

namespace mou {

struct Loaded {
  Program program;
  // What was read, in the order of reading, with its bytes.
  struct ReadText {
    std::string path;
    std::string bytes;
  };
  std::vector<ReadText> files;
  // As RunSettings::readings.
  std::vector<TextId> readings;

  Graph& graph() { return *program.graph; }
};

// The bytes of a file, or nothing and the reason why not.
std::optional<std::string> read_bytes(const std::string& path, std::string& why);

// Compiles whatever stands in the file; the diagnostics are the caller's to show.
Loaded read_program(const std::string& path, std::optional<Date> as_known_on, const std::vector<std::string>& with = {},
                    NumberBounds bounds = NumberBounds::computed);

// Holds on to a program until the next is held, or to the end: the process ends sooner than a program is taken apart.
Loaded& hold(Loaded loaded);

// Compiles the contract and chooses the readings. Nothing, with the mistakes told and `status` set, when it cannot be
// run.
std::optional<Loaded> load(const ContractOptions& options, Console& console, int& status);

// Reads the facts of the program; nothing, with the mistakes told and `status` set, when they cannot be computed with.
std::optional<Facts> load_facts(const std::string& path, Graph& graph, const Sources& sources, Console& console,
                                int& status);

// Shows what was said of facts that were read; false, with `status` set, when they cannot be computed with.
bool facts_are_sound(const std::string& path, const Diagnostics& diagnostics, const Sources& sources, Console& console,
                     int& status);

// The manifest of a report on a contract.
Manifest manifest_of(const std::string& report, const ContractOptions& options, const Loaded& loaded);
void add_facts(Manifest& manifest, const std::string& path, const Facts& facts);
std::string manifest_json(const Manifest& manifest);

// "1 error, 2 warnings".
std::string count_text(std::size_t errors, std::size_t warnings);

// "7.1-3, page 2"; empty for none.
std::string clause_text(const Graph& graph, ClauseIndex clause);

extern const char* const program_version;

}  // namespace mou
