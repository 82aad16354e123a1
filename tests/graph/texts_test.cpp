// The pool of texts: one id for each text, whoever adds it.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "engine/graph/value.h"

namespace mou {
namespace {

// More than fill several blocks.
constexpr int many = 5000;

TEST(Texts, GivesEqualTextsOneId) {
  Texts texts;
  std::vector<TextId> ids;
  for (int i = 0; i < many; ++i) ids.push_back(texts.intern(std::to_string(i)));
  for (int i = 0; i < many; ++i) {
    EXPECT_EQ(texts.intern(std::to_string(i)), ids[static_cast<std::size_t>(i)]);
    EXPECT_EQ(texts.text(ids[static_cast<std::size_t>(i)]), std::to_string(i));
  }
}

TEST(Texts, KeepsItsIdsWhenCopiedAndMoved) {
  Texts texts;
  const TextId first = texts.intern("Dispatcher");
  for (int i = 0; i < many; ++i) texts.intern(std::to_string(i));
  const Texts copy = texts;
  const Texts moved = std::move(texts);
  for (const Texts* each : {&copy, &moved}) {
    EXPECT_EQ(each->text(first), "Dispatcher");
    EXPECT_EQ(each->intern("Dispatcher"), first);
    EXPECT_EQ(each->intern("17"), copy.intern("17"));
  }
}

TEST(Texts, AreSharedByThreads) {
  const Texts texts;
  const TextId before = texts.intern("before");
  std::vector<std::vector<TextId>> ids(4);
  std::vector<std::thread> threads;
  for (auto& own : ids) {
    threads.emplace_back([&texts, &own, before] {
      for (int i = 0; i < many; ++i) {
        own.push_back(texts.intern(std::to_string(i)));
        if (texts.text(before) != "before" || texts.text(own.back()) != std::to_string(i)) own.back() = before;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& own : ids) EXPECT_EQ(own, ids.front());
  EXPECT_EQ(texts.text(ids.front().back()), std::to_string(many - 1));
}

}  // namespace
}  // namespace mou
