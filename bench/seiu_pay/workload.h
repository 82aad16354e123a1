// The workload of the benches, `seiu_pay.mou`, as columns of integers: which facts and figures there are and in what
// they are counted. One row is one employee in one pay period.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mou::bench {

// In the order of the columns. Counted in what `fact_unit` says.
enum class PayFact : std::uint8_t {
  range,
  step,
  hire_date,
  yos,
  fte,
  hours_regular,
  ot_hours,
  standby_days,
  cb_count,
  cb1_hours,
  cb1_travel,
  cb2_hours,
  cb2_travel,
  night,
  bilingual,
  notary,
  masters,
  cert,
  employee_class,
  health,
  premium,
  tier,
  training_hours,
  leave_balance,
};
inline constexpr std::size_t fact_count = 24;

// In the order of the results; each is a whole number of hundredths (of a dollar, of an hour, of a percent).
enum class PayFigure : std::uint8_t {
  monthly,
  biweekly,
  hourly,
  base_pay,
  premium_pct,
  notary_flat,
  bilingual_flat,
  premium_pay,
  shift_diff,
  overtime_pay,
  standby_pay,
  callback_hours,
  callback_pay,
  training_pay,
  uniform,
  leave_accrual,
  leave_after,
  city_health,
  employee_share,
  cash_back,
  pensionable,
  retirement,
  gross,
  deductions,
  net,
};
inline constexpr std::size_t figure_count = 25;

// Names in the contract.
inline constexpr std::array<std::string_view, fact_count> fact_names = {
    "range",        "step",           "hire_date",    "yos",        "fte",       "hours_regular", "ot_hours",
    "standby_days", "cb_count",       "cb1_hours",    "cb1_travel", "cb2_hours", "cb2_travel",    "night",
    "bilingual",    "notary",         "masters",      "cert",       "class",     "health",        "premium",
    "tier",         "training_hours", "leave_balance"};
inline constexpr std::array<std::string_view, figure_count> figure_names = {
    "monthly",     "biweekly",      "hourly",       "base_pay",    "premium_pct",    "notary_flat",  "bilingual_flat",
    "premium_pay", "shift_diff",    "overtime_pay", "standby_pay", "callback_hours", "callback_pay", "training_pay",
    "uniform",     "leave_accrual", "leave_after",  "city_health", "employee_share", "cash_back",    "pensionable",
    "retirement",  "gross",         "deductions",   "net"};

// What the integers of a fact mean: `whole` numbers as they are; `hundredths` of a dollar, an hour or full time; a
// `day` as yyyymmdd; yes as 1 and no as 0; a `word` as the index into the words of the fact.
enum class FactUnit : std::uint8_t { whole, hundredths, day, yes_no, word };
FactUnit fact_unit(PayFact fact);
// The words of class, health and tier; empty for other facts.
const std::vector<std::string_view>& fact_words(PayFact fact);

// Parts of one that a figure's integers count: 100, and 10,000 of premium_pct, whose hundredths are of a percent.
std::int64_t figure_scale(PayFigure figure);

inline constexpr std::size_t batch_rows = 2048;

// Columns of integers, each in one piece. Columns that lie a power of two apart would share the few lines of the
// first cache that such addresses may use; `stride` keeps them five lines off it.
template <typename Integer>
class Columns {
 public:
  Columns(std::size_t columns, std::size_t rows)
      : rows_(rows),
        stride_((rows + batch_rows - 1) / batch_rows * batch_rows + 5 * 64 / sizeof(Integer)),
        cells_(columns * stride_) {}

  std::size_t rows() const { return rows_; }
  // Cells from one column to the next.
  std::size_t stride() const { return stride_; }
  Integer* column(std::size_t index) { return cells_.data() + index * stride_; }
  const Integer* column(std::size_t index) const { return cells_.data() + index * stride_; }
  Integer* data() { return cells_.data(); }
  const Integer* data() const { return cells_.data(); }

 private:
  std::size_t rows_;
  std::size_t stride_;
  std::vector<Integer> cells_;
};

// One column for each fact.
using FactColumns = Columns<std::int32_t>;

}  // namespace mou::bench
