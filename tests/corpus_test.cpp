// Feeds every file of the fuzzers' corpora to its fuzzer, which ends the program when something does not hold.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/fuzzer.h"

namespace mou {

namespace fs = std::filesystem;

TEST(Corpus, EveryFileIsReplayed) {
  const fs::path corpora = fs::path(MOU_SOURCE_DIR) / "tests" / "fuzz" / "corpus";
  EXPECT_FALSE(fuzzers().empty());
  for (const auto& [name, body] : fuzzers()) {
    const fs::path folder = corpora / name;
    ASSERT_TRUE(fs::is_directory(folder)) << "no corpus of " << name;
    EXPECT_FALSE(fs::is_empty(folder)) << "empty corpus of " << name;
    for (const auto& entry : fs::directory_iterator(folder)) {
      SCOPED_TRACE(entry.path());
      std::ifstream in(entry.path(), std::ios::binary);
      body(std::string(std::istreambuf_iterator<char>(in), {}));
    }
  }
  for (const auto& entry : fs::directory_iterator(corpora)) {
    EXPECT_EQ(fuzzers().count(entry.path().filename()), 1U) << entry.path() << " is the corpus of no fuzzer";
  }
}

}  // namespace mou
