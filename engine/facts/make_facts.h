// Facts that stand in no file: those of examples and assumptions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/facts/table_intake.h"
#include "engine/text/diagnostic.h"

namespace mou {

// Rows of one table as they would stand in a file. The table `outside` is known too.
struct MadeTable {
  std::string name;
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;
};

// Makes facts again and again: what the columns stand for where nothing is given is read once.
class FactMaker {
 public:
  // A declared default that its column does not allow is told to `diagnostics`.
  FactMaker(const Schema& schema, const Texts& texts, Diagnostics& diagnostics);

  // Held to the schema like rows of a file, but for what a row must fill: a fact that is not given is missing when a
  // rule asks for it. Tables that are not made are empty. `source` stands in places: "the example, row 2".
  Facts make(const std::vector<MadeTable>& made, const std::string& source, Diagnostics& diagnostics) const;

 private:
  TableFacts take(const Table& table, const std::shared_ptr<const Defaults>& defaults,
                  const std::vector<MadeTable>& made, Demand demand, Findings& findings, Facts& facts) const;

  const Schema& schema_;
  const Texts& texts_;
  // Parallel to Schema::tables.
  std::vector<std::shared_ptr<const Defaults>> defaults_;
};

// Facts that are made once.
Facts make_facts(const Schema& schema, const std::vector<MadeTable>& made, const std::string& source,
                 const Texts& texts, Diagnostics& diagnostics);

}  // namespace mou
