#include "contracts/palm_springs/sample/generator/person.h"

#include <cassert>

namespace mou::sample {

const RosterRow& Person::row_on(Date day) const {
  const RosterRow* found = &rows.front();
  for (const RosterRow& row : rows) {
    if (row.from && *row.from <= day) found = &row;
  }
  return *found;
}

bool Person::employed_on(Date day) const {
  const RosterRow& row = row_on(day);
  return row.hired && *row.hired <= day && (!row.separated || day <= *row.separated);
}

Date on(std::string_view text) {
  const std::optional<Date> date = parse_date(text);
  assert(date);
  return *date;
}

}  // namespace mou::sample
