#include "engine/facts/plain_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

#include "engine/facts/csv_scanner.h"

namespace mou {
namespace {

// What is read beyond a text must be there.
std::string_view within_margins(const std::string& text, std::string& room) {
  room = std::string(text_margin, ',') + text + std::string(text_margin, '\n');
  return std::string_view(room).substr(text_margin, text.size());
}

// Bytes that mean something, and others.
std::string any_text() {
  return *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::element(',', '\n', '\r', '"', '\t', 'a', '0', '.', '\x7F', '\x1F', '~', ' '),
                     rc::gen::arbitrary<char>()));
}

RC_GTEST_PROP(PlainText, FindsEveryEnd, ()) {
  const std::string text = any_text();
  std::string room;
  std::vector<std::uint32_t> expected{7};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',' || text[i] == '\n') expected.push_back(static_cast<std::uint32_t>(i));
  }
  std::vector<std::uint32_t> ends{7};
  ends.resize(find_ends(within_margins(text, room), ends, 1));
  RC_ASSERT(ends == expected);
}

RC_GTEST_PROP(PlainText, CountsLines, ()) {
  std::string text = any_text();
  const int times = *rc::gen::inRange(1, 1000);
  std::string many;
  for (int i = 0; i < times; ++i) many += text;
  RC_ASSERT(count_lines(many) == static_cast<std::size_t>(std::count(many.begin(), many.end(), '\n')));
}

RC_GTEST_PROP(PlainText, IsTextWithoutQuotesWhoseReturnsEndLines, ()) {
  std::string text = any_text();
  if (*rc::gen::arbitrary<bool>()) std::erase_if(text, [](char c) { return c == '"' || c == '\r' || c == '\x7F'; });
  bool expected = is_text(text) && text.find('"') == std::string::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) expected = false;
  }
  RC_ASSERT(is_plain_text(text) == expected);
}

TEST(PlainText, TakesAnyUtf8) {
  EXPECT_TRUE(is_plain_text("1,Mañana,€\r\n2,𝄞,\n"));
  EXPECT_FALSE(is_plain_text("1,\xC3\n"));
}

}  // namespace
}  // namespace mou
