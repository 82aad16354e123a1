// Calendar dates without time of day or zone, proleptic Gregorian.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mou {

// Days since 1970-01-01. Valid from 1600-01-01 to 2999-12-31.
struct Date {
  std::int32_t days = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): the check takes the 0 inside a defaulted comparison for a pointer.
  friend auto operator<=>(const Date&, const Date&) = default;
  Date operator+(std::int32_t n) const { return {days + n}; }
  Date operator-(std::int32_t n) const { return {days - n}; }
  std::int32_t operator-(Date other) const { return days - other.days; }
};

inline constexpr Date first_date{-135140};
inline constexpr Date last_date{376199};

enum class Weekday { Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday };

struct YearMonthDay {
  int year;
  unsigned month;
  unsigned day;
};

// Nothing when the day does not exist (2019-02-30) or lies outside the valid years.
std::optional<Date> make_date(int year, unsigned month, unsigned day);
YearMonthDay civil(Date date);
Weekday weekday(Date date);
std::string_view weekday_text(Weekday weekday);
std::string_view month_text(unsigned month);

// ISO text YYYY-MM-DD, nothing else.
std::optional<Date> parse_date(std::string_view text);
std::string date_text(Date date);

// The date `months` later (earlier when negative) on the same day of the month; nothing when that month has no such
// day: January 31 plus one month has no single answer.
std::optional<Date> add_months(Date date, int months);

// Whole anniversaries of `since` that lie on or before `on` (0 before the first). The anniversary of February 29 in a
// common year is March 1.
int completed_years(Date since, Date on);
// Whole months likewise; a day that a month lacks falls on the first of the next.
int completed_months(Date since, Date on);

// Minutes since midnight of HH:MM (00:00 to 23:59), nothing else.
std::optional<int> parse_time(std::string_view text);
std::string time_text(int minutes);

}  // namespace mou
