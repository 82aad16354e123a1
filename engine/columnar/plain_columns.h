// The roster straight from plain text into columns: every cell is read once, as the lane that a plan asks for. Where
// something is not written plainly, or would be refused, or rests on another column, the whole piece is left to those
// who read it cell by cell (PieceIntake): what they give is what counts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columnar/kernels.h"
#include "engine/columnar/plan.h"
#include "engine/columnar/typed_facts.h"
#include "engine/facts/roster_pieces.h"
#include "engine/facts/schema.h"
#include "engine/graph/value.h"

namespace mou {

// A column of the roster in a shape.
struct RosterColumn {
  std::uint32_t column = 0;
  Shape shape;
  friend bool operator==(const RosterColumn&, const RosterColumn&) = default;
};

// What the steps of a plan read of the roster, each once.
std::vector<RosterColumn> roster_columns(const Plan& plan, const Graph& graph);

// How the identifiers of some rows follow one another.
struct IdentifierOrder {
  std::string first;
  std::string last;
  // Each is beyond the one before it: as texts; as numbers without leading zeros, shorter ones first.
  bool as_texts = true;
  bool as_numbers = true;

  // Goes on with an identifier, which is not empty.
  void add(std::string_view identifier);
  // Goes on with those that come next.
  void add(const IdentifierOrder& next);
  bool ascends() const { return as_texts || as_numbers; }
};

// A reader of pieces; one for each thread.
class PlainColumns {
 public:
  // `names` is a sound heading of the roster. Null where no piece can be read this way. Schema, columns and texts must
  // outlive it.
  static std::unique_ptr<PlainColumns> make(const Schema& schema, const std::vector<std::string>& names,
                                            const std::vector<RosterColumn>& wanted, TypedFacts& columns,
                                            const Texts& texts);
  PlainColumns(const PlainColumns&) = delete;
  PlainColumns& operator=(const PlainColumns&) = delete;
  ~PlainColumns();

  // Fills the columns, of one row for each record, and makes `days` the `from` of each row. False when the piece is to
  // be read cell by cell; what stands in the columns is nothing then.
  bool read(const RosterPiece& piece, std::vector<Date>& days);
  // Of the piece read last, until its buffer is used again.
  std::string_view identifier(std::size_t row) const { return identifiers_[row]; }
  const std::vector<std::string_view>& identifiers() const { return identifiers_; }
  const IdentifierOrder& order() const { return order_; }

 private:
  struct Field;
  explicit PlainColumns(const Texts& texts);

  bool cut(const RosterPiece& piece);
  bool take(Field& field, std::size_t begin, std::size_t end);
  bool take_identifiers(const Field& field, std::size_t begin, std::size_t end);
  bool take_numbers(Field& field, std::size_t begin, std::size_t end);
  bool take_days(Field& field, std::size_t begin, std::size_t end);
  bool take_times(Field& field, std::size_t begin, std::size_t end);
  bool take_truths(Field& field, std::size_t begin, std::size_t end);
  bool take_words(Field& field, std::size_t begin, std::size_t end);
  template <typename Each>
  bool each_cell(const Field& field, std::size_t begin, std::size_t end, const Each& each);
  void gather(const Field& field, std::size_t begin, std::size_t end);
  template <typename T>
  void put_lanes(const Field& field, std::size_t begin, std::size_t end, const T* values);
  void put_empties(const Field& field);
  void fill_absent(Field& field);

  std::size_t width_ = 0;
  std::vector<Field> fields_;
  // Declared columns that the heading does not have.
  std::vector<Field> absent_;
  // Of the piece: its text; the end of each field, row by row, behind one end that stands before the first; its rows.
  const char* text_ = nullptr;
  std::vector<std::uint32_t> ends_;
  std::size_t rows_ = 0;
  // Of the field and the rows that are being read: the last bytes of each cell and its size; which are empty.
  std::vector<std::uint64_t> last_bytes_;
  std::vector<std::uint64_t> sizes_;
  std::vector<std::uint32_t> empties_;
  std::vector<std::string_view> identifiers_;
  IdentifierOrder order_;
  std::vector<Date>* days_ = nullptr;
  const Texts& texts_;
  const Kernels& kernels_;
};

}  // namespace mou
