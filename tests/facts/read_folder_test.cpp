#include <gtest/gtest.h>

#include "engine/facts/digest.h"
#include "tests/facts/facts_fixture.h"

namespace mou {
namespace {

struct Read {
  Texts texts;
  Diagnostics diagnostics;
  Facts facts;
};

Read read(const FactsFolder& folder) {
  Read result;
  result.facts = read_facts(folder.path(), small_schema(), result.texts, result.diagnostics);
  EXPECT_EQ(findings_of(result.diagnostics), std::vector<std::string>{});
  return result;
}

TEST(ReadFolder, KeepsIdentifiersAndTheirOrder) {
  const FactsFolder folder;
  const Read got = read(folder);
  EXPECT_EQ(got.facts.employees, (std::vector<std::string>{"0001", "0002"}));
  EXPECT_EQ(got.facts.find_employee("0002"), 1U);
  EXPECT_EQ(got.facts.find_employee("2"), no_employee);
}

TEST(ReadFolder, FindsTheRosterRowInForce) {
  const FactsFolder folder;
  const Read got = read(folder);
  const std::uint32_t step = column_index(small_schema().tables[0], "step");
  const auto before = roster_row_on(got.facts, 1, *parse_date("2019-06-30"));
  const auto on_the_day = roster_row_on(got.facts, 1, *parse_date("2019-07-01"));
  ASSERT_TRUE(before && on_the_day);
  EXPECT_TRUE(got.facts.roster().cell(*before, step).is_empty());
  EXPECT_EQ(got.facts.roster().cell(*on_the_day, step), Value::of(Rational(2)));
  EXPECT_EQ(row_place(got.facts.roster(), *on_the_day), "roster.csv, row 4");
}

TEST(ReadFolder, KnowsNothingBeforeTheFirstDatedRow) {
  const FactsFolder folder;
  folder.write("roster.csv", "employee,from\n0001,2019-01-01\n0002,\n");
  const Read got = read(folder);
  EXPECT_FALSE(roster_row_on(got.facts, 0, *parse_date("2018-12-31")));
  EXPECT_TRUE(roster_row_on(got.facts, 0, *parse_date("2019-01-01")));
  EXPECT_TRUE(roster_row_on(got.facts, 1, *parse_date("1900-01-01")));
}

TEST(ReadFolder, SortsEventsByDayAndThenByPlaceInTheFile) {
  const FactsFolder folder;
  folder.write("time.csv",
               "employee,day,kind,hours\n0001,2019-02-01,worked,1\n0001,2019-01-01,worked,2\n"
               "0002,2019-01-01,worked,3\n0001,2019-01-01,standby,4\n");
  const Read got = read(folder);
  const TableFacts& time = got.facts.tables[1];
  const RowRange rows = rows_of(time, 0);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(time.row_numbers, (std::vector<std::uint32_t>{3, 5, 2, 4}));
  const RowRange january = rows_of(time, 0, *parse_date("2019-01-01"), *parse_date("2019-01-31"));
  EXPECT_EQ(january.size(), 2U);
}

TEST(ReadFolder, FillsDeclaredDefaultsAndSaysSo) {
  const FactsFolder folder;
  const Read got = read(folder);
  const Schema schema = small_schema();
  const TableFacts& roster = got.facts.roster();
  const std::uint32_t anniversary = column_index(schema.tables[0], "anniversary");
  const std::uint32_t fte = column_index(schema.tables[0], "fte");
  const std::uint32_t hired = column_index(schema.tables[0], "hired");
  EXPECT_EQ(roster.cell(0, anniversary), Value::of(*parse_date("2015-03-01")));
  EXPECT_TRUE(roster.is_default(0, anniversary));
  EXPECT_EQ(roster.cell(0, fte), Value::of(Rational(1)));
  EXPECT_TRUE(roster.is_default(0, fte));
  EXPECT_FALSE(roster.is_default(0, hired));
}

TEST(ReadFolder, TellsNothingFromMissing) {
  const FactsFolder folder;
  const Read got = read(folder);
  const std::uint32_t division = column_index(small_schema().tables[0], "division");
  EXPECT_TRUE(got.facts.roster().cell(0, division).is_empty());
  EXPECT_TRUE(got.facts.roster().is_default(0, division));
}

TEST(ReadFolder, LeavesWhatIsMissingEmpty) {
  const FactsFolder folder;
  const Read got = read(folder);
  const std::uint32_t bilingual = column_index(small_schema().tables[0], "bilingual");
  EXPECT_TRUE(got.facts.roster().cell(2, bilingual).is_empty());
  EXPECT_FALSE(got.facts.roster().is_default(2, bilingual));
}

TEST(ReadFolder, ReadsEveryType) {
  const FactsFolder folder;
  const Read got = read(folder);
  const TableFacts& time = got.facts.tables[1];
  EXPECT_EQ(time.cell(1, 2), Value::of(Rational::ratio(39, 4)));
  EXPECT_EQ(time.cell(1, 3), Value::time(20 * 60 + 30));
  EXPECT_EQ(got.texts.text(time.cell(1, 1).text_id()), "worked");
  EXPECT_TRUE(got.facts.roster().cell(0, 6).yes());
  EXPECT_EQ(got.texts.text(got.facts.roster().cell(1, 5).text_id()), "Maintenance Worker, Lead");
}

TEST(ReadFolder, DatesRowsOfTheCityByTheirYear) {
  const FactsFolder folder;
  const Read got = read(folder);
  const TableFacts& rates = got.facts.tables[3];
  EXPECT_EQ(city_rows(rates).size(), 2U);
  const RowRange of_2019 = city_rows(rates, *parse_date("2019-01-01"), *parse_date("2019-12-31"));
  ASSERT_EQ(of_2019.size(), 1U);
  EXPECT_EQ(rates.cell(of_2019.begin, 2), Value::of(Rational::ratio(7001, 10)));
}

TEST(ReadFolder, TakesLineEndsOfWindowsAndAByteOrderMark) {
  const FactsFolder folder;
  folder.write("time.csv",
               "\xEF\xBB\xBF"
               "employee,day,kind,hours\r\n\"0001\",2019-01-07,\"worked\",10\r\n");
  const Read got = read(folder);
  EXPECT_EQ(got.facts.tables[1].rows(), 1U);
}

TEST(ReadFolder, CountsRowsAsASpreadsheetDoes) {
  const FactsFolder folder;
  folder.write("roster.csv", "employee,classification\n0001,\"two\nlines\"\n,\n0002,Dispatcher\n");
  const Read got = read(folder);
  EXPECT_EQ(got.facts.roster().row_numbers, (std::vector<std::uint32_t>{2, 4}));
  EXPECT_EQ(got.texts.text(got.facts.roster().cell(0, 5).text_id()), "two\nlines");
}

TEST(ReadFolder, ReadsATableWithItsHeadingOnly) {
  const FactsFolder folder;
  folder.write("time.csv", "employee,day,kind,hours");
  const Read got = read(folder);
  EXPECT_EQ(got.facts.tables[1].rows(), 0U);
  EXPECT_TRUE(rows_of(got.facts.tables[1], 1).empty());
}

TEST(ReadFolder, FindsTheNewestOutsideValue) {
  const FactsFolder folder;
  folder.write("outside.csv",
               "name,key1,key2,from,value\nsplit_2018,medical,single,,600\n"
               "split_2018,medical,single,2019-01-01,612.50\nsplit_2018,dental,single,,70\n");
  const Read got = read(folder);
  const auto value_on = [&](const char* day) {
    const OutsideValue* found = outside_on(got.facts, 0, "medical", "single", *parse_date(day));
    return found == nullptr ? std::string("none") : found->value.number.text();
  };
  EXPECT_EQ(value_on("2018-12-31"), "600");
  EXPECT_EQ(value_on("2019-01-01"), "612.5");
  EXPECT_EQ(outside_on(got.facts, 0, "medical", "family", *parse_date("2019-01-01")), nullptr);
}

TEST(ReadFolder, NamesItsFilesWithDigestAndRows) {
  const FactsFolder folder;
  const Read got = read(folder);
  ASSERT_EQ(got.facts.files.size(), 4U);
  EXPECT_EQ(got.facts.files[2].path, folder.file("receipts.csv"));
  EXPECT_EQ(got.facts.files[2].rows, 1U);
  EXPECT_EQ(got.facts.files[2].sha256, sha256_text("employee,bought,amount\n0001,2019-02-03,1499.99\n"));
}

// The example of FIPS 180-2, appendix B.1.
TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(sha256_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace mou
