#include "contracts/palm_springs/sample/generator/general/ordinary.h"

#include <algorithm>
#include <array>

#include "contracts/palm_springs/sample/generator/general/awkward.h"
#include "contracts/palm_springs/sample/generator/general/calendar.h"
#include "contracts/palm_springs/sample/generator/general/plans.h"
#include "contracts/palm_springs/sample/generator/random.h"
#include "contracts/palm_springs/sample/generator/year.h"

namespace mou::sample::general {

namespace {

const char* yes_one_in(Random& random, int count) {
  return random.one_in(count) ? "yes" : "no";
}

Date drawn_hire(Random& random) {
  const Date start = on("2018-12-27");
  if (random.one_in(40)) return start + random.between(20, 250);
  // More of the recent years than of the distant ones.
  const int one = random.below(29);
  const int years = one * random.below(29) / 28;
  return start - (years * 365 + random.below(365));
}

int drawn_share(const ClassEntry& entry, Random& random) {
  const std::string division = entry.division;
  constexpr std::array<int, 4> shares{50, 60, 75, 90};
  const int drawn = shares[static_cast<std::size_t>(random.below(4))];
  if (std::string(entry.title) == "Library Page") return 50;
  const bool some_part_time = division == "Library" || division == "Recreation" || division.empty();
  return some_part_time && random.one_in(3) ? drawn : 100;
}

void draw_health(RosterRow& row, Random& random) {
  constexpr std::array<const char*, 10> tiers{"opt_out",   "single", "single", "single", "two_party",
                                              "two_party", "family", "family", "family", "family"};
  row.coverage = tiers[static_cast<std::size_t>(random.below(10))];
  const int medical = random.below(medical_plans);
  const bool full_dental = !random.one_in(3);
  if (row.coverage == "opt_out") {
    row.plan_premium = 0;
    row.other_coverage_proof = random.one_in(10) ? "no" : "yes";
  } else {
    row.plan_premium = premium_2019(medical, full_dental, row.coverage);
  }
}

void draw_shift(Person& person, const ClassEntry& entry, Random& random) {
  if (!entry.shifts) return;
  constexpr std::array<const char*, 5> starts{"06:00", "07:00", "14:00", "21:00", "22:00"};
  constexpr std::array<const char*, 3> choices{"floating_bank", "general_bank", "straight_time"};
  person.shift_start = starts[static_cast<std::size_t>(random.below(5))];
  person.first().holiday_schedule = "calendar";
  person.first().holiday_choice = choices[static_cast<std::size_t>(random.below(3))];
}

RosterRow drawn_row(const ClassEntry& entry, Random& random) {
  RosterRow row;
  row.classification = entry.title;
  row.division = entry.division;
  row.hired = drawn_hire(random);
  const int tenure = completed_years(*row.hired, on("2019-01-01"));
  row.step = std::clamp(1 + tenure - random.below(3), 1, 7);
  row.fte = drawn_share(entry, random);
  const bool new_member = *row.hired >= on("2013-01-01") && !random.one_in(5);
  row.pepra_member = new_member ? "yes" : "no";
  draw_health(row, random);
  row.masters_degree = yes_one_in(random, 15);
  row.bachelors_degree = yes_one_in(random, 4);
  row.associates_degree = yes_one_in(random, 4);
  if (random.one_in(2)) row.certification = entry.certificate;
  row.notary_selected = yes_one_in(random, 25);
  row.bilingual_selected = yes_one_in(random, 8);
  return row;
}

// The evaluation and, when it is good enough, the next step on the anniversary.
void advance(Person& person, Random& random) {
  const bool below = random.one_in(15);
  const bool exceeds = random.one_in(4);
  const Date day = anniversary(2019, *person.first().hired);
  if (*person.first().hired >= on("2019-01-01")) return;
  evaluate(person, 2019, below ? "below" : exceeds ? "exceeds" : "meets");
  if (!below && *person.first().step < 7) change_from(person, day).step = *person.first().step + 1;
}

class OrdinaryYear {
 public:
  OrdinaryYear(Person& person, const ClassEntry& entry, Random& random)
      : person_(person), entry_(entry), random_(random) {}

  void live() {
    general_ = random_.between(40, 380) * 100;
    const int comp = random_.one_in(3) ? random_.between(4, 60) * 100 : 0;
    const int floating = random_.between(0, 4) * 1000;
    open_banks(person_, general_, comp, floating);
    general_ = person_.balances[0].hours;
    floating_ = person_.balances[2].hours;
    work_the_year(person_);
    const int vacation = random_.between(22, 35);
    for (int week = 0; week * 7 < calendar().last_day - calendar().first_day; ++week)
      live_week(calendar().first_day + week * 7, week == vacation);
    holidays_on_shift();
    money();
  }

