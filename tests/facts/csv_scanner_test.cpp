#include "engine/facts/csv_scanner.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>

#include "engine/facts/templates.h"

namespace mou {
namespace {

using Records = std::vector<std::vector<std::string>>;

// The records of the text; a problem ends them with one record of one field, its message.
Records scan(const std::string& text) {
  std::FILE* file = std::tmpfile();
  std::fwrite(text.data(), 1, text.size(), file);
  std::rewind(file);
  Digest digest;
  CsvScanner scanner(file, digest);
  Records records;
  for (;;) {
    const CsvScanner::Result result = scanner.next();
    if (result == CsvScanner::Result::end) break;
    if (result == CsvScanner::Result::problem) {
      records.push_back({scanner.message()});
      if (scanner.fatal()) break;
      continue;
    }
    records.emplace_back(scanner.fields().begin(), scanner.fields().end());
  }
  EXPECT_EQ(scanner.row() < records.size(), false);
  std::fclose(file);
  return records;
}

TEST(CsvScanner, SplitsRecordsAndFields) {
  EXPECT_EQ(scan("a,b\n1,\n,2"), (Records{{"a", "b"}, {"1", ""}, {"", "2"}}));
  EXPECT_EQ(scan("a\r\n\r\nb\r\n"), (Records{{"a"}, {""}, {"b"}}));
  EXPECT_EQ(scan(""), Records{});
}

TEST(CsvScanner, UnquotesFields) {
  EXPECT_EQ(scan("\"a,\"\"b\"\"\",\"\",\"x\r\ny\"\nz"), (Records{{"a,\"b\"", "", "x\r\ny"}, {"z"}}));
}

TEST(CsvScanner, GoesOnBehindAMistake) {
  EXPECT_EQ(scan("a\n\"x\"y\nb\n"), (Records{{"a"}, {"text follows the closing quote of a field"}, {"b"}}));
}

TEST(CsvScanner, TakesRecordsAcrossTheEndsOfItsChunks) {
  std::string text;
  Records expected;
  for (int i = 0; i < 60000; ++i) {
    const std::string number = std::to_string(i);
    text += number + ",\"é\n" + number + "\"\n";
    expected.push_back({number, "é\n" + number});
  }
  EXPECT_EQ(scan(text), expected);
}

TEST(IsText, KnowsWellFormedUtf8) {
  for (const char* text : {"", "plain", "é", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_text(text)) << text;
  }
  for (const char* bytes : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80", "\xC3",
                            "\x80", "\x01", "\x7F"}) {
    EXPECT_FALSE(is_text(bytes)) << bytes;
  }
  EXPECT_FALSE(is_text(std::string_view("a\0b", 3)));
}

// Text is told eight bytes at a time where it can be: the odd byte is found wherever it stands.
TEST(CsvScanner, FindsTheByteThatNoTextHasAnywhere) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool fits = (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
    for (std::size_t place = 0; place < 17; ++place) {
      std::string bytes = "a ~ 0 A z, \"-9 /q";
      bytes.at(place) = static_cast<char>(byte);
      EXPECT_EQ(is_text(bytes), fits) << byte << " at " << place;
    }
  }
}

RC_GTEST_PROP(CsvScanner, ReadsBackWhatCsvFieldWrites, ()) {
  const auto character = rc::gen::element<std::string>("a", "0", ",", "\"", "\n", "\r\n", " ", "é", ";");
  const auto field = rc::gen::map(rc::gen::container<std::vector<std::string>>(character), [](const auto& parts) {
    std::string joined;
    for (const std::string& part : parts) joined += part;
    return joined;
  });
  const auto records = *rc::gen::container<Records>(rc::gen::container<std::vector<std::string>>(3, field));
  const bool windows = *rc::gen::arbitrary<bool>();
  std::string text;
  for (const auto& record : records) {
    for (std::size_t i = 0; i < record.size(); ++i) text += (i > 0 ? "," : "") + csv_field(record[i]);
    text += windows ? "\r\n" : "\n";
  }
  RC_ASSERT(scan(text) == records);
}

RC_GTEST_PROP(CsvScanner, EndsOnAnyBytes, (const std::string& bytes)) {
  scan(bytes);
}

}  // namespace
}  // namespace mou
