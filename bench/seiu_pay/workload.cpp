#include "bench/seiu_pay/workload.h"

namespace mou::bench {

FactUnit fact_unit(PayFact fact) {
  switch (fact) {
    case PayFact::range:
    case PayFact::step:
    case PayFact::yos:
    case PayFact::standby_days:
    case PayFact::cb_count:
      return FactUnit::whole;
    case PayFact::fte:
    case PayFact::hours_regular:
    case PayFact::ot_hours:
    case PayFact::cb1_hours:
    case PayFact::cb1_travel:
    case PayFact::cb2_hours:
    case PayFact::cb2_travel:
    case PayFact::premium:
    case PayFact::training_hours:
    case PayFact::leave_balance:
      return FactUnit::hundredths;
    case PayFact::hire_date:
      return FactUnit::day;
    case PayFact::night:
    case PayFact::bilingual:
    case PayFact::notary:
    case PayFact::masters:
    case PayFact::cert:
      return FactUnit::yes_no;
    case PayFact::employee_class:
    case PayFact::health:
    case PayFact::tier:
      return FactUnit::word;
  }
  return FactUnit::whole;
}

const std::vector<std::string_view>& fact_words(PayFact fact) {
  static const std::vector<std::string_view> none;
  static const std::vector<std::string_view> classes = {
      "Accountant",    "Analyst",   "Clerk",     "Custodian", "Dispatcher",  "Engineering Aide",
      "Groundskeeper", "Inspector", "Librarian", "Mechanic",  "Park Ranger", "Warehouse Worker"};
  static const std::vector<std::string_view> coverages = {"opt_out", "single", "two_party", "family"};
  static const std::vector<std::string_view> tiers = {"classic_2_7_at_55", "classic_2_at_60", "pepra"};
  if (fact == PayFact::employee_class) return classes;
  if (fact == PayFact::health) return coverages;
  return fact == PayFact::tier ? tiers : none;
}

std::int64_t figure_scale(PayFigure figure) {
  return figure == PayFigure::premium_pct ? 10'000 : 100;
}

}  // namespace mou::bench
