// What a report was made from. The same manifest and program give the same bytes: no time of day, no name of a machine.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/graph/graph.h"
#include "engine/time/date.h"

namespace mou {

// A file of the program, by the SHA-256 of its bytes.
struct ContractFile {
  std::string path;
  std::string sha256;
};

struct ReadingUsed {
  std::string name;
  std::string clause;
  std::string choice;
  // Another choice than the contract's file makes.
  bool chosen_for_run = false;
};

struct Manifest {
  // "run", "pay", ...
  std::string report;
  std::string program_version;
  std::string contract;
  std::string title;
  std::vector<ContractFile> contract_files;
  std::string facts;
  std::vector<FactsFile> facts_files;
  std::vector<ReadingUsed> readings;
  std::optional<Date> as_known_on;
  std::optional<Date> from;
  std::optional<Date> to;
  // As asked; empty for all.
  std::vector<std::string> figures;
  std::vector<std::string> employees;
};

// The readings of a run: `choices` as RunSettings::readings.
std::vector<ReadingUsed> readings_used(const Graph& graph, const std::vector<TextId>& choices);

}  // namespace mou
