// What people write in place of a word of the language.
#pragma once

#include <string>
#include <string_view>

namespace mou {

// The word of the language for one of everyday English or for one with capital letters: `when` for `if`, `raise` for
// `Raise`. Empty when there is none.
std::string_view word_meant(std::string_view written);

// The typographic quote with which the text begins; empty when it begins with none.
std::string_view curly_quote(std::string_view text);

}  // namespace mou