 private:
  // `sunday` begins the week.
  void live_week(Date sunday, bool vacation) {
    const Date day = sunday + random_.between(1, 4);
    if (vacation && general_ >= 8000) {
      take_days(person_, sunday + 1, sunday + 4, "general_leave");
      general_ -= 4 * hours_of_day(person_, sunday + 1);
    } else if (random_.one_in(9) && person_.employed_on(day) && !calendar().is_holiday(day)) {
      day_off(day);
    }
    const bool busy = entry_.field || entry_.shifts;
    const Date extra = sunday + random_.between(1, 4);
    const int hours = 50 * random_.between(2, 8);
    const char* pay_as = random_.one_in(3) ? "bank" : "cash";
    if (random_.one_in(busy ? 8 : 30) && works_on(extra)) work_extra(person_, extra, hours, pay_as);
    if (entry_.field) field_week(sunday);
    if (entry_.shifts) shift_week(sunday);
  }

  bool works_on(Date day) const {
    return std::any_of(person_.time.begin(), person_.time.end(), [&](const TimeRow& row) { return row.day == day; });
  }

  void day_off(Date day) {
    const int whole = hours_of_day(person_, day);
    const bool part = random_.one_in(3);
    const bool from_floating = random_.one_in(4);
    if (from_floating && floating_ >= whole) {
      take_leave(person_, day, "floating_holiday", whole);
      floating_ -= whole;
    } else if (general_ >= whole) {
      const int hours = part ? whole / 2 : whole;
      take_leave(person_, day, "general_leave", hours);
      general_ -= hours;
    }
  }

  void field_week(Date sunday) {
    const bool stands_by = random_.one_in(10);
    const bool called = random_.one_in(stands_by ? 3 : 40);
    const Date day = sunday + random_.between(0, 6);
    const int hours = 25 * random_.between(2, 16);
    const int travel = 25 * random_.between(1, 6);
    if (!person_.employed_on(sunday) || !person_.employed_on(sunday + 6)) return;
    for (int i = 0; stands_by && i < 7; ++i) stand_by(person_, sunday + i);
    if (called) call_back(person_, day, hours, travel, stands_by);
  }

  void shift_week(Date sunday) {
    const Date free_day = sunday + random_.between(5, 6);
    const int hours = 50 * random_.between(2, 12);
    const bool court = random_.one_in(25) && std::string(entry_.title) == "Dispatcher";
    const bool trains = random_.one_in(40);
    if (court && person_.employed_on(free_day)) go_to_court(person_, free_day, hours);
    if (trains && works_on(sunday + 2)) train(person_, sunday + 2, hours_of_day(person_, sunday + 2));
  }

  void holidays_on_shift() {
    if (!entry_.shifts) return;
    for (const auto& [day, name] : calendar().holidays) {
      const bool works = random_.one_in(2);
      if (!works || day < calendar().first_day || day > calendar().last_day || !is_workday(day) ||
          !calendar().is_holiday(day) || !person_.employed_on(day))
        continue;
      TimeRow row;
      row.day = day;
      row.hours = hours_of_day(person_, day);
      row.shift_start = person_.shift_start;
      person_.time.push_back(row);
    }
  }

  void money() {
    const std::string division = entry_.division;
    const bool tools = division == "Fleet Operations" || division == "Facilities Maintenance";
    for (int i = random_.below(3); tools && i > 0; --i) buy("tools", random_.between(2000, 60000));
    if (entry_.field && !random_.one_in(4)) buy("shoes", random_.between(9000, 19000));
    if (random_.one_in(20)) buy("tuition", random_.between(30000, 160000));
    const bool cashes = random_.one_in(6);
    const bool in_july = random_.one_in(2);
    const int hours = 500 * random_.between(4, 8);
    const Date day = on(in_july ? "2019-07-18" : "2019-12-05");
    if (cashes && general_ >= 8000 && person_.employed_on(day))
      person_.cash_out.push_back({day, "general_leave", hours});
    const bool elects = random_.one_in(8);
    const Date made = on("2019-11-04") + random_.below(41);
    const int elected = 800 * random_.between(3, 12);
    const char* paid = random_.one_in(2) ? "two" : "one";
    if (elects && person_.employed_on(made)) person_.elections.push_back({made, 2020, elected, paid});
  }

  void buy(const char* kind, int amount) {
    const Date bought = on("2019-01-07") + random_.below(350);
    const Date submitted = bought + random_.between(0, 20);
    if (person_.employed_on(bought)) person_.receipts.push_back({bought, submitted, kind, amount});
  }

  Person& person_;
  const ClassEntry& entry_;
  Random& random_;
  // What of the balances at the start is not spent yet, so that nobody takes more than there is.
  int general_ = 0;
  int floating_ = 0;
};

}  // namespace

Person ordinary_person(int number, const ClassEntry& entry) {
  Random random(0x50616c6dU + static_cast<std::uint64_t>(number) * 1000003U);
  Person person(calendar());
  person.rows.push_back(drawn_row(entry, random));
  draw_shift(person, entry, random);
  if (random.one_in(50)) person.first().separated = on("2019-02-04") + random.below(300);
  if (person.first().separated && *person.first().separated < *person.first().hired) person.first().separated.reset();
  advance(person, random);
  if (person.first().separated && person.rows.size() > 1 && *person.rows[1].from > *person.first().separated) {
    person.rows.pop_back();
  }
  OrdinaryYear(person, entry, random).live();
  return person;
}

}  // namespace mou::sample::general
