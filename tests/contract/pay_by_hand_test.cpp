// Pay slips worked by hand from the words of the contract, every line of them. The facts are those of the sample unit:
// employees 0001, 0002 and 0003.
//
// What the slips share. Premium of the plans chosen, single cover: $719.42 a month. The most the City pays in 2019
// (15.2): of medical, dental and vision $700, $34 and $13 in 2018, each changed by the average change of its plans.
//   medical: green 590.00 to 581.15, -1.5 %; blue 642.50 to 671.40, +4.4980...%; gold 701.10 to 750.20, +7.0032...%;
//            copper is new, silver is gone, in amber was nobody: they do not count. Average +3.33377...%, below 5 %.
//            700 * 1.0333377... = 723.3364..., $723.34
//   dental:  full 34.00 to 35.02, +3 %; basic 21.00 to 21.42, +2 %: 34 * 1.025 = $34.85
//   vision:  13.00 to 13.00: $13.00
//   together $771.19, which is $51.77 above the premium: the employee pays nothing and gets back half of it, 25.885, on
//   each of the first two pay days of a month (15.2.1): $25.89.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/contract/payroll.h"

namespace mou {
namespace {

struct Line {
  std::string figure;
  std::string value;
  // Empty where no clause gives it.
  std::string clause;
};

struct Flow {
  std::string bank;
  std::string opening;
  std::string earned;
  std::string used;
  std::string closing;
};

class PayByHand : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    payroll_ =
        std::make_unique<Payroll>(general_unit_program(), sample_unit_facts(), day("2018-12-30"), day("2019-12-31"));
  }
  static void TearDownTestSuite() { payroll_.reset(); }

  // `paid` holds every line of pay or deduction that is not zero; all the others must be.
  static void expect_slip(const std::string& employee, const std::string& period_end, const std::vector<Line>& paid) {
    std::set<std::string> named;
    for (const Line& line : paid) {
      named.insert(line.figure);
      const Outcome outcome = payroll_->outcome(line.figure, payroll_->employee(employee), day(period_end));
      EXPECT_EQ(payroll_->text(outcome.value), line.value) << line.figure;
      EXPECT_EQ(payroll_->clause(outcome), line.clause) << line.figure;
    }
    for (const Figure& figure : payroll_->graph().figures) {
      if ((figure.kind == FigureKind::pay || figure.kind == FigureKind::deduct) && !named.contains(figure.name)) {
        EXPECT_EQ(payroll_->text(figure.name, employee, day(period_end)), "0") << figure.name;
      }
    }
  }

  static void expect_banks(const std::string& employee, const Tick& period, const std::vector<Flow>& flows) {
    EXPECT_EQ(flows.size(), payroll_->banks().size());
    for (const Flow& flow : flows) {
      const auto text = [&](BankMeasure measure) {
        return payroll_->text(payroll_->evaluator().bank(payroll_->bank_named(flow.bank), measure,
                                                         payroll_->employee(employee), period.first, period.last));
      };
      EXPECT_EQ(text(BankMeasure::opening), flow.opening) << flow.bank;
      EXPECT_EQ(text(BankMeasure::earned), flow.earned) << flow.bank;
      EXPECT_EQ(text(BankMeasure::used), flow.used) << flow.bank;
      EXPECT_EQ(text(BankMeasure::balance), flow.closing) << flow.bank;
      for (const BankMeasure none : {BankMeasure::moved_in, BankMeasure::cashed, BankMeasure::moved,
                                     BankMeasure::converted, BankMeasure::lost, BankMeasure::over}) {
        EXPECT_EQ(text(none), "0") << flow.bank;
      }
    }
  }

  static Tick period(const std::string& first, const std::string& last) { return {0, day(first), day(last)}; }

  static std::unique_ptr<Payroll> payroll_;
};

std::unique_ptr<Payroll> PayByHand::payroll_;

