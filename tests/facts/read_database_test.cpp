#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/facts/facts_fixture.h"

namespace mou {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* sound =
    "CREATE TABLE roster (employee TEXT, \"from\" TEXT, hired TEXT, step INTEGER);"
    "INSERT INTO roster VALUES ('0001', NULL, '2015-03-01', 3), ('0002', NULL, '2018-01-15', NULL);"
    "CREATE TABLE time (employee TEXT, day TEXT, kind TEXT, hours TEXT);"
    "INSERT INTO time VALUES ('0002', '2019-01-08', 'worked', '9.75'), ('0001', '2019-01-07', 'worked', '10');"
    "CREATE TABLE receipts (employee TEXT, bought TEXT, amount TEXT);"
    "CREATE TABLE plan_rate (year INTEGER, plan TEXT, monthly TEXT);";

std::string database(const FactsFolder& folder, const std::string& more) {
  const std::string path = folder.file("facts.sqlite");
  sqlite3* opened = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &opened), SQLITE_OK);
  char* problem = nullptr;
  sqlite3_exec(opened, (sound + more).c_str(), nullptr, nullptr, &problem);
  EXPECT_EQ(problem, nullptr) << problem;
  sqlite3_close(opened);
  return path;
}

TEST(ReadDatabase, GivesTheSameFacts) {
  const FactsFolder folder;
  Texts texts;
  Diagnostics diagnostics;
  const Facts facts = read_facts(database(folder, ""), small_schema(), texts, diagnostics);
  EXPECT_EQ(findings_of(diagnostics), Lines{});
  EXPECT_EQ(facts.employees, (std::vector<std::string>{"0001", "0002"}));
  EXPECT_EQ(facts.roster().cell(0, 3), Value::of(Rational(3)));
  EXPECT_TRUE(facts.roster().cell(1, 3).is_empty());
  EXPECT_EQ(facts.tables[1].cell(1, 2), Value::of(Rational::ratio(39, 4)));
  EXPECT_EQ(row_place(facts.tables[1], 1), "facts.sqlite, table time, row 1");
  ASSERT_EQ(facts.files.size(), 1U);
  EXPECT_EQ(facts.files[0].rows, 4U);
  EXPECT_EQ(facts.files[0].sha256.size(), 64U);
}

TEST(ReadDatabase, RefusesBinaryNumbers) {
  const FactsFolder folder;
  EXPECT_EQ(findings_in(database(folder,
                                 "INSERT INTO receipts VALUES ('0001', '2019-02-03', 1499.99);"
                                 "CREATE TABLE other (x REAL);")),
            Lines{});
  const FactsFolder second;
  EXPECT_EQ(findings_in(database(second,
                                 "DROP TABLE receipts; CREATE TABLE receipts (employee, bought, amount REAL);"
                                 "INSERT INTO receipts VALUES ('0001', '2019-02-03', 1499.99);")),
            (Lines{"M0607 facts.sqlite, table receipts, row 1, column amount: `1499.99` is a binary floating-point "
                   "number, which is not exact [keep the column as TEXT, as in '1500.00']"}));
}

TEST(ReadDatabase, MissesATable) {
  const FactsFolder folder;
  EXPECT_EQ(findings_in(database(folder, "DROP TABLE time;")),
            (Lines{"M0601 facts.sqlite: the database has no table `time` [create it, if only without rows]"}));
}

TEST(ReadDatabase, RefusesWhatIsNotText) {
  const FactsFolder folder;
  EXPECT_EQ(findings_in(database(folder, "INSERT INTO receipts VALUES ('0001', x'00ff', '1');")),
            (Lines{"M0602 facts.sqlite, table receipts, row 1, column bought: the cell is not text [keep the column as "
                   "TEXT in UTF-8]"}));
}

TEST(ReadDatabase, SurvivesGarbageBehindItsHead) {
  const FactsFolder folder;
  folder.write("broken.sqlite", std::string("SQLite format 3\0", 16) + std::string(5000, '\x7f'));
  EXPECT_EQ(
      findings_in(folder.file("broken.sqlite")),
      (Lines{"M0602 broken.sqlite: the database cannot be read [it must be a SQLite database that you may read and "
             "nobody is writing]"}));
}

}  // namespace
}  // namespace mou
