// Numbers in running text: in prose, titles and the document itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/number/rational.h"

namespace mou {

struct NumberInWords {
  Rational number;
  std::string text;
  // Where it begins in the text.
  std::uint32_t begin = 0;
};

// Numerals and number words. Dates, times and numbers of clauses are no amounts, and `one` is too common a word.
std::vector<NumberInWords> numbers_in(std::string_view text);

// "two percent (2.5%)": words followed by a numeral in parentheses, or the other way round.
struct SaidTwice {
  Rational words;
  Rational numeral;
  // From the first word to the parenthesis that closes.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Every place where a number is written in words and as a numeral.
std::vector<SaidTwice> said_twice(std::string_view text);

}  // namespace mou
