// A RapidCheck property with a number of tries of its own: a try of the whole contract takes its time.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>
#include <utility>

namespace mou {

template <typename Testable>
void expect_property(int tries, Testable&& testable) {
  rc::detail::TestParams parameters = rc::detail::configuration().testParams;
  parameters.maxSuccess = tries;
  const auto result =
      rc::detail::checkTestable(std::forward<Testable>(testable), rc::detail::TestMetadata(), parameters);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream words;
  rc::detail::printResultMessage(result, words);
  ADD_FAILURE() << words.str();
}

}  // namespace mou