// 2019-05-05 to 2019-05-18, paid on the second pay day of May. Hired 2014-05-05.
TEST_F(PayByHand, DispatcherOnStepThree) {
  expect_slip("0001", "2019-05-18",
              {
                  // Range 40, step 3 of the printed schedule; 58,596 / 26 = 2253.6923..., / 2080 = 28.1711...
                  {"range", "40", "5-4"},
                  {"monthly_rate", "4883", "5-4"},
                  {"annual_rate", "58596", "Sch.3"},
                  {"biweekly_rate", "2253.69", "Sch.3"},
                  {"hourly_rate", "28.17", "Sch.3"},
                  // Article 5: eight days of ten hours, the whole pay period.
                  {"base_pay", "2253.69", "5-4"},
                  // Article 7.1: 10 + 12 + 10 + 10 = 42 hours in the first week, 40 in the second; two hours at half
                  // more than the rate of pay, 2 * 1.5 * 28.17.
                  {"overtime_pay", "84.51", "7.1-3"},
                  // Article 9.1: two hours for the day, however long it was, 2 * 28.17.
                  {"standby_pay", "56.34", "9.1-1"},
                  // Article 9.1: three hours in court are paid as four, at one and a half, 4 * 1.5 * 28.17.
                  {"court_pay", "169.02", "9.1-2"},
                  // Article 15.2.1, see above.
                  {"health_cash_back", "25.89", "15.2.1-2"},
                  // 2253.69 + 84.51 + 56.34 + 169.02 + 25.89
                  {"gross_pay", "2589.45", ""},
                  // Article 10: the pays of that article count, and base pay; he has none of them.
                  {"pensionable_pay", "2253.69", "10-1"},
                  // Article 17: hired after 2012-12-24, no new member; 7 % of 2253.69 = 157.7583.
                  {"retirement_formula", "2% at 60", "17.1-2"},
                  {"retirement_contribution", "157.76", "17.2.B"},
                  {"deductions", "157.76", ""},
                  // 2589.45 - 157.76
                  {"net_of_contract", "2431.69", ""},
              });
  // The weeks of the overtime.
  EXPECT_EQ(payroll_->text("hours_counted", "0001", day("2019-05-11")), "42");
  EXPECT_EQ(payroll_->text("overtime_hours", "0001", day("2019-05-11")), "2");
  EXPECT_EQ(payroll_->text("overtime_hours", "0001", day("2019-05-18")), "0");
  // 120 hours at the start of the year's first pay period, then 14 (21.5, in the fifth year of service) at the end of
  // December to April; no month ends in this period. Ten floating hours and those of January 1 (22.2.A).
  expect_banks("0001", period("2019-05-05", "2019-05-18"),
               {{"general_leave", "190", "0", "0", "190"},
                {"comp_time", "0", "0", "0", "0"},
                {"floating_holiday", "20", "0", "0", "20"}});
}

// The same pay period, three quarters of full time. Hired 2012-01-09. A day of 7.5 hours of general leave in it.
TEST_F(PayByHand, LibraryAssistantOfThreeQuarters) {
  expect_slip("0002", "2019-05-18",
              {
                  // Range 25, step 4; 42,504 / 26 = 1634.7692..., / 2080 = 20.4346...
                  {"range", "25", "5-4"},
                  {"monthly_rate", "3542", "5-4"},
                  {"annual_rate", "42504", "Sch.3"},
                  {"biweekly_rate", "1634.77", "Sch.3"},
                  {"hourly_rate", "20.43", "Sch.3"},
                  // 60 of 80 hours; the day of leave is paid (21.1): 1634.77 * 0.75 = 1226.0775.
                  {"base_pay", "1226.08", "5-4"},
                  // Three quarters of full time get the whole of it: article 15.2.1 says nothing of part time.
                  {"health_cash_back", "25.89", "15.2.1-2"},
                  // 1226.08 + 25.89
                  {"gross_pay", "1251.97", ""},
                  {"pensionable_pay", "1226.08", "10-1"},
                  // Hired before 2012-12-24: 8 % of 1226.08 = 98.0864.
                  {"retirement_formula", "2.7% at 55", "17.1-1"},
                  {"retirement_contribution", "98.09", "17.2.A"},
                  {"deductions", "98.09", ""},
                  {"net_of_contract", "1153.88", ""},
              });
  // Leave that is paid counts as worked (7.1): 22.5 + 7.5, far from forty.
  EXPECT_EQ(payroll_->text("hours_counted", "0002", day("2019-05-11")), "30");
  EXPECT_EQ(payroll_->text("overtime_hours", "0002", day("2019-05-11")), "0");
  // 120, then 14 at the end of each of December to April, from the years 4 to 7. The day off takes its 7.5 hours.
  // Ten floating hours and three quarters of the ten of January 1.
  expect_banks("0002", period("2019-05-05", "2019-05-18"),
               {{"general_leave", "190", "0", "7.5", "182.5"},
                {"comp_time", "0", "0", "0", "0"},
                {"floating_holiday", "17.5", "0", "0", "17.5"}});
}

