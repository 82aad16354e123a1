#include "contracts/palm_springs/sample/generator/fire/awkward.h"
#include "contracts/palm_springs/sample/generator/fire/fire.h"
#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample::fire {

namespace {

void acts(Person& person, const char* day, int hours) {
  TimeRow row;
  row.day = working_day(person, day);
  row.kind = "acting";
  row.hours = hours;
  row.higher_classification = "Fire Engineer";
  person.time.push_back(row);
}

void called_back(Person& person, const char* day, int hours, int travel) {
  TimeRow row;
  row.day = on(day);
  row.kind = "callback";
  row.hours = hours;
  row.travel_hours = travel;
  person.time.push_back(row);
}

// Hours beyond the shift, with a cell that says what they were.
void beyond(Person& person, const char* day, int hours, const char* column, const char* text) {
  work_extra(person, on(day), hours, "cash");
  put(person.time.back().more, column, text);
}

void technician(Person& person, const char* since, const char* certified_until) {
  set(person, "scba_technician", "yes");
  set(person, "scba_term_began", since);
  set(person, "scba_certified_until", certified_until);
}

void leaves(Person& person, const char* hired, const char* separated) {
  hired_on(person, hired, 7);
  person.first().separated = on(separated);
}

void retires(Person& person, const char* hired, const char* separated, const char* retired, const char* kind) {
  leaves(person, hired, separated);
  set(person, "retired", retired);
  set(person, "retired_as", kind);
  set(person, "retiree_premium", "1000.00");
}

void spanish(Person& person) {
  person.first().bilingual_selected = "yes";
}

// To the schedule of 40 hours from a day on, or back to the shift.
RosterRow& moves(Person& person, const char* day, bool to_office) {
  RosterRow& row = change_from(person, on(day));
  row.schedule_hours = to_office ? 4000 : 5600;
  row.work_schedule = to_office ? "four_ten" : "shifts";
  row.shift = to_office ? "staff" : "b";
  return row;
}

std::vector<Awkward> boundary_days() {
  return {
      {1, "Fire Fighter", "acts as an engineer for 2 hours, 12, 12.25 and 24",
       [](Person& p) { set(p, "engineer_exam_passed", "yes"); },
       [](Person& p) {
         acts(p, "2015-02-02", 200);
         acts(p, "2015-03-02", 1200);
         acts(p, "2015-04-06", 1225);
         acts(p, "2015-05-04", 2400);
       }},
      {2, "Fire Fighter", "hired 2011-12-16, the day before the retirement formula changes",
       [](Person& p) { hired_on(p, "2011-12-16", 6); }, nullptr},
      {3, "Fire Fighter", "hired 2011-12-17, for which no formula is printed",
       [](Person& p) { hired_on(p, "2011-12-17", 6); }, nullptr},
      {4, "Fire Fighter", "hired 2011-12-18, the day after", [](Person& p) { hired_on(p, "2011-12-18", 6); }, nullptr},
      {5, "Fire Fighter", "hired 2012-12-31; a shift of sick leave counts towards overtime",
       [](Person& p) { hired_on(p, "2012-12-31", 5); },
       [](Person& p) { go_on_vacation(p, on("2015-02-02"), 1, "sick_leave"); }},
      {6, "Fire Fighter", "hired 2013-01-01 and no new member; a shift of sick leave does not count",
       [](Person& p) { hired_on(p, "2013-01-01", 5); },
       [](Person& p) { go_on_vacation(p, on("2015-02-02"), 1, "sick_leave"); }},
      {7, "Fire Fighter", "hired 2013-01-02, a new member",
       [](Person& p) {
         hired_on(p, "2013-01-02", 5);
         p.first().pepra_member = "yes";
       },
       nullptr},
      {8, "Fire Engineer", "hired 2006-11-01, the last day of the earlier retiree rule",
       [](Person& p) { hired_on(p, "2006-11-01", 7); }, nullptr},
      {9, "Fire Engineer", "hired 2006-11-02: retiree health savings", [](Person& p) { hired_on(p, "2006-11-02", 7); },
       nullptr},
      {10, "Fire Engineer", "hired 2006-11-15, offered the job on 2006-10-30",
       [](Person& p) {
         hired_on(p, "2006-11-15", 7);
         set(p, "offered", "2006-10-30");
       },
       nullptr},
      {11, "Fire Fighter", "hired 2015-03-10, at the first of seven steps, on probation, with a dress uniform to pay",
       [](Person& p) {
         hired_on(p, "2015-03-10", 1);
         p.first().pepra_member = "yes";
         set(p, "probation_ends", "2016-03-09");
         set(p, "dress_uniform_cost", "900.00");
         set(p, "dress_uniform_paid", "2015-03-25");
       },
       nullptr},
      {12, "Fire Fighter", "reaches 6 years on 2015-05-18", [](Person& p) { hired_on(p, "2009-05-18", 7); }, nullptr},
      {13, "Fire Fighter", "reaches 11 years on 2015-08-09", [](Person& p) { hired_on(p, "2004-08-09", 7); }, nullptr},
      {14, "Fire Engineer", "reaches 16 years on 2016-03-01", [](Person& p) { hired_on(p, "2000-03-01", 7); }, nullptr},
      {15, "Fire Fighter", "the step counted among five: 3 of five is 5 of seven",
       [](Person& p) {
         hired_on(p, "2011-05-02", 3);
         set(p, "step_scale", "five");
       },
       nullptr},
  };
}

std::vector<Awkward> schedules_and_caps() {
  return {
      {16, "Fire Engineer", "on the 40-hour week", in_office, nullptr},
      {17, "Fire Engineer", "on shift, the 40-hour week from 2015-06-21, on shift again from 2016-07-03",
       [](Person& p) {
         moves(p, "2015-06-21", true);
         moves(p, "2016-07-03", false);
       },
       nullptr},
      {18, "Fire Fighter", "on the 40-hour week, on shift from 2015-09-16, in the middle of a pay period",
       [](Person& p) {
         in_office(p);
         moves(p, "2015-09-16", false);
       },
       nullptr},
      {19, "Fire Fighter", "456 hours of annual leave", nullptr, [](Person& p) { hold(p, "annual_leave", 45600); }},
      {20, "Fire Fighter", "450 hours, hurt at work, with a notice to the Chief: the bank passes 456", nullptr,
       [](Person& p) {
         hold(p, "annual_leave", 45000);
         note(p, "cap_notices", {{"day", "2015-01-15"}, {"cause", "injury"}});
       }},
      {21, "Fire Engineer", "325 hours of annual leave on the 40-hour week", in_office,
       [](Person& p) { hold(p, "annual_leave", 32500); }},
      {22, "Fire Fighter", "715 hours of sick leave: what is above 720 is paid in December", nullptr,
       [](Person& p) { hold(p, "sick_leave", 71500); }},
      {23, "Fire Fighter", "710 hours of sick leave, fifty cashed in July", nullptr,
       [](Person& p) {
         hold(p, "sick_leave", 71000);
         p.cash_out.push_back({on("2015-07-16"), "sick_leave", 5000});
       }},
      {24, "Fire Fighter", "210 hours of compensatory time: eighteen are paid in December 2015", nullptr,
       [](Person& p) { hold(p, "comp_time", 21000); }},
      {25, "Fire Fighter", "190 hours of compensatory time, and overtime to be banked before 2016 and after", nullptr,
       [](Person& p) {
         hold(p, "comp_time", 19000);
         work_extra(p, on("2015-03-03"), 1200, "bank");
         work_extra(p, on("2016-03-03"), 1200, "bank");
       }},
      {26, "Fire Engineer", "cashes annual leave on both days for it; payroll is told in time, and too late", nullptr,
       [](Person& p) {
         p.cash_out.push_back({on("2015-07-23"), "annual_leave", 4000, {{"told", "2015-07-01"}}});
         p.cash_out.push_back({on("2015-12-10"), "annual_leave", 4000, {{"told", "2015-12-01"}}});
       }},
      {27, "Fire Engineer", "asks for cash on a pay day that is not one for it; cashes compensatory time in July",
       nullptr,
       [](Person& p) {
         p.cash_out.push_back({on("2015-08-06"), "annual_leave", 2000});
         p.cash_out.push_back({on("2015-07-23"), "comp_time", 2000});
       }},
      {28, "Fire Fighter", "a shift of compensatory time, asked for the day before", nullptr,
       [](Person& p) {
         go_on_vacation(p, on("2015-09-01"), 1, "comp_time");
         put(p.leave.back().more, "requested", date_text(p.leave.back().day - 1));
       }},
      {29, "Fire Fighter", "two shifts of unpaid leave", nullptr,
       [](Person& p) { go_on_vacation(p, on("2015-10-01"), 2, "unpaid"); }},
  };
}

std::vector<Awkward> premiums() {
  return {
      {30, "Fire Engineer", "technician whose six years end on 2015-08-01, one of five paid for Spanish on the shift",
       [](Person& p) {
         technician(p, "2009-08-01", "2017-07-31");
         spanish(p);
       },
       nullptr},
      {31, "Fire Engineer", "technician whose certificate expires on 2016-04-15",
       [](Person& p) { technician(p, "2012-04-16", "2016-04-15"); }, nullptr},
      {32, "Fire Engineer", "technician, with another on the shift from 2016",
       [](Person& p) { technician(p, "2014-02-03", "2018-02-02"); }, nullptr},
      {33, "Fire Fighter", "in the paramedic program, one of five paid for Spanish on the shift",
       [](Person& p) {
         set(p, "paramedic_assigned", "yes");
         spanish(p);
       },
       nullptr},
      {34, "Fire Fighter", "three degrees, of which one counts, and the officer's certificate besides",
       [](Person& p) {
         p.first().associates_degree = "yes";
         p.first().bachelors_degree = "yes";
         p.first().masters_degree = "yes";
         p.first().certification = "Fire Officer";
       },
       nullptr},
      {35, "Fire Fighter", "an associate's degree; technician from 2016, the second on the shift",
       [](Person& p) {
         p.first().associates_degree = "yes";
         RosterRow& row = change_from(p, on("2016-01-03"));
         put(row.more, "scba_technician", "yes");
         put(row.more, "scba_term_began", "2016-01-03");
         put(row.more, "scba_certified_until", "2020-01-02");
       },
       nullptr},
      {36, "Fire Fighter",
       "in the paramedic program, one of five paid for Spanish on the shift; a domestic partner without papers",
       [](Person& p) {
         set(p, "paramedic_assigned", "yes");
         set(p, "domestic_partner", "yes");
         cover(p, "two_party", premium_2015("two_party"));
         spanish(p);
       },
       nullptr},
      {37, "Fire Fighter",
       "called back for an hour, with thirty minutes on the road, and for five, with ninety; held over", nullptr,
       [](Person& p) {
         called_back(p, "2015-02-10", 100, 50);
         called_back(p, "2015-06-10", 500, 150);
         beyond(p, "2015-07-07", 300, "held_over", "yes");
       }},
      {38, "Fire Fighter", "a detail for another employer; pay or time off chosen a minute past eight", nullptr,
       [](Person& p) {
         beyond(p, "2015-02-11", 800, "contract_detail", "yes");
         beyond(p, "2015-05-13", 1200, "chosen_at", "20:01");
       }},
      {39, "Fire Fighter", "in the paramedic program, one of five paid for Spanish on the shift; teaches on two days",
       [](Person& p) {
         set(p, "paramedic_assigned", "yes");
         spanish(p);
       },
       [](Person& p) {
         train(p, working_day(p, "2015-08-03"), 400);
         train(p, working_day(p, "2015-08-10"), 800);
       }},
      {40, "Fire Engineer",
       "tuition above $3,000 in one fiscal year; a trip; hours for the union; a late payroll change", nullptr,
       [](Person& p) {
         receive(p, "2015-01-12", "tuition", 200000);
         receive(p, "2015-05-11", "tuition", 150000);
         receive(p, "2015-07-06", "tuition", 150000);
         note(p, "trips", {{"day", "2015-04-08"}, {"miles", "42"}});
         note(p, "union_time", {{"day", "2015-04-09"}, {"kind", "executive_board"}, {"hours", "8"}});
         note(p, "payroll_changes",
              {{"worked", "2015-05-13"}, {"hours", "8"}, {"entered", "2015-05-22"}, {"entered_at", "09:00"}});
       }},
      {41, "Fire Fighter", "acts as an engineer for a day without having passed the examination", nullptr,
       [](Person& p) { acts(p, "2015-11-02", 1200); }},
      {42, "Fire Fighter", "in the paramedic program, the fifth paid for Spanish on the shift",
       [](Person& p) {
         set(p, "paramedic_assigned", "yes");
         spanish(p);
       },
       nullptr},
  };
}

std::vector<Awkward> leaving_and_gaps() {
  return {
      {43, "Fire Engineer", "left 2015-03-04, in the middle of a pay period, retired after twenty years",
       [](Person& p) { retires(p, "1995-03-01", "2015-03-04", "2015-03-05", "service"); }, nullptr},
      {44, "Fire Engineer", "left 2016-02-29, retired after twenty-five years",
       [](Person& p) { retires(p, "1990-11-05", "2016-02-29", "2016-03-01", "service"); }, nullptr},
      {45, "Fire Fighter", "left 2015-09-30, retired with a disability after ten years",
       [](Person& p) { retires(p, "2005-05-02", "2015-09-30", "2015-10-01", "disability"); }, nullptr},
      {46, "Fire Fighter", "left 2016-05-10, no retirement", [](Person& p) { leaves(p, "2012-01-09", "2016-05-10"); },
       nullptr},
      {47, "Fire Engineer", "engineer since 2014-05-05; bumped down from 2016-02-01",
       [](Person& p) {
         hired_on(p, "2008-03-03", 7);
         set(p, "in_class_since", "2014-05-05");
         set(p, "in_unit_since", "2008-03-03");
         set(p, "eligibility_rank", "2");
         RosterRow& row = change_from(p, on("2016-02-01"));
         row.classification = "Fire Fighter";
         put(row.more, "bumped", "yes");
       },
       nullptr},
      {48, "Fire Engineer", "engineer since 2014-05-05, lower on the list; probation ended without all certificates",
       [](Person& p) {
         hired_on(p, "2008-03-03", 7);
         set(p, "in_class_since", "2014-05-05");
         set(p, "eligibility_rank", "5");
         set(p, "aerial_certified", "yes");
         set(p, "pumper_certified", "yes");
         set(p, "engineer_probation_ends", "2015-05-04");
       },
       nullptr},
      {49, "Fire Fighter", "opts out of health cover", [](Person& p) { cover(p, "opt_out", 0); }, nullptr},
      {50, "Fire Fighter", "the step is missing", [](Person& p) { p.first().step.reset(); }, nullptr,
       "no step, so no salary and nothing that is a part of it"},
      {51, "Fire Fighter", "the health coverage is missing", [](Person& p) { p.first().coverage = ""; }, nullptr,
       "no coverage, so no premium"},
      {52, "Fire Fighter", "the hours of the schedule are missing", [](Person& p) { p.first().schedule_hours = 0; },
       nullptr, "no hours of the week, so no hourly rate, no overtime and no leave"},
  };
}

}  // namespace

const std::vector<Awkward>& fire_safety_awkward() {
  static const std::vector<Awkward> people = [] {
    std::vector<Awkward> all;
    for (const auto& part : {boundary_days(), schedules_and_caps(), premiums(), leaving_and_gaps()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return people;
}

}  // namespace mou::sample::fire
