#include "contracts/palm_springs/sample/generator/fire/awkward.h"
#include "contracts/palm_springs/sample/generator/fire/fire.h"
#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample::fire {

namespace {

// The officer's certificate and the associate's degree, which the side letter asks for.
void qualified(Person& person) {
  person.first().certification = "State Fire Officer";
  person.first().associates_degree = "yes";
}

void hired(Person& person, const char* day, int step) {
  qualified(person);
  hired_on(person, day, step);
}

void acts(Person& person, const char* day, int hours) {
  TimeRow row;
  row.day = working_day(person, day);
  row.kind = "acting";
  row.hours = hours;
  row.higher_classification = "Battalion Chief";
  person.time.push_back(row);
}

// The hours of a recall are hours worked as well.
void recalled(Person& person, const char* day, int hours, const char* pay_as) {
  TimeRow row;
  row.day = on(day);
  row.kind = "callback";
  row.hours = hours;
  row.pay_as = pay_as;
  person.time.push_back(row);
  row.kind = "worked";
  row.pay_as = "";
  person.time.push_back(row);
}

void retires(Person& person, const char* since, const char* separated) {
  hired(person, since, 7);
  person.first().separated = on(separated);
  set(person, "retired", separated);
  set(person, "retiree_premium", "800.00");
}

RosterRow& moves(Person& person, const char* day, bool to_office) {
  RosterRow& row = change_from(person, on(day));
  row.schedule_hours = to_office ? 4000 : 5600;
  row.work_schedule = to_office ? "four_ten" : "shifts";
  row.shift = to_office ? "staff" : "b";
  return row;
}

std::vector<Awkward> hires_and_schedules() {
  return {
      {1, "Fire Captain", "acts as a chief for 0.05 hours, 12 and 12.25", qualified,
       [](Person& p) {
         acts(p, "2015-02-02", 5);
         acts(p, "2015-03-02", 1200);
         acts(p, "2015-04-06", 1225);
       }},
      {2, "Fire Captain", "hired 2011-12-16, the day before the retirement formula changes; with the certificate alone",
       [](Person& p) {
         hired_on(p, "2011-12-16", 6);
         p.first().certification = "State Fire Officer";
       },
       nullptr},
      {3, "Fire Captain", "hired 2011-12-17, for which no formula is printed; reaches 4 years",
       [](Person& p) { hired(p, "2011-12-17", 6); }, nullptr},
      {4, "Fire Captain", "hired 2006-07-01, the last day of the first tier, paid for Spanish",
       [](Person& p) {
         hired(p, "2006-07-01", 7);
         p.first().bilingual_selected = "yes";
       },
       nullptr},
      {5, "Fire Captain", "hired 2006-07-03: retiree health savings", [](Person& p) { hired(p, "2006-07-03", 7); },
       nullptr},
      {6, "Fire Captain", "hired 2013-01-01 and no new member; the uniform allowance is not reported",
       [](Person& p) { hired(p, "2013-01-01", 5); }, nullptr},
      {7, "Fire Captain",
       "a new member, hired 2015-03-02, without a badge, using tobacco; second on the shift for Spanish",
       [](Person& p) {
         hired(p, "2015-03-02", 1);
         p.first().pepra_member = "yes";
         p.first().bilingual_selected = "yes";
         set(p, "tobacco_user", "yes");
       },
       nullptr},
      {8, "Battalion Chief",
       "on shift, the 40-hour week from 2015-06-21, on shift again from 2016-07-03; reaches 6 years",
       [](Person& p) {
         hired(p, "2009-09-14", 7);
         moves(p, "2015-06-21", true);
         moves(p, "2016-07-03", false);
       },
       nullptr},
      {9, "Battalion Chief", "on shift from 2015-09-16, in the middle of a pay period; reaches 11 years",
       [](Person& p) {
         hired(p, "2004-10-04", 7);
         in_office(p);
         moves(p, "2015-09-16", false);
       },
       nullptr},
      {10, "Battalion Chief",
       "452 hours of annual leave, 50 and 100 in the excess banks, 750 of sick leave: cashes of all", qualified,
       [](Person& p) {
         hold(p, "annual_leave", 45200);
         hold(p, "sick_leave", 75000);
         hold(p, "excess_annual_leave", 5000);
         hold(p, "excess_sick_leave", 10000);
         p.cash_out.push_back({on("2015-07-16"), "sick_leave", 4000});
         p.cash_out.push_back({on("2015-07-23"), "annual_leave", 4000});
         p.cash_out.push_back({on("2015-07-23"), "excess_annual_leave", 2000});
         p.cash_out.push_back({on("2015-12-10"), "excess_sick_leave", 3000});
         p.cash_out.push_back({on("2015-12-10"), "annual_leave", 2000});
       }},
      {11, "Fire Captain", "230 hours of compensatory time: what is above 192 is paid in December 2015", qualified,
       [](Person& p) {
         hold(p, "comp_time", 23000);
         go_on_vacation(p, on("2015-11-02"), 1, "comp_time");
       }},
      {12, "Fire Captain", "191 hours of compensatory time, recalled for an hour of time off before 2016 and after",
       qualified,
       [](Person& p) {
         hold(p, "comp_time", 19100);
         recalled(p, "2015-02-03", 100, "bank");
         recalled(p, "2016-02-02", 100, "bank");
         p.cash_out.push_back({on("2015-07-23"), "comp_time", 500});
         p.cash_out.push_back({on("2015-10-15"), "annual_leave", 1000});
       }},
      {13, "Fire Captain", "with the paramedic certificate and a master's degree; recalled; a shift of mutual aid",
       [](Person& p) {
         qualified(p);
         p.first().masters_degree = "yes";
         p.first().bachelors_degree = "yes";
         set(p, "paramedic_certificate", "yes");
       },
       [](Person& p) {
         recalled(p, "2015-05-05", 100, "cash");
         work_extra(p, on("2015-08-20"), 2400, "cash");
         put(p.time.back().more, "mutual_aid", "yes");
       }},
  };
}

std::vector<Awkward> duties_and_leaving() {
  return {
      {14, "Fire Captain", "Deputy Fire Marshal on the 40-hour week; acts for an hour; works 43 hours of a week",
       [](Person& p) {
         qualified(p);
         in_office(p);
         set(p, "assignment", "Deputy Fire Marshal");
       },
       [](Person& p) {
         acts(p, "2015-03-02", 100);
         work_extra(p, on("2015-03-04"), 300, "cash");
         work_extra(p, on("2015-04-07"), 300, "bank");
       }},
      {15, "Fire Captain",
       "acting Battalion Chief by appointment from 2015-02-01, with two amounts before the two weeks are over",
       [](Person& p) {
         qualified(p);
         set(p, "acting_in", "Battalion Chief");
         set(p, "acting_since", "2015-02-01");
       },
       [](Person& p) {
         acts(p, "2015-02-04", 2400);
         acts(p, "2015-02-23", 2400);
       }},
      {16, "Deputy Fire Chief", "no pay for holidays any more, a raise of its own; two vacations of the office at once",
       [](Person& p) {
         qualified(p);
         p.first().bachelors_degree = "yes";
       },
       [](Person& p) { take_days(p, on("2015-08-03"), on("2015-08-06"), "annual_leave"); }},
      {17, "Fire Prevention Captain",
       "two vacations of the office at once; dues, and the fee of the cafeteria plan; two meetings of the Board in a "
       "month",
       [](Person& p) {
         qualified(p);
         set(p, "dues_authorised", "yes");
         set(p, "plan_subscribed", "yes");
         cover(p, "family", 240000);
       },
       [](Person& p) {
         take_days(p, on("2015-08-05"), on("2015-08-05"), "annual_leave");
         note(p, "union_time", {{"day", "2015-10-07"}, {"kind", "executive_board"}, {"hours", "2.5"}});
         note(p, "union_time", {{"day", "2015-10-21"}, {"kind", "executive_board"}, {"hours", "2"}});
         note(p, "union_time", {{"day", "2015-11-04"}, {"kind", "steward"}, {"hours", "10"}});
         receive(p, "2015-03-02", "tuition", 120000);
         put(p.receipts.back().more, "program", "Fire Management");
         receive(p, "2015-06-01", "tuition", 70000);
         put(p.receipts.back().more, "program", "Fire Management");
         receive(p, "2015-07-06", "tuition", 40000);
         put(p.receipts.back().more, "program", "History");
         note(p, "trips", {{"day", "2015-05-06"}, {"miles", "100"}});
         note(p, "jury_duty", {{"day", "2015-09-08"}, {"hours", "10"}, {"received", "15"}, {"over_two_weeks", "yes"}});
       }},
      {18, "Battalion Chief", "left 2015-03-04, in the middle of a pay period, retired after twenty years",
       [](Person& p) { retires(p, "1995-03-01", "2015-03-04"); }, nullptr},
      {19, "Battalion Chief", "left 2016-02-29, retired after twenty-five years",
       [](Person& p) { retires(p, "1990-11-05", "2016-02-29"); }, nullptr},
      {20, "Fire Captain", "left 2016-05-10, no retirement; a shift of unpaid leave, a shift of sick leave",
       [](Person& p) {
         hired(p, "2012-01-09", 6);
         p.first().separated = on("2016-05-10");
       },
       [](Person& p) {
         go_on_vacation(p, on("2015-10-01"), 1, "unpaid");
         go_on_vacation(p, on("2015-11-16"), 1, "sick_leave");
       }},
      {21, "Fire Captain", "the step is missing",
       [](Person& p) {
         qualified(p);
         p.first().step.reset();
       },
       nullptr, "no step, so no salary and nothing that is a part of it"},
      {22, "Fire Captain", "the hours of the schedule are missing",
       [](Person& p) {
         qualified(p);
         p.first().schedule_hours = 0;
       },
       nullptr, "no hours of the week, so no hourly rate, no overtime and no leave"},
  };
}

}  // namespace

const std::vector<Awkward>& fire_management_awkward() {
  static const std::vector<Awkward> people = [] {
    std::vector<Awkward> all = hires_and_schedules();
    for (const Awkward& awkward : duties_and_leaving()) all.push_back(awkward);
    return all;
  }();
  return people;
}

}  // namespace mou::sample::fire
