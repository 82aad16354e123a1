// A made-up employee: the rows of the roster and what happened in the year. Money is in cents, hours and shares of
// full time in hundredths; everything is whole numbers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/palm_springs/sample/generator/calendar.h"
#include "contracts/palm_springs/sample/generator/cells.h"
#include "engine/time/date.h"

namespace mou::sample {

// What the roster says from a day on. An empty text is an empty cell.
struct RosterRow {
  std::optional<Date> from;
  std::string classification;
  std::optional<int> step;
  std::optional<Date> hired;
  std::optional<Date> first_employed;
  std::optional<Date> separated;
  std::optional<Date> anniversary;
  int fte = 100;
  // Hours of the average week, and the days on which they are worked: "four_ten", "four_nine", "five_eight", or
  // "shifts" of 24 hours every third day, those of the shift named.
  int schedule_hours = 4000;
  std::string work_schedule = "four_ten";
  std::string shift;
  std::string holiday_schedule = "observed";
  std::string holiday_choice;
  std::string pepra_member = "no";
  std::string coverage = "single";
  std::optional<int> plan_premium;
  std::string other_coverage_proof = "no";
  std::string masters_degree = "no";
  std::string bachelors_degree = "no";
  std::string associates_degree = "no";
  std::string certification;
  std::string notary_selected = "no";
  std::string bilingual_selected = "no";
  std::string division;
  // What only some of the units ask for.
  Cells more;
};

struct TimeRow {
  Date day;
  std::string kind = "worked";
  int hours = 0;
  std::optional<int> travel_hours;
  std::string shift_start;
  std::string pay_as;
  std::string on_standby;
  std::string higher_classification;
  Cells more;
};

struct LeaveRow {
  Date day;
  std::string bank;
  int hours = 0;
  Cells more = {};
};

struct BalanceRow {
  Date day;
  std::string bank;
  int hours = 0;
  Cells more = {};
};

struct ElectionRow {
  Date made;
  int for_year = 2020;
  int hours = 0;
  std::string paid;
};

struct EvaluationRow {
  Date day;
  std::string rating;
};

struct ReceiptRow {
  Date bought;
  Date submitted;
  std::string kind;
  int amount = 0;
  Cells more = {};
};

struct BenefitRow {
  Date day;
  std::string kind;
  int amount = 0;
};

struct Person {
  explicit Person(const Calendar& days) : calendar(&days) {}

  const Calendar* calendar;
  // "0001"
  std::string id;
  std::vector<RosterRow> rows;
  // Begin of the usual shift, where it matters.
  std::string shift_start;
  std::vector<TimeRow> time;
  std::vector<LeaveRow> leave;
  // What was cashed, like a balance a bank and hours on a day.
  std::vector<BalanceRow> cash_out;
  std::vector<BalanceRow> balances;
  std::vector<ElectionRow> elections;
  std::vector<EvaluationRow> evaluations;
  std::vector<ReceiptRow> receipts;
  std::vector<BenefitRow> benefits;
  // The rows of every other table that has some, by its name.
  std::map<std::string, std::vector<Cells>> other;

  RosterRow& first() { return rows.front(); }
  const RosterRow& first() const { return rows.front(); }
  // The row in force on a day.
  const RosterRow& row_on(Date day) const;
  bool employed_on(Date day) const;
};

// "YYYY-MM-DD" of the generator's own texts.
Date on(std::string_view text);

}  // namespace mou::sample
