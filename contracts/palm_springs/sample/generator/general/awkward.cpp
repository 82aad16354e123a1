#include "contracts/palm_springs/sample/generator/general/awkward.h"

#include "contracts/palm_springs/sample/generator/general/calendar.h"
#include "contracts/palm_springs/sample/generator/general/classes.h"
#include "contracts/palm_springs/sample/generator/general/plans.h"
#include "contracts/palm_springs/sample/generator/year.h"

namespace mou::sample::general {

namespace {

void hired_on(Person& person, const char* day, int step) {
  person.first().hired = on(day);
  person.first().step = step;
}

// Hired on the day, and paid both premiums whose form depends on it.
void both_premiums_hired(Person& person, const char* day) {
  hired_on(person, day, 2);
  person.first().pepra_member = "yes";
  person.first().notary_selected = "yes";
  person.first().bilingual_selected = "yes";
}

void share(Person& person, int fte) {
  person.first().fte = fte;
}

// Hired on the day, at the step that belongs to it, and not one more in the year.
void reaches(Person& person, const char* hired) {
  hired_on(person, hired, 7);
}

void cover(Person& person, const char* coverage, int premium) {
  person.first().coverage = coverage;
  person.first().plan_premium = premium;
}

void step_on(Person& person, const char* hired, int step, const char* rating) {
  hired_on(person, hired, step);
  if (*rating != '\0') evaluate(person, 2019, rating);
}

void receipt(Person& person, const char* bought, const char* submitted, const char* kind, int amount) {
  person.receipts.push_back({on(bought), on(submitted), kind, amount});
}

void industrial(Person& person, const char* first, const char* last, int benefit) {
  take_days(person, on(first), on(last), "industrial");
  // Workers' compensation comes every second Thursday.
  for (Date day = on(first) + 11; day <= on(last) + 11; day = day + 14) {
    person.benefits.push_back({day, "workers_compensation", benefit});
  }
}

void act_days(Person& person, const char* first, int days, const char* higher) {
  int done = 0;
  for (const Date day : workdays(on(first), calendar().last_day)) {
    if (done == days) break;
    act_as(person, day, higher);
    ++done;
  }
}

void work_holidays(Person& person, const char* choice) {
  person.first().holiday_schedule = "calendar";
  person.first().holiday_choice = choice;
  person.shift_start = "06:00";
}

void work_on(Person& person, const char* day) {
  TimeRow row;
  row.day = on(day);
  row.hours = 1000;
  row.shift_start = person.shift_start;
  person.time.push_back(row);
}

std::vector<Awkward> by_hand() {
  return {
      {1, "Dispatcher",
       "plain and full time, step 3: in the period from 2019-05-05 two hours of overtime paid, a day of standby, a "
       "court "
       "day of three hours",
       [](Person& p) { hired_on(p, "2014-05-05", 3); },
       [](Person& p) {
         work_extra(p, on("2019-05-07"), 200, "cash");
         stand_by(p, on("2019-05-11"));
         go_to_court(p, on("2019-05-10"), 300);
       }},
      {2, "Library Assistant",
       "plain, three quarters of full time, step 4; in the period from 2019-05-05 a day of general leave",
       [](Person& p) {
         hired_on(p, "2012-01-09", 4);
         share(p, 75);
       },
       [](Person& p) { take_days(p, on("2019-05-08"), on("2019-05-08"), "general_leave"); }},
      {3, "Police Records Technician",
       "hired 2019-03-04, after approval, with notary and bilingual premiums; a uniform allowance",
       [](Person& p) {
         both_premiums_hired(p, "2019-03-04");
         p.first().step = 1;
       },
       nullptr},
  };
}

std::vector<Awkward> boundary_days() {
  return {
      {4, "Secretary", "hired 2012-12-23, the day before the retirement formula changes",
       [](Person& p) { hired_on(p, "2012-12-23", 7); }, nullptr},
      {5, "Secretary", "hired 2012-12-24, on which neither formula is written for",
       [](Person& p) { hired_on(p, "2012-12-24", 7); }, nullptr},
      {6, "Secretary", "hired 2012-12-25, the day after", [](Person& p) { hired_on(p, "2012-12-25", 7); }, nullptr},
      {7, "Account Clerk II", "hired 2019-02-05, the day before approval, notary and bilingual",
       [](Person& p) { both_premiums_hired(p, "2019-02-05"); }, nullptr},
      {8, "Account Clerk II", "hired 2019-02-06, the day of approval, notary and bilingual",
       [](Person& p) { both_premiums_hired(p, "2019-02-06"); }, nullptr},
      {9, "Account Clerk II", "hired 2019-02-07, the day after approval, notary and bilingual",
       [](Person& p) { both_premiums_hired(p, "2019-02-07"); }, nullptr},
      {10, "Street/Traffic Maintenance Worker", "hired 2005-12-06: no retiree health savings",
       [](Person& p) { hired_on(p, "2005-12-06", 7); }, nullptr},
      {11, "Street/Traffic Maintenance Worker", "hired 2005-12-07: retiree health savings",
       [](Person& p) { hired_on(p, "2005-12-07", 7); }, nullptr},
      {12, "Street/Traffic Maintenance Worker", "hired 2010-03-01, first employed 2004-06-01",
       [](Person& p) {
         hired_on(p, "2010-03-01", 7);
         p.first().first_employed = on("2004-06-01");
       },
       nullptr},
      {13, "Clerical Assistant", "hired 2019-03-10, the first day of a pay period",
       [](Person& p) { hired_on(p, "2019-03-10", 1); }, nullptr},
      {14, "Clerical Assistant", "hired 2019-03-23, the last day of a pay period",
       [](Person& p) { hired_on(p, "2019-03-23", 1); }, nullptr},
      {15, "Clerical Assistant", "left 2019-06-15, the last day of a pay period",
       [](Person& p) { p.first().separated = on("2019-06-15"); }, nullptr},
      {16, "Clerical Assistant", "left 2019-06-16, the first day of a pay period",
       [](Person& p) { p.first().separated = on("2019-06-16"); }, nullptr},
      {17, "Police Services Officer", "left 2019-09-17, in the middle of a pay period, with leave to be paid",
       [](Person& p) { p.first().separated = on("2019-09-17"); }, nullptr},
      {18, "Dispatcher", "hired 2019-04-01, took leave in the first six months, left 2019-08-08",
       [](Person& p) {
         hired_on(p, "2019-04-01", 1);
         p.first().separated = on("2019-08-08");
       },
       [](Person& p) { take_leave(p, on("2019-06-12"), "general_leave", 1000); }},
  };
}

std::vector<Awkward> part_time_and_banks() {
  return {
      {19, "Library Assistant", "half time", [](Person& p) { share(p, 50); }, nullptr},
      {20, "Library Assistant", "0.6 of full time", [](Person& p) { share(p, 60); }, nullptr},
      {21, "Library Assistant", "0.75 of full time", [](Person& p) { share(p, 75); }, nullptr},
      {22, "Library Assistant", "0.9 of full time", [](Person& p) { share(p, 90); }, nullptr},
      {23, "Recreation Program Assistant", "half time, full time from 2019-06-30, the start of a pay period",
       [](Person& p) {
         share(p, 50);
         change_from(p, on("2019-06-30")).fte = 100;
       },
       nullptr},
      {24, "Recreation Program Assistant", "full time, 0.6 from 2019-10-02, in the middle of a pay period",
       [](Person& p) { change_from(p, on("2019-10-02")).fte = 60; }, nullptr},
      {25, "Animal Control Officer", "440 hours of general leave: all that is earned is lost", nullptr,
       [](Person& p) { open_banks(p, 44000, 0, 1000); }},
      {26, "Animal Control Officer", "435 hours of general leave: part of the first month is lost", nullptr,
       [](Person& p) { open_banks(p, 43500, 0, 1000); }},
      {27, "Maintenance Technician I", "100 hours of compensatory time and more overtime to be banked: it is paid",
       nullptr,
       [](Person& p) {
         open_banks(p, 12000, 10000, 1000);
         work_extra(p, on("2019-05-07"), 400, "bank");
         work_extra(p, on("2019-10-15"), 250, "bank");
       }},
      {28, "Maintenance Technician I", "97 hours of compensatory time: an award of six hours crosses 100", nullptr,
       [](Person& p) {
         open_banks(p, 12000, 9700, 1000);
         work_extra(p, on("2019-05-07"), 400, "bank");
         take_leave(p, on("2019-06-11"), "comp_time", 1000);
       }},
      {29, "Account Specialist", "50 floating hours when a Friday holiday earns ten", nullptr,
       [](Person& p) { open_banks(p, 12000, 0, 5000); }},
      {30, "Account Specialist", "45 floating hours when a Friday holiday earns ten", nullptr,
       [](Person& p) { open_banks(p, 12000, 0, 4500); }},
      {31, "Building Inspector", "reaches 4 years on 2019-07-15", [](Person& p) { reaches(p, "2015-07-15"); }, nullptr},
      {32, "Building Inspector", "reaches 8 years on 2019-03-01", [](Person& p) { reaches(p, "2011-03-01"); }, nullptr},
      {33, "Building Inspector", "reaches 11 years on 2019-10-20", [](Person& p) { reaches(p, "2008-10-20"); },
       nullptr},
      {34, "Crime Analyst", "hired 2004-02-29: 15 years in a common year", [](Person& p) { reaches(p, "2004-02-29"); },
       nullptr},
      {35, "Crime Analyst", "reaches 18 years on 2019-11-01", [](Person& p) { reaches(p, "2001-11-01"); }, nullptr},
      {36, "Planning Technician", "reaches 4 years on the first day of a month",
       [](Person& p) { reaches(p, "2015-09-01"); }, nullptr},
      {37, "Planning Technician", "reaches 4 years on the last day of a month",
       [](Person& p) { reaches(p, "2015-09-30"); }, nullptr},
  };
}

std::vector<Awkward> long_leaves() {
  return {
      {38, "Maintenance Worker I", "unpaid leave of exactly 20 days in a row, 2019-04-02 to 2019-04-21",
       [](Person& p) { hired_on(p, "2016-08-15", 3); },
       [](Person& p) { take_days(p, on("2019-04-02"), on("2019-04-21"), "unpaid"); }},
      {39, "Maintenance Worker I", "unpaid leave of 21 days in a row, 2019-04-01 to 2019-04-21",
       [](Person& p) { hired_on(p, "2016-08-15", 3); },
       [](Person& p) { take_days(p, on("2019-04-01"), on("2019-04-21"), "unpaid"); }},
      {40, "Maintenance Worker I", "unpaid leave of two months, 2019-02-03 to 2019-04-06",
       [](Person& p) { hired_on(p, "2016-08-15", 3); },
       [](Person& p) { take_days(p, on("2019-02-03"), on("2019-04-06"), "unpaid"); }},
      {41, "Maintenance Worker I", "unpaid leave of exactly 20 work days in a row, 2019-03-03 to 2019-04-06",
       [](Person& p) { hired_on(p, "2016-08-15", 3); },
       [](Person& p) { take_days(p, on("2019-03-03"), on("2019-04-06"), "unpaid"); }},
      {42, "Maintenance Worker I", "two unpaid leaves of two weeks each",
       [](Person& p) { hired_on(p, "2016-08-15", 3); },
       [](Person& p) {
         take_days(p, on("2019-03-03"), on("2019-03-16"), "unpaid");
         take_days(p, on("2019-06-02"), on("2019-06-15"), "unpaid");
       }},
  };
}

std::vector<Awkward> premiums_and_health() {
  return {
      {43, "Code Compliance Officer", "two premiums: a master's degree and a certificate",
       [](Person& p) {
         p.first().masters_degree = "yes";
         p.first().certification = "ICC Property Maintenance & Housing";
       },
       nullptr},
      {44, "Permit Center Technician", "four premiums: master's degree, certificate, notary, bilingual",
       [](Person& p) {
         p.first().masters_degree = "yes";
         p.first().certification = "ICC";
         p.first().notary_selected = "yes";
         p.first().bilingual_selected = "yes";
       },
       nullptr},
      {45, "Engineering Technician", "a certificate that earns nothing in this class",
       [](Person& p) { p.first().certification = "NICET"; }, nullptr},
      {46, "Dispatcher Supervisor", "the City's one CLETS coordinator",
       [](Person& p) { p.first().certification = "Agency CLETS Coordinator"; }, nullptr},
      {47, "Secretary", "opts out of health cover without proof of another", [](Person& p) { cover(p, "opt_out", 0); },
       nullptr},
      {48, "Secretary", "opts out of health cover with proof",
       [](Person& p) {
         cover(p, "opt_out", 0);
         p.first().other_coverage_proof = "yes";
       },
       nullptr},
      {49, "Secretary", "the cheapest plans for a family: more than $200 a month is left over",
       [](Person& p) { cover(p, "family", premium_2019(0, false, "family")); }, nullptr},
      {50, "Secretary", "the dearest plans for a family: pays the difference",
       [](Person& p) { cover(p, "family", premium_2019(3, true, "family")); }, nullptr},
      {51, "Secretary", "plans for two at exactly the City's most of 2018",
       [](Person& p) { cover(p, "two_party", 147400); }, nullptr},
      {52, "Secretary", "single, family from 2019-08-11",
       [](Person& p) {
         RosterRow& later = change_from(p, on("2019-08-11"));
         later.coverage = "family";
         later.plan_premium = premium_2019(2, true, "family");
       },
       nullptr},
  };
}

std::vector<Awkward> time_cards() {
  return {
      {53, "Account Clerk", "acts in a higher class for two days", nullptr,
       [](Person& p) { act_days(p, "2019-05-13", 2, "Account Specialist"); }},
      {54, "Account Clerk", "acts in a higher class for three days", nullptr,
       [](Person& p) { act_days(p, "2019-05-13", 3, "Account Specialist"); }},
      {55, "Account Clerk", "acts in a higher class for ten work days, three free days in them", nullptr,
       [](Person& p) { act_days(p, "2019-05-06", 10, "Account Specialist"); }},
      {56, "Plans Examiner", "acts for four days in a class whose range the schedule does not have", nullptr,
       [](Person& p) { act_days(p, "2019-05-13", 4, "Plans Examiner II"); }},
      {57, "Account Specialist", "acts for four days in a class of a lower range", nullptr,
       [](Person& p) { act_days(p, "2019-05-13", 4, "Account Clerk"); }},
      {58, "Street/Traffic Maintenance Lead Worker",
       "call-backs: half an hour with ninety minutes of travel; three hours with fifteen minutes; one hour on standby",
       nullptr,
       [](Person& p) {
         call_back(p, on("2019-05-11"), 50, 150, false);
         call_back(p, on("2019-05-17"), 300, 25, false);
         stand_by(p, on("2019-06-08"));
         call_back(p, on("2019-06-08"), 100, 50, true);
       }},
      {59, "Information Technology Technician", "on standby for three weeks; two lines on one of the days", nullptr,
       [](Person& p) {
         for (Date day = on("2019-03-03"); day <= on("2019-03-23"); day = day + 1) stand_by(p, day);
         stand_by(p, on("2019-03-09"));
       }},
      {60, "Dispatcher", "court on three days: 1.5, 4 and 6 hours", nullptr,
       [](Person& p) {
         go_to_court(p, on("2019-05-10"), 150);
         go_to_court(p, on("2019-05-17"), 400);
         go_to_court(p, on("2019-05-18"), 600);
       }},
      {61, "Dispatcher Supervisor", "court, in a class of another title", nullptr,
       [](Person& p) { go_to_court(p, on("2019-05-10"), 300); }},
      {62, "Community Service Officer", "9 hours of training given in a pay period", nullptr,
       [](Person& p) { train(p, on("2019-05-07"), 900); }},
      {63, "Community Service Officer", "10 hours of training given in a pay period", nullptr,
       [](Person& p) { train(p, on("2019-05-07"), 1000); }},
      {64, "Community Service Officer", "19 hours of training given in a pay period", nullptr,
       [](Person& p) {
         train(p, on("2019-05-07"), 1000);
         train(p, on("2019-05-08"), 900);
       }},
      {65, "Community Service Officer", "20 hours of training given in a pay period", nullptr,
       [](Person& p) {
         train(p, on("2019-05-07"), 1000);
         train(p, on("2019-05-15"), 1000);
       }},
      {66, "Police Records Technician", "the shift begins at 21:00", [](Person& p) { p.shift_start = "21:00"; },
       nullptr},
      {67, "Police Records Technician", "the shift begins at 20:00 to the minute",
       [](Person& p) { p.shift_start = "20:00"; }, nullptr},
      {68, "Airport Operations Aide", "the shift begins at 05:00 to the minute",
       [](Person& p) { p.shift_start = "05:00"; }, nullptr},
      {69, "Airport Operations Aide", "the shift begins at 04:45", [](Person& p) { p.shift_start = "04:45"; }, nullptr},
      {70, "Heavy Equipment Operator & Sr Street/Traffic Maint. Worker",
       "hurt at work: 24 days of industrial leave with workers' compensation", nullptr,
       [](Person& p) { industrial(p, "2019-03-03", "2019-04-13", 128000); }},
      {71, "Heavy Equipment Operator & Sr Street/Traffic Maint. Worker",
       "hurt at work: more than 90 working days of industrial leave", nullptr,
       [](Person& p) { industrial(p, "2019-01-27", "2019-08-10", 128000); }},
  };
}

std::vector<Awkward> receipts_and_cash() {
  return {
      {72, "Fleet Maintenance Technician II", "tools above $1,500 in the year, and a receipt handed in the year after",
       nullptr,
       [](Person& p) {
         receipt(p, "2019-02-11", "2019-02-14", "tools", 100000);
         receipt(p, "2019-09-16", "2019-09-19", "tools", 75050);
         receipt(p, "2019-12-30", "2020-01-06", "tools", 9900);
       }},
      {73, "Airport Maintenance Technician, Senior",
       "tools at the airport above the limits of both fiscal years, and before approval", nullptr,
       [](Person& p) {
         receipt(p, "2019-01-14", "2019-01-16", "tools", 20000);
         receipt(p, "2019-03-11", "2019-03-14", "tools", 60000);
         receipt(p, "2019-06-24", "2019-06-26", "tools", 30000);
         receipt(p, "2019-07-15", "2019-07-18", "tools", 125000);
       }},
      {74, "Maintenance Worker, Lead", "safety shoes above the limit, twice in the year", nullptr,
       [](Person& p) {
         receipt(p, "2019-01-22", "2019-01-24", "shoes", 18999);
         receipt(p, "2019-11-12", "2019-11-14", "shoes", 15000);
       }},
      {75, "Human Resources Technician", "tuition above $1,500 in one fiscal year and below in the next", nullptr,
       [](Person& p) {
         receipt(p, "2019-01-28", "2019-02-04", "tuition", 120000);
         receipt(p, "2019-06-17", "2019-06-20", "tuition", 90000);
         receipt(p, "2019-08-26", "2019-08-29", "tuition", 140000);
       }},
      {76, "Library Assistant, Senior", "bereavement leave, 2019-04-08 to 2019-04-10: no line, for no bank pays it",
       nullptr,
       [](Person& p) {
         stay_away(p, on("2019-04-08"));
         stay_away(p, on("2019-04-09"));
         stay_away(p, on("2019-04-10"));
       }},
      {77, "Account Specialist II", "elects 120 hours for 2020 in two parts", nullptr,
       [](Person& p) {
         p.elections.push_back({on("2019-12-02"), 2020, 12000, "two"});
       }},
      {78, "Account Specialist II", "elects 60 hours for 2020 in one part, on the last day for it", nullptr,
       [](Person& p) {
         p.elections.push_back({on("2019-12-15"), 2020, 6000, "one"});
       }},
      {79, "Account Specialist II", "elects 60 hours for 2020 a day too late", nullptr,
       [](Person& p) {
         p.elections.push_back({on("2019-12-16"), 2020, 6000, "one"});
       }},
      {80, "Account Specialist II", "elects 300 hours for 2020, more than a year earns", nullptr,
       [](Person& p) {
         p.elections.push_back({on("2019-12-09"), 2020, 30000, "two"});
       }},
      {81, "Housing Program Assistant", "cashes leave on both pay days for it", nullptr,
       [](Person& p) {
         p.cash_out.push_back({on("2019-07-18"), "general_leave", 4000});
         p.cash_out.push_back({on("2019-12-05"), "general_leave", 2000});
       }},
      {82, "Crime Scene Technician", "asks for 200 hours in cash with fewer in the bank",
       [](Person& p) { hired_on(p, "2015-02-02", 7); },
       [](Person& p) {
         open_banks(p, 3000, 0, 0);
         p.cash_out.push_back({on("2019-07-18"), "general_leave", 20000});
       }},
      {83, "Property Technician", "asks for cash on a pay day that is not one for it", nullptr,
       [](Person& p) {
         p.cash_out.push_back({on("2019-08-01"), "general_leave", 2000});
       }},
  };
}

std::vector<Awkward> steps_and_gaps() {
  return {
      {84, "Public Works Inspector", "step 4 from 2019-05-14, in the middle of a pay period",
       [](Person& p) {
         step_on(p, "2016-05-14", 3, "meets");
         change_from(p, on("2019-05-14")).step = 4;
       },
       nullptr},
      {85, "Public Works Inspector", "an evaluation below expectations: no step",
       [](Person& p) { step_on(p, "2016-05-14", 3, "below"); }, nullptr},
      {86, "Rangemaster", "no evaluation in the year, step 2", [](Person& p) { step_on(p, "2016-05-14", 2, ""); },
       nullptr},
      {87, "Recreation Program Aide", "the step is missing", [](Person& p) { p.first().step.reset(); }, nullptr},
      {88, "Program Coordinator", "the health coverage is missing",
       [](Person& p) {
         p.first().coverage = "";
         p.first().plan_premium.reset();
       },
       nullptr},
      {89, "Jail Transport Officer", "whether there is a master's degree or a bilingual selection is missing",
       [](Person& p) {
         p.first().masters_degree = "";
         p.first().bilingual_selected = "";
       },
       nullptr},
      {90, "Dispatcher", "calendar schedule: worked three holidays, into the floating bank",
       [](Person& p) { work_holidays(p, "floating_bank"); },
       [](Person& p) {
         work_on(p, "2019-05-27");
         work_on(p, "2019-07-04");
         work_on(p, "2019-11-28");
       }},
      {91, "Airport Operations Specialist", "calendar schedule: worked a holiday, into general leave",
       [](Person& p) { work_holidays(p, "general_bank"); }, [](Person& p) { work_on(p, "2019-07-04"); }},
      {92, "Airport Operations Specialist II", "calendar schedule: worked a holiday, paid",
       [](Person& p) { work_holidays(p, "straight_time"); }, [](Person& p) { work_on(p, "2019-07-04"); }},
      {93, "Literacy Coordinator", "leave across a holiday, with a line of leave on the holiday itself", nullptr,
       [](Person& p) {
         take_days(p, on("2019-09-02"), on("2019-09-05"), "general_leave");
         take_leave(p, on("2019-09-02"), "general_leave", 1000);
       }},
      {94, "Cogeneration Technician Senior", "range 51, which the schedule does not have", nullptr, nullptr},
      {95, "Plans Examiner II", "range 54, which the schedule does not have", nullptr, nullptr},
      {96, "Account Clerk", "promoted to Account Clerk II on 2019-07-14",
       [](Person& p) {
         RosterRow& later = change_from(p, on("2019-07-14"));
         later.classification = "Account Clerk II";
         later.step = 5;
       },
       nullptr},
      {97, "Broadcast Assistant", "takes more general leave than there is",
       [](Person& p) { hired_on(p, "2018-02-05", 2); },
       [](Person& p) {
         open_banks(p, 1500, 0, 0);
         take_days(p, on("2019-01-07"), on("2019-01-10"), "general_leave");
       }},
      {98, "Executive Services Assistant", "hired 1985-03-18, the longest service",
       [](Person& p) { hired_on(p, "1985-03-18", 7); }, nullptr},
      {99, "Lifeguard", "the anniversary is not that of the hire: step 3 from 2019-11-04",
       [](Person& p) {
         hired_on(p, "2016-05-14", 2);
         p.first().anniversary = on("2016-11-04");
         evaluate(p, 2019, "exceeds");
         change_from(p, on("2019-11-04")).step = 3;
       },
       nullptr},
      {100, "Police Trainee", "hired 2018-10-07, on the day of the raise that was approved four months later",
       [](Person& p) { hired_on(p, "2018-10-07", 1); }, nullptr},
  };
}

}  // namespace

const std::vector<Awkward>& awkward_people() {
  static const std::vector<Awkward> people = [] {
    std::vector<Awkward> all;
    for (const auto& part : {by_hand(), boundary_days(), part_time_and_banks(), long_leaves(), premiums_and_health(),
                             time_cards(), receipts_and_cash(), steps_and_gaps()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return people;
}

// Full time since 2008 at the top step, covered alone.
Person plain_person(int /*number*/, const ClassEntry& entry) {
  RosterRow row;
  row.classification = entry.title;
  row.division = entry.division;
  row.hired = on("2008-05-05");
  row.step = 7;
  row.plan_premium = premium_2019(2, true, "single");
  Person person(calendar());
  person.rows.push_back(row);
  return person;
}

void open_banks(Person& person, int general_leave, int comp_time, int floating_holiday) {
  sample::open_banks(
      person, {{"general_leave", general_leave}, {"comp_time", comp_time}, {"floating_holiday", floating_holiday}});
}

}  // namespace mou::sample::general
