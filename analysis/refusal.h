// What was asked for cannot be done as asked: why, and what to ask instead.
#pragma once

#include <string>
#include <variant>

namespace mou {

struct Refusal {
  std::string message;
  std::string help;
};

template <typename T>
using Asked = std::variant<T, Refusal>;

}  // namespace mou
