#include "engine/text/source.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace mou {

// The place of every byte, counted along the text.
RC_GTEST_PROP(SourceProperty, PositionsCountLinesAndCharacters, ()) {
  std::string text;
  for (const int piece : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5))) {
    text += std::array<const char*, 5>{"a", "\n", "\xC3\xA9", "\r\n", "\xE2\x82\xAC"}[static_cast<std::size_t>(piece)];
  }
  Sources sources;
  const std::uint32_t file = sources.add("a.mou", text);
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const bool inside = at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    const Position position = sources.position(file, at);
    if (!inside) {
      RC_ASSERT(position.line == line);
      RC_ASSERT(position.column == column);
      ++column;
    }
    if (at < text.size() && text[at] == '\n') {
      ++line;
      column = 1;
    }
  }
}

TEST(Sources, LinesHaveNoEnds) {
  Sources sources;
  const std::uint32_t file = sources.add("a.mou",
                                         "\xEF\xBB\xBF"
                                         "one\r\ntwo\n\nfour");
  EXPECT_EQ(sources.text(file).substr(0, 3), "one");
  EXPECT_EQ(sources.line(file, 1), "one");
  EXPECT_EQ(sources.line(file, 2), "two");
  EXPECT_EQ(sources.line(file, 3), "");
  EXPECT_EQ(sources.line(file, 4), "four");
  EXPECT_EQ(sources.line(file, 5), "");
  EXPECT_EQ(sources.line(file, 0), "");
  EXPECT_EQ(sources.slice(Span{file, 5, 8}), "two");
  EXPECT_EQ(sources.slice(Span{file, 10, 999}), "four");
  EXPECT_EQ(sources.slice(Span{}), "");
}

TEST(Sources, AnEmptyFileHasOneLine) {
  Sources sources;
  const std::uint32_t file = sources.add("empty.mou", "");
  EXPECT_EQ(sources.position(file, 7).line, 1U);
  EXPECT_EQ(sources.line(file, 1), "");
}

TEST(Span, CoverReachesFromTheFirstToTheLast) {
  EXPECT_EQ(cover(Span{0, 3, 5}, Span{0, 8, 9}), (Span{0, 3, 9}));
  EXPECT_EQ(cover(Span{0, 8, 9}, Span{0, 3, 5}), (Span{0, 3, 9}));
}

}  // namespace mou
