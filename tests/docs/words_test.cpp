// The reference lists the words that cannot be names: those of the grammar, no more and no less.
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "grammar/keywords.h"
#include "tests/text_of.h"

namespace mou {

TEST(Reference, ListsTheWordsThatCannotBeNames) {
  const std::string page = project_text("docs/language.md");
  const std::size_t heading = page.rfind("## Words that cannot be names\n");
  ASSERT_NE(heading, std::string::npos);
  const std::size_t begin = page.find('`', heading);
  const std::string list = page.substr(begin, page.find("\n\n", begin) - begin);
  std::vector<std::string> words;
  static const std::regex word("`([a-z]+)`");
  for (std::sregex_iterator at(list.begin(), list.end(), word); at != std::sregex_iterator(); ++at) {
    words.push_back((*at)[1]);
  }
  EXPECT_EQ(words, std::vector<std::string>(grammar::operator_words.begin(), grammar::operator_words.end()));
}

}  // namespace mou
