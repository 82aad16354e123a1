// A folder of which nothing but the roster is read employee by employee, the roster in pieces: what read_facts gives of
// such a folder, for readers that take each piece as columns where it is plain (engine/columnar/plain_columns.h) and
// cell by cell where it is not.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/facts/facts.h"
#include "engine/facts/findings.h"
#include "engine/facts/roster_pieces.h"
#include "engine/facts/schema.h"
#include "engine/facts/table_intake.h"
#include "engine/graph/value.h"
#include "engine/text/diagnostic.h"

namespace mou {

class PlainRoster {
 public:
  // Pieces as of RosterPieces. Null where the facts are no such folder, or something is wrong with them: FactStream
  // reads those, and says what is to be said.
  static std::unique_ptr<PlainRoster> open(const std::string& path, const Schema& schema, const Texts& texts,
                                           std::size_t records, std::size_t bytes);
  PlainRoster(const PlainRoster&) = delete;
  PlainRoster& operator=(const PlainRoster&) = delete;
  ~PlainRoster();

  // What is the same for all pieces: tables of the city, values from outside; the other tables are without rows and
  // nobody is there.
  const Facts& common() const { return common_; }
  const std::vector<std::string>& names() const { return pieces_.names(); }
  RosterPieces::Next next(RosterPiece& piece) { return pieces_.next(piece); }
  // Of the roster's file.
  std::uint64_t bytes() const { return bytes_; }
  // Warnings, as read_facts gives them.
  const Diagnostics& diagnostics() const { return diagnostics_; }
  // Once there are no more pieces, of which these many rows were facts; nothing when the file was written to meanwhile.
  std::optional<std::vector<FactsFile>> files(std::uint64_t rows);

 private:
  PlainRoster(std::size_t records, std::size_t bytes) : pieces_(records, bytes) {}
  bool open_all(const std::string& path, const Schema& schema, const Texts& texts);

  RosterPieces pieces_;
  Facts common_;
  Diagnostics diagnostics_;
  std::string path_;
  std::uint64_t bytes_ = 0;
  std::string state_;
  // Of the other tables, in order; the roster's is the first.
  std::vector<FactsFile> files_;
};

// Reads pieces cell by cell, as read_facts does. One for each thread.
class PieceIntake {
 public:
  // The facts must be those that are common to all pieces, and outlive it.
  PieceIntake(const Table& roster, const std::vector<std::string>& names, Facts& facts, const Texts& texts);

  // Makes the facts those of the piece, with texts added to `texts`. False where something is wrong with a row, or an
  // employee has more than one.
  bool read(const RosterPiece& piece);
  // Rows of the piece read last.
  std::uint64_t rows() const { return rows_; }

 private:
  Facts& facts_;
  Diagnostics unsaid_;
  Findings findings_;
  TableIntake intake_;
  bool sound_ = false;
  std::uint64_t rows_ = 0;
};

}  // namespace mou
