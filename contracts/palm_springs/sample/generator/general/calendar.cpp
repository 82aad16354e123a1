#include "contracts/palm_springs/sample/generator/general/calendar.h"

#include "contracts/palm_springs/sample/generator/person.h"

namespace mou::sample::general {

const Calendar& calendar() {
  static const Calendar days{on("2018-12-30"),
                             on("2020-01-11"),
                             {{on("2019-01-01"), "New Year's Day"},
                              {on("2019-01-21"), "Martin Luther King Jr. Day"},
                              {on("2019-02-12"), "Lincoln's Birthday"},
                              {on("2019-02-18"), "President's Day"},
                              {on("2019-05-27"), "Memorial Day"},
                              {on("2019-07-04"), "Independence Day"},
                              {on("2019-09-02"), "Labor Day"},
                              {on("2019-11-11"), "Veterans Day"},
                              {on("2019-11-28"), "Thanksgiving Day"},
                              {on("2019-11-29"), "Day after Thanksgiving"},
                              {on("2019-12-24"), "Christmas Eve"},
                              {on("2019-12-25"), "Christmas Day"},
                              {on("2020-01-01"), "New Year's Day"}},
                             {on("2019-02-12")}};
  return days;
}

}  // namespace mou::sample::general
