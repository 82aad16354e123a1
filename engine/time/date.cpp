#include "engine/time/date.h"

#include <date/date.h>
#include <fmt/format.h>

#include <array>
#include <cassert>

#include "engine/time/months.h"

namespace mou {

namespace {

std::optional<Date> from_civil(const date::year_month_day& day) {
  if (!day.ok()) return std::nullopt;
  const Date result{static_cast<std::int32_t>(date::sys_days(day).time_since_epoch().count())};
  if (result < first_date || result > last_date) return std::nullopt;
  return result;
}

date::year_month_day to_civil(Date date) {
  return date::sys_days(date::days(date.days));
}

// The number that the digits spell; -1 when some character is no digit.
int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> make_date(int year, unsigned month, unsigned day) {
  // The library keeps a year in 16 bits, a month and a day in 8, and would wrap larger ones.
  if (year < 0 || year > 9999 || month > 12 || day > 31) return std::nullopt;
  return from_civil(date::year(year) / date::month(month) / date::day(day));
}

YearMonthDay civil(Date date) {
  const date::year_month_day day = to_civil(date);
  return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())};
}

Weekday weekday(Date date) {
  return static_cast<Weekday>(date::weekday(date::sys_days(date::days(date.days))).c_encoding());
}

std::string_view weekday_text(Weekday weekday) {
  static constexpr std::array<std::string_view, 7> names = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                            "Thursday", "Friday", "Saturday"};
  return names[static_cast<std::size_t>(weekday)];
}

std::string_view month_text(unsigned month) {
  static constexpr std::array<std::string_view, 12> names = {"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};
  assert(month >= 1 && month <= 12);
  return names[month - 1];
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  return make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string date_text(Date date) {
  const YearMonthDay day = civil(date);
  std::string text = "0000-00-00";
  const auto spell = [&](std::size_t begin, std::size_t end, unsigned number) {
    for (std::size_t at = end; at > begin; number /= 10) text[--at] = static_cast<char>('0' + number % 10);
  };
  spell(0, 4, static_cast<unsigned>(day.year));
  spell(5, 7, day.month);
  spell(8, 10, day.day);
  return text;
}

std::optional<Date> add_months(Date date, int months) {
  constexpr int months_between_any_two_dates = 1400 * 12;
  if (months > months_between_any_two_dates || months < -months_between_any_two_dates) return std::nullopt;
  return from_civil(to_civil(date) + date::months(months));
}

int completed_years(Date since, Date on) {
  return completed_months(since, on) / 12;
}

int completed_months(Date since, Date on) {
  return on < since ? 0 : months_between(month_and_day(since), month_and_day(on));
}

std::optional<int> parse_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = digits(text.substr(0, 2));
  const int minute = digits(text.substr(3, 2));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::string time_text(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace mou
