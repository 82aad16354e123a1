// Mistakes of all kinds, one at a time, in a copy of the General Unit's contract: each gets its own message, at its
// place, with a remedy.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

struct Mistake {
  const char* code;
  // What stands in the contract, its first occurrence, and what a slip makes of it.
  const char* right;
  const char* wrong;
};

std::ostream& operator<<(std::ostream& out, const Mistake& mistake) {
  return out << mistake.code << ": " << mistake.wrong;
}

const Mistake mistakes[] = {
    {"M0101", "raise salary_schedule by 2.51%", "raise salary_schedule 2.51%"},
    {"M0103", "from 2018-10-07", "from 2018-10-37"},
    {"M0201", "when masters_degree and not degree_required", "when master_degree and not degree_required"},
    {"M0201", "when leave.bank is comp_time", "when leave.bank is comp_tme"},
    {"M0203", "instead of 13-1", "instead of 13-9"},
    {"M0206", "at most 5%)), rounded to the cent", "at most 5%) + rate_change(part)), rounded to the cent"},
    {"M0207", "clause 5-3 ", "clause 5-2 "},
    {"M0208", "prose \"If that fails, a formal grievance.\"", ""},
    {"M0209", "in shirts, each fiscal year", "in shirtts, each fiscal year"},
    {"M0301", "hired before 2012-12-24", "hired before step"},
    {"M0302", "hours_counted - 40 hours", "hours_counted - 40 days"},
    {"M0302", "leave.hours * 1 comp_hour per hour", "leave.hours"},
    {"M0304", "$250 per month, paid on the first 2 pay days of each month", "$250 per month"},
    {"M0305", "rounded down to 10 hours", "rounded down to the cent"},
    {"M0307", "used base_only", "used basic"},
    {"M0401", "total of callback_amount over callback", "callback_amount"},
    {"M0402",
     "contract seiu_2018 \"General Unit, SEIU Local 721, 2018-2021\"\n"
     "  parties   \"City of Palm Springs\", \"SEIU Local 721\"\n"
     "  covers    unit is general\n  term      2018-07-01 to 2021-06-30",
     "contract seiu_2018 \"General Unit\"\n  covers    unit is general\n  term      2021-07-01 to 2018-06-30"},
    {"M0403", "from 2019-07-01 until 2020-06-30", "from 2019-07-01 until 2019-06-30"},
    {"M0405", "from the month following approval", "from approval"},
    {"M0406", "from the pay period including 2019-07-01", "from 2019-07-01"},
    {"M0407", "figure long_leave \"Days of long unpaid leave so far\" in days, each day, starting at 0 days",
     "figure long_leave \"Days of long unpaid leave so far\" in days, each day"},
    {"M0409", "8% of pensionable_pay, rounded to the cent", "8% of pensionable_pay"},
    {"M0410", "at most 5%)), rounded to the cent", "at most 5%))"},
    {"M0501", "| 4 to 7     |", "| 5 to 7     |"},
    {"M0502", "| 8 to 10    |", "| 7 to 10    |"},
    {"M0506", "hired after 2012-12-24", "hired on or after 2012-12-24"},
    {"M0507", "= previous unpaid_run + 1 day", "= unpaid_run + 1 day"},
    {"M0509", "the rest is paid as overtime_pay", "the rest is paid as acting_pay"},
    {"M0510", "bank general_leave holds at most 440 hours, the rest is lost",
     "bank general_leave holds at most 440 hours, the rest is lost\n"
     "  bank general_leave holds at most 400 hours, the rest is lost"},
};

class Seeded : public ::testing::TestWithParam<Mistake> {};

std::uint32_t line_of(const std::string& text, std::size_t at) {
  return 1 + static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

bool at_lines(const Sources& sources, Span at, std::uint32_t first, std::uint32_t last) {
  if (!at.known() || sources.path(at.file) != "seiu_2018.mou") return false;
  const std::uint32_t line = sources.position(at.file, at.begin).line;
  return first <= line && line <= last;
}

TEST_P(Seeded, IsFoundAtItsPlace) {
  const Mistake& mistake = GetParam();
  const std::string folder = "contracts/palm_springs/";
  std::string contract = project_text(folder + "general_unit/seiu_2018.mou");
  const std::size_t at = contract.find(mistake.right);
  ASSERT_NE(at, std::string::npos);
  contract.replace(at, std::string(mistake.right).size(), mistake.wrong);
  const CheckedText checked = check_texts({{"palm_springs.mou", project_text(folder + "palm_springs.mou")},
                                           {"seiu_2014.mou", project_text(folder + "general_unit/seiu_2014.mou")},
                                           {"seiu_2018.mou", contract}});
  const std::uint32_t first = line_of(contract, at) - 1;
  const std::uint32_t last = line_of(contract, at + std::string(mistake.wrong).size()) + 3;
  bool found = false;
  bool remedy = false;
  for (const Diagnostic& each : checked.diagnostics.all()) {
    if (code_text(each.code) != mistake.code) continue;
    bool here = at_lines(checked.sources, each.at, first, last);
    for (const Note& note : each.notes) here = here || at_lines(checked.sources, note.at, first, last);
    found = found || here;
    remedy = remedy || (here && !each.help.empty());
  }
  EXPECT_TRUE(found) << checked.rendered();
  EXPECT_TRUE(remedy) << checked.rendered();
}

INSTANTIATE_TEST_SUITE_P(Contract, Seeded, ::testing::ValuesIn(mistakes));

}  // namespace
}  // namespace mou::testing
