#include "dsl/syntax/slips.h"

#include <algorithm>
#include <array>

#include "grammar/sentences.h"

namespace mou {

namespace {

struct Slip {
  std::string_view written;
  std::string_view meant;
};

constexpr std::array<Slip, 8> everyday = {{{"if", "when"},
                                           {"till", "until"},
                                           {"through", "until"},
                                           {"except", "unless"},
                                           {"effective", "from"},
                                           {"beginning", "from"},
                                           {"else", "otherwise"},
                                           {"round", "rounded"}}};

constexpr std::array<std::string_view, 17> inner_words = {"when", "unless", "otherwise", "from",    "until",  "instead",
                                                          "paid", "missed", "given",     "gives",   "is",     "each",
                                                          "by",   "in",     "per",       "rounded", "nothing"};

std::string small(std::string_view word) {
  std::string letters(word);
  for (char& c : letters) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return letters;
}

}  // namespace

std::string_view word_meant(std::string_view written) {
  const std::string word = small(written);
  for (const Slip& slip : everyday) {
    if (slip.written == word) return slip.meant;
  }
  if (word == written) return {};
  for (const grammar::Sentence& sentence : grammar::sentences) {
    if (sentence.word == word) return sentence.word;
  }
  const auto* const inner = std::find(inner_words.begin(), inner_words.end(), word);
  return inner == inner_words.end() ? std::string_view() : *inner;
}

std::string_view curly_quote(std::string_view text) {
  for (const std::string_view quote : {"\u201C", "\u201D", "\u201E", "\u2018", "\u2019"}) {
    if (text.starts_with(quote)) return quote;
  }
  return {};
}

}  // namespace mou
