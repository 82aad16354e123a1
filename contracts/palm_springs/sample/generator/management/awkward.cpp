#include "contracts/palm_springs/sample/generator/management/awkward.h"

#include "contracts/palm_springs/sample/generator/year.h"
#include "contracts/palm_springs/sample/generator/years_2015_2016.h"

namespace mou::sample::management_unit {

namespace {

void retires(Person& person, const char* hired, const char* born, const char* day, const char* premium) {
  hired_on(person, hired, 7);
  person.first().separated = on(day) - 1;
  set(person, "born", born);
  set(person, "retired", day);
  set(person, "retiree_premium", premium);
}

void acts(Person& person, const char* first, int days) {
  for (Date day = on(first); days > 0; day = day + 1) {
    if (!works_on_schedule(person, day)) continue;
    act_as(person, day, "Principal Planner");
    --days;
  }
}

void promoted(Person& person, const char* day, const char* to, const char* salary, const char* outside) {
  note(person, "promotions",
       {{"day", day}, {"new_classification", to}, {"former_salary", salary}, {"from_outside", outside}});
}

void laid_off(Person& person, const char* day, const char* bumping) {
  note(person, "layoffs", {{"day", day}, {"bumping", bumping}, {"medical_premium", "648.00"}});
}

void partner(Person& person, const char* day, const char* same_sex, const char* born, const char* received) {
  note(person, "partnerships",
       {{"registered", day},
        {"same_sex", same_sex},
        {"born", "1970-04-02"},
        {"partner_born", born},
        {"received", received}});
}

void meets(Person& person, const char* day, const char* kind, const char* hours, const char* ends) {
  const bool general = std::string(kind) == "meeting";
  note(person, "union_time",
       {{"day", day}, {"kind", kind}, {"hours", hours}, {"begins", general ? "11:30" : ""}, {"ends", ends}});
}

std::vector<Awkward> boundary_days() {
  return {
      {1, "Accountant", "plain: a day of annual leave", nullptr,
       [](Person& p) { take_days(p, on("2015-03-03"), on("2015-03-03"), "annual_leave"); }},
      {2, "Librarian", "hired 2012-12-23, the day before the retirement formula changes",
       [](Person& p) { hired_on(p, "2012-12-23", 5); }, nullptr},
      {3, "Librarian", "hired 2012-12-24, on which neither formula is written for",
       [](Person& p) { hired_on(p, "2012-12-24", 5); }, nullptr},
      {4, "Librarian", "hired 2012-12-25, the day after", [](Person& p) { hired_on(p, "2012-12-25", 5); }, nullptr},
      {5, "Librarian", "hired 2013-01-02, a new member",
       [](Person& p) {
         hired_on(p, "2013-01-02", 5);
         p.first().pepra_member = "yes";
       },
       nullptr},
      {6, "Accountant", "hired 2005-09-06, the last day of the first tier",
       [](Person& p) { hired_on(p, "2005-09-06", 7); }, nullptr},
      {7, "Accountant", "hired 2005-09-07: retiree health savings", [](Person& p) { hired_on(p, "2005-09-07", 7); },
       nullptr},
      {8, "Accountant", "hired 2005-10-03, offered the job on 2005-09-06",
       [](Person& p) {
         hired_on(p, "2005-10-03", 7);
         set(p, "offered", "2005-09-06");
       },
       nullptr},
      {9, "Library Operations & Collections Manager", "hired 1981-07-04: 24.67 hours of leave a month",
       [](Person& p) { hired_on(p, "1981-07-04", 7); }, nullptr},
      {10, "Library Operations & Collections Manager", "hired 1981-07-05, where the heading and the text differ",
       [](Person& p) { hired_on(p, "1981-07-05", 7); }, nullptr},
      {11, "Accountant", "reaches 6 years on 2015-05-18", [](Person& p) { hired_on(p, "2009-05-18", 7); }, nullptr},
      {12, "Accountant", "reaches 11 years on 2015-08-09", [](Person& p) { hired_on(p, "2004-08-09", 7); }, nullptr},
      {13, "Accountant", "hired 2014-07-16, on the day of approval, at the third of the new steps",
       [](Person& p) { hired_on(p, "2014-07-16", 3); }, nullptr},
      {14, "Accountant", "hired 2014-07-17, the day after, at the first",
       [](Person& p) { hired_on(p, "2014-07-17", 1); }, nullptr},
      {15, "Accountant", "hired before approval and still at the second step",
       [](Person& p) { hired_on(p, "2014-05-05", 2); }, nullptr},
      {16, "Accountant", "hired 2015-03-01, the first day of a month and of a pay period",
       [](Person& p) { hired_on(p, "2015-03-01", 1); }, nullptr},
      {17, "Accountant", "hired 2015-03-04, in the middle of both", [](Person& p) { hired_on(p, "2015-03-04", 1); },
       nullptr},
  };
}

std::vector<Awkward> banks() {
  return {
      {18, "Accountant", "712 hours of annual leave", nullptr, [](Person& p) { hold(p, "annual_leave", 71200); }},
      {19, "Accountant", "705 hours of annual leave", nullptr, [](Person& p) { hold(p, "annual_leave", 70500); }},
      {20, "Accountant", "four hours of annual leave, and a week taken", nullptr,
       [](Person& p) {
         hold(p, "annual_leave", 400);
         take_days(p, on("2015-01-05"), on("2015-01-08"), "annual_leave");
       }},
      {21, "Accountant", "cashes leave on both days for it", nullptr,
       [](Person& p) {
         p.cash_out.push_back({on("2015-07-23"), "annual_leave", 4000});
         p.cash_out.push_back({on("2015-12-10"), "annual_leave", 2000});
       }},
      {22, "Accountant", "asks for cash on a pay day that is not one for it", nullptr,
       [](Person& p) {
         p.cash_out.push_back({on("2015-08-06"), "annual_leave", 2000});
       }},
      {23, "Payroll Coordinator", "97 hours of compensatory time: four hours of overtime cross 100", nullptr,
       [](Person& p) {
         hold(p, "comp_time", 9700);
         work_extra(p, on("2015-03-03"), 400, "bank");
       }},
      {24, "Accountant", "exempt: overtime paid, and overtime banked", nullptr,
       [](Person& p) {
         work_extra(p, on("2015-03-03"), 400, "cash");
         work_extra(p, on("2015-04-07"), 400, "bank");
       }},
      {25, "Accountant", "four of the ten hours of the floating holiday are used, the others lapse", nullptr,
       [](Person& p) { take_leave(p, on("2015-06-02"), "floating_holiday", 400); }},
      {26, "Accountant", "44 floating hours when Fridays earn ten each", nullptr,
       [](Person& p) { hold(p, "floating_holiday", 4400); }},
      {27, "Accountant", "three quarters of full time", [](Person& p) { p.first().fte = 75; }, nullptr},
      {28, "Accountant", "six tenths of full time, full time from 2015-09-16",
       [](Person& p) {
         p.first().fte = 60;
         change_from(p, on("2015-09-16")).fte = 100;
       },
       nullptr},
      {29, "Accountant", "four days of nine hours", [](Person& p) { p.first().work_schedule = "four_nine"; }, nullptr},
      {30, "Emergency Services Coordinator",
       "the calendar schedule of holidays; two days on standby; a uniform allowance",
       [](Person& p) { p.first().holiday_schedule = "calendar"; },
       [](Person& p) {
         stand_by(p, on("2015-03-07"));
         stand_by(p, on("2015-03-08"));
       }},
      {31, "Accountant", "two days of unpaid leave", nullptr,
       [](Person& p) { take_days(p, on("2015-10-05"), on("2015-10-06"), "unpaid"); }},
      {32, "Accountant", "gives eight hours to the Association's bank", nullptr,
       [](Person& p) {
         note(p, "leave_gifts", {{"day", "2015-03-03"}, {"bank", "annual_leave"}, {"hours", "8"}});
       }},
      {33, "Accountant", "an officer: draws two hours of it; two meetings of the board in a month, one too long",
       nullptr,
       [](Person& p) {
         meets(p, "2015-03-10", "steward", "2", "");
         meets(p, "2015-05-06", "executive_board", "2.5", "");
         meets(p, "2015-05-20", "executive_board", "2", "");
         meets(p, "2015-05-27", "meeting", "2.5", "14:00");
       }},
  };
}

std::vector<Awkward> premiums_and_health() {
  return {
      {34, "Accountant", "all four premiums, of which one is paid",
       [](Person& p) {
         p.first().masters_degree = "yes";
         p.first().certification = "CPA";
         p.first().notary_selected = "yes";
         p.first().bilingual_selected = "yes";
       },
       nullptr},
      {35, "Accountant", "a certificate alone", [](Person& p) { p.first().certification = "CPA"; }, nullptr},
      {36, "Accountant", "a certificate that is never renewed, paid for since 2014-07-01",
       [](Person& p) {
         p.first().certification = "Old";
         set(p, "certificate_renewed", "no");
         set(p, "certificate_paid_since", "2014-07-01");
       },
       nullptr},
      {37, "Accountant", "one that is never renewed, paid for since 2014-07-02; a notary",
       [](Person& p) {
         p.first().certification = "Old";
         p.first().notary_selected = "yes";
         set(p, "certificate_renewed", "no");
         set(p, "certificate_paid_since", "2014-07-02");
       },
       nullptr},
      {38, "Accountant", "opts out of health cover", [](Person& p) { cover(p, "opt_out", 0); }, nullptr},
      {39, "Accountant", "declines medical, takes dental and vision",
       [](Person& p) {
         cover(p, "single", 7100);
         set(p, "declined_beside", "medical");
       },
       nullptr},
      {40, "Accountant", "the dearest plan for a family", [](Person& p) { cover(p, "family", 210000); }, nullptr},
      {41, "Accountant", "the cheapest plan for two, family from 2015-08-02",
       [](Person& p) {
         cover(p, "two_party", 90000);
         RosterRow& row = change_from(p, on("2015-08-02"));
         row.coverage = "family";
         row.plan_premium = 180000;
       },
       nullptr},
      {42, "Accountant", "partners of one sex, papers on the sixtieth day", nullptr,
       [](Person& p) { partner(p, "2015-03-02", "yes", "1980-01-05", "2015-05-01"); }},
      {43, "Accountant", "partners of two sexes, the older sixty-two on the day of the registration", nullptr,
       [](Person& p) { partner(p, "2015-03-02", "no", "1953-03-02", "2015-03-30"); }},
      {44, "Accountant", "partners of two sexes, the older sixty-two before it, papers too late", nullptr,
       [](Person& p) { partner(p, "2015-03-02", "no", "1953-03-01", "2015-06-30"); }},
      {45, "Accountant", "pays dues, and a member",
       [](Person& p) {
         set(p, "dues_authorised", "yes");
         set(p, "association_member", "yes");
       },
       nullptr},
      {46, "Accountant",
       "rated below, then meets; step 6; tuition above $1,500 in one fiscal year; a trip; a parent dies",
       [](Person& p) { p.first().step = 6; },
       [](Person& p) {
         p.evaluations.push_back({on("2015-03-03"), "below"});
         p.evaluations.push_back({on("2015-09-01"), "meets"});
         receive(p, "2015-01-12", "tuition", 110000);
         receive(p, "2015-05-11", "tuition", 90000);
         receive(p, "2015-07-06", "tuition", 90000);
         note(p, "trips", {{"day", "2015-04-08"}, {"miles", "120"}});
         note(p, "bereavements", {{"day", "2015-04-12"}, {"relation", "parent"}});
       }},
  };
}

std::vector<Awkward> changes_and_gaps() {
  return {
      {47, "Associate Planner", "acts as a Principal Planner for two days", nullptr,
       [](Person& p) { acts(p, "2015-03-02", 2); }},
      {48, "Associate Planner", "acts for three days", nullptr, [](Person& p) { acts(p, "2015-03-02", 3); }},
      {49, "Associate Planner", "acts for six days, with a weekend in them", nullptr,
       [](Person& p) { acts(p, "2015-03-04", 6); }},
      {50, "Associate Planner", "promoted into the unit on 2015-02-02",
       [](Person& p) {
         hired_on(p, "2010-05-03", 4);
         set(p, "in_unit_since", "2015-02-02");
       },
       [](Person& p) { promoted(p, "2015-02-02", "Associate Planner", "5000.00", "yes"); }},
      {51, "Associate Planner", "promoted within the unit on 2015-02-02",
       [](Person& p) { hired_on(p, "2010-05-03", 5); },
       [](Person& p) { promoted(p, "2015-02-02", "Principal Planner", "6000.00", "no"); }},
      {52, "Accountant", "laid off 2016-03-10, declines to bump",
       [](Person& p) { p.first().separated = on("2016-03-10"); },
       [](Person& p) { laid_off(p, "2016-03-10", "declined"); }},
      {53, "Accountant", "laid off 2016-03-10 and bumps", nullptr,
       [](Person& p) { laid_off(p, "2016-03-10", "bumped"); }},
      {54, "Accountant", "left 2015-06-10, in the middle of a pay period, with leave to be paid",
       [](Person& p) { p.first().separated = on("2015-06-10"); }, nullptr},
      {55, "Accountant", "retired 2015-09-02 with twenty years and fifty of age, both to the day",
       [](Person& p) { retires(p, "1995-09-02", "1965-09-02", "2015-09-02", "800.00"); }, nullptr},
      {56, "Accountant", "retired 2015-09-02 with twenty-five years and a family's plan, died 2016-03-15",
       [](Person& p) {
         retires(p, "1990-09-02", "1960-01-05", "2015-09-02", "1684.80");
         cover(p, "family", 168480);
         set(p, "retiree_plan", "blue");
         set(p, "died", "2016-03-15");
       },
       nullptr},
      {57, "Accountant", "retired 2015-09-02 in the second tier",
       [](Person& p) { retires(p, "2005-10-03", "1950-01-05", "2015-09-02", "800.00"); }, nullptr},
      {58, "Animal Control Supervisor", "a uniform allowance; left on a pay day",
       [](Person& p) { p.first().separated = on("2016-08-18"); }, nullptr},
      {59, "Accountant", "the step is missing", [](Person& p) { p.first().step.reset(); }, nullptr,
       "no step, so no salary and nothing that is a part of it"},
      {60, "Accountant", "the health coverage is missing",
       [](Person& p) {
         p.first().coverage = "";
         p.first().plan_premium.reset();
       },
       nullptr, "no coverage, so nothing for health"},
      {61, "Accountant", "whether there is a master's degree is missing",
       [](Person& p) { p.first().masters_degree = ""; }, nullptr, "no premium of article 14 can be told"},
  };
}

}  // namespace

const std::vector<Awkward>& awkward_people() {
  static const std::vector<Awkward> people = [] {
    std::vector<Awkward> all;
    for (const auto& part : {boundary_days(), banks(), premiums_and_health(), changes_and_gaps()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return people;
}

}  // namespace mou::sample::management_unit
