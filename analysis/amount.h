// Values as text: exact for files and programs, with separators and signs for people.
#pragma once

#include <string>

#include "engine/graph/value.h"
#include "engine/unit/unit.h"

namespace mou {

// Dollars with at least two decimals, other numbers with as many as they need ("85.00", "20.67"); a fraction that does
// not end as "22/7". Dates as 2019-06-30, times as 20:00, "yes" or "no"; empty for nothing and for a fault.
std::string exact_text(const Value& value, const Type& type, const Texts& texts);

// How many decimals exact_text writes at least: two of dollars.
int least_decimals(const Unit& unit);

// The same with thousands separators ("1,440.00"); a fraction that does not end is cut to six decimals and followed by
// three dots, so that nobody takes it for the whole amount.
std::string people_text(const Value& value, const Type& type, const Texts& texts);
std::string people_number(const Rational& number, const Unit& unit);

// "dollars per hour"; "number", "date", "time", "text" and "yes or no" where there is no unit.
std::string unit_title(const Type& type, const Measures& measures);

// "1234567.50" as "1,234,567.50".
std::string separated(std::string number);
// The unit as it stands in a table for people: "comp hours" for comp_hours.
std::string people_unit(const Unit& unit, const Measures& measures);

// 1234567 as "1,234,567".
std::string grouped(std::size_t number);

// The title; of what has none (or only its name for one) the name as words, "leave_earned" as "Leave earned".
std::string title_or_name(const std::string& title, const std::string& name);

}  // namespace mou
