#include "engine/facts/templates.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/facts/facts_fixture.h"

namespace mou {
namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Templates, NameEveryColumn) {
  const auto files = template_files(small_schema());
  ASSERT_EQ(files.size(), 5U);
  EXPECT_EQ(files[0].first, "roster.csv");
  EXPECT_EQ(files[0].second,
            "employee,from,hired,first_employed,anniversary,step,fte,classification,bilingual,division\n");
  EXPECT_EQ(files[3].second, "year,plan,monthly\n");
  EXPECT_EQ(files[4].second, "name,key1,key2,from,value\n");
}

TEST(Templates, ReadBackWithOnlyTheRosterEmpty) {
  const FactsFolder folder;
  const std::string fresh = folder.file("fresh");
  const WrittenTemplates written = write_templates(small_schema(), fresh);
  EXPECT_EQ(written.problem, "");
  EXPECT_EQ(written.written.size(), 5U);
  EXPECT_EQ(
      findings_in(fresh),
      (std::vector<std::string>{"M0603 roster.csv: the roster names no employee [write a row for each employee]"}));
}

TEST(Templates, NeverOverwrite) {
  const FactsFolder folder;
  const std::string before = content(folder.file("roster.csv"));
  const WrittenTemplates written = write_templates(small_schema(), folder.path());
  EXPECT_EQ(written.kept, (std::vector<std::string>{"roster.csv", "time.csv", "receipts.csv", "plan_rate.csv"}));
  EXPECT_EQ(written.written, (std::vector<std::string>{"outside.csv"}));
  EXPECT_EQ(content(folder.file("roster.csv")), before);
}

TEST(Templates, SayWhenTheFolderCannotBeMade) {
  const FactsFolder folder;
  const std::string path = folder.file("roster.csv");
  EXPECT_EQ(write_templates(small_schema(), path).problem, "the folder `" + path + "` cannot be made");
}

TEST(FactsList, SaysTypeBoundsAndDefault) {
  const std::string text = facts_list_text(small_schema());
  EXPECT_NE(text.find("  step                    a whole number from 1 to 7\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  anniversary             a date, `first_employed` where absent\n"), std::string::npos) << text;
  EXPECT_NE(facts_list_csv(small_schema()).find("time,hours,,a number from 0 to 24 in steps of 0.25,,,yes\n"),
            std::string::npos);
  EXPECT_NE(facts_list_json(small_schema()).find("\"default\": \"hired\""), std::string::npos);
}

}  // namespace
}  // namespace mou
