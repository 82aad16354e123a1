// One thread's share of a wide table: takes up some employees, computes their lines in columns, writes their rows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/lines.h"
#include "analysis/wide_run.h"
#include "analysis/wide_text.h"
#include "engine/columnar/evaluator.h"
#include "engine/columnar/plain_columns.h"
#include "engine/facts/plain_roster.h"
#include "engine/reference/evaluator.h"

namespace mou {

// What all threads share.
struct WidePlan {
  WidePlan(const Graph& the_graph, const WideRequest& the_request);

  const Graph& graph;
  const WideRequest& request;
  Plan plan;
  // What is read of the roster, with the columns that say who is employed.
  std::vector<RosterColumn> columns;
  std::optional<RosterColumn> hired;
  std::optional<RosterColumn> separated;
  // As RunSettings::books_open, of facts that come batch by batch.
  std::optional<Date> books_open;
  // How many employees are taken up at once: with more ticks and lines fewer, so that what is computed of them fits in
  // memory.
  std::size_t employees_at_once(std::size_t ticks) const;
};

class WideWorker {
 public:
  // Over facts of its own, which begin as `common`; or over facts that others share.
  WideWorker(const WidePlan& plan, const Facts& common);
  WideWorker(const WidePlan& plan, const Facts& shared, TypedFacts& typed);
  WideWorker(const WideWorker&) = delete;
  WideWorker& operator=(const WideWorker&) = delete;

  const std::vector<Tick>& ticks() const { return ticks_; }
  // How many were taken up.
  std::size_t size() const { return engine_->columns.employees().size(); }

  // From then on pieces with these columns can be taken up. False where there is no reading them plainly.
  bool expect_pieces(const std::vector<std::string>& names);
  // Takes up all of a piece; false where the roster is not one to be read in pieces. The piece must stay as it is until
  // the next.
  bool take_piece(const RosterPiece& piece);
  void take_batch(Facts&& facts);
  // Some employees of the shared facts.
  void take_some(std::vector<EmployeeId> employees);

  // Computes what was taken up, then writes it.
  void compute();
  void write();

  // Of what was taken up last.
  std::string_view rows() const { return rows_.text(); }
  std::string_view problems() const { return problems_.text(); }
  const WideSummary& summary() const { return summary_; }
  const IdentifierOrder& order() const { return order_; }
  std::uint64_t facts_rows() const { return facts_rows_; }

 private:
  struct Engine {
    Engine(const WidePlan& plan, TypedFacts& typed);

    Evaluator evaluator;
    ColumnarEvaluator columns;
  };

  // A line on a tick, for all who were taken up.
  struct Column {
    Lanes lanes;
    LaneText text;
    // Null where all have values.
    const LaneState* states = nullptr;
    // Nothing is known in columns: the reference evaluator computes it.
    bool left = true;
  };

  // Digits of a column in the rows that are being written; null where they are not all there is to it.
  struct Cents {
    const EightDigits* digits = nullptr;
    const std::uint8_t* zeros = nullptr;
  };

  void find_ticks();
  void prepare(std::size_t begin, std::size_t end);
  void employees_changed();
  Column column_of(const ReportLine& line, const Tick& tick);
  void find_present();
  void find_span(std::size_t member);
  bool covered(std::size_t member, Date day);
  // The cells of the piece, for whoever needs more than columns.
  void need_cells();
  std::string_view identifier(std::size_t member) const;
  void write_employee(std::size_t member);
  void write_row(std::size_t member, std::size_t tick);
  void write_made(std::size_t member, std::size_t tick, std::size_t line);
  void write_problem(std::size_t member, std::size_t tick, std::size_t line, std::string_view problem);

  const WidePlan& plan_;
  const Graph& graph_;
  const WideRequest& request_;
  // Unused where facts are shared.
  std::unique_ptr<Facts> own_;
  std::unique_ptr<TypedFacts> own_typed_;
  const Facts& facts_;
  TypedFacts& typed_;
  const Kernels& kernels_;
  std::unique_ptr<Engine> engine_;
  std::vector<Tick> ticks_;
  // ",2024-06-16,2024-06-29,", by tick.
  std::vector<std::string> days_;
  std::unique_ptr<PlainColumns> plain_;
  std::unique_ptr<PieceIntake> intake_;
  // The piece whose cells are not there; null where they are.
  const RosterPiece* bare_ = nullptr;
  IdentifierOrder order_;
  std::uint64_t facts_rows_ = 0;
  // By tick, then line.
  std::vector<Column> cells_;
  std::vector<Cents> cents_;
  std::size_t prepared_from_ = 0;
  // By tick: who has a row; empty where all have.
  std::vector<std::vector<std::uint8_t>> present_;
  std::vector<std::pair<Date, Date>> spans_;
  WideText rows_;
  WideText problems_;
  WideSummary summary_;
};

}  // namespace mou
