// Mistakes made in a copy of the contract, one at a time: each gets a message of its own, at the line of the mistake,
// that names it and says what to write.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/contract/payroll.h"

namespace mou {
namespace {

struct Mistake {
  const char* name;
  // The first place in seiu_2018.mou that reads so, and what is written there instead.
  const char* replace;
  const char* with;
  const char* code;
  // A piece of the line that the message points at, as it then reads, and of what is said.
  const char* line;
  const char* message;
  const char* help;
  // How many places of the contract the mistake touches, each with its message.
  int places = 1;
};

// What is said of the contract as it stands is not of the mistake.
std::vector<Diagnostic> beside_the_usual(const Program& program) {
  static const Program as_it_stands = general_unit_program();
  std::vector<Diagnostic> left;
  for (const Diagnostic& diagnostic : program.diagnostics.all()) {
    const auto& usual = as_it_stands.diagnostics.all();
    const auto same = [&](const Diagnostic& other) { return other.message == diagnostic.message; };
    if (std::none_of(usual.begin(), usual.end(), same)) left.push_back(diagnostic);
  }
  return left;
}

std::string contract_with(const Mistake& mistake) {
  std::string text = text_of(general_unit() / "seiu_2018.mou").value();
  const std::size_t at = text.find(mistake.replace);
  if (at == std::string::npos) return "";
  return text.replace(at, std::string(mistake.replace).size(), mistake.with);
}

class Mistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, GetAMessageOfTheirOwn) {
  const Mistake& mistake = GetParam();
  const std::string text = contract_with(mistake);
  ASSERT_FALSE(text.empty()) << "the contract does not say: " << mistake.replace;
  const Program program = general_unit_program({}, {{"seiu_2018.mou", text}});
  const std::vector<Diagnostic> said = beside_the_usual(program);
  ASSERT_EQ(static_cast<int>(said.size()), mistake.places) << diagnostics_of(program);
  const Diagnostic& found = said.front();
  EXPECT_EQ(code_text(found.code), mistake.code) << diagnostics_of(program);
  ASSERT_TRUE(found.at.known());
  const Position position = program.sources.position(found.at.file, found.at.begin);
  const std::string line(program.sources.line(found.at.file, position.line));
  EXPECT_NE(line.find(mistake.line), std::string::npos) << diagnostics_of(program);
  EXPECT_NE(found.message.find(mistake.message), std::string::npos) << diagnostics_of(program);
  EXPECT_NE(found.help.find(mistake.help), std::string::npos) << diagnostics_of(program);
  // A warning leaves a contract that can be run.
  EXPECT_EQ(program.graph.has_value(), code_severity(found.code) == Severity::warning);
}

const std::vector<Mistake> mistakes = {
    {"unknown_name", "figure monthly_rate = salary_schedule(range, step)",
     "figure monthly_rate = salary_schedul(range, step)", "M0201", "salary_schedul(",
     "nothing declares `salary_schedul`", "did you mean `salary_schedule`?"},
    {"units_do_not_fit", "figure overtime_paid = overtime_hours - overtime_banked",
     "figure overtime_paid = overtime_hours - $5", "M0302", "overtime_hours - $5",
     "`overtime_hours` is in hours, `$5` is in dollars", "convert one of them"},
    {"wrong_kind_of_hours", "uses leave.hours * 1 comp_hour per hour each leave", "uses leave.hours each leave",
     "M0302", "bank comp_time uses", "`comp_time` is in comp_hours, and `leave.hours` is in hours",
     "multiply by a factor that says so, in comp_hours per hour"},
    {"rate_for_an_amount", "= $100 per month\n        paid on the first 2 pay days of each month", "= $100 per month",
     "M0304", "$100 per month",
     "`$100 per month` is in dollars per month, and `notary_pay` is an amount each pay period",
     "`paid on the first 2 pay days of each month`"},
    {"inside_a_tick", "from the pay period including 2019-07-01", "from 2019-07-01", "M0406", "from 2019-07-01",
     "changes on 2019-07-01, inside the", "from the pay period including 2019-07-01"},
    {"faster_clock",
     "= total of (100% + 50%) * overtime_rate * (overtime_paid + overtime_refused) over each workweek, rounded",
     "= (100% + 50%) * hourly_rate * overtime_paid, rounded", "M0401", "* overtime_paid",
     "`overtime_paid` is each workweek, and is read here each pay period",
     "write `total of overtime_paid over each workweek`"},
    {"table_gap", "| 4 to 7     | 14 hours", "| 5 to 7     | 14 hours", "M0501", "5 to 7",
     "no row of the table has `service_years` between 3 and 5", "let the rows meet"},
    {"table_overlap", "| 8 to 10    | 16 hours", "| 7 to 10    | 16 hours", "M0502", "7 to 10",
     "`service_years` 7 is in two rows of the table", "one of the two rows"},
    {"unreachable_row", "| family    | $1,985 per month |",
     "| family    | $1,985 per month |\n      | any other | nothing |", "M0503", "any other", "", ""},
    {"gap_of_dates", "= $1,000 from 2019-07-01", "= $1,000 from 2019-07-02", "M0505", "from 2019-07-02",
     "no rule of `tool_limit_airport` covers 2019-07-01", "the next begins on the day after"},
    {"two_rules_at_once", "figure retirement_formula = \"2% at 62\" when pepra_member",
     "figure retirement_formula = \"2% at 62\" when hired after 2014-12-31", "M0506", "hired after 2014-12-31",
     "two rules of `retirement_formula` are live at once", "`instead of 17.1-2`"},
    {"cycle", "= base_pay + notary_pay + bilingual_pay otherwise", "= base_pay + education_pay otherwise", "M0507",
     "5% of percent_base", "`education_pay` -> `percent_base` -> `education_pay`", "previous"},
    {"clause_that_is_not", "instead of 13-1", "instead of 13-7", "M0203", "13-7",
     "`instead of 13-7` names a clause that does not exist", "did you mean `13-1`?"},
    {"number_no_rule_uses", "says which languages and how many people.",
     "says which languages and, of twelve, how many people.", "M0514", "of twelve", "`twelve`",
     "write the rule that uses it"},
    {"unrounded_amount", "= 5% of hourly_rate_with_premiums * training_hours, rounded to the cent when",
     "= 5% of hourly_rate_with_premiums * training_hours when", "M0409", "training_hours",
     "`training_pay` may come to a fraction of a cent", "`, rounded to the cent`"},
    {"until_before_from", "calendar_hours each holiday, from 2019-03-01 when holiday_choice is floating_bank",
     "calendar_hours each holiday, from 2019-03-01 until 2018-03-01 when holiday_choice is floating_bank", "M0403",
     "until 2018-03-01", "from 2019-03-01 until 2018-03-01: this never holds", "the earlier date after `from`"},
    {"clause_twice", "clause 28.D \"Bulletin boards\"", "clause 28.C \"Bulletin boards\"", "M0207", "Bulletin boards",
     "clause `28.C` stands twice", "number one of the two apart"},
    {"untouched_clause", "  prose \"If that fails, a formal grievance.\"\n", "", "M0208", "clause 30.3.B",
     "clause `30.3.B` has nothing in it", "`prose"},
    {"unknown_choice", "and not later_hire and premium_form is percentage",
     "and not later_hire and premium_form is percent", "M0201", "premium_form is percent", "`percent`",
     "one of percentage or higher_range"},
    {"growing_state",
     "= previous city_share * (100% + change_taken(part, coverage)), rounded to the cent\n        from",
     "= previous city_share * (100% + change_taken(part, coverage))\n        from", "M0410", "previous city_share",
     "`previous city_share` is multiplied or divided each time", "`, rounded to the cent`"},
    {"no_opening", "in days, each day, starting at 0 days\n    = previous long_leave",
     "in days, each day\n    = previous long_leave", "M0407", "previous long_leave", "long_leave", "starting at"},
    {"two_raises_of_a_day", "the pay period including 2020-07-01", "the pay period including 2019-07-01", "M0515",
     "raise salary_schedule", "`salary_schedule` is raised twice on 2019-06-30", "`instead of 5-2`"},
    {"two_limits", "bank comp_time holds at most 100 comp_hours, the rest is paid as overtime_pay",
     "bank comp_time holds at most 100 comp_hours, the rest is paid as overtime_pay\n  bank comp_time holds at most "
     "120 "
     "comp_hours, the rest is paid as overtime_pay",
     "M0510", "120 comp_hours", "comp_time", ""},
    {"day_that_is_not", "clause 22.1-1 \"Holiday hours\", page 15, from 2019-03-01",
     "clause 22.1-1 \"Holiday hours\", page 15, from 2019-02-29", "M0103", "2019-02-29",
     "`2019-02-29` is a date that does not exist", "a day of the calendar"},
    {"reading_no_rule_tests", " or (hired is on approval and hired_that_day is gets_amount)", "", "M0511",
     "reading hired_that_day", "no rule tests the reading `hired_that_day`", "delete it"},
    {"wrong_type", "where certification is \"Agency CLETS Coordinator\"", "where certification is 40", "M0301",
     "certification is 40", "`certification` is text, `40` is a whole number", ""},
    {"missing_word", "raise salary_schedule by 2.51%", "raise salary_schedule 2.51%", "M0101", "salary_schedule 2.51%",
     "by", "raise"},
    {"unclosed_quote", "prose \"First, and promptly, a talk with the supervisor.\"",
     "prose \"First, and promptly, a talk.", "M0101", "First, and promptly", "this quote is not closed",
     "close the quote with"},
    {"misspelt_choice", "when leave.bank is comp_time", "when leave.bank is comp_tme", "M0201", "comp_tme",
     "nothing declares `comp_tme`", "did you mean `comp_time`?"},
    {"described_in_two_ways", "\"Shirts issued\" in shirts,", "\"Shirts issued\" in hours,", "M0205", "figure shirts",
     "`shirts` is hours here and shirts elsewhere", "say the type once"},
    {"too_few_keys", "change_taken(part, coverage)), rounded to the cent",
     "change_taken(part, coverage) + rate_change(part)), rounded to the cent", "M0206", "rate_change(part)",
     "takes 2 arguments, not 1", "write `rate_change(part, coverage)`"},
    {"unknown_unit", "in shirts, each fiscal year", "in shirtts, each fiscal year", "M0209", "shirtts",
     "`shirtts` is no unit", "did you mean `shirts`?"},
    {"date_and_number", "hired before 2012-12-24", "hired before step", "M0301", "hired before step",
     "`before` compares dates, and `step` is a whole number", "of numbers write `is at least`"},
    {"hours_to_the_cent", "rounded down to 10 hours", "rounded down to the cent", "M0305", "rounded down to the cent",
     "is in hours and cannot be rounded to the cent", "write the step with its unit"},
    {"choice_of_a_reading", "used base_only", "used basic", "M0307", "used basic",
     "`basic` is not among the choices of the reading `rate_of_pay`", "one of base_only or with_premiums"},
    {"term_backwards", "  term      2018-07-01 to 2021-06-30", "  term      2018-07-01 to 2018-06-30", "M0402",
     "contract seiu_2018", "ends on 2018-06-30, before it begins on 2018-07-01", "write the first day first"},
    {"ends_inside_a_tick", "split_2018(part, coverage) from 2018-01-01 until 2018-12-31",
     "split_2018(part, coverage) from 2018-01-01 until 2018-11-30", "M0405", "until 2018-11-30",
     "2018-11-30 lies inside one", "write `until 2017-12-31`"},
    {"nobody_pays_the_rest", "the rest is paid as overtime_pay", "the rest is paid as acting_pay", "M0509",
     "paid as acting_pay", "no rule of it reads `comp_time.over`", "add it to the rule"},
    {"unknown_clock", "in shirts, each fiscal year, by", "in shirts, each fiscalyear, by", "M0201", "each fiscalyear",
     "`fiscalyear` is neither a clock nor an event", "did you mean `fiscal year`?"},
};

std::string name_of(const ::testing::TestParamInfo<Mistake>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(InTheContract, Mistakes, ::testing::ValuesIn(mistakes), name_of);

}  // namespace
}  // namespace mou
