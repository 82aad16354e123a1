#include "bench/seiu_pay/scalar.h"

#include <algorithm>

#include "bench/seiu_pay/rules.h"

namespace mou::bench {

namespace {

using std::int64_t;

// numerator / divisor to the nearest whole number, a half upwards. The compiler divides by multiplying.
template <int64_t divisor>
int64_t rounded(int64_t numerator) {
  return (2 * numerator + divisor) / (2 * divisor);
}

int64_t callback_hours(const FactRow& row, int64_t count) {
  const auto fact = [&](PayFact name) -> int64_t { return row[static_cast<std::size_t>(name)]; };
  int64_t hours = 0;
  if (count >= 1) {
    hours += std::max<int64_t>(200, fact(PayFact::cb1_hours)) + std::min<int64_t>(100, fact(PayFact::cb1_travel));
  }
  if (count >= 2) {
    hours += std::max<int64_t>(200, fact(PayFact::cb2_hours)) + std::min<int64_t>(100, fact(PayFact::cb2_travel));
  }
  return hours;
}

void row_figures(const FactRow& row, FigureRow& out) {
  const auto fact = [&](PayFact name) -> int64_t { return row[static_cast<std::size_t>(name)]; };
  const auto put = [&](PayFigure name, int64_t value) { return out[static_cast<std::size_t>(name)] = value; };
  const int64_t monthly = rules::salaries[static_cast<std::size_t>(
      (fact(PayFact::range) - rules::first_range) * rules::steps + fact(PayFact::step) - 1)];
  put(PayFigure::monthly, monthly * 100);
  put(PayFigure::biweekly, rounded<26>(monthly * 1200));
  const int64_t hourly = put(PayFigure::hourly, rounded<2080>(monthly * 1200));
  const int64_t base = put(PayFigure::base_pay, rounded<100>(hourly * fact(PayFact::hours_regular)));

  const bool old = fact(PayFact::hire_date) < rules::amounts_since;
  const int64_t notary = fact(PayFact::notary);
  const int64_t bilingual = fact(PayFact::bilingual);
  const int64_t percent = put(PayFigure::premium_pct, 500 * fact(PayFact::masters) + 250 * fact(PayFact::cert) +
                                                          (old ? 500 * (notary + bilingual) : 0));
  const int64_t notary_flat = put(PayFigure::notary_flat, old ? 0 : notary * rules::notary_flat);
  const int64_t bilingual_flat = put(PayFigure::bilingual_flat, old ? 0 : bilingual * rules::bilingual_flat);
  const int64_t premium = put(PayFigure::premium_pay, rounded<10'000>(base * percent) + notary_flat + bilingual_flat);
  const int64_t shift = put(PayFigure::shift_diff, rounded<20>(base * fact(PayFact::night)));

  const int64_t overtime =
      put(PayFigure::overtime_pay, rounded<2'000'000>(3 * hourly * (10'000 + percent) * fact(PayFact::ot_hours)));
  const int64_t standby = put(PayFigure::standby_pay, hourly * 2 * fact(PayFact::standby_days));
  const int64_t called = put(PayFigure::callback_hours, callback_hours(row, fact(PayFact::cb_count)));
  const int64_t callback = put(PayFigure::callback_pay, rounded<200>(3 * hourly * called));
  const int64_t training = put(PayFigure::training_pay, rounded<2>(hourly * (fact(PayFact::training_hours) / 1000)));
  const int64_t uniform =
      put(PayFigure::uniform, rules::uniforms[static_cast<std::size_t>(fact(PayFact::employee_class))]);

  const auto years = static_cast<std::size_t>(std::min<int64_t>(fact(PayFact::yos), 18));
  const int64_t balance = fact(PayFact::leave_balance);
  const int64_t accrual =
      put(PayFigure::leave_accrual,
          std::min(rounded<2600>(rules::leave_rates[years] * 12 * fact(PayFact::fte)), rules::most_leave - balance));
  put(PayFigure::leave_after, balance + accrual);

  const int64_t health = fact(PayFact::health);
  const int64_t plan = fact(PayFact::premium);
  const int64_t most = rules::city_maxima[static_cast<std::size_t>(health)];
  put(PayFigure::city_health, std::min(plan, most));
  const int64_t share = put(PayFigure::employee_share, rounded<2>(std::max<int64_t>(0, plan - most)));
  const int64_t back =
      put(PayFigure::cash_back,
          health == 0 ? rules::opt_out_cash
                      : std::min<int64_t>(rules::most_cash_back, rounded<2>(std::max<int64_t>(0, most - plan))));

  const int64_t pensionable = put(PayFigure::pensionable, base + premium + shift);
  const int64_t retirement =
      put(PayFigure::retirement,
          rounded<10'000>(pensionable * rules::retirement_rates[static_cast<std::size_t>(fact(PayFact::tier))]));
  const int64_t gross = put(PayFigure::gross, pensionable + overtime + standby + callback + training + uniform + back);
  const int64_t deductions = put(PayFigure::deductions, share + retirement);
  put(PayFigure::net, gross - deductions);
}

}  // namespace

std::vector<FactRow> rows_of(const FactColumns& facts, std::size_t first, std::size_t count) {
  std::vector<FactRow> rows(count);
  for (std::size_t fact = 0; fact < fact_count; ++fact) {
    const std::int32_t* column = facts.column(fact) + first;
    for (std::size_t row = 0; row < count; ++row) rows[row][fact] = column[row];
  }
  return rows;
}

void scalar_figures(const FactRow* rows, std::size_t count, FigureRow* figures) {
  for (std::size_t row = 0; row < count; ++row) row_figures(rows[row], figures[row]);
}

}  // namespace mou::bench