// 2019-06-30 to 2019-07-13, the first pay period of the raise, paid on the second pay day of July. Hired 2019-03-04,
// after approval; a new member of the retirement system; the Fourth of July in it, a Thursday off with pay.
TEST_F(PayByHand, PoliceRecordsTechnicianHiredIn2019) {
  expect_slip("0003", "2019-07-13",
              {
                  // Range 36, step 1: 4011 a month, raised by 2.5 % to 4111.275; * 12 / 26 = 1897.3846..., * 12 / 2080
                  // = 23.7173...
                  {"range", "36", "5-4"},
                  {"monthly_rate", "4111", "5-4"},
                  {"annual_rate", "49332", "Sch.3"},
                  {"biweekly_rate", "1897.38", "Sch.3"},
                  {"hourly_rate", "23.72", "Sch.3"},
                  {"base_pay", "1897.38", "5-4"},
                  // Articles 10.3 and 10.4, hired after approval: $100 and $250 a month, half on each of the first two
                  // pay days.
                  {"notary_pay", "50", "10.3-2"},
                  {"bilingual_pay", "125", "10.4-2"},
                  // Article 12: $85 a month.
                  {"uniform_allowance", "42.5", "12-1"},
                  {"health_cash_back", "25.89", "15.2.1-2"},
                  // 1897.38 + 50 + 125 + 42.50 + 25.89
                  {"gross_pay", "2140.77", ""},
                  // 1897.38 + 50 + 125: both premiums stand in article 10, the uniform allowance does not.
                  {"pensionable_pay", "2072.38", "10-1"},
                  // Half of the total normal cost of 13.25 %: 6.625 % of 2072.38 = 137.2951...
                  {"retirement_formula", "2% at 62", "17.1-3"},
                  {"retirement_contribution", "137.3", "17.2.C"},
                  {"deductions", "137.3", ""},
                  {"net_of_contract", "2003.47", ""},
              });
  // Three days worked and the holiday in the first week (22.1, 7.1).
  EXPECT_EQ(payroll_->text("hours_counted", "0003", day("2019-07-06")), "40");
  EXPECT_EQ(payroll_->text("overtime_hours", "0003", day("2019-07-06")), "0");
  // March was no full month: twelve hours (21.5) at the end of each of April and May, and of June, which is the first
  // day of this pay period. No floating holiday since March 4.
  expect_banks("0003", period("2019-06-30", "2019-07-13"),
               {{"general_leave", "24", "12", "0", "36"},
                {"comp_time", "0", "0", "0", "0"},
                {"floating_holiday", "0", "0", "0", "0"}});
}

// Her first pay period, from the Monday of its second week: four days of eight. The month's premiums are paid in equal
// parts on the first two pay days, of which this is the first.
TEST_F(PayByHand, FirstPayPeriodOfTheTechnician) {
  expect_slip("0003", "2019-03-09",
              {
                  // 4011 * 12 / 26 = 1851.2307...; half of 1851.23 is 925.615.
                  {"base_pay", "925.62", "5-4"},
                  {"notary_pay", "50", "10.3-2"},
                  {"bilingual_pay", "125", "10.4-2"},
                  {"uniform_allowance", "42.5", "12-1"},
                  {"health_cash_back", "25.89", "15.2.1-2"},
                  // 925.62 + 50 + 125 + 42.50 + 25.89
                  {"gross_pay", "1169.01", ""},
                  // Half of 12.75 %, the normal cost until June: 6.375 % of 1100.62 = 70.1645...
                  {"retirement_contribution", "70.16", "17.2.C"},
                  {"deductions", "70.16", ""},
                  {"net_of_contract", "1098.85", ""},
              });
}

// August 29 is the third pay day of August: what is paid by the month has been paid.
TEST_F(PayByHand, ThirdPayDayOfAMonth) {
  expect_slip("0003", "2019-08-24",
              {
                  {"base_pay", "1897.38", "5-4"},
                  {"gross_pay", "1897.38", ""},
                  // 6.625 % of 1897.38 = 125.7014...
                  {"retirement_contribution", "125.7", "17.2.C"},
                  {"deductions", "125.7", ""},
                  {"net_of_contract", "1771.68", ""},
              });
}

}  // namespace
}  // namespace mou
