// Facts batch by batch, so that memory does not grow with the number of employees: of a folder of CSV files or a SQLite
// database whose tables stand in the order of the roster. What a stream gives is what read_facts gives, cut into
// pieces.
//
// A table that is not in that order is kept whole, and a note says so. While the identifiers of the roster ascend, as
// texts or as numbers, nothing is kept of employees gone by; else every identifier is, while the order is found out:
// some 80 bytes an employee.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/facts/schema.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

// Some employees, one after another in the order of the roster.
struct FactsBatch {
  // As if nobody else were on the roster: employees are numbered from 0, their rows have the numbers of the file.
  // Tables of the city and outside values are whole. `files` is empty: see FactStream::files.
  Facts facts;
  // The place in the whole roster of the employee who is number 0 here.
  std::uint64_t first = 0;
};

class FactStream {
 public:
  // Batches have `size` employees, the last one what is left. Schema and texts must outlive the stream; texts of cells
  // are added to `texts` by next().
  FactStream(const std::string& path, const Schema& schema, const Texts& texts, std::uint32_t size);
  FactStream(const FactStream&) = delete;
  FactStream& operator=(const FactStream&) = delete;
  ~FactStream();

  // How many there are; 0 after a mistake.
  std::uint64_t employees() const;
  // What is not read as a stream, why, and what to do about it; "time.csv, row 17: ...".
  const std::vector<std::string>& notes() const;

  // The next batch; nothing at the end and after the first mistake. What was given before a mistake must not be used
  // either.
  std::optional<FactsBatch> next();
  // What read_facts would say. Warnings are there from the start, mistakes as soon as next() gives nothing.
  const Diagnostics& diagnostics() const;
  // What was read, once next() gave nothing.
  const std::vector<FactsFile>& files() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mou
