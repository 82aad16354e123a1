#include "bench/seiu_pay/fused.h"

#include <algorithm>

#include "bench/seiu_pay/rules.h"

namespace mou::bench {

namespace {

using std::int32_t;
using std::uint32_t;

// Every function of the loop must become part of it: what is called is not vectorised, and what is compiled for one
// processor must not be called on another.
#define MOU_INLINE inline __attribute__((always_inline))

// numerator / divisor to the nearest whole number, a half upwards; numerator >= 0, and 2 * numerator + divisor stays
// within 32 bits. The compiler divides by multiplying.
template <uint32_t divisor>
MOU_INLINE int32_t rounded(int32_t numerator) {
  if constexpr (divisor % 2 == 0) {
    return static_cast<int32_t>((static_cast<uint32_t>(numerator) + divisor / 2) / divisor);
  } else {
    return static_cast<int32_t>((2 * static_cast<uint32_t>(numerator) + divisor) / (2 * divisor));
  }
}

// -1 for yes and 0 for no, to be masked with.
MOU_INLINE int32_t mask(bool yes) {
  return -static_cast<int32_t>(yes);
}
MOU_INLINE int32_t at_least(int32_t value, int32_t bound) {
  return value > bound ? value : bound;
}
MOU_INLINE int32_t at_most(int32_t value, int32_t bound) {
  return value < bound ? value : bound;
}

MOU_INLINE int32_t leave_rate(int32_t years) {
  return 1200 + (mask(years > 3) & 200) + (mask(years > 7) & 200) + (mask(years > 10) & 200) +
         (mask(years > 14) & 200) + (mask(years > 17) & 67);
}

MOU_INLINE int32_t city_maximum(int32_t health) {
  return (mask(health == 1) & 74'700) + (mask(health == 2) & 147'400) + (mask(health == 3) & 198'500);
}

// Not the table: SSE2 can neither look up nor shift by as much as each cell says.
MOU_INLINE int32_t uniform_of(int32_t c) {
  return ((mask(c == 3) | mask(c == 6) | mask(c == 9) | mask(c == 11)) & 1500) |
         ((mask(c == 4) | mask(c == 7) | mask(c == 10)) & 4250);
}

// Dollars a month of the range and the step.
MOU_INLINE int32_t salary(int32_t range, int32_t step) {
  return rules::salaries[static_cast<std::size_t>((range - rules::first_range) * rules::steps + step - 1)];
}

// Products stay within 32 bits: the dearest hour is 58.09, the most overtime 20 hours, the highest premium 17.5%.
// `gathers`: the processor can look up several salaries at once; where it cannot, that would keep the loop from
// becoming vector code, and they are looked up before it.
template <bool gathers>
MOU_INLINE void figures_of(const int32_t* facts, std::size_t fact_stride, int32_t* figures, std::size_t figure_stride,
                           std::size_t count) {
  const auto fact = [=](PayFact name) { return facts + static_cast<std::size_t>(name) * fact_stride; };
  const auto figure = [=](PayFigure name) { return figures + static_cast<std::size_t>(name) * figure_stride; };
  int32_t* salaries = figure(PayFigure::monthly);
  if constexpr (!gathers) {
    for (std::size_t i = 0; i < count; ++i) salaries[i] = salary(fact(PayFact::range)[i], fact(PayFact::step)[i]);
  }
  // Facts and figures do not overlap.
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < count; ++i) {
    const int32_t monthly = gathers ? salary(fact(PayFact::range)[i], fact(PayFact::step)[i]) : salaries[i];
    figure(PayFigure::monthly)[i] = monthly * 100;
    figure(PayFigure::biweekly)[i] = rounded<26>(monthly * 1200);
    const int32_t hourly = rounded<26>(monthly * 15);
    figure(PayFigure::hourly)[i] = hourly;
    const int32_t base = rounded<100>(hourly * fact(PayFact::hours_regular)[i]);
    figure(PayFigure::base_pay)[i] = base;

    // All ones where the employee keeps percentages.
    const int32_t old = mask(fact(PayFact::hire_date)[i] < rules::amounts_since);
    const int32_t notary = -fact(PayFact::notary)[i];
    const int32_t bilingual = -fact(PayFact::bilingual)[i];
    // In fortieths of one: 2.5%.
    const int32_t premiums =
        2 * fact(PayFact::masters)[i] + fact(PayFact::cert)[i] + (old & notary & 2) + (old & bilingual & 2);
    const int32_t notary_flat = ~old & notary & rules::notary_flat;
    const int32_t bilingual_flat = ~old & bilingual & rules::bilingual_flat;
    const int32_t premium = rounded<40>(base * premiums) + notary_flat + bilingual_flat;
    const int32_t shift = rounded<20>(base) & -fact(PayFact::night)[i];
    figure(PayFigure::premium_pct)[i] = premiums * 250;
    figure(PayFigure::notary_flat)[i] = notary_flat;
    figure(PayFigure::bilingual_flat)[i] = bilingual_flat;
    figure(PayFigure::premium_pay)[i] = premium;
    figure(PayFigure::shift_diff)[i] = shift;

    const int32_t overtime = rounded<8000>(hourly * 3 * (40 + premiums) * fact(PayFact::ot_hours)[i]);
    const int32_t standby = hourly * 2 * fact(PayFact::standby_days)[i];
    const int32_t incidents = fact(PayFact::cb_count)[i];
    const int32_t called = (mask(incidents > 0) &
                            (at_least(fact(PayFact::cb1_hours)[i], 200) + at_most(fact(PayFact::cb1_travel)[i], 100))) +
                           (mask(incidents > 1) &
                            (at_least(fact(PayFact::cb2_hours)[i], 200) + at_most(fact(PayFact::cb2_travel)[i], 100)));
    const int32_t callback = rounded<200>(hourly * 3 * called);
    const int32_t tens =
        mask(fact(PayFact::training_hours)[i] >= 1000) + mask(fact(PayFact::training_hours)[i] >= 2000);
    const int32_t training = rounded<2>(-tens * hourly);
    const int32_t uniform = uniform_of(fact(PayFact::employee_class)[i]);
    figure(PayFigure::overtime_pay)[i] = overtime;
    figure(PayFigure::standby_pay)[i] = standby;
    figure(PayFigure::callback_hours)[i] = called;
    figure(PayFigure::callback_pay)[i] = callback;
    figure(PayFigure::training_pay)[i] = training;
    figure(PayFigure::uniform)[i] = uniform;

    const int32_t balance = fact(PayFact::leave_balance)[i];
    const int32_t accrual = at_most(rounded<650>(leave_rate(fact(PayFact::yos)[i]) * 3 * fact(PayFact::fte)[i]),
                                    rules::most_leave - balance);
    figure(PayFigure::leave_accrual)[i] = accrual;
    figure(PayFigure::leave_after)[i] = balance + accrual;

    const int32_t health = fact(PayFact::health)[i];
    const int32_t plan = fact(PayFact::premium)[i];
    const int32_t most = city_maximum(health);
    const int32_t share = rounded<2>(at_least(plan - most, 0));
    const int32_t opted_out = mask(health == 0);
    const int32_t back = (opted_out & rules::opt_out_cash) |
                         (~opted_out & at_most(rounded<2>(at_least(most - plan, 0)), rules::most_cash_back));
    figure(PayFigure::city_health)[i] = at_most(plan, most);
    figure(PayFigure::employee_share)[i] = share;
    figure(PayFigure::cash_back)[i] = back;

    const int32_t pensionable = base + premium + shift;
    const int32_t tier = fact(PayFact::tier)[i];
    // In sixteen-hundredths of one.
    const int32_t rate = 100 + (mask(tier == 0) & 28) + (mask(tier == 1) & 12);
    const int32_t retirement = rounded<1600>(pensionable * rate);
    const int32_t gross = pensionable + overtime + standby + callback + training + uniform + back;
    const int32_t deductions = share + retirement;
    figure(PayFigure::pensionable)[i] = pensionable;
    figure(PayFigure::retirement)[i] = retirement;
    figure(PayFigure::gross)[i] = gross;
    figure(PayFigure::deductions)[i] = deductions;
    figure(PayFigure::net)[i] = gross - deductions;
  }
}

// The same loop, once for each kind of processor.
void figures_sse2(const int32_t* facts, std::size_t fact_stride, int32_t* figures, std::size_t figure_stride,
                  std::size_t count) {
  figures_of<false>(facts, fact_stride, figures, figure_stride, count);
}

__attribute__((target("avx2"))) void figures_avx2(const int32_t* facts, std::size_t fact_stride, int32_t* figures,
                                                  std::size_t figure_stride, std::size_t count) {
  figures_of<true>(facts, fact_stride, figures, figure_stride, count);
}

}  // namespace

bool supported(Vectors vectors) {
  switch (vectors) {
    case Vectors::sse2:
      return true;
    case Vectors::avx2:
      return __builtin_cpu_supports("avx2") != 0;
  }
  return false;
}

std::string_view vectors_name(Vectors vectors) {
  return vectors == Vectors::avx2 ? "AVX2" : "SSE2";
}

void fused_figures(Vectors vectors, const FactColumns& facts, std::size_t first, std::size_t count,
                   FigureColumns& figures, std::size_t into) {
  const int32_t* from = facts.data() + first;
  int32_t* to = figures.data() + into;
  switch (vectors) {
    case Vectors::sse2:
      return figures_sse2(from, facts.stride(), to, figures.stride(), count);
    case Vectors::avx2:
      return figures_avx2(from, facts.stride(), to, figures.stride(), count);
  }
}

}  // namespace mou::bench
