// The shipped contracts are free of errors.
#include <gtest/gtest.h>

#include "tests/check/check_text.h"

namespace mou::testing {
namespace {

CheckedText general_unit() {
  const std::string folder = "contracts/palm_springs/";
  return check_texts({{"palm_springs.mou", project_text(folder + "palm_springs.mou")},
                      {"seiu_2014.mou", project_text(folder + "general_unit/seiu_2014.mou")},
                      {"seiu_2018.mou", project_text(folder + "general_unit/seiu_2018.mou")}});
}

TEST(Contract, GeneralUnitHasNoErrors) {
  const CheckedText contract = general_unit();
  EXPECT_FALSE(contract.diagnostics.has_errors()) << contract.rendered();
  EXPECT_GT(contract.checked.declarations.figures.size(), 60U);
}

}  // namespace
}  // namespace mou::testing
