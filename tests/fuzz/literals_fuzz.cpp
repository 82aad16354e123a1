// Numbers, dates and times: what is accepted is written back as a text that reads the same.
#include "engine/number/rational.h"
#include "engine/time/date.h"
#include "tests/fuzz/fuzzer.h"
#include "tests/fuzz/require.h"

MOU_FUZZER(literals) {
  if (const auto number = mou::Rational::parse(input)) mou::require(mou::Rational::parse(number->text()) == number);
  if (const auto date = mou::parse_date(input)) mou::require(mou::date_text(*date) == input);
  if (const auto time = mou::parse_time(input)) mou::require(mou::time_text(*time) == input);
}
