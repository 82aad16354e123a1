#include "bench/seiu_pay/generate.h"

namespace mou::bench {

namespace {

constexpr std::int32_t quarter_hour = 25;
constexpr std::uint64_t most_days_employed = 11138;

std::int32_t premium(std::int32_t health, std::int32_t drawn) {
  switch (health) {
    case 1:
      return 62'000 + drawn % 30'000;
    case 2:
      return 125'000 + drawn % 50'000;
    case 3:
      return 170'000 + drawn % 70'000;
  }
  return 0;
}

}  // namespace

// splitmix64.
std::int32_t Generator::draw(std::uint64_t below) {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return static_cast<std::int32_t>((z ^ (z >> 31U)) % below);
}

// Twenty-six draws, whatever comes of them.
void Generator::draw_row(FactColumns& facts, std::size_t row) {
  const auto d = [this](std::uint64_t below) { return draw(below); };
  const auto put = [&](PayFact fact, std::int32_t value) { facts.column(static_cast<std::size_t>(fact))[row] = value; };
  static constexpr std::array<std::int32_t, 10> shares = {100, 100, 100, 100, 90, 75, 75, 60, 50, 50};
  put(PayFact::range, 4 + d(45));
  put(PayFact::step, 1 + d(7));
  const Date hired = today_ - d(most_days_employed);
  const YearMonthDay parts = civil(hired);
  put(PayFact::hire_date,
      (parts.year * 100 + static_cast<std::int32_t>(parts.month)) * 100 + static_cast<std::int32_t>(parts.day));
  put(PayFact::yos, completed_years(hired, today_));
  const std::int32_t fte = shares.at(static_cast<std::size_t>(d(10)));
  put(PayFact::fte, fte);
  const bool short_of_hours = d(10) == 0;
  const std::int32_t quarters_short = 1 + d(32);
  put(PayFact::hours_regular, 80 * fte - (short_of_hours ? quarters_short * quarter_hour : 0));
  const bool overtime = d(10) < 4;
  const std::int32_t overtime_quarters = d(81);
  put(PayFact::ot_hours, overtime ? overtime_quarters * quarter_hour : 0);
  const bool standby = d(4) == 0;
  const std::int32_t standby_days = 1 + d(7);
  put(PayFact::standby_days, standby ? standby_days : 0);
  const std::int32_t call_back = d(10);
  const std::int32_t count = call_back == 0 ? 2 : (call_back <= 2 ? 1 : 0);
  put(PayFact::cb_count, count);
  const std::array<std::int32_t, 4> incidents = {d(21), d(7), d(21), d(7)};
  put(PayFact::cb1_hours, count >= 1 ? incidents[0] * quarter_hour : 0);
  put(PayFact::cb1_travel, count >= 1 ? incidents[1] * quarter_hour : 0);
  put(PayFact::cb2_hours, count >= 2 ? incidents[2] * quarter_hour : 0);
  put(PayFact::cb2_travel, count >= 2 ? incidents[3] * quarter_hour : 0);
  put(PayFact::night, d(5) == 0 ? 1 : 0);
  put(PayFact::bilingual, d(6) == 0 ? 1 : 0);
  put(PayFact::notary, d(12) == 0 ? 1 : 0);
  put(PayFact::masters, d(5) == 0 ? 1 : 0);
  put(PayFact::cert, d(4) == 0 ? 1 : 0);
  put(PayFact::employee_class, d(12));
  const std::int32_t health = d(4);
  put(PayFact::health, health);
  put(PayFact::premium, premium(health, d(100'000)));
  put(PayFact::tier, d(3));
  put(PayFact::training_hours, d(81) * quarter_hour);
  const std::int32_t balance = d(60'000);
  put(PayFact::leave_balance, balance < 44'000 ? balance : 44'000);
}

void Generator::fill(FactColumns& facts, std::size_t first, std::size_t count) {
  for (std::size_t row = first; row < first + count; ++row) draw_row(facts, row);
}

FactColumns generate(std::size_t rows) {
  FactColumns facts(fact_count, rows);
  Generator().fill(facts, 0, rows);
  return facts;
}

}  // namespace mou::bench
